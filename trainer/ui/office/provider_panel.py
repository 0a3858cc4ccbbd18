"""The provider's facts as they stand on certificates, and its signing key."""

from PySide6.QtCore import Qt, Signal

from trainer.i18n import _
from trainer.ui.office.presenter import KeyWords, ProviderForm
from trainer.ui.theme import active
from trainer.ui.widgets.buttons import Button
from trainer.ui.widgets.fields import Field
from trainer.ui.widgets.panels import Panel, row
from trainer.ui.widgets.text import Text


class ProviderPanel(Panel):
    """Name, contact, signatory, approval.

    Signals:
        given: What stands in the form.
    """

    given = Signal(object)

    def __init__(self) -> None:
        """Starts empty."""
        super().__init__(spacing=12)
        self._fields = {
            "name": Field(_("Name of the provider")),
            "contact": Field(_("Address or contact"), _("One line; it stands under the name.")),
            "signatory": Field(_("Who signs")),
            "signatory_title": Field(_("Title of who signs")),
            "approval_id": Field(_("Approval number"), _("Leave it empty as long as your organization has none.")),
            "approval_date": Field(_("Date of the approval")),
        }
        self._approval = Panel("note", padding=14)
        self._approval_words = Text("", "small")
        self._approval.column.addWidget(self._approval_words)
        save = Button(_("Save the provider"), "primary")
        save.clicked.connect(self._on_save)
        self.column.addWidget(Text(_("The provider"), "heading"))
        for name, field in self._fields.items():
            field.line.setMaxLength(200)
            self.column.addWidget(field)
            if name == "signatory_title":
                self.column.addWidget(self._approval)
        self.column.addLayout(row(save, None))

    def show_provider(self, form: ProviderForm, approval_words: str) -> None:
        """Fills the form."""
        for name, field in self._fields.items():
            field.show_text(getattr(form, name))
        self._approval_words.setText(approval_words)

    def show_error(self, message: str) -> None:
        """Says under the name what to mend."""
        self._fields["name"].show_error(message)
        if message:
            self._fields["name"].line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_save(self) -> None:
        self.given.emit(ProviderForm(**{name: field.text() for name, field in self._fields.items()}))


class KeyPanel(Panel):
    """The signing key: whether there is one, and how to make one.

    Signals:
        asked: A passphrase, and the same again.
    """

    asked = Signal(str, str)

    def __init__(self) -> None:
        """Starts without a key."""
        super().__init__(spacing=12)
        self._state, self._fingerprint = Text("", "body", "secondary"), Text("", "small_strong", tabular=True)
        self._fingerprint.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._passphrase = Field(
            _("Passphrase"),
            _("At least 15 characters. It is asked for each time a certificate is issued, and nobody can recover it."),
            secret=True,
        )
        self._again = Field(_("Passphrase again"), secret=True)
        self._make = Button("")
        self._make.clicked.connect(lambda: self.asked.emit(self._passphrase.text(), self._again.text()))
        why = _(
            "Certificates are signed, so that anybody can see whether one was changed. The key stays on this computer, "
            "locked with a passphrase. You can do this later."
        )
        self.column.addWidget(Text(_("The signing key"), "heading"))
        self.column.addWidget(Text(why, "body", "secondary"))
        for part in (self._state, self._fingerprint, self._passphrase, self._again):
            self.column.addWidget(part)
        self.column.addSpacing(active().gap(4))
        self.column.addLayout(row(self._make, None))

    def show_key(self, words: KeyWords) -> None:
        """Shows whether there is a key."""
        self._state.setText(words.state)
        self._fingerprint.setText(words.fingerprint)
        self._fingerprint.setVisible(bool(words.fingerprint))
        self._make.set_text(words.button)

    def show_error(self, message: str) -> None:
        """Says under the passphrase what to mend."""
        self._passphrase.show_error(message)

    def clear(self) -> None:
        """Empties both fields."""
        self._passphrase.line.clear()
        self._again.line.clear()
