"""A small square of colour beside the word that it stands for."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from trainer.ui.theme import active


class Swatch(QWidget):
    """Decoration: a screen reader passes it by, the word says the same."""

    def __init__(self, token: str, *, edged: bool = False, size: int = 12) -> None:
        """``edged`` draws the edge of an empty cell."""
        super().__init__()
        self._token, self._edged, self._side = token, edged, active().px(size)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """A square."""
        return QSize(self._side, self._side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws it with round corners."""
        looks = active()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(looks.colour(self._token))
        painter.setPen(QPen(looks.colour("line2"), 1) if self._edged else Qt.PenStyle.NoPen)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 3, 3)
