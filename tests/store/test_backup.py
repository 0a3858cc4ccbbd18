"""Safety copies: made each day, whole, private, thinned by generation, and a way back that loses nothing."""

import os
import random
import stat
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fakes.records import ENROLMENT, START, fill, make_entry
from trainer.clock import SimulatedClock
from trainer.hours.verify import verify_chain
from trainer.store import backup, copies
from trainer.store.commands import restore_command
from trainer.store.copies import verify_copy
from trainer.store.database import Database, open_database
from trainer.store.failures import DamagedError, LockedError, StoreError
from trainer.store.places import Places


@pytest.fixture
def places(database: Database) -> Places:
    """Where the filled records lie."""
    fill(database)
    return Places(database.folder)


def _open_daily(database: Database, clock: SimulatedClock, days: int) -> None:
    for _day in range(days):
        clock.advance(86_400)
        open_database(database.folder, clock).close()


def test_a_copy_a_day(database: Database, places: Places, store_clock: SimulatedClock) -> None:
    database.close()
    assert backup.copies(places) == []
    for _twice in range(2):
        open_database(database.folder, store_clock).close()
    _open_daily(database, store_clock, 2)
    found = backup.copies(places)
    assert [copy.made_at.date() for copy in found] == [date(2026, 9, 16), date(2026, 9, 15), date(2026, 9, 14)]
    for copy in found:
        assert stat.S_IMODE(copy.path.stat().st_mode) == 0o600
        assert verify_copy(copy.path, database.driver)  # type: ignore[arg-type]
    assert {path.suffix for path in places.backups.iterdir()} == {".db"}


def test_a_year_leaves_days_and_weeks(database: Database, places: Places, store_clock: SimulatedClock) -> None:
    database.close()
    _open_daily(database, store_clock, 80)
    days = [copy.made_at.date() for copy in backup.copies(places)]
    today = store_clock.now().date()
    assert days[: backup.DAYS] == [today - timedelta(days=n) for n in range(backup.DAYS)]
    weeks = {day.isocalendar()[:2] for day in days}
    assert len(weeks) == backup.WEEKS
    assert len(days) <= backup.DAYS + backup.WEEKS


@given(
    st.lists(
        st.tuples(st.integers(0, 400 * 24), st.sampled_from([backup.DAILY, backup.BEFORE_UPGRADE, backup.BY_HAND]))
    )
)
def test_thinning_is_steady(made: list[tuple[int, str]]) -> None:
    found = [backup.Copy(Path(f"{n}-{kind}"), START + timedelta(hours=n), kind) for n, kind in made]
    kept = backup.kept_copies(found)
    assert set(backup.kept_copies(kept)) == set(kept)
    assert {copy for copy in found if copy.kind == backup.BY_HAND} <= set(kept)
    daily = [copy for copy in found if copy.kind == backup.DAILY]
    if daily:
        assert max(daily, key=lambda copy: copy.made_at).made_at in {copy.made_at for copy in kept}


def test_a_restore_brings_the_copy_back_and_keeps_the_former_file(
    database: Database, places: Places, store_clock: SimulatedClock
) -> None:
    device = database.device_id
    database.close()
    _open_daily(database, store_clock, 1)
    with open_database(database.folder, store_clock) as opened, opened.unit() as unit:
        unit.ledger.append(make_entry(50, device))
        unit.commit()
    assert restore_command(database.folder) == 1, "the copy holds fewer lines"
    assert restore_command(database.folder, anyway=True) == 0
    with open_database(database.folder, store_clock) as again:
        assert again.device_id != device, "lines after the copy may be known elsewhere: a new chain must begin"
        assert "brought back" in again.notices[0]
        with again.unit() as unit:
            assert len(unit.ledger.entries(ENROLMENT)) == 6
            unit.ledger.append(make_entry(60, again.device_id))
            assert verify_chain(unit.ledger.lines()).is_sound
    (aside,) = places.folder.glob("records-set-aside-*.db")
    assert verify_copy(aside, database.driver)  # type: ignore[arg-type]
    with open_database(database.folder, store_clock) as later:
        assert later.notices == ()


@pytest.mark.parametrize("after", range(1, 4))
def test_a_restore_that_was_cut_off_is_finished_by_the_next_start(
    database: Database, places: Places, store_clock: SimulatedClock, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    copy = places.folder / "copy.db"
    with database.alone() as connection:
        backup.write_copy(connection, copy, database.driver)  # type: ignore[arg-type]
        log = places.records.with_name("records.db-wal").read_bytes()
        main = places.records.read_bytes()
    database.close()
    places.records.write_bytes(main)
    places.records.with_name("records.db-wal").write_bytes(log)
    replace, done = os.replace, []

    def cut_off(source: Path, target: Path) -> None:
        if source != copy and len(done) == after + 1:
            raise KeyboardInterrupt
        done.append(source)
        replace(source, target)

    monkeypatch.setattr(os, "replace", cut_off)
    with pytest.raises(KeyboardInterrupt):
        backup.restore(places, copy, database.driver)  # type: ignore[arg-type]
    monkeypatch.undo()
    with open_database(database.folder, store_clock) as again, again.unit() as unit:
        assert len(unit.ledger.entries(ENROLMENT)) == 6
    assert len(done) == after + 1
    (aside,) = places.folder.glob("records-set-aside-*.db")
    assert aside.read_bytes() == main
    assert aside.with_name(aside.name + "-wal").read_bytes() == log


def test_a_damaged_copy_does_not_count(
    database: Database, places: Places, store_clock: SimulatedClock, expected_warnings: list[object]
) -> None:
    database.close()
    _open_daily(database, store_clock, 3)
    newest, second, third = backup.copies(places)
    newest.path.write_bytes(random.Random(1).randbytes(10_000))
    body = second.path.read_bytes()
    assert b'"measured_seconds":1500' in body
    second.path.write_bytes(body.replace(b'"measured_seconds":1500', b'"measured_seconds":9500'))
    assert backup.latest_sound(places, database.driver) == third  # type: ignore[arg-type]
    assert expected_warnings
    with pytest.raises(DamagedError):
        backup.restore(places, newest.path, database.driver)  # type: ignore[arg-type]
    open_database(database.folder, store_clock).close()


def test_a_restore_waits_for_no_open_window(database: Database, places: Places) -> None:
    with pytest.raises(LockedError):
        restore_command(database.folder, places.records)


def test_a_copy_in_the_middle_of_a_transaction_gives_up(
    database: Database, places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copies, "PATIENCE_SECONDS", 0.1)
    with database.alone() as connection:
        connection.begin()
        with pytest.raises(LockedError):
            backup.write_copy(connection, places.folder / "copy.db", database.driver)  # type: ignore[arg-type]
    assert not list(places.folder.glob("copy.db*"))


def test_a_copy_to_a_folder_that_is_not_there(database: Database, places: Places) -> None:
    target = places.folder / "nowhere" / "copy.db"
    with pytest.raises(StoreError) as caught, database.alone() as connection:
        backup.write_copy(connection, target, database.driver)  # type: ignore[arg-type]
    assert caught.value.path == target


def test_names_of_strangers_are_left_alone(database: Database, places: Places) -> None:
    places.backups.mkdir()
    stranger = places.backups / "records-of-mine.db"
    stranger.write_bytes(b"")
    assert backup.copies(places) == []
    backup.thin(places)
    assert stranger.exists()
    assert datetime(2026, 9, 14, tzinfo=UTC) < START
