"""A lesson."""

from typing import TYPE_CHECKING

from trainer.i18n import language
from trainer.ui.lesson import build_lesson
from trainer.ui.navigation import Place
from trainer.ui.screen import Screen

if TYPE_CHECKING:
    from trainer.app.window import TrainerWindow


def build(window: "TrainerWindow", place: Place) -> Screen:
    """Builds the lesson at the place where the learner stopped, or at the passage that was asked for."""
    space, enrolment = window.workspace, window.enrolment
    return build_lesson(
        desk=space.desk(enrolment, place.item),
        section=place.section,
        language=language(),
        context=space.context(enrolment),
        study=space.study,
        hours=space.hours,
        catalogue=space.course(window.enrolment),
        clock=space.clock,
        runner=window.runner,
        navigator=window,
        shell=window.shell,
        pace=window.settings.read_aloud_pace,
    )
