"""One line above the page that says what the voice needs; it blocks nothing, and goes with the page."""

from trainer.ui.widgets.announcer import Announcer
from trainer.ui.widgets.icons import pixmap
from trainer.ui.widgets.panels import Panel, row
from trainer.ui.widgets.text import Text


class VoiceNote(Panel):
    """A kind sentence; a screen reader speaks it when it comes."""

    def __init__(self) -> None:
        """Starts hidden."""
        super().__init__("note", padding=12)
        sign = Text(wrap=False)
        sign.setPixmap(pixmap("volume-2", "poppyText", 20))
        self._line = Announcer("small", "")
        inside = row(sign, spacing=10)
        inside.addWidget(self._line, 1)
        self.column.addLayout(inside)
        self.hide()

    def show_note(self, text: str) -> None:
        """Shows the sentence; an empty one hides the panel."""
        self.setVisible(bool(text))
        self._line.announce(text)
