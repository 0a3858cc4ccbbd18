"""When jobs begin: never before the window has painted what was just built, and never later than its end."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from trainer.ui.background import FRAME_MS, BackgroundRunner


class _Painted(QWidget):
    """Notes that it was painted."""

    seen = False

    def paintEvent(self, event: object) -> None:  # noqa: N802 - Qt's name
        self.seen = True


@pytest.fixture
def runner(qtbot: QtBot) -> Iterator[BackgroundRunner]:
    made = BackgroundRunner(pytest.fail)
    made.release()
    yield made
    made.close()


def test_a_job_begins_once_the_screen_is_painted(qtbot: QtBot, runner: BackgroundRunner) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    found: list[bool] = []
    for _screen in range(3):
        with runner.painting_first():
            screen = _Painted(window)
            screen.resize(50, 50)
            runner.run(lambda screen=screen: found.append(screen.seen))
            screen.show()
        qtbot.waitUntil(lambda: not runner.busy)
    assert found == [True, True, True]


def test_jobs_of_two_screens_begin_in_their_order(qtbot: QtBot, runner: BackgroundRunner) -> None:
    found: list[int] = []
    for number in range(3):
        with runner.painting_first():
            runner.run(lambda number=number: found.append(number))
    assert runner.busy
    qtbot.waitUntil(lambda: not runner.busy)
    assert found == [0, 1, 2]


def test_the_end_of_the_program_waits_for_no_painting(qtbot: QtBot) -> None:
    runner = BackgroundRunner(pytest.fail)
    runner.release()
    found: list[str] = []
    with runner.painting_first():
        runner.run(lambda: found.append("saved"))
    runner.close()
    assert found == ["saved"]
    _two_frames_pass(qtbot)
    assert not runner._collector._timer.isActive()


def test_what_is_held_for_the_first_window_waits_for_it_alone(qtbot: QtBot) -> None:
    runner = BackgroundRunner(pytest.fail)
    runner.hold()
    found: list[str] = []
    with runner.painting_first():
        runner.run(lambda: found.append("opened"))
    _two_frames_pass(qtbot)
    assert found == []
    runner.close()
    assert found == ["opened"]


def test_a_screen_that_cannot_be_built_keeps_no_job_back(qtbot: QtBot, runner: BackgroundRunner) -> None:
    found: list[str] = []
    with pytest.raises(OSError, match="no disk"), runner.painting_first():
        raise OSError("no disk")
    runner.run(lambda: found.append("saved"))
    qtbot.waitUntil(lambda: not runner.busy)
    assert found == ["saved"]


def _two_frames_pass(qtbot: QtBot) -> None:
    later = QTimer(singleShot=True, interval=2 * FRAME_MS)
    with qtbot.waitSignal(later.timeout):
        later.start()
