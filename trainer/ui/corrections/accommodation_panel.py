"""Recording a personal idle limit: how long, why, and what was granted before."""

from PySide6.QtCore import Signal

from trainer.i18n import _
from trainer.ui.corrections.accommodation import AccommodationWords
from trainer.ui.theme import active
from trainer.ui.widgets.buttons import Button
from trainer.ui.widgets.flow_row import FlowRow
from trainer.ui.widgets.low_table import LowTable
from trainer.ui.widgets.panels import Panel, column, ground
from trainer.ui.widgets.pickers import PickNumber
from trainer.ui.widgets.problem import Problem
from trainer.ui.widgets.text import Text
from trainer.ui.widgets.writing import WritingField


class AccommodationPanel(Panel):
    """A form for one learner.

    Signals:
        given: Minutes, or None to end it; and the note.
    """

    given = Signal(object, str)

    def __init__(self) -> None:
        """Starts empty."""
        super().__init__(spacing=14)
        self._state = Text("", "strong")
        self._minutes, self._note = PickNumber(1, 60), WritingField(_("Note"), 3)
        self._history, self._heading = LowTable(), Text(_("Accommodations so far"), "small_strong")
        self._end = Button(_("End the accommodation"))
        self.problem = Problem()
        self._build()

    def show_words(self, words: AccommodationWords) -> None:
        """Shows what is granted now, and what was before."""
        self._state.setText(words.state)
        self._minutes.setValue(words.minutes)
        self._end.setVisible(words.granted)
        self._history.show_sheet(words.history)
        for part in (self._history, self._heading):
            part.setVisible(bool(words.history.rows))
        self._note.show_text("")

    def _build(self) -> None:
        lead = _(
            "Some people read slowly, or read with a screen reader. A longer limit lets time count although nothing "
            "is pressed. It holds for what is studied from now on; entries that are there keep theirs."
        )
        why = _("At least 10 characters: why, and how it was agreed on. What was before is kept with its author.")
        label = _("Minutes without a sign of activity that still count")
        self._minutes.setAccessibleName(label)
        self._minutes.setMaximumWidth(active().px(160))
        self._note.area.setAccessibleDescription(why)
        save = Button(_("Record the accommodation"), "primary", "check")
        save.clicked.connect(lambda: self.given.emit(self._minutes.value(), self._note.area.toPlainText()))
        self._end.clicked.connect(lambda: self.given.emit(None, self._note.area.toPlainText()))
        self.column.addWidget(Text(_("A personal idle limit"), "heading"))
        self.column.addWidget(Text(lead, "body", "secondary"))
        self.column.addWidget(self._state)
        self.column.addWidget(ground("clear", column(Text(label, "small_strong"), self._minutes, spacing=5)))
        self.column.addWidget(self._note)
        self.column.addWidget(Text(why, "small", "secondary"))
        self.column.addWidget(self.problem)
        self.column.addWidget(ground("clear", FlowRow(save, self._end, spacing=12)))
        self.column.addWidget(self._heading)
        self.column.addWidget(self._history)
