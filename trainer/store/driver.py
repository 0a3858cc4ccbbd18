"""Which SQLite is in use, and whether it may be trusted with two connections."""

import sqlite3
from dataclasses import dataclass
from types import ModuleType

SAFE_VERSION = (3, 51, 3)
"""Older libraries can corrupt a file when two connections write and checkpoint at one moment (the WAL-reset race)."""


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


def find_driver() -> Driver:
    """Returns the newest SQLite here: the one that ships with the program, or Python's own."""
    return judged(_bundled() or sqlite3)


def judged(module: ModuleType) -> Driver:
    """Reads a module's library version and decides how far it may be trusted."""
    version = tuple(int(part) for part in module.sqlite_version.split("."))
    return Driver(module, version, version < SAFE_VERSION)


def _bundled() -> ModuleType | None:
    try:
        from sqlcipher3 import dbapi2
    except ImportError:
        return None
    found: ModuleType = dbapi2
    return found
