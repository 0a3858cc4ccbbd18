"""Reads text that is not UTF-8, which somebody put into a file past this program, as far as it can be read."""

import re
from collections.abc import Callable
from functools import cache
from types import ModuleType
from typing import Any, Final

_READS: Final = re.compile(r"\s*(SELECT|PRAGMA)\b", re.IGNORECASE)
_COMPLAINT: Final = "Could not decode to UTF-8"


@cache
def forgiving(module: ModuleType) -> type[Any]:
    """Returns a module's kind of connection, to be given as ``factory``.

    At the first text that is not UTF-8 it replaces what cannot be read with U+FFFD, from then on: so verification can
    name the line, and no other record is out of reach. Until then text is read at the module's full speed.
    """
    kind = type("Cursor", (_Cursor, module.Cursor), {"_error": module.OperationalError})
    return type("Connection", (_Connection, module.Connection), {"_cursor": kind})


class _Connection:
    """What is ours in a connection."""

    _cursor: type[Any]

    def cursor(self) -> Any:
        return super().cursor(self._cursor)  # type: ignore[misc]

    def execute(self, *asked: Any) -> Any:
        return self.cursor().execute(*asked)


class _Cursor:
    """What is ours in a cursor: a reading that fails is begun anew, past the rows that were handed out already."""

    _error: type[Exception]
    _asked: tuple[Any, ...] = ("",)
    _given = 0
    _written = 0

    def execute(self, *asked: Any) -> Any:
        self._asked, self._given, self._written = asked, 0, self._changes()
        try:
            return super().execute(*asked)  # type: ignore[misc]
        except self._error as error:
            self._ask_again(error)
            return self

    def fetchone(self) -> Any:
        row = self._read(super().fetchone)  # type: ignore[misc]
        self._given += row is not None
        return row

    def fetchmany(self, *size: int) -> Any:
        rows = self._read(super().fetchmany, *size)  # type: ignore[misc]
        self._given += len(rows)
        return rows

    def fetchall(self) -> Any:
        rows = self._read(super().fetchall)  # type: ignore[misc]
        self._given += len(rows)
        return rows

    def __next__(self) -> Any:
        row = self.fetchone()
        if row is None:
            raise StopIteration
        return row

    def _read(self, read: Callable[..., Any], *size: int) -> Any:
        try:
            return read(*size)
        except self._error as error:
            self._ask_again(error)
            return read(*size)

    def _ask_again(self, error: Exception) -> None:
        """Asks again while nothing was written, so that the rows are the same; any other error is passed on."""
        if _COMPLAINT not in str(error) or not _READS.match(self._asked[0]) or self._written != self._changes():
            raise error
        self.connection.text_factory = _as_far_as_it_reads  # type: ignore[attr-defined]
        super().execute(*self._asked)  # type: ignore[misc]
        for _row in range(self._given):
            super().fetchone()  # type: ignore[misc]

    def _changes(self) -> int:
        changes: int = self.connection.total_changes  # type: ignore[attr-defined]
        return changes


def _as_far_as_it_reads(raw: bytes) -> str:
    return raw.decode("utf-8", "replace")
