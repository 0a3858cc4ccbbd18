"""Pace and plan on the screen: where the hours lead, a form of wishes, and the sessions that they come to."""

from datetime import date, time

from PySide6.QtCore import QDate, QTime, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from trainer.i18n import _, format_hours, ngettext, weekday_name, weekdays
from trainer.ui.plan.presenter import PaceWords, PlanForm, PlanWords
from trainer.ui.theme import active
from trainer.ui.widgets.announcer import Announcer
from trainer.ui.widgets.buttons import Button
from trainer.ui.widgets.cell_table import SheetTable
from trainer.ui.widgets.choices import TickLine
from trainer.ui.widgets.fields import labelled
from trainer.ui.widgets.flow_row import FlowRow
from trainer.ui.widgets.page import TwoColumns
from trainer.ui.widgets.panels import column, divider, ground, row
from trainer.ui.widgets.pickers import PickDay, PickList, PickTime
from trainer.ui.widgets.text import Text

LENGTHS = (30, 45, 60, 90, 120, 180)
REMINDERS = (10, 30, 60)


class PlanPanel(QWidget):
    """Shows pace and plan.

    Signals:
        wished: What stands in the form now.
        save_pressed: The plan is wanted for a calendar.
    """

    wished = Signal(object)
    save_pressed = Signal()

    def __init__(self) -> None:
        """Starts empty."""
        super().__init__()
        self._title, self._line = Text("", "heading", "done"), Text("")
        self._left, self._needed = Text("", "small", "secondary"), Announcer("strong", "")
        self._finish, self._start = PickDay(), PickTime(18, 0)
        self._length, self._reminder = PickList(), PickList()
        self._days = {number: _day_box(number) for number in weekdays()}
        self._plan_title, self._plan_line = Announcer("strong", ""), Announcer()
        self._table = SheetTable(sortable=False, narrow=270)
        self._table.setMinimumHeight(active().px(220))
        self._save = Button(_("Save plan for a calendar"), "primary", "calendar-days")
        self._fill_lists()
        both = TwoColumns(ground("clear", self._wishes()), ground("clear", self._sessions()), 330, 620)
        self._planning = (divider(), both)
        pace = column(self._title, self._line, self._left, spacing=4)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[active().gap(side) for side in (6, 6, 6, 14)])
        layout.setSpacing(active().gap(14))
        layout.addLayout(pace)
        layout.addWidget(self._planning[0])
        layout.addWidget(both, 1)
        layout.addStretch(0)
        self._connect()

    def show_pace(self, words: PaceWords) -> None:
        """See :class:`PlanView`."""
        for label, text in ((self._title, words.title), (self._line, words.line), (self._left, words.left)):
            label.setText(text)
            label.setVisible(bool(text))

    def show_form(self, form: PlanForm, earliest: date, latest: date | None) -> None:
        """See :class:`PlanView`."""
        self.blockSignals(True)
        self._finish.setMinimumDate(_qt_day(earliest))
        if latest is not None and latest >= earliest:
            self._finish.setMaximumDate(_qt_day(latest))
        self._finish.setDate(_qt_day(form.finish_on))
        self._start.setTime(QTime(form.start.hour, form.start.minute))
        self._length.setCurrentIndex(self._length.findData(form.session_minutes or 0))
        self._reminder.setCurrentIndex(self._reminder.findData(form.reminder_minutes or 0))
        for number, line in self._days.items():
            line.show_state(number in form.weekdays)
        self.blockSignals(False)

    def show_plan(self, words: PlanWords) -> None:
        """See :class:`PlanView`."""
        # Spoken, since they change while the focus is on the wishes.
        self._needed.announce(words.needed)
        self._plan_title.announce(words.title)
        self._plan_line.announce(words.line)
        for part in self._planning:
            part.setVisible(words.wanted)
        self._table.show_sheet(words.sheet)
        self._table.setVisible(words.ready)
        self._save.setEnabled(words.ready)

    def form(self) -> PlanForm:
        """Returns what stands in the form."""
        day, start = self._finish.date(), self._start.time()
        return PlanForm(
            date(day.year(), day.month(), day.day()),
            frozenset(number for number, line in self._days.items() if line.box.isChecked()),
            time(start.hour(), start.minute()),
            self._length.currentData() or None,
            self._reminder.currentData() or None,
        )

    def _wishes(self) -> QVBoxLayout:
        days = ground("clear", FlowRow(*self._days.values(), spacing=10))
        days.setAccessibleName(_("Days on which you would like to study"))
        wishes = column(labelled((_("Finish by"), self._finish, 180)), self._needed, spacing=10)
        wishes.addLayout(column(Text(_("Days on which you would like to study"), "small_strong"), days, spacing=2))
        wishes.addWidget(labelled((_("From"), self._start, 130), (_("Length of a session"), self._length, 190)))
        wishes.addWidget(labelled((_("Reminder in the calendar"), self._reminder, 220)))
        wishes.addStretch(1)
        return wishes

    def _sessions(self) -> QVBoxLayout:
        note = _("In a calendar each is called “Study time” and nothing else. A newer plan moves the days it shares.")
        sessions = column(self._plan_title, self._plan_line, spacing=8)
        sessions.addWidget(self._table, 1)
        sessions.addLayout(row(self._save, None))
        sessions.addWidget(Text(note, "small", "secondary"))
        sessions.addStretch(0)
        return sessions

    def _fill_lists(self) -> None:
        self._length.addItem(_("As long as it takes"), 0)
        for minutes in LENGTHS:
            self._length.addItem(format_hours(minutes * 60), minutes)
        self._reminder.addItem(_("No reminder"), 0)
        for minutes in REMINDERS:
            text = ngettext("%(n)s minute before", "%(n)s minutes before", minutes)
            self._reminder.addItem(text % {"n": minutes}, minutes)

    def _connect(self) -> None:
        self._finish.dateChanged.connect(self._on_edited)
        self._start.timeChanged.connect(self._on_edited)
        for picked in (self._length, self._reminder):
            picked.activated.connect(self._on_edited)
        for line in self._days.values():
            line.ticked.connect(self._on_edited)
        self._save.clicked.connect(self.save_pressed)

    def _on_edited(self) -> None:
        self.wished.emit(self.form())


def _day_box(weekday: int) -> TickLine:
    line = TickLine(weekday_name(weekday, "abbreviated"))
    line.box.setAccessibleName(weekday_name(weekday))
    return line


def _qt_day(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
