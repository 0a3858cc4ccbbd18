"""Logical faults, each put in by hand into a sound record: every one is found, none is repaired in silence."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import pytest
from msgspec import structs

from tests.hours.histories import (
    PROGRAMME,
    adjustment,
    at,
    chained,
    line,
    recalculation,
    reversal,
    row_of,
    stored,
    tampered,
)
from trainer.hours.credit import HoursRecord, credit
from trainer.hours.entry_reader import sound_entries
from trainer.hours.ledger import Entry, EntryKind, Head, StoredLine, body_bytes, sealed
from trainer.hours.oddities import odd_lines
from trainer.hours.policy import Policy
from trainer.hours.reconcile import check_identities, compare_projections
from trainer.hours.verify import verify_chain

POLICIES = {"default-1": Policy()}
NOW = at("2026-10-01 12:00:00")


@dataclass
class House:
    """A learner's record as an office keeps it: lines, totals kept for speed, receipts."""

    lines: list[StoredLine]
    entries: list[Entry]
    receipts: list[Head] = field(default_factory=list)
    kept: dict[str, dict[str, int]] = field(default_factory=dict)
    record: HoursRecord | None = None

    def faults(self) -> list[str]:
        """Returns everything that the check finds, as one list."""
        report = verify_chain(self.lines, self.receipts)
        entries, unreadable = sound_entries((row.body, row.hash) for row in self.lines if isinstance(row.body, bytes))
        record = self.record or credit(entries, POLICIES, PROGRAMME, doubtful=report.doubtful)
        odd = odd_lines(entries, record, POLICIES, learner_id="learner", now=NOW)
        return [
            *[f"{finding.kind} {finding.sequence}" for finding in report.findings],
            *[str(fault) for fault in unreadable],
            *check_identities(record),
            *[f"{found.axis} {found.name}" for found in compare_projections(self.kept, _totals(record))],
            *[f"{found.oddity} {found.entry_id}" for found in odd],
        ]


def _totals(record: HoursRecord) -> dict[str, dict[str, int]]:
    return {"subject": dict(record.by_subject), "mode": {mode.value: n for mode, n in record.by_mode.items()}}


def house(*more: Entry) -> House:
    """A sound record: eight lines on a laptop, a session and an approved adjustment from the office."""
    study = [
        line(f"hope-{n:02}" if n < 5 else f"role-{n - 4:02}", f"2026-09-{13 + n} 14:00:00", 1_800, id=f"line-{n}")
        for n in range(1, 8)
    ]
    office = [
        line("L01", "2026-09-21 18:00:00", 7_200, kind=EntryKind.LIVE, device_id="office", author_id="instructor"),
        adjustment("hope-01", 300, start="2026-09-22 09:00:00"),
    ]
    entries = chained([*study, *office, *more])
    found = House(stored(entries), entries)
    found.receipts = [Head("laptop", 5, entries[4].hash)]
    found.kept = _totals(credit(entries, POLICIES, PROGRAMME))
    return found


def _row(built: House, index: int, **changes: Any) -> House:
    built.lines = tampered(built.lines, index, **changes)
    return built


