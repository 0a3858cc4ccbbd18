"""Settling what is in doubt: always two people, nothing counted twice, and nobody gains hours by it."""

from dataclasses import replace

import pytest
from msgspec import structs

from tests.cohorts.test_corrections import PIN, House
from tests.fakes.records import ENROLMENT, make_entry
from trainer.cohorts.corrections import Adjust, Approval, Settle, TakeBack
from trainer.errors import TrainerError
from trainer.hours.doubts import Doubts
from trainer.hours.findings import Finding, FindingKind
from trainer.hours.ledger import Entry, EntryKind
from trainer.hours.record import Reason

BEN = Approval("ben", PIN)


class Torn(House):
    """A house where somebody edited the file: some lines are in doubt."""

    def __init__(self) -> None:
        super().__init__()
        self.second = self.append(make_entry(1, id="line-2", gaps=(), subject="two-01", hash="of line 2"))
        self.doubts = Doubts()
        self.line = self.study.ledger.lines["line-1"] = structs.replace(self.line, hash="of line 1")
        self.study.doubts.of = lambda _enrolment: self.doubts  # type: ignore[method-assign]

    def doubt(self, *lines: Entry, kind: FindingKind = FindingKind.LOOSE) -> None:
        findings = tuple(Finding(kind, line.device_id, line.sequence, line.sequence, line.id) for line in lines)
        self.doubts = Doubts(ids=frozenset(line.id for line in lines), findings=findings)

    @property
    def credited_seconds(self) -> int:
        return self.service.books("ines", self.context).record.credited_seconds


@pytest.fixture
def house() -> Torn:
    return Torn()


def test_one_person_settles_nothing_however_little_is_at_stake(house: Torn) -> None:
    house.doubt(house.second)
    assert house.preview(Settle()).second_person
    with pytest.raises(TrainerError, match="two people"):
        house.correct(Settle())
    assert house.lines == ["line-2"]


def test_two_people_leave_it_out_with_their_names_and_their_reason(house: Torn) -> None:
    house.doubt(house.second)
    outcome = house.correct(Settle(), approval=BEN)
    line = house.study.ledger.lines["correction-1"]
    assert (line.kind, line.subject) == (EntryKind.SETTLEMENT, "device-1:3-3")
    assert (line.author_id, line.second_author_id) == ("ines", "ben")
    assert outcome.comparison.total.difference == 0, "it did not count before either"
    refused = {item.entry_id: [one.reason for one in item.refusals] for item in outcome.after.credits}
    assert refused["line-2"] == [Reason.LEFT_OUT]
    with pytest.raises(TrainerError, match="Nothing in this record"):
        house.correct(Settle(), approval=BEN, entry_id="correction-2")


def test_two_people_may_let_unchanged_lines_count(house: Torn) -> None:
    house.doubt(house.line, house.second)
    assert house.credited_seconds == 0
    seen = house.preview(Settle(count_unchanged=True)).comparison.total
    outcome = house.correct(Settle(count_unchanged=True), approval=BEN)
    assert outcome.comparison.total == seen
    assert outcome.after.credited_seconds == house.credited_seconds == 900 + 1_500
    assert house.study.ledger.lines["correction-1"].subject == "device-1:1-1:loose"
    house.doubts = Doubts()
    assert house.credited_seconds == 2_400, "and no more where the doubt is gone, as when a backup came back"


def test_time_at_two_desks_is_counted_once_when_it_was_settled(house: Torn) -> None:
    """Once an offer to enter time again counted what another device had been credited with meanwhile."""
    phone = house.append(make_entry(0, "phone", id="line-3", gaps=(), subject="one-02", hash="of line 3"))
    before = house.credited_seconds
    house.doubt(phone)
    house.correct(Settle(count_unchanged=True), approval=BEN)
    assert house.credited_seconds == before


def test_a_line_that_is_changed_after_it_was_let_count_is_in_doubt_again(house: Torn) -> None:
    house.doubt(house.second)
    house.correct(Settle(count_unchanged=True), approval=BEN)
    house.doubt(house.second, kind=FindingKind.CHANGED)
    assert house.credited_seconds == 900
    assert house.preview(Settle()).lines


