"""A durable line of the ledger, beside the same row written by bare SQLite with the same pragmas."""

import statistics
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.measurement import Measurement
from trainer.clock import SystemClock
from trainer.hours.ledger import Entry, EntryKind, Gap, GapKind, body_bytes, line_columns
from trainer.identifiers import new_id
from trainer.store.database import Database, open_database
from trainer.store.engine import PRAGMAS

# On the disk of the checkout: where temporary files lie in memory, a sync costs nothing and compares nothing.
FOLDER = Path(__file__).resolve().parent.parent
ROUNDS = 600
WARM_UP = 50
START = datetime(2026, 9, 7, 16, tzinfo=UTC)

COLUMNS = (
    "id", "enrolment_id", "device_id", "sequence", "kind", "subject", "started_at", "measured_seconds", "body", "hash",
)  # fmt: skip
INSERT = "INSERT INTO ledger (" + ", ".join(COLUMNS) + ") VALUES (" + ", ".join("?" for _name in COLUMNS) + ")"


@dataclass(frozen=True)
class Bench:
    """Two databases with the same tables on one disk: ours, and a bare connection to the other."""

    ours: Database
    bare: Any

    def append(self, entry: Entry) -> tuple[float, Entry]:
        """Appends a line as the program does; returns the seconds and the sealed line."""
        start = time.perf_counter()
        with self.ours.unit() as unit:
            line = unit.ledger.append(entry)
            unit.commit()
        return time.perf_counter() - start, line

    def insert(self, line: Entry) -> float:
        """Writes the same bytes with nothing in between; returns the seconds."""
        values = {**line_columns(line), "body": body_bytes(line), "hash": line.hash}
        row = tuple(values[name] for name in COLUMNS)
        start = time.perf_counter()
        self.bare.execute("BEGIN IMMEDIATE")
        self.bare.execute(INSERT, row)
        self.bare.execute("COMMIT")
        return time.perf_counter() - start


def run() -> Measurement:
    """Takes turns, so that a busy disk is busy for both, and compares the medians."""
    with tempfile.TemporaryDirectory(prefix=".bench-", dir=FOLDER) as folder:
        bench = _opened(Path(folder))
        ours, bare = [], []
        for number in range(WARM_UP + ROUNDS):
            seconds, line = bench.append(_entry(number, bench.ours.device_id))
            ours.append(seconds)
            bare.append(bench.insert(line))
        bench.ours.close()
        bench.bare.close()
    return Measurement(
        "durable append to the ledger",
        statistics.median(ours[WARM_UP:]) * 1000,
        "ms",
        1.5,
        statistics.median(bare[WARM_UP:]) * 1000,
    )


def _opened(folder: Path) -> Bench:
    open_database(folder / "bare", SystemClock()).close()
    ours = open_database(folder / "ours", SystemClock())
    assert ours.driver is not None
    bare = ours.driver.connect(str(folder / "bare" / "records.db"))
    for name, (value, _expected) in PRAGMAS.items():
        statement = f"PRAGMA {name} = {value}"
        bare.execute(statement)
    return Bench(ours, bare)


def _entry(number: int, device_id: str) -> Entry:
    started_at = START + timedelta(minutes=30 * number)
    return Entry(
        id=new_id(started_at),
        enrolment_id="01990000-0000-7000-8000-000000000001",
        kind=EntryKind.SELF_PACED,
        subject="hope-01",
        edition="core-80-2026-09",
        policy="default-1",
        started_at=started_at,
        zone="America/Los_Angeles",
        measured_seconds=1_500,
        wall_seconds=1_500,
        device_id=device_id,
        author_id="01990000-0000-7000-8000-000000000002",
        gaps=(Gap(GapKind.QUIET, 300, 200), Gap(GapKind.AWAY, 900, 60)),
        evidence={"pages": 12, "keys": 40, "scrolls": 55},
    )
