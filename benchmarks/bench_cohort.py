"""The totals of a cohort of 1,000 learners, out of the projections: as quick with ten times the lines behind them."""

import statistics
import tempfile
import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import insert

from benchmarks.hours import make_entries, make_programme
from benchmarks.measurement import Measurement
from trainer.clock import SystemClock
from trainer.hours.credit import credit
from trainer.hours.policy import Policy
from trainer.hours.projection import projected
from trainer.hours.record import HoursRecord
from trainer.store.database import Database, open_database
from trainer.store.tables import projections

LEARNERS = 1_000
LINES = 2_000
TIMES = 10
ROUNDS = 15
PROMISED_MS = 50


def run() -> list[Measurement]:
    """Asks two offices in turn, so that whatever else the machine does slows both."""
    with tempfile.TemporaryDirectory() as folder:
        offices = [_office(Path(folder) / str(lines), lines) for lines in (LINES, LINES * TIMES)]
        times: list[list[float]] = [[], []]
        for _round in range(ROUNDS):
            for office, found in zip(offices, times, strict=True):
                found.append(_asked(office))
        for office in offices:
            office.close()
    few, many = (statistics.median(found) * 1_000 for found in times)
    return [
        Measurement(f"totals of {LEARNERS:,} learners with {LINES:,} lines each", few, "ms", PROMISED_MS),
        Measurement(f"the same with {TIMES} times the lines", many, "ms", 1.3, few),
    ]


def _asked(office: Database) -> float:
    start = time.perf_counter()
    with office.unit() as unit:
        found = unit.projections.totals()
    seconds = time.perf_counter() - start
    assert len(found) == LEARNERS
    return seconds


def _office(folder: Path, lines: int) -> Database:
    """Opens records that hold a cohort's totals; each learner's are those of a record that was really credited."""
    rows = _rows(_record(lines))
    office = open_database(folder, SystemClock())
    with office.unit() as unit:
        for number in range(LEARNERS):
            unit.projections._connection.execute(
                insert(projections), [{**row, "enrolment_id": f"learner-{number:04}"} for row in rows]
            )
        unit.commit()
    return office


def _record(lines: int) -> HoursRecord:
    programme = make_programme()
    record = credit(make_entries(lines, programme), {"default-1": Policy(lesson_cap=False)}, programme)
    return replace(record, by_day={**_all_days(lines), **record.by_day})


def _all_days(lines: int) -> Mapping[date, int]:
    """Returns a day for every eight lines: more days than anybody studies, so that the tables are at their largest."""
    return {date(2026, 9, 1) + timedelta(days=number): 60 for number in range(lines // 8)}


def _rows(record: HoursRecord) -> list[dict[str, object]]:
    return [
        {"axis": axis, "name": name, "seconds": seconds}
        for axis, values in projected(record).items()
        for name, seconds in values.items()
    ]
