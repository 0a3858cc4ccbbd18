"""Tables: sound models, numbers sorted as numbers, words in every cell."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from tests.fixtures.ui import Looks
from trainer.ui.cells import Cell, LazyRows, Row, Sheet
from trainer.ui.widgets.cell_table import SheetTable
from trainer.ui.widgets.sheet_model import SheetModel


def sheet(*minutes: int) -> Sheet:
    rows = [
        Row(f"row-{n}", (Cell(f"Line {n}", "self-paced", token="laurel"), Cell(f"{n} min", sort=n, number=True)))
        for n in minutes
    ]
    return Sheet("Hours", ("What", "Credited"), (3, 1), rows)


class Paints(QObject):
    """Counts how often a widget is painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        self.count += event.type() == QEvent.Type.Paint
        return False


def column(table: SheetTable, number: int) -> list[str]:
    return [str(table.model().index(row, number).data()) for row in range(table.model().rowCount())]


def test_the_sheet_is_a_sound_model(qtmodeltester: ModelTester) -> None:
    model = SheetModel()
    qtmodeltester.check(model)
    model.set_sheet(sheet(5, 40, 9))
    qtmodeltester.check(model)
    assert model.headerData(1, Qt.Orientation.Horizontal) == "Credited"
    assert model.headerData(9, Qt.Orientation.Horizontal) is None
    assert model.index(0, 0).data() == "Line 5. self-paced"
    model.sort(1)
    model.keep("4")
    qtmodeltester.check(model)


def test_numbers_are_sorted_as_numbers_and_rows_are_found_by_any_word(qtbot: QtBot, looks: Looks) -> None:
    table = SheetTable()
    qtbot.addWidget(table)
    table.show_sheet(sheet(5, 40, 9))
    table.sort_by(1)
    assert column(table, 1) == ["5 min", "9 min", "40 min"]
    table.sort_by(1, descending=True)
    assert column(table, 1) == ["40 min", "9 min", "5 min"]
    assert table.filter_by(" SELF ") == 3
    assert table.filter_by("line 9") == 1
    assert table.filter_by(".*") == 0


def test_a_number_key_sorts_by_its_column_and_once_more_turns_it_round(qtbot: QtBot, looks: Looks) -> None:
    table = SheetTable()
    qtbot.addWidget(table)
    table.show_sheet(sheet(5, 40, 9))
    head = table.model().headerData
    qtbot.keyClick(table, Qt.Key.Key_2)
    assert column(table, 1) == ["5 min", "9 min", "40 min"]
    assert (
        head(1, Qt.Orientation.Horizontal, Qt.ItemDataRole.AccessibleTextRole) == "Credited, sorted in ascending order"
    )
    qtbot.keyClick(table, Qt.Key.Key_2)
    assert column(table, 1) == ["40 min", "9 min", "5 min"]
    for key, modifier in (
        (Qt.Key.Key_9, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier),
    ):
        qtbot.keyClick(table, key, modifier)
        assert column(table, 1) == ["40 min", "9 min", "5 min"]


def test_a_table_that_is_not_for_sorting_keeps_its_order(qtbot: QtBot, looks: Looks) -> None:
    table = SheetTable(sortable=False)
    qtbot.addWidget(table)
    table.show_sheet(sheet(5, 40, 9))
    qtbot.keyClick(table, Qt.Key.Key_2)
    assert column(table, 1) == ["5 min", "40 min", "9 min"]


def test_enter_opens_the_row_that_is_shown_and_not_the_one_that_was_there(qtbot: QtBot, looks: Looks) -> None:
    table = SheetTable()
    qtbot.addWidget(table)
    table.show_sheet(sheet(5, 40, 9))
    table.sort_by(1, descending=True)
    table.setCurrentIndex(table.model().index(0, 0))
    with qtbot.waitSignal(table.opened) as signal:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert signal.args == ["row-40"]


def test_a_screen_reader_hears_name_and_cells(qtbot: QtBot, looks: Looks) -> None:
    table = SheetTable()
    qtbot.addWidget(table)
    table.show_sheet(sheet(5))
    spoken = QAccessible.queryAccessibleInterface(table)
    assert spoken.text(QAccessible.Text.Name) == "Hours"
    assert table.model().index(0, 1).data(Qt.ItemDataRole.AccessibleTextRole) == "5 min"


def test_a_tool_tip_is_never_read_as_markup() -> None:
    model = SheetModel()
    model.set_sheet(Sheet("x", ("a",), (1,), [Row("1", (Cell("<img src='file:///x'>"),))]))
    assert model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole) == "<p>&lt;img src=&#x27;file:///x&#x27;&gt;</p>"


def test_cells_are_painted_in_both_directions(qtbot: QtBot, looks: Looks) -> None:
    table = SheetTable()
    qtbot.addWidget(table)
    table.show_sheet(sheet(5, 40))
    table.resize(420, 300)
    for direction in (Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft):
        table.setLayoutDirection(direction)
        assert not table.grab().isNull()


