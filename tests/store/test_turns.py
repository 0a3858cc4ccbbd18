"""A unit of work is all or nothing, and threads take turns with it."""

import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from tests.fakes.records import ENROLMENT, make_entry, make_person
from trainer.clock import SimulatedClock
from trainer.hours.verify import verify_chain
from trainer.store import turns
from trainer.store.database import Database, open_database
from trainer.store.failures import LockedError, StoreError
from trainer.store.kept import driver_of
from trainer.store.turns import Turns
from trainer.store.unit_of_work import UnitOfWork


def test_leaving_without_commit_rolls_back(any_database: Database) -> None:
    with any_database.unit() as unit:
        unit.people.add_person(make_person())
        unit.ledger.append(make_entry())
    with any_database.unit() as unit:
        assert unit.people.people() == []
        assert unit.ledger.entries(ENROLMENT) == []


def test_an_exception_rolls_back_and_is_passed_on(any_database: Database) -> None:
    def fail() -> None:
        with any_database.unit() as unit:
            unit.people.add_person(make_person())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with any_database.unit() as unit:
        assert unit.people.people() == []


def test_closing_in_the_middle_of_a_unit_rolls_back(database: Database, store_clock: SimulatedClock) -> None:
    unit = database.unit().__enter__()
    unit.people.add_person(make_person())
    database.close()
    with open_database(database.folder, store_clock) as again, again.unit() as later:
        assert later.people.people() == []


def test_what_follows_a_commit_in_the_same_unit_is_its_own_transaction(any_database: Database) -> None:
    with any_database.unit() as unit:
        unit.ledger.append(make_entry(0))
        unit.commit()
        unit.ledger.append(make_entry(1))
    with any_database.unit() as unit:
        assert len(unit.ledger.entries(ENROLMENT)) == 1


def test_a_unit_inside_a_unit_is_a_bug(any_database: Database) -> None:
    with any_database.unit(), pytest.raises(RuntimeError, match="inside another"):
        any_database.unit().__enter__()
    with any_database.unit() as unit:
        assert unit.people.people() == []


