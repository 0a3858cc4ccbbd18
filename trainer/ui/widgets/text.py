"""Labels: always plain text, so that a name that looks like HTML is shown and never obeyed."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from trainer.ui.theme import active

if TYPE_CHECKING:
    from trainer.ui.speech.spot import Spot


class Text(QLabel):
    """A run of plain text in one role of type.

    A wrapped label keeps its minimum height in step with its width: Qt's nested layouts would clip it otherwise.
    """

    def __init__(
        self,
        text: str = "",
        role: str = "body",
        tone: str = "",
        *,
        wrap: bool = True,
        tabular: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Shows ``text``; ``tone`` picks a colour of the style sheet."""
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(active().font(role, tabular))
        self.setWordWrap(wrap)
        if tone:
            self.setProperty("tone", tone)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(wrap)
        self.setSizePolicy(policy)
        self.setText(text)

    def set_tone(self, tone: str) -> None:
        """Changes the colour."""
        self._dress("tone", tone)

    def mark(self, _spot: "Spot") -> None:
        """See :class:`trainer.ui.widgets.marking.Markable`; a label is marked as a whole."""
        self._dress("spoken", "now")

    def unmark(self) -> None:
        """See :class:`trainer.ui.widgets.marking.Markable`."""
        self._dress("spoken", "")

    def place_of(self, _spot: "Spot") -> QRect:
        """See :class:`trainer.ui.widgets.marking.Markable`."""
        return self.rect()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keeps a wrapped text whole at the new width."""
        super().resizeEvent(event)
        self._keep_whole()

    def setText(self, text: str) -> None:
        """Shows another text."""
        super().setText(text)
        if self.width() > 0 and self.isVisible():
            self._keep_whole()

    def minimumSizeHint(self) -> QSize:
        """Lets a wrapped text become narrow, down to its longest word."""
        hint = super().minimumSizeHint()
        return hint if not self.wordWrap() else QSize(min(hint.width(), 80), hint.height())

    def _dress(self, name: str, value: str) -> None:
        self.setProperty(name, value)
        self.style().unpolish(self)
        self.style().polish(self)

    def _keep_whole(self) -> None:
        if self.wordWrap():
            # Qt never answers less than the minimum that is set: without this a text that was narrow once stays tall.
            self.setMinimumHeight(0)
            self.setMinimumHeight(max(0, self.heightForWidth(self.width())))


class Chip(Text):
    """A word on a coloured ground; the word always carries the meaning."""

    def __init__(self, text: str, kind: str = "plain", parent: QWidget | None = None) -> None:
        """``kind`` is done, live, warm or plain."""
        super().__init__(text, "small_strong", wrap=False, parent=parent)
        self.setProperty("chip", kind)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
