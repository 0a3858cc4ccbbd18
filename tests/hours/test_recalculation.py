"""Recalculation: who may ask for one, what it changes, what it leaves alone, and how it is taken back."""

from dataclasses import replace
from itertools import permutations

import pytest
from msgspec import structs

from tests.hours.histories import adjustment, credited, line, recalculation, reversal
from tests.hours.test_adjustments import APPROVED, SIGNING
from trainer.errors import TrainerError
from trainer.hours.adjustments import Signing, trial_recalculation
from trainer.hours.adjustments import recalculation as recalculate
from trainer.hours.adjustments import reversal as take_back
from trainer.hours.comparison import Change, Comparison, LineChange, compare_records
from trainer.hours.entry_reader import entry_from_body
from trainer.hours.ledger import Entry, EntryKind, Gap, GapKind, body_bytes
from trainer.hours.policy import Policy
from trainer.hours.record import Flag, HoursRecord, Mode

NEW = Policy(version=2, idle_limit_seconds=600)
QUIET = (Gap(GapKind.QUIET, 100, 900),)
A = line(gaps=QUIET, seconds=2_000)
EXAM = line("final", "2026-09-14 16:00:00", 1_800, kind=EntryKind.EXAM)


def record(*lines: Entry, **more: object) -> HoursRecord:
    return credited(*lines, others=[NEW], **more)  # type: ignore[arg-type]


def flags(*lines: Entry) -> list[tuple[str, ...]]:
    return [item.flags for item in record(*lines).credits]


def compared(*lines: Entry, signing: Signing = SIGNING, name: str = NEW.name) -> Comparison:
    return compare_records(record(*lines), record(*lines, trial_recalculation(signing, Policy(), name)))


def test_what_began_before_is_credited_under_the_new_policy_and_what_begins_later_is_not() -> None:
    later = line("hope-02", "2026-09-16 14:00:00", 2_000, gaps=QUIET)
    found = record(A, recalculation(NEW.name, start="2026-09-15 09:00:00"), later).credits
    assert [(item.policy, item.credited_seconds) for item in found] == [
        ("default-2", 1_700),
        ("default-1", 0),
        ("default-1", 1_400),
    ]
    assert [item.flags for item in found] == [(Flag.RECALCULATED.value,), (), ()]


def test_the_order_in_which_lines_arrive_decides_nothing() -> None:
    """Two stand in the same second; the record's own order says which one is later."""
    lines = [
        structs.replace(A, sequence=1),
        recalculation(NEW.name, start="2026-09-15 09:00:00", sequence=1),
        recalculation("default-1", start="2026-09-15 09:00:00", sequence=2),
        line("hope-02", "2026-09-15 09:00:00", 2_000, gaps=QUIET, sequence=2),
    ]
    records = [record(*found) for found in permutations(lines)]
    assert all(found == records[0] for found in records)
    assert [item.credited_seconds for item in records[0].credits if item.credited_seconds] == [1_400, 1_400]


def test_a_learners_own_limit_stays() -> None:
    own = structs.replace(A, idle_limit_seconds=400)
    assert record(own, recalculation(NEW.name, start="2026-09-15 09:00:00")).credited_seconds == 1_500


def test_a_line_whose_policy_nobody_knows_is_credited_under_one_that_somebody_does() -> None:
    strange = structs.replace(A, policy="evening-3")
    assert record(strange).credited_seconds == 0
    assert record(strange, recalculation(NEW.name, start="2026-09-15 09:00:00")).credited_seconds == 1_700


def test_changes_are_approved_under_the_policy_that_they_name() -> None:
    """The new policy asks for a second person each time; what one person did before it stays done."""
    strict = replace(NEW, adjustment_limit_seconds=None)
    lines = [A, adjustment("hope-01", 300, second_author_id=""), reversal(EXAM, second_author_id=""), EXAM]
    again = recalculation(NEW.name, start="2026-09-15 09:00:00")
    assert credited(*lines, again, others=[strict]).credited_seconds == 1_700 + 300


@pytest.mark.parametrize(
    ("lines", "flag"),
    [
        ([recalculation("default-9")], Flag.UNKNOWN_POLICY),
        ([asked := recalculation(NEW.name), reversal(asked)], Flag.REVERSED),
        ([asked, structs.replace(asked, subject="default-1")], Flag.IN_DOUBT),
        ([recalculation(NEW.name, reason=" ")], Flag.NOT_APPROVED),
        ([recalculation(NEW.name, second_author_id="instructor")], Flag.NOT_APPROVED),
        ([recalculation(NEW.name, policy="evening-3")], Flag.NOT_APPROVED),
    ],
)
def test_one_that_does_not_stand_changes_nothing_and_says_why(lines: list[Entry], flag: Flag) -> None:
    late = [structs.replace(found, started_at=A.started_at.replace(day=20)) for found in lines]
    found = record(A, *late).credits
    assert (found[0].policy, found[0].credited_seconds) == ("default-1", 1_400)
    assert flag.value in found[1].flags


