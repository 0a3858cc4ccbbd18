"""The ring of hours and the bars: painted, named in words, never the only carrier of a number."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from trainer.ui.theme import active


@dataclass(frozen=True)
class RingShare:
    """One arc of the ring: a share of the whole, 0 to 1, in a token's colour."""

    share: float
    token: str


class HoursRing(QWidget):
    """Hours done of hours required: up to three arcs and a number in the middle."""

    def __init__(self, size: int = 152, parent: QWidget | None = None) -> None:
        """``size`` is the diameter in pixels at 100 % text."""
        super().__init__(parent)
        self._side = active().px(size)
        self._arcs: tuple[RingShare, ...] = ()
        self._number = self._below = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_hours(self, arcs: tuple[RingShare, ...], number: str, below: str, spoken: str) -> None:
        """Shows the arcs and the words in the middle; ``spoken`` is the whole fact for a screen reader."""
        self._arcs, self._number, self._below = arcs, number, below
        self.setAccessibleName(spoken)
        self.update()

    def sizeHint(self) -> QSize:
        """A square."""
        return QSize(self._side, self._side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the track, the arcs with small gaps, and the number."""
        looks = active()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = self._side * 0.092
        circle = QRectF(self.rect()).adjusted(width / 2 + 1, width / 2 + 1, -width / 2 - 1, -width / 2 - 1)
        pen = QPen(looks.colour("track"), width)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.drawArc(circle, 0, 360 * 16)
        angle = 90.0
        for arc in self._arcs:
            sweep = 360 * min(1.0, max(0.0, arc.share))
            if sweep > 1.6:
                pen.setColor(looks.colour(arc.token))
                painter.setPen(pen)
                painter.drawArc(circle, round(angle * 16), -round((sweep - 1.6) * 16))
            angle -= sweep
        self._draw_words(painter)

    def _draw_words(self, painter: QPainter) -> None:
        looks = active()
        middle = self.rect()
        half = middle.height() // 2
        painter.setPen(looks.colour("ink"))
        painter.setFont(looks.font("number"))
        painter.drawText(middle.adjusted(0, 0, 0, -half // 4), Qt.AlignmentFlag.AlignCenter, self._number)
        painter.setPen(looks.colour("ink2"))
        painter.setFont(looks.font("small"))
        painter.drawText(middle.adjusted(0, half // 2, 0, 0), Qt.AlignmentFlag.AlignCenter, self._below)


class HourBar(QWidget):
    """A thin bar; empty is just empty."""

    def __init__(self, token: str = "laurel", height: int = 6, parent: QWidget | None = None) -> None:
        """``token`` is the colour of what is done."""
        super().__init__(parent)
        self._token, self._share = token, 0.0
        self.setFixedHeight(active().px(height))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_share(self, share: float, spoken: str) -> None:
        """Fills the bar to ``share`` (0 to 1); ``spoken`` says it in words."""
        self._share = min(1.0, max(0.0, share))
        self.setAccessibleName(spoken)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws track and fill with round ends; in a right-to-left language it fills from the right."""
        looks = active()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        whole = QRectF(self.rect())
        radius = whole.height() / 2
        painter.setBrush(looks.colour("track"))
        painter.drawRoundedRect(whole, radius, radius)
        if self._share <= 0:
            return
        done = QRectF(whole)
        done.setWidth(max(whole.height(), whole.width() * self._share))
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            done.moveRight(whole.right())
        painter.setBrush(looks.colour(self._token))
        painter.drawRoundedRect(done, radius, radius)