def test_an_error_after_a_commit_that_worked_makes_no_second_line(
    any_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit = Connection.commit

    def commit_and_fail(connection: Connection) -> None:
        commit(connection)
        raise OperationalError("COMMIT", {}, Exception("disk I/O error"))

    def append() -> None:
        with any_database.unit() as unit:
            unit.ledger.append(entry)
            unit.commit()

    entry = make_entry()
    with monkeypatch.context() as patched:
        patched.setattr(Connection, "commit", commit_and_fail)
        with pytest.raises(StoreError, match="not certain"):
            append()
    append()
    with any_database.unit() as unit:
        assert [line.id for line in unit.ledger.entries(ENROLMENT)] == [entry.id]
        assert unit.ledger.append(make_entry(1)).sequence == 2


class _FailsAfterCommit:
    """A driver's connection whose commit works and is not answered."""

    def __init__(self, driver: Any) -> None:
        self._driver = driver

    def __getattr__(self, name: str) -> Any:
        return getattr(self._driver, name)

    def commit(self) -> None:
        self._driver.commit()
        raise sqlite3.OperationalError("disk I/O error")


def test_the_same_where_the_line_went_straight_to_the_driver(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    _begun_chain(database)
    with monkeypatch.context() as patched:
        patched.setattr(turns, "driver_of", lambda connection: _FailsAfterCommit(driver_of(connection)))
        patched.setattr(database._turns, "_errors", (sqlite3.Error,))
        with pytest.raises(StoreError, match="not certain"):
            _append(database, 1)
    _append(database, 2)
    _is_whole(database, 0, 1, 2)


def test_text_that_is_none_is_read_as_far_as_it_is_text(database: Database) -> None:
    with database.unit() as unit:
        unit.people.add_person(make_person())
        unit.ledger._connection.exec_driver_sql("UPDATE people SET name = CAST(x'ff41' AS TEXT)")
        unit.commit()
    with database.unit() as unit:
        assert [person.name for person in unit.people.people()] == ["\ufffdA"]


def test_threads_take_turns(any_database: Database) -> None:
    def append(number: int) -> None:
        with any_database.unit() as unit:
            unit.ledger.append(make_entry(number))
            unit.commit()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(append, range(80)))
    with any_database.unit() as unit:
        report = verify_chain(unit.ledger.lines())
    assert report.is_sound
    assert report.lines == 80


def test_a_thread_that_waits_for_too_long_is_told(database: Database) -> None:
    few = Turns(database.engine, patience_seconds=0.05)
    inside, leave = threading.Event(), threading.Event()

    def keep() -> None:
        with UnitOfWork(few):
            inside.set()
            leave.wait(10)

    thread = threading.Thread(target=keep)
    thread.start()
    assert inside.wait(10)
    with pytest.raises(LockedError):
        UnitOfWork(few).__enter__()
    leave.set()
    thread.join(10)
    with UnitOfWork(few) as unit:
        assert unit.people.people() == []


def _begun_chain(database: Database) -> None:
    """Writes a line, so that the end of the chain is remembered and the next line needs no question."""
    _append(database, 0)


def _is_whole(database: Database, *numbers: int) -> None:
    with database.unit() as unit:
        assert [line.sequence for line in unit.ledger.entries(ENROLMENT)] == list(range(1, len(numbers) + 1))
        assert [line.start_second for line in unit.ledger.entries(ENROLMENT)] == [
            make_entry(n).start_second for n in numbers
        ]
        assert verify_chain(unit.ledger.lines()).is_sound


def test_a_line_that_was_rolled_back_takes_no_place_in_the_chain(any_database: Database) -> None:
    _begun_chain(any_database)
    with any_database.unit() as unit:
        unit.ledger.append(make_entry(1))
    _append(any_database, 2)
    _is_whole(any_database, 0, 2)


def test_lines_that_a_full_disk_undid_take_no_place_in_the_chain(database: Database) -> None:
    _begun_chain(database)
    _leave_room(database, pages=0)
    with pytest.raises(StoreError, match="disk is full"):
        _append(database, *range(1, 1_000))
    _leave_room(database, pages=100_000)
    _append(database, 2_000)
    _is_whole(database, 0, 2_000)


def test_a_commit_of_what_a_full_disk_undid_does_not_say_that_it_is_saved(database: Database) -> None:
    _begun_chain(database)
    _leave_room(database, pages=0)
    with pytest.raises(StoreError, match="not certain"):
        _append_whatever_happens(database)
    _leave_room(database, pages=100_000)
    _append(database, 2_000)
    _is_whole(database, 0, 2_000)


def test_a_full_disk_undoes_a_line_and_not_the_ones_before_it(database: Database) -> None:
    """The ledger's guards have SQLite take a line back alone; what is committed all the same is what was told."""
    _begun_chain(database)
    _leave_room(database, pages=0)
    told = [0]
    with database.unit() as unit:
        with suppress(database.engine.dialect.loaded_dbapi.OperationalError):
            for number in range(1, 1_000):
                unit.ledger.append(make_entry(number))
                told.append(number)
        unit.commit()
    assert len(told) < 1_000
    _leave_room(database, pages=100_000)
    _append(database, 2_000)
    _is_whole(database, *told, 2_000)


def test_a_second_commit_in_a_unit_changes_nothing(any_database: Database) -> None:
    with any_database.unit() as unit:
        unit.ledger.append(make_entry(0))
        unit.commit()
        unit.commit()
    _is_whole(any_database, 0)


def test_a_store_that_is_used_after_its_unit_is_a_bug_and_writes_nothing(database: Database) -> None:
    _begun_chain(database)
    with database.unit() as unit:
        pass
    unit.ledger.append(make_entry(1))
    with pytest.raises(RuntimeError, match="outside of a unit"):
        database.unit().__enter__()
    _is_whole(database, 0)


def test_a_unit_is_begun_once(any_database: Database) -> None:
    unit = any_database.unit()
    with unit:
        pass
    with pytest.raises(RuntimeError, match="once"):
        unit.__enter__()
    _begun_chain(any_database)


def _append(database: Database, *numbers: int) -> None:
    with database.unit() as unit:
        for number in numbers:
            unit.ledger.append(make_entry(number))
        unit.commit()


def _append_whatever_happens(database: Database) -> None:
    with database.unit() as unit:
        with suppress(OperationalError):
            unit.ledger.append(make_entry(1))
            for number in range(1, 1_000):
                unit.people.add_person(make_person(id=f"person-{number}"))
        unit.commit()


def _leave_room(database: Database, *, pages: int) -> None:
    with database.alone() as connection:
        used = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {used + pages}")
