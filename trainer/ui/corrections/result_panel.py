"""What a correction comes to, who approves it, and the button that writes it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal

from trainer.i18n import _
from trainer.ui.choice import Choice
from trainer.ui.corrections.presenter import PreviewWords
from trainer.ui.widgets.announcer import Announcer
from trainer.ui.widgets.buttons import Button
from trainer.ui.widgets.fields import Field
from trainer.ui.widgets.low_table import LowTable
from trainer.ui.widgets.panels import Panel, column, ground, row
from trainer.ui.widgets.pickers import PickList
from trainer.ui.widgets.problem import Problem
from trainer.ui.widgets.text import Text


class ResultPanel(Panel):
    """Before and after.

    Signals:
        edited: Who approves, or the PIN, changed.
        submitted: The correction is to be written.
    """

    edited = Signal()
    submitted = Signal()

    def __init__(self) -> None:
        """Starts with nothing to compare."""
        super().__init__(spacing=12)
        self._summary = Announcer("strong", "")
        self._remarks = Text("", "small", "secondary")
        self._totals = LowTable(sortable=False)
        self._why, self._approver = Text("", "small"), PickList()
        self._pin = Field(_("Their PIN"), secret=True)
        self._approval = self._approval_part()
        self._write = Button(_("Write the correction"), "primary", "check")
        self.problem = Problem()
        self._build()

    def show_preview(self, words: PreviewWords) -> None:
        """Shows before and after."""
        if words.summary != self._summary.text():
            self._summary.announce(words.summary)
        self._remarks.setText(" ".join(words.remarks))
        self._remarks.setVisible(bool(words.remarks))
        self._totals.setVisible(words.totals is not None)
        if words.totals is not None:
            self._totals.show_sheet(words.totals)
        self._write.setEnabled(words.ready)

    def show_people(self, people: Sequence[Choice]) -> None:
        """Offers who can approve; nobody is chosen beforehand."""
        self._approver.show_choices([Choice("", _("Please choose")), *people])

    def show_approval(self, text: str) -> None:
        """Asks for a second person; an empty text takes that away."""
        self._why.setText(text)
        self._approval.setVisible(bool(text))

    def show_approval_problem(self, message: str) -> None:
        """Says under the PIN what to mend."""
        self._pin.show_error(message)

    def approval(self) -> tuple[str, str]:
        """Returns who approves, and the PIN; nothing where nobody is asked for."""
        return (self._approver.chosen(), self._pin.text()) if self._approval.isVisibleTo(self) else ("", "")

    def clear(self) -> None:
        """Empties what a second person typed."""
        self._approver.setCurrentIndex(0)
        self._pin.line.clear()

    def _build(self) -> None:
        self.column.addWidget(Text(_("What it comes to"), "heading"))
        for part in (self._summary, self._totals, self._remarks, self._approval):
            self.column.addWidget(part)
        self.column.addWidget(self.problem)
        self.column.addLayout(row(self._write, None))
        keep = _("It becomes a new entry with your name and your reason. Nothing is changed or deleted.")
        self.column.addWidget(Text(keep, "small", "secondary"))
        self._approver.currentIndexChanged.connect(self.edited)
        self._pin.edited.connect(self.edited)
        self._write.clicked.connect(self.submitted)

    def _approval_part(self) -> Panel:
        panel = Panel("note", padding=14, spacing=10)
        label = _("Who approves")
        self._approver.setAccessibleName(label)
        panel.column.addWidget(self._why)
        panel.column.addWidget(ground("clear", column(Text(label, "small_strong"), self._approver, spacing=5)))
        panel.column.addWidget(self._pin)
        panel.hide()
        return panel
