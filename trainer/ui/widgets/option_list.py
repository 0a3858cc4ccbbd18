"""A few cards of which one is chosen, reached with the arrow keys."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from trainer.ui.theme import active
from trainer.ui.widgets.option_card import OptionCard


class OptionList(QWidget):
    """A column of cards.

    Signals:
        chosen: The place of the card that was pressed.
    """

    chosen = Signal(int)

    def __init__(self, name: str) -> None:
        """``name`` says to a screen reader what is chosen here."""
        super().__init__()
        self.setAccessibleName(name)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(active().gap(10))
        self.cards: list[OptionCard] = []

    def show_options(self, options: list[tuple[str, str, str, str]]) -> None:
        """Shows key, words, tone and remark of each choice."""
        while len(self.cards) < len(options):
            card, index = OptionCard(), len(self.cards)
            card.clicked.connect(lambda _on=False, index=index: self.chosen.emit(index))
            self._layout.addWidget(card)
            self.cards.append(card)
        for index, card in enumerate(self.cards):
            if index < len(options):
                card.show_option(*options[index])
            card.setVisible(index < len(options))
        self.setVisible(bool(options))
