"""The provider's own hours: they explain a total, to the second, and change nothing."""

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.hours.histories import adjustment, at, credited, line, recalculation, reversal
from trainer.hours.credit import totals
from trainer.hours.ledger import Entry
from trainer.hours.policy import Policy
from trainer.hours.provider_hour import ProviderHours, by_hour_length, provider_hours, provider_hours_texts
from trainer.hours.record import Credit, HoursRecord, Mode

CLOCK, SHORT, SHORTER = Policy(), Policy(version=2, minutes_per_hour=50), Policy(version=3, minutes_per_hour=45)
POLICIES = {policy.name: policy for policy in (CLOCK, SHORT, SHORTER)}
BEFORE, AFTER = "2026-09-14 14:00:00", "2026-09-15 14:00:00"
LATER = "2026-09-16 09:00:00"


def record(*lines: Entry) -> HoursRecord:
    return credited(*lines, policy=CLOCK, others=[SHORT, SHORTER])


def lengths(found: HoursRecord) -> dict[int, int]:
    return {part.minutes_per_hour: part.credited_seconds for part in by_hour_length(found, POLICIES)}


def of(policy: str, seconds: int) -> Credit:
    start_second = int(at(BEFORE).timestamp())
    return Credit("id", "hope-01", Mode.SELF_PACED, start_second, "UTC", policy, seconds, seconds, (), {}, ())


def said(*credits_: Credit) -> list[str]:
    return provider_hours_texts(provider_hours(totals(credits_), POLICIES))


def test_each_line_counts_in_the_hours_of_the_policy_that_it_was_credited_under() -> None:
    found = record(line(start=BEFORE, seconds=2_000), line("hope-02", AFTER, 1_000, policy=SHORT.name))
    assert by_hour_length(found, POLICIES) == (ProviderHours(60, 2_000), ProviderHours(50, 1_000))


def test_a_new_version_changes_nothing_that_earlier_lines_came_to() -> None:
    earlier = line(start=BEFORE, seconds=2_000, policy=SHORT.name)
    later = line("hope-02", AFTER, 1_000, policy=SHORTER.name)
    assert lengths(record(earlier)) == {50: 2_000}
    assert lengths(record(earlier, later)) == {50: 2_000, 45: 1_000}


@pytest.mark.parametrize("in_force", [CLOCK, SHORT, SHORTER])
def test_a_reversal_takes_away_what_its_line_gave_whatever_is_in_force_by_then(in_force: Policy) -> None:
    taken = line("hope-02", AFTER, 1_000, policy=SHORT.name)
    kept = line(start=BEFORE, seconds=2_000, policy=SHORTER.name)
    assert lengths(record(kept, taken, reversal(taken, start=LATER, policy=in_force.name))) == {45: 2_000}


def test_a_recalculation_moves_what_lies_before_it_and_its_reversal_moves_it_back() -> None:
    lines = [line(start=BEFORE, seconds=2_000), adjustment("hope-01", -300, start=AFTER)]
    moved = recalculation(SHORT.name, start=LATER)
    back = reversal(moved, start="2026-09-17 09:00:00", policy=SHORT.name)
    assert lengths(record(*lines)) == {60: 1_700}
    assert lengths(record(*lines, moved)) == {50: 1_700}
    assert lengths(record(*lines, moved, back)) == {60: 1_700}


def test_a_correction_counts_under_its_own_policy_even_below_nothing() -> None:
    found = record(line(start=BEFORE, seconds=2_000), adjustment("hope-01", -330, start=AFTER, policy=SHORT.name))
    assert lengths(found) == {60: 2_000, 50: -330}
    assert provider_hours_texts(provider_hours(found, POLICIES)) == [
        "Of the total, 33 min in hours of 60 minutes: 33 min.",
        "Of the total, −5 min in hours of 50 minutes: −5 min.",
    ]


def test_a_policy_that_nobody_here_has_is_taken_for_the_clock() -> None:
    found = totals([of("evening-7", 900), of("", 60), of(SHORT.name, 3_000)])
    assert lengths(found) == {60: 960, 50: 3_000}


def test_in_hours_of_the_clock_there_is_nothing_to_say() -> None:
    assert provider_hours(record(line(seconds=2_000)), POLICIES) == ()
    assert provider_hours(record(), POLICIES) == ()
    assert provider_hours(record(line(seconds=20, policy=SHORT.name)), POLICIES) == ()
    assert provider_hours_texts(()) == []


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (48 * 3_600, "In hours of 50 minutes: 57 h and 30 min."),
        (3_000, "In hours of 50 minutes: 1 h."),
        (2_999, "In hours of 50 minutes: 49 min."),
        (3_059, "In hours of 50 minutes: 1 h."),
        (3_060, "In hours of 50 minutes: 1 h and 1 min."),
        (40, "In hours of 50 minutes: 40 s."),
        (-6_119, "In hours of 50 minutes: −2 h and 1 min."),
    ],
)
def test_it_is_rounded_down_only_where_it_is_shown(seconds: int, words: str) -> None:
    assert said(of(SHORT.name, seconds)) == [words]


def test_several_lengths_are_said_as_parts_of_the_total() -> None:
    assert said(of(SHORT.name, 48 * 3_600), of(CLOCK.name, 12 * 3_600 + 59)) == [
        "Of the total, 12 h in hours of 60 minutes: 12 h.",
        "Of the total, 48 h in hours of 50 minutes: 57 h and 30 min.",
    ]


LINES = st.lists(st.tuples(st.sampled_from(["default-1", "default-2", "default-3", "x-9"]), st.integers(-9_000, 9_000)))
MINUTES = st.integers(30, 60)


@given(LINES, MINUTES, MINUTES, st.randoms(use_true_random=False))
def test_the_parts_are_the_total_in_any_order(
    lines: list[tuple[str, int]], second: int, third: int, dice: random.Random
) -> None:
    policies = {
        CLOCK.name: CLOCK,
        SHORT.name: replace(SHORT, minutes_per_hour=second),
        SHORTER.name: replace(SHORTER, minutes_per_hour=third),
    }
    credits_ = [of(name, seconds) for name, seconds in lines]
    whole = totals(credits_)
    parts = by_hour_length(whole, policies)
    assert sum(part.credited_seconds for part in parts) == whole.credited_seconds
    for part in parts:
        assert part.whole_hours * part.minutes_per_hour * 60 + part.rest_seconds == part.credited_seconds
        assert abs(part.rest_seconds) < part.minutes_per_hour * 60
        assert part.rest_seconds * part.credited_seconds >= 0
    dice.shuffle(credits_)
    assert by_hour_length(totals(credits_), policies) == parts


@given(LINES)
def test_the_policy_that_comes_with_the_program_gives_nothing_to_say(lines: list[tuple[str, int]]) -> None:
    assert provider_hours(totals([of(name, seconds) for name, seconds in lines]), {CLOCK.name: CLOCK}) == ()
