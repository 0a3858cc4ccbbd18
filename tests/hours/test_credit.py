"""Credit beyond the golden histories: doubt, contradictions, circles, and lines that no honest program writes."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from tests.hours.histories import PROGRAMME, adjustment, at, credited, line, reversal
from trainer.hours.credit import Credit, DayShare, EnrolmentWindow, Flag, Mode, Reason, Refusal, credit
from trainer.hours.ledger import EntryKind, Gap, GapKind
from trainer.hours.local_days import LocalDays, midnight
from trainer.hours.policy import Policy
from trainer.hours.reconcile import check_identities
from trainer.hours.stretches import Claims
from trainer.hours.subjects import apportion


def reasons(*credits_: Credit) -> list[tuple[Reason, int]]:
    return [(refusal.reason, refusal.seconds) for credit_ in credits_ for refusal in credit_.refusals]


def test_a_credit_is_whole_like_one_made_in_the_ordinary_way() -> None:
    entry = line(seconds=600)
    (found,) = credited(entry).credits
    made = Credit(
        entry.id,
        "hope-01",
        Mode.SELF_PACED,
        entry.start_second,
        entry.zone,
        "default-1",
        600,
        600,
        (),
        {"hope": 600},
        (DayShare(date(2026, 9, 14), 600),),
        (),
    )
    assert found == made
    assert repr(found) == repr(made)


def test_no_lines_come_to_nothing() -> None:
    record = credited()
    assert (record.credited_seconds, record.credits, dict(record.by_day)) == (0, (), {})


def test_two_lines_with_one_id_that_say_different_things_are_in_doubt_and_neither_counts() -> None:
    first = line(seconds=600)
    record = credited(first, structs.replace(first, measured_seconds=700))
    assert record.credited_seconds == 0
    assert sorted(reasons(*record.credits)) == [(Reason.IN_DOUBT, 600), (Reason.IN_DOUBT, 700)]


def test_the_same_line_at_two_places_of_a_chain_counts_once() -> None:
    first = line(seconds=600)
    assert credited(first, structs.replace(first, sequence=7, hash="a" * 64)).credited_seconds == 600


def test_lines_that_verification_found_fault_with_are_kept_and_not_credited() -> None:
    first, second = line(seconds=600), line("hope-02", "2026-09-15 14:00:00", seconds=600)
    record = credited(first, second, doubtful=frozenset({first.id}))
    assert (record.measured_seconds, record.credited_seconds) == (1_200, 600)
    assert reasons(record.credits[0]) == [(Reason.IN_DOUBT, 600)]


def test_a_line_under_a_policy_that_is_not_here_is_in_doubt() -> None:
    record = credited(line(policy="evening-3", seconds=600))
    assert reasons(*record.credits) == [(Reason.IN_DOUBT, 600)]


def test_each_line_is_credited_by_the_policy_that_it_names() -> None:
    gap = (Gap(GapKind.QUIET, 100, 900),)
    old, new = line(gaps=gap), line("hope-02", "2026-09-15 14:00:00", gaps=gap, policy="default-2")
    policies = {"default-1": Policy(), "default-2": Policy(version=2, idle_limit_seconds=600)}
    first, second = credit([old, new], policies, PROGRAMME).credits
    assert (first.credited_seconds, second.credited_seconds) == (2_400 - 600, 2_400 - 300)


def test_a_line_from_a_zone_that_this_computer_does_not_know_is_in_doubt() -> None:
    record = credited(line(start=at("2026-09-14 14:00:00"), zone="America/Atlantis", seconds=600))
    assert reasons(*record.credits) == [(Reason.IN_DOUBT, 600)]


def test_reversals_in_a_circle_are_in_doubt_whatever_the_order() -> None:
    first, second = reversal(line(id="x")), reversal(line(id="y"))
    entry = line(seconds=600)
    circle = [structs.replace(first, subject=second.id), structs.replace(second, subject=first.id), entry]
    assert credited(*circle) == credited(*reversed(circle))
    assert credited(*circle).credited_seconds == 600
    own = structs.replace(first, subject=first.id)
    assert not check_identities(credited(own, entry))


def test_a_reversal_of_nothing_changes_nothing() -> None:
    entry = line(seconds=600)
    assert credited(entry, reversal(line(id="not here"))).credited_seconds == 600


def test_a_reversal_that_nobody_approved_takes_nothing_back() -> None:
    entry = line(seconds=2_400)
    record = credited(entry, reversal(entry, second_author_id=""))
    assert record.credited_seconds == 2_400
    assert Flag.NOT_APPROVED.value in record.credits[-1].flags


def test_a_reversal_in_doubt_leaves_its_line_in_doubt() -> None:
    entry, other = line(seconds=600), line("hope-02", "2026-09-15 14:00:00", seconds=600)
    taken = reversal(entry)
    record = credited(entry, other, taken, structs.replace(taken, subject=other.id))
    assert record.credited_seconds == 0
    assert {reason for reason, _seconds in reasons(*record.credits)} == {Reason.IN_DOUBT}


@pytest.mark.parametrize("second", ["", "instructor"])
def test_an_adjustment_that_its_author_approved_alone_is_in_doubt(second: str) -> None:
    record = credited(adjustment("hope-01", 1_801, second_author_id=second))
    assert reasons(*record.credits) == [(Reason.IN_DOUBT, 1_801)]


def test_a_negative_adjustment_makes_room_for_later_study() -> None:
    record = credited(
        line(seconds=2_400),
        adjustment("hope-01", -600, start="2026-09-15 09:00:00"),
        line(start="2026-09-16 14:00:00", seconds=900),
    )
    assert [item.credited_seconds for item in record.credits] == [2_400, -600, 600]


def test_an_adjustment_does_not_fill_the_day_on_which_it_was_written() -> None:
    record = credited(
        adjustment("hope-01", 1_800, start="2026-09-14 09:00:00"),
        line("hope-02", "2026-09-14 14:00:00", 2_400),
        policy=Policy(daily_cap_seconds=3_600),
    )
    assert record.credited_seconds == 4_200


def test_two_roll_calls_of_one_evening_count_once() -> None:
    record = credited(
        line("L01", "2026-09-14 18:00:00", 3_600, kind=EntryKind.LIVE, device_id="office"),
        line("L02", "2026-09-14 18:30:00", 3_600, kind=EntryKind.LIVE, device_id="office"),
    )
    assert [item.credited_seconds for item in record.credits] == [3_600, 1_800]


def test_an_exam_on_the_same_computer_is_counted_before_the_lesson_left_open() -> None:
    record = credited(line(seconds=1_200), line("final", "2026-09-14 14:10:00", 1_200, kind=EntryKind.EXAM))
    assert [item.credited_seconds for item in record.credits] == [600, 1_200]


def test_another_edition_of_the_same_lesson_counts_and_says_so() -> None:
    (found,) = credited(line(edition="edition-0", seconds=600)).credits
    assert (found.credited_seconds, found.flags) == (600, (Flag.OTHER_EDITION.value,))


def test_an_interrupted_line_counts_and_says_so() -> None:
    (found,) = credited(line(interrupted=True, seconds=600)).credits
    assert (found.credited_seconds, found.flags) == (600, (Flag.INTERRUPTED.value,))


@pytest.mark.parametrize("jump", [3, 121, -121, 86_400 * 3_650])
def test_a_moved_clock_is_flagged_and_refuses_nothing(jump: int) -> None:
    (found,) = credited(line(seconds=600, wall_seconds=600 + jump)).credits
    assert (found.credited_seconds, found.flags) == (600, (Flag.CLOCK_MOVED.value,))


def test_two_seconds_of_drift_are_not_worth_a_flag() -> None:
    (found,) = credited(line(seconds=600, wall_seconds=602)).credits
    assert found.flags == ()


def test_a_session_is_capped_even_where_the_policy_lifts_the_cap_of_lessons() -> None:
    record = credited(
        line(seconds=5_000),
        line("L01", "2026-09-15 18:00:00", 8_000, kind=EntryKind.LIVE, device_id="office"),
        policy=Policy(lesson_cap=False),
    )
    assert [item.credited_seconds for item in record.credits] == [5_000, 7_200]


def test_negative_time_and_impossible_gaps_are_survived_and_reconciled() -> None:
    strange = (Gap(GapKind.AWAY, 500, 9_000), Gap(GapKind.QUIET, 100, 50), Gap(GapKind.PAUSED, -50, 60))
    record = credited(line(seconds=-600), line("hope-02", "2026-09-15 14:00:00", 600, gaps=strange))
    assert not check_identities(record)


def test_an_enrolment_that_ended_before_it_began_credits_nothing() -> None:
    record = credited(line(seconds=600), window=EnrolmentWindow(date(2026, 9, 15), date(2026, 9, 10)))
    assert reasons(*record.credits) == [(Reason.OUTSIDE_ENROLMENT, 600)]
    assert not check_identities(record)


def test_a_silence_goes_on_through_a_moved_clock_and_an_empty_line() -> None:
    """The clock was set back by ten minutes in the middle of a silence, then the zone changed twice at once."""
    quiet = (Gap(GapKind.QUIET, 0, 200),)
    lines = [
        line(start="2026-09-14 14:00:00", seconds=300, gaps=(Gap(GapKind.QUIET, 100, 200),), sequence=1),
        line(start="2026-09-14 13:55:00", seconds=200, gaps=quiet, sequence=2),
        line(start="2026-09-14 13:58:20", seconds=0, sequence=3),
        line(start="2026-09-14 13:58:20", seconds=200, gaps=quiet, sequence=4),
    ]
    found = credited(*lines)
    assert [(item.started_at.minute, item.credited_seconds) for item in found.credits] == [
        (55, 100),
        (58, 0),
        (58, 0),
        (0, 300),
    ]


def test_lines_that_seem_to_follow_each_other_in_a_circle_are_survived() -> None:
    quiet = (Gap(GapKind.QUIET, 0, 2),)
    lines = [line(seconds=seconds, gaps=quiet[:seconds]) for seconds in (0, 2, 0, 2)]
    assert not check_identities(credited(*lines))


def test_refusals_come_in_order_and_carry_their_limit() -> None:
    gaps = (Gap(GapKind.QUIET, 600, 900), Gap(GapKind.AWAY, 2_000, 100))
    (found,) = credited(line(seconds=4_000, gaps=gaps)).credits
    start = found.start_second
    assert found.started_at == at("2026-09-14 14:00:00")
    assert found.refusals == (
        Refusal(Reason.IDLE, start + 900, 600, 300),
        Refusal(Reason.AWAY, start + 2_000, 100, None),
        Refusal(Reason.LESSON_CAP, start + 3_100, 900, 2_400),
    )
    assert found.refusals[0].started_at == at("2026-09-14 14:15:00")


def test_lines_come_in_the_order_of_their_start_then_device_then_sequence() -> None:
    entries = [
        line("hope-03", seconds=600, device_id="phone", id="a"),
        line("hope-01", seconds=600, device_id="laptop", sequence=2, id="b"),
        line("hope-02", seconds=600, device_id="laptop", sequence=1, id="c"),
        line("hope-04", "2026-09-13 14:00:00", seconds=600, id="d"),
    ]
    assert [item.entry_id for item in credited(*entries).credits] == ["d", "c", "b", "a"]


@given(
    st.integers(-10_000, 10_000),
    st.lists(st.integers(1, 240), min_size=1, max_size=8).map(
        lambda found: [(f"m{n}", w) for n, w in enumerate(found)]
    ),
)
def test_shares_are_whole_seconds_that_sum_exactly(seconds: int, weights: list[tuple[str, int]]) -> None:
    shares = apportion(seconds, weights)
    assert sum(shares.values()) == seconds
    whole = sum(weight for _, weight in weights)
    for name, weight in weights:
        assert abs(shares.get(name, 0) - seconds * weight / whole) < 1


@given(
    st.sampled_from(
        ["America/Los_Angeles", "America/Havana", "Pacific/Apia", "Asia/Kolkata", "America/Sao_Paulo", "Africa/Cairo"]
    ),
    st.integers(0, 2_000_000_000),
    st.integers(1, 200_000),
)
def test_days_are_those_that_the_zone_shows_second_by_second(zone: str, start: int, seconds: int) -> None:
    pieces = list(LocalDays(zone).pieces(start, start + seconds))
    assert (pieces[0][1], pieces[-1][2]) == (start, start + seconds)
    for day, first, last in pieces:
        assert _shown(zone, first) == day == _shown(zone, last - 1)
        assert first < last
    for (_, _, end), (_, begin, _) in zip(pieces, pieces[1:], strict=False):
        assert end == begin


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        ("America/Los_Angeles", date(2027, 3, 14), 23),
        ("America/Los_Angeles", date(2026, 11, 1), 25),
        ("America/Sao_Paulo", date(2018, 11, 4), 23),
        ("America/Sao_Paulo", date(2018, 2, 17), 25),
        ("Pacific/Apia", date(2011, 12, 30), 0),
        ("Asia/Kolkata", date(2026, 11, 1), 24),
    ],
)
def test_a_day_has_the_hours_that_its_clocks_showed(zone: str, day: date, hours: int) -> None:
    assert midnight(zone, day + timedelta(days=1)) - midnight(zone, day) == hours * 3_600


@given(st.lists(st.tuples(st.integers(0, 200), st.integers(1, 60), st.sampled_from("abc")), max_size=20))
def test_claims_are_those_of_a_child_who_marks_every_second(wanted: list[tuple[int, int, str]]) -> None:
    claims = Claims()
    marked: dict[int, str] = {}
    for start, length, clock in wanted:
        parts = claims.cut([(None, start, start + length, None)], clock)
        assert [part[1:3] for part in parts] == sorted(part[1:3] for part in parts)
        free = [(first, last) for reason, first, last, _limit in parts if reason is None]
        taken = [(first, last) for reason, first, last, _limit in parts if reason is Reason.OVERLAP]
        assert _seconds(free) == {s for s in range(start, start + length) if marked.get(s, clock) == clock}
        assert _seconds(taken) == {s for s in range(start, start + length) if marked.get(s, clock) != clock}
        for first, last in free:
            claims.claim(first, last, clock)
        marked.update(dict.fromkeys(_seconds(free), clock))


def _seconds(stretches: list[tuple[int, int]]) -> set[int]:
    return {second for first, last in stretches for second in range(first, last)}


def _shown(zone: str, second: int) -> date:
    from zoneinfo import ZoneInfo

    return datetime.fromtimestamp(second, UTC).astimezone(ZoneInfo(zone)).date()


@pytest.mark.parametrize("rule", ["not_counted", "counted_in_sessions"])
@pytest.mark.parametrize("kind", [EntryKind.LIVE, EntryKind.MAKE_UP, EntryKind.SELF_PACED])
def test_the_break_of_a_session_counts_where_the_policy_says_so_and_a_pause_at_the_desk_never(
    rule: str, kind: EntryKind
) -> None:
    gaps = (Gap(GapKind.PAUSED, 600, 300), Gap(GapKind.AWAY, 1_200, 60))
    subject = "hope-01" if kind is EntryKind.SELF_PACED else "L01"
    entry = line(subject, seconds=2_000, kind=kind, gaps=gaps)
    record = credited(entry, policy=Policy(break_rule=rule))
    breaks = [] if rule == "counted_in_sessions" and kind is not EntryKind.SELF_PACED else [(Reason.BREAK, 300)]
    assert reasons(*record.credits) == [*breaks, (Reason.AWAY, 60)]
    assert not check_identities(record)
