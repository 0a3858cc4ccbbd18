"""What a connection remembers of a ledger: never more than is there, and never what another program has changed."""

import sqlite3
from collections.abc import Callable
from contextlib import closing

import pytest

from tests.fakes.by_hand import LEDGER_COLUMNS
from tests.fakes.examined import looked_through
from tests.fakes.records import ENROLMENT, make_entry
from trainer.clock import SimulatedClock
from trainer.hours.findings import FindingKind
from trainer.hours.ledger import Entry
from trainer.store import doubt_store, kept, known_lines
from trainer.store.database import Database

OTHER = "01990000-0000-7000-8000-00000000000f"


def append(database: Database, *numbers: int, commit: bool = True, **changes: object) -> list[Entry]:
    with database.unit() as unit:
        lines = [unit.ledger.append(make_entry(number, database.device_id, **changes)) for number in numbers]
        assert unit.ledger.entries(lines[0].enrolment_id)[-1] == lines[-1]
        if commit:
            unit.commit()
    return lines


def known(database: Database, enrolment_id: str = ENROLMENT) -> list[Entry]:
    with database.unit() as unit:
        return list(unit.ledger.entries(enrolment_id))


def elsewhere(database: Database, script: str) -> None:
    """Does what another program can do while this one is open."""
    with closing(sqlite3.connect(str(database.path))) as connection:
        connection.execute("DROP TRIGGER IF EXISTS ledger_never_update")
        connection.execute("DROP TRIGGER IF EXISTS ledger_never_delete")
        connection.executescript(script)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """The bodies that are read."""
    bodies: list[bytes] = []

    def note(body: bytes, digest: str) -> Entry:
        bodies.append(body)
        return true_reader(body, digest)

    true_reader: Callable[[bytes, str], Entry] = known_lines.entry_from_body
    monkeypatch.setattr(known_lines, "entry_from_body", note)
    return bodies


def test_a_line_is_read_once(database: Database, read: list[bytes]) -> None:
    lines = append(database, 0, 1, 2)
    assert known(database) == known(database) == lines
    assert len(read) == 3
    lines += append(database, 3)
    assert known(database) == lines
    assert len(read) == 4


def test_what_is_handed_out_may_be_changed(database: Database) -> None:
    lines = append(database, 0, 1)
    known(database).clear()
    assert known(database) == lines


def test_lines_come_by_device_and_sequence_whenever_they_came(any_database: Database) -> None:
    devices = ["device-b", "device-a", "device-c", "device-a"]
    with any_database.unit() as unit:
        for number, device in enumerate(devices):
            unit.ledger.append(make_entry(number, device))
            found = [(line.device_id, line.sequence) for line in unit.ledger.entries(ENROLMENT)]
            assert len(found) == number + 1
            assert found == sorted(found)
        unit.commit()
    assert [(line.device_id, line.sequence) for line in known(any_database)] == found


def test_each_enrolment_has_its_own(any_database: Database) -> None:
    mine, others = append(any_database, 0, 1), append(any_database, 2, enrolment_id=OTHER)
    for _again in range(2):
        assert known(any_database) == mine
        assert known(any_database, OTHER) == others


def test_what_was_rolled_back_is_forgotten(any_database: Database) -> None:
    lines = append(any_database, 0)
    append(any_database, 1, 2, commit=False)
    assert known(any_database) == lines
    lines += append(any_database, 3, 4)
    assert known(any_database) == lines


CHANGES = {
    "a line is taken out": ("DELETE FROM ledger WHERE sequence = 2", {0, 2}),
    "a line is given away": (f"UPDATE ledger SET enrolment_id = '{OTHER}' WHERE sequence = 2", {0, 2}),
    "a line is changed": ("UPDATE ledger SET body = x'00' WHERE sequence = 3", {0, 1}),
    "a line is put in again": (
        f"CREATE TABLE x AS SELECT {LEDGER_COLUMNS} FROM ledger WHERE sequence = 3;"
        f"DELETE FROM ledger WHERE sequence = 3; INSERT INTO ledger ({LEDGER_COLUMNS}) SELECT * FROM x",
        {0, 1, 2},
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_another_program_does_in_between_is_seen(
    database: Database, expected_warnings: list[object], change: str
) -> None:
    script, left = CHANGES[change]
    lines = append(database, 0, 1, 2)
    assert known(database) == lines
    elsewhere(database, script)
    assert known(database) == [lines[number] for number in sorted(left)]


def test_a_memory_that_never_asks_who_else_wrote_misses_what_was_done(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "_state", lambda _connection: 1)
    lines = append(database, 0, 1, 2)
    elsewhere(database, CHANGES["a line is taken out"][0])
    assert known(database) == lines


def test_a_memory_that_outlives_a_rollback_counts_what_is_not_there(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "count_changes", lambda _connection: 1)
    append(database, 0)
    append(database, 1, commit=False)
    assert len(known(database)) == 2


def test_a_look_through_everything_follows_a_sound_chain_once(
    any_database: Database, store_clock: SimulatedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    append(any_database, 0, 1, 2)
    monkeypatch.setattr(doubt_store, "verify_chain", lambda *_lines: pytest.fail("followed twice"))
    assert looked_through(any_database, store_clock).lines == 3


def test_a_chain_that_was_sound_is_followed_again_after_another_program_wrote(
    database: Database, store_clock: SimulatedClock
) -> None:
    append(database, 0, 1, 2)
    looked_through(database, store_clock)
    elsewhere(database, CHANGES["a line is taken out"][0])
    with database.unit() as unit:
        assert [found.kind for found in unit.doubts.chain(database.device_id).findings] == [FindingKind.MISSING]
