"""Two programs on one folder: the second is told, a crash leaves no lock, and even by force nothing is damaged."""

import multiprocessing
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from tests.fakes.learner import FastClock, Script, run
from tests.fakes.records import enrol, make_entry
from trainer.clock import SimulatedClock
from trainer.hours.verify import verify_chain
from trainer.store.database import Database, open_database
from trainer.store.engine import sqlite_engine
from trainer.store.failures import LockedError, StoreError
from trainer.store.places import Places
from trainer.store.turns import Turns
from trainer.store.unit_of_work import UnitOfWork

_processes = multiprocessing.get_context("forkserver")


def test_the_second_is_told_and_the_lock_dies_with_its_holder(database: Database, store_clock: SimulatedClock) -> None:
    enrol(database)
    database.close()
    ours, theirs = _processes.Pipe(duplex=False)
    process = _processes.Process(target=run, args=(Script(database.folder, "exam", 1), theirs))
    process.start()
    theirs.close()
    assert ours.recv() == ("open",)
    begun = time.monotonic()
    with pytest.raises(LockedError):
        open_database(database.folder, store_clock)
    assert time.monotonic() - begun < 2
    process.kill()
    process.join(30)
    with open_database(database.folder, store_clock) as again, again.alone() as connection:
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"


def hammer(path: Path, device: str, seconds: float, acks: Connection) -> None:
    """Writes past the folder's lock for some time, as no program of ours would; sends how many lines were stored."""
    turns = Turns(sqlite_engine(path))
    stored, refused, number, until = 0, 0, 0, time.monotonic() + seconds
    while time.monotonic() < until:
        number += 1
        try:
            with UnitOfWork(turns) as unit:
                unit.ledger.append(make_entry(number, device))
                unit.commit()
            stored += 1
        except StoreError:
            refused += 1
    turns.close()
    acks.send((device, stored, refused))


def test_by_force_nothing_is_damaged(database: Database, is_nightly: bool, tell: Callable[[str], None]) -> None:
    seconds = 6.0 if is_nightly else 1.0
    path = Places(database.folder).records
    pipes = []
    for number in range(4):
        ours, theirs = _processes.Pipe(duplex=False)
        process = _processes.Process(target=hammer, args=(path, f"device-{number}", seconds, theirs))
        process.start()
        pipes.append(ours)
    told = dict([(device, (stored, refused)) for device, stored, refused in (pipe.recv() for pipe in pipes)])
    with database.unit() as unit:
        report = verify_chain(unit.ledger.lines())
    assert report.is_sound
    assert {head.device_id: head.sequence for head in report.heads} == {
        device: stored for device, (stored, _refused) in told.items() if stored
    }
    assert report.lines > 50
    tell(f"4 writers for {seconds} s: {told}, {report.lines} lines, all there")
    with database.alone() as connection:
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"


def test_the_second_gets_in_when_the_first_is_just_closing(tmp_path: Path) -> None:
    first = open_database(tmp_path / "records", FastClock(1))
    timer = threading.Timer(0.2, first.close)
    timer.start()
    open_database(tmp_path / "records", FastClock(1)).close()
    timer.join()


HOLD = """
import sqlite3, sys
other = sqlite3.connect(sys.argv[1], isolation_level=None)
other.execute("BEGIN EXCLUSIVE")
print("held", flush=True)
sys.stdin.read()
"""


def test_another_kind_of_program_on_the_records_is_told_kindly(tmp_path: Path) -> None:
    open_database(tmp_path / "records", FastClock(1)).close()
    records = Places(tmp_path / "records").records
    # Of its own process: locks of a file do not part two libraries in one.
    command = [sys.executable, "-c", HOLD, str(records)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(StoreError) as caught:
            open_database(tmp_path / "records", FastClock(1))
        other.communicate("")
    assert caught.value.path == records
    assert caught.value.advice
