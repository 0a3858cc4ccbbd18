"""Correcting a learner's hours: adjust, take back, recalculate, and a personal idle limit."""

from collections.abc import Callable

from trainer.clock import Clock
from trainer.cohorts.accounts import AccountService
from trainer.cohorts.corrections import CorrectionService
from trainer.cohorts.people import Person
from trainer.hours.service import HoursContext
from trainer.i18n import _
from trainer.ui.corrections.presenter import CorrectionServices, CorrectionsPresenter
from trainer.ui.corrections.view import CorrectionsWidget
from trainer.ui.navigation import Navigator
from trainer.ui.runner import Runner, WhileOpen
from trainer.ui.screen import ClosingScreen, Screen


def build_corrections(
    *,
    corrections: CorrectionService,
    accounts: AccountService,
    context: Callable[[], HoursContext],
    clock: Clock,
    runner: Runner,
    navigator: Navigator,
    actor: Person,
    enrolment_id: str,
) -> Screen:
    """Builds the screen for one learner; ``context`` reads afresh what their hours are credited by."""
    view, mine = CorrectionsWidget(), WhileOpen(runner)
    services = CorrectionServices(corrections, accounts, context)
    presenter = CorrectionsPresenter(view, services, clock, mine, navigator, actor, enrolment_id)
    view.edited.connect(presenter.edited)
    view.submitted.connect(presenter.submit)
    view.line_chosen.connect(presenter.choose_line)
    view.limit_given.connect(presenter.save_limit)
    view.back_pressed.connect(presenter.back)
    presenter.open()
    return ClosingScreen(view, _("Office"), mine, keep=presenter)