def test_of_thousands_of_rows_only_those_on_the_screen_are_worded(qtbot: QtBot, looks: Looks) -> None:
    worded: list[int] = []

    def _word(number: int) -> Row:
        worded.append(number)
        return Row(str(number), (Cell(f"Line {number}", "below"),))

    table = SheetTable()
    qtbot.addWidget(table)
    table.resize(400, 400)
    with qtbot.waitExposed(table):
        table.show()
    table.show_sheet(Sheet("Hours", ("What",), (1,), LazyRows(5_000, _word, (lambda number: number,))))
    table.sort_by(0, descending=True)
    assert not table.grab().isNull()
    assert 4_999 in worded
    assert len(worded) < 20
    assert table.model().index(4_999, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "Line 0. below"


def test_the_words_for_finding_are_gathered_while_nobody_waits(qtbot: QtBot, looks: Looks) -> None:
    worded: list[int] = []

    def _word(number: int) -> Row:
        worded.append(number)
        return Row(str(number), (Cell(f"Line {number}"),))

    table = SheetTable()
    qtbot.addWidget(table)
    table.show_sheet(Sheet("Hours", ("What",), (1,), LazyRows(1_000, _word, (lambda number: number,))))
    table.prepare_finding()
    qtbot.waitUntil(lambda: set(worded) == set(range(1_000)))
    qtbot.waitUntil(lambda: not table._gathering.is_left)
    worded.clear()
    assert table.filter_by("line 99") == 11
    assert worded == []


def test_what_is_chosen_stays_so_when_rows_are_sorted_and_found(qtbot: QtBot, looks: Looks) -> None:
    table = SheetTable()
    qtbot.addWidget(table)
    table.show_sheet(sheet(5, 40, 9))
    table.sort_by(1, descending=True)
    table.setCurrentIndex(table.model().index(0, 0))
    table.sort_by(1)
    assert table.currentIndex().row() == 2
    assert table.currentIndex().data() == "Line 40. self-paced"
    table.filter_by("40")
    assert (table.currentIndex().row(), table.currentIndex().data()) == (0, "Line 40. self-paced")
    table.filter_by("line 9")
    assert not table.currentIndex().isValid()


def test_order_and_filter_outlive_the_sheet(qtbot: QtBot, looks: Looks) -> None:
    table = SheetTable()
    qtbot.addWidget(table)
    table.show_sheet(sheet(5, 40, 9))
    table.sort_by(1, descending=True)
    table.filter_by("9")
    table.show_sheet(sheet(19, 5, 90))
    assert column(table, 1) == ["90 min", "19 min"]


def test_letters_lead_to_a_row_of_a_short_table(qtbot: QtBot, looks: Looks) -> None:
    table = SheetTable()
    qtbot.addWidget(table)
    table.show_sheet(Sheet("People", ("Name",), (1,), [Row(name, (Cell(name),)) for name in ("Ana", "Ben", "Cleo")]))
    qtbot.keyClicks(table, "c")
    assert table.currentIndex().data() == "Cleo"


def test_what_is_shown_is_painted_once(qtbot: QtBot, looks: Looks) -> None:
    table = SheetTable()
    qtbot.addWidget(table)
    table.resize(700, 400)
    with qtbot.waitExposed(table):
        table.show()
    paints = Paints(table.viewport())
    _let_the_window_do_what_it_can()
    before = paints.count
    table.show_sheet(sheet(*range(300)))
    table.sort_by(0, descending=True)
    qtbot.waitUntil(lambda: paints.count > before)
    _let_the_window_do_what_it_can()
    assert paints.count == before + 1


@pytest.mark.parametrize("size", [100, 200])
@pytest.mark.parametrize(("high", "rows"), [(250, 5), (250, 30), (900, 5)])
def test_the_columns_fill_what_a_scroll_bar_leaves(qtbot: QtBot, looks: Looks, size: int, high: int, rows: int) -> None:
    looks("light", size)
    page = QWidget()
    qtbot.addWidget(page)
    column_of_tables = QVBoxLayout(page)
    page.resize(700, high)
    with qtbot.waitExposed(page):
        page.show()
    table = SheetTable()
    table.show_sheet(sheet(*range(rows)))
    table.sort_by(0, descending=True)
    column_of_tables.addWidget(table)
    _let_the_window_do_what_it_can()
    _fills_its_width(table)
    table.filter_by("line 3")
    _let_the_window_do_what_it_can()
    _fills_its_width(table)
    page.resize(500, high)
    table.filter_by("")
    _let_the_window_do_what_it_can()
    _fills_its_width(table)


def _fills_its_width(table: SheetTable) -> None:
    whole = sum(table.columnWidth(number) for number in range(table.model().columnCount()))
    assert table.viewport().width() - table.model().columnCount() < whole <= table.viewport().width()
    assert table.horizontalScrollBar().maximum() == 0


def _let_the_window_do_what_it_can() -> None:
    for _round in range(5):
        QCoreApplication.processEvents()
