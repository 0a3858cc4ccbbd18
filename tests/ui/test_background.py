"""When jobs begin: never before the window has painted what was just built, and never later than its end."""

import sys
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from trainer.ui.background import FRAME_MS, TURN_SECONDS, BackgroundRunner


class _Painted(QWidget):
    """Notes that it was painted, and that what its painting brought about is done too."""

    seen = False

    def paintEvent(self, event: object) -> None:  # noqa: N802 - Qt's name
        QTimer.singleShot(0, self, lambda: setattr(self, "seen", True))


class _PaintedForEver(QWidget):
    """An animation."""

    def paintEvent(self, event: object) -> None:  # noqa: N802 - Qt's name
        self.update()


@pytest.fixture
def runner(qtbot: QtBot) -> Iterator[BackgroundRunner]:
    made = BackgroundRunner(pytest.fail)
    made.release()
    yield made
    made.close()


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_a_job_begins_once_the_screen_is_painted(qtbot: QtBot, runner: BackgroundRunner, window: QWidget) -> None:
    found: list[bool] = []
    for _screen in range(3):
        with runner.painting_first(window):
            screen = _Painted(window)
            screen.resize(50, 50)
            runner.run(lambda screen=screen: found.append(screen.seen))
            screen.show()
        qtbot.waitUntil(lambda: not runner.busy)
    assert found == [True, True, True]


def test_a_job_waits_for_the_paint_and_not_for_a_time(
    qtbot: QtBot, runner: BackgroundRunner, window: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("trainer.ui.background.FRAME_MS", 3_600_000)
    with runner.painting_first(window):
        runner.run(lambda: None)
        window.update()
    qtbot.waitUntil(lambda: not runner.busy)


@pytest.mark.parametrize("is_gone", [False, True])
def test_a_window_that_is_never_painted_keeps_no_job_back(
    qtbot: QtBot, runner: BackgroundRunner, is_gone: bool
) -> None:
    hidden, found = QWidget(), list[str]()
    with runner.painting_first(hidden):
        runner.run(lambda: found.append("saved"))
    if is_gone:
        hidden.deleteLater()
        QCoreApplication.sendPostedEvents(hidden, QEvent.Type.DeferredDelete)
        assert not isValid(hidden)
    qtbot.waitUntil(lambda: not runner.busy)
    assert found == ["saved"]


def test_an_animation_keeps_no_job_back(qtbot: QtBot, runner: BackgroundRunner, window: QWidget) -> None:
    with runner.painting_first(window):
        _PaintedForEver(window).show()
        runner.run(lambda: None)
    qtbot.waitUntil(lambda: not runner.busy)


def test_a_runner_that_ends_before_the_paint_leaves_nothing_behind(qtbot: QtBot, window: QWidget) -> None:
    before = sys.getswitchinterval()
    ended = BackgroundRunner(pytest.fail)
    ended.release()
    with ended.painting_first(window):
        window.update()
    ended.close()
    assert sys.getswitchinterval() == pytest.approx(before)
    del ended
    _two_frames_pass(qtbot)


def test_the_worker_lets_the_window_have_its_turn(qtbot: QtBot, runner: BackgroundRunner) -> None:
    runner.run(lambda: None)
    qtbot.waitUntil(lambda: not runner.busy)
    assert sys.getswitchinterval() == pytest.approx(TURN_SECONDS)


def test_jobs_of_two_screens_begin_in_their_order(qtbot: QtBot, runner: BackgroundRunner, window: QWidget) -> None:
    found: list[int] = []
    for number in range(3):
        with runner.painting_first(window):
            runner.run(lambda number=number: found.append(number))
    assert runner.busy
    qtbot.waitUntil(lambda: not runner.busy)
    assert found == [0, 1, 2]


def test_the_end_of_the_program_waits_for_no_painting(qtbot: QtBot, window: QWidget) -> None:
    runner = BackgroundRunner(pytest.fail)
    runner.release()
    found: list[str] = []
    with runner.painting_first(window):
        runner.run(lambda: found.append("saved"))
    runner.close()
    assert found == ["saved"]
    _two_frames_pass(qtbot)
    assert not runner._collector._timer.isActive()


def test_what_is_held_for_the_first_window_waits_for_it_alone(qtbot: QtBot, window: QWidget) -> None:
    runner = BackgroundRunner(pytest.fail)
    runner.hold()
    found: list[str] = []
    with runner.painting_first(window):
        runner.run(lambda: found.append("opened"))
    _two_frames_pass(qtbot)
    assert found == []
    runner.close()
    assert found == ["opened"]


def test_a_screen_that_cannot_be_built_keeps_no_job_back(
    qtbot: QtBot, runner: BackgroundRunner, window: QWidget
) -> None:
    found: list[str] = []
    with pytest.raises(OSError, match="no disk"), runner.painting_first(window):
        raise OSError("no disk")
    runner.run(lambda: found.append("saved"))
    qtbot.waitUntil(lambda: not runner.busy)
    assert found == ["saved"]


def _two_frames_pass(qtbot: QtBot) -> None:
    later = QTimer(singleShot=True, interval=2 * FRAME_MS)
    with qtbot.waitSignal(later.timeout):
        later.start()
