"""Recording who was at a live session, from when to when."""

from collections.abc import Sequence
from datetime import date, time

from PySide6.QtCore import QDate, Signal

from trainer.i18n import _
from trainer.ui.choice import Choice
from trainer.ui.office.presenter import AttendanceForm
from trainer.ui.widgets.buttons import Button
from trainer.ui.widgets.choices import TickLine
from trainer.ui.widgets.fields import labelled
from trainer.ui.widgets.panels import Panel, row
from trainer.ui.widgets.pickers import PickDay, PickList, PickNumber, PickTime
from trainer.ui.widgets.problem import Problem
from trainer.ui.widgets.text import Text


class AttendancePanel(Panel):
    """A form for one learner and one session.

    Signals:
        learner_chosen: The id of an enrolment.
        edited: What stands in the form now.
        given: What is to be recorded.
    """

    learner_chosen = Signal(str)
    edited = Signal(object)
    given = Signal(object)

    def __init__(self) -> None:
        """Starts with an evening session of two hours and ten minutes."""
        super().__init__(spacing=12)
        self._learner, self._session, self._day = PickList(), PickList(), PickDay()
        self._from, self._to, self._break_from = PickTime(18, 0), PickTime(20, 10), PickTime(19, 0)
        self._had_break = TickLine(_("There was a break"))
        self._had_break.show_state(True)
        self._minutes = PickNumber(0, 120)
        self._preview = Text("", "strong", "done")
        self.problem = Problem()
        self._build()
        self._connect()

    def show_learners(self, learners: Sequence[Choice], day: date) -> None:
        """Offers learners."""
        self._learner.show_choices(learners)
        if self._day.property("set") is None:
            self._day.setProperty("set", True)
            self._day.setDate(QDate(day.year, day.month, day.day))
        self._record.setEnabled(bool(learners))

    def show_sessions(self, sessions: Sequence[Choice], break_minutes: int) -> None:
        """Offers sessions."""
        self._session.show_choices(sessions)
        self._minutes.setValue(break_minutes)
        self._had_break.show_state(break_minutes > 0)
        self._on_edited()

    def show_preview(self, text: str) -> None:
        """Says what the times come to."""
        self._preview.setText(text)
        self._preview.setVisible(bool(text))

    def form(self) -> AttendanceForm:
        """Returns what stands in the form."""
        had_break = self._had_break.box.isChecked()
        day = self._day.date()
        return AttendanceForm(
            self._learner.chosen(),
            self._session.chosen(),
            date(day.year(), day.month(), day.day()),
            _time(self._from),
            _time(self._to),
            _time(self._break_from) if had_break else None,
            self._minutes.value() if had_break else 0,
        )

    def _build(self) -> None:
        self.column.addWidget(Text(_("Record attendance at a live session"), "heading"))
        who = _(
            "It becomes a line of the learner's record, with you as its author. It cannot be deleted, only corrected."
        )
        self.column.addWidget(Text(who, "body", "secondary"))
        self.column.addWidget(labelled((_("Learner"), self._learner, 260), (_("Live session"), self._session, 340)))
        times = ((_("Day"), self._day, 180), (_("Present from"), self._from, 130), (_("Present until"), self._to, 130))
        self.column.addWidget(labelled(*times))
        self.column.addWidget(self._had_break)
        self.column.addWidget(
            labelled((_("Break from"), self._break_from, 130), (_("Minutes of break"), self._minutes, 130))
        )
        self._record = Button(_("Record attendance"), "primary", "check")
        for part in (self._preview, self.problem):
            self.column.addWidget(part)
        self.column.addLayout(row(self._record, None))

    def _connect(self) -> None:
        self._learner.activated.connect(lambda _index: self.learner_chosen.emit(self._learner.chosen()))
        self._session.activated.connect(self._on_edited)
        self._day.dateChanged.connect(self._on_edited)
        for edit in (self._from, self._to, self._break_from):
            edit.timeChanged.connect(self._on_edited)
        self._minutes.valueChanged.connect(self._on_edited)
        self._had_break.box.toggled.connect(self._on_edited)
        self._record.clicked.connect(lambda: self.given.emit(self.form()))

    def _on_edited(self) -> None:
        had_break = self._had_break.box.isChecked()
        for field in (self._break_from, self._minutes):
            field.setEnabled(had_break)
        self.problem.show_problem("")
        self.edited.emit(self.form())


def _time(edit: PickTime) -> time:
    return time(edit.time().hour(), edit.time().minute())