def test_trying_again_settles_once(house: Torn) -> None:
    house.doubt(house.second)
    house.correct(Settle(), approval=BEN)
    count = len(house.lines)
    house.correct(Settle(), approval=BEN)
    assert len(house.lines) == count


@pytest.mark.parametrize("kind", [FindingKind.CHANGED, FindingKind.INSERTED, FindingKind.NOT_AS_RECEIPT])
def test_what_somebody_wrote_by_hand_never_counts(house: Torn, kind: FindingKind) -> None:
    house.doubt(house.second, kind=kind)
    outcome = house.correct(Settle(count_unchanged=True), approval=BEN)
    assert outcome.after.credited_seconds == 900


def test_what_two_lines_claim_never_counts(house: Torn) -> None:
    rival = structs.replace(house.second, id="rival", hash="of the rival")
    house.study.ledger.lines["rival"] = rival
    house.doubts = Doubts(ids=frozenset({"line-2", "rival"}))
    outcome = house.correct(Settle(count_unchanged=True), approval=BEN)
    assert outcome.after.credited_seconds == 900


def test_a_line_that_was_put_in_does_not_take_the_true_one_with_it(house: Torn) -> None:
    rival = house.study.ledger.lines["rival"] = structs.replace(house.second, id="rival", hash="of the rival")
    house.doubt(rival, kind=FindingKind.INSERTED)
    outcome = house.correct(Settle(), approval=BEN)
    assert outcome.after.credited_seconds == outcome.before.credited_seconds == 900 + 1_500
    with pytest.raises(TrainerError, match="Nothing in this record"):
        house.correct(Settle(), approval=BEN, entry_id="correction-2")


def test_nobody_gains_hours_because_a_reversal_is_in_doubt(house: Torn) -> None:
    house.correct(TakeBack(house.line.id), entry_id="back")
    before = house.credited_seconds
    house.doubt(house.study.ledger.lines["back"], kind=FindingKind.CHANGED)
    outcome = house.correct(Settle(), approval=BEN)
    assert outcome.after.credited_seconds == before == 1_500
    refused = {item.entry_id: [one.reason for one in item.refusals] for item in outcome.after.credits}
    assert refused["line-1"] == [Reason.LEFT_OUT]


def test_measured_time_that_is_in_no_line_any_more_is_said_until_two_people_looked(house: Torn) -> None:
    house.correct(Adjust(60, "one-01"), entry_id="kept")
    house.study.ledger.lines.pop("line-2")
    house.correct(Adjust(60, "one-01"), entry_id="later")
    assert house.study.projections.unexplained[ENROLMENT] == 1_500, "a later line does not wipe it away"
    outcome = house.correct(Settle(), approval=BEN)
    assert house.study.ledger.lines["correction-1"].subject == "totals:0-1500:totals"
    assert outcome.comparison.total.difference == 0
    assert house.study.projections.unexplained[ENROLMENT] == 0
    with pytest.raises(TrainerError, match="Nothing in this record"):
        house.correct(Settle(), approval=BEN, entry_id="correction-2")


def test_a_correction_that_would_be_in_doubt_itself_is_not_written(house: Torn) -> None:
    house.doubts, before = Doubts(ids=frozenset({"correction-1"})), house.study.commits
    with pytest.raises(TrainerError, match="own lines"):
        house.correct(Adjust(600, "one-01"))
    assert house.study.commits == before


def test_nothing_is_settled_in_the_places_of_lines_that_are_lost(house: Torn) -> None:
    """The office's own tail was cut off: what is written now would take their places."""
    house.doubts = Doubts(findings=(Finding(FindingKind.CUT, "office", 4, 9),))
    house.study.ledger.lines["line-2"] = structs.replace(house.second, device_id="office")
    house.doubts = replace(house.doubts, ids=frozenset({"line-2"}))
    with pytest.raises(TrainerError, match="own lines"):
        house.correct(Settle(), approval=BEN)


def test_a_settlement_is_taken_back_by_two_and_the_doubt_is_open_again(house: Torn) -> None:
    house.doubt(house.second)
    house.correct(Settle(), approval=BEN)
    with pytest.raises(TrainerError, match="second person"):
        house.correct(TakeBack("correction-1"), entry_id="back")
    house.correct(TakeBack("correction-1"), entry_id="back", approval=BEN)
    assert house.preview(Settle()).lines
