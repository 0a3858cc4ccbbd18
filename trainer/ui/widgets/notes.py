"""What a person should know about the records, said calmly above everything else; hidden while there is nothing."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from trainer.ui.theme import active
from trainer.ui.widgets.icons import pixmap
from trainer.ui.widgets.page import clear_layout
from trainer.ui.widgets.panels import Panel, row
from trainer.ui.widgets.text import Text


class Notes(Panel):
    """A few sentences, each with the sign for something worth knowing."""

    def __init__(self) -> None:
        """Starts hidden."""
        super().__init__("note", padding=16, spacing=0)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(active().gap(10))
        self.column.addLayout(self._lines)
        self.hide()

    def show_notes(self, notes: Sequence[str]) -> None:
        """Says them; without any the panel goes away."""
        clear_layout(self._lines)
        for note in notes:
            sign = Text(wrap=False)
            sign.setPixmap(pixmap("info", "poppyText", 20))
            line = row(sign, Text(note), spacing=12)
            line.setAlignment(sign, Qt.AlignmentFlag.AlignTop)
            line.setStretch(1, 1)
            self._lines.addLayout(line)
        self.setAccessibleName(" ".join(notes))
        self.setVisible(bool(notes))
