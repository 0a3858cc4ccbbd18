"""The hours record: every line, the reasons, the sums."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from trainer.clock import Clock
from trainer.hours.plan import StudyPlan
from trainer.hours.policy import Policy
from trainer.hours.record import HoursRecord
from trainer.hours.service import HoursContext, HoursService
from trainer.i18n import _
from trainer.ui.hours.presenter import HoursPresenter, Papers
from trainer.ui.hours.view import HoursWidget
from trainer.ui.navigation import Navigator
from trainer.ui.plan.presenter import PlanPresenter
from trainer.ui.runner import Runner, WhileOpen
from trainer.ui.screen import ClosingScreen, Screen
from trainer.ui.widgets.printer import pdf_pages

if TYPE_CHECKING:
    from trainer.ui.plan.view import PlanPanel

__all__ = ["HoursPresenter", "HoursWidget", "build_hours"]


def build_hours(
    *,
    hours: HoursService,
    context: HoursContext,
    policy: Policy,
    name: str,
    make_report: Callable[[], bytes],
    make_csv: Callable[[HoursRecord], str],
    make_calendar: Callable[[StudyPlan, int | None], bytes],
    notes: Callable[[], Sequence[str]],
    clock: Clock,
    runner: Runner,
    navigator: Navigator,
) -> Screen:
    """Builds the screen for one enrolment; ``make_report`` draws the transcript."""
    view = HoursWidget()
    mine = WhileOpen(runner)
    papers = Papers(make_report, make_csv, make_calendar, pdf_pages, notes)
    plan = PlanPresenter(context, policy, clock)
    presenter = HoursPresenter(view, hours, context, papers, mine, navigator, plan, name)
    view.line_opened.connect(presenter.open_line)
    view.report_pressed.connect(presenter.save_report)
    view.csv_pressed.connect(presenter.export_csv)
    view.print_pressed.connect(presenter.print_report)
    view.course_pressed.connect(presenter.open_course)

    def _plan(panel: "PlanPanel") -> None:
        panel.wished.connect(plan.wish)
        panel.save_pressed.connect(presenter.save_plan)
        plan.show_on(panel)

    view.plan_opened.connect(_plan)
    presenter.open()
    return ClosingScreen(view, _("Hours record"), mine, keep=presenter)
