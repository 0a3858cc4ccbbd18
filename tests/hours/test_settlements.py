"""Settlements: who may leave what out, that it lasts, and that whatever was found can be settled."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from tests.hours.histories import adjustment, chained, credited, line, reversal, settlement, stored, tampered
from trainer.hours.doubts import Doubts
from trainer.hours.entry_reader import entry_from_body
from trainer.hours.findings import Finding, FindingKind
from trainer.hours.ledger import Entry, Head, StoredLine, body_bytes
from trainer.hours.record import Reason
from trainer.hours.settlements import Settlement, settlement_from, standing_settlements
from trainer.hours.settling import still_open, to_settle
from trainer.hours.verify import verify_chain

FIRST = line("hope-01", "2026-09-14 14:00:00", 1_200)
SECOND = line("hope-02", "2026-09-14 15:00:00", 1_200)
TWO = chained([FIRST, SECOND])
SECOND_LEFT_OUT = "laptop:2-2"


def reasons(*lines: Entry, doubtful: frozenset[str] = frozenset()) -> dict[str, list[Reason]]:
    record = credited(*lines, doubtful=doubtful)
    return {item.entry_id: [refusal.reason for refusal in item.refusals] for item in record.credits}


# What a settlement says.


@pytest.mark.parametrize("text", ["laptop:2-2", "laptop:2-14", "laptop:2-2:columns", "~00ab:-5-9999999999"])
def test_what_a_settlement_says_is_read_back_as_it_was_written(text: str) -> None:
    settled = settlement_from(text)
    assert settled is not None
    assert settled.subject == text


@pytest.mark.parametrize(
    "text", ["", "laptop", "laptop:2", "laptop:2-", ":2-2", "laptop:2-2:", "a:b:2-2", "laptop:2-2:X"]
)
def test_what_is_no_settlement_settles_nothing(text: str) -> None:
    assert settlement_from(text) is None
    assert credited(*TWO, settlement(text)).credited_seconds == 2_400


@given(st.text(max_size=60), st.integers(), st.integers(), st.sampled_from(FindingKind))
def test_whatever_stands_in_the_table_has_a_settlement_that_fits_a_line(
    device: str, first: int, last: int, kind: FindingKind
) -> None:
    found = Finding(kind, device, first, last)
    (settled,) = to_settle(Doubts(findings=(found,)), ())
    assert settlement_from(settled.subject) == settled
    assert len(settled.subject) <= 80
    assert settled.settles(found)
    written = settlement(settled.subject)
    assert entry_from_body(body_bytes(written), "").subject == settled.subject
    assert still_open(Doubts(findings=(found,)), [written]).count == 0


# Who may, and for how long.


def test_a_line_that_was_left_out_is_refused_with_its_own_reason() -> None:
    assert reasons(*TWO, settlement(SECOND_LEFT_OUT))[SECOND.id] == [Reason.LEFT_OUT]
    assert reasons(*TWO, settlement(SECOND_LEFT_OUT))[FIRST.id] == []
    assert reasons(*TWO, settlement("phone:2-2"))[SECOND.id] == [], "of another computer"


def test_it_stays_left_out_while_it_is_in_doubt_and_after() -> None:
    for doubtful in (frozenset[str](), frozenset({SECOND.id})):
        assert reasons(*TWO, settlement(SECOND_LEFT_OUT), doubtful=doubtful)[SECOND.id] == [Reason.LEFT_OUT]


def test_a_lost_line_that_turns_up_again_does_not_count_beside_what_was_entered_for_it() -> None:
    office = [settlement(SECOND_LEFT_OUT), adjustment("hope-02", 1_200)]
    without, found_again = credited(TWO[0], *office), credited(*TWO, *office)
    assert without.credited_seconds == found_again.credited_seconds == 2_400


@pytest.mark.parametrize("second", ["", "instructor"])
def test_one_person_leaves_nothing_out(second: str) -> None:
    alone = settlement(SECOND_LEFT_OUT, second_author_id=second)
    assert reasons(*TWO, alone)[SECOND.id] == []
    assert standing_settlements([*TWO, alone], frozenset()) == ()


def test_a_settlement_in_doubt_settles_nothing() -> None:
    made = settlement(SECOND_LEFT_OUT)
    assert reasons(*TWO, made, doubtful=frozenset({made.id}))[SECOND.id] == []


def test_two_people_take_it_back_and_one_does_not() -> None:
    made = settlement(SECOND_LEFT_OUT)
    assert reasons(*TWO, made, reversal(made, second_author_id=""))[SECOND.id] == [Reason.LEFT_OUT]
    assert reasons(*TWO, made, reversal(made))[SECOND.id] == []
    back = reversal(made)
    assert reasons(*TWO, made, back, reversal(back))[SECOND.id] == [Reason.LEFT_OUT]


def test_no_settlement_leaves_out_another_or_what_takes_it_back() -> None:
    made = structs.replace(settlement(SECOND_LEFT_OUT), device_id="office", sequence=1)
    back = structs.replace(reversal(made), device_id="office", sequence=2)
    all_of_the_office = settlement("office:1-9")
    assert reasons(*TWO, made, all_of_the_office)[SECOND.id] == [Reason.LEFT_OUT]
    assert reasons(*TWO, made, back, all_of_the_office)[SECOND.id] == []


def test_what_a_reversal_took_back_that_is_left_out_stays_out() -> None:
    back = structs.replace(reversal(TWO[1]), device_id="office", sequence=1)
    assert reasons(*TWO, back)[SECOND.id] == [Reason.REVERSED]
    assert reasons(*TWO, back, settlement("office:1-1"))[SECOND.id] == [Reason.LEFT_OUT]


# What was found, and what is left.


def test_neighbours_are_settled_in_one_line() -> None:
    found = tuple(Finding(FindingKind.LOOSE, "laptop", n, n, f"line-{n}") for n in (7, 3, 4, 5))
    assert to_settle(Doubts(findings=found), ()) == (Settlement("laptop", 3, 5), Settlement("laptop", 7, 7))


def test_a_line_beyond_doubt_is_only_looked_at() -> None:
    found = Finding(FindingKind.COLUMNS, "laptop", 2, 2, SECOND.id, columns=("subject",))
    assert to_settle(Doubts(findings=(found,)), TWO) == (Settlement("laptop", 2, 2, "columns"),)
    assert reasons(*TWO, settlement("laptop:2-2:columns"))[SECOND.id] == []


def test_a_stretch_that_a_receipt_shows_to_be_rebuilt_is_never_let_count() -> None:
    """Its lines fit together, whoever wrote them."""
    entries = chained([line(start=f"2026-09-14 1{n}:00:00", seconds=600) for n in range(6)])
    rebuilt = chained([entries[0], *[structs.replace(entry, measured_seconds=900) for entry in entries[1:]]])
    report = verify_chain(stored(rebuilt), [Head("laptop", 6, entries[5].hash)])
    doubts = Doubts(ids=report.doubtful, findings=report.findings)
    assert len(doubts.ids) >= 5
    assert all(not one.seen for one in to_settle(doubts, rebuilt, count_unchanged=True))


def test_what_is_found_later_is_open_again() -> None:
    found = Finding(FindingKind.CHANGED, "laptop", 2, 2, SECOND.id)
    later = Finding(FindingKind.MISSING, "laptop", 3, 4)
    lines = [*TWO, settlement(SECOND_LEFT_OUT)]
    doubts = Doubts(ids=frozenset({SECOND.id}), findings=(found, later))
    assert still_open(doubts, lines) == Doubts(findings=(later,))


def test_a_line_in_doubt_that_no_finding_names_is_open_until_it_is_left_out() -> None:
    doubts = Doubts(ids=frozenset({SECOND.id}))
    assert still_open(doubts, TWO).count == 1
    assert to_settle(doubts, TWO) == (Settlement("laptop", 2, 2),)
    assert still_open(doubts, [*TWO, settlement(SECOND_LEFT_OUT)]).count == 0


@settings(max_examples=300)
@given(st.randoms(use_true_random=False))
def test_whatever_was_done_to_a_chain_can_be_settled_and_stays_so(chance: random.Random) -> None:
    entries = chained([line(start=f"2026-09-14 1{n}:00:00", seconds=600) for n in range(8)])
    table = stored(entries)
    for _edit in range(chance.randint(1, 4)):
        table = _edited(table, chance)
    report = verify_chain(table)
    known = [entry for entry in map(_as_far_as_it_reads, table) if entry is not None]
    doubts = Doubts(ids=report.doubtful, findings=report.findings)
    decided = [settlement(one.subject) for one in to_settle(doubts, known)]
    assert still_open(doubts, [*known, *decided]).count == 0
    assert bool(decided) == bool(report.findings)
    if decided:
        assert still_open(doubts, [*known, *decided[1:]]).count > 0, "none of them is too much"


def _edited(table: list[StoredLine], chance: random.Random) -> list[StoredLine]:
    index = chance.randrange(len(table))
    old = table[index]
    edits = {
        "cut": lambda: table[:index] + table[index + 1 :] or table,
        "body": lambda: tampered(
            table, index, body=old.body.replace(b'"measured_seconds":600', b'"measured_seconds":900')
        ),
        "nonsense": lambda: tampered(table, index, body=b"nonsense"),
        "hash": lambda: tampered(table, index, hash="1" * 64),
        "column": lambda: tampered(table, index, measured_seconds=6_000),
        "device": lambda: tampered(table, index, device_id="x" * 40),
        "copy": lambda: [*table, structs.replace(old, position=table[-1].position + 1)],
        "order": lambda: chance.sample(table, len(table)),
    }
    return edits[chance.choice(sorted(edits))]()


def _as_far_as_it_reads(row: StoredLine) -> Entry | None:
    try:
        return structs.replace(entry_from_body(row.body, ""), hash=row.hash)
    except ValueError:
        return None
