"""Copies of a database made by SQLite's own backup, and how a copy proves that it is whole."""

import time
from collections.abc import Callable
from itertools import starmap
from pathlib import Path
from typing import Any

from trainer.hours.ledger import StoredLine
from trainer.hours.verify import verify_chain
from trainer.store.driver import Driver
from trainer.store.failures import DAMAGED, IN_USE, failure, in_plain_words
from trainer.store.places import create_private, move_into_place, remove_database

PATIENCE_SECONDS = 5.0
_IN_USE = (5, 6)
"""SQLite's own numbers for "busy" and "locked"."""

_LINES = """
SELECT position, body, hash, id, enrolment_id, device_id, sequence, kind, subject, started_at, measured_seconds
FROM ledger ORDER BY position
"""


def copy_database(source: Any, target: Path, driver: Driver) -> Path:
    """Copies an open database into one file, verifies the copy and gives it its name only then.

    Args:
        source: A connection of the same driver, with no transaction under way; its database may be in use.
        target: The finished copy.
        driver: The library that both ends speak through.

    Raises:
        StoreError: The copy could not be made or is not sound; there is no file named ``target`` then.
    """
    part = target.with_name(target.name + ".part")
    remove_database(part)
    try:
        with in_plain_words(target, driver.error):
            create_private(part)
            copy = driver.connect(str(part))
            try:
                source.backup(copy, progress=_patience(target))
                # One file is easier to carry than three, and a copy has no writer.
                copy.execute("PRAGMA journal_mode = DELETE")
            finally:
                copy.close()
            verify_copy(part, driver)
            move_into_place(part, target)
    finally:
        remove_database(part)
    return target


def _patience(path: Path) -> Callable[[int, int, int], None]:
    """Stops a copy whose source is being written to: the driver alone would try again for ever."""
    until = time.monotonic() + PATIENCE_SECONDS

    def _look(status: int, _remaining: int, _total: int) -> None:
        if status in _IN_USE and time.monotonic() > until:
            raise failure(IN_USE, path, f"the copy was told {status}")

    return _look


def verify_copy(path: Path, driver: Driver) -> str:
    """Reads every page and index of a file that nobody writes to; returns the version of its tables.

    Raises:
        StoreError: It is damaged, empty, or not a database of records.
    """
    return _verified(path, driver, "PRAGMA integrity_check(5)")


def look_over(path: Path, driver: Driver) -> str:
    """Reads every page, not every index, before anything may write to the file; returns the version of its tables.

    Raises:
        StoreError: It is damaged, empty, or not a database of records. The file and its log are as they were.
    """
    return _verified(path, driver, "PRAGMA quick_check(5)")


def _verified(path: Path, driver: Driver, check: str) -> str:
    with in_plain_words(path, driver.error):
        if path.stat().st_size == 0:
            raise failure(DAMAGED, path, "the file is empty")
        connection = open_to_read(path, driver)
        try:
            found = [row[0] for row in connection.execute(check)]
            if found != ["ok"]:
                raise failure(DAMAGED, path, "; ".join(found))
            if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone():
                raise failure(DAMAGED, path, "no table alembic_version: not a database of records")
            revision = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        finally:
            connection.close()
    if revision is None:
        raise failure(DAMAGED, path, "no revision: not a database of records")
    return str(revision[0])


def has_sound_chains(path: Path, driver: Driver) -> bool:
    """Follows every chain of the ledger of a file that nobody writes to."""
    with in_plain_words(path, driver.error):
        connection = open_to_read(path, driver)
        try:
            return verify_chain(starmap(StoredLine, connection.execute(_LINES))).is_sound
        finally:
            connection.close()


def count_lines(path: Path, driver: Driver) -> int:
    """Returns how many lines of the ledger a file holds; 0 where it cannot be read."""
    try:
        connection = open_to_read(path, driver)
    except driver.error:
        return 0
    try:
        return int(connection.execute("SELECT count(*) FROM ledger").fetchone()[0])
    except driver.error:
        return 0
    finally:
        connection.close()


def open_to_read(path: Path, driver: Driver) -> Any:
    """Opens a database without SQLAlchemy, for reading alone."""
    return driver.connect(path.absolute().as_uri() + "?mode=ro", uri=True, timeout=5)
