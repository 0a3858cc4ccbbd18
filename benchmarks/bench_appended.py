"""A line that joins 5,000 others: written durably, credited with them and reconciled before the screen goes on."""

import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path

from msgspec import structs

from benchmarks.ledgers import make_contexts, open_ledger
from benchmarks.measurement import Measurement
from trainer.clock import SystemClock
from trainer.hours.credit import credit
from trainer.hours.ledger import Entry
from trainer.hours.notary import Notary
from trainer.hours.reconcile import check_identities
from trainer.hours.service import HoursContext, HoursService
from trainer.identifiers import new_id
from trainer.store.database import Database

# On the disk of the checkout, where a sync costs what it costs.
FOLDER = Path(__file__).resolve().parent.parent
LINES = 5_000
ROUNDS = 25


def run() -> list[Measurement]:
    """Appends again and again, as a learner does who studies with the program open."""
    (context,) = make_contexts(1)
    with (
        tempfile.TemporaryDirectory(prefix=".bench-", dir=FOLDER) as folder,
        open_ledger(Path(folder), [context], LINES) as database,
    ):
        hours = HoursService(database.unit, Notary(database.device_id, database.key, SystemClock()))
        lines = list(hours.entries(context))
        ours = min(_seconds(partial(hours.append, entry, context)) for entry in _later(lines[-1], database))
        counted = min(_seconds(partial(_count, lines, context)) for _round in range(ROUNDS))
    return [
        Measurement("a line joins 5,000, and all is credited", ours * 1_000, "ms", 40),
        Measurement("the same, beside crediting and checking them", ours * 1_000, "ms", 1.3, counted * 1_000),
    ]


def _later(line: Entry, database: Database) -> list[Entry]:
    """Makes lines that come after all others."""
    starts = [line.started_at + timedelta(hours=number) for number in range(1, ROUNDS + 1)]
    return [structs.replace(line, id=new_id(start), started_at=start, device_id=database.device_id) for start in starts]


def _count(lines: list[Entry], context: HoursContext) -> None:
    assert not check_identities(credit(lines, context.policies, context.programme))


def _seconds(job: Callable[[], object]) -> float:
    start = time.perf_counter()
    job()
    return time.perf_counter() - start
