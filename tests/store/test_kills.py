"""Killed at any instant: no answer lost, at most five seconds of study lost, the chain whole, and a plain restart."""

import multiprocessing
import os
import random
import threading
from collections.abc import Callable, Sized
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest

from tests.fakes.learner import CONTEXT, FastClock, Script, run
from tests.fakes.records import ENROLMENT, PERSON, enrol
from trainer.hours.examine import Computer, Learner, examine
from trainer.hours.reconcile import check_identities
from trainer.hours.service import HoursService
from trainer.store.database import SERVER, Database, open_database
from trainer.store.inspection import file_faults

TOLD_WITHIN = 4
"""Seconds between the last tick and the last save; with the second that was running when the kill came, five."""

_processes = multiprocessing.get_context("forkserver")
_processes.set_forkserver_preload(["tests.fakes.learner"])


@dataclass
class Tally:
    """What was acknowledged, and what came of it."""

    kills: int = 0
    answers: dict[str, tuple[Any, ...]] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    ticks: dict[str, int] = field(default_factory=dict)
    attempts: set[str] = field(default_factory=set)
    interrupted: int = 0
    longest_loss: int = 0
    unsaid: int = 0

    def hear(self, facts: tuple[Any, ...]) -> None:
        kind, *rest = facts
        if kind == "answer":
            self.answers[rest[0]] = tuple(rest[1:])
        elif kind == "line":
            self.lines[rest[0]] = rest[1]
        elif kind in ("tick", "stint"):
            self.ticks[rest[0]] = max(rest[1], self.ticks.get(rest[0], 0))
        elif kind == "attempt":
            self.attempts.add(rest[0])

    def told(self, kind: str) -> Sized:
        """Returns what the learner said was saved: answers, or stints."""
        return self.answers if kind == "exam" else self.ticks

    def __str__(self) -> str:
        return (
            f"{self.kills} kills: {len(self.lines)} lines and {len(self.answers)} answers acknowledged, none lost; "
            f"{self.interrupted} stints recovered, longest loss {self.longest_loss} s after the last tick; "
            f"{self.unsaid} answers stored whose acknowledgement was cut off"
        )


def _kill_one(script: Script, seconds: float, tally: Tally) -> None:
    """Starts the learner, waits for the records to be open, kills at the given instant and hears what was said."""
    ours, theirs = _processes.Pipe(duplex=False)
    process = _processes.Process(target=run, args=(script, theirs))
    process.start()
    theirs.close()
    assert ours.poll(30), "the learner did not start"
    heard = threading.Thread(target=_listen, args=(ours, tally))
    heard.start()
    heard.join(seconds)
    assert process.is_alive(), "the learner ended by itself"
    process.kill()
    process.join(30)
    heard.join(30)
    tally.kills += 1


def _listen(acks: Connection, tally: Tally) -> None:
    with acks:
        try:
            while True:
                tally.hear(acks.recv())
        except (EOFError, OSError):
            return


def _restart(folder: Path, tally: Tally) -> None:
    """Opens as the program does and compares with what was acknowledged."""
    with open_database(folder, FastClock(1)) as database:
        hours = HoursService(database.unit)
        tally.interrupted += len(hours.recover(lambda _enrolment: CONTEXT))
        record = hours.record(CONTEXT)
        assert check_identities(record) == []
        _compare(database, tally)
        with database.alone() as connection:
            assert file_faults(connection) == []
        computer = Computer(database.device_id, database.key.public, FastClock(1).now())
        with database.unit() as unit:
            assert examine(unit, [Learner(PERSON, CONTEXT)], computer).faults == ()


def _compare(database: Database, tally: Tally) -> None:
    with database.unit() as unit:
        assert unit.ledger.open_stints() == []
        lines = {line.id: line.measured_seconds for line in unit.ledger.entries(ENROLMENT)}
        stored = {
            event.id: (event.attempt_id, event.question_id, event.letter, event.flagged)
            for attempt in unit.attempts.attempts(ENROLMENT)
            for event in unit.attempts.answers(attempt.id)
        }
    assert {key: lines.get(key) for key in tally.lines} == tally.lines, "lines were lost"
    assert {key: stored.get(key) for key in tally.answers} == tally.answers, "answers were lost"
    losses = [measured - lines.get(key, 0) for key, measured in tally.ticks.items()]
    tally.longest_loss = max([tally.longest_loss, *losses])
    assert tally.longest_loss <= TOLD_WITHIN, f"study was lost, {tally.longest_loss} seconds"
    tally.unsaid = len(stored) - len(tally.answers)


def _speed() -> float:
    """How fast the learner's clock runs: a busy disk or server may keep a commit waiting, which is multiplied too."""
    return 10.0 if os.environ.get(SERVER) else 20.0


def _kill_many(database: Database, work: str, rounds: int, seed: int, **broken: bool) -> Tally:
    """Kills as often as asked; on a busy machine more often, until as much was told as there were rounds to be."""
    chance, tally, speed = random.Random(seed), Tally(), 50.0 if broken else _speed()
    enrol(database)
    database.close()
    folder = database.folder
    for number in range(4 * rounds):
        if tally.kills >= rounds and len(tally.told(work)) > rounds:
            break
        script = Script(folder, work, seed + number, os.environ.get(SERVER, ""), speed=speed, **broken)
        _kill_one(script, chance.uniform(0.0, 0.5), tally)
        _restart(folder, tally)
    return tally


@pytest.mark.parametrize("work", ["study", "exam"])
def test_nothing_acknowledged_is_lost(
    any_database: Database, work: str, is_nightly: bool, tell: Callable[[str], None]
) -> None:
    seed, rounds = (20_261, 400) if is_nightly else (7, 25 if any_database.driver else 8)
    tally = _kill_many(any_database, work, rounds, seed)
    tell(f"seed {seed}, {work}: {tally}")
    assert tally.kills >= rounds
    assert len(tally.told(work)) > rounds


@pytest.mark.parametrize(
    ("work", "broken", "told"),
    [("exam", "acks_first", "answers were lost"), ("study", "forgets_heartbeat", "study was lost")],
)
def test_a_broken_build_is_caught(any_database: Database, work: str, broken: str, told: str) -> None:
    with pytest.raises(AssertionError, match=told):
        _kill_many(any_database, work, 40, 11, **{broken: True})
