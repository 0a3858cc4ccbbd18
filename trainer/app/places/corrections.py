"""Correcting a learner's hours."""

from typing import TYPE_CHECKING

from trainer.hours.service import HoursContext
from trainer.ui.corrections import build_corrections
from trainer.ui.navigation import Place
from trainer.ui.screen import Screen

if TYPE_CHECKING:
    from trainer.app.window import TrainerWindow


def build(window: "TrainerWindow", place: Place) -> Screen:
    """Builds the screen for the enrolment that the place names."""
    space = window.workspace

    def _context() -> HoursContext:
        # Read afresh each time: somebody may have published a version of the policy meanwhile.
        space.read_policies()
        return space.context(space.accounts.enrolment(place.item))

    return build_corrections(
        corrections=space.corrections,
        accounts=space.accounts,
        context=_context,
        clock=space.clock,
        runner=window.runner,
        navigator=window,
        actor=window.here.person,
        enrolment_id=place.item,
    )
