"""What holds for the screens of exams, hours, certificate and office: names, literal text, room for words."""

import contextlib
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.fakes.clipping import clipped
from tests.fixtures.rooms import ROOMS, Rooms
from tests.fixtures.ui import Looks
from trainer import i18n

CONTROLS = (QAbstractButton, QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit)
TIGHT = [
    ("qps", 100, (1058, 800)),
    ("qps", 100, (938, 640)),
    ("qpr", 100, (938, 640)),
    ("es", 200, (1280, 720)),
    ("qps", 200, (1280, 720)),
    ("qpr", 200, (1280, 720)),
]
OTHER_PAGES = [("hours", tab) for tab in (1, 2, 3)]
OTHER_PAGES += [(name, tab) for name in ("office", "corrections") for tab in (1, 2, 3)]
HOSTILE = "<img src='file:///etc/passwd'><b>=1+1</b> & 100 %(n)s"


def controls(widget: QWidget) -> list[QWidget]:
    """Returns what a person can work with; the parts that Qt builds into its own widgets are not asked."""
    found = [child for kind in CONTROLS for child in widget.findChildren(kind)]
    return [child for child in found if not child.objectName().startswith("qt_") and child.isVisibleTo(widget)]


def assert_whole(qtbot: QtBot, widget: QWidget) -> None:
    """Gives layouts the time that a busy machine takes to settle, then asks for every word."""
    with contextlib.suppress(qtbot.TimeoutError):
        qtbot.waitUntil(lambda: not clipped(widget), timeout=10_000)
    assert clipped(widget) == []


@pytest.mark.parametrize("name", ROOMS)
def test_every_control_has_a_name(rooms: Rooms, name: str) -> None:
    widget = rooms.show(name)
    assert widget.accessibleName()
    for control in controls(widget):
        spoken = QAccessible.queryAccessibleInterface(control)
        assert spoken.text(QAccessible.Text.Name), f"{control} {control.parent()}"


@pytest.mark.parametrize("name", ROOMS)
def test_text_from_outside_is_shown_to_the_letter(rooms: Rooms, name: str) -> None:
    rooms.hostile = HOSTILE
    widget = rooms.show(name)
    for label in widget.findChildren(QLabel):
        assert label.textFormat() == Qt.TextFormat.PlainText or not label.text(), label.text()
    shown = " ".join(label.text() for label in widget.findChildren(QLabel))
    if name in {"exam", "result", "hours", "certificate", "corrections"}:
        assert HOSTILE in shown


@pytest.mark.parametrize(("language", "scale", "size"), TIGHT)
@pytest.mark.parametrize("name", ROOMS)
def test_no_words_are_clipped(
    looks: Looks,
    qtbot: QtBot,
    every_language: Path,
    rooms: Rooms,
    name: str,
    language: str,
    scale: int,
    size: tuple[int, int],
) -> None:
    i18n.set_language(language)
    looks("light", scale)
    assert_whole(qtbot, rooms.show(name, *size))


@pytest.mark.parametrize(("name", "tab"), OTHER_PAGES)
@pytest.mark.parametrize(("language", "scale", "size"), [TIGHT[2], TIGHT[4]])
def test_nor_on_the_other_pages(
    looks: Looks,
    qtbot: QtBot,
    every_language: Path,
    rooms: Rooms,
    name: str,
    tab: int,
    language: str,
    scale: int,
    size: tuple[int, int],
) -> None:
    i18n.set_language(language)
    looks("dark", scale)
    widget = rooms.show(name, *size)
    widget._tabs._buttons[tab].click()
    assert_whole(qtbot, widget)
    for control in controls(widget):
        assert QAccessible.queryAccessibleInterface(control).text(QAccessible.Text.Name), control


@pytest.mark.parametrize(("language", "scale", "size"), [TIGHT[2], TIGHT[4]])
def test_nor_where_before_and_after_and_a_second_person_are_shown(
    looks: Looks, qtbot: QtBot, every_language: Path, rooms: Rooms, language: str, scale: int, size: tuple[int, int]
) -> None:
    i18n.set_language(language)
    looks("light", scale)
    widget = rooms.show("corrections", *size)
    widget._form._minutes.setValue(2_000)
    widget._form._place.setCurrentIndex(1)
    assert widget._result._approval.isVisible()
    assert_whole(qtbot, widget)
    widget._tabs._buttons[2].click()
    widget._form._policy.setCurrentIndex(1)
    assert widget._changes.isVisible()
    assert_whole(qtbot, widget)


def reached_by_tab(qtbot: QtBot, widget: QWidget) -> set[QWidget]:
    """Follows Tab through a whole screen."""
    widget.activateWindow()
    widget.setFocus()
    found: set[QWidget] = set()
    for _step in range(200):
        qtbot.keyClick(widget.focusWidget() or widget, Qt.Key.Key_Tab)
        here = widget.focusWidget()
        if here is None or here in found:
            break
        found.add(here)
    return found


@pytest.mark.parametrize(("name", "tab"), [("office", 0), ("office", 3), ("corrections", 0), ("corrections", 3)])
def test_tab_reaches_every_control(qtbot: QtBot, rooms: Rooms, name: str, tab: int) -> None:
    widget = rooms.show(name)
    widget._tabs._buttons[tab].click()
    reached = reached_by_tab(qtbot, widget)
    wanted = [
        child for child in controls(widget) if child.isEnabled() and child.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    missed = [child for child in wanted if child not in reached and child.focusProxy() not in reached]
    assert not missed


def test_choosing_an_entry_to_take_back_leads_to_the_reason(qtbot: QtBot, rooms: Rooms) -> None:
    widget = rooms.show("corrections")
    widget.activateWindow()
    widget._entries._table.selectRow(0)
    qtbot.keyClick(widget._entries._table, Qt.Key.Key_Return)
    assert widget._form._reason.area.hasFocus()
    assert "credited" in widget._form._chosen.text()
