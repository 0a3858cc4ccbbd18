"""A plan of study: on which days, from when and for how long, so that what is left fits before a chosen date."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from trainer.courses.outline import Programme
from trainer.hours.local_days import ONE_DAY, midnight
from trainer.hours.policy import Policy
from trainer.hours.record import HoursRecord
from trainer.hours.required import live_seconds_left, seconds_to_go

SHORTEST_MINUTES, LONGEST_MINUTES, STEP_MINUTES = 15, 240, 5
"""A session whose length nobody chose is at least this long, and at most, and grows in such steps."""

FARTHEST_DAYS = 3_653


@dataclass(frozen=True)
class PlanWish:
    """What a learner would like.

    Attributes:
        finish_on: The last day on which there may be a session.
        weekdays: Monday is 0.
        start: When a session starts, by the clocks of ``zone``.
        session_minutes: How long a session is; None: as long as it takes to be done in time.
        most_minutes: What one day can be credited with at most, where the policy says so.
    """

    finish_on: date
    weekdays: frozenset[int]
    start: time
    zone: str
    session_minutes: int | None = None
    most_minutes: int | None = None


@dataclass(frozen=True)
class StudySession:
    """A time set aside; ``starts_at`` is in UTC, so that its length is right while clocks are changed."""

    starts_at: datetime
    minutes: int

    @property
    def ends_at(self) -> datetime:
        """When it is over, in UTC."""
        return self.starts_at + timedelta(minutes=self.minutes)


@dataclass(frozen=True)
class StudyPlan:
    """The sessions in their order, at most one a day.

    Attributes:
        zone: Whose clocks the sessions follow.
        minutes_short: What found no place; 0 when the plan is enough.
    """

    sessions: tuple[StudySession, ...]
    zone: str
    minutes_short: int

    @property
    def minutes(self) -> int:
        """All sessions together."""
        return sum(session.minutes for session in self.sessions)


def seconds_to_plan(record: HoursRecord, programme: Programme) -> int:
    """Returns what is left to study alone: live sessions are set by the instructor, so nobody plans them here."""
    return max(0, seconds_to_go(record, programme) - live_seconds_left(record, programme))


def most_minutes_a_day(policy: Policy) -> int | None:
    """Returns what one day can be credited with under the policy in force; None where it sets no limit."""
    return policy.daily_cap_seconds // 60 if policy.daily_cap_seconds else None


def make_plan(seconds_left: int, now: datetime, wish: PlanWish) -> StudyPlan:
    """Sets sessions on the wished days, from now on, until nothing is left; the last one is no longer than needed.

    Args:
        seconds_left: What is left to study; counted in whole minutes, rounded up.
        now: No session starts before.
        wish: Days, time and length.
    """
    left = -(-max(0, seconds_left) // 60)
    slots = list(_slots(now, wish)) if left else []
    each = wish.session_minutes or _just_enough(left, [room for _start, room in slots])
    sessions = []
    for starts_at, room in slots:
        minutes = min(each, room, left)
        if minutes > 0:
            sessions.append(StudySession(starts_at, minutes))
            left -= minutes
    return StudyPlan(tuple(sessions), wish.zone, left)


def _slots(now: datetime, wish: PlanWish) -> Iterator[tuple[datetime, int]]:
    """Yields the start of each possible session, with the minutes that there are until the day ends."""
    zone = ZoneInfo(wish.zone)
    today = now.astimezone(zone).date()
    for number in range(min(FARTHEST_DAYS, (wish.finish_on - today).days + 1)):
        day = today + number * ONE_DAY
        if day.weekday() not in wish.weekdays:
            continue
        # Through UTC, since a time that the clocks skip in spring must become the one that they show instead.
        starts_at = datetime.combine(day, wish.start, zone).astimezone(UTC)
        room = (midnight(wish.zone, day + ONE_DAY) - int(starts_at.timestamp())) // 60
        if starts_at >= now:
            yield starts_at, room if wish.most_minutes is None else min(room, wish.most_minutes)


def _just_enough(left: int, rooms: Sequence[int]) -> int:
    """Returns the shortest length of a session with which everything finds a place, or the longest that is humane."""
    lengths = range(SHORTEST_MINUTES, LONGEST_MINUTES, STEP_MINUTES)
    enough = (length for length in lengths if sum(min(length, room) for room in rooms) >= left)
    return next(enough, LONGEST_MINUTES)
