"""A quiet line that a screen reader speaks when it changes."""

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from trainer.ui.widgets.text import Text


class Announcer(Text):
    """Shows its words and says them, without taking the focus."""

    def __init__(self, role: str = "small", tone: str = "secondary", parent: QWidget | None = None) -> None:
        """Starts empty and hidden."""
        super().__init__("", role, tone, parent=parent)
        self.hide()

    def announce(self, text: str) -> None:
        """Shows and speaks a text; an empty one takes the line away."""
        self.setText(text)
        self.setVisible(bool(text))
        if text:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))
