"""A full disk: a kind message, nothing acknowledged lost, nothing written twice, and on it goes when there is room."""

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.fakes.records import ENROLMENT, make_entry
from trainer.clock import SimulatedClock
from trainer.hours.ledger import Entry
from trainer.hours.verify import verify_chain
from trainer.store.database import Database, open_database
from trainer.store.failures import StoreError

SIZE = 32_000_000


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk in memory; only root can have one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(folder)]
    try:
        subprocess.run(mount, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("no small disk can be mounted here")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_the_file_may_not_grow(database: Database) -> None:
    with database.alone() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    told = _append_until_refused(database, 0)
    with database.alone() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
    _goes_on(database, told)


def test_the_disk_is_full(
    small_disk: Path, store_clock: SimulatedClock, is_nightly: bool, tell: Callable[[str], None]
) -> None:
    fills, first = 0, 0
    ballast = small_disk / "ballast"
    with open_database(small_disk / "records", store_clock) as database:
        for room in range(0, 400_000, 10_000 if is_nightly else 50_000):
            _leave(ballast, room)
            told = _append_until_refused(database, first)
            ballast.unlink()
            first = _goes_on(database, told)
            fills += 1
    tell(f"{fills} times full, {first} lines, none lost, none twice, and it went on each time")


def test_opening_on_a_full_disk(small_disk: Path, store_clock: SimulatedClock, expected_warnings: list[object]) -> None:
    ballast = small_disk / "ballast"
    _leave(ballast, 20_000)
    with pytest.raises(StoreError, match="disk is full"):
        open_database(small_disk / "records", store_clock)
    ballast.unlink()
    open_database(small_disk / "records", store_clock).close()
    _leave(ballast, 60_000)
    with open_database(small_disk / "records", store_clock) as database:
        assert "safety copy" in database.notices[0]
        assert "disk is full" in database.notices[0]
    assert expected_warnings


def _append_until_refused(database: Database, number: int) -> int:
    """Returns the number of the line that was refused; all before it are acknowledged."""
    told = None
    while told is None and number < 20_000:
        try:
            _append(database, number)
            number += 1
        except StoreError as error:
            told = error
    assert told is not None, "the disk was never full"
    assert told.message.startswith("The disk is full")
    assert told.advice.startswith("What was saved before is safe")
    assert told.path is not None
    return number


def _goes_on(database: Database, refused: int) -> int:
    """Writes the refused line again, whether or not it was there, and reads everything back."""
    for number in (refused, refused, refused + 1):
        _append(database, number)
    with database.unit() as unit:
        report = verify_chain(unit.ledger.lines())
        assert [line.id for line in unit.ledger.entries(ENROLMENT)] == [_line(n).id for n in range(refused + 2)]
    assert report.is_sound
    with database.alone() as connection:
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
    return refused + 2


def _append(database: Database, number: int) -> None:
    with database.unit() as unit:
        unit.ledger.append(_line(number))
        unit.commit()


def _line(number: int) -> Entry:
    return make_entry(number, id=f"line-{number}")


def _leave(ballast: Path, room: int) -> None:
    """Fills the disk up to a rest."""
    import shutil

    ballast.unlink(missing_ok=True)
    free = shutil.disk_usage(ballast.parent).free
    ballast.write_bytes(bytes(max(0, free - room)))
