"""A row that opens something: a sign, two lines, and a word at its end."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from trainer.ui.theme import active
from trainer.ui.widgets.icons import pixmap
from trainer.ui.widgets.text import Text


class RowWords(QHBoxLayout):
    """The inside of a row: a sign, a title with a line below, and a word at the end."""

    def __init__(self, sign: tuple[str, str], title: str, below: str, amount: Text | None) -> None:
        """``sign`` is an icon and its colour's token."""
        super().__init__()
        looks = active()
        self.setContentsMargins(looks.gap(16), looks.gap(10), looks.gap(16), looks.gap(10))
        self.setSpacing(looks.gap(14))
        picture = Text(wrap=False)
        picture.setPixmap(pixmap(sign[0], sign[1], 22))
        words = QVBoxLayout()
        words.setSpacing(looks.gap(2))
        self.parts = [picture, Text(title, "strong"), Text(below, "small", "secondary")]
        words.addStretch(1)
        words.addWidget(self.parts[1])
        words.addWidget(self.parts[2])
        words.addStretch(1)
        self.addWidget(picture)
        self.addLayout(words, 1)
        if amount is not None:
            self.parts.append(amount)
            self.addWidget(amount)


class RowCard(QPushButton):
    """A whole row as a button."""

    def __init__(self, words: RowWords, spoken: str, parent: QWidget | None = None) -> None:
        """``spoken`` is what a screen reader says."""
        super().__init__(parent)
        self.setProperty("kind", "outline")
        self.setAccessibleName(spoken)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        self._words = words
        self.setLayout(words)
        for part in words.parts:
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def heightForWidth(self, width: int) -> int:
        """As high as its words need."""
        return max(active().px(62), self._words.totalHeightForWidth(width))

    def sizeHint(self) -> QSize:
        """As large as its words."""
        hint = self._words.totalSizeHint()
        return QSize(hint.width(), max(active().px(62), hint.height()))

    def minimumSizeHint(self) -> QSize:
        """May become narrow; the words wrap."""
        return QSize(self._words.totalMinimumSize().width(), self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keeps the words whole at the new width."""
        super().resizeEvent(event)
        self.setMinimumHeight(self.heightForWidth(self.width()))
