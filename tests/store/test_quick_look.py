"""A first glance at the records: fast, without SQLAlchemy, and silent about any trouble."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.fakes.learner import CONTEXT
from tests.fakes.records import ENROLMENT, PERSON, enrol, fill, make_enrolment, make_entry, make_person
from trainer.hours.service import HoursService
from trainer.store.database import Database
from trainer.store.places import Places
from trainer.store.projection_store import projected
from trainer.store.quick_look import LONGEST_SECONDS, quick_look


def test_it_sees_what_was_last_projected(database: Database) -> None:
    enrol(database)
    record = HoursService(database.unit).append(make_entry(0, database.device_id), CONTEXT)
    for _open_and_closed in range(2):
        seen = quick_look(database.folder)
        assert seen is not None
        assert seen.people == (make_person(),)
        assert seen.enrolments == {PERSON: make_enrolment()}
        assert seen.totals[ENROLMENT] == {axis: dict(values) for axis, values in projected(record).items() if values}
        database.close()
    assert not list(database.folder.glob("records.db-*"))


def test_it_needs_no_sqlalchemy(database: Database) -> None:
    fill(database)
    look = (
        "import sys; from pathlib import Path; from trainer.store.quick_look import quick_look;"
        "assert quick_look(Path(sys.argv[1])).people;"
        "assert not {'sqlalchemy', 'alembic', 'filelock'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", look, str(database.folder)], check=True)


@pytest.mark.parametrize("trouble", ["nothing", "empty", "png", "cut", "folder"])
def test_whatever_the_trouble_it_says_nothing(tmp_path: Path, database: Database, trouble: str) -> None:
    fill(database)
    database.close()
    path = Places(database.folder).records
    whole = path.read_bytes()
    path.unlink()
    if trouble == "folder":
        path.mkdir()
    elif trouble != "nothing":
        path.write_bytes({"empty": b"", "png": b"\x89PNG" * 999, "cut": whole[:9_000]}[trouble])
    assert quick_look(database.folder) is None


def test_it_waits_for_nobody(database: Database) -> None:
    fill(database)
    with database.unit() as unit:
        unit.people.add_person(make_person(id="person-2", name="Not yet saved"))
        begun = time.monotonic()
        seen = quick_look(database.folder)
        assert time.monotonic() - begun < 10 * LONGEST_SECONDS
        assert seen is None or len(seen.people) == 1


def test_an_endless_list_is_given_up(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trainer.store.quick_look.LONGEST_SECONDS", -1)
    with database.unit() as unit:
        for number in range(2_000):
            unit.people.add_person(make_person(id=f"person-{number}"))
        unit.commit()
    assert quick_look(database.folder) is None
