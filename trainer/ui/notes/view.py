"""The page behind Leave quickly: an empty notepad with a small way back."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from trainer.i18n import _
from trainer.ui.theme import active
from trainer.ui.widgets.buttons import Button
from trainer.ui.widgets.panels import row


class NotesWidget(QWidget):
    """Looks like any notepad; nothing typed here is kept.

    Signals:
        back_pressed: The person wants to come back.
    """

    back_pressed = Signal()

    def __init__(self) -> None:
        """Starts empty."""
        super().__init__()
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)
        page = QPlainTextEdit()
        page.setFont(active().font("body"))
        page.setAccessibleName(_("Notes"))
        back = Button(_("Close notes"), "quiet")
        back.clicked.connect(self.back_pressed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[active().gap(16)] * 4)
        layout.addWidget(page, 1)
        layout.addLayout(row(None, back))
        self.setFocusProxy(page)
