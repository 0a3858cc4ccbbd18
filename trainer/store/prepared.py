"""Statements written once with SQLAlchemy, compiled once for each database, and then run without further thought."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any, Final

from sqlalchemy import ClauseElement, Connection
from sqlalchemy.sql.compiler import SQLCompiler

from trainer.store.kept import driver_of

_FROM_A_FILE: Final = 200
"""So few rows stay in the processor's cache until they have been looked at."""

_FROM_A_SERVER: Final = 1_000
"""Rows at a time: each asking for more is a way there and back."""

_NUMBERS: Final = count(1)


class Prepared:
    """A statement for the hot path: composing and looking it up anew costs more than the database's own work.

    Values go to the driver as they are: only whole numbers, text and bytes may be bound. Errors are the driver's own.
    """

    def __init__(self, statement: ClauseElement, unless_known: str = "") -> None:
        """``statement`` names its values with ``bindparam``; an insert does nothing when ``unless_known`` is there."""
        self._statement = statement
        self._ending = f" ON CONFLICT ({unless_known}) DO NOTHING" if unless_known else ""
        self._texts: dict[str, _Text] = {}

    def run(self, connection: Connection, values: Mapping[str, Any]) -> Any:
        """Runs the statement with its values by name; returns the driver's cursor."""
        return self._run_with(_begun(connection).cursor(), connection, values)

    def rows(self, connection: Connection, values: Mapping[str, Any]) -> Iterator[Sequence[Any]]:
        """Runs a query and yields its rows as the driver makes them; a table of any length takes little room here."""
        is_file = connection.dialect.name == "sqlite"
        at_a_time = _FROM_A_FILE if is_file else _FROM_A_SERVER
        # A server keeps the rows until they are asked for if its cursor has a name.
        name = () if is_file else (f"rows_{next(_NUMBERS)}",)
        cursor = _begun(connection).cursor(*name)
        transaction = connection.get_transaction()
        try:
            self._run_with(cursor, connection, values)
            while rows := cursor.fetchmany(at_a_time):
                yield from rows
        finally:
            # Whoever stops half-way may do so late; a server's cursor ended with its transaction, and to close it in
            # another one would undo that.
            if is_file or connection.get_transaction() is transaction:
                cursor.close()

    def _run_with(self, cursor: Any, connection: Connection, values: Mapping[str, Any]) -> Any:
        text = self._texts.get(connection.dialect.name) or self._text(connection)
        cursor.execute(text.sql, text.placed(values))
        return cursor

    def _text(self, connection: Connection) -> "_Text":
        compiled = self._statement.compile(dialect=connection.dialect)
        assert isinstance(compiled, SQLCompiler)
        constants = {name: value for name, value in compiled.params.items() if value is not None}
        order = compiled.positiontup
        text = _Text(str(compiled) + self._ending, constants, None if order is None else tuple(order))
        self._texts[connection.dialect.name] = text
        return text


def _begun(connection: Connection) -> Any:
    """Returns the driver's connection, with a transaction under way."""
    driver = driver_of(connection)
    # A file's transaction may have been begun at the driver, for speed: see :mod:`trainer.store.turns`.
    if not connection.in_transaction() and not getattr(driver, "in_transaction", False):
        connection.begin()
    return driver


@dataclass(frozen=True)
class _Text:
    """A statement as a driver wants it: values by position where ``order`` is given, otherwise by name."""

    sql: str
    constants: dict[str, Any]
    order: tuple[str, ...] | None

    def placed(self, values: Mapping[str, Any]) -> Mapping[str, Any] | Sequence[Any]:
        """Returns the values as the driver wants them, with the statement's own constants."""
        given = {**self.constants, **values} if self.constants else values
        return given if self.order is None else [given[name] for name in self.order]
