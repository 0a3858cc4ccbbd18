"""The head of a table: words of at most two lines, and an arrow that says which way the column is sorted."""

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QHeaderView

from trainer.ui.theme import active
from trainer.ui.widgets.two_lines import TwoLines

ARROW = 14
"""Pixels, at 100 % text, that an arrow is high: a little more than the capitals beside it."""


class SheetHead(QHeaderView):
    """Paints each head itself: the style's own mark is a few pixels high at every text size, and points the other way.

    An arrow that points up says that the smallest, first or earliest stands on top. It follows the words, or comes
    before them where they stand at the trailing edge.
    """

    def __init__(self) -> None:
        """Finds font, colours and lengths once: a change of looks builds every table anew."""
        super().__init__(Qt.Orientation.Horizontal)
        looks = active()
        self.setFont(looks.font("small"))
        self._type = TwoLines(self.font())
        self._arrow, self._between = looks.px(ARROW), looks.gap(5)
        self._across, self._down = looks.gap(6), looks.gap(8)
        self._ink, self._quiet = looks.colour("ink"), looks.colour("ink2")
        self._ground, self._rule = looks.colour("surface"), QPen(looks.colour("line2"), 1)
        self._pen = QPen(self._ink, 2 * looks.scale, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin)

    @property
    def arrow_room(self) -> int:
        """Pixels that an arrow takes beside the words, with the air between them."""
        return self._arrow + self._between

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803 - Qt's own name
        """Paints one head."""
        painter.save()
        painter.setLayoutDirection(self.layoutDirection())
        painter.fillRect(rect, self._ground)
        painter.setPen(self._rule)
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        order = self._order_of(logicalIndex)
        area = rect.adjusted(self._across, self._down, -self._across, -self._down)
        words, side = self._said(logicalIndex)
        if order is not None:
            area = self._paint_arrow(painter, area, words, side, order)
        painter.setPen(self._quiet if order is None else self._ink)
        self._type.draw(painter, area, words, side | Qt.AlignmentFlag.AlignVCenter)
        painter.restore()

    def _order_of(self, column: int) -> Qt.SortOrder | None:
        is_sorted = self.isSortIndicatorShown() and self.sortIndicatorSection() == column
        return self.sortIndicatorOrder() if is_sorted else None

    def _said(self, column: int) -> tuple[str, Qt.AlignmentFlag]:
        model, across = self.model(), Qt.Orientation.Horizontal
        aligned = model.headerData(column, across, Qt.ItemDataRole.TextAlignmentRole) or 0
        return str(model.headerData(column, across)), Qt.AlignmentFlag(aligned & _SIDES)

    def _paint_arrow(
        self, painter: QPainter, area: QRect, words: str, side: Qt.AlignmentFlag, order: Qt.SortOrder
    ) -> QRect:
        """Draws the arrow beside the words; returns the room that is left for them."""
        mirrored, trailing = self.isRightToLeft(), bool(side & Qt.AlignmentFlag.AlignTrailing)
        room = area.width() - self.arrow_room
        layout = self._type.fitted(words, room, mirrored=mirrored, trailing=trailing)
        wide = max(layout.lineAt(number).naturalTextWidth() for number in range(layout.lineCount()))
        away = min(wide, room) + self._between
        at_the_right = trailing != mirrored
        left = area.right() + 1 - away - self._arrow if at_the_right else area.left() + away
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._pen)
        _draw_arrow(painter, QPointF(left, area.center().y() - self._arrow / 2), self._arrow, order)
        return area.adjusted(self.arrow_room, 0, 0, 0) if at_the_right else area.adjusted(0, 0, -self.arrow_room, 0)


_SIDES = Qt.AlignmentFlag.AlignHorizontal_Mask.value


def _draw_arrow(painter: QPainter, corner: QPointF, height: float, order: Qt.SortOrder) -> None:
    """Draws a stem with a point on top for ascending, below for descending."""
    points_up = order == Qt.SortOrder.AscendingOrder
    middle, half = corner.x() + height / 2, height * 0.36
    point = QPointF(middle, corner.y() if points_up else corner.y() + height)
    end = QPointF(middle, corner.y() + height if points_up else corner.y())
    shoulder = point.y() + (half if points_up else -half)
    painter.drawLine(end, point)
    painter.drawPolyline([QPointF(middle - half, shoulder), point, QPointF(middle + half, shoulder)])
