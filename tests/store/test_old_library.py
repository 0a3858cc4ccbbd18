"""With a SQLite from before 3.51.3 one connection alone opens the file, and says so."""

import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.fakes.records import ENROLMENT, fill
from trainer.clock import SimulatedClock
from trainer.hours.verify import verify_chain
from trainer.store import driver
from trainer.store.database import Database, open_database
from trainer.store.places import Places

OLD = driver.judged(sqlite3)
LIBRARIES = ("sqlite3", "sqlcipher3")


@pytest.fixture
def old_database(tmp_path: Path, store_clock: SimulatedClock) -> Iterator[Database]:
    """Records opened with Python's own SQLite, where that is an old one."""
    if not OLD.exclusive:
        pytest.skip(f"Python's own SQLite is {OLD.version_text} here, which is safe")
    with open_database(tmp_path / "records", store_clock, OLD) as opened:
        yield opened


def test_the_shipped_library_is_safe() -> None:
    found = driver.find_driver()
    assert found.version >= driver.SAFE_VERSION
    assert not found.exclusive
    driver.self_test(found)


def test_an_old_library_says_so_and_works(old_database: Database, store_clock: SimulatedClock) -> None:
    assert OLD.version_text in old_database.notices[0]
    fill(old_database)
    old_database.close()
    store_clock.advance(86_400)
    with open_database(old_database.folder, store_clock, OLD) as again, again.unit() as unit:
        assert len(unit.ledger.entries(ENROLMENT)) == 6
        assert verify_chain(unit.ledger.lines()).is_sound


def test_nobody_else_gets_in(old_database: Database, tell: Callable[[str], None]) -> None:
    fill(old_database)
    with old_database.alone() as connection:
        assert connection.exec_driver_sql("PRAGMA locking_mode").scalar() == "exclusive"
    kept_out = _kept_out(old_database)
    assert kept_out == LIBRARIES
    tell(f"kept out: {len(kept_out)} of {len(LIBRARIES)} programs that went past the folder's lock")


def test_control_a_build_that_trusts_an_old_library_lets_others_in(tmp_path: Path, store_clock: SimulatedClock) -> None:
    with open_database(tmp_path / "records", store_clock, replace(OLD, exclusive=False)) as trusting:
        fill(trusting)
        assert _kept_out(trusting) == ()


def _kept_out(database: Database) -> tuple[str, ...]:
    """Goes past the folder's lock, straight at the file; returns which libraries were refused there."""
    path = str(Places(database.folder).records)

    def _is_refused(library: str) -> bool:
        look = f"import sys, {library} as s; s.connect(sys.argv[1], timeout=0.05).execute('SELECT id FROM ledger')"
        result = subprocess.run([sys.executable, "-c", look, path], capture_output=True, text=True, check=False)
        return "database is locked" in result.stderr

    return tuple(library for library in LIBRARIES if _is_refused(library))


@pytest.mark.parametrize("version", ["3.34.1", "3.7.0"])
def test_a_library_that_cannot_do_it_is_refused(
    tmp_path: Path, store_clock: SimulatedClock, monkeypatch: pytest.MonkeyPatch, version: str
) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version", version)
    with pytest.raises(driver.UnfitLibraryError, match=version):
        open_database(tmp_path / "records", store_clock, driver.judged(sqlite3))
    assert not Places(tmp_path / "records").records.exists()


def test_a_file_of_the_new_library_opens_with_the_old_one(database: Database, store_clock: SimulatedClock) -> None:
    fill(database)
    database.close()
    with open_database(database.folder, store_clock, OLD) as again, again.unit() as unit:
        assert len(unit.ledger.entries(ENROLMENT)) == 6
