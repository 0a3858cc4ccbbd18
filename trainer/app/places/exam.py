"""A practice exam under way."""

from typing import TYPE_CHECKING

from trainer.ui.exam import build_exam
from trainer.ui.navigation import Place
from trainer.ui.screen import Screen

if TYPE_CHECKING:
    from trainer.app.window import TrainerWindow


def build(window: "TrainerWindow", place: Place) -> Screen:
    """Builds the screen of one attempt."""
    space = window.workspace
    return build_exam(
        exams=space.exams,
        catalogue=space.course(window.enrolment),
        clock=space.clock,
        runner=window.runner,
        navigator=window,
        attempt_id=place.item,
    )
