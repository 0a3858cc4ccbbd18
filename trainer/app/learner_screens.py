"""The screens of someone who has sat down: study, exams, hours, certificate, office."""

from typing import TYPE_CHECKING

from trainer.cohorts.people import Enrolment
from trainer.i18n import language
from trainer.ui.course import build_course
from trainer.ui.exam import build_exam
from trainer.ui.exams import build_exams
from trainer.ui.lesson import build_lesson
from trainer.ui.navigation import Place
from trainer.ui.screen import Screen

if TYPE_CHECKING:
    from trainer.app.window import TrainerWindow


def course(window: "TrainerWindow", place: Place) -> Screen:
    """The outline."""
    space, enrolment = window.workspace, _enrolment(window)
    return build_course(
        context=space.context(enrolment),
        study=space.study,
        runner=window.runner,
        navigator=window,
        language=language(),
    )


def lesson(window: "TrainerWindow", place: Place) -> Screen:
    """A lesson, at the place where the learner stopped or at the passage that was asked for."""
    space, enrolment = window.workspace, _enrolment(window)
    return build_lesson(
        desk=space.desk(enrolment, place.item),
        section=place.section,
        language=language(),
        context=space.context(enrolment),
        study=space.study,
        hours=space.hours,
        catalogue=space.catalogue,
        clock=space.clock,
        runner=window.runner,
        navigator=window,
        shell=window.shell,
    )


def exams(window: "TrainerWindow", place: Place) -> Screen:
    """The choice of a practice exam."""
    space = window.workspace
    return build_exams(
        exams=space.exams,
        catalogue=space.catalogue,
        rules=space.catalogue.rules(),
        clock=space.clock,
        runner=window.runner,
        navigator=window,
        enrolment_id=_enrolment(window).id,
    )


def exam(window: "TrainerWindow", place: Place) -> Screen:
    """A practice exam under way."""
    space = window.workspace
    return build_exam(
        exams=space.exams,
        catalogue=space.catalogue,
        clock=space.clock,
        runner=window.runner,
        navigator=window,
        attempt_id=place.item,
    )


def _enrolment(window: "TrainerWindow") -> Enrolment:
    session = window.session
    if session is None or session.enrolment is None:
        raise RuntimeError("this place needs a learner")
    return session.enrolment
