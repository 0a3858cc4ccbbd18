"""Ledgers in a real file, for the benchmarks of verification and of appending."""

import random
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import structs
from sqlalchemy import insert

from benchmarks.hours import PERSON, make_entries, make_programme
from trainer.clock import SystemClock
from trainer.courses.outline import Programme
from trainer.hours.ledger import FIRST_HASH, Entry, EntryKind, Gap, GapKind, line_columns, sealed_with_body
from trainer.hours.policy import Policy
from trainer.hours.service import HoursContext
from trainer.store.database import Database, open_database
from trainer.store.tables import ledger

REASON = "The power went out in class; the sign-in sheet of señora Núñez has two hours."


def make_contexts(count: int) -> list[HoursContext]:
    """Makes that many enrolments in the course."""
    programme, policies = make_programme(), {"default-1": Policy()}
    return [HoursContext(f"0192f3a4-0000-7000-8000-{number:012}", programme, policies) for number in range(count)]


def open_ledger(folder: Path, contexts: Sequence[HoursContext], lines: int) -> Database:
    """Makes records with that many lines for each enrolment, each written on a computer of its own."""
    database = open_database(folder, SystemClock())
    with database.unit() as unit:
        for context in contexts:
            unit.ledger._connection.execute(insert(ledger), list(_rows(context, lines)))
        unit.commit()
    return database


def _rows(context: HoursContext, lines: int) -> Iterator[dict[str, object]]:
    sequence, tip = 0, FIRST_HASH
    device_id = f"device of {context.enrolment_id[-12:]}"
    for entry in _varied(make_entries(lines, context.programme), context.programme):
        mine = structs.replace(entry, enrolment_id=context.enrolment_id, device_id=device_id)
        line, body = sealed_with_body(mine, sequence + 1, tip)
        sequence, tip = line.sequence, line.hash
        yield {**line_columns(line), "body": body, "hash": line.hash}


def _varied(entries: Sequence[Entry], programme: Programme) -> Iterator[Entry]:
    """Gives lines of every kind that measures, some corrections, and up to three gaps."""
    chance = random.Random(11)
    for number, entry in enumerate(entries):
        if number % 50 == 0:
            yield structs.replace(entry, kind=EntryKind.EXAM, subject="final")
        elif number % 50 == 1:
            yield structs.replace(entry, kind=EntryKind.MAKE_UP, subject=chance.choice(list(programme.live_by_id)))
        elif number % 100 == 2:
            yield structs.replace(entry, kind=EntryKind.ADJUSTMENT, reason=REASON, second_author_id=PERSON, gaps=())
        else:
            starts = range(5, 5 + 35 * chance.randint(0, 3), 35)
            gaps = [Gap(chance.choice(list(GapKind)), start, chance.randint(1, 30)) for start in starts]
            yield structs.replace(entry, gaps=tuple(gaps))
