"""Rubbish is looked for on the window's thread alone, and really goes."""

import gc
from collections.abc import Iterator
from threading import current_thread, main_thread

import pytest
from pytestqt.qtbot import QtBot

from trainer.ui import collector
from trainer.ui.background import BackgroundRunner

PLENTY = 20_000
"""More circles than any of Python's thresholds lets lie."""


class Circle:
    """Holds itself, as a widget and its presenter hold each other, and tells where it was freed."""

    freed_by: list[bool]

    def __init__(self, freed_by: list[bool]) -> None:
        """``freed_by`` is told whether the window's thread freed it."""
        self.freed_by, self.itself = freed_by, self

    def __del__(self) -> None:
        """Tells."""
        self.freed_by.append(current_thread() is main_thread())


@pytest.fixture
def runner(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[BackgroundRunner]:
    monkeypatch.setattr(collector, "_MILLISECONDS", 5)
    made = BackgroundRunner(pytest.fail)
    made.hold()
    yield made
    made.close()


def test_a_worker_that_makes_rubbish_frees_none_of_the_windows(runner: BackgroundRunner, qtbot: QtBot) -> None:
    freed_by: list[bool] = []
    for _number in range(100):
        Circle(freed_by)
    _work(runner, qtbot)
    qtbot.waitUntil(lambda: len(freed_by) >= 100)
    assert all(freed_by)


def test_left_to_python_the_worker_frees_them(runner: BackgroundRunner, qtbot: QtBot) -> None:
    """The control: it is just this that ended the program now and then."""
    freed_by: list[bool] = []
    for _number in range(100):
        Circle(freed_by)
    gc.enable()
    _work(runner, qtbot)
    assert not all(freed_by)


def test_a_job_that_alone_knows_a_screen_frees_it_on_the_windows_thread(runner: BackgroundRunner, qtbot: QtBot) -> None:
    """A screen may be left while its job runs; a hundred times, since it is a race."""
    freed_by: list[bool] = []
    for _number in range(100):
        screen = Screen(freed_by)
        runner.run(lambda screen=screen: screen)  # type: ignore[misc]
        runner.run(screen.fail, None, screen.shown)
    del screen
    runner.release()
    qtbot.waitUntil(lambda: not runner.busy)
    assert freed_by == [True] * 100


class Screen:
    """Tells where it was freed."""

    def __init__(self, freed_by: list[bool]) -> None:
        """``freed_by`` is told whether the window's thread freed it."""
        self.freed_by = freed_by

    def fail(self) -> None:
        """A job that does not succeed."""
        raise ValueError("no")

    def shown(self, _error: Exception) -> None:
        """Shows nothing."""

    def __del__(self) -> None:
        """Tells."""
        self.freed_by.append(current_thread() is main_thread())


def test_python_takes_over_again_when_no_worker_is_left(qtbot: QtBot) -> None:
    assert gc.isenabled()
    runner = BackgroundRunner(pytest.fail)
    assert not gc.isenabled()
    runner.close()
    assert gc.isenabled()


def _work(runner: BackgroundRunner, qtbot: QtBot) -> None:
    """Makes much rubbish on the worker, and waits until it is done."""
    runner.run(lambda: [Circle([]) for _number in range(PLENTY)] and None)
    runner.release()
    qtbot.waitUntil(lambda: not runner.busy)
