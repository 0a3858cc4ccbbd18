"""A few lines to write in, with their label above."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from trainer.ui.theme import active
from trainer.ui.widgets.panels import column
from trainer.ui.widgets.text import Text

MOST_LINES = 12


class WritingField(QWidget):
    """Plain text of several lines; Tab goes on to the next control.

    Signals:
        edited: The person typed; carries the whole text.
    """

    edited = Signal(str)

    def __init__(self, label: str, lines: int = 3, parent: QWidget | None = None) -> None:
        """``lines`` is how many are seen at once."""
        super().__init__(parent)
        looks = active()
        self.area = QPlainTextEdit()
        self.area.setFont(looks.font("body"))
        self.area.setAccessibleName(label)
        self.area.setTabChangesFocus(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        line = QFontMetrics(self.area.font()).lineSpacing()
        self.area.setFixedHeight(line * min(max(1, lines), MOST_LINES) + 2 * looks.gap(8) + 14)
        self.area.textChanged.connect(lambda: self.edited.emit(self.area.toPlainText()))
        self.label = Text(label, "strong")
        self.setLayout(column(self.label, self.area, spacing=5))

    def show_text(self, text: str) -> None:
        """Fills the field in without telling anybody."""
        if text != self.area.toPlainText():
            self.area.blockSignals(True)
            self.area.setPlainText(text)
            self.area.blockSignals(False)
