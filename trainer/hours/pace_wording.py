"""Pace and plan in words: where a pace leads and what a day asks for, never how that compares."""

from collections.abc import Collection
from datetime import date
from zoneinfo import ZoneInfo

from trainer.hours.pace import Pace
from trainer.hours.plan import StudyPlan, StudySession
from trainer.i18n import _, format_clock, format_day, format_hours, format_hours_left, format_moment, ngettext

WORTH_SAYING_SECONDS = 3_600
"""Below an hour a week a finish date would say more than it knows, and discourage."""

_MINUTE, _HALF_HOUR = 60, 1_800


def pace_text(pace: Pace) -> str:
    """Says when this pace finishes the course; empty when nobody can say."""
    if pace.finishes_on is None or pace.seconds_left == 0 or pace.seconds_per_week < WORTH_SAYING_SECONDS:
        return ""
    return _("At %(hours)s a week you finish %(day)s.") % {
        "hours": format_hours(pace.seconds_per_week),
        "day": format_day(pace.finishes_on),
    }


def left_text(seconds_left: int, live_seconds: int) -> str:
    """Says what is to go, rounded up so that it is never more than what is said, and how much of it nobody plans here.

    Args:
        seconds_left: Of the whole course.
        live_seconds: Of these, in live sessions.
    """
    left = _("%(hours)s to go.") % {"hours": format_hours_left(seconds_left)}
    if live_seconds:
        note = _("%(hours)s of it are live sessions; your instructor sets their days, so they are not planned here.")
        left += " " + note % {"hours": format_hours(live_seconds)}
    return left


def needed_text(seconds_per_week: int, finish_on: date) -> str:
    """Says what a day asks for, rounded up so that it is enough: to half hours, and below an hour to five minutes."""
    step = _HALF_HOUR if seconds_per_week > 2 * _HALF_HOUR else 5 * _MINUTE
    rounded = -(-seconds_per_week // step) * step
    return _("You need %(hours)s a week to finish by %(day)s.") % {
        "hours": format_hours(rounded),
        "day": format_day(finish_on),
    }


def sessions_text(plan: StudyPlan) -> str:
    """Counts the sessions of a plan: "24 sessions, 30 h together"."""
    count = len(plan.sessions)
    text = ngettext("%(n)s session, %(hours)s", "%(n)s sessions, %(hours)s together", count)
    return text % {"n": count, "hours": format_hours(plan.minutes * _MINUTE)}


def plan_text(plan: StudyPlan, weekdays: Collection[int]) -> str:
    """Says how long the sessions of a plan are and until when, or what would make it one."""
    if not plan.sessions and not plan.minutes_short:
        return _("Nothing is left to study by yourself.")
    if not weekdays:
        return _("Choose the days of the week on which you would like to study.")
    if not plan.sessions:
        return _("None of these days lies before the finish. Another day of the week or a later finish makes room.")
    if plan.minutes_short:
        return _room_text(plan)
    last = plan.sessions[-1].starts_at.astimezone(ZoneInfo(plan.zone)).date()
    return _("Up to %(length)s at a time, until %(day)s.") % {
        "length": format_hours(max(session.minutes for session in plan.sessions) * _MINUTE),
        "day": format_day(last),
    }


def session_text(session: StudySession, zone: str) -> str:
    """Writes the day and the times of a session on one line."""
    return _("%(moment)s to %(end)s") % {
        "moment": format_moment(session.starts_at, zone),
        "end": format_clock(session.ends_at, zone),
    }


def _room_text(plan: StudyPlan) -> str:
    return _(
        "%(hours)s of what is left found no place yet. Another day of the week, longer sessions or a later finish "
        "would make room."
    ) % {"hours": format_hours(plan.minutes_short * _MINUTE)}
