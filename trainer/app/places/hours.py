"""The hours record."""

from typing import TYPE_CHECKING

from trainer.exchange.calendar_export import as_ics
from trainer.exchange.hours_export import as_csv, export_rows
from trainer.ui.hours import build_hours
from trainer.ui.navigation import Place
from trainer.ui.screen import Screen

if TYPE_CHECKING:
    from trainer.app.window import TrainerWindow


def build(window: "TrainerWindow", place: Place) -> Screen:
    """Builds the screen of the learner's own hours."""
    space, session, enrolment = window.workspace, window.here, window.enrolment
    context = space.context(enrolment)
    return build_hours(
        hours=space.hours,
        context=context,
        policy=space.policy_of(enrolment),
        name=session.person.name,
        make_report=lambda: space.transcript(session.person, enrolment),
        make_csv=lambda record: as_csv(export_rows(record, space.hours.lines_and_record(context)[0])),
        make_calendar=lambda plan, reminder: as_ics(plan, enrolment.id, space.clock.now(), reminder),
        notes=lambda: space.notes(enrolment),
        clock=space.clock,
        runner=window.runner,
        navigator=window,
    )
