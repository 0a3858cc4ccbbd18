"""Tables: hairline rows of one or two lines, a head that sorts, words in every cell."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from trainer.ui.cells import Sheet
from trainer.ui.idle_work import IdleWork
from trainer.ui.theme import active
from trainer.ui.widgets.cell_painting import NARROW, SheetDelegate
from trainer.ui.widgets.sheet_head import SheetHead
from trainer.ui.widgets.sheet_model import ID_ROLE, SheetModel

GATHERED_AT_ONCE = 100
"""Rows: few enough to word within a part of a frame."""

LONG = 500
"""Rows of a table in which words are found by its filter alone."""


_SHORTCUT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier

HOURS = "00 h 00"
"""What a cell of hours holds, as a rule."""


def shared_out(room: int, weights: Sequence[int], least: Sequence[int]) -> list[int]:
    """Shares a width out by weight, but gives each column what it needs at least, as far as there is room at all."""
    if sum(least) >= room:
        return [room * need // max(1, sum(least)) for need in least]
    tight: set[int] = set()
    while True:
        left = room - sum(least[column] for column in tight)
        whole = sum(weight for column, weight in enumerate(weights) if column not in tight)
        shares = [need if n in tight else left * weights[n] // whole for n, need in enumerate(least)]
        more = {n for n, share in enumerate(shares) if share < least[n]}
        if not more:
            return shares
        tight |= more


class SheetTable(QTableView):
    """Shows a sheet.

    Signals:
        opened: The id of a row: Enter, or a double click.
    """

    opened = Signal(str)

    def __init__(self, *, sortable: bool = True, narrow: int = NARROW) -> None:
        """Sorting is by the head; below ``narrow`` effective pixels the lines of a cell may wrap."""
        super().__init__()
        self._model = SheetModel()
        self.setModel(self._model)
        self._head = SheetHead()
        self.setHorizontalHeader(self._head)
        self._weights: tuple[int, ...] = ()
        self._least: tuple[int, ...] = ()
        self._two_lines, self._narrow = False, narrow
        self._delegate = SheetDelegate()
        self.setItemDelegate(self._delegate)
        self._set_behaviour(sortable)
        self._gathering = IdleWork(self, partial(self._model.gather, GATHERED_AT_ONCE))
        self.activated.connect(lambda index: self.opened.emit(str(index.data(ID_ROLE))))

    def show_sheet(self, sheet: Sheet) -> None:
        """Shows rows; the order that the person chose stays."""
        self._weights, self._least = sheet.weights, self._least_widths(sheet)
        self._two_lines = bool(sheet.rows) and any(cell.below for cell in sheet.rows[0].cells)
        self._model.set_sheet(sheet)
        self.setAccessibleName(sheet.name)
        self.horizontalHeader().setAccessibleName(sheet.name)
        self._fit()

    def prepare_finding(self) -> None:
        """Gathers the words of all rows, once they are shown and there is nothing to do: the filter finds at once."""
        self._gathering.begin()

    def filter_by(self, words: str) -> int:
        """Shows only rows that hold the words; returns how many are left. The row that is chosen stays so."""
        chosen = self._model.keep(words, self.currentIndex())
        if chosen.isValid():
            self.setCurrentIndex(chosen)
        return self._model.rowCount()

    def sort_by(self, column: int, *, descending: bool = False) -> None:
        """Sorts by a column."""
        self.sortByColumn(column, Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder)
        # Otherwise the table would be laid out, and painted once more, after it was painted.
        self.doItemsLayout()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shares the width out again."""
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Opens the row on Enter, on every platform."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self.opened.emit(str(self.currentIndex().data(ID_ROLE)))
            return
        column = event.key() - Qt.Key.Key_1
        if self.isSortingEnabled() and not event.modifiers() & _SHORTCUT and 0 <= column < len(self._weights):
            self._sort_by_key(column)
            return
        super().keyPressEvent(event)

    def _sort_by_key(self, column: int) -> None:
        """Sorts as a click on the head does, and says so: nobody who uses keys alone may see the arrow."""
        head = self._head
        is_ascending = (
            head.sortIndicatorSection() == column and head.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
        )
        self.sort_by(column, descending=is_ascending)
        said = str(self._model.headerData(column, Qt.Orientation.Horizontal, Qt.ItemDataRole.AccessibleTextRole))
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, said))

    def keyboardSearch(self, search: str) -> None:
        """Goes to the row that begins with a letter; in a long table it would word every row, for nothing."""
        if self._model.rowCount() <= LONG:
            super().keyboardSearch(search)

    def _set_behaviour(self, sortable: bool) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setSortingEnabled(sortable)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head = self._head
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.TextFlag.TextWordWrap)
        head.setHighlightSections(False)
        head.setSectionsClickable(sortable)
        head.setMinimumHeight(active().px(52))

    def _least_widths(self, sheet: Sheet) -> tuple[int, ...]:
        """Returns what the longest word of each head needs beside an arrow, and hours where a column holds some."""
        looks = active()
        head, body = QFontMetrics(looks.font("small")), QFontMetrics(looks.font("strong", tabular=True))
        air = 2 * looks.gap(6) + looks.px(4)
        arrow = self._head.arrow_room if self.isSortingEnabled() else 0
        cells = sheet.rows[0].cells if sheet.rows else ()
        least = []
        for column, words in enumerate(sheet.head):
            number = column < len(cells) and cells[column].number
            needs = [head.horizontalAdvance(word) + arrow for word in words.split()] + [
                body.horizontalAdvance(HOURS) * number
            ]
            least.append(max(needs, default=0) + air)
        return tuple(least)

    def _fit(self) -> None:
        if not self._weights:
            return
        room = self.viewport().width()
        self._delegate.wraps = room < active().px(self._narrow)
        # The same for each new size of which the table is told.
        with QSignalBlocker(self._head), QSignalBlocker(self.verticalHeader()):
            for column, width in enumerate(shared_out(room, self._weights, self._least)):
                self.setColumnWidth(column, width)
            self.verticalHeader().setDefaultSectionSize(self._delegate.row_height(self._two_lines))
        self.doItemsLayout()
        if self.viewport().width() != room:
            # A scroll bar came, or went.
            self._fit()
