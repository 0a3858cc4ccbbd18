"""The import contracts of pyproject.toml bite: each floor's rule refuses the import it was written against."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tools.check import IMPORT_LINTER, ROOT

ROOMS = ["certificates", "cohorts", "courses", "exams", "exchange", "hours", "printing", "rules", "store", "study"]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty house with our contracts."""
    root = tmp_path_factory.mktemp("house")
    shutil.copy(ROOT / "pyproject.toml", root)
    for folder in ["", *ROOMS, "ui", "ui/home", "ui/widgets"]:
        (root / "trainer" / folder).mkdir()
        (root / "trainer" / folder / "__init__.py").touch()
    for module in ["__main__", "cli", "app", "clock", "ui/home/presenter", "ui/home/view", "ui/background"]:
        (root / "trainer" / f"{module}.py").touch()
    return root


def outcome(house: Path, module: str, code: str) -> str:
    """Adds code to one module of the house, asks import-linter, and takes it away again."""
    path = house / "trainer" / module
    was_there = path.exists()
    path.write_text(code, encoding="utf-8")
    command = [sys.executable, "-c", IMPORT_LINTER, "--no-logo", "--no-cache"]
    result = subprocess.run(command, cwd=house, capture_output=True, text=True, check=False)
    path.write_text("", encoding="utf-8") if was_there else path.unlink()
    return result.stdout if result.returncode else "kept"


@pytest.mark.parametrize(
    ("module", "code", "contract"),
    [
        ("hours/credit.py", "import trainer.study", "Imports point down only"),
        ("ui/home/view.py", "import trainer.store", "Imports point down only"),
        ("study/sitting.py", "import trainer.exams", "Imports point down only"),
        ("newcomer.py", "", "Imports point down only"),
        ("hours/meter.py", "from PySide6.QtCore import QTimer", "Qt only in"),
        ("cli.py", "import PySide6", "Qt only in"),
        ("ui/home/presenter.py", "from PySide6.QtCore import QObject", "No presenter reaches Qt"),
        ("cohorts/people.py", "import sqlalchemy", "SQLAlchemy and Alembic only in"),
        ("ui/widgets/table.py", "from alembic import command", "SQLAlchemy and Alembic only in"),
        ("certificates/facts.py", "import reportlab", "ReportLab only in"),
    ],
)
def test_the_contract_is_broken_by(house: Path, module: str, code: str, contract: str) -> None:
    found = outcome(house, module, code)
    assert [line for line in found.splitlines() if contract in line and "BROKEN" in line], found


def test_a_presenter_may_not_reach_qt_through_another_module(house: Path) -> None:
    (house / "trainer" / "ui" / "background.py").write_text("import PySide6", encoding="utf-8")
    found = outcome(house, "ui/home/presenter.py", "import trainer.ui.background")
    (house / "trainer" / "ui" / "background.py").write_text("", encoding="utf-8")
    assert "No presenter reaches Qt, not even through another module BROKEN" in found


@pytest.mark.parametrize(
    ("module", "code"),
    [
        ("app.py", "import PySide6, sqlalchemy, trainer.ui, trainer.store, trainer.printing"),
        ("ui/home/view.py", "import PySide6, trainer.ui.home.presenter, trainer.clock"),
        ("store/tables.py", "import sqlalchemy, trainer.hours"),
        ("printing/certificate.py", "import reportlab, trainer.certificates"),
        ("__main__.py", "import trainer.cli, trainer.app"),
    ],
)
def test_the_contracts_let_pass(house: Path, module: str, code: str) -> None:
    assert outcome(house, module, code) == "kept"
