"""Paints the cells of a table: a line, a quieter line with a dot, and a hairline below."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from trainer.ui.cells import Cell
from trainer.ui.theme import active
from trainer.ui.widgets.sheet_model import CELL_ROLE, Index
from trainer.ui.widgets.two_lines import TwoLines

NARROW = 640
"""Effective pixels of a table below which the lines of a cell may wrap."""

_BELOW, _PLAIN, _STRONG = "small", "body", "strong"


class SheetDelegate(QStyledItemDelegate):
    """Paints a cell. Fonts and lengths are found once: a change of looks builds every table anew.

    Attributes:
        wraps: There is little room: each line may take two, and what is longer is cut.
    """

    def __init__(self) -> None:
        """Starts with room enough."""
        super().__init__()
        self.wraps = False
        looks = active()
        self._type = {
            (role, tabular): _Type(looks.font(role, tabular))
            for role in (_BELOW, _PLAIN, _STRONG)
            for tabular in (False, True)
        }
        self._colours = {token: looks.colour(token) for token in ("ink", "ink2", "line", "surface", "laurelSoft")}
        self._hairline = QPen(self._colours["line"], 1)
        self._across, self._down, self._between = looks.gap(6), looks.gap(8), looks.gap(2)

    def row_height(self, two_lines: bool) -> int:
        """Returns the height of every row."""
        first = self._type[_PLAIN, False].height
        second = self._type[_BELOW, False].height if two_lines else 0
        return (first + second) * (2 if self.wraps else 1) + active().gap(26 if two_lines else 18)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Rows are of one height, which the table sets."""
        return QSize(active().px(60), self.row_height(False))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paints one cell."""
        cell = index.data(CELL_ROLE)
        painter.save()
        painter.setLayoutDirection(option.direction)
        area: QRect = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(area, self._colours["laurelSoft" if chosen else "surface"])
        painter.setPen(self._hairline)
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        if isinstance(cell, Cell):
            # Signs that are piled up on each other may be higher than any line.
            painter.setClipRect(area)
            self._paint_words(painter, area.adjusted(self._across, self._down, -self._across, -self._down), cell)
        painter.restore()

    def _paint_words(self, painter: QPainter, area: QRect, cell: Cell) -> None:
        main = self._type[_STRONG if cell.strong else _PLAIN, cell.number]
        side = Qt.AlignmentFlag.AlignTrailing if cell.number else Qt.AlignmentFlag.AlignLeading
        painter.setPen(self._colours["ink"])
        if not cell.below:
            main.draw(painter, area, cell.text, side | Qt.AlignmentFlag.AlignVCenter, self.wraps)
            return
        share = main.height * (2 if self.wraps else 1)
        upper = QRect(area.left(), area.top(), area.width(), share + self._between)
        lower = QRect(area.left(), upper.bottom() + 1, area.width(), area.bottom() - upper.bottom())
        main.draw(painter, upper, cell.text, side | Qt.AlignmentFlag.AlignBottom, self.wraps)
        small = self._type[_BELOW, cell.number]
        if cell.token:
            lower = _draw_dot(painter, lower, cell.token, small.height)
        painter.setPen(self._colours["ink2"])
        small.draw(painter, lower, cell.below, side | Qt.AlignmentFlag.AlignTop, self.wraps)


class _Type:
    """A font with its measures, which are dear to ask for."""

    def __init__(self, font: QFont) -> None:
        self._font, self._metrics, self._two_lines = font, QFontMetrics(font), TwoLines(font)
        self.height = self._metrics.height()

    def draw(self, painter: QPainter, area: QRect, text: str, alignment: Qt.AlignmentFlag, wraps: bool) -> None:
        """Draws a line, cut short where it is too long, or two."""
        if wraps:
            self._two_lines.draw(painter, area, text, alignment)
            return
        painter.setFont(self._font)
        shown = self._metrics.elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, alignment.value | Qt.TextFlag.TextSingleLine.value, shown)


def _draw_dot(painter: QPainter, area: QRect, token: str, line: int) -> QRect:
    """Draws the small square of a mode; returns the room that is left."""
    looks = active()
    side = looks.px(10)
    mirrored = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
    left = area.right() - side if mirrored else area.left()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(looks.colour(token))
    painter.drawRoundedRect(QRectF(left, area.top() + (line - side) / 2, side, side), 2.5, 2.5)
    step = side + looks.gap(7)
    return area.adjusted(0, 0, -step, 0) if mirrored else area.adjusted(step, 0, 0, 0)
