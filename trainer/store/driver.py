"""Which SQLite is in use, and whether it may be trusted with two connections."""

from dataclasses import dataclass
from types import ModuleType
from typing import Any

SAFE_VERSION = (3, 51, 3)
"""Older libraries can corrupt a file when two connections write and checkpoint at one moment (the WAL-reset race)."""

OLDEST_VERSION = (3, 35, 0)
"""Older ones do not know the SQL that we write."""


class UnfitLibraryError(Exception):
    """The SQLite here lacks what the records need; the installation is broken."""


@dataclass(frozen=True)
class Driver:
    """A DB-API module for SQLite.

    Attributes:
        exclusive: The library is older than :data:`SAFE_VERSION`: one connection alone, under an exclusive lock.
    """

    module: ModuleType
    version: tuple[int, ...]
    exclusive: bool

    @property
    def version_text(self) -> str:
        """The version as people write it."""
        return ".".join(str(part) for part in self.version)

    @property
    def error(self) -> type[Exception]:
        """What the module raises, for use without SQLAlchemy."""
        found: type[Exception] = self.module.Error
        return found

    def connect(self, path: str, **options: Any) -> Any:
        """Opens a file without SQLAlchemy; every statement is its own transaction until ``BEGIN``."""
        return self.module.connect(path, isolation_level=None, **options)


def find_driver() -> Driver:
    """Returns the newest SQLite here: the one that ships with the program, or Python's own."""
    return judged(_bundled() or _own())


def judged(module: ModuleType) -> Driver:
    """Reads a module's library version and decides how far it may be trusted."""
    version = tuple(int(part) for part in module.sqlite_version.split("."))
    return Driver(module, version, version < SAFE_VERSION)


def self_test(driver: Driver) -> None:
    """Asks the library for what the records and the search need; takes a millisecond, done at every start.

    Raises:
        UnfitLibraryError: Names what is missing.
    """
    if driver.version < OLDEST_VERSION:
        raise UnfitLibraryError(f"SQLite {driver.version_text} is too old")
    connection = driver.connect(":memory:")
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        if connection.execute("PRAGMA foreign_keys").fetchone()[0] != 1:
            raise UnfitLibraryError("SQLite without foreign keys")
        connection.execute("CREATE VIRTUAL TABLE words USING fts5(word, tokenize = 'unicode61 remove_diacritics 2')")
        connection.execute("INSERT INTO words VALUES ('recuperación')")
        if connection.execute("SELECT count(*) FROM words('recuperacion')").fetchone()[0] != 1:
            raise UnfitLibraryError("SQLite finds no words")
    except driver.error as error:
        raise UnfitLibraryError(str(error)) from error
    finally:
        connection.close()


def _own() -> ModuleType:
    # Imported here: where the bundled one is in use, the window need not wait for a second.
    import sqlite3

    return sqlite3


def _bundled() -> ModuleType | None:
    try:
        from sqlcipher3 import dbapi2
    except ImportError:
        return None
    found: ModuleType = dbapi2
    return found
