"""What holds for every test: profiles, the --nightly flag, and guards against leaks and logged warnings.

Fixtures of one room live in ``tests/fixtures/<room>.py``; every module there is loaded by itself.
"""

import logging
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("TZ", "America/Los_Angeles")
# Whoever runs the tests may lock their own screen meanwhile.
os.environ.pop("DBUS_SESSION_BUS_ADDRESS", None)

pytest_plugins = ["pytester"] + [
    f"tests.fixtures.{path.stem}"
    for path in sorted((Path(__file__).parent / "fixtures").glob("*.py"))
    if path.stem != "__init__"
]

# Quick runs try the same examples every time; only the nightly run looks for new ones.
settings.register_profile("quick", derandomize=True, deadline=None, database=None, max_examples=60)
settings.register_profile(
    "nightly",
    deadline=None,
    max_examples=3_000,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--nightly", action="store_true", help="run the long fault and property profiles too")


def pytest_configure(config: pytest.Config) -> None:
    settings.load_profile("nightly" if config.getoption("--nightly") else "quick")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--nightly"):
        return
    long = [item for item in items if item.get_closest_marker("nightly")]
    if long:
        config.hook.pytest_deselected(items=long)
        items[:] = [item for item in items if item not in long]


@pytest.fixture
def is_nightly(pytestconfig: pytest.Config) -> bool:
    """Says whether a fault test should inject its thousands of faults, or the dozens that fit a quick run."""
    return bool(pytestconfig.getoption("--nightly"))


@pytest.fixture(autouse=True)
def no_leaked_widgets() -> Iterator[None]:
    """Fails a test that leaves a window behind: one leak explains ten failures of later tests."""
    before = _windows()
    yield
    left = [window for window in _windows() if window not in before]
    assert not left, f"left open: {left}; give windows to qtbot.addWidget()"


def _windows() -> list[object]:
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is None or widgets.QApplication.instance() is None:
        return []
    from PySide6.QtCore import QCoreApplication, QEvent

    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return list(widgets.QApplication.topLevelWidgets())


class _Warnings(logging.Handler):
    """Keeps every record from WARNING upwards."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@pytest.fixture(autouse=True)
def _logged_warnings() -> Iterator[_Warnings]:
    handler = _Warnings()
    logging.getLogger().addHandler(handler)
    yield handler
    logging.getLogger().removeHandler(handler)


@pytest.fixture
def expected_warnings(_logged_warnings: _Warnings) -> list[logging.LogRecord]:
    """The warnings logged so far, for a test that provokes some; without this fixture any of them fails the test."""
    return _logged_warnings.records


@pytest.fixture(autouse=True)
def no_logged_warnings(request: pytest.FixtureRequest, _logged_warnings: _Warnings) -> Iterator[None]:
    """Fails a test in which the program warned of something that the test did not expect."""
    yield
    if "expected_warnings" not in request.fixturenames:
        said = [f"{record.name}: {record.getMessage()}" for record in _logged_warnings.records]
        assert not said, f"logged: {said}; a test that expects this takes the fixture expected_warnings"
