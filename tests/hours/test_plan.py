"""A plan is enough and no more; it keeps to the days, and to the clocks on the wall wherever they change."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.hours.histories import LOS_ANGELES, PROGRAMME, credited, line
from tests.hours.profiles import HISTORIES
from trainer.hours.plan import (
    LONGEST_MINUTES,
    SHORTEST_MINUTES,
    STEP_MINUTES,
    PlanWish,
    StudyPlan,
    make_plan,
    most_minutes_a_day,
    seconds_to_plan,
)
from trainer.hours.policy import Policy
from trainer.hours.required import live_seconds_left

HOUR = 3_600
NOW = datetime(2027, 1, 4, 20, 30, tzinfo=UTC)
"""A Monday, half past twelve in Los Angeles."""

ZONES = (
    LOS_ANGELES, "America/Havana", "America/Sao_Paulo", "Europe/Berlin", "Africa/Casablanca", "Africa/Cairo",
    "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Apia", "UTC",
)  # fmt: skip
MON, TUE, WED, THU, FRI, SAT, SUN = range(7)


def wish(
    finish_on: date = date(2027, 3, 27), *days: int, start: time = time(18), minutes: int | None = None
) -> PlanWish:
    return PlanWish(finish_on, frozenset(days or (MON, WED, SAT)), start, LOS_ANGELES, minutes)


def local(plan: StudyPlan) -> list[str]:
    zone = ZoneInfo(plan.zone)
    return [f"{one.starts_at.astimezone(zone):%a %m-%d %H:%M} {one.minutes}" for one in plan.sessions]


@st.composite
def situations(draw: st.DrawFn) -> tuple[int, datetime, PlanWish]:
    """Draws what is left, a moment, and a wish whose finish lies near it; clocks change on some of the days between."""
    now = draw(st.datetimes(datetime(2027, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC)))
    every_day = st.just(frozenset(range(7)))
    wish = PlanWish(
        now.date() + timedelta(days=draw(st.integers(-2, 250))),
        draw(every_day | st.frozensets(st.integers(MON, SUN))),
        draw(st.builds(time, st.integers(0, 23), st.integers(0, 59))),
        draw(st.sampled_from(ZONES)),
        draw(st.none() | st.integers(1, 400)),
        draw(st.none() | st.integers(30, 600)),
    )
    return draw(st.integers(0, 100 * HOUR)), now, wish


many = settings(max_examples=HISTORIES)


@many
@given(situations())
def test_what_is_planned_and_what_found_no_place_is_what_was_left(situation: tuple[int, datetime, PlanWish]) -> None:
    left, now, wish = situation
    plan = make_plan(left, now, wish)
    assert plan.minutes + plan.minutes_short == -(-left // 60)
    assert all(session.minutes > 0 for session in plan.sessions)


@many
@given(situations())
def test_sessions_keep_to_the_chosen_days_and_never_lie_in_the_past(situation: tuple[int, datetime, PlanWish]) -> None:
    left, now, wish = situation
    plan, zone = make_plan(left, now, wish), ZoneInfo(wish.zone)
    days = [session.starts_at.astimezone(zone).date() for session in plan.sessions]
    assert days == sorted(set(days))
    for session, day in zip(plan.sessions, days, strict=True):
        assert session.starts_at >= now
        assert day.weekday() in wish.weekdays
        assert day <= wish.finish_on
        assert (session.ends_at - timedelta(seconds=1)).astimezone(zone).date() == day
        assert session.minutes <= min(wish.session_minutes or LONGEST_MINUTES, wish.most_minutes or 24 * 60)


@many
@given(situations())
def test_a_session_starts_when_the_clock_on_the_wall_says_so(situation: tuple[int, datetime, PlanWish]) -> None:
    left, now, wish = situation
    for session in make_plan(left, now, wish).sessions:
        shown = session.starts_at.astimezone(ZoneInfo(wish.zone))
        if shown.time() != wish.start:
            # The clocks skip this time on this day: it is in none of the two offsets.
            wall = datetime.combine(shown.date(), wish.start)
            around = {shown.utcoffset(), (session.starts_at - timedelta(hours=4)).astimezone(shown.tzinfo).utcoffset()}
            met = [
                (wall - offset).replace(tzinfo=UTC).astimezone(shown.tzinfo) for offset in around if offset is not None
            ]
            assert all(one.replace(tzinfo=None) != wall for one in met)


@many
@given(situations())
def test_sessions_are_no_longer_than_it_takes(situation: tuple[int, datetime, PlanWish]) -> None:
    left, now, wish = situation
    free = PlanWish(wish.finish_on, wish.weekdays, wish.start, wish.zone, None, wish.most_minutes)
    plan = make_plan(left, now, free)
    longest = max((session.minutes for session in plan.sessions), default=0)
    if plan.minutes_short or longest <= SHORTEST_MINUTES:
        return
    shorter = -(-longest // STEP_MINUTES) * STEP_MINUTES - STEP_MINUTES
    less = PlanWish(wish.finish_on, wish.weekdays, wish.start, wish.zone, shorter, wish.most_minutes)
    assert make_plan(left, now, less).minutes_short > 0


def test_the_last_session_takes_only_what_is_left() -> None:
    plan = make_plan(4 * HOUR + 61, NOW, wish(minutes=90))
    assert local(plan) == ["Mon 01-04 18:00 90", "Wed 01-06 18:00 90", "Sat 01-09 18:00 62"]


def test_the_evening_of_the_finish_is_still_there_and_an_hour_that_is_over_is_not() -> None:
    today = date(2027, 1, 4)
    assert local(make_plan(HOUR, NOW, wish(today, MON))) == ["Mon 01-04 18:00 60"]
    assert local(make_plan(HOUR, NOW, wish(today, MON, start=time(12, 30)))) == ["Mon 01-04 12:30 60"]
    late = make_plan(HOUR, NOW, wish(today, MON, start=time(12, 29)))
    assert (late.sessions, late.minutes_short) == ((), 60)


def test_without_days_or_with_a_finish_in_the_past_nothing_finds_a_place() -> None:
    no_days = PlanWish(date(2027, 3, 27), frozenset(), time(18), LOS_ANGELES)
    for impossible in (no_days, wish(date(2026, 12, 1))):
        plan = make_plan(HOUR, NOW, impossible)
        assert (plan.sessions, plan.minutes_short) == ((), 60)


def test_a_session_ends_with_its_day() -> None:
    plan = make_plan(2 * HOUR, NOW, wish(date(2027, 1, 12), MON, start=time(23, 15), minutes=60))
    assert local(plan) == ["Mon 01-04 23:15 45", "Mon 01-11 23:15 45"]
    assert plan.minutes_short == 30


def test_a_time_that_the_clocks_skip_becomes_the_one_they_show() -> None:
    plan = make_plan(
        3 * HOUR,
        datetime(2027, 3, 12, 20, tzinfo=UTC),
        wish(date(2027, 3, 15), SAT, SUN, MON, start=time(2, 30), minutes=60),
    )
    assert local(plan) == ["Sat 03-13 02:30 60", "Sun 03-14 03:30 60", "Mon 03-15 02:30 60"]
    assert [one.starts_at.hour for one in plan.sessions] == [10, 10, 9]


def test_more_than_four_hours_at_a_time_are_never_proposed() -> None:
    plan = make_plan(20 * HOUR, NOW, wish(date(2027, 1, 11), MON))
    assert [session.minutes for session in plan.sessions] == [240, 240]
    assert plan.minutes_short == 12 * 60


def test_live_sessions_are_left_to_the_instructor() -> None:
    required, live = PROGRAMME.total_minutes * 60, 3 * 120 * 60
    assert live_seconds_left(credited(), PROGRAMME) == live
    assert seconds_to_plan(credited(), PROGRAMME) == required - live
    done = credited(line("hope-01", "2026-09-14 14:00:00", 2_400))
    assert seconds_to_plan(done, PROGRAMME) == required - live - 2_400


@pytest.mark.parametrize(("cap", "most"), [(None, None), (7_200, 120)])
def test_a_day_is_planned_no_fuller_than_it_can_be_credited(cap: int | None, most: int | None) -> None:
    assert most_minutes_a_day(Policy(daily_cap_seconds=cap)) == most
