"""What did not work, said kindly where it happened: what is safe, what to do, and another try."""

from PySide6.QtCore import Qt, Signal

from trainer.i18n import _
from trainer.ui.widgets.buttons import Button
from trainer.ui.widgets.icons import pixmap
from trainer.ui.widgets.panels import Panel, column, row
from trainer.ui.widgets.text import Text


class Problem(Panel):
    """Hidden until there is something to say.

    Signals:
        retry_pressed: Try again; only where the panel offers it.
    """

    retry_pressed = Signal()

    def __init__(self, *, may_retry: bool = False) -> None:
        """``may_retry`` adds the button."""
        super().__init__("error", padding=16, spacing=6)
        sign = Text(wrap=False)
        sign.setPixmap(pixmap("circle-alert", "manzanita", 24))
        self._title, self._advice = Text("", "strong"), Text("", "small", "secondary")
        self.retry = Button(_("Try again"))
        self.retry.clicked.connect(self.retry_pressed)
        self.retry.setVisible(may_retry)
        words = column(self._title, self._advice, spacing=4)
        words.addLayout(row(self.retry, None))
        line = row(sign, spacing=14)
        line.setAlignment(sign, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)
        self.column.addLayout(line)
        self.hide()

    def show_problem(self, message: str, advice: str = "") -> None:
        """Says what happened; an empty message takes the panel away."""
        self._title.setText(message)
        self._advice.setText(advice)
        self._advice.setVisible(bool(advice))
        self.setAccessibleName(message)
        self.setAccessibleDescription(advice)
        self.setVisible(bool(message))
