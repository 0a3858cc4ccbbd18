"""What one connection may remember between transactions, because no other can have changed it meanwhile."""

from typing import Any

from sqlalchemy import Connection

_KEY = "kept_while_alone"


def kept_while_alone(connection: Connection) -> dict[str, Any]:
    """Returns what this connection remembers; on a server, where others write too, that is nothing.

    A rollback forgets all of it: see :func:`forget_kept`.
    """
    if connection.dialect.name != "sqlite":
        return {}
    found: dict[str, Any] = connection.info.setdefault(_KEY, {})
    return found


def forget_kept(connection: Connection) -> None:
    """Forgets everything: what was remembered may just have been rolled back."""
    if not connection.invalidated:
        connection.info.pop(_KEY, None)
