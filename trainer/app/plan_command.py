"""``trainer hours plan``: sets times of study aside until a day, and writes them for a calendar."""

import argparse
import re
import sys
from dataclasses import replace
from datetime import date, time

from trainer.app.lookup import find_learner
from trainer.app.workspace import Workspace
from trainer.certificates.files import save_as
from trainer.errors import TrainerError
from trainer.exchange.calendar_export import as_ics
from trainer.hours.pace import Pace, needed_per_week, pace
from trainer.hours.pace_wording import left_text, needed_text, pace_text, plan_text, session_text, sessions_text
from trainer.hours.plan import PlanWish, StudyPlan, make_plan, most_minutes_a_day, seconds_to_plan
from trainer.hours.required import live_seconds_left, seconds_to_go
from trainer.i18n import _, format_day

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_IN_FULL = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NUMBERS = {name: number for names in (DAYS, _IN_FULL) for number, name in enumerate(names)}


def plan(workspace: Workspace, options: argparse.Namespace) -> int:
    """Says pace and plan, and writes the file that was asked for.

    Returns:
        0, or 1 when the plan leaves something without a place.

    Raises:
        TrainerError: The wish cannot be understood, or lies in the past.
    """
    today = workspace.local_now().date()
    wish = _wish(options, today, workspace.clock.zone())
    _person, enrolment = find_learner(workspace, options.learner)
    context = workspace.context(enrolment)
    wish = replace(wish, most_minutes=most_minutes_a_day(workspace.policy_of(enrolment)))
    record = workspace.hours.record(context)
    found = make_plan(seconds_to_plan(record, context.programme), workspace.clock.now(), wish)
    reached = pace(record, seconds_to_go(record, context.programme), today)
    lines = _pace_lines(reached, live_seconds_left(record, context.programme), today, wish.finish_on)
    sys.stdout.write("\n".join([*lines, *_plan_lines(found, wish)]) + "\n")
    if options.ics is not None and not found.sessions:
        sys.stdout.write(_("There is nothing to plan, so no file was written.") + "\n")
    if options.ics is not None and found.sessions:
        save_as(options.ics, as_ics(found, enrolment.id, workspace.clock.now(), options.remind))
        sys.stdout.write(_("Written: %(path)s") % {"path": options.ics} + "\n")
    return 1 if found.minutes_short else 0


def _wish(options: argparse.Namespace, today: date, zone: str) -> PlanWish:
    finish_on = _finish(options.finish, today)
    return PlanWish(finish_on, _weekdays(options.days), _start(options.start), zone, options.minutes)


def _finish(text: str, today: date) -> date:
    try:
        finish_on = date.fromisoformat(text)
    except ValueError as error:
        raise TrainerError(
            _("By which day would you like to finish?"),
            _("Please write year, month and day, for example --finish 2027-03-27."),
        ) from error
    if finish_on < today:
        raise TrainerError(
            _("%(day)s has passed already.") % {"day": format_day(finish_on)},
            _("Please choose today or a later day; there is no hurry."),
        )
    return finish_on


def _weekdays(text: str) -> frozenset[int]:
    names = [name for name in re.split(r"[,;\s]+", text.casefold()) if name]
    if not names or any(name not in _NUMBERS for name in names):
        raise TrainerError(
            _("On which days of the week would you like to study?"),
            _("Please name them with --days, for example mon,wed,sat. Each is one of %(names)s.")
            % {"names": ", ".join(DAYS)},
        )
    return frozenset(_NUMBERS[name] for name in names)


def _start(text: str) -> time:
    try:
        return time.fromisoformat(text.zfill(len("07:05"))).replace(tzinfo=None)
    except ValueError as error:
        raise TrainerError(
            _("From what time would you like to study?"),
            _("Please write hours and minutes, for example --from 18:00."),
        ) from error


def _pace_lines(reached: Pace, live_seconds: int, today: date, finish_on: date) -> list[str]:
    needed = needed_per_week(reached.seconds_left, today, finish_on)
    left = left_text(reached.seconds_left, live_seconds) if reached.seconds_left else ""
    return [line for line in (pace_text(reached), left, needed_text(needed, finish_on) if needed else "") if line]


def _plan_lines(found: StudyPlan, wish: PlanWish) -> list[str]:
    head = [sessions_text(found)] if found.sessions else []
    return [*head, plan_text(found, wish.weekdays), *(session_text(one, found.zone) for one in found.sessions)]
