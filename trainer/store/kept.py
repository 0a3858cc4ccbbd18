"""What one connection may remember between transactions, because no other can have changed it meanwhile."""

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection

_KEPT = "kept_while_alone"
_CHANGES = "changes_so_far"


@dataclass
class _Kept:
    """What is remembered, and the state of the records that it belongs to."""

    state: object
    values: dict[Any, Any] = field(default_factory=dict)


def kept_while_alone(connection: Connection) -> dict[Any, Any]:
    """Returns what this connection remembers, to be added to; it is empty where another program has written meanwhile.

    On a server others write all the time, but a transaction sees none of it: there, all is forgotten at its end. A
    rollback of anything that was written forgets too: see :func:`forget_kept`.
    """
    state = _state(connection)
    found = connection.info.get(_KEPT)
    if found is None or found.state != state:
        found = connection.info[_KEPT] = _Kept(state)
    return found.values


def note_changes(connection: Connection) -> None:
    """Notes what is written so far, so that the next rollback can tell whether anything was written since."""
    connection.info[_CHANGES] = count_changes(connection)


def forget_kept(connection: Connection) -> None:
    """Forgets everything at a rollback, unless nothing was written: what is remembered may just have been undone."""
    if not connection.invalidated and connection.info.get(_CHANGES) != count_changes(connection):
        connection.info.pop(_KEPT, None)


def was_undone(connection: Connection) -> bool:
    """Says whether a file's transaction has ended by itself after something was written in it, as on a full disk."""
    return not driver_of(connection).in_transaction and connection.info.get(_CHANGES) != count_changes(connection)


def count_changes(connection: Connection) -> object:
    """Returns what is another after anything was written here, and never the same again; a server cannot tell."""
    if connection.dialect.name != "sqlite":
        return object()
    return driver_of(connection).total_changes


def driver_of(connection: Connection) -> Any:
    """Returns the driver's own connection."""
    return connection.connection.dbapi_connection


def _state(connection: Connection) -> object:
    if connection.dialect.name != "sqlite":
        return connection.get_transaction() or object()
    # Straight to the driver: this is asked at every line.
    return connection.connection.cursor().execute("PRAGMA data_version").fetchone()[0]
