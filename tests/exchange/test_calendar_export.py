"""A plan in a calendar: right by two readers, the same each time, and telling nobody what is studied."""

from datetime import UTC, date, datetime, time, timedelta
from io import StringIO
from typing import Any

import pytest
from dateutil.tz import tzical
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from tests.fakes.records import ENROLMENT
from trainer import i18n
from trainer.exchange.calendar_export import as_ics
from trainer.hours.plan import PlanWish, StudyPlan, make_plan

NOW = datetime(2027, 1, 4, 20, 30, tzinfo=UTC)
ZONES = (
    "America/Los_Angeles", "America/Havana", "Europe/Berlin", "Africa/Casablanca", "Africa/Cairo", "Asia/Kolkata",
    "Australia/Lord_Howe", "Pacific/Apia", "UTC",
)  # fmt: skip


def plan(zone: str = "America/Los_Angeles", start: time = time(18), hours: int = 60) -> StudyPlan:
    """Plans an hour on three days a week; 150 of them reach over the changes of spring and autumn."""
    return make_plan(hours * 3_600, NOW, PlanWish(date(2027, 12, 1), frozenset({1, 5, 6}), start, zone, 60))


def events(data: bytes) -> list[Any]:
    return list(Calendar.from_ical(data).walk("VEVENT"))


def without_folds(data: bytes) -> list[str]:
    return data.decode().replace("\r\n ", "").split("\r\n")


@given(st.sampled_from(ZONES), st.builds(time, st.integers(0, 23), st.sampled_from([0, 15, 30, 59])))
def test_two_readers_find_every_session_where_it_was_planned(zone: str, start: time) -> None:
    planned = plan(zone, start, hours=150)
    data = as_ics(planned, ENROLMENT, NOW)
    read = [(event["DTSTART"].dt.astimezone(UTC), event["DURATION"].dt) for event in events(data)]
    assert read == [(one.starts_at, timedelta(minutes=one.minutes)) for one in planned.sessions]
    # The second reader believes the rules in the file and knows no zone by its name.
    if zone != "UTC":
        rules = tzical(StringIO(data.decode())).get(zone)
        texts = [line.split(":")[1] for line in without_folds(data) if line.startswith("DTSTART;TZID")]
        walls = [datetime.strptime(text, "%Y%m%dT%H%M%S").replace(tzinfo=rules) for text in texts]  # noqa: DTZ007
        assert [wall.astimezone(UTC) for wall in walls] == [one.starts_at for one in planned.sessions]


def test_the_same_day_of_the_same_learner_is_the_same_event() -> None:
    first, later = (
        events(as_ics(plan(), ENROLMENT, NOW)),
        events(as_ics(plan(start=time(7)), ENROLMENT, NOW + timedelta(1))),
    )
    ids = {event["DTSTART"].dt.date(): str(event["UID"]) for event in first}
    again = {event["DTSTART"].dt.date(): str(event["UID"]) for event in later}
    shared = ids.keys() & again.keys()
    assert len(shared) > 50
    assert all(ids[day] == again[day] for day in shared)
    assert len(set(ids.values())) == len(first)
    assert int(later[0]["SEQUENCE"]) > int(first[0]["SEQUENCE"])
    assert not set(ids.values()) & {str(event["UID"]) for event in events(as_ics(plan(), "another", NOW))}


def test_a_file_that_is_written_twice_is_the_same_file() -> None:
    assert as_ics(plan(), ENROLMENT, NOW) == as_ics(plan(), ENROLMENT, NOW)


@pytest.mark.parametrize(("language", "title"), [("en", "Study time"), ("es", "Tiempo de estudio")])
def test_whoever_sees_the_calendar_learns_nothing(every_language: object, language: str, title: str) -> None:
    i18n.set_language(language)
    data = as_ics(plan(), ENROLMENT, NOW, 10)
    assert {str(event["SUMMARY"]) for event in events(data)} == {title}
    assert {str(event["CLASS"]) for event in events(data)} == {"PRIVATE"}
    said = data.decode().casefold()
    assert not any(
        word in said for word in ("peer", "trainer", "medi-cal", "course", "curso", "lesson", ENROLMENT[:20])
    )


def test_a_reminder_comes_only_when_it_is_wanted() -> None:
    assert b"VALARM" not in as_ics(plan(), ENROLMENT, NOW)
    alarms = [alarm for event in events(as_ics(plan(), ENROLMENT, NOW, 30)) for alarm in event.walk("VALARM")]
    assert len(alarms) == len(plan().sessions)
    assert alarms[0]["TRIGGER"].dt == timedelta(minutes=-30)


def test_lines_are_ended_and_folded_as_calendars_want_them() -> None:
    data = as_ics(plan(), ENROLMENT, NOW)
    assert data.startswith(b"BEGIN:VCALENDAR\r\n")
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))


def test_an_empty_plan_is_an_empty_calendar() -> None:
    assert events(as_ics(StudyPlan((), "Europe/Berlin", 0), ENROLMENT, NOW)) == []
