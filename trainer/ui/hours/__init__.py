"""The hours record: every line, the reasons, the sums."""

from collections.abc import Callable

from trainer.hours.record import HoursRecord
from trainer.hours.service import HoursContext, HoursService
from trainer.i18n import _
from trainer.ui.hours.presenter import HoursPresenter, Papers
from trainer.ui.hours.view import HoursWidget
from trainer.ui.navigation import Navigator
from trainer.ui.runner import Runner, WhileOpen
from trainer.ui.screen import ClosingScreen, Screen
from trainer.ui.widgets.printer import pdf_pages

__all__ = ["HoursPresenter", "HoursWidget", "build_hours"]


def build_hours(
    *,
    hours: HoursService,
    context: HoursContext,
    name: str,
    make_report: Callable[[], bytes],
    make_csv: Callable[[HoursRecord], str],
    runner: Runner,
    navigator: Navigator,
) -> Screen:
    """Builds the screen for one enrolment; ``make_report`` draws the hours report as PDF."""
    view = HoursWidget()
    mine = WhileOpen(runner)
    papers = Papers(make_report, make_csv, pdf_pages)
    presenter = HoursPresenter(view, hours, context, papers, mine, navigator, name)
    view.line_opened.connect(presenter.open_line)
    view.report_pressed.connect(presenter.save_report)
    view.csv_pressed.connect(presenter.export_csv)
    view.print_pressed.connect(presenter.print_report)
    view.course_pressed.connect(presenter.open_course)
    presenter.open()
    return ClosingScreen(view, _("Hours record"), mine, keep=presenter)
