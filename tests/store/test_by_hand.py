"""Records that somebody edited with the sqlite3 program: every edit is named, nothing counts twice, study goes on."""

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.fakes.learner import CONTEXT
from tests.fakes.records import ENROLMENT, PERSON, enrol, make_entry
from trainer.clock import SimulatedClock
from trainer.hours.checkpoints import Purpose
from trainer.hours.examine import Computer, Examined, Learner, examine, needs_attention
from trainer.hours.ledger import Head
from trainer.hours.notary import Notary
from trainer.hours.service import HoursService
from trainer.store.database import Database, open_database
from trainer.store.places import Places

COLUMNS = "id, enrolment_id, device_id, sequence, kind, subject, started_at, measured_seconds, body, hash"
EDITS = {
    "a changed minute": (
        """UPDATE ledger SET measured_seconds = 6000, body =
           CAST(replace(body, '"measured_seconds":1500', '"measured_seconds":6000') AS BLOB) WHERE sequence = 3""",
        "Line 3",
    ),
    "a changed column": ("UPDATE ledger SET measured_seconds = 6000 WHERE sequence = 3", "Line 3"),
    "a deleted line": ("DELETE FROM ledger WHERE sequence = 2", "Line 2"),
    "a cut tail": ("DELETE FROM ledger WHERE sequence > 4", "Lines 5"),
    "a copied line": (
        f"""DROP TABLE IF EXISTS x; CREATE TABLE x AS SELECT {COLUMNS} FROM ledger WHERE sequence = 4;
            UPDATE x SET id = 'copy', sequence = 7; INSERT INTO ledger ({COLUMNS}) SELECT * FROM x; DROP TABLE x""",
        "Line 4",
    ),
    "a swapped order": (
        "UPDATE ledger SET position = -1 WHERE sequence = 2; UPDATE ledger SET position = 2 WHERE sequence = 3;"
        "UPDATE ledger SET position = 3 WHERE position = -1",
        "Line 2",
    ),
    "a dropped trigger": ("", "ledger_never_delete"),
    "a forged checkpoint": ("UPDATE checkpoints SET sequence = 2", "checkpoint"),
    "nonsense in a line": (
        "UPDATE ledger SET body = x'00', hash = 7, measured_seconds = 'x' WHERE sequence = 5",
        "Line 5",
    ),
}


@pytest.fixture
def kept(database: Database, store_clock: SimulatedClock) -> Path:
    """Six lines of 25 minutes and a checkpoint, closed."""
    enrol(database)
    hours = HoursService(database.unit, Notary(database.device_id, database.key, store_clock))
    for number in range(6):
        hours.append(make_entry(number, database.device_id), CONTEXT)
    with database.unit() as unit:
        head = unit.ledger.head(database.device_id)
        assert head is not None
        hours._notary.give_out(unit, [head], Purpose.PAPER)  # type: ignore[union-attr]
        unit.commit()
    database.close()
    return database.folder


def looked_through(database: Database, clock: SimulatedClock, receipts: tuple[Head, ...] = ()) -> Examined:
    computer = Computer(database.device_id, database.key.public, clock.now())
    with database.unit() as unit:
        return examine(unit, [Learner(PERSON, CONTEXT)], computer, receipts)


def by_hand(folder: Path, script: str) -> None:
    connection = sqlite3.connect(Places(folder).records)
    for table in ("ledger", "checkpoints"):
        for verb in ("update", "delete"):
            connection.execute(f"DROP TRIGGER {table}_never_{verb}")
    connection.executescript(script)
    connection.close()


