"""The record on the screen: pages are built when somebody looks at them, and a plan needs no first line."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.fixtures.ui import Looks
from trainer.i18n import set_language
from trainer.ui.cells import Cell, Row, Sheet
from trainer.ui.hours import HoursWidget
from trainer.ui.plan.view import PlanPanel
from trainer.ui.theme import active
from trainer.ui.widgets.buttons import Button
from trainer.ui.widgets.cell_table import SheetTable
from trainer.ui.widgets.text import Text


@pytest.fixture
def widget(qtbot: QtBot, looks: Looks) -> HoursWidget:
    widget = HoursWidget()
    qtbot.addWidget(widget)
    widget.resize(1058, 800)
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


def sheet(*days: str) -> Sheet:
    return Sheet("Day by day", ("Day",), (1,), [Row(day, (Cell(day),)) for day in days])


def press(widget: HoursWidget, word: str) -> None:
    next(one for one in widget.findChildren(Button) if one.accessibleName() == word and one.isVisible()).click()


def shown(widget: HoursWidget) -> list[str]:
    tables = [table for table in widget.findChildren(SheetTable) if table.isVisible()]
    return [str(table.model().index(row, 0).data()) for table in tables for row in range(table.model().rowCount())]


def test_a_page_shows_what_came_before_it_was_opened_and_what_comes_after(widget: HoursWidget) -> None:
    widget.show_days(sheet("2026-09-14"))
    assert len(widget.findChildren(SheetTable)) == 1
    press(widget, "By day")
    assert shown(widget) == ["2026-09-14"]
    widget.show_days(sheet("2026-09-14", "2026-09-15"))
    assert shown(widget) == ["2026-09-15", "2026-09-14"]
    press(widget, "Entries")
    press(widget, "By day")
    assert len(widget.findChildren(SheetTable)) == 2


def test_without_a_first_line_one_can_plan(widget: HoursWidget, qtbot: QtBot) -> None:
    widget.show_empty(True)
    with qtbot.waitSignal(widget.plan_opened):
        press(widget, "Plan your study")
    assert widget.findChild(PlanPanel).isVisible()
    assert widget._tabs._buttons[3].isChecked()
    assert widget._tabs._buttons[3].hasFocus()


def test_typing_in_the_filter_counts_what_is_found(widget: HoursWidget, qtbot: QtBot) -> None:
    widget.show_lines(sheet("Hope", "Trauma", "Hope again"), "3 entries")
    qtbot.keyClick(widget, Qt.Key.Key_Slash)
    qtbot.waitUntil(widget._find.hasFocus)
    qtbot.keyClicks(widget._find, "hope")
    assert shown(widget) == ["Hope again", "Hope"]
    assert widget._count.text() == "2 of 3 entries"


@pytest.mark.parametrize("language", ["en", "es"])
def test_at_twice_the_text_the_filter_stays_inside_its_card(
    qtbot: QtBot, looks: Looks, every_language: object, language: str
) -> None:
    set_language(language)
    looks("light", 200)
    widget = HoursWidget()
    qtbot.addWidget(widget)
    widget.resize(1280, 800)
    with qtbot.waitExposed(widget):
        widget.show()
    card = widget._find.parentWidget()
    assert widget._find.geometry().right() < card.width() - active().gap(14)


def test_the_words_below_the_table_have_their_room_before_they_come(widget: HoursWidget) -> None:
    high = widget._lines.height()
    widget.show_lines(sheet("2026-09-14"), "1 entry")
    for _round in range(10):
        QApplication.processEvents()
    assert widget._count.text().startswith("1 entry")
    assert widget._lines.height() == high


def test_beside_what_one_can_add_up_it_says_how_it_is_rounded(widget: HoursWidget) -> None:
    widget.show_lines(sheet("2026-09-14"), "1 entry")
    for word in ("Entries", "By competency", "By day"):
        press(widget, word)
        assert [text for text in widget.findChildren(Text) if "rounded down" in text.text() and text.isVisible()]
