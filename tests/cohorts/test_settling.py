"""Settling what is in doubt: always two people, nothing counted twice, and nobody gains hours by it."""

from dataclasses import replace

import pytest

from tests.cohorts.test_corrections import PIN, House
from tests.fakes.records import make_entry
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
        self.line = self.study.ledger.lines["line-1"] = replace(self.line, hash="of line 1")
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


def test_unchanged_time_is_entered_again_once(house: Torn) -> None:
    house.doubt(house.line, house.second)
    assert house.credited_seconds == 0
    seen = house.preview(Settle(enter_again=True)).comparison.total
    outcome = house.correct(Settle(enter_again=True), approval=BEN)
    assert outcome.comparison.total == seen
    assert outcome.after.credited_seconds == 900 + 1_500
    made = [house.study.ledger.lines[id_] for id_ in house.lines]
    assert [line.kind for line in made].count(EntryKind.ADJUSTMENT) == 2
    house.doubts = Doubts()
    assert house.credited_seconds == 2_400, "not twice where the doubt is gone, as when a backup came back"


def test_trying_again_settles_once(house: Torn) -> None:
    house.doubt(house.second)
    house.correct(Settle(enter_again=True), approval=BEN)
    count = len(house.lines)
    house.correct(Settle(enter_again=True), approval=BEN)
    assert len(house.lines) == count


@pytest.mark.parametrize("kind", [FindingKind.CHANGED, FindingKind.INSERTED, FindingKind.NOT_AS_RECEIPT])
def test_time_that_somebody_wrote_by_hand_is_not_offered_again(house: Torn, kind: FindingKind) -> None:
    house.doubt(house.second, kind=kind)
    outcome = house.correct(Settle(enter_again=True), approval=BEN)
    assert outcome.after.credited_seconds == 900


def test_what_two_lines_claim_is_not_offered_again(house: Torn) -> None:
    rival = replace(house.second, id="rival", hash="of the rival")
    house.study.ledger.lines["rival"] = rival
    house.doubts = Doubts(ids=frozenset({"line-2", "rival"}))
    outcome = house.correct(Settle(enter_again=True), approval=BEN)
    assert outcome.after.credited_seconds == 900


def test_nobody_gains_hours_because_what_took_them_away_is_in_doubt(house: Torn) -> None:
    house.correct(TakeBack(house.line.id), entry_id="back")
    house.correct(Adjust(-300, "two-01"), entry_id="less")
    before = house.credited_seconds
    for id_ in ("back", "less"):
        house.study.ledger.lines[id_] = replace(house.study.ledger.lines[id_], hash=f"of {id_}")
    house.doubt(*(house.study.ledger.lines[id_] for id_ in ("back", "less")))
    outcome = house.correct(Settle(), approval=BEN)
    assert outcome.after.credited_seconds == before == 1_200
    assert outcome.after.credited_seconds == house.credited_seconds


def test_a_line_that_takes_back_what_is_left_out_too_is_not_needed_any_more(house: Torn) -> None:
    house.correct(TakeBack(house.second.id), entry_id="back")
    back = house.study.ledger.lines["back"] = replace(house.study.ledger.lines["back"], hash="of back")
    house.doubt(house.second, back)
    outcome = house.correct(Settle(), approval=BEN)
    assert outcome.after.credited_seconds == 900


def test_a_correction_that_would_be_in_doubt_itself_is_not_written(house: Torn) -> None:
    house.doubts = Doubts(ids=frozenset({"correction-1"}))
    with pytest.raises(TrainerError, match="own lines"):
        house.correct(Adjust(600, "one-01"))
    assert not house.study.commits


def test_a_settlement_in_the_place_of_a_lost_line_leaves_no_correction_out(house: Torn) -> None:
    """The office's own tail was cut off: what is written now would take the places of the lines that are lost."""
    house.doubts = Doubts(findings=(Finding(FindingKind.CUT, "office", 4, 9),))
    house.study.ledger.lines["line-2"] = replace(house.second, device_id="office")
    house.doubts = replace(house.doubts, ids=frozenset({"line-2"}))
    with pytest.raises(TrainerError, match="own lines"):
        house.correct(Settle(enter_again=True), approval=BEN)


def test_a_settlement_is_taken_back_by_two_and_the_doubt_is_open_again(house: Torn) -> None:
    house.doubt(house.second)
    house.correct(Settle(), approval=BEN)
    with pytest.raises(TrainerError, match="second person"):
        house.correct(TakeBack("correction-1"), entry_id="back")
    house.correct(TakeBack("correction-1"), entry_id="back", approval=BEN)
    assert house.preview(Settle()).lines
