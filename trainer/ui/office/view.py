"""The office on the screen: learners, attendance, provider."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from trainer.i18n import _
from trainer.ui.cells import Sheet
from trainer.ui.office.attendance_panel import AttendancePanel
from trainer.ui.office.presenter import Choice, KeyWords, ProviderForm
from trainer.ui.office.provider_panel import KeyPanel, ProviderPanel
from trainer.ui.theme import active
from trainer.ui.widgets.announcer import Announcer
from trainer.ui.widgets.cell_table import SheetTable
from trainer.ui.widgets.choices import Segments
from trainer.ui.widgets.page import Page, TwoColumns
from trainer.ui.widgets.panels import Panel, column, divider, ground, row
from trainer.ui.widgets.text import Text
from trainer.ui.widgets.toast import Toast


class OfficeWidget(Page):
    """Shows what the presenter says.

    Signals:
        learner_opened: The id of an enrolment.
        learner_chosen: The id of the enrolment whose attendance is to be recorded.
        attendance_edited, attendance_given: What stands in the form.
        provider_given: What stands in the form.
        key_asked: A passphrase, and the same again.
        policy_opened: The tab of the hours policy is shown for the first time.
    """

    learner_opened = Signal(str)
    learner_chosen = Signal(str)
    attendance_edited = Signal(object)
    attendance_given = Signal(object)
    provider_given = Signal(object)
    key_asked = Signal(str, str)
    policy_opened = Signal()

    def __init__(self, policy: QWidget) -> None:
        """Starts with the learners; ``policy`` is the tab of the hours policy, which has a presenter of its own."""
        super().__init__(_("Office"), _("For instructors: who learns here, live sessions, and the provider's papers."))
        self._tabs = Segments(_("What is shown"), _tab_names())
        self._tabs.show_chosen(0)
        self._tabs.chosen.connect(self._on_tab)
        self._table, self._note = SheetTable(), Text("", "small", "secondary")
        self._table.opened.connect(self.learner_opened)
        self._attendance, self._provider, self._key = AttendancePanel(), ProviderPanel(), KeyPanel()
        self._attendance.learner_chosen.connect(self.learner_chosen)
        self._attendance.edited.connect(self.attendance_edited)
        self._attendance.given.connect(self.attendance_given)
        self._provider.given.connect(self.provider_given)
        self._key.asked.connect(self.key_asked)
        self._status = Announcer("small_strong")
        self._pages: list[QWidget] = [self._learners_page(), self._attendance, self._provider_page(), policy]
        self._policy_waits = True
        self.body.addWidget(self._tabs)
        self.body.addWidget(self._status)
        for index, page in enumerate(self._pages):
            page.setVisible(index == 0)
            self.body.addWidget(page, 1 if index == 0 else 0)
        self.body.addStretch(0)

    def show_learners(self, sheet: Sheet, note: str) -> None:
        """See :class:`OfficeView`."""
        self._table.show_sheet(sheet)
        self._table.sort_by(0)
        self._table.setVisible(bool(sheet.rows))
        self._note.setText(note)

    def show_attendance_choices(self, learners: Sequence[Choice], day: date) -> None:
        """See :class:`OfficeView`."""
        self._attendance.show_learners(learners, day)

    def show_sessions(self, sessions: Sequence[Choice], break_minutes: int) -> None:
        """See :class:`OfficeView`."""
        self._attendance.show_sessions(sessions, break_minutes)

    def show_attendance_preview(self, text: str) -> None:
        """See :class:`OfficeView`."""
        self._attendance.show_preview(text)

    def show_attendance_problem(self, message: str, advice: str) -> None:
        """See :class:`OfficeView`."""
        self._attendance.problem.show_problem(message, advice)

    def show_provider(self, form: ProviderForm, approval_words: str) -> None:
        """See :class:`OfficeView`."""
        self._provider.show_provider(form, approval_words)

    def show_provider_error(self, message: str) -> None:
        """See :class:`OfficeView`."""
        self._provider.show_error(message)

    def show_key(self, words: KeyWords) -> None:
        """See :class:`OfficeView`."""
        self._key.show_key(words)

    def show_key_error(self, message: str) -> None:
        """See :class:`OfficeView`."""
        self._key.show_error(message)

    def clear_passphrase(self) -> None:
        """See :class:`OfficeView`."""
        self._key.clear()

    def show_busy(self, text: str) -> None:
        """See :class:`OfficeView`."""
        self._status.announce(text)

    def show_saved(self, text: str) -> None:
        """See :class:`OfficeView`."""
        Toast(self.window(), text)

    def _learners_page(self) -> Panel:
        looks = active()
        panel = Panel(padding=0, spacing=0)
        self._table.setMinimumHeight(looks.px(300))
        body = row(self._table)
        body.setContentsMargins(looks.gap(14), looks.gap(6), looks.gap(14), 0)
        panel.column.addLayout(body, 1)
        panel.column.addWidget(divider())
        foot = row(self._note)
        foot.setContentsMargins(looks.gap(20), looks.gap(10), looks.gap(20), looks.gap(12))
        panel.column.addLayout(foot)
        return panel

    def _provider_page(self) -> QWidget:
        left = ground("clear", column(self._provider, None))
        right = ground("clear", column(self._key, None))
        return TwoColumns(left, right, 400, 820)

    def _on_tab(self, index: int) -> None:
        for position, page in enumerate(self._pages):
            page.setVisible(position == index)
        if index == POLICY_TAB and self._policy_waits:
            self._policy_waits = False
            self.policy_opened.emit()


POLICY_TAB = 3


def _tab_names() -> tuple[str, ...]:
    return (_("Learners"), _("Record attendance"), _("Provider"), _("Hours policy"))
