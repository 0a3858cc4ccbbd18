"""Cells of a narrow table: as many lines as their row has room for, and none of them cut at an edge."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from tests.fixtures.ui import Looks
from trainer.ui.cells import Cell, Row, Sheet
from trainer.ui.widgets.cell_table import SheetTable

LONG = "Three levels of advocacy and the peer's place in each of them, with the people who can help " * 3
AIR = 12
"""Pixels, at 200 % text, above and below the words of a cell: a letter in the next one is cut at the edge."""


def shown(qtbot: QtBot, cell: Cell, direction: Qt.LayoutDirection) -> SheetTable:
    table = SheetTable()
    qtbot.addWidget(table)
    table.setLayoutDirection(direction)
    table.resize(560, 700)
    other = Cell("2 min", "No activity", number=True)
    table.show_sheet(Sheet("Hours", ("What", "Credited"), (3, 1), [Row("1", (cell, other)), Row("2", (cell, other))]))
    with qtbot.waitExposed(table):
        table.show()
    return table


def inked_rows(table: SheetTable, row: int) -> list[int]:
    """Returns the pixel rows, from the top of a cell, in which something is drawn."""
    area: QRect = table.visualRect(table.model().index(row, 0))
    image: QImage = table.viewport().grab(area.adjusted(1, 0, 0, -1)).toImage()
    ground = image.pixelColor(1, 1)
    return [
        y
        for y in range(image.height())
        if any(abs(image.pixelColor(x, y).lightness() - ground.lightness()) > 40 for x in range(image.width()))
    ]


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
@pytest.mark.parametrize(
    "cell", [Cell(LONG, LONG, token="laurel"), Cell(LONG, "Below"), Cell("Short", LONG), Cell(LONG)]
)
def test_no_letter_is_cut_at_the_edge_of_a_row(
    qtbot: QtBot, looks: Looks, cell: Cell, direction: Qt.LayoutDirection
) -> None:
    looks("light", 200)
    table = shown(qtbot, cell, direction)
    for row in range(2):
        inked = inked_rows(table, row)
        assert inked[0] > AIR
        assert inked[-1] < table.rowHeight(row) - AIR


def test_in_a_wide_table_each_text_keeps_to_one_line(qtbot: QtBot, looks: Looks) -> None:
    table = shown(qtbot, Cell("one\ntwo\u2028three", "four\nfive"), Qt.LayoutDirection.LeftToRight)
    table.resize(900, 700)
    plain = shown(qtbot, Cell("one two three", "four five"), Qt.LayoutDirection.LeftToRight)
    plain.resize(900, 700)
    assert inked_rows(table, 0) == inked_rows(plain, 0)
