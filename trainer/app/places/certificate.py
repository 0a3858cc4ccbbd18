"""The certificate: what is met, what is missing, the page itself."""

from typing import TYPE_CHECKING

from trainer.ui.certificate import build_certificate
from trainer.ui.navigation import Place
from trainer.ui.screen import Screen

if TYPE_CHECKING:
    from trainer.app.window import TrainerWindow


def build(window: "TrainerWindow", place: Place) -> Screen:
    """Builds the screen of the learner's own certificate, or of the learner that an instructor opened."""
    space, actor = window.workspace, window.here.person
    enrolment = space.enrolment_of(place.item) if place.item else window.enrolment
    return build_certificate(
        certificates=space.certificates,
        accounts=space.accounts,
        context=space.context(enrolment),
        actor=actor,
        learner_id=enrolment.person_id,
        runner=window.runner,
        navigator=window,
    )
