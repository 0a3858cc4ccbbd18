"""The wheel carries all that the program reads: content, compiled translations, fonts, icons, migrations."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tools.check import ROOT

SHIPPED = {".ini", ".mako", ".md", ".py", ".qss", ".svg", ".ttf", ".txt", ".typed", ".yaml"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The names of the files in a wheel built from this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    (path,) = folder.glob("*.whl")
    with zipfile.ZipFile(path) as archive:
        return set(archive.namelist())


def files(folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.suffix in SHIPPED]


def test_every_file_of_the_program_is_inside(wheel: set[str]) -> None:
    assert {f"trainer/{name}" for name in files(ROOT / "trainer")} <= wheel


def test_the_content_is_inside(wheel: set[str]) -> None:
    content = {f"trainer/data/content/{name}" for name in files(ROOT / "content")}
    assert "trainer/data/content/programmes/core-80.yaml" in content
    assert content | {"trainer/data/content/LICENSE"} <= wheel


def test_every_language_is_inside_compiled(wheel: set[str]) -> None:
    languages = [path.name for path in (ROOT / "translations").iterdir() if path.is_dir()]
    assert "es" in languages
    assert {f"trainer/data/translations/{code}/LC_MESSAGES/trainer.mo" for code in languages} <= wheel


def test_nothing_is_inside_that_is_not_for_users(wheel: set[str]) -> None:
    roots = {name.split("/")[0] for name in wheel}
    assert {root for root in roots if not root.endswith(".dist-info")} == {"trainer"}
