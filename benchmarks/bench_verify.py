"""``trainer hours verify`` on a real file: every chain followed, every line read in full; then all else that it does.

The yardstick is what no verification can do without: the bare driver reads the same rows, and each body is hashed.
"""

import hashlib
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.ledgers import make_contexts, open_ledger
from benchmarks.measurement import Measurement
from trainer.hours.credit import credit
from trainer.hours.examine import Computer, Learner, examine
from trainer.hours.ledger import Head, StoredLine
from trainer.hours.reconcile import check_identities
from trainer.hours.service import HoursContext
from trainer.hours.verify import verify_chain
from trainer.store.database import Database
from trainer.store.unit_of_work import UnitOfWork

LEARNERS = 10
LINES = 2_000
ALL_LINES = LEARNERS * LINES
ROUNDS = 9
PROMISED_PER_SECOND = 100_000
_ROWS = f"SELECT {', '.join(StoredLine.__struct_fields__)} FROM ledger ORDER BY position"  # noqa: S608 - names of our own


def run() -> list[Measurement]:
    """Measures a sound ledger, which has to be read to its end."""
    contexts = make_contexts(LEARNERS)
    with tempfile.TemporaryDirectory() as folder, open_ledger(Path(folder), contexts, LINES) as database:
        with database.unit() as unit:
            heads = verify_chain(unit.ledger.lines()).heads
            ours = _best(lambda: _verify(unit, heads))
            hashed = _best(lambda: _hash_only(unit))
        whole = _best(lambda: _examine(database, contexts))
        credited = _credited(database, contexts)
    promised = ALL_LINES / PROMISED_PER_SECOND * 1_000
    return [
        Measurement(f"verification of {ALL_LINES:,} lines (100,000 a second)", ours, "ms", promised),
        Measurement("the same, beside reading and hashing them", ours, "ms", 4.5, hashed),
        Measurement("all of `hours verify`, beside that and the credit", whole, "ms", 2.5, ours + credited),
    ]


def _verify(unit: UnitOfWork, heads: Sequence[Head]) -> None:
    assert verify_chain(unit.ledger.lines(), heads).is_sound


def _hash_only(unit: UnitOfWork) -> int:
    cursor = unit.ledger._connection.connection.cursor()
    cursor.execute(_ROWS)
    return sum([hashlib.sha256(row[1]).hexdigest() == row[2] for row in cursor.fetchall()])


def _examine(database: Database, contexts: Sequence[HoursContext]) -> None:
    """Looks through everything, as the command does."""
    learners = [Learner("nobody", context) for context in contexts]
    computer = Computer(database.device_id, database.key.public, datetime.now(UTC))
    with database.unit() as unit:
        assert examine(unit, learners, computer).lines == ALL_LINES


def _credited(database: Database, contexts: Sequence[HoursContext]) -> float:
    """Returns how long it takes to credit the lines and to check their sums, without reading them."""
    with database.unit() as unit:
        lines = [unit.ledger.entries(context.enrolment_id) for context in contexts]
    both = list(zip(lines, contexts, strict=True))
    return _best(lambda: [check_identities(credit(mine, of.policies, of.programme)) for mine, of in both])


def _best(job: Callable[[], object]) -> float:
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        job()
        times.append(time.perf_counter() - start)
    return min(times) * 1_000
