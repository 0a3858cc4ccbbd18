"""The ring shows where the keyboard is, and only to those who use it."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.fixtures.ui import Looks
from trainer.ui.widgets.buttons import Button
from trainer.ui.widgets.focus_ring import FocusRing
from trainer.ui.widgets.panels import scrolling


def _window(qtbot: QtBot, *widgets: QWidget) -> QWidget:
    window, inside = QWidget(), QWidget()
    layout = QVBoxLayout(inside)
    for widget in widgets:
        layout.addWidget(widget)
    outer = QVBoxLayout(window)
    outer.addWidget(scrolling(inside))
    window.ring = FocusRing(window)
    qtbot.addWidget(window)
    window.resize(300, 200)
    with qtbot.waitActive(window):
        window.show()
    return window


def test_it_appears_with_tab_and_goes_with_the_pointer(qtbot: QtBot, looks: Looks) -> None:
    first, second = Button("One"), Button("Two")
    window = _window(qtbot, first, second)
    first.setFocus()
    assert not window.ring.isVisible()
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Tab)
    qtbot.waitUntil(window.ring.isVisible)
    assert window.ring.geometry().contains(second.mapTo(window, second.rect().center()))
    QTest.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
    qtbot.waitUntil(lambda: not window.ring.isVisible())


def test_it_goes_along_when_the_page_scrolls(qtbot: QtBot, looks: Looks) -> None:
    buttons = [Button(str(number)) for number in range(12)]
    window = _window(qtbot, *buttons)
    buttons[0].setFocus()
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Tab)
    qtbot.waitUntil(window.ring.isVisible)
    before = window.ring.y()
    area = window.findChildren(QWidget, "")[0]
    area.verticalScrollBar().setValue(20)
    qtbot.waitUntil(lambda: window.ring.y() < before)
