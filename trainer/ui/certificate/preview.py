"""The page as it will lie on the table, with the shadow of paper."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from trainer.ui.theme import active

MARGIN = 18
LETTER = 8.5 / 11
"""Height of a landscape Letter page by its width."""


class PagePreview(QWidget):
    """A picture of a page; its accessible name says what is on it."""

    def __init__(self) -> None:
        """Starts as an empty sheet with words on it."""
        super().__init__()
        self._picture: QImage | None = None
        self._words = ""
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMaximumWidth(active().px(620))

    def show_page(self, picture: QImage | None, words: str) -> None:
        """Shows a page, or the words that stand in for it."""
        self._picture, self._words = picture, words
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        """A page keeps its shape."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as the page at this width."""
        return round((width - 2 * MARGIN) * self._ratio()) + 2 * MARGIN

    def sizeHint(self) -> QSize:
        """Large enough to read the name."""
        width = active().px(520)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """May become small."""
        return QSize(280, self.heightForWidth(280))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws shadow and page."""
        looks = active()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        width = self.width() - 2 * MARGIN
        page = QRectF(MARGIN, MARGIN, width, width * self._ratio())
        painter.setPen(Qt.PenStyle.NoPen)
        for step in range(MARGIN):
            painter.setBrush(QColor(0, 0, 0, 3))
            painter.drawRoundedRect(page.adjusted(-step, 3 - step, step, 3 + step), step, step)
        if self._picture is not None:
            # Scaled once by Qt's own filter: a page shrunk while painting would lose its thin lines.
            ratio = self.devicePixelRatioF()
            small = self._picture.scaledToWidth(round(width * ratio), Qt.TransformationMode.SmoothTransformation)
            painter.drawImage(page, small)
            return
        painter.setBrush(looks.colour("surface"))
        painter.drawRect(page)
        painter.setPen(looks.colour("ink2"))
        painter.setFont(looks.font("body"))
        inside = page.adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
        painter.drawText(inside, Qt.AlignmentFlag.AlignCenter.value | Qt.TextFlag.TextWordWrap.value, self._words)

    def _ratio(self) -> float:
        if self._picture is None or not self._picture.width():
            return LETTER
        return self._picture.height() / self._picture.width()
