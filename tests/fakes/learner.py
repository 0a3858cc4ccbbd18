"""A scripted learner who studies and sits exams on real records, in a process of their own, until somebody kills it."""

import os
import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from tests.fakes.bank import MemoryCatalogue
from tests.fakes.programmes import make_programme
from tests.fakes.records import ENROLMENT, PERSON
from trainer.exams.service import ExamService, PracticeWish
from trainer.hours.policy import Policy
from trainer.hours.service import HoursContext, HoursService
from trainer.identifiers import new_id
from trainer.store.database import SERVER, Database, open_database
from trainer.study.sitting import Beat, Desk, StudySitting

POLICY = Policy()
CONTEXT = HoursContext(ENROLMENT, make_programme(), {POLICY.name: POLICY})
TICK = threading.Event()
"""Never set: waiting for it is the program's idle time between two ticks."""

Acknowledge = Callable[..., None]


class FastClock:
    """The computer's clock, with seconds that pass faster."""

    def __init__(self, speed: float) -> None:
        """``speed`` is how many seconds pass in one."""
        self._speed = speed
        self._zero = time.monotonic()
        self._start = datetime.now(UTC)

    def now(self) -> datetime:
        return self._start + timedelta(seconds=self.monotonic() - 1_000)

    def zone(self) -> str:
        return "America/Los_Angeles"

    def monotonic(self) -> float:
        return 1_000 + (time.monotonic() - self._zero) * self._speed


@dataclass(frozen=True)
class Script:
    """What the learner does.

    Attributes:
        kind: ``study`` or ``exam``.
        server: What TRAINER_DATABASE says; empty for records in the folder.
        speed: How fast the clock runs; a tick comes every second of it.
        acks_first: A broken build, which says "saved" before it saves.
        forgets_heartbeat: A broken build, which saves nothing before a stint ends.
    """

    folder: Path
    kind: str
    seed: int
    server: str = ""
    speed: float = 50.0
    acks_first: bool = False
    forgets_heartbeat: bool = False


def run(script: Script, acks: Connection) -> None:
    """Opens the records and goes on until it is killed; writes an acknowledgement after each commit."""

    def acknowledge(*facts: Any) -> None:
        acks.send(facts)

    if script.server:
        os.environ[SERVER] = script.server
    clock = FastClock(script.speed)
    with open_database(script.folder, clock) as database:
        HoursService(database.unit).recover(lambda _enrolment: CONTEXT)
        acknowledge("open")
        if script.kind == "study":
            _study(script, database, clock, acknowledge)
        else:
            _sit_exams(script, database, clock, acknowledge)


def _study(script: Script, database: Database, clock: FastClock, acknowledge: Acknowledge) -> None:
    chance = random.Random(script.seed)
    hours = HoursService(database.unit)
    while True:
        desk = Desk(ENROLMENT, PERSON, database.device_id, chance.choice(["one-01", "one-02"]), "edition-1", POLICY)
        sitting = StudySitting(desk, clock)
        begun = clock.monotonic()
        end = begun + chance.uniform(2, 25)
        while clock.monotonic() < end:
            if chance.random() < 0.6:
                sitting.activity("keys")
            _keep(script, hours, sitting.tick(), acknowledge)
            acknowledge("tick", sitting.entry_id, sitting.so_far().measured_seconds)
            TICK.wait(1 / script.speed)
        _append(hours, sitting, acknowledge)


def _keep(script: Script, hours: HoursService, beat: Beat, acknowledge: Acknowledge) -> None:
    if beat.closed is not None:
        hours.append(beat.closed, CONTEXT)
        acknowledge("line", beat.closed.id, beat.closed.measured_seconds)
    if beat.save is not None and not script.forgets_heartbeat:
        hours.save_open_stint(beat.save)
        acknowledge("stint", beat.save.entry.id, beat.save.entry.measured_seconds)


def _append(hours: HoursService, sitting: StudySitting, acknowledge: Acknowledge) -> None:
    line = sitting.finish()
    hours.append(line, CONTEXT)
    acknowledge("line", line.id, line.measured_seconds)


def _sit_exams(script: Script, database: Database, clock: FastClock, acknowledge: Acknowledge) -> None:
    chance = random.Random(script.seed)
    exams = ExamService(database.unit, clock)
    while True:
        attempt = exams.start_practice(ENROLMENT, MemoryCatalogue(), "en", PracticeWish((), 8)).attempt
        acknowledge("attempt", attempt.id)
        for _answer in range(chance.randrange(4, 16)):
            question = chance.choice(attempt.items).question_id
            letter, flagged = chance.choice(["A", "B", "C", "D", ""]), chance.random() < 0.2
            facts = ("answer", new_id(clock.now()), attempt.id, question, letter, flagged)
            if script.acks_first:
                acknowledge(*facts)
                TICK.wait(0.002)
            exams.answer(attempt.id, question, letter, flagged=flagged, event_id=facts[1])
            if not script.acks_first:
                acknowledge(*facts)
        exams.finish(attempt.id)
        acknowledge("finished", attempt.id)
