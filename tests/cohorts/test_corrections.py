"""Corrections: who may, who approves with their own PIN, before and after, and always one new line or none."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.fakes.programmes import make_programme
from tests.fakes.records import ENROLMENT, PERSON, START, make_enrolment, make_entry, make_person
from tests.fakes.staff import MemoryStaffUnit
from tests.fakes.study_unit import MemoryStudyUnit
from trainer.clock import SimulatedClock
from trainer.cohorts.accounts import AccountService
from trainer.cohorts.corrections import (
    Adjust,
    Approval,
    ApprovalError,
    Change,
    Correction,
    CorrectionService,
    Outcome,
    Preview,
    Recalculate,
    TakeBack,
)
from trainer.cohorts.people import Role
from trainer.errors import TrainerError
from trainer.hours.comparison import Change as Before
from trainer.hours.doubts import Doubts
from trainer.hours.ledger import Entry, EntryKind, Gap, GapKind
from trainer.hours.policy import Policy
from trainer.hours.record import Reason
from trainer.hours.service import HoursContext, HoursService

PIN = "493817"
REASON = "She studied on paper while the computer was away."
SECOND = Policy(version=2, effective_from="2027-01-01", idle_limit_seconds=600)
QUIET = (Gap(GapKind.QUIET, 100, 900),)


class House:
    """One learner with a line of 25 minutes, a learner beside her, and three people who teach; Ben has a PIN."""

    def __init__(self) -> None:
        self.study, self.staff = MemoryStudyUnit(), MemoryStaffUnit()
        self.clock = SimulatedClock(START + timedelta(days=2))
        self.accounts = AccountService(self.staff.open, self.clock)
        for key, role in {"ines": Role.INSTRUCTOR, "ben": Role.INSTRUCTOR, "alma": Role.ADMINISTRATOR}.items():
            self.staff.people.add_person(make_person(id=key, role=role, name=key.title()))
        self.staff.people.add_person(make_person())
        self.staff.people.add_person(make_person(id="lea"))
        self.staff.people.add_person(make_person(id="otto", role=Role.AUDITOR))
        self.staff.people.add_enrolment(make_enrolment())
        self.staff.people.add_enrolment(make_enrolment(id="of-lea", person_id="lea"))
        self.accounts.set_pin("ben", PIN)
        policies = {policy.name: policy for policy in (Policy(), SECOND)}
        self.context = HoursContext(ENROLMENT, make_programme(), policies)
        self.service = CorrectionService(HoursService(self.study.open), self.accounts, self.clock, "office")
        self.line = self.append(make_entry(0, id="line-1", gaps=QUIET))
        self.hers = self.append(make_entry(0, id="hers", enrolment_id="of-lea"))

    def append(self, entry: Entry) -> Entry:
        HoursService(self.study.open).append(entry, replace(self.context, enrolment_id=entry.enrolment_id))
        return self.study.ledger.lines[entry.id]

    def correct(self, change: Change, author: str = "ines", reason: str = REASON, **more: object) -> Outcome:
        wish = Correction(str(more.pop("entry_id", "correction-1")), change, reason)
        return self.service.correct(author, wish, self.context, **more)  # type: ignore[arg-type]

    def preview(self, change: Change, author: str = "ines") -> Preview:
        return self.service.preview(author, change, self.context)

    @property
    def lines(self) -> list[str]:
        return [id_ for id_ in self.study.ledger.lines if id_ not in (self.line.id, self.hers.id)]


@pytest.fixture
def house() -> House:
    return House()


def test_time_is_added_by_a_new_line_with_author_reason_and_policy(house: House) -> None:
    outcome = house.correct(Adjust(600, "one-01"))
    line = house.study.ledger.lines["correction-1"]
    assert (line.kind, line.measured_seconds, line.subject) == (EntryKind.ADJUSTMENT, 600, "one-01")
    assert (line.author_id, line.second_author_id, line.reason) == ("ines", "", REASON)
    assert (line.policy, line.device_id, line.started_at) == ("default-1", "office", house.clock.now())
    assert outcome.comparison.total.difference == 600
    assert house.study.projections.saved[ENROLMENT] == outcome.after


def test_trying_again_under_the_same_id_corrects_once_and_says_the_same(house: House) -> None:
    first = house.correct(Adjust(600, "one-01"))
    assert house.correct(Adjust(600, "one-01")) == first
    assert house.lines == ["correction-1"]


def test_a_line_is_taken_back_and_restored(house: House) -> None:
    house.correct(TakeBack(house.line.id))
    with pytest.raises(TrainerError, match="already"):
        house.correct(TakeBack(house.line.id), entry_id="correction-2")
    outcome = house.correct(TakeBack("correction-1"), entry_id="correction-3")
    assert outcome.before.credited_seconds == 0
    assert outcome.after.credited_seconds == 900


def test_before_and_after_are_shown_first_and_nothing_is_written(house: House) -> None:
    before = house.study.commits
    for change, after in (
        (Adjust(-600, "one-01"), 300),
        (TakeBack(house.line.id), 0),
        (Recalculate("default-2"), 1200),
    ):
        seen = house.preview(change)
        assert (seen.comparison.total.before, seen.comparison.total.after) == (900, after)
        assert seen.limit_seconds == 1_800
    assert not house.lines
    assert house.study.commits == before


def test_the_preview_says_what_of_the_adjustment_does_not_count(house: House) -> None:
    seen = house.preview(Adjust(36_000, "one-01"))
    assert [refusal.reason for refusal in seen.lines[0].refusals] == [Reason.LESSON_CAP]
    assert seen.second_person


@pytest.mark.parametrize("change", [Adjust(600, "", "one"), TakeBack("line-1"), Recalculate("default-2")])
def test_what_was_shown_is_what_comes(house: House, change: Change) -> None:
    shown, made = house.preview(change).comparison, house.correct(change).comparison
    assert (shown.total, shown.by_competency, shown.by_mode) == (made.total, made.by_competency, made.by_mode)
    assert shown.moved_lines == made.moved_lines


def test_a_recalculation_is_a_line_and_can_be_taken_back(house: House) -> None:
    outcome = house.correct(Recalculate("default-2"))
    assert house.study.ledger.lines["correction-1"].kind is EntryKind.RECALCULATION
    assert [line.difference for line in outcome.comparison.lines] == [300]
    assert house.correct(TakeBack("correction-1"), entry_id="correction-2").after.credited_seconds == 900


@pytest.mark.parametrize("author", [PERSON, "lea", "otto", "nobody", ""])
@pytest.mark.parametrize("change", [Adjust(600, "one-01"), TakeBack("hers"), Recalculate("default-2")])
def test_others_than_staff_may_neither_look_nor_correct(house: House, author: str, change: Change) -> None:
    with pytest.raises(TrainerError, match="instructor"):
        house.preview(change, author)
    with pytest.raises(TrainerError, match="instructor"):
        house.correct(change, author)
    assert not house.lines


def test_the_line_of_another_learner_is_not_here(house: House) -> None:
    for call in (house.preview, house.correct):
        with pytest.raises(TrainerError, match="not in the learner's record"):
            call(TakeBack("hers"))
    assert not house.lines


def test_an_enrolment_that_is_not_here_is_refused(house: House) -> None:
    house.context = replace(house.context, enrolment_id="nowhere")
    with pytest.raises(TrainerError, match="not on this computer"):
        house.correct(Adjust(600, "one-01"))


def test_an_instructor_who_learns_too_does_not_correct_their_own_hours(house: House) -> None:
    house.staff.people.add_enrolment(make_enrolment(person_id="ines"))
    with pytest.raises(TrainerError, match="their own hours"):
        house.correct(Adjust(600, "one-01"))


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (Adjust(600, "one-01"), "because"),
        (Adjust(600, "one-01"), "x" * 2_001),
        (Adjust(0, "one-01"), REASON),
        (Adjust(600, "nine-99"), REASON),
        (Adjust(600), REASON),
        (Recalculate("default-9"), REASON),
        (Recalculate("default-1"), REASON),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_written(house: House, change: Change, reason: str) -> None:
    with pytest.raises(TrainerError):
        house.correct(change, reason=reason)
    assert not house.lines


# A second person.


@pytest.mark.parametrize("seconds", [1_801, -1_801, 7_200])
def test_above_the_limit_a_second_person_approves_with_their_own_pin(house: House, seconds: int) -> None:
    change = Adjust(seconds, "one-01")
    assert house.preview(change).second_person
    with pytest.raises(TrainerError, match="second person"):
        house.correct(change)
    house.correct(change, approval=Approval("ben", PIN))
    assert house.study.ledger.lines["correction-1"].second_author_id == "ben"


def test_at_the_limit_one_person_decides(house: House) -> None:
    assert not house.preview(Adjust(1_800, "one-01")).second_person
    house.correct(Adjust(1_800, "one-01"))
    assert house.lines


def test_the_policy_in_force_on_the_day_decides_who_has_to_approve(house: House) -> None:
    strict = replace(SECOND, effective_from="2026-09-16", adjustment_limit_seconds=None)
    house.context = replace(house.context, policies={**house.context.policies, strict.name: strict})
    assert house.preview(Adjust(60, "one-01")).second_person
    with pytest.raises(TrainerError, match="Every correction"):
        house.correct(Adjust(60, "one-01"))


@pytest.mark.parametrize(
    ("person", "pin", "says"),
    [
        ("ben", "000000", "not the PIN of Ben"),
        ("ben", "", "not the PIN of Ben"),
        ("alma", "", "no PIN yet"),
        (PERSON, "", "Only an instructor"),
        ("otto", "", "Only an instructor"),
        ("nobody", "", "Only an instructor"),
    ],
)
def test_nobody_else_approves_and_nothing_is_written(house: House, person: str, pin: str, says: str) -> None:
    with pytest.raises(ApprovalError, match=says):
        house.correct(Adjust(7_200, "one-01"), approval=Approval(person, pin))
    assert not house.lines


def test_nobody_approves_their_own_correction(house: House) -> None:
    with pytest.raises(TrainerError, match="somebody else"):
        house.correct(Adjust(7_200, "one-01"), author="ben", approval=Approval("ben", PIN))
    assert [person.id for person in house.service.approvers("ben")] == ["alma", "ines"]


def test_too_many_wrong_pins_make_everybody_wait(house: House) -> None:
    for _try in range(5):
        with pytest.raises(ApprovalError):
            house.correct(Adjust(7_200, "one-01"), approval=Approval("ben", "000000"))
    with pytest.raises(TrainerError, match="wait"):
        house.correct(Adjust(7_200, "one-01"), approval=Approval("ben", PIN))
    assert not house.lines


def test_a_full_disk_leaves_nothing_and_the_same_can_be_tried_again(house: House) -> None:
    house.study.full_disk = True
    with pytest.raises(TrainerError, match="full"):
        house.correct(Adjust(600, "one-01"))
    house.study.full_disk = False
    house.correct(Adjust(600, "one-01"))
    assert house.lines == ["correction-1"]


def test_a_line_in_doubt_counts_neither_before_nor_after(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the record shows and what a correction is judged by are the same hours."""
    monkeypatch.setattr(house.study.doubts, "of", lambda _enrolment: Doubts(ids=frozenset({"line-1"})))
    change = Adjust(600, "one-02")
    seen, made = house.preview(change).comparison, house.correct(change).comparison
    assert (seen.total, made.total) == (Before(0, 600), Before(0, 600))
    assert house.service.books("ines", house.context).record.credited_seconds == 600
