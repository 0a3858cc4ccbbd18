"""The SQLite that packs are written with and read by: the current one where it is installed, else Python's own."""

import sqlite3
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, Final, cast

from trainer.errors import TrainerError
from trainer.i18n import _

SAFE_SETTINGS: Final = ("PRAGMA trusted_schema=OFF", "PRAGMA cell_size_check=ON", "PRAGMA query_only=ON")


@cache
def sqlite_module() -> Any:
    """Returns the module to use; older SQLite libraries have known faults when they read damaged files.

    Raises:
        TrainerError: No SQLite on this computer can search texts (FTS5).
    """
    for module in _candidates():
        connection = module.connect(":memory:")
        try:
            connection.execute("CREATE VIRTUAL TABLE probe USING fts5(word)")
            return module
        except module.Error:
            continue
        finally:
            connection.close()
    raise TrainerError(
        _("This computer's database library cannot search texts, so courses cannot be opened."),
        _("Install the program again with all of its parts."),
        details="SQLite without FTS5",
    )


def errors() -> tuple[type[Exception], ...]:
    """Returns what the module raises for a file that is damaged, hostile or not there."""
    return (cast(type[Exception], sqlite_module().Error), sqlite3.Error, UnicodeDecodeError, OverflowError)


def open_for_reading(path: Path) -> sqlite3.Connection:
    """Opens a file that nothing may change, not even a journal left beside it."""
    uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    connection: sqlite3.Connection = sqlite_module().connect(uri, uri=True, check_same_thread=False)
    for setting in SAFE_SETTINGS:
        connection.execute(setting)
    return connection


def open_for_writing(path: Path) -> sqlite3.Connection:
    """Creates a new file; it is moved into place only when it is complete, so it needs no journal."""
    connection: sqlite3.Connection = sqlite_module().connect(str(path), isolation_level=None)
    return connection


def _candidates() -> list[ModuleType]:
    try:
        from sqlcipher3 import dbapi2
    except ImportError:
        return [sqlite3]
    return [dbapi2, sqlite3]
