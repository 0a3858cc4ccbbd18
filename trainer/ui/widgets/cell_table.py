"""Tables: hairline rows of one or two lines, a head that sorts, words in every cell."""

from html import escape
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from trainer.ui.cells import Cell, Row, Sheet
from trainer.ui.theme import active

Index = QModelIndex | QPersistentModelIndex

SORT_ROLE = Qt.ItemDataRole.UserRole.value + 1
WORDS_ROLE = SORT_ROLE + 1
CELL_ROLE = SORT_ROLE + 2
ID_ROLE = SORT_ROLE + 3

_NOWHERE = QModelIndex()
_EMPTY = Sheet("", (), (), ())


class SheetModel(QAbstractTableModel):
    """Feeds a table from a sheet; it never asks anybody for anything."""

    def __init__(self) -> None:
        """Starts empty."""
        super().__init__()
        self._sheet = _EMPTY

    def set_sheet(self, sheet: Sheet) -> None:
        """Shows another sheet."""
        self.beginResetModel()
        self._sheet = sheet
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """The number of rows."""
        return 0 if parent.isValid() else len(self._sheet.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """The number of columns."""
        return 0 if parent.isValid() else len(self._sheet.head)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole.value) -> Any:
        """The words of a cell, and what the table paints and sorts by."""
        if not index.isValid():
            return None
        row = self._sheet.rows[index.row()]
        return _cell_data(row, row.cells[index.column()], role)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole.value
    ) -> Any:
        """The head's words; numbers stand at the trailing edge, and so do their heads."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self._sheet.head):
            return None
        if role in {Qt.ItemDataRole.DisplayRole.value, Qt.ItemDataRole.AccessibleTextRole.value}:
            return self._sheet.head[section]
        if role == Qt.ItemDataRole.TextAlignmentRole.value:
            numbers = bool(self._sheet.rows) and self._sheet.rows[0].cells[section].number
            side = Qt.AlignmentFlag.AlignTrailing if numbers else Qt.AlignmentFlag.AlignLeading
            return int(side | Qt.AlignmentFlag.AlignVCenter) | Qt.TextFlag.TextWordWrap.value
        return None


class SheetTable(QTableView):
    """Shows a sheet.

    Signals:
        opened: The id of a row: Enter, or a double click.
    """

    opened = Signal(str)

    def __init__(self, *, sortable: bool = True) -> None:
        """Sorting is by the head."""
        super().__init__()
        self._model, self._proxy = SheetModel(), QSortFilterProxyModel()
        self._proxy.setSourceModel(self._model)
        self._proxy.setSortRole(SORT_ROLE)
        self._proxy.setFilterRole(WORDS_ROLE)
        self._proxy.setFilterKeyColumn(0)
        self._proxy.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setModel(self._proxy)
        self._weights: tuple[int, ...] = ()
        self._two_lines = False
        self._delegate = SheetDelegate()
        self.setItemDelegate(self._delegate)
        self._set_behaviour(sortable)
        self.activated.connect(lambda index: self.opened.emit(str(index.data(ID_ROLE))))

    def show_sheet(self, sheet: Sheet) -> None:
        """Shows rows; the order that the person chose stays."""
        self._weights = sheet.weights
        self._two_lines = any(cell.below for row in sheet.rows for cell in row.cells)
        self._model.set_sheet(sheet)
        self.setAccessibleName(sheet.name)
        self.horizontalHeader().setAccessibleName(sheet.name)
        self._fit()

    def filter_by(self, words: str) -> int:
        """Shows only rows that hold the words; returns how many are left."""
        self._proxy.setFilterFixedString(words.strip())
        return self._proxy.rowCount()

    def sort_by(self, column: int, *, descending: bool = False) -> None:
        """Sorts by a column."""
        self.sortByColumn(column, Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shares the width out again."""
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Opens the row on Enter, on every platform."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self.opened.emit(str(self.currentIndex().data(ID_ROLE)))
            return
        super().keyPressEvent(event)

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
        head = self.horizontalHeader()
        head.setFont(active().font("small"))
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.TextFlag.TextWordWrap)
        head.setHighlightSections(False)
        head.setSectionsClickable(sortable)
        head.setMinimumHeight(active().px(52))

    def _fit(self) -> None:
        whole = sum(self._weights)
        if not whole:
            return
        room = self.viewport().width()
        for column, weight in enumerate(self._weights):
            self.setColumnWidth(column, room * weight // whole)
        narrow = room < active().px(NARROW)
        self._delegate.wraps = narrow
        self.verticalHeader().setDefaultSectionSize(self._delegate.row_height(self._two_lines))


class SheetDelegate(QStyledItemDelegate):
    """Paints a cell: a line, a quieter line with a dot, and a hairline below.

    Attributes:
        wraps: There is little room: each line may take two.
    """

    def __init__(self) -> None:
        """Starts with room enough."""
        super().__init__()
        self.wraps = False

    def row_height(self, two_lines: bool) -> int:
        """Returns the height of every row."""
        looks = active()
        first = QFontMetrics(looks.font("body")).height()
        second = QFontMetrics(looks.font("small")).height() if two_lines else 0
        times = 2 if self.wraps else 1
        return (first + second) * times + looks.gap(26 if two_lines else 18)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Rows are of one height, which the table sets."""
        return QSize(active().px(60), self.row_height(False))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paints one cell."""
        cell = index.data(CELL_ROLE)
        looks = active()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(option.direction)
        area: QRect = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(area, looks.colour("laurelSoft" if chosen else "surface"))
        painter.setPen(QPen(looks.colour("line"), 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        if isinstance(cell, Cell):
            self._paint_words(painter, area.adjusted(looks.gap(6), looks.gap(8), -looks.gap(6), -looks.gap(8)), cell)
        painter.restore()

    def _paint_words(self, painter: QPainter, area: QRect, cell: Cell) -> None:
        looks = active()
        main, small = looks.font("strong" if cell.strong else "body", cell.number), looks.font("small", cell.number)
        side = Qt.AlignmentFlag.AlignTrailing if cell.number else Qt.AlignmentFlag.AlignLeading
        if not cell.below:
            _draw(painter, area, cell.text, main, "ink", side | Qt.AlignmentFlag.AlignVCenter, self.wraps)
            return
        share = QFontMetrics(main).height() * (2 if self.wraps else 1)
        upper = QRect(area.left(), area.top(), area.width(), share + looks.gap(2))
        lower = QRect(area.left(), upper.bottom() + 1, area.width(), area.bottom() - upper.bottom())
        _draw(painter, upper, cell.text, main, "ink", side | Qt.AlignmentFlag.AlignBottom, self.wraps)
        if cell.token:
            lower = _draw_dot(painter, lower, cell.token)
        _draw(painter, lower, cell.below, small, "ink2", side | Qt.AlignmentFlag.AlignTop, self.wraps)


NARROW = 640
"""Effective pixels of a table below which the lines of a cell may wrap."""


def _draw(
    painter: QPainter, area: QRect, text: str, font: Any, token: str, alignment: Qt.AlignmentFlag, wraps: bool
) -> None:
    painter.setFont(font)
    painter.setPen(active().colour(token))
    if wraps:
        painter.drawText(area, alignment.value | Qt.TextFlag.TextWordWrap.value, text)
        return
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, area.width())
    painter.drawText(area, alignment.value, shown)


def _draw_dot(painter: QPainter, area: QRect, token: str) -> QRect:
    """Draws the small square of a mode; returns the room that is left."""
    looks = active()
    side, line = looks.px(10), QFontMetrics(looks.font("small")).height()
    mirrored = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
    left = area.right() - side if mirrored else area.left()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(looks.colour(token))
    painter.drawRoundedRect(QRectF(left, area.top() + (line - side) / 2, side, side), 2.5, 2.5)
    step = side + looks.gap(7)
    return area.adjusted(0, 0, -step, 0) if mirrored else area.adjusted(step, 0, 0, 0)


def _cell_data(row: Row, cell: Cell, role: int) -> Any:
    words = f"{cell.text}. {cell.below}" if cell.below else cell.text
    found: dict[int, Any] = {
        Qt.ItemDataRole.DisplayRole.value: words,
        Qt.ItemDataRole.ToolTipRole.value: f"<p>{escape(words)}</p>",
        Qt.ItemDataRole.AccessibleTextRole.value: cell.spoken or words,
        SORT_ROLE: cell.sort if cell.sort != "" else cell.text,
        WORDS_ROLE: row.words,
        CELL_ROLE: cell,
        ID_ROLE: row.id,
    }
    return found.get(role)
