"""Asking for a PIN of one's own."""

from PySide6.QtWidgets import QDialog, QWidget

from trainer.i18n import _
from trainer.ui.office.presenter import PinForm
from trainer.ui.theme import active
from trainer.ui.widgets.buttons import Button
from trainer.ui.widgets.fields import Field
from trainer.ui.widgets.panels import column, row
from trainer.ui.widgets.text import Text


class PinDialog(QDialog):
    """A new PIN, twice; and the current one where there is one."""

    def __init__(self, parent: QWidget | None, *, has_pin: bool, error: str) -> None:
        """``error`` is shown under the fields, for another try."""
        super().__init__(parent)
        self.setWindowTitle(_("Peer Trainer"))
        self.setMinimumWidth(active().px(460))
        self._current = Field(_("Current PIN"), secret=True)
        hint = _("At least 6 digits. Leave both fields empty to go on without one.")
        self._pin, self._again = Field(_("New PIN"), hint, secret=True), Field(_("New PIN again"), secret=True)
        why = _("It keeps your profile private, and it shows that it is you who approves a colleague's correction.")
        layout = column(Text(_("My PIN"), "heading"), Text(why, tone="secondary"), spacing=12, margins=24)
        fields = [self._current, self._pin, self._again] if has_pin else [self._pin, self._again]
        for field in fields:
            layout.addWidget(field)
            field.line.returnPressed.connect(self.accept)
        if error:
            layout.addWidget(Text(error, "small", "error"))
        save, back = Button(_("Set the PIN"), "primary"), Button(_("Cancel"))
        save.clicked.connect(self.accept)
        back.clicked.connect(self.reject)
        layout.addLayout(row(save, back, None))
        self.setLayout(layout)
        fields[0].line.setFocus()

    @classmethod
    def ask(cls, parent: QWidget | None, *, has_pin: bool, error: str) -> PinForm | None:
        """Returns what was typed, or None."""
        dialog = cls(parent, has_pin=has_pin, error=error)
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return None
        return PinForm(dialog._current.text(), dialog._pin.text(), dialog._again.text())
