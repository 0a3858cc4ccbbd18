"""How a practice exam went."""

from trainer.clock import Clock
from trainer.courses.catalogue import Catalogue
from trainer.exams.service import ExamService
from trainer.i18n import _
from trainer.rules import Rules
from trainer.ui.navigation import Navigator
from trainer.ui.result.presenter import ResultPresenter
from trainer.ui.result.view import ResultWidget
from trainer.ui.runner import Runner, WhileOpen
from trainer.ui.screen import ClosingScreen, Screen

__all__ = ["ResultPresenter", "ResultWidget", "build_result"]


def build_result(
    *,
    exams: ExamService,
    catalogue: Catalogue,
    rules: Rules,
    clock: Clock,
    runner: Runner,
    navigator: Navigator,
    attempt_id: str,
) -> Screen:
    """Builds the screen for one attempt."""
    view = ResultWidget()
    mine = WhileOpen(runner)
    presenter = ResultPresenter(view, exams, catalogue, rules, clock, mine, navigator, attempt_id)
    view.passage_pressed.connect(presenter.open_passage)
    view.again_pressed.connect(presenter.again)
    presenter.open()
    return ClosingScreen(view, _("Practice exam"), mine, keep=presenter)
