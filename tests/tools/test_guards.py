"""The guards of tests/conftest.py fail the tests that they should, and no other."""

import pytest

from tools.check import ROOT

TESTS = """
import logging
import pytest
from PySide6.QtWidgets import QWidget

LEAKED = []

def test_leaks(qapp):
    LEAKED.append(QWidget())

def test_closes(qtbot):
    qtbot.addWidget(QWidget())

def test_warns():
    logging.getLogger("trainer.store").warning("the disk is slow")

def test_expects(expected_warnings):
    logging.getLogger("trainer.store").warning("the disk is slow")
    assert [record.getMessage() for record in expected_warnings] == ["the disk is slow"]

def test_informs():
    logging.getLogger("trainer").info("all is well")

@pytest.mark.nightly
def test_long(is_nightly):
    assert is_nightly
"""


@pytest.fixture
def suite(pytester: pytest.Pytester) -> pytest.Pytester:
    """A suite of its own under our conftest, with every outcome that the guards know."""
    pytester.makeconftest((ROOT / "tests" / "conftest.py").read_text(encoding="utf-8"))
    pytester.makeini("[pytest]\nqt_api = pyside6\nmarkers = nightly: long\n")
    pytester.makepyfile(TESTS)
    return pytester


def test_guards_and_flag(suite: pytest.Pytester) -> None:
    result = suite.runpytest_subprocess()
    result.assert_outcomes(passed=5, errors=2, deselected=1)
    result.stdout.fnmatch_lines(["E *left open: *QWidget*", "E *logged: *the disk is slow*"])


def test_the_nightly_run_includes_the_long_tests(suite: pytest.Pytester) -> None:
    suite.runpytest_subprocess("--nightly", "-m", "nightly").assert_outcomes(passed=1, deselected=5)
