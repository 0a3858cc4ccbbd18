"""A score with its likely range: a band and a dot, or a dotted line while there is too little to go by."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from trainer.ui.theme import active

TRACK, BAND, DOT = 6, 10, 14


class Interval(QWidget):
    """Painted from 0 to 1; the words stand beside it, and the accessible name says them again."""

    def __init__(self, low: float | None, high: float | None, score: float, spoken: str) -> None:
        """Without ``low`` and ``high`` only a dotted line is drawn."""
        super().__init__()
        self._low, self._high, self._score = low, high, score
        self.setAccessibleName(spoken)
        self.setMinimumWidth(active().px(120))
        self.setFixedHeight(active().px(22))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws track, band and dot; in a right-to-left language from the right."""
        looks = active()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            painter.translate(self.width(), 0)
            painter.scale(-1, 1)
        middle = self.height() / 2
        if self._low is None or self._high is None:
            pen = QPen(looks.colour("line2"), 1.4 * looks.scale)
            pen.setDashPattern([2, 2.5])
            painter.setPen(pen)
            painter.drawLine(QPointF(0, middle), QPointF(self.width(), middle))
            return
        painter.setPen(Qt.PenStyle.NoPen)
        self._bar(painter, 0, 1, TRACK, "track")
        self._bar(painter, self._low, self._high, BAND, "heat2")
        painter.setPen(QPen(looks.colour("surface"), 2 * looks.scale))
        painter.setBrush(looks.colour("heat3"))
        radius = looks.px(DOT) / 2
        room = self.width() - 2 * radius
        painter.drawEllipse(QPointF(radius + room * self._score, middle), radius, radius)

    def _bar(self, painter: QPainter, start: float, end: float, height: int, token: str) -> None:
        thick = active().px(height)
        painter.setBrush(active().colour(token))
        left = self.width() * start
        box = QRectF(left, (self.height() - thick) / 2, max(thick, self.width() * (end - start)), thick)
        painter.drawRoundedRect(box, thick / 2, thick / 2)
