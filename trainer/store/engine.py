"""Engines, with the promises of durability set and read back on every connection."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.pool import QueuePool

from trainer.store.driver import Driver, find_driver
from trainer.store.failures import StoreError

BUSY_MILLISECONDS = 5_000

PRAGMAS: dict[str, tuple[str, Any]] = {
    "busy_timeout": (str(BUSY_MILLISECONDS), BUSY_MILLISECONDS),
    "journal_mode": ("WAL", "wal"),
    "synchronous": ("FULL", 2),
    "foreign_keys": ("ON", 1),
    "secure_delete": ("ON", 1),
}
"""Each pragma with what is set and what must be read back. WAL + FULL is the pair under which a power cut loses nothing."""


def sqlite_engine(path: Path, driver: Driver | None = None) -> Engine:
    """Opens a file of records through one connection, which all threads take turns with.

    With a library that is too old for two connections, that connection holds an exclusive lock, so no second one can come.
    """
    chosen = driver or find_driver()
    engine = create_engine(
        f"sqlite:///{path}",
        module=chosen.module,
        poolclass=QueuePool,
        pool_size=1,
        max_overflow=0,
        connect_args={"timeout": BUSY_MILLISECONDS / 1000, "check_same_thread": False},
    )
    event.listen(engine, "connect", lambda connection, _record: _prepare(connection, chosen))
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine


def postgresql_engine(url: str) -> Engine:
    """Connects to the office's PostgreSQL; a commit is answered only when it is on disk."""
    engine = create_engine(url, pool_pre_ping=True, isolation_level="SERIALIZABLE")

    @event.listens_for(engine, "connect")
    def _set(connection: Any, _record: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET synchronous_commit = on")
        connection.commit()

    return engine


@contextmanager
def private_files() -> Iterator[None]:
    """Makes new files readable by their owner alone (SQLite would make them readable by all)."""
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)


def _prepare(connection: Any, driver: Driver) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    if driver.exclusive:
        cursor.execute("PRAGMA locking_mode = EXCLUSIVE")
    for name, (value, expected) in PRAGMAS.items():
        cursor.execute(f"PRAGMA {name} = {value}")
        found = cursor.execute(f"PRAGMA {name}").fetchone()[0]
        if found != expected:
            cursor.close()
            raise StoreError(f"PRAGMA {name} is {found!r}, not {expected!r}")
    cursor.close()
