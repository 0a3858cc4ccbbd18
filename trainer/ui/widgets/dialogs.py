"""Small dialogs: a kind notice, a question with verbs as answers, a line to type."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from trainer.i18n import _
from trainer.ui.theme import active
from trainer.ui.widgets.buttons import Button
from trainer.ui.widgets.panels import column, row
from trainer.ui.widgets.text import Text


class Notice(QDialog):
    """Says what happened, what is safe and what to do; codes stay behind Details."""

    def __init__(self, parent: QWidget | None, title: str, lines: Sequence[str], details: str = "") -> None:
        """Empty lines are left out."""
        super().__init__(parent)
        self.setWindowTitle(_("Peer Trainer"))
        self.setMinimumWidth(active().px(460))
        layout = column(Text(title, "heading"), spacing=10, margins=24)
        for line in lines:
            if line:
                layout.addWidget(Text(line, tone="secondary"))
        self.setAccessibleDescription(" ".join(line for line in lines if line))
        close = Button(_("Close"), "primary")
        close.clicked.connect(self.accept)
        buttons = row(None, spacing=8)
        if details:
            layout.addWidget(self._details(details))
            buttons.insertWidget(0, self._details_button())
        buttons.addWidget(close)
        layout.addSpacing(8)
        layout.addLayout(buttons)
        self.setLayout(layout)
        close.setFocus()

    def _details(self, details: str) -> Text:
        self._detail_text = Text(details[:2000], "small", "secondary")
        self._detail_text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._detail_text.hide()
        return self._detail_text

    def _details_button(self) -> Button:
        button = Button(_("Details"), "quiet")
        button.clicked.connect(lambda: self._detail_text.setVisible(not self._detail_text.isVisible()))
        return button


class Question(QDialog):
    """Asks only before something that cannot be undone; the safe answer is the primary button."""

    def __init__(self, parent: QWidget | None, title: str, text: str, safe: str, act: str) -> None:
        """``safe`` and ``act`` are verbs."""
        super().__init__(parent)
        self.setWindowTitle(_("Peer Trainer"))
        self.setMinimumWidth(active().px(420))
        keep, go = Button(safe, "primary"), Button(act)
        keep.clicked.connect(self.reject)
        go.clicked.connect(self.accept)
        layout = column(Text(title, "heading"), Text(text, tone="secondary"), 8, spacing=8, margins=24)
        layout.addLayout(row(keep, go, None, spacing=12))
        self.setLayout(layout)
        self.setAccessibleDescription(text)
        keep.setFocus()

    @classmethod
    def ask(cls, parent: QWidget | None, title: str, text: str, safe: str, act: str) -> bool:
        """Returns True when the person chose to act."""
        return cls(parent, title, text, safe, act).exec() == QDialog.DialogCode.Accepted


class AskLine(QDialog):
    """Asks for one line of text; a PIN is typed unseen."""

    def __init__(
        self, parent: QWidget | None, title: str, label: str, *, secret: bool = False, error: str = ""
    ) -> None:
        """``error`` is shown under the field, for another try."""
        super().__init__(parent)
        self.setWindowTitle(_("Peer Trainer"))
        self.setMinimumWidth(active().px(400))
        self.field = QLineEdit()
        self.field.setAccessibleName(label)
        self.field.setFont(active().font("body"))
        if secret:
            self.field.setEchoMode(QLineEdit.EchoMode.Password)
        go, stay = Button(_("Continue"), "primary"), Button(_("Cancel"))
        go.clicked.connect(self.accept)
        stay.clicked.connect(self.reject)
        self.field.returnPressed.connect(self.accept)
        layout = column(Text(title, "heading"), Text(label, "small_strong"), self.field, spacing=8, margins=24)
        if error:
            layout.addWidget(Text(error, "small", "error"))
        layout.addSpacing(8)
        layout.addLayout(row(go, stay, None))
        self.setLayout(layout)

    @classmethod
    def ask(
        cls, parent: QWidget | None, title: str, label: str, *, secret: bool = False, error: str = ""
    ) -> str | None:
        """Returns what was typed, or None."""
        dialog = cls(parent, title, label, secret=secret, error=error)
        return dialog.field.text() if dialog.exec() == QDialog.DialogCode.Accepted else None
