"""The check for clipped words finds them: without this, a screen that passes would prove nothing."""

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.fakes.clipping import clipped
from tests.fixtures.ui import Looks
from trainer.ui.widgets.buttons import Button
from trainer.ui.widgets.text import Text

WORDS = "Quite a few words that need several lines where there is little room"


def _shown(qtbot: QtBot, *widgets: QWidget) -> QWidget:
    screen = QWidget()
    layout = QVBoxLayout(screen)
    for widget in widgets:
        layout.addWidget(widget)
    qtbot.addWidget(screen)
    screen.resize(300, 300)
    with qtbot.waitExposed(screen):
        screen.show()
    return screen


def test_whole_words_are_no_fault(qtbot: QtBot, looks: Looks) -> None:
    assert clipped(_shown(qtbot, Text(WORDS), Button("Go on"))) == []


def test_a_label_that_is_too_low_is_found(qtbot: QtBot, looks: Looks) -> None:
    label = QLabel(WORDS)  # A Text would make itself higher.
    label.setWordWrap(True)
    screen = _shown(qtbot, label)
    label.setFixedHeight(12)
    assert "px high" in clipped(screen)[0]


def test_a_line_that_is_too_narrow_is_found(qtbot: QtBot, looks: Looks) -> None:
    label = Text(WORDS, wrap=False)
    label.setMaximumWidth(100)
    assert "px wide, needs" in clipped(_shown(qtbot, label))[0]


def test_a_button_that_is_too_narrow_is_found(qtbot: QtBot, looks: Looks) -> None:
    button = Button(WORDS)
    button.setMaximumWidth(100)
    assert "px wide, needs" in clipped(_shown(qtbot, button))[0]


def test_what_sticks_out_of_the_screen_is_found(qtbot: QtBot, looks: Looks) -> None:
    button = Button("Go on")
    screen = _shown(qtbot)
    button.setParent(screen)
    button.move(280, 10)
    button.show()
    assert any("on a screen 300 px wide" in fault for fault in clipped(screen))
