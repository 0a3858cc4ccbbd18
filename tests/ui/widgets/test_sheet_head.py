"""The head of a table: which way a column is sorted is seen in every look, and heard."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QColor, QImage
from pytestqt.qtbot import QtBot

from tests.fixtures.ui import Looks
from trainer.ui.cells import Cell, Row, Sheet
from trainer.ui.theme import THEMES, active
from trainer.ui.theme.tokens import contrast_ratio
from trainer.ui.widgets.cell_table import SheetTable

HEADS = ("What, and the evidence", "Credited")
ROWS = [Row(str(n), (Cell(f"Line {n}"), Cell(f"{n} min", sort=n, number=True))) for n in (5, 40, 9)]


def shown(qtbot: QtBot, *, sortable: bool = True, mirrored: bool = False, width: int = 560) -> SheetTable:
    table = SheetTable(sortable=sortable)
    qtbot.addWidget(table)
    table.setLayoutDirection(Qt.LayoutDirection.RightToLeft if mirrored else Qt.LayoutDirection.LeftToRight)
    table.resize(width, 400)
    table.show_sheet(Sheet("Hours", HEADS, (3, 1), ROWS))
    with qtbot.waitExposed(table):
        table.show()
    return table


def head(table: SheetTable, column: int) -> QImage:
    found = table.horizontalHeader()
    left = found.sectionViewportPosition(column)
    # Without the rule below.
    return found.viewport().grab(QRect(left, 0, found.sectionSize(column), found.height() - 2)).toImage()


def marks(table: SheetTable, column: int) -> list[tuple[int, int]]:
    """Returns the points that differ from the same head when the rows are sorted by the other column."""
    order = table.horizontalHeader().sortIndicatorOrder()
    with_arrow = head(table, column)
    table.sort_by(1 - column)
    without = head(table, column)
    table.sort_by(column, descending=order == Qt.SortOrder.DescendingOrder)
    ground = QColor(active().tokens.surface)
    across, down = range(with_arrow.width()), range(with_arrow.height())
    return [
        (x, y)
        for x in across
        for y in down
        if without.pixelColor(x, y) == ground and with_arrow.pixelColor(x, y) != ground
    ]


def width_of(points: list[tuple[int, int]], y: int) -> int:
    row = [x for x, found in points if found == y]
    return max(row) - min(row) + 1


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("scale", [100, 200])
def test_an_arrow_points_up_where_the_smallest_stands_on_top(
    qtbot: QtBot, looks: Looks, theme: str, scale: int
) -> None:
    looks(theme, scale)
    table = shown(qtbot, width=560 * scale // 100)
    for descending in (False, True):
        table.sort_by(1, descending=descending)
        first = table.model().index(0, 1).data()
        assert first == ("40 min" if descending else "5 min")
        points = marks(table, 1)
        rows = sorted({y for _x, y in points})
        assert rows[-1] - rows[0] >= 13 * scale // 100, "it is as high as the letters beside it"
        upper = max(width_of(points, y) for y in rows[: len(rows) // 2])
        lower = max(width_of(points, y) for y in rows[len(rows) // 2 :])
        assert (upper < lower) == descending
        assert max(upper, lower) >= 2 * min(upper, lower)


@pytest.mark.parametrize("theme", THEMES)
def test_an_arrow_is_drawn_with_the_contrast_of_text(qtbot: QtBot, looks: Looks, theme: str) -> None:
    looks(theme)
    table = shown(qtbot)
    table.sort_by(1)
    points, image = marks(table, 1), head(table, 1)
    best = max(contrast_ratio(image.pixelColor(x, y).name(), active().tokens.surface) for x, y in points)
    assert best >= 7


@pytest.mark.parametrize("mirrored", [False, True])
def test_it_follows_words_and_comes_before_the_head_of_numbers(qtbot: QtBot, looks: Looks, mirrored: bool) -> None:
    table = shown(qtbot, mirrored=mirrored)
    for column, is_behind in ((0, True), (1, False)):
        table.sort_by(column)
        image, points = head(table, column), marks(table, column)
        ground = QColor(active().tokens.surface)
        inked = {
            x for x in range(image.width()) if any(image.pixelColor(x, y) != ground for y in range(image.height()))
        }
        words = inked - {x for x, _y in points}
        at_the_right = is_behind != mirrored
        assert (min(x for x, _y in points) > max(words)) == at_the_right
        assert (max(x for x, _y in points) < min(words)) != at_the_right


def test_it_covers_no_word_in_a_narrow_column(qtbot: QtBot, looks: Looks) -> None:
    looks("light", 200)
    table = shown(qtbot, width=420)
    table.sort_by(0)
    points, image = marks(table, 0), head(table, 0)
    assert len(points) > 100
    assert all(0 < x < image.width() - 1 for x, _y in points)


def test_a_table_that_is_not_sorted_shows_and_says_nothing(qtbot: QtBot, looks: Looks) -> None:
    table, sorted_ = shown(qtbot, sortable=False), shown(qtbot)
    table.setColumnWidth(0, 300)
    sorted_.setColumnWidth(0, 300)
    sorted_.sort_by(1)
    assert head(table, 0) == head(sorted_, 0)
    assert said(table) == list(HEADS)


def said(table: SheetTable) -> list[str]:
    spoken = QAccessible.queryAccessibleInterface(table)
    cells = [spoken.child(number) for number in range(spoken.childCount())]
    return [cell.text(QAccessible.Text.Name) for cell in cells if cell.role() == QAccessible.Role.ColumnHeader]


def test_a_screen_reader_hears_which_column_is_sorted_and_which_way(qtbot: QtBot, looks: Looks) -> None:
    table = shown(qtbot)
    table.sort_by(1)
    assert said(table) == ["What, and the evidence", "Credited, sorted in ascending order"]
    table.sort_by(0, descending=True)
    assert said(table) == ["What, and the evidence, sorted in descending order", "Credited"]


def test_a_press_on_a_head_sorts_and_a_second_one_turns_the_order(qtbot: QtBot, looks: Looks) -> None:
    table = shown(qtbot)
    viewport = table.horizontalHeader().viewport()
    place = table.horizontalHeader().sectionViewportPosition(1) + 30
    for first in ("5 min", "40 min"):
        with qtbot.waitSignal(table.model().headerDataChanged):
            qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=QPoint(place, 20))
        assert table.model().index(0, 1).data() == first


def test_the_words_of_a_head_are_never_read_as_markup(qtbot: QtBot, looks: Looks) -> None:
    table = shown(qtbot)
    table.show_sheet(Sheet("x", ("<b>a</b>",), (1,), ROWS))
    tip = table.model().headerData(0, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
    assert tip == "<p>&lt;b&gt;a&lt;/b&gt;</p>"
