"""A screen that the desktop locks is not studied, although the window stays in front, painted and awake."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt, QTimer
from pytestqt.qtbot import QtBot

from tests.fixtures.desktop import Desktop
from tests.fixtures.ui import Looks, StudyHouse
from tests.ui.lesson.test_attention import leave, pass_by
from tests.ui.lesson.test_lesson_view import show, voice
from trainer.ui.lesson.view import LessonWidget
from trainer.ui.screen_lock import SCREEN_SAVERS, ScreenLock
from trainer.ui.shell import Shell

__all__ = ["show", "voice"]

Show = Callable[..., LessonWidget]


@pytest.fixture
def shell(qtbot: QtBot, looks: Looks, desktop: Desktop) -> Shell:
    made = Shell()
    qtbot.addWidget(made)
    return made


def hear(qtbot: QtBot, desktop: Desktop, signal: object, *, locked: bool, interface: str = SCREEN_SAVERS[0]) -> None:
    """Lets the desktop tell until it is heard: a program that has just begun may not listen yet."""
    again = QTimer()
    again.timeout.connect(lambda: desktop.tell(locked, interface))
    again.start(20)
    with qtbot.waitSignal(signal, check_params_cb=lambda heard: heard is locked):
        desktop.tell(locked, interface)
    again.stop()


@pytest.mark.parametrize("interface", SCREEN_SAVERS)
def test_every_desktop_is_heard(qtbot: QtBot, desktop: Desktop, shell: Shell, interface: str) -> None:
    lock = ScreenLock(shell)
    for locked in (True, False):
        hear(qtbot, desktop, lock.changed, locked=locked, interface=interface)
        assert lock.is_locked is locked


def test_a_locked_screen_is_a_gap_of_the_line(
    qtbot: QtBot, house: StudyHouse, desktop: Desktop, shell: Shell, show: Show
) -> None:
    widget = _in_front(qtbot, show, shell)
    pass_by(house, widget, 30)
    _lock(qtbot, desktop, shell)
    assert shell.isActiveWindow()
    pass_by(house, widget, 200)
    hear(qtbot, desktop, shell._attention._screen.changed, locked=False)
    assert shell.has_attention
    pass_by(house, widget, 30)
    assert leave(house, widget) == [("away", 30, 200)]


def test_whoever_types_is_here_although_the_screen_saver_died(
    qtbot: QtBot, house: StudyHouse, desktop: Desktop, shell: Shell, show: Show
) -> None:
    widget = _in_front(qtbot, show, shell)
    _lock(qtbot, desktop, shell)
    pass_by(house, widget, 100)
    qtbot.keyClick(shell.windowHandle(), Qt.Key.Key_Down)
    assert shell.has_attention
    pass_by(house, widget, 30)
    assert leave(house, widget) == [("away", 0, 100)]


def _in_front(qtbot: QtBot, show: Show, shell: Shell) -> LessonWidget:
    widget = show()
    shell.activateWindow()
    qtbot.waitUntil(lambda: shell.has_attention)
    return widget


def _lock(qtbot: QtBot, desktop: Desktop, shell: Shell) -> None:
    hear(qtbot, desktop, shell._attention._screen.changed, locked=True)
    assert not shell.has_attention
