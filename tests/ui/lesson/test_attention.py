"""Whatever takes the lesson out of sight, the real window notices it, and the time is a gap of the line."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QExposeEvent, QGuiApplication, QRegion
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from tests.fixtures.ui import Looks, StudyHouse
from tests.ui.lesson.test_lesson_view import shell, show, voice
from trainer.ui.lesson.view import LessonWidget
from trainer.ui.shell import Shell

__all__ = ["shell", "show", "voice"]

Show = Callable[..., LessonWidget]


@contextmanager
def minimized(window: Shell) -> Iterator[None]:
    window.showMinimized()
    yield
    window.showNormal()
    window.activateWindow()


@contextmanager
def behind_a_second_window(window: Shell) -> Iterator[None]:
    second = QWidget()
    second.show()
    second.activateWindow()
    yield
    second.close()
    second.deleteLater()
    window.activateWindow()


@contextmanager
def behind_a_dialog(window: Shell) -> Iterator[None]:
    dialog = QDialog(window)
    dialog.open()
    yield
    dialog.close()
    window.activateWindow()


@contextmanager
def not_painted_by_the_system(window: Shell) -> Iterator[None]:
    """As where the screen is off, another desktop is shown, or something covers all of it."""
    handle = window.windowHandle()
    handle.isExposed = lambda: False
    QGuiApplication.sendEvent(handle, QExposeEvent(QRegion()))
    yield
    del handle.isExposed
    QGuiApplication.sendEvent(handle, QExposeEvent(QRegion(handle.geometry())))


@contextmanager
def put_to_rest_by_the_system(_window: Shell) -> Iterator[None]:
    """As a lock of the screen does, where the system tells of it."""
    told = QGuiApplication.instance().applicationStateChanged
    told.emit(Qt.ApplicationState.ApplicationInactive)
    yield
    told.emit(Qt.ApplicationState.ApplicationActive)


WAYS = (minimized, behind_a_second_window, behind_a_dialog, not_painted_by_the_system, put_to_rest_by_the_system)


def pass_by(house: StudyHouse, widget: LessonWidget, seconds: int) -> None:
    for _second in range(seconds):
        house.clock.advance(1)
        widget.second_passed.emit()


def leave(house: StudyHouse, widget: LessonWidget) -> list[tuple[str, int, int]]:
    widget.presenter.leave(lambda: None)
    (line,) = house.unit.ledger.lines.values()
    return [(gap.kind.value, gap.start_second, gap.seconds) for gap in line.gaps]


@pytest.mark.parametrize("way", WAYS)
def test_a_lesson_out_of_sight_is_not_studied(
    qtbot: QtBot, looks: Looks, house: StudyHouse, show: Show, shell: Shell, way: Callable
) -> None:
    widget = show()
    shell.activateWindow()
    qtbot.waitUntil(shell.isActiveWindow)
    pass_by(house, widget, 30)
    with qtbot.waitSignal(shell.attention_changed, check_params_cb=lambda here: not here):
        out_of_sight = way(shell)
        out_of_sight.__enter__()
    pass_by(house, widget, 200)
    with qtbot.waitSignal(shell.attention_changed, check_params_cb=lambda here: here):
        out_of_sight.__exit__(None, None, None)
    pass_by(house, widget, 30)
    assert leave(house, widget) == [("away", 30, 200)]


def test_a_lesson_that_opens_behind_another_window_is_not_studied_yet(
    qtbot: QtBot, looks: Looks, house: StudyHouse, show: Show, shell: Shell
) -> None:
    shell.show()
    shell.activateWindow()
    qtbot.waitUntil(shell.isActiveWindow)
    with behind_a_second_window(shell):
        qtbot.waitUntil(lambda: not shell.isActiveWindow())
        widget = show()
        pass_by(house, widget, 100)
    qtbot.waitUntil(shell.isActiveWindow)
    pass_by(house, widget, 30)
    assert leave(house, widget) == [("away", 0, 100)]
