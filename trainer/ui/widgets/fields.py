"""A field to type in, with its label above and its help, or what to mend, below."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from trainer.ui.theme import active
from trainer.ui.widgets.flow_row import FlowRow
from trainer.ui.widgets.icons import pixmap
from trainer.ui.widgets.panels import column, ground, row
from trainer.ui.widgets.text import Text


def labelled(*fields: tuple[str, QWidget, int]) -> QWidget:
    """Lays fields with their labels side by side as far as there is room; each is at least so many pixels wide."""
    boxes = []
    for label, field, width in fields:
        field.setAccessibleName(label)
        field.setMinimumWidth(active().px(width))
        boxes.append(ground("clear", column(Text(label, "small_strong", wrap=False), field, spacing=5)))
    return ground("clear", FlowRow(*boxes, spacing=16))


class Field(QWidget):
    """A labelled line. What was typed is never deleted by an error.

    Signals:
        edited: The person typed; carries the text.
    """

    edited = Signal(str)

    def __init__(self, label: str, hint: str = "", *, secret: bool = False, parent: QWidget | None = None) -> None:
        """``secret`` hides what is typed."""
        super().__init__(parent)
        self._hint = hint
        self.line = QLineEdit()
        self.line.setFont(active().font("body"))
        self.line.setAccessibleName(label)
        self.line.setAccessibleDescription(hint)
        self.line.setMaxLength(500)
        if secret:
            self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.textEdited.connect(self._on_edited)
        self._sign = Text(wrap=False)
        self._sign.setPixmap(pixmap("circle-alert", "manzanita", 18))
        self._below = Text(hint, "small", "secondary")
        layout = column(Text(label, "small_strong"), self.line, spacing=5)
        below = row(self._sign, self._below, spacing=6)
        below.setStretch(1, 1)  # Else a text of several lines shares the width with its sign.
        layout.addLayout(below)
        layout.setStretch(2, 0)
        self.setLayout(layout)
        self.show_error("")

    def text(self) -> str:
        """Returns what is typed."""
        return self.line.text()

    def show_text(self, text: str) -> None:
        """Fills the field in."""
        if text != self.line.text():
            self.line.setText(text)

    def show_error(self, message: str) -> None:
        """Says what to mend; an empty text shows the help again."""
        self.line.setProperty("error", "true" if message else "false")
        self.line.style().unpolish(self.line)
        self.line.style().polish(self.line)
        self.line.setAccessibleDescription(message or self._hint)
        self._below.setText(message or self._hint)
        self._below.set_tone("error" if message else "secondary")
        self._below.setVisible(bool(message or self._hint))
        self._sign.setVisible(bool(message))

    def _on_edited(self, text: str) -> None:
        self.show_error("")
        self.edited.emit(text)
