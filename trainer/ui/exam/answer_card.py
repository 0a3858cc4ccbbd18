"""An answer of an exam as a card: its letter, its words, and what the learner did with it."""

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QRadioButton, QSizePolicy, QWidget

from trainer.i18n import _
from trainer.ui.theme import active
from trainer.ui.widgets.buttons import Button
from trainer.ui.widgets.text import Text

RADIUS = 12

_GROUNDS = {"rest": "surface", "chosen": "laurelSoft"}
_EDGES = {"rest": "line", "chosen": "laurel"}


class AnswerCard(QRadioButton):
    """One of a few cards; whoever holds them decides which is on.

    A radio button for screen readers, that moves the focus with the arrow keys and chooses with Space or a click.

    Signals:
        cross_out_pressed: Strike this answer through, or restore it; only where the card offers it.
    """

    cross_out_pressed = Signal()

    def __init__(self, key: str, *, may_cross_out: bool = False, parent: QWidget | None = None) -> None:
        """``key`` is the letter or digit that selects the card."""
        super().__init__(parent)
        looks = active()
        self._key, self._tone, self._crossed_out = key, "rest", False
        self.setAutoExclusive(False)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._words, self._remark = Text(), Text("", "small_strong", "secondary", wrap=False)
        self._remark.hide()
        self._strike = Button("", "quiet")
        self._strike.clicked.connect(self.cross_out_pressed)
        self._strike.setVisible(may_cross_out)
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(looks.gap(16) + looks.px(32) + looks.gap(16), *[looks.gap(12)] * 3)
        self._layout.setSpacing(looks.gap(12))
        self._layout.addWidget(self._words, 1)
        self._layout.addWidget(self._remark)
        self._layout.addWidget(self._strike)
        for part in (self._words, self._remark):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMinimumHeight(looks.px(56))

    def show_option(self, text: str, tone: str = "rest", remark: str = "", *, crossed_out: bool = False) -> None:
        """Shows the card.

        Args:
            text: Plain words.
            tone: ``rest`` or ``chosen``.
            remark: A word or two at its end.
            crossed_out: Struck through by the learner.
        """
        self._tone, self._crossed_out = tone, crossed_out
        self._words.setText(text)
        font = active().font("body")
        font.setStrikeOut(crossed_out)
        self._words.setFont(font)
        self._words.set_tone("faint" if crossed_out else "")
        self._remark.setText(remark)
        self._remark.setVisible(bool(remark))
        self._strike.set_text(_("Restore") if crossed_out else _("Cross out"))
        self._strike.setAccessibleName(_("%(act)s %(key)s") % {"act": self._strike.text(), "key": self._key})
        self.setChecked(tone == "chosen")
        self.setAccessibleName(_("%(key)s. %(text)s") % {"key": self._key, "text": text})
        self.setAccessibleDescription(", ".join(filter(None, [remark, _("crossed out") if crossed_out else ""])))
        self.updateGeometry()
        self.update()

    def hitButton(self, position: QPoint) -> bool:
        """Takes a click anywhere on the card."""
        return self.rect().contains(position)

    def sizeHint(self) -> QSize:
        """As large as its words."""
        return self._layout.totalSizeHint().expandedTo(QSize(0, self.minimumHeight()))

    def minimumSizeHint(self) -> QSize:
        """May become narrow; the words wrap."""
        return self._layout.totalMinimumSize().expandedTo(QSize(0, self.minimumHeight()))

    def heightForWidth(self, width: int) -> int:
        """As high as its words need."""
        return max(self.minimumHeight(), self._layout.totalHeightForWidth(width))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws ground, edge and letter."""
        looks = active()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        strong = self._tone == "chosen"
        width = 2.0 if strong else 1.0
        hovered = self._tone == "rest" and self.isEnabled() and self.underMouse()
        painter.setPen(QPen(looks.colour("line2" if hovered else _EDGES[self._tone]), width))
        painter.setBrush(looks.colour("sunken" if hovered else _GROUNDS[self._tone]))
        inset = width / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), RADIUS, RADIUS)
        self._paint_letter(painter, strong)

    def _paint_letter(self, painter: QPainter, strong: bool) -> None:
        looks = active()
        side = looks.px(32)
        left = looks.gap(16)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            left = self.width() - left - side
        circle = QRectF(left, (self.height() - side) / 2, side, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(looks.colour("laurel" if strong else "sunken"))
        painter.drawEllipse(circle)
        painter.setPen(looks.colour("onPrimary" if strong else "ink2"))
        painter.setFont(looks.font("strong"))
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, self._key)
