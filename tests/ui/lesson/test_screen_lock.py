"""A screen that the desktop locks is not studied, although the window stays in front, painted and awake."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from tests.fixtures.desktop import Desktop, bus_that_never_answers
from tests.fixtures.ui import Looks, StudyHouse
from tests.ui.lesson.test_attention import leave, pass_by
from tests.ui.lesson.test_lesson_view import show, voice
from trainer.ui import screen_lock
from trainer.ui.lesson.view import LessonWidget
from trainer.ui.screen_lock import BUS, ScreenLock
from trainer.ui.shell import Shell

__all__ = ["show", "voice"]

Show = Callable[..., LessonWidget]
GNOME = "org.gnome.ScreenSaver"
DESKTOPS = (
    "org.freedesktop.ScreenSaver",
    GNOME,
    "org.cinnamon.ScreenSaver",
    "org.mate.ScreenSaver",
    "org.xfce.ScreenSaver",
)


@pytest.fixture
def shell(qtbot: QtBot, looks: Looks, desktop: Desktop) -> Shell:
    made = Shell()
    qtbot.addWidget(made)
    return made


def lock_of(qtbot: QtBot, shell: Shell) -> ScreenLock:
    qtbot.waitUntil(lambda: shell._attention._screen is not None)
    return shell._attention._screen


def hear(qtbot: QtBot, desktop: Desktop, lock: ScreenLock, *, locked: bool, interface: str = GNOME) -> None:
    qtbot.waitUntil(lambda: desktop.is_heard_by(lock))
    with qtbot.waitSignal(lock.changed, check_params_cb=lambda heard: heard is locked):
        desktop.tell(locked, interface)


def in_front(qtbot: QtBot, show: Show, shell: Shell) -> LessonWidget:
    widget = show()
    shell.activateWindow()
    qtbot.waitUntil(lambda: shell.has_attention)
    return widget


@pytest.mark.parametrize("interface", DESKTOPS)
def test_every_desktop_is_heard(qtbot: QtBot, desktop: Desktop, shell: Shell, interface: str) -> None:
    lock = lock_of(qtbot, shell)
    for locked in (True, False):
        hear(qtbot, desktop, lock, locked=locked, interface=interface)
        assert lock.is_locked is locked


def test_a_locked_screen_is_a_gap_of_the_line(
    qtbot: QtBot, house: StudyHouse, desktop: Desktop, shell: Shell, show: Show
) -> None:
    widget = in_front(qtbot, show, shell)
    pass_by(house, widget, 30)
    hear(qtbot, desktop, lock_of(qtbot, shell), locked=True)
    assert shell.isActiveWindow()
    pass_by(house, widget, 200)
    hear(qtbot, desktop, lock_of(qtbot, shell), locked=False)
    assert shell.has_attention
    pass_by(house, widget, 30)
    assert leave(house, widget) == [("away", 30, 200)]


def test_whoever_types_is_here_although_the_screen_saver_died(
    qtbot: QtBot, house: StudyHouse, desktop: Desktop, shell: Shell, show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(screen_lock, "_STILL_UNDER_WAY_SECONDS", -1.0)
    widget = in_front(qtbot, show, shell)
    hear(qtbot, desktop, lock_of(qtbot, shell), locked=True)
    pass_by(house, widget, 100)
    qtbot.keyClick(shell.windowHandle(), Qt.Key.Key_Down)
    assert shell.has_attention
    pass_by(house, widget, 30)
    assert leave(house, widget) == [("away", 0, 100)]


def _moves_the_pointer(qtbot: QtBot, shell: Shell, _widget: LessonWidget) -> None:
    qtbot.mouseMove(shell.windowHandle(), QPoint(300, 300))


def _goes_on_by_itself(_qtbot: QtBot, _shell: Shell, widget: LessonWidget) -> None:
    widget.presenter.go_next()


def _types_just_then(qtbot: QtBot, shell: Shell, _widget: LessonWidget) -> None:
    qtbot.keyClick(shell.windowHandle(), Qt.Key.Key_Down)


@pytest.mark.parametrize("what", [_moves_the_pointer, _goes_on_by_itself, _types_just_then])
def test_what_needs_nobody_unlocks_nothing(
    qtbot: QtBot, house: StudyHouse, desktop: Desktop, shell: Shell, show: Show, what: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    just_then = 1e9 if what is _types_just_then else -1.0
    monkeypatch.setattr(screen_lock, "_STILL_UNDER_WAY_SECONDS", just_then)
    widget = in_front(qtbot, show, shell)
    hear(qtbot, desktop, lock_of(qtbot, shell), locked=True)
    pass_by(house, widget, 10)
    what(qtbot, shell, widget)
    assert not shell.has_attention
    pass_by(house, widget, 190)
    assert leave(house, widget) == [("away", 0, 200)]


def test_a_bus_that_never_answers_is_not_waited_for(
    qtbot: QtBot, desktop: Desktop, looks: Looks, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with bus_that_never_answers(tmp_path) as address:
        monkeypatch.setenv(BUS, address)
        shell = Shell()
        qtbot.addWidget(shell)
        asked: list[ScreenLock] = []
        monkeypatch.setattr(ScreenLock, "_join", asked.append)
        shell.show()
        shell.activateWindow()
        qtbot.waitUntil(lambda: shell.has_attention and lock_of(qtbot, shell)._answer is not None)
        assert asked == []


@pytest.mark.parametrize("address", ["", "autolaunch:", "tcp:host=localhost,port=1", "unix:path=/nowhere/at/all", "?"])
def test_without_a_desktop_nothing_is_locked(
    qtbot: QtBot, desktop: Desktop, looks: Looks, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv(BUS, address)
    shell = Shell()
    qtbot.addWidget(shell)
    assert lock_of(qtbot, shell)._answer is None
    assert not lock_of(qtbot, shell).is_locked


@pytest.mark.parametrize(
    ("address", "socket"),
    [
        ("unix:path=/run/user/1000/bus", "/run/user/1000/bus"),
        ("unix:path=/run/user/1000/bus,guid=0123;unix:path=/other", "/run/user/1000/bus"),
        ("unix:guid=0123,path=/tmp/a%20b", "/tmp/a b"),
        ("unix:abstract=/tmp/dbus-x,guid=1", "\0/tmp/dbus-x"),
        ("unixexec:path=ssh", ""),
    ],
)
def test_the_socket_of_an_address(address: str, socket: str) -> None:
    assert screen_lock.socket_of(address) == socket
