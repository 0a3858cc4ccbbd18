"""The office on the screen: learners, attendance, provider."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from trainer.i18n import _
from trainer.ui.cells import Sheet
from trainer.ui.choice import Choice
from trainer.ui.office.attendance_panel import AttendancePanel
from trainer.ui.office.learners_panel import LearnersPanel
from trainer.ui.office.pin_dialog import PinDialog
from trainer.ui.office.presenter import KeyWords, PinForm, ProviderForm
from trainer.ui.office.provider_panel import KeyPanel, ProviderPanel
from trainer.ui.policy.view import PolicyPanel
from trainer.ui.widgets.announcer import Announcer
from trainer.ui.widgets.buttons import Button
from trainer.ui.widgets.choices import Segments
from trainer.ui.widgets.notes import Notes
from trainer.ui.widgets.page import Page, TwoColumns
from trainer.ui.widgets.panels import column, ground
from trainer.ui.widgets.toast import Toast


class OfficeWidget(Page):
    """Shows what the presenter says.

    Signals:
        learner_opened, correction_pressed: The id of an enrolment.
        pin_pressed: Change one's own PIN.
        learner_chosen: The id of the enrolment whose attendance is to be recorded.
        attendance_edited, attendance_given: What stands in the form.
        provider_given: What stands in the form.
        key_asked: A passphrase, and the same again.
        policy_opened: The tab of the hours policy is shown for the first time.
    """

    learner_opened = Signal(str)
    correction_pressed = Signal(str)
    pin_pressed = Signal()
    learner_chosen = Signal(str)
    attendance_edited = Signal(object)
    attendance_given = Signal(object)
    provider_given = Signal(object)
    key_asked = Signal(str, str)
    policy_opened = Signal()

    def __init__(self, policy: PolicyPanel) -> None:
        """Starts with the learners; ``policy`` is the tab of the hours policy, which has a presenter of its own."""
        super().__init__(_("Office"), _("For instructors: who learns here, live sessions, and the provider's papers."))
        self._tabs = Segments(_("What is shown"), _tab_names())
        self._tabs.show_chosen(0)
        self._tabs.chosen.connect(self._on_tab)
        pin = Button(_("My PIN"), "quiet", "lock")
        pin.clicked.connect(self.pin_pressed)
        self.tools.addWidget(pin)
        self._learners = LearnersPanel()
        self._learners.opened.connect(self.learner_opened)
        self._learners.correction_pressed.connect(self.correction_pressed)
        self._attendance, self._provider, self._key = AttendancePanel(), ProviderPanel(), KeyPanel()
        self._attendance.learner_chosen.connect(self.learner_chosen)
        self._attendance.edited.connect(self.attendance_edited)
        self._attendance.given.connect(self.attendance_given)
        self._provider.given.connect(self.provider_given)
        self._key.asked.connect(self.key_asked)
        self._status = Announcer("small_strong")
        self._pages: list[QWidget] = [self._learners, self._attendance, self._provider_page(), policy]
        self._policy_waits = True
        self._notes = Notes()
        self.body.addWidget(self._notes)
        self.area.verticalScrollBar().valueChanged.connect(lambda _value: policy.keep_in_sight(self.area))
        self.body.addWidget(self._tabs)
        self.body.addWidget(self._status)
        for index, page in enumerate(self._pages):
            page.setVisible(index == 0)
            self.body.addWidget(page, 1 if index == 0 else 0)
        self.body.addStretch(0)

    def show_notes(self, notes: Sequence[str]) -> None:
        """See :class:`OfficeView`."""
        self._notes.show_notes(notes)

    def show_learners(self, sheet: Sheet, note: str) -> None:
        """See :class:`OfficeView`."""
        self._learners.show_learners(sheet, note)

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

    def ask_pin(self, has_pin: bool, error: str) -> PinForm | None:
        """See :class:`OfficeView`."""
        return PinDialog.ask(self, has_pin=has_pin, error=error)

    def show_busy(self, text: str) -> None:
        """See :class:`OfficeView`."""
        self._status.announce(text)

    def show_saved(self, text: str) -> None:
        """See :class:`OfficeView`."""
        Toast(self.window(), text)

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
