"""The choice of a practice exam."""

from typing import TYPE_CHECKING

from trainer.ui.exams import build_exams
from trainer.ui.navigation import Place
from trainer.ui.screen import Screen

if TYPE_CHECKING:
    from trainer.app.window import TrainerWindow


def build(window: "TrainerWindow", place: Place) -> Screen:
    """Builds the screen."""
    space = window.workspace
    return build_exams(
        exams=space.exams,
        catalogue=space.course(window.enrolment),
        rules=space.course(window.enrolment).rules(),
        clock=space.clock,
        runner=window.runner,
        navigator=window,
        enrolment_id=window.enrolment.id,
    )
