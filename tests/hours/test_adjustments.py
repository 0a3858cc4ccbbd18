"""Corrections: who may make them, with what reason, and with whose approval."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from msgspec import structs

from tests.hours.histories import LOS_ANGELES, PROGRAMME, credited, line
from trainer.errors import TrainerError
from trainer.hours.adjustments import Signing, adjustment, reversal
from trainer.hours.entry_reader import entry_from_body
from trainer.hours.ledger import Entry, EntryKind, body_bytes
from trainer.hours.policy import Policy

SIGNING = Signing(
    enrolment_id="enrolment",
    learner_id="learner",
    author_id="instructor",
    reason="The power went out in class.",
    device_id="office",
    edition="edition-1",
    now=datetime(2026, 9, 15, 16, 0, 0, 123, tzinfo=UTC),
    zone=LOS_ANGELES,
)
APPROVED = replace(SIGNING, second_author_id="coordinator")


def adjust(signing: Signing = SIGNING, seconds: int = 600, subject: str = "hope-01", **more: str) -> Entry:
    return adjustment(signing, Policy(), PROGRAMME, seconds=seconds, subject=subject, **more)


@pytest.mark.parametrize("seconds", [600, -600, 1_800])
def test_an_adjustment_is_a_line_that_the_ledger_takes_and_the_credit_counts(seconds: int) -> None:
    entry = adjust(seconds=seconds)
    assert entry_from_body(body_bytes(entry), "") == structs.replace(entry, evidence={})
    assert (entry.kind, entry.author_id, entry.reason) == (EntryKind.ADJUSTMENT, "instructor", SIGNING.reason)
    assert entry.started_at == datetime(2026, 9, 15, 16, tzinfo=UTC)
    assert credited(entry).credited_seconds == seconds


def test_an_adjustment_can_belong_to_a_competency_or_to_the_exams_alone() -> None:
    assert credited(adjust(subject="", competency="role")).by_competency == {"role": 600}
    assert credited(adjust(subject="", competency="exams")).by_competency == {"exams": 600}
    assert credited(adjust(subject="L02", competency="self")).by_competency == {"self": 600}


def test_an_adjustment_of_a_session_is_shared_as_the_session_is() -> None:
    assert credited(adjust(subject="L02", seconds=-601)).by_competency == {"role": -301, "self": -300}


@pytest.mark.parametrize("reason", ["", "because", "   too short   "[:12]])
def test_a_reason_needs_ten_characters(reason: str) -> None:
    with pytest.raises(TrainerError, match="at least 10 characters"):
        adjust(replace(SIGNING, reason=reason))


def test_a_reason_is_no_novel() -> None:
    with pytest.raises(TrainerError, match="longer than"):
        adjust(replace(SIGNING, reason="x" * 2_001))


def test_a_larger_correction_needs_a_second_person() -> None:
    with pytest.raises(TrainerError, match="more than 30 min needs a second person"):
        adjust(seconds=1_801)
    with pytest.raises(TrainerError, match="more than 30 min"):
        adjust(seconds=-1_801)
    assert adjust(APPROVED, seconds=1_801).second_author_id == "coordinator"


def test_a_policy_without_a_limit_wants_a_second_person_for_every_correction() -> None:
    policy = replace(Policy(), adjustment_limit_seconds=None)
    with pytest.raises(TrainerError, match="Every correction"):
        adjustment(SIGNING, policy, PROGRAMME, seconds=1, subject="hope-01")


@pytest.mark.parametrize("second", ["instructor", "learner"])
def test_the_second_person_is_never_the_author_or_the_learner(second: str) -> None:
    with pytest.raises(TrainerError, match="somebody else"):
        adjust(replace(SIGNING, second_author_id=second))


def test_learners_do_not_correct_their_own_hours() -> None:
    with pytest.raises(TrainerError, match="their own hours"):
        adjust(replace(APPROVED, author_id="learner"))


@pytest.mark.parametrize(
    ("subject", "competency"), [("old-07", ""), ("", "chemistry"), ("", ""), ("hope-01", "chemistry")]
)
def test_an_adjustment_belongs_to_something_of_the_course(subject: str, competency: str) -> None:
    with pytest.raises(TrainerError):
        adjust(subject=subject, competency=competency)


@pytest.mark.parametrize("seconds", [0, 10**8])
def test_an_adjustment_adds_or_takes_some_time(seconds: int) -> None:
    with pytest.raises(TrainerError, match="some time"):
        adjust(seconds=seconds)


def test_a_reversal_takes_a_line_back_and_a_second_one_restores_it() -> None:
    first = line(seconds=2_400)
    taken = reversal(APPROVED, Policy(), first, [first])
    assert entry_from_body(body_bytes(taken), "") == structs.replace(taken, evidence={})
    assert credited(first, taken).credited_seconds == 0
    restored = reversal(APPROVED, Policy(), taken, [first, taken])
    assert credited(first, taken, restored).credited_seconds == 2_400
    again = reversal(APPROVED, Policy(), first, [first, taken, restored])
    assert credited(first, taken, restored, again).credited_seconds == 0


def test_what_is_at_stake_decides_whether_a_second_person_is_needed() -> None:
    short, long = line(seconds=1_800), line(seconds=1_801)
    assert reversal(SIGNING, Policy(), short, [short]).second_author_id == ""
    with pytest.raises(TrainerError, match="second person"):
        reversal(SIGNING, Policy(), long, [long])
    taken = reversal(APPROVED, Policy(), long, [long])
    with pytest.raises(TrainerError, match="second person"):
        reversal(SIGNING, Policy(), taken, [long, taken])


def test_a_line_is_taken_back_once() -> None:
    first = line(seconds=600)
    taken = reversal(SIGNING, Policy(), first, [first])
    with pytest.raises(TrainerError, match="already"):
        reversal(SIGNING, Policy(), first, [first, taken])


def test_only_a_line_of_this_record_can_be_taken_back() -> None:
    first, other = line(), line(enrolment_id="another")
    with pytest.raises(TrainerError, match="not in the learner's record"):
        reversal(SIGNING, Policy(), first, [])
    with pytest.raises(TrainerError, match="not in the learner's record"):
        reversal(SIGNING, Policy(), other, [other])
