"""An answer of an exam: a card that the learner may also cross out, as a help to think."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from trainer.i18n import _
from trainer.ui.exam.presenter import OptionRow
from trainer.ui.theme import active
from trainer.ui.widgets.buttons import Button
from trainer.ui.widgets.option_card import OptionCard

BELOW_FROM = 1.5
"""Text scale from which the button stands under the words."""


class AnswerCard(OptionCard):
    """An option card with a button at its end.

    Signals:
        cross_out_pressed: Strike this answer through, or restore it.
    """

    cross_out_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Starts empty."""
        super().__init__(parent)
        self._strike = Button(_("Cross out"), "link", parent=self)
        self._strike.clicked.connect(self.cross_out_pressed)
        self._room = max(self._strike.sizeHint().width(), Button(_("Restore"), "link").sizeHint().width())
        self._below = active().scale >= BELOW_FROM
        if self._below:
            self._column.addWidget(self._strike, 0, Qt.AlignmentFlag.AlignLeading)
        else:
            margins = self._column.contentsMargins()
            margins.setRight(active().gap(12) * 2 + self._room)
            self._column.setContentsMargins(margins)

    def show_answer(self, option: OptionRow) -> None:
        """Shows an answer under the letter that chooses it."""
        # The tone first: when a style sheet is applied again, Qt puts back the font that the label began with.
        self._words.set_tone("faint" if option.crossed_out else "")
        font = active().font("body")
        font.setStrikeOut(option.crossed_out)
        self._words.setFont(font)
        self._strike.set_text(_("Restore") if option.crossed_out else _("Cross out"))
        self._strike.setAccessibleName(f"{self._strike.text()} {option.letter}")
        self.show_option(option.letter, option.text, "chosen" if option.chosen else "rest")
        self.setAccessibleDescription(_("crossed out") if option.crossed_out else "")
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keeps the button at the trailing end."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        if self._below:
            return
        size = self._strike.sizeHint()
        margin = active().gap(12)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = margin if mirrored else self.width() - margin - size.width()
        self._strike.setGeometry(left, (self.height() - size.height()) // 2, size.width(), size.height())
