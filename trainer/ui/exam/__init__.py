"""Sitting a practice exam."""

from trainer.clock import Clock
from trainer.courses.catalogue import Catalogue
from trainer.exams.service import ExamService
from trainer.i18n import _
from trainer.ui.exam.presenter import ExamPresenter
from trainer.ui.exam.view import ExamWidget
from trainer.ui.navigation import Navigator
from trainer.ui.runner import Runner, WhileOpen
from trainer.ui.screen import ClosingScreen, Screen

__all__ = ["ExamPresenter", "ExamWidget", "build_exam"]


def build_exam(
    *,
    exams: ExamService,
    catalogue: Catalogue,
    clock: Clock,
    runner: Runner,
    navigator: Navigator,
    attempt_id: str,
) -> Screen:
    """Builds the screen for one attempt; leaving waits for the answer under way."""
    view = ExamWidget()
    mine = WhileOpen(runner)
    presenter = ExamPresenter(view, exams, catalogue, clock, mine, navigator, attempt_id)
    view.chosen.connect(presenter.choose)
    view.crossed_out.connect(presenter.cross_out)
    view.flag_pressed.connect(presenter.flag)
    view.next_pressed.connect(presenter.next)
    view.previous_pressed.connect(presenter.previous)
    view.retry_pressed.connect(presenter.retry)
    view.finish_pressed.connect(presenter.finish)
    view.leave_pressed.connect(presenter.leave_for_now)
    view.time_pressed.connect(presenter.toggle_time)
    view.number_chosen.connect(presenter.go_to)
    view.ticked.connect(presenter.tick)
    presenter.open()
    return ClosingScreen(view, _("Practice exam"), mine, full=True, keep=presenter, leaving=presenter.leave)
