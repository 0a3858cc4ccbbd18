"""The office of a provider on this computer."""

from collections.abc import Callable, Collection, Mapping, Sequence

from trainer.certificates.facts import Provider
from trainer.certificates.register import CertificateService
from trainer.clock import Clock
from trainer.cohorts.accounts import AccountService
from trainer.cohorts.attendance import AttendanceService
from trainer.cohorts.people import Enrolment, Person
from trainer.cohorts.policy_service import PolicyService
from trainer.courses.outline import Programme
from trainer.hours.service import HoursContext
from trainer.i18n import _
from trainer.ui.navigation import Navigator
from trainer.ui.office.presenter import OfficePresenter, OfficeServices
from trainer.ui.office.view import OfficeWidget
from trainer.ui.policy.presenter import PolicyPresenter, PolicyServices
from trainer.ui.policy.view import PolicyPanel
from trainer.ui.runner import Runner, WhileOpen
from trainer.ui.screen import ClosingScreen, Screen

__all__ = ["OfficePresenter", "OfficeServices", "OfficeWidget", "build_office"]


def build_office(
    *,
    certificates: CertificateService,
    accounts: AccountService,
    policies: PolicyService,
    refresh_policies: Callable[[], object],
    attendance: AttendanceService,
    read_provider: Callable[[], Provider | None],
    context: Callable[[Enrolment], HoursContext],
    programme: Callable[[Enrolment], Programme],
    totals: Callable[[], Mapping[str, Mapping[str, int]]],
    notes: Callable[[], Sequence[str]],
    in_doubt: Callable[[], Collection[str]],
    actor: Person,
    clock: Clock,
    runner: Runner,
    navigator: Navigator,
) -> Screen:
    """Builds the screen for an instructor; see :class:`OfficeServices` for what the callables find."""
    policy_panel = PolicyPanel()
    view = OfficeWidget(policy_panel)
    mine = WhileOpen(runner)
    policy = PolicyPresenter(policy_panel, PolicyServices(policies, accounts, refresh_policies), mine, actor)
    policy_panel.edited.connect(policy.edited)
    policy_panel.publish_pressed.connect(policy.publish)
    policy_panel.version_opened.connect(policy.open_version)
    view.policy_opened.connect(policy.open)
    services = OfficeServices(
        certificates, accounts, attendance, read_provider, context, programme, totals, notes, in_doubt
    )
    presenter = OfficePresenter(view, services, clock, mine, navigator, actor)
    view.learner_opened.connect(presenter.open_learner)
    view.correction_pressed.connect(presenter.correct_learner)
    view.pin_pressed.connect(presenter.change_pin)
    view.learner_chosen.connect(presenter.choose_learner)
    view.attendance_edited.connect(presenter.preview)
    view.attendance_given.connect(presenter.record)
    view.provider_given.connect(presenter.save_provider)
    view.key_asked.connect(presenter.make_key)
    presenter.open()
    return ClosingScreen(view, _("Office"), mine, keep=(presenter, policy))
