"""Engines, with the promises of durability set and read back on every connection."""

from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool

from trainer.store.driver import Driver, find_driver
from trainer.store.failures import UNSAFE_PLACE, failure
from trainer.store.kept import driver_of, forget_kept, note_changes
from trainer.store.odd_text import forgiving

BUSY_MILLISECONDS = 5_000

PRAGMAS: dict[str, tuple[str, Any]] = {
    "busy_timeout": (str(BUSY_MILLISECONDS), BUSY_MILLISECONDS),
    "journal_mode": ("WAL", "wal"),
    "synchronous": ("FULL", 2),
    "foreign_keys": ("ON", 1),
    "secure_delete": ("ON", 1),
    # Without it, INSERT OR REPLACE would get past the triggers that refuse DELETE.
    "recursive_triggers": ("ON", 1),
    # A file from a stranger may carry functions in its schema; none of them runs.
    "trusted_schema": ("OFF", 0),
    "journal_size_limit": ("8388608", 8_388_608),
}
"""Each pragma with what is set and what must be read back. Only under WAL + FULL does a power cut lose nothing."""


def sqlite_engine(path: Path, driver: Driver | None = None, *, foreign_keys: bool = True) -> Engine:
    """Opens a file of records through one connection, which all threads take turns with.

    With a library that is too old for two connections, that one holds an exclusive lock, so no second one can come.

    Args:
        path: The file; created when it is not there.
        driver: The library to use; the best one here unless told.
        foreign_keys: Off only for an upgrade, which copies tables.
    """
    chosen = driver or find_driver()
    pragmas = PRAGMAS if foreign_keys else {**PRAGMAS, "foreign_keys": ("OFF", 0)}
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        module=chosen.module,
        poolclass=QueuePool,
        pool_size=1,
        max_overflow=0,
        connect_args={
            "timeout": BUSY_MILLISECONDS / 1000,
            "check_same_thread": False,
            "factory": forgiving(chosen.module),
        },
    )
    event.listen(engine, "connect", lambda connection, _record: _prepare(connection, chosen, pragmas, path))
    event.listen(engine, "begin", begin_as_writer)
    event.listen(engine, "rollback", forget_kept)
    return engine


def postgresql_engine(url: str) -> Engine:
    """Connects to the office's PostgreSQL; a commit is answered only when it is on disk."""
    engine = create_engine(
        url, pool_pre_ping=True, isolation_level="SERIALIZABLE", connect_args={"connect_timeout": 10}
    )

    @event.listens_for(engine, "connect")
    def _set(connection: Any, _record: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET synchronous_commit = on")
        connection.commit()

    return engine


def begin_as_writer(connection: Connection) -> None:
    """Takes the writer's place in a file at once: a reader that turns writer half-way may be refused.

    Straight at the driver, as this stands before every answer and every line. SQLAlchemy begins a transaction of its
    own at its first statement, if there is one; it finds this one under way and takes it over.
    """
    driver = driver_of(connection)
    if not driver.in_transaction:
        driver.execute("BEGIN IMMEDIATE")
        note_changes(connection)


def _prepare(connection: Any, driver: Driver, pragmas: dict[str, tuple[str, Any]], path: Path) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    try:
        if driver.exclusive:
            cursor.execute("PRAGMA locking_mode = EXCLUSIVE")
        for name, (value, expected) in pragmas.items():
            statement = f"PRAGMA {name} = {value}"
            cursor.execute(statement)
            question = f"PRAGMA {name}"
            found = cursor.execute(question).fetchone()[0]
            if found != expected:
                raise failure(UNSAFE_PLACE, path, f"{question} answers {found!r}, not {expected!r}")
    finally:
        cursor.close()
