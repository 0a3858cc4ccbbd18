"""A choice as a card: its key, its words, and what became of it."""

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QRadioButton, QSizePolicy, QVBoxLayout, QWidget

from trainer.i18n import _
from trainer.ui.speech.spot import Spot
from trainer.ui.theme import active
from trainer.ui.widgets.icons import pixmap
from trainer.ui.widgets.text import Text

_GROUNDS = {"rest": "surface", "chosen": "laurelSoft", "fits": "laurelSoft", "other": "sunken"}


class OptionCard(QRadioButton):
    """A radio button drawn as a card, with words that wrap.

    The tone is ``rest``, ``chosen``, ``fits`` (with a tick) or ``other`` (chosen, and another one fits better). The
    remark says the same in words, so that no colour stands alone.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        """Starts empty."""
        super().__init__(parent)
        looks = active()
        self._key, self._tone = "", "rest"
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._words, self._remark = Text(), Text("", "small_strong", "secondary")
        self._remark.hide()
        for part in (self._words, self._remark):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._column = QVBoxLayout(self)
        left = looks.gap(18) + looks.px(24) + looks.gap(14)
        self._column.setContentsMargins(left, looks.gap(12), looks.gap(16), looks.gap(12))
        self._column.setSpacing(looks.gap(2))
        self._column.addWidget(self._words)
        self._column.addWidget(self._remark)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_option(self, key: str, text: str, tone: str = "rest", remark: str = "") -> None:
        """Shows the choice; ``key`` is what chooses it and stands in the circle."""
        self._key, self._tone = key, tone
        self._words.setText(text)
        self._remark.setText(remark)
        self._remark.set_tone("done" if tone in {"fits", "chosen"} else "secondary")
        self._remark.setVisible(bool(remark))
        # Qt unticks no radio button of a group by itself, and only one of a group is a radio button to a screen reader.
        self.setAutoExclusive(False)
        self.setChecked(tone in {"chosen", "fits"})
        self.setAutoExclusive(True)
        self.setAccessibleName(_("%(key)s. %(text)s") % {"key": key, "text": text})
        self.setAccessibleDescription(remark)
        self._keep_whole()
        self.update()

    def mark(self, spot: Spot) -> None:
        """See :class:`trainer.ui.widgets.marking.Markable`."""
        self._words.mark(spot)

    def unmark(self) -> None:
        """See :class:`trainer.ui.widgets.marking.Markable`."""
        self._words.unmark()

    def place_of(self, _spot: Spot) -> QRect:
        """See :class:`trainer.ui.widgets.marking.Markable`."""
        return self.rect()

    def hitButton(self, position: QPoint) -> bool:
        """Takes a click anywhere on the card."""
        return self.rect().contains(position)

    def nextCheckState(self) -> None:
        """Leaves the state to whoever hears the click: a card shows what it is told."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Lets Enter choose as Space does; on the chosen card it is left to the page, which goes on."""
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if enter and not self.isChecked():
            self.click()
        elif enter:
            event.ignore()
        else:
            # The arrow keys move the focus and choose nothing: to choose is to answer.
            self.setAutoExclusive(False)
            super().keyPressEvent(event)
            self.setAutoExclusive(True)

    def heightForWidth(self, width: int) -> int:
        """As high as its words need."""
        return max(active().px(48), self._column.totalHeightForWidth(width))

    def sizeHint(self) -> QSize:
        """Wide enough for a line of reading."""
        width = active().px(560)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """May become narrow; the words wrap."""
        return QSize(active().px(160), self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keeps the words whole at the new width."""
        super().resizeEvent(event)
        self._keep_whole()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws ground, edge and key."""
        looks = active()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        strong = self._tone in {"chosen", "fits"}
        hovered = self._tone == "rest" and self.isEnabled() and self.underMouse()
        width = 2.0 if strong else 1.0
        painter.setPen(QPen(looks.colour("laurel" if strong else "line2"), width))
        painter.setBrush(looks.colour("sunken" if hovered else _GROUNDS[self._tone]))
        inset, radius = width / 2, looks.gap(12)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), radius, radius)
        self._paint_key(painter, strong)

    def _paint_key(self, painter: QPainter, strong: bool) -> None:
        looks = active()
        side = looks.px(26)
        left = looks.gap(16)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            left = self.width() - left - side
        first_line = self._words.fontMetrics().height()
        above = max(0, self._words.height() - self._words.heightForWidth(self._words.width())) / 2
        circle = QRectF(left, self._words.y() + above + (first_line - side) / 2, side, side)
        painter.setPen(QPen(looks.colour("laurel" if strong else "line2"), 1.4 * looks.scale))
        painter.setBrush(looks.colour("laurel" if strong else "surface"))
        painter.drawEllipse(circle)
        if self._tone == "fits":
            tick = looks.px(16)
            corner = circle.center().toPoint() - QPoint(tick // 2, tick // 2)
            painter.drawPixmap(corner, pixmap("check", "onPrimary", 16))
            return
        painter.setFont(looks.font("tiny"))
        painter.setPen(looks.colour("onPrimary" if strong else "ink2"))
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, self._key)

    def _keep_whole(self) -> None:
        if self.width() > 0:
            self.setMinimumHeight(self.heightForWidth(self.width()))
