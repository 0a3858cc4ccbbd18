"""What is in doubt, and the offer to count what is unchanged."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from trainer.i18n import _
from trainer.ui.corrections.doubts import DoubtWords
from trainer.ui.theme import active
from trainer.ui.widgets.choices import TickLine
from trainer.ui.widgets.page import clear_layout
from trainer.ui.widgets.text import Text


class DoubtsPart(QWidget):
    """The part of the form that settles what is in doubt.

    Signals:
        edited: The person ticked or cleared the offer.
    """

    edited = Signal()

    def __init__(self) -> None:
        """Starts with nothing in doubt."""
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(active().gap(6))
        self._offer: TickLine | None = None

    def show_words(self, words: DoubtWords) -> None:
        """Shows what waits."""
        clear_layout(self._column)
        self._offer = None
        self._list(_("What was found"), words.found)
        self._list(_("Entries in doubt"), words.lines)
        if words.offer:
            self._offer = TickLine(words.offer)
            self._offer.ticked.connect(self.edited)
            self._column.addWidget(self._offer)

    @property
    def counts_unchanged(self) -> bool:
        """Whether the offer is taken."""
        return self._offer is not None and self._offer.box.isChecked()

    def _list(self, label: str, texts: Sequence[str]) -> None:
        if texts:
            self._column.addWidget(Text(label, "small_strong"))
        for text in texts:
            self._column.addWidget(Text(text))
