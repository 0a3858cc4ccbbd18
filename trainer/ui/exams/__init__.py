"""Practice exams: choose, go on with one, look at earlier ones."""

from trainer.clock import Clock
from trainer.courses.catalogue import Catalogue
from trainer.exams.service import ExamService
from trainer.i18n import _
from trainer.rules import Rules
from trainer.ui.exams.presenter import ExamsPresenter
from trainer.ui.exams.view import ExamsWidget
from trainer.ui.navigation import Navigator
from trainer.ui.runner import Runner, WhileOpen
from trainer.ui.screen import ClosingScreen, Screen

__all__ = ["ExamsPresenter", "ExamsWidget", "build_exams"]


def build_exams(
    *,
    exams: ExamService,
    catalogue: Catalogue,
    rules: Rules,
    clock: Clock,
    runner: Runner,
    navigator: Navigator,
    enrolment_id: str,
) -> Screen:
    """Builds the screen for one learner."""
    view = ExamsWidget()
    mine = WhileOpen(runner)
    presenter = ExamsPresenter(view, exams, catalogue, rules, clock, mine, navigator, enrolment_id)
    view.area_ticked.connect(presenter.choose_area)
    view.all_ticked.connect(presenter.choose_all_areas)
    view.length_chosen.connect(presenter.choose_length)
    view.time_chosen.connect(presenter.choose_time)
    view.start_pressed.connect(presenter.start)
    view.resume_pressed.connect(presenter.open_attempt)
    view.result_pressed.connect(presenter.open_result)
    presenter.open()
    return ClosingScreen(view, _("Practice exams"), mine, keep=presenter)