def _edited(entry: Entry, **changes: Any) -> bytes:
    values = json.loads(body_bytes(entry)) | changes
    return json.dumps(values, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def _resealed(index: int, **changes: Any) -> House:
    built = house()
    old = built.entries[index]
    new = sealed(structs.replace(old, **changes), old.sequence, old.previous_hash)
    built.lines[index] = row_of(new, built.lines[index].position)
    return built


def _without(first: int, last: int) -> House:
    built = house()
    built.lines = [*built.lines[:first], *built.lines[last:]]
    return built


def _doubled(**changes: Any) -> House:
    built = house()
    built.lines.append(structs.replace(built.lines[2], position=99, **changes))
    return built


def _swapped() -> House:
    built = house()
    built.lines[3], built.lines[4] = built.lines[4], built.lines[3]
    return built


def _rebuilt() -> House:
    built = house()
    receipts = built.receipts
    entries = [
        structs.replace(entry, measured_seconds=2_400, wall_seconds=2_400) if entry.id == "line-2" else entry
        for entry in built.entries
    ]
    forged = House(stored(chained(entries)), entries, receipts)
    forged.kept = _totals(credit(chained(entries), POLICIES, PROGRAMME))
    return forged


def _kept(axis: str, name: str, seconds: int) -> House:
    built = house()
    built.kept[axis][name] = seconds
    return built


def _wrong_record(change: Callable[[HoursRecord], HoursRecord]) -> House:
    built = house()
    built.record = change(credit(built.entries, POLICIES, PROGRAMME))
    return built


LATE = "2026-09-23 14:00:00"
FAULTS: dict[str, tuple[Callable[[], House], str]] = {
    "a changed minute": (
        lambda: _row(house(), 2, body=_edited(house().entries[2], measured_seconds=9_999)),
        "changed 3",
    ),
    "a changed hash": (lambda: _row(house(), 2, hash="0" * 64), "changed 3"),
    "a line changed and sealed again": (lambda: _resealed(2, measured_seconds=2_400), "changed 3"),
    "a line given to another subject in its column": (
        lambda: _row(house(), 2, subject="self-01"),
        "columns 3",
    ),
    "more minutes in the column": (lambda: _row(house(), 2, measured_seconds=9_999), "columns 3"),
    "a deleted line": (lambda: _without(2, 3), "missing 3"),
    "several deleted lines": (lambda: _without(1, 4), "missing 2"),
    "a deleted first line": (lambda: _without(0, 1), "missing 1"),
    "a cut tail": (lambda: _without(3, 7), "cut 4"),
    "a swapped order": (_swapped, "reordered 4"),
    "a copied row": (_doubled, "copied 3"),
    "a copied row with another id": (lambda: _doubled(id="x"), "columns 3"),
    "a rebuilt chain": (_rebuilt, "not_as_receipt 5"),
    "a body that is no line": (lambda: _row(house(), 2, body=b"{}"), "unreadable 3"),
    "a body with a gap outside its time": (
        lambda: _row(house(), 2, body=_edited(house().entries[2], gaps=[["away", 1_799, 2]])),
        "unreadable 3",
    ),
    "a kept total that is too high": (lambda: _kept("subject", "hope-01", 2_400), "subject hope-01"),
    "a kept total that is missing": (lambda: _kept("mode", "live", 0), "mode live"),
    "a total that is not the sum": (
        lambda: _wrong_record(lambda r: replace(r, credited_seconds=r.credited_seconds + 60)),
        "credited:",
    ),
    "a line left out of the total": (lambda: _wrong_record(lambda r: replace(r, credits=r.credits[1:])), "measured:"),
    "a reversal of nothing": (lambda: house(reversal(line(id="gone"), start=LATE)), "reverses_nothing"),
    "a large adjustment without a second person": (
        lambda: house(adjustment("self-01", 2_000, start=LATE)),
        "not_approved",
    ),
    "a reversal that its author approved": (
        lambda: house(reversal(house().entries[1], start=LATE, second_author_id="instructor")),
        "corrected_oneself",
    ),
    "an adjustment by the learner": (
        lambda: house(adjustment("self-01", 600, start=LATE, author_id="learner")),
        "corrected_oneself",
    ),
    "many small adjustments instead of a large one": (
        lambda: house(*[adjustment("self-01", 1_200, start=LATE) for _ in range(2)]),
        "many_small_changes",
    ),
    "a line under a policy that nobody has": (
        lambda: house(line("self-01", LATE, 600, policy="own-9")),
        "unknown_policy",
    ),
    "a recalculation under a policy that nobody has": (
        lambda: house(recalculation("own-9", start=LATE)),
        "unknown_policy",
    ),
    "a recalculation by the learner": (
        lambda: house(recalculation("default-1", start=LATE, author_id="learner")),
        "corrected_oneself",
    ),
    "a lesson that is not of the course": (lambda: house(line("old-07", LATE, 600)), "not_in_course"),
    "a line that ends tomorrow": (lambda: house(line("self-01", NOW - timedelta(seconds=60), 600)), "in_the_future"),
    "half an hour without any sign of a person": (
        lambda: house(line("self-01", LATE, 1_800, evidence={})),
        "no_evidence",
    ),
    "a clock that was moved during a line": (
        lambda: house(line("self-01", LATE, 600, wall_seconds=5_000)),
        "clock_moved",
    ),
    "a clock that was set back between two lines": (
        lambda: house(line("self-01", "2026-09-19 14:10:00", 600)),
        "clock_went_back",
    ),
    "more than a day in one day": (
        lambda: house(*[line("self-01", "2026-09-24 00:00:00", 50_000, id=f"day-{n}") for n in range(2)]),
        "more_than_a_day",
    ),
    "another learner's line": (lambda: house(line("self-01", LATE, 600, enrolment_id="another")), "wrong_enrolment"),
    "one id that says two things": (
        lambda: house(structs.replace(house().entries[1], measured_seconds=1_700)),
        "contradiction line-2",
    ),
}


def test_a_sound_record_gives_no_faults() -> None:
    assert house().faults() == []


def test_there_are_at_least_thirty_faults() -> None:
    assert len(FAULTS) >= 30


@pytest.mark.parametrize("name", FAULTS)
def test_the_fault_is_found_and_a_second_look_finds_the_same(name: str) -> None:
    build, expected = FAULTS[name]
    built = build()
    found = built.faults()
    assert [fault for fault in found if fault.startswith(expected)], found
    assert built.faults() == found
