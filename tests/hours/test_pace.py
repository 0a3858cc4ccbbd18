"""Pace: what was credited, carried forward; nothing is promised that nobody can know."""

from datetime import date

import pytest

from tests.hours.histories import credited, line
from trainer.hours.pace import needed_per_week, pace

HOUR = 3_600
TODAY = date(2026, 9, 27)


def test_hours_a_week_count_from_the_first_credited_day() -> None:
    record = credited(
        line("hope-01", "2026-09-14 14:00:00", 2_400),
        line("hope-02", "2026-09-20 14:00:00", 2_400),
    )
    found = pace(record, 80 * HOUR - 4_800, TODAY)
    assert found.credited_seconds == 4_800
    assert found.seconds_left == 80 * HOUR - 4_800
    assert found.seconds_per_week == 2_400, "two weeks, first and last day included"
    # 283,200 s are left; at 4,800 s in 14 days that takes 826 days.
    assert found.finishes_on == date(2028, 12, 31)


def test_the_first_week_counts_as_a_whole_one() -> None:
    found = pace(credited(line(seconds=2_400)), 2_400, date(2026, 9, 14))
    assert (found.seconds_per_week, found.finishes_on) == (2_400, date(2026, 9, 21))


def test_without_credit_there_is_no_forecast() -> None:
    found = pace(credited(), 80 * HOUR, TODAY)
    assert (found.seconds_per_week, found.finishes_on, found.seconds_left) == (0, None, 80 * HOUR)


def test_a_course_that_is_full_is_finished() -> None:
    found = pace(credited(line(seconds=2_400)), 0, TODAY)
    assert (found.seconds_left, found.finishes_on) == (0, TODAY)


def test_a_finish_in_another_decade_is_no_forecast() -> None:
    assert pace(credited(line(seconds=60)), 80 * HOUR, date(2027, 9, 14)).finishes_on is None


@pytest.mark.parametrize(
    ("left", "finish_on", "needed"),
    [
        (14 * HOUR, date(2026, 10, 10), 7 * HOUR),
        (14 * HOUR, date(2026, 9, 27), 98 * HOUR),
        (14 * HOUR, date(2026, 9, 26), None),
        (0, date(2026, 10, 10), 0),
        (1, date(2026, 10, 10), 1),
    ],
)
def test_a_chosen_date_asks_for_hours_a_week(left: int, finish_on: date, needed: int | None) -> None:
    assert needed_per_week(left, TODAY, finish_on) == needed
