"""Statements written once with SQLAlchemy, compiled once for each database, and then run without further thought."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ClauseElement, Connection
from sqlalchemy.sql.compiler import SQLCompiler

from trainer.store.kept import driver_of


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
        text = self._texts.get(connection.dialect.name) or self._text(connection)
        driver = driver_of(connection)
        # A file's transaction may have been begun at the driver, for speed: see :mod:`trainer.store.turns`.
        if not connection.in_transaction() and not getattr(driver, "in_transaction", False):
            connection.begin()
        cursor = driver.cursor()
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
