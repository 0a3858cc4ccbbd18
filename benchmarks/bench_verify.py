"""Verification of the ledger, beside nothing but the hash of the same bytes."""

import hashlib
import time
from collections.abc import Callable

from benchmarks.hours import make_entries, make_programme, stored
from benchmarks.measurement import Measurement
from trainer.hours.ledger import Head, StoredLine
from trainer.hours.verify import verify_chain

LINES = 20_000
ROUNDS = 7
PROMISED_PER_SECOND = 100_000


def run() -> list[Measurement]:
    """Measures a sound ledger, which has to be read to its end."""
    rows = stored(make_entries(LINES, make_programme()))
    heads: tuple[Head, ...] = verify_chain(rows).heads
    ours = _best(lambda: verify_chain(iter(rows), heads))
    hashed = _best(lambda: _hash_only(rows))
    promised = LINES / PROMISED_PER_SECOND * 1_000
    return [
        Measurement(f"verification of {LINES:,} lines (100,000 a second)", ours, "ms", promised),
        Measurement("the same, beside SHA-256 of the same bytes", ours, "ms", 8, hashed),
    ]


def _hash_only(rows: list[StoredLine]) -> int:
    return sum(hashlib.sha256(row.body).hexdigest() == row.hash for row in rows)


def _best(job: Callable[[], object]) -> float:
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        job()
        times.append(time.perf_counter() - start)
    return min(times) * 1_000
