"""The course outline: every module, every lesson, and where each stands."""

from trainer.courses.catalogue import Catalogue
from trainer.hours.service import HoursContext
from trainer.i18n import _
from trainer.study.service import StudyService
from trainer.ui.course.presenter import CoursePresenter
from trainer.ui.course.view import CourseWidget
from trainer.ui.navigation import Navigator
from trainer.ui.runner import Runner
from trainer.ui.screen import PlainScreen, Screen

__all__ = ["CoursePresenter", "CourseWidget", "build_course"]


def build_course(
    *,
    module_id: str,
    context: HoursContext,
    study: StudyService,
    catalogue: Catalogue,
    runner: Runner,
    navigator: Navigator,
) -> Screen:
    """Builds the outline for one learner; ``module_id`` may be empty."""
    view = CourseWidget()
    presenter = CoursePresenter(view, context, study, catalogue, runner, navigator)
    view.module_opened.connect(presenter.select)
    view.lesson_pressed.connect(presenter.open_lesson)
    presenter.start(module_id)
    return PlainScreen(view, _("Course"), keep=presenter)
