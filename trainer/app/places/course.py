"""The course outline."""

from typing import TYPE_CHECKING

from trainer.ui.course import build_course
from trainer.ui.navigation import Place
from trainer.ui.screen import Screen

if TYPE_CHECKING:
    from trainer.app.window import TrainerWindow


def build(window: "TrainerWindow", place: Place) -> Screen:
    """Builds the screen, open at the module that was asked for."""
    space = window.workspace
    return build_course(
        module_id=place.item,
        context=space.context(window.enrolment),
        study=space.study,
        catalogue=space.course(window.enrolment),
        runner=window.runner,
        navigator=window,
    )
