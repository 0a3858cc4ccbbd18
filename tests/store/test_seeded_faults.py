"""Logical faults put into real records, one at a time: the check names each, a second look finds the same.

Each group has a control: with the step of the check that finds it taken away, the group's faults must be missed.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.fakes.learner import CONTEXT
from tests.fakes.records import PERSON, START, make_entry
from tests.store.test_by_hand import COLUMNS, by_hand, kept, looked_through
from trainer.clock import SimulatedClock
from trainer.hours import examine
from trainer.hours.findings import ChainReport
from trainer.hours.ledger import Entry, EntryKind
from trainer.hours.service import HoursService
from trainer.store.database import open_database
from trainer.store.ledger_store import SqlLedgerStore

__all__ = ["kept"]


@dataclass(frozen=True)
class Fault:
    """What is done to the records, and what the check must say."""

    group: str
    said: str
    script: str = ""
    lines: Callable[[str], Sequence[Entry]] = lambda _device: ()


def _body(old: str, new: str, sequence: int = 3) -> str:
    return f"UPDATE ledger SET body = CAST(replace(body, '{old}', '{new}') AS BLOB) WHERE sequence = {sequence}"


def _column(name: str, value: str, sequence: int = 3) -> str:
    return f"UPDATE ledger SET {name} = {value} WHERE sequence = {sequence}"


def _row(changes: str) -> str:
    return f"""CREATE TABLE x AS SELECT {COLUMNS} FROM ledger WHERE sequence = 4; UPDATE x SET {changes};
        INSERT INTO ledger ({COLUMNS}) SELECT * FROM x; DROP TABLE x"""


def _line(number: int = 9, **changes: Any) -> Callable[[str], Sequence[Entry]]:
    return lambda device: [make_entry(number, device, **{"gaps": (), **changes})]


def _change(**changes: Any) -> Callable[[str], Sequence[Entry]]:
    values = {"kind": EntryKind.ADJUSTMENT, "reason": "The power went out.", "author_id": "ines", "evidence": {}}
    return _line(**{**values, **changes})


REVERSAL = {"kind": EntryKind.REVERSAL, "measured_seconds": 0, "wall_seconds": 0}
LONG = {"started_at": START - timedelta(hours=9), "measured_seconds": 50_000, "wall_seconds": 50_000}
"""From midnight on, twice in one day: more than the day has."""
FAULTS = {
    "a changed minute": Fault("chain", "Line 3", _body('"measured_seconds":1500', '"measured_seconds":1560')),
    "a changed lesson": Fault("chain", "Line 3", _body("one-01", "one-02")),
    "a changed moment": Fault("chain", "Line 3", _body('"wall_seconds":1500', '"wall_seconds":1501')),
    "a changed hash": Fault("chain", "Line 3", _column("hash", f"'{'0' * 64}'")),
    "a hash that is none": Fault("chain", "Line 3", _column("hash", "7")),
    "a body that is no line": Fault("chain", "Line 3", _column("body", "x'00'")),
    "minutes in the column": Fault("chain", "Line 3", _column("measured_seconds", "6000")),
    "a lesson in the column": Fault("chain", "Line 3", _column("subject", "'one-02'")),
    "a kind in the column": Fault("chain", "Line 3", _column("kind", "'live'")),
    "a moment in the column": Fault("chain", "Line 3", _column("started_at", "started_at + 60")),
    "another learner in the column": Fault("chain", "Line 3", _column("enrolment_id", "'somebody'")),
    "another computer in the column": Fault("chain", "Line 3", _column("device_id", "'elsewhere'")),
    "another id in the column": Fault("chain", "Line 3", _column("id", "'another'")),
    "a place that is not its own": Fault("chain", "Line 3", _column("sequence", "30")),
    "a deleted line": Fault("chain", "Line 2", "DELETE FROM ledger WHERE sequence = 2"),
    "several deleted lines": Fault("chain", "Lines 2 to 4", "DELETE FROM ledger WHERE sequence BETWEEN 2 AND 4"),
    "a deleted first line": Fault("chain", "Line 1", "DELETE FROM ledger WHERE sequence = 1"),
    "a cut tail": Fault("chain", "Lines 5 to 6", "DELETE FROM ledger WHERE sequence > 4"),
    "an emptied ledger": Fault("chain", "Lines 1 to 6", "DELETE FROM ledger"),
    "a copied row": Fault("chain", "Line 4", _row("id = 'copy', sequence = 7")),
    "a swapped order": Fault(
        "chain",
        "Line 2",
        "UPDATE ledger SET position = -1 WHERE sequence = 2; UPDATE ledger SET position = 2 WHERE sequence = 3;"
        "UPDATE ledger SET position = 3 WHERE position = -1",
    ),
    "a moved checkpoint": Fault("checkpoints", "its signed", "UPDATE checkpoints SET sequence = 2"),
    "a checkpoint of another line": Fault(
        "checkpoints", "signed checkpoint", f"UPDATE checkpoints SET hash = '{'1' * 64}'"
    ),
    "a checkpoint of another day": Fault(
        "checkpoints", "signed checkpoint", "UPDATE checkpoints SET made_at = made_at + 1"
    ),
    "a signature that is none": Fault("checkpoints", "its signed", "UPDATE checkpoints SET signature = 'x'"),
    "a total that is too high": Fault(
        "totals", "kept totals", "UPDATE projections SET seconds = seconds + 60 WHERE axis = 'total'"
    ),
    "a lesson's total that is gone": Fault("totals", "kept totals", "DELETE FROM projections WHERE axis = 'subject'"),
    "a total of a day that was none": Fault(
        "totals",
        "kept totals",
        "INSERT INTO projections SELECT DISTINCT enrolment_id, 'day', '2026-01-01', 60 FROM projections",
    ),
    "a guard that was taken away": Fault("guards", "answers_never_delete", "DROP TRIGGER answers_never_delete"),
    "a reversal of nothing": Fault("lines", "takes back", lines=_change(**REVERSAL, subject="gone")),
    "a large change by one person": Fault(
        "lines", "second person", lines=_change(measured_seconds=3_000, subject="one-01")
    ),
    "a change by the learner": Fault("lines", "may not", lines=_change(measured_seconds=60, author_id=PERSON)),
    "a policy that nobody has": Fault("lines", "policy that is not here", lines=_line(policy="own-9")),
    "a lesson that is not of the course": Fault("lines", "nothing in this course", lines=_line(subject="old-07")),
    "a line that ends tomorrow": Fault("lines", "later than now", lines=_line(number=99)),
    "half an hour without a sign": Fault("lines", "without any sign", lines=_line(subject="two-01", evidence={})),
    "a moved clock": Fault("lines", "clock was moved", lines=_line(wall_seconds=9_000)),
    "a clock that went back": Fault("lines", "before the one before", lines=_line(started_at=START)),
    "more than a day in a day": Fault(
        "lines",
        "more time than the day",
        lines=lambda device: [line for number in (9, 10) for line in _line(number, **LONG)(device)],
    ),
}


def said(folder: Path, clock: SimulatedClock, fault: Fault) -> list[str]:
    """Does it, looks twice, and returns what the check says."""
    with open_database(folder, clock) as database:
        hours = HoursService(database.unit)
        for line in fault.lines(database.device_id):
            hours.append(line, CONTEXT)
    if fault.script:
        by_hand(folder, fault.script)
    clock.advance(86_400)
    with open_database(folder, clock) as database:
        found = looked_through(database, clock)
        assert looked_through(database, clock) == found
    return [*found.faults, *found.worth_a_look]


def test_there_are_at_least_thirty() -> None:
    assert len(FAULTS) >= 30


@pytest.mark.parametrize("name", FAULTS)
def test_the_check_names_it(
    kept: Path, store_clock: SimulatedClock, expected_warnings: list[object], name: str
) -> None:
    fault = FAULTS[name]
    found = said(kept, store_clock, fault)
    assert any(fault.said in text for text in found), found


WITHOUT: dict[str, tuple[object, str, object]] = {
    "chain": (examine, "verify_chain", lambda *_lines: ChainReport((), 0, ())),
    "checkpoints": (examine, "sort_out", lambda _checkpoints, _own: ([], [])),
    "totals": (examine, "compare_projections", lambda _kept, _fresh: []),
    "guards": (SqlLedgerStore, "missing_guards", lambda _self: []),
    "lines": (examine, "odd_lines", lambda *_lines, **_more: ()),
}


@pytest.mark.parametrize("group", WITHOUT)
def test_a_check_without_one_of_its_steps_misses_what_that_step_finds(
    kept: Path,
    store_clock: SimulatedClock,
    expected_warnings: list[object],
    monkeypatch: pytest.MonkeyPatch,
    group: str,
) -> None:
    monkeypatch.setattr(*WITHOUT[group])
    fault = next(fault for fault in FAULTS.values() if fault.group == group)
    found = said(kept, store_clock, fault)
    assert not any(fault.said in text for text in found), found
