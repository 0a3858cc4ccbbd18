"""Records of every earlier version, as it wrote them: the program of today opens them and finds the same hours."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.fakes.learner import CONTEXT
from tests.fakes.records import PERSON
from trainer.clock import SimulatedClock
from trainer.hours.examine import Computer, Learner, examine
from trainer.hours.ledger import Head
from trainer.hours.service import HoursService
from trainer.store.database import open_database
from trainer.store.places import Places
from trainer.store.upgrade import REVISIONS

FOLDER = Path(__file__).parents[1] / "old_databases"


@dataclass(frozen=True)
class Known:
    """What an old version said of its own records."""

    credited_seconds: int
    measured_seconds: int
    head: Head


DEVICE = "01a0a0a5-9000-7963-b980-d42160f88373"
KNOWN = {
    "0001": Known(7_200, 60_600, Head(DEVICE, 41, "a1ea22a9aa87d064055c0fabb251340539bea6b2c6d91674011b43da122bb13f")),
    "0002": Known(7_200, 78_600, Head(DEVICE, 53, "6ab9e746723705b54bbd69610877c4c6a9faf1034450818217b56cfd671d4e4c")),
}


def test_every_earlier_version_left_its_records_here() -> None:
    assert sorted(path.stem for path in FOLDER.glob("*.sqlite")) == sorted(KNOWN) == sorted(REVISIONS[:-1])


@pytest.mark.parametrize("revision", KNOWN)
def test_the_hours_and_the_chain_are_the_same(revision: str, tmp_path: Path, store_clock: SimulatedClock) -> None:
    known = KNOWN[revision]
    places = Places(tmp_path / "records")
    places.prepare()
    shutil.copy(FOLDER / f"{revision}.sqlite", places.records)
    key = FOLDER / f"{revision}.key"
    if key.exists():
        shutil.copy(key, places.key)
    store_clock.advance(30 * 86_400)
    for _again in range(2):
        with open_database(places.folder, store_clock) as database:
            assert database.device_id == known.head.device_id
            record = HoursService(database.unit).record(CONTEXT)
            assert (record.credited_seconds, record.measured_seconds) == (
                known.credited_seconds,
                known.measured_seconds,
            )
            computer = Computer(database.device_id, database.key.public, store_clock.now())
            with database.unit() as unit:
                found = examine(unit, [Learner(PERSON, CONTEXT)], computer, [known.head])
                assert unit.ledger.head(database.device_id) == known.head
                assert len(unit.register.certificates()) == 1
            # The lessons of this small course are shorter than what was studied, and one of them is not in it.
            assert {fault.split(" belongs to ")[-1] for fault in found.faults} <= {"nothing in this course."}
