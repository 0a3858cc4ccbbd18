"""Feeds a table from a sheet: words, what is painted, sorted and found."""

from html import escape
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from trainer.i18n import _
from trainer.ui.arrangement import Arrangement
from trainer.ui.cells import Cell, Row, Sheet

Index = QModelIndex | QPersistentModelIndex

CELL_ROLE = Qt.ItemDataRole.UserRole.value + 1
ID_ROLE = CELL_ROLE + 1

_DISPLAY = Qt.ItemDataRole.DisplayRole.value
_SPOKEN = Qt.ItemDataRole.AccessibleTextRole.value
_TOOL_TIP = Qt.ItemDataRole.ToolTipRole.value
_NOWHERE = QModelIndex()
_EMPTY = Sheet("", (), (), ())


class SheetModel(QAbstractTableModel):
    """Shows a sheet's rows as they are arranged; it never asks anybody for anything.

    It sorts and filters by itself: a proxy would ask for every cell of every row, and so have all of them worded.
    """

    def __init__(self) -> None:
        """Starts empty."""
        super().__init__()
        self._sheet, self._rows = _EMPTY, Arrangement(())
        self._sorting, self._wanted = (-1, False), ""

    def set_sheet(self, sheet: Sheet) -> None:
        """Shows another sheet, sorted and filtered as the one before."""
        self.beginResetModel()
        self._sheet, self._rows = sheet, Arrangement(sheet.rows)
        column, descending = self._sorting
        self._rows.sort(column if column < len(sheet.head) else -1, descending=descending)
        self._rows.keep(self._wanted)
        self.endResetModel()

    def keep(self, words: str, chosen: Index = _NOWHERE) -> QModelIndex:
        """Shows only rows that hold the words; returns where the chosen one is shown now, if it is."""
        number = self._rows.shown[chosen.row()] if chosen.isValid() else -1
        self.beginResetModel()
        self._wanted = words
        self._rows.keep(words)
        self.endResetModel()
        shown = self._rows.shown
        return self.index(shown.index(number), chosen.column()) if number in shown else QModelIndex()

    def gather(self, count: int) -> bool:
        """Notes what some more rows say, for finding; returns whether there are rows left."""
        return self._rows.gather(count)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sorts; what is chosen stays chosen."""
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        numbers = [self._rows.shown[index.row()] for index in before]
        self._sorting = (column, order == Qt.SortOrder.DescendingOrder)
        self._rows.sort(column, descending=self._sorting[1])
        places = {number: place for place, number in enumerate(self._rows.shown)} if before else {}
        after = [self.index(places[number], old.column()) for number, old in zip(numbers, before, strict=True)]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()
        if self._sheet.head:
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self._sheet.head) - 1)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """The number of rows."""
        return 0 if parent.isValid() else len(self._rows.shown)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """The number of columns."""
        return 0 if parent.isValid() else len(self._sheet.head)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        """The words of a cell, and what the table paints."""
        if role not in _ROLES or not index.isValid():
            return None
        row = self._sheet.rows[self._rows.shown[index.row()]]
        return _cell_data(row, row.cells[index.column()], role)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        """The head's words; numbers stand at the trailing edge, and so do their heads."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self._sheet.head):
            return None
        words = self._sheet.head[section]
        if role == _DISPLAY:
            return words
        if role == _TOOL_TIP:
            return _literal(words)
        if role == _SPOKEN:
            return _spoken_head(words, descending=self._sorting[1]) if section == self._sorting[0] else words
        if role == Qt.ItemDataRole.TextAlignmentRole.value:
            numbers = bool(self._sheet.rows) and self._sheet.rows[0].cells[section].number
            side = Qt.AlignmentFlag.AlignTrailing if numbers else Qt.AlignmentFlag.AlignLeading
            return int(side | Qt.AlignmentFlag.AlignVCenter) | Qt.TextFlag.TextWordWrap.value
        return None


_ROLES = frozenset({_DISPLAY, _SPOKEN, _TOOL_TIP, CELL_ROLE, ID_ROLE})


def _cell_data(row: Row, cell: Cell, role: int) -> Any:
    if role == CELL_ROLE:
        return cell
    if role == ID_ROLE:
        return row.id
    words = f"{cell.text}. {cell.below}" if cell.below else cell.text
    if role == _SPOKEN:
        return cell.spoken or words
    return _literal(words) if role == _TOOL_TIP else words


def _spoken_head(words: str, *, descending: bool) -> str:
    """Says what the arrow in a head shows."""
    said = _("%(column)s, sorted in descending order") if descending else _("%(column)s, sorted in ascending order")
    return said % {"column": words}


def _literal(words: str) -> str:
    """Keeps a tool tip from taking words for markup."""
    return f"<p>{escape(words)}</p>"
