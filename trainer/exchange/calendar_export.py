"""A study plan as an iCalendar file, for any calendar program; what others may see in it tells nothing.

Times are written as the learner's clocks show them, with the name and the rules of their zone (TZID and VTIMEZONE) and
not in UTC: "six o'clock" is meant by the clock on the wall, also where a state should change its summer time.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from trainer.hours.plan import StudyPlan, StudySession
from trainer.i18n import _, language

if TYPE_CHECKING:
    from icalendar import Calendar, Event, Timezone

_OWN_EVENTS = UUID("6f1f5a0e-5a0b-5b0e-9d6b-2f8f4f1f7c11")
_PRODUCT = "-//Study time//Study plan//EN"
"""RFC 5545 wants to know the program; its name would tell what is studied."""

_ONE_MINUTE = timedelta(minutes=1)


def as_ics(plan: StudyPlan, enrolment_id: str, written_at: datetime, reminder_minutes: int | None = None) -> bytes:
    """Writes a plan.

    Args:
        plan: The sessions.
        enrolment_id: Whose they are. It goes into the events' ids, unreadably: the same day of the same learner is the
            same event, so importing a file twice doubles nothing, and a later plan moves what it can.
        written_at: Stamps the events; of two files a calendar believes the later one.
        reminder_minutes: How long before a session the calendar reminds; None: never.
    """
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    if plan.sessions and plan.zone != "UTC":
        calendar.add_component(_rules_of(plan.zone, plan.sessions))
    for session in plan.sessions:
        event = _event(session, plan.zone, enrolment_id, written_at.replace(microsecond=0))
        if reminder_minutes is not None:
            _remind(event, reminder_minutes)
        calendar.add_component(event)
    return _written(calendar)


def _written(calendar: "Calendar") -> bytes:
    data: bytes = calendar.to_ical()
    return data


def _event(session: StudySession, zone: str, enrolment_id: str, written_at: datetime) -> "Event":
    from icalendar import Event

    local = session.starts_at.astimezone(ZoneInfo(zone))
    event = Event()
    event.add("uid", str(uuid5(_OWN_EVENTS, f"{enrolment_id} {local.date().isoformat()}")))
    event.add("dtstamp", written_at.astimezone(UTC))
    event.add("sequence", int(written_at.timestamp()) // 60)
    event.add("summary", _("Study time"), parameters={"LANGUAGE": language()})
    event.add("dtstart", session.starts_at if zone == "UTC" else local)
    # A length and not an end: it is the same on the night when the clocks are changed.
    event.add("duration", timedelta(minutes=session.minutes))
    event.add("class", "PRIVATE")
    return event


def _remind(event: "Event", minutes: int) -> None:
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", _("Study time"))
    alarm.add("trigger", timedelta(minutes=-minutes))
    event.add_component(alarm)


def _rules_of(zone: str, sessions: Sequence[StudySession]) -> "Timezone":
    """Writes when the clocks of a zone change while the plan lasts, each moment as the clocks before it show it."""
    from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

    first, last = sessions[0].starts_at - timedelta(days=1), sessions[-1].ends_at + timedelta(days=1)
    rules = Timezone()
    rules.add("tzid", zone)
    for moment in (first, *_changes(zone, first, last)):
        before, after = ((moment - back).astimezone(ZoneInfo(zone)) for back in (_ONE_MINUTE, timedelta(0)))
        summer = bool(after.dst())
        rule = TimezoneDaylight() if summer else TimezoneStandard()
        offset = before.utcoffset() or timedelta(0)
        rule.add("dtstart", (moment.astimezone(UTC) + offset).replace(tzinfo=None))
        rule.add("tzoffsetfrom", offset)
        rule.add("tzoffsetto", after.utcoffset() or timedelta(0))
        rule.add("tzname", after.tzname() or zone)
        rules.add_component(rule)
    return rules


def _changes(zone: str, first: datetime, last: datetime) -> Iterator[datetime]:
    """Yields the moments, in UTC, at which the clocks of a zone change."""
    local = ZoneInfo(zone)
    day = timedelta(days=1)
    here = first.replace(second=0, microsecond=0)
    while here < last:
        if here.astimezone(local).utcoffset() != (here + day).astimezone(local).utcoffset():
            yield _first_minute(local, here, here + day)
        here += day


def _first_minute(local: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """Halves a stretch until the minute is found in which its clocks change."""
    while after - before > _ONE_MINUTE:
        middle = before + ((after - before) // 2 // _ONE_MINUTE) * _ONE_MINUTE
        if middle.astimezone(local).utcoffset() == before.astimezone(local).utcoffset():
            before = middle
        else:
            after = middle
    return after
