"""The hours policy on the screen: the rules at one side, what a new version would change at the other."""

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import QDate, QPoint, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from trainer.i18n import _
from trainer.ui.cells import Sheet
from trainer.ui.policy.form import PolicyForm, RuleField
from trainer.ui.policy.presenter import Confirmation, PublishWords
from trainer.ui.theme import active
from trainer.ui.widgets.announcer import Announcer
from trainer.ui.widgets.buttons import Button
from trainer.ui.widgets.choices import TickLine
from trainer.ui.widgets.dialogs import Notice, Question
from trainer.ui.widgets.fields import Field
from trainer.ui.widgets.low_table import LowTable
from trainer.ui.widgets.page import TwoColumns
from trainer.ui.widgets.panels import Panel, column, ground, row
from trainer.ui.widgets.pickers import PickDay
from trainer.ui.widgets.problem import Problem
from trainer.ui.widgets.tab_order import follow_layout
from trainer.ui.widgets.text import Text
from trainer.ui.widgets.toast import Toast


class PolicyPanel(QWidget):
    """Shows what the presenter says.

    Signals:
        edited: What stands in the fields now.
        publish_pressed: The button.
        version_opened: The name of a version.
    """

    edited = Signal(object)
    publish_pressed = Signal()
    version_opened = Signal(str)

    def __init__(self) -> None:
        """Starts without fields; the presenter knows which rules there are."""
        super().__init__()
        self._numbers: dict[str, Field] = {}
        self._ticks: dict[str, TickLine] = {}
        self._title, self._day = Field(_("Name")), PickDay()
        self._title.line.setMaxLength(200)
        self._day_fault = Text("", "small", "error")
        self._lead = Text("", "body", "secondary")
        self._rules = column(spacing=14)
        self._summary, self._why_not = Announcer("strong", ""), Text("", "small", "secondary")
        self._changes, self._versions = LowTable(sortable=False), LowTable()
        self._note = Text("", "small", "secondary")
        self._publish = Button("", "primary", "check")
        self.problem = Problem()
        self._above = QWidget()
        self._above.setFixedHeight(0)
        self._both = TwoColumns(self._left(), self._right(), 420, 900)
        layout = column(self._both, self._versions_panel(), spacing=16)
        self.setLayout(layout)
        self._connect()

    def keep_in_sight(self, area: QScrollArea) -> None:
        """Lets what changes go along beside the rules while the page is scrolled; below them it stays."""
        page = area.widget()
        if page is None:
            return
        place = self._both.mapTo(page, QPoint(0, 0)).y()
        is_beside = self._beside.mapTo(self._both, QPoint(0, 0)).x() > self._both.width() // 3
        room = self._both.height() - self._beside.height()
        down = area.verticalScrollBar().value() - place + active().gap(16)
        self._above.setFixedHeight(max(0, min(down, room)) if is_beside else 0)

    def show_fields(self, rules: Sequence[RuleField], first_day: date) -> None:
        """See :class:`PolicyView`."""
        self._day.setMinimumDate(QDate(first_day.year, first_day.month, first_day.day))
        if self._numbers:
            return
        for rule in rules:
            self._rules.addWidget(self._rule(rule))
        follow_layout(self)

    def fill(self, form: PolicyForm, editable: bool) -> None:
        """See :class:`PolicyView`."""
        controls: list[QWidget] = [self._title.line, self._day, *(field.line for field in self._numbers.values())]
        for control in controls:
            control.blockSignals(True)
        self._title.show_text(form.title)
        self._day.setDate(QDate(form.day.year, form.day.month, form.day.day))
        for name, field in self._numbers.items():
            field.show_text(form.numbers.get(name, ""))
        for name, is_ticked in (("lesson_cap", form.lesson_cap), ("break_rule", form.counts_breaks)):
            if name in self._ticks:
                self._ticks[name].show_state(is_ticked, editable)
        for control in controls:
            control.blockSignals(False)
        for line in (self._title.line, *(field.line for field in self._numbers.values())):
            line.setReadOnly(not editable)
        self._day.setEnabled(editable)

    def show_lead(self, text: str) -> None:
        """See :class:`PolicyView`."""
        self._lead.setText(text)

    def show_faults(self, faults: Mapping[str, str]) -> None:
        """See :class:`PolicyView`."""
        self._title.show_error(faults.get("title", ""))
        for name, field in self._numbers.items():
            field.show_error(faults.get(name, ""))
        fault = faults.get("effective_from", "")
        self._day_fault.setText(fault)
        self._day_fault.setVisible(bool(fault))

    def show_difference(self, sheet: Sheet, summary: str) -> None:
        """See :class:`PolicyView`."""
        self._changes.show_sheet(sheet)
        self._changes.setVisible(bool(sheet.rows))
        if summary != self._summary.text():
            self._summary.announce(summary)

    def show_publish(self, words: PublishWords) -> None:
        """See :class:`PolicyView`."""
        self._publish.set_text(words.label)
        self._publish.setEnabled(not words.why_not)
        self._why_not.setText(words.why_not)
        self._why_not.setVisible(bool(words.why_not))

    def show_versions(self, sheet: Sheet, note: str) -> None:
        """See :class:`PolicyView`."""
        self._versions.show_sheet(sheet)
        self._versions.sort_by(0, descending=True)
        self._note.setText(note)

    def show_version(self, title: str, lines: Sequence[str]) -> None:
        """See :class:`PolicyView`."""
        Notice(self, title, lines).exec()

    def show_problem(self, message: str, advice: str) -> None:
        """See :class:`PolicyView`."""
        self.problem.show_problem(message, advice)

    def show_saved(self, text: str) -> None:
        """See :class:`PolicyView`."""
        Toast(self.window(), text)

    def confirm(self, question: Confirmation) -> bool:
        """See :class:`PolicyView`."""
        return Question.ask(self, question.title, question.text, _("Look again"), question.act)

    def _left(self) -> QWidget:
        panel = Panel(spacing=14)
        panel.column.addWidget(Text(_("The rules"), "heading"))
        panel.column.addWidget(self._lead)
        panel.column.addWidget(self._title)
        panel.column.addWidget(self._day_field())
        panel.column.addLayout(self._rules)
        return ground("clear", column(panel, None))

    def _day_field(self) -> QWidget:
        label = _("Holds from")
        self._day.setAccessibleName(label)
        self._day.setMaximumWidth(active().px(240))
        self._day_fault.hide()
        hint = Text(_("What is recorded on this day and later is counted by this version."), "small", "secondary")
        return ground("clear", column(Text(label, "small_strong"), self._day, hint, self._day_fault, spacing=5))

    def _right(self) -> QWidget:
        panel = Panel(spacing=12)
        panel.column.addWidget(Text(_("What changes"), "heading"))
        for part in (self._summary, self._changes, self.problem, self._why_not):
            panel.column.addWidget(part)
        panel.column.addLayout(row(self._publish, None))
        keep = _("Hours that are credited already keep the version that they were credited under.")
        panel.column.addWidget(Text(keep, "small", "secondary"))
        self._beside = panel
        return ground("clear", column(self._above, panel, None, spacing=0))

    def _versions_panel(self) -> Panel:
        panel = Panel(spacing=10)
        panel.column.addWidget(Text(_("Versions so far"), "heading"))
        panel.column.addWidget(self._versions)
        panel.column.addWidget(self._note)
        return panel

    def _rule(self, rule: RuleField) -> QWidget:
        if rule.fixed:
            return _fixed(rule)
        if rule.tick:
            return self._tick(rule)
        field = Field(rule.label, rule.hint)
        field.line.setPlaceholderText(rule.open_words)
        field.line.setMaximumWidth(active().px(300))
        field.line.setMaxLength(12)
        field.edited.connect(self._on_edited)
        self._numbers[rule.name] = field
        return field

    def _tick(self, rule: RuleField) -> QWidget:
        tick = self._ticks[rule.name] = TickLine(rule.tick)
        tick.box.setAccessibleDescription(rule.hint)
        tick.box.toggled.connect(self._on_edited)
        lines = column(Text(rule.label, "small_strong"), tick, Text(rule.hint, "small", "secondary"), spacing=5)
        return ground("clear", lines)

    def _is_ticked(self, name: str) -> bool:
        return name in self._ticks and self._ticks[name].box.isChecked()

    def _connect(self) -> None:
        self._title.edited.connect(self._on_edited)
        self._day.dateChanged.connect(self._on_edited)
        self._publish.clicked.connect(self._on_publish)
        self._versions.opened.connect(self.version_opened)

    def _on_publish(self) -> None:
        # However the fields were filled in: what is published is what stands there now.
        self._on_edited()
        self.publish_pressed.emit()

    def _on_edited(self) -> None:
        day = self._day.date()
        self.edited.emit(
            PolicyForm(
                self._title.text(),
                date(day.year(), day.month(), day.day()),
                self._is_ticked("lesson_cap"),
                self._is_ticked("break_rule"),
                {name: field.text() for name, field in self._numbers.items()},
            )
        )


def _fixed(rule: RuleField) -> QWidget:
    lines: QVBoxLayout = column(
        Text(rule.label, "small_strong"), Text(rule.fixed), Text(rule.hint, "small", "secondary"), spacing=5
    )
    return ground("clear", lines)
