"""Logical faults put into real records, one at a time: the check names each, a second look finds the same.

On a server they are put in by its owner, with the guards taken away. Each group has a control: with the step of the
check that finds it taken away, the group's faults must be missed.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.fakes.by_hand import EDITED, body_edit, by_hand, copied_row
from tests.fakes.examined import looked_through
from tests.fakes.learner import CONTEXT
from tests.fakes.records import PERSON, START, make_entry, make_person
from tests.fixtures.store import DATABASES, SERVER_ALONE
from trainer.clock import SimulatedClock
from trainer.hours import examine
from trainer.hours.findings import ChainReport
from trainer.hours.ledger import Entry, EntryKind
from trainer.hours.service import HoursService
from trainer.store.database import open_database
from trainer.store.failures import StoreError
from trainer.store.ledger_store import SqlLedgerStore


@dataclass(frozen=True)
class Fault:
    """What is done to the records, and what the check must say.

    Attributes:
        script: Statements; where the databases have other words for it, or one has none at all, by database.
        unguarded: Tables whose guards are taken away before.
    """

    group: str
    said: str
    script: str | Mapping[str, str] = ""
    lines: Callable[[str], Sequence[Entry]] = lambda _device: ()
    unguarded: tuple[str, ...] = EDITED

    @property
    def scripts(self) -> Mapping[str, str]:
        return dict.fromkeys(DATABASES, self.script) if isinstance(self.script, str) else self.script


def _column(name: str, value: str, sequence: int = 3) -> str:
    return f"UPDATE ledger SET {name} = {value} WHERE sequence = {sequence}"


def _line(number: int = 9, **changes: Any) -> Callable[[str], Sequence[Entry]]:
    return lambda device: [make_entry(number, device, **{"gaps": (), **changes})]


def _change(**changes: Any) -> Callable[[str], Sequence[Entry]]:
    values = {"kind": EntryKind.ADJUSTMENT, "reason": "The power went out.", "author_id": "ines", "evidence": {}}
    return _line(**{**values, **changes})


REVERSAL = {"kind": EntryKind.REVERSAL, "measured_seconds": 0, "wall_seconds": 0}
LONG = {"started_at": START - timedelta(hours=9), "measured_seconds": 50_000, "wall_seconds": 50_000}
"""From midnight on, twice in one day: more than the day has."""
_FUNCTION = "FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN OLD; END $$"
_GUARD = "CREATE TRIGGER people_history_never_delete BEFORE DELETE ON"
_BY_FUNCTION = "FOR EACH ROW EXECUTE FUNCTION"
GUARD_ELSEWHERE = {
    "sqlite": f"CREATE TABLE y (z INTEGER); {_GUARD} y BEGIN SELECT RAISE(ABORT, 'append-only: people_history'); END",
    "postgresql": f"CREATE TABLE y (z INTEGER); {_GUARD} y {_BY_FUNCTION} refuse_change()",
}
HOLLOW = {
    "sqlite": f"{_GUARD} people_history BEGIN SELECT 1; END",
    "postgresql": f"CREATE {_FUNCTION.format(name='pass')}; {_GUARD} people_history {_BY_FUNCTION} pass()",
}
FAULTS = {
    "a changed minute": Fault("chain", "Line 3", body_edit('"measured_seconds":1500', '"measured_seconds":1560')),
    "a changed lesson": Fault("chain", "Line 3", body_edit("one-01", "one-02")),
    "a changed moment": Fault("chain", "Line 3", body_edit('"wall_seconds":1500', '"wall_seconds":1501')),
    "a changed hash": Fault("chain", "Line 3", _column("hash", f"'{'0' * 64}'")),
    "a hash that is none": Fault("chain", "Line 3", _column("hash", "7")),
    "a body that is no line": Fault("chain", "Line 3", _column("body", "bytes_of('?')")),
    "a word among the minutes": Fault("chain", "Line 3", {"sqlite": _column("measured_seconds", "'x'")}),
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
    "a truncated ledger": Fault("chain", "Lines 1 to 6", {"postgresql": "TRUNCATE ledger"}),
    "a line edited while every guard slept": Fault(
        "chain",
        "Line 3",
        {"postgresql": f"SET session_replication_role = replica; {_column('measured_seconds', '6000')}"},
        unguarded=(),
    ),
    "a copied row": Fault("chain", "Line 4", copied_row(4, "id = 'copy', sequence = 7")),
    "a copied row two billion places away": Fault("chain", "Line 4", copied_row(4, "id = 'x', sequence = 1999999999")),
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
    "guards that were taken away": Fault("guards", "people_history_never_delete", unguarded=("people_history",)),
    "a guard that was put to sleep": Fault(
        "guards",
        "people_history_never_delete",
        {"postgresql": "ALTER TABLE people_history DISABLE TRIGGER people_history_never_delete"},
        unguarded=(),
    ),
    "a guard that wakes for copies alone": Fault(
        "guards",
        "people_history_never_delete",
        {"postgresql": "ALTER TABLE people_history ENABLE REPLICA TRIGGER people_history_never_delete"},
        unguarded=(),
    ),
    "a guard of another table": Fault(
        "guards", "people_history_never_delete", GUARD_ELSEWHERE, unguarded=("people_history",)
    ),
    "a guard that lets everybody through": Fault(
        "guards", "people_history_never_delete", HOLLOW, unguarded=("people_history",)
    ),
    "guards that all let everybody through": Fault(
        "guards",
        "people_history_never_delete",
        {"postgresql": f"CREATE OR REPLACE {_FUNCTION.format(name='refuse_change')}"},
        unguarded=(),
    ),
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


NOT_ON = {
    ("postgresql", "a word among the minutes"): "a column of whole numbers takes no word there",
    ("sqlite", "a truncated ledger"): "it has no such statement",
    ("sqlite", "a line edited while every guard slept"): "its guards never sleep",
    ("sqlite", "a guard that was put to sleep"): "its guards never sleep",
    ("sqlite", "a guard that wakes for copies alone"): "its guards never sleep",
    ("sqlite", "guards that all let everybody through"): "each of its guards says by itself what it refuses",
}
"""Faults that cannot exist on one of the databases, and why."""
CASES = [(kind, name) for name, fault in FAULTS.items() for kind in DATABASES if kind in fault.scripts]


def said(folder: Path, clock: SimulatedClock, fault: Fault) -> list[str]:
    """Does it, looks twice, and returns what the check says."""
    with open_database(folder, clock) as database:
        hours = HoursService(database.unit)
        for line in fault.lines(database.device_id):
            hours.append(line, CONTEXT)
    if not fault.lines(""):
        by_hand(folder, fault.scripts["sqlite" if database.driver else "postgresql"], fault.unguarded)
    clock.advance(86_400)
    with open_database(folder, clock) as database:
        found = looked_through(database, clock)
        assert looked_through(database, clock) == found
    return [*found.faults, *found.worth_a_look]


def test_there_are_at_least_thirty_on_each_database_and_the_others_are_known() -> None:
    assert all(len([name for on, name in CASES if on == kind]) >= 30 for kind in DATABASES)
    assert {(kind, name) for kind in DATABASES for name in FAULTS} - set(CASES) == set(NOT_ON)


@pytest.mark.parametrize(("kind", "name"), CASES, indirect=["kind"])
def test_the_check_names_it(
    kept: Path,
    store_clock: SimulatedClock,
    expected_warnings: list[object],
    name: str,
) -> None:
    fault = FAULTS[name]
    found = said(kept, store_clock, fault)
    assert any(fault.said in text for text in found), found


@SERVER_ALONE
def test_a_server_refuses_a_word_among_the_minutes(kept: Path) -> None:
    from psycopg.errors import InvalidTextRepresentation

    with pytest.raises(InvalidTextRepresentation):
        by_hand(kept, FAULTS["a word among the minutes"].scripts["sqlite"])


GUARDS = [(kind, name) for kind, name in CASES if FAULTS[name].group == "guards"]


@pytest.mark.parametrize(("kind", "name"), GUARDS, indirect=["kind"])
def test_guards_that_were_put_back_refuse_again(kept: Path, store_clock: SimulatedClock, name: str) -> None:
    said(kept, store_clock, FAULTS[name])
    for verb in ("UPDATE people_history SET before = ''", "DELETE FROM people_history"):
        with open_database(kept, store_clock) as database:
            with database.unit() as unit:
                unit.ledger.put_guards_back()
                unit.people.save_person(make_person(name="Marisol"))
                unit.commit()
            with database.unit() as unit:
                assert unit.ledger.missing_guards() == []
            with pytest.raises(StoreError, match="never changed"), database.alone() as connection:
                connection.exec_driver_sql(verb)


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
