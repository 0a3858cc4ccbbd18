"""One long session, run under the recorder: opens, studies, answers, copies, closes and opens again."""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from tests.fakes.records import PROVIDER, START, enrol, make_answer, make_attempt, make_certificate, make_entry
from trainer.clock import SimulatedClock
from trainer.store import engine
from trainer.store.database import Database, open_database

LINES = 260
ANSWERS = 60


def main(folder: Path, synchronous: str) -> None:
    """Writes an acknowledgement into the same folder after each commit, so that the record has both in order."""
    if synchronous == "NORMAL":
        engine.PRAGMAS["synchronous"] = ("NORMAL", 1)
    acks = os.open(folder / "acks", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    clock = SimulatedClock(START)
    with open_database(folder, clock) as database:
        enrol(database)
        _attempt(database)
        os.write(acks, b"attempt attempt-1\n")
        for number in range(LINES // 2):
            _line(database, number, acks)
        for number in range(ANSWERS):
            _answer(database, number, acks)
    clock.advance(86_400)
    # Opening makes the copy of the day.
    with open_database(folder, clock) as database:
        for number in range(LINES // 2, LINES):
            _line(database, number, acks)
        with database.unit() as unit:
            unit.register.save_provider(PROVIDER)
            unit.register.add_certificate(make_certificate())
            unit.commit()
        os.write(acks, b"certificate PT-2026-00001\n")


def _attempt(database: Database) -> None:
    with database.unit() as unit:
        unit.attempts.add_attempt(make_attempt())
        unit.commit()


def _line(database: Database, number: int, acks: int) -> None:
    with database.unit() as unit:
        unit.ledger.append(make_entry(number, database.device_id, id=f"line-{number}"))
        unit.commit()
    os.write(acks, b"line line-%d\n" % number)


def _answer(database: Database, number: int, acks: int) -> None:
    event = make_answer(number, given_at=datetime(2026, 9, 14, 18, tzinfo=UTC))
    with database.unit() as unit:
        unit.attempts.add_answer(event)
        unit.commit()
    os.write(acks, b"answer %s\n" % event.id.encode())


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