def test_untouched_records_have_no_faults(kept: Path, store_clock: SimulatedClock) -> None:
    store_clock.advance(86_400)
    with open_database(kept, store_clock) as database:
        found = looked_through(database, store_clock)
        assert (found.faults, found.worth_a_look, found.lines, found.checkpoints) == ((), (), 6, 2)
        with database.unit() as unit:
            assert not needs_attention(unit, ENROLMENT)


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_is_named_and_nothing_counts_twice(
    kept: Path, store_clock: SimulatedClock, expected_warnings: list[object], name: str
) -> None:
    script, expected = EDITS[name]
    with open_database(kept, store_clock) as database:
        before = HoursService(database.unit).record(CONTEXT).credited_seconds
    by_hand(kept, script)
    store_clock.advance(86_400)
    with open_database(kept, store_clock) as database:
        found = looked_through(database, store_clock)
        assert any(expected in fault for fault in found.faults), found.faults
        assert looked_through(database, store_clock) == found, "a look changes nothing"
        with database.unit() as unit:
            assert needs_attention(unit, ENROLMENT)
        hours = HoursService(database.unit, Notary(database.device_id, database.key, store_clock))
        left = hours.record(CONTEXT).credited_seconds
        assert left <= before
        grown = hours.append(make_entry(99, database.device_id, subject="two-01"), CONTEXT).credited_seconds
        assert grown > left, "the learner goes on"


def test_a_changed_line_stays_in_the_record_as_being_looked_at(
    kept: Path, store_clock: SimulatedClock, expected_warnings: list[object]
) -> None:
    by_hand(kept, EDITS["a changed minute"][0])
    with open_database(kept, store_clock) as database:
        record = HoursService(database.unit).record(CONTEXT)
    doubtful = [credit for credit in record.credits if credit.measured_seconds == 6_000]
    assert [credit.credited_seconds for credit in doubtful] == [0]
    assert len(record.credits) == 6


def test_a_receipt_shows_what_was_cut_off_after_it(kept: Path, store_clock: SimulatedClock) -> None:
    with open_database(kept, store_clock) as database, database.unit() as unit:
        head = unit.ledger.head(database.device_id)
    assert head is not None
    by_hand(kept, "DELETE FROM ledger WHERE sequence > 4; DELETE FROM checkpoints")
    with open_database(kept, store_clock) as database:
        alone = looked_through(database, store_clock)
        assert not any("Lines 5" in fault for fault in alone.faults)
        assert any("Lines 5" in fault for fault in looked_through(database, store_clock, (head,)).faults)


def test_records_that_were_carried_to_another_computer_begin_a_new_chain(
    kept: Path, store_clock: SimulatedClock, tmp_path: Path
) -> None:
    with open_database(kept, store_clock) as database:
        first = database.device_id
    with open_database(kept, store_clock) as database:
        assert database.device_id == first
    store_clock.advance(2 * 86_400)
    elsewhere = tmp_path / "elsewhere"
    shutil.copytree(kept, elsewhere, ignore=shutil.ignore_patterns("device.key"))
    with open_database(elsewhere, store_clock) as database:
        assert database.device_id != first
        HoursService(database.unit).append(make_entry(50, database.device_id), CONTEXT)
        assert looked_through(database, store_clock).faults == ()
    assert (elsewhere / "device.key").stat().st_mode & 0o777 == 0o600


def test_a_key_that_cannot_be_read_ends_its_chain(kept: Path, store_clock: SimulatedClock) -> None:
    with open_database(kept, store_clock) as database:
        first = database.device_id
    Places(kept).key.write_text("spilled coffee")
    with open_database(kept, store_clock) as database:
        assert database.device_id != first
        assert len(bytes.fromhex(Places(kept).key.read_text())) == 32


def test_a_copy_of_the_records_holds_no_key(kept: Path, database: Database, tell: Callable[[str], None]) -> None:
    seed = Places(kept).key.read_bytes()
    files = [path for path in kept.rglob("*") if path.is_file() and path != Places(kept).key]
    tell(f"{len(files)} files were searched")
    assert files
    assert not any(seed in path.read_bytes() or bytes.fromhex(seed.decode()) in path.read_bytes() for path in files)