def test_one_that_verification_found_fault_with_changes_nothing() -> None:
    again = recalculation(NEW.name, start="2026-09-15 09:00:00")
    found = record(A, again, doubtful=frozenset({again.id}))
    assert (found.credited_seconds, found.credits[1].flags) == (1_400, (Flag.IN_DOUBT.value,))


def test_what_is_taken_back_and_restored_counts_again() -> None:
    again = recalculation(NEW.name, start="2026-09-15 09:00:00")
    back = reversal(again, start="2026-09-15 10:00:00")
    assert record(A, again, back).credits[0] == record(A).credits[0]
    restored = record(A, again, back, reversal(back, start="2026-09-15 11:00:00"))
    assert restored.credits[:2] == record(A, again).credits


# Making one.


def test_a_recalculation_is_a_line_that_the_ledger_takes() -> None:
    entry = recalculate(SIGNING, Policy(), NEW.name, {NEW.name}, compared(A))
    assert entry_from_body(body_bytes(entry), "") == structs.replace(entry, evidence={})
    assert (entry.kind, entry.subject, entry.policy) == (EntryKind.RECALCULATION, "default-2", "default-1")
    assert record(A, entry).credited_seconds == compared(A).total.after


def test_a_comparison_shows_lines_competencies_and_modes() -> None:
    found = compared(A, EXAM)
    assert found == Comparison(
        Change(1_400 + 1_800, 1_700 + 1_800),
        (LineChange(1_400, 1_700, A.id),),
        {"hope": Change(1_400, 1_700), "exams": Change(1_800, 1_800)},
        {Mode.SELF_PACED: Change(1_400, 1_700), Mode.EXAM: Change(1_800, 1_800)},
        moved_lines=2,
    )
    assert (found.total.difference, found.changed_seconds) == (300, 300)


def test_a_gain_does_not_hide_a_loss() -> None:
    """More of the first line counts now, so less room is left in the lesson for the second."""
    found = compared(A, line(start="2026-09-15 14:00:00", seconds=1_000))
    assert (found.total.difference, [line.difference for line in found.lines]) == (0, [300, -300])
    assert found.changed_seconds == 600


def test_a_policy_that_is_not_known_is_refused() -> None:
    with pytest.raises(TrainerError, match="not known here"):
        recalculate(APPROVED, Policy(), "default-9", {NEW.name}, compared(A))


@pytest.mark.parametrize("lines", [[], [A, recalculation(NEW.name, start="2026-09-15 08:00:00")]])
def test_nothing_to_recalculate_is_said(lines: list[Entry]) -> None:
    with pytest.raises(TrainerError, match="already"):
        recalculate(APPROVED, Policy(), NEW.name, {NEW.name}, compared(*lines))


@pytest.mark.parametrize(
    ("signing", "says"),
    [
        (replace(SIGNING, reason="because"), "at least 10 characters"),
        (replace(SIGNING, author_id="learner"), "their own hours"),
        (replace(SIGNING, second_author_id="instructor"), "somebody else"),
    ],
)
def test_it_is_signed_like_any_other_correction(signing: Signing, says: str) -> None:
    with pytest.raises(TrainerError, match=says):
        recalculate(signing, Policy(), NEW.name, {NEW.name}, compared(A))


def test_a_larger_change_needs_a_second_person_and_so_does_taking_it_back() -> None:
    limit = Policy(adjustment_limit_seconds=299)
    with pytest.raises(TrainerError, match="second person"):
        recalculate(SIGNING, limit, NEW.name, {NEW.name}, compared(A))
    entry = recalculate(APPROVED, limit, NEW.name, {NEW.name}, compared(A))
    with pytest.raises(TrainerError, match="second person"):
        take_back(SIGNING, Policy(), entry, [A, entry])
    assert record(A, entry, reversal(entry, second_author_id="")).credited_seconds == 1_700
    back = take_back(APPROVED, Policy(), entry, [A, entry])
    assert record(A, entry, back).credited_seconds == 1_400


def test_what_one_person_recalculated_one_person_takes_back() -> None:
    entry = recalculate(SIGNING, Policy(), NEW.name, {NEW.name}, compared(A))
    assert take_back(SIGNING, Policy(), entry, [A, entry]).second_author_id == ""


def test_a_trial_stands_whatever_the_policy_asks_for() -> None:
    strict = Policy(adjustment_limit_seconds=None)
    trial = trial_recalculation(replace(SIGNING, reason=""), strict, NEW.name)
    assert credited(A, trial, policy=strict, others=[NEW]).credited_seconds == 1_700
