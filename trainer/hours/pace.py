"""Pace: how many hours a week so far, when that finishes the course, and what a chosen date asks for."""

from dataclasses import dataclass
from datetime import date, timedelta

from trainer.hours.record import HoursRecord

WEEK = 7
FARTHEST_DAYS = 3_653
"""A finish more than ten years away is no forecast."""


@dataclass(frozen=True)
class Pace:
    """Where a learner stands on a day.

    Attributes:
        credited_seconds: So far.
        seconds_left: Until the course is full; never negative.
        seconds_per_week: Over the time since the first credited day; 0 while nothing is credited.
        finishes_on: The last day at this pace; None when nobody can say.
    """

    credited_seconds: int
    seconds_left: int
    seconds_per_week: int
    finishes_on: date | None


def pace(record: HoursRecord, seconds_left: int, today: date) -> Pace:
    """Works out the pace up to and including today.

    The first week counts as a whole one, so that a good first evening does not promise the moon.

    Args:
        record: The hours so far.
        seconds_left: Until the course is full; see :func:`trainer.hours.required.seconds_to_go`.
        today: The learner's local day.
    """
    credited = max(0, record.credited_seconds)
    studied = [day for day, seconds in record.by_day.items() if seconds > 0]
    days = max(WEEK, (today - min(studied)).days + 1) if studied else WEEK
    return Pace(credited, seconds_left, credited * WEEK // days, _finish(credited, days, seconds_left, today))


def needed_per_week(seconds_left: int, today: date, finish_on: date) -> int | None:
    """Returns the seconds a week, rounded up, that finish the course by the end of a day; None if it is over."""
    days = (finish_on - today).days + 1
    if days < 1:
        return None
    return -(-max(0, seconds_left) * WEEK // days)


def _finish(credited: int, days: int, left: int, today: date) -> date | None:
    if left == 0:
        return today
    if credited == 0:
        return None
    ahead = -(-left * days // credited)
    return today + timedelta(days=ahead) if ahead <= FARTHEST_DAYS else None
