"""The pause: a quiet page that tells a passer-by nothing."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from trainer.i18n import _
from trainer.ui.theme import active
from trainer.ui.widgets.buttons import Button
from trainer.ui.widgets.icons import pixmap
from trainer.ui.widgets.text import Text


class PauseWidget(QWidget):
    """Waits.

    Signals:
        resume_pressed: The break is over.
    """

    resume_pressed = Signal()

    def __init__(self) -> None:
        """Says what stays, and how to go on."""
        super().__init__()
        looks = active()
        sign = Text(wrap=False)
        sign.setPixmap(pixmap("sunrise", "hill", 56))
        sign.setAlignment(Qt.AlignmentFlag.AlignCenter)
        title = Text(_("Pause"), "display")
        text = Text(_("Your credited time stays. Take as long as you like."), tone="secondary")
        for words in (title, text):
            words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.button = Button(_("Go on"), "primary")
        self.button.setMinimumWidth(looks.px(160))
        self.button.clicked.connect(lambda: self.resume_pressed.emit())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[looks.gap(32)] * 4)
        layout.setSpacing(looks.gap(12))
        layout.addStretch(2)
        for part in (sign, title, text):
            layout.addWidget(part)
        layout.addSpacing(looks.gap(12))
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)
