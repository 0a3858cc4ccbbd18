"""How a practice exam went."""

from typing import TYPE_CHECKING

from trainer.ui.navigation import Place
from trainer.ui.result import build_result
from trainer.ui.screen import Screen

if TYPE_CHECKING:
    from trainer.app.window import TrainerWindow


def build(window: "TrainerWindow", place: Place) -> Screen:
    """Builds the screen of one attempt."""
    space = window.workspace
    return build_result(
        exams=space.exams,
        catalogue=space.course(window.enrolment),
        rules=space.course(window.enrolment).rules(),
        clock=space.clock,
        runner=window.runner,
        navigator=window,
        attempt_id=place.item,
    )
