"""The grid of numbers: which questions are answered, flagged, and where the learner is."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from trainer.ui.exam.presenter import GridCell
from trainer.ui.theme import active

COLUMNS = 10
PITCH = 25
CELL = 23
RADIUS = 5

_STEPS = {Qt.Key.Key_Up: -COLUMNS, Qt.Key.Key_Down: COLUMNS, Qt.Key.Key_Home: -10_000, Qt.Key.Key_End: 10_000}


class NumberGrid(QWidget):
    """Ten numbers a row. One stop for the Tab key: arrow keys move, Enter opens.

    Signals:
        chosen: The number of a question.
    """

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Starts empty."""
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._cells: Sequence[GridCell] = ()
        self._cursor = 0

    def show_cells(self, cells: Sequence[GridCell], spoken: str) -> None:
        """Shows the states; ``spoken`` is the sum of them for a screen reader."""
        here = next((index for index, cell in enumerate(cells) if cell.here), 0)
        if len(cells) != len(self._cells):
            self.updateGeometry()
        self._cells, self._cursor = cells, here
        self.setAccessibleName(spoken)
        self._describe()
        self.update()

    def sizeHint(self) -> QSize:
        """Ten columns, as many rows as needed."""
        rows = -(-len(self._cells) // COLUMNS)
        return QSize(active().px(PITCH) * COLUMNS, active().px(PITCH) * max(1, rows))

    def minimumSizeHint(self) -> QSize:
        """Never smaller: each number can be hit."""
        return self.sizeHint()

    def event(self, event: QEvent) -> bool:
        """Keeps the arrow keys for itself while it has the focus."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and self._step(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Moves, or opens a question."""
        step = self._step(event)
        if step:
            self._cursor = min(max(self._cursor + step, 0), len(self._cells) - 1)
            self._describe()
            self.update()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space} and self._cells:
            self.chosen.emit(self._cursor + 1)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Opens the question under the pointer."""
        for index in range(len(self._cells)):
            if self._cell_rect(index).contains(event.position().toPoint()):
                self.chosen.emit(index + 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws every number."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = active().font("tiny")
        font.setPixelSize(active().px(12))
        painter.setFont(font)
        for index, cell in enumerate(self._cells):
            self._paint_cell(painter, index, cell)

    def _step(self, event: QKeyEvent) -> int:
        forward = -1 if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else 1
        key = Qt.Key(event.key())
        if key in {Qt.Key.Key_Right, Qt.Key.Key_Left}:
            return forward if key == Qt.Key.Key_Right else -forward
        return _STEPS.get(key, 0)

    def _cell_rect(self, index: int) -> QRect:
        pitch, side = active().px(PITCH), active().px(CELL)
        column = index % COLUMNS
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            column = COLUMNS - 1 - column
        return QRect(column * pitch, index // COLUMNS * pitch, side, side)

    def _paint_cell(self, painter: QPainter, index: int, cell: GridCell) -> None:
        looks = active()
        box = QRectF(self._cell_rect(index)).adjusted(1, 1, -1, -1)
        ground = "surface" if cell.here or not cell.answered else "heat1"
        pen = QPen(looks.colour("line2" if not cell.answered else "heat1"), 1)
        if cell.here:
            pen = QPen(looks.colour("laurel"), 2 * looks.scale)
        painter.setPen(pen)
        painter.setBrush(looks.colour(ground))
        painter.drawRoundedRect(box, RADIUS, RADIUS)
        if cell.flagged:
            _paint_flag(painter, box, self.layoutDirection() == Qt.LayoutDirection.RightToLeft)
        painter.setPen(looks.colour("ink"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(cell.number))
        if self.hasFocus() and index == self._cursor and not cell.here:
            painter.setPen(QPen(looks.colour("focus"), 2 * looks.scale))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, RADIUS, RADIUS)

    def _describe(self) -> None:
        if self._cells:
            self.setAccessibleDescription(self._cells[self._cursor].spoken)


def _paint_flag(painter: QPainter, box: QRectF, mirrored: bool) -> None:
    """Fills the upper trailing corner."""
    side = box.width() * 0.4
    corner, along = (box.topLeft(), side) if mirrored else (box.topRight(), -side)
    triangle = QPolygonF([corner, corner + QPointF(along, 0), corner + QPointF(0, side)])
    edge, inside = QPainterPath(), QPainterPath()
    edge.addRoundedRect(box, RADIUS, RADIUS)
    inside.addPolygon(triangle)
    painter.fillPath(edge.intersected(inside), active().colour("poppy"))
