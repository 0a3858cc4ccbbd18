"""Opening the records: private, locked, checked; and what a person is told when they cannot be opened."""

import os
import random
import stat
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.fakes.records import ENROLMENT, fill
from trainer.clock import SimulatedClock
from trainer.errors import TrainerError
from trainer.hours.verify import verify_chain
from trainer.store import engine
from trainer.store.commands import restore_command
from trainer.store.database import Database, open_database
from trainer.store.failures import DamagedError, LockedError, StoreError
from trainer.store.places import Places

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(4096)


@pytest.fixture
def closed(database: Database, store_clock: SimulatedClock) -> Database:
    """Records with everything in them, closed, and one day older, so that there is a safety copy."""
    fill(database)
    database.close()
    store_clock.advance(86_400)
    open_database(database.folder, store_clock).close()
    return database


@pytest.fixture
def nobody() -> Iterator[None]:
    """Gives up the rights of root, to whom no file is read-only."""
    if os.name != "posix" or os.geteuid() != 0:
        yield
        return
    os.seteuid(65_534)
    yield
    os.seteuid(0)


def test_only_the_owner_may_read(database: Database) -> None:
    fill(database)
    places = Places(database.folder)
    assert stat.S_IMODE(places.folder.stat().st_mode) == 0o700
    for path in places.folder.glob("records*"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path
    assert {path.name for path in places.folder.iterdir()} >= {"records.db", "records.db-wal", "records.lock"}


def test_the_promises_of_durability_are_read_back(database: Database) -> None:
    with database.alone() as connection:
        for name, (_value, expected) in engine.PRAGMAS.items():
            assert connection.exec_driver_sql(f"PRAGMA {name}").scalar() == expected, name


def test_the_device_keeps_its_id(database: Database, store_clock: SimulatedClock) -> None:
    first = database.device_id
    database.close()
    with open_database(database.folder, store_clock) as again:
        assert again.device_id == first


def test_computers_that_share_a_server_have_ids_of_their_own(
    any_database: Database, store_clock: SimulatedClock, tmp_path: Path
) -> None:
    with open_database(tmp_path / "another", store_clock) as other:
        assert other.device_id != any_database.device_id
    any_database.close()
    with open_database(any_database.folder, store_clock) as again:
        assert again.device_id == any_database.device_id


def test_a_second_window_is_told_at_once(database: Database, store_clock: SimulatedClock) -> None:
    begun = time.monotonic()
    with pytest.raises(LockedError, match="close the other window") as caught:
        open_database(database.folder, store_clock)
    assert time.monotonic() - begun < 2
    assert caught.value.path == Places(database.folder).records


@pytest.mark.parametrize("damage", ["random", "png", "text", "empty", "cut", "half", "header", "other"])
def test_a_damaged_file_is_left_as_it_is(closed: Database, store_clock: SimulatedClock, damage: str) -> None:
    path = Places(closed.folder).records
    whole = path.read_bytes()
    path.write_bytes(
        {
            "random": random.Random(5).randbytes(20_000),
            "png": PNG,
            "text": b"Dear learner,\n" * 100,
            "empty": b"",
            "cut": whole[:-5_000],
            "half": whole[: len(whole) // 2],
            "header": b"SQLite format 3\0" + bytes(4_000),
            "other": _other_database(path.parent),
        }[damage]
    )
    damaged = path.read_bytes()
    with pytest.raises(DamagedError, match="trainer db restore") as caught:
        open_database(closed.folder, store_clock)
    assert caught.value.path == path
    assert path.read_bytes() == damaged
    assert restore_command(closed.folder) == 0
    with open_database(closed.folder, store_clock) as again, again.unit() as unit:
        assert len(unit.ledger.entries(ENROLMENT)) == 6
    assert [aside.read_bytes() for aside in closed.folder.glob("records-set-aside-*.db")] == [damaged]


def test_a_file_that_is_gone_is_not_replaced_by_an_empty_one(closed: Database, store_clock: SimulatedClock) -> None:
    Places(closed.folder).records.unlink()
    with pytest.raises(DamagedError, match="not in its place"):
        open_database(closed.folder, store_clock)
    assert restore_command(closed.folder) == 0
    open_database(closed.folder, store_clock).close()


def test_no_flipped_byte_makes_hours_fewer_in_silence(
    closed: Database,
    store_clock: SimulatedClock,
    is_nightly: bool,
    expected_warnings: list[object],
    tell: Callable[[str], None],
) -> None:
    path = Places(closed.folder).records
    whole = path.read_bytes()
    chance = random.Random(15)
    found = 0
    rounds = 1_000 if is_nightly else 60
    for _round in range(rounds):
        changed = bytearray(whole)
        changed[chance.randrange(len(whole))] ^= chance.randrange(1, 256)
        path.write_bytes(changed)
        found += not _opens_with_all_hours(closed.folder, store_clock)
    tell(f"seed 15: {rounds} bytes changed, {found} found at opening or by verification, the others harmless")
    assert found


def test_a_read_only_file_is_named(closed: Database, store_clock: SimulatedClock, nobody: None) -> None:
    path = Places(closed.folder).records
    with pytest.raises(StoreError, match="may write to this folder") as caught:
        open_database(closed.folder, store_clock)
    assert caught.value.path in (path, closed.folder)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path, store_clock: SimulatedClock, nobody: None) -> None:
    with pytest.raises(StoreError) as caught:
        open_database(Path("/proc/nowhere") / "records", store_clock)
    assert caught.value.path == Path("/proc/nowhere/records")


def test_a_file_where_the_folder_should_be(tmp_path: Path, store_clock: SimulatedClock) -> None:
    (tmp_path / "records").write_bytes(b"")
    with pytest.raises(StoreError) as caught:
        open_database(tmp_path / "records", store_clock)
    assert caught.value.path == tmp_path / "records"


def test_a_server_that_is_away_is_told_without_its_password(
    tmp_path: Path, store_clock: SimulatedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRAINER_DATABASE", "postgresql://office:secret@127.0.0.1:9/trainer")
    with pytest.raises(StoreError, match="could not be reached") as caught:
        open_database(tmp_path, store_clock)
    assert "secret" not in str(caught.value) + caught.value.details


def test_a_creation_that_was_interrupted_begins_again(tmp_path: Path, store_clock: SimulatedClock) -> None:
    folder = tmp_path / "records"
    folder.mkdir()
    Places(folder).unfinished.write_bytes(PNG)
    with open_database(folder, store_clock) as opened, opened.unit() as unit:
        assert unit.people.people() == []


def _opens_with_all_hours(folder: Path, clock: SimulatedClock) -> bool:
    try:
        with open_database(folder, clock) as opened, opened.unit() as unit:
            lines = unit.ledger.entries(ENROLMENT)
            report = verify_chain(unit.ledger.lines())
    except TrainerError:
        return False
    # An end that was cut off leaves a sound chain: only a receipt can tell, so here we know how many there were.
    assert not report.is_sound or len(lines) == 6
    return report.is_sound


def _other_database(folder: Path) -> bytes:
    import sqlite3

    path = folder / "other.sqlite"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE notes (text)")
    connection.commit()
    connection.close()
    found = path.read_bytes()
    path.unlink()
    return found
