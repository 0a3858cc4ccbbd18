"""The hills and the sun, the program's one picture: the sun stands as high as the learner's hours."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QRadialGradient
from PySide6.QtWidgets import QFrame, QWidget

from trainer.ui.theme import active

RADIUS = 15


class Hills(QFrame):
    """A rounded picture to lay words on; decoration only, so a screen reader passes it by."""

    def __init__(self, share: float = 0.0, parent: QWidget | None = None) -> None:
        """``share`` is hours done of hours required, 0 to 1."""
        super().__init__(parent)
        self._share = min(1.0, max(0.0, share))

    def show_share(self, share: float) -> None:
        """Moves the sun."""
        self._share = min(1.0, max(0.0, share))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints ground, glow, sun, two hills in front of it, and the edge."""
        looks = active()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect())
        edge = QPainterPath()
        edge.addRoundedRect(frame, RADIUS, RADIUS)
        painter.setClipPath(edge)
        painter.fillPath(edge, looks.colour("hero"))
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            painter.translate(frame.width(), 0)
            painter.scale(-1, 1)
        self._paint_sun(painter, frame)
        painter.fillPath(_far_hill(frame), looks.colour("heroHill"))
        painter.fillPath(_near_hill(frame), looks.colour("heroHill2"))
        if looks.tokens.heroEdge != looks.tokens.hero:
            _paint_edge(painter, frame)

    def _paint_sun(self, painter: QPainter, frame: QRectF) -> None:
        sun = active().colour("sun")
        radius = min(34.0, frame.height() * 0.16)
        centre = QPointF(frame.width() * 0.83, frame.height() * (0.80 - 0.52 * self._share))
        glow = QRadialGradient(centre, radius * 3.4)
        glow.setColorAt(0.0, QColor(sun.red(), sun.green(), sun.blue(), 90))
        glow.setColorAt(1.0, QColor(sun.red(), sun.green(), sun.blue(), 0))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(glow)
        painter.drawEllipse(centre, radius * 3.4, radius * 3.4)
        painter.setBrush(sun)
        painter.drawEllipse(centre, radius, radius)


def _paint_edge(painter: QPainter, frame: QRectF) -> None:
    """In high contrast ground and page are both black: nothing else would show where the picture ends."""
    painter.setClipping(False)
    painter.setPen(active().colour("heroEdge"))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(frame.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)


def _far_hill(frame: QRectF) -> QPainterPath:
    width, height = frame.width(), frame.height()
    path = QPainterPath(QPointF(width * 0.52, height))
    path.cubicTo(width * 0.64, height * 0.95, width * 0.70, height * 0.62, width * 0.82, height * 0.56)
    path.cubicTo(width * 0.90, height * 0.51, width * 0.96, height * 0.48, width, height * 0.50)
    path.lineTo(width, height)
    path.closeSubpath()
    return path


def _near_hill(frame: QRectF) -> QPainterPath:
    width, height = frame.width(), frame.height()
    path = QPainterPath(QPointF(width * 0.62, height))
    path.cubicTo(width * 0.74, height * 0.90, width * 0.84, height * 0.74, width, height * 0.70)
    path.lineTo(width, height)
    path.closeSubpath()
    return path
