"""Triggers by which the database itself refuses to change or delete a line of the record."""

from sqlalchemy import Connection

from trainer.store.tables import APPEND_ONLY

REFUSAL = "append-only"
"""What every refusal says, on both databases; :mod:`trainer.store.failures` knows it."""

_SQLITE = """
CREATE TRIGGER {table}_never_{verb} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, '{refusal}: {table}'); END
"""
_POSTGRESQL_FUNCTION = """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{refusal}: %', TG_TABLE_NAME; END $$
"""
_POSTGRESQL = """
CREATE TRIGGER {table}_never_{verb} BEFORE {verb} ON {table} FOR EACH {scope} EXECUTE FUNCTION refuse_change()
"""
_SCOPES = {"update": "ROW", "delete": "ROW", "truncate": "STATEMENT"}


def creation(dialect: str, tables: tuple[str, ...] = APPEND_ONLY, *, is_first: bool = True) -> list[str]:
    """Returns the statements that put the triggers in place; on PostgreSQL the first step brings their function."""
    triggers = [_statement(dialect, table, verb) for table in tables for verb in _verbs(dialect)]
    if dialect == "sqlite" or not is_first:
        return triggers
    return [_POSTGRESQL_FUNCTION.format(refusal=REFUSAL), *triggers]


def removal(dialect: str, tables: tuple[str, ...] = APPEND_ONLY, *, is_first: bool = True) -> list[str]:
    """Returns the statements that take the triggers away again, for a step down."""
    if dialect == "sqlite":
        return [f"DROP TRIGGER {name}" for name in names("sqlite", tables)]
    triggers = [f"DROP TRIGGER {table}_never_{verb} ON {table}" for table in tables for verb in _verbs(dialect)]
    return [*triggers, "DROP FUNCTION refuse_change()"] if is_first else triggers


def names(dialect: str, tables: tuple[str, ...] = APPEND_ONLY) -> list[str]:
    """Returns the names of all triggers that must be there."""
    return [f"{table}_never_{verb}" for table in tables for verb in _verbs(dialect)]


def put_back(connection: Connection) -> list[str]:
    """Puts guards in place that somebody took away; returns their names."""
    gone = missing(connection)
    dialect = connection.dialect.name
    for table in APPEND_ONLY:
        for verb in _verbs(dialect):
            if f"{table}_never_{verb}" in gone:
                connection.exec_driver_sql(_statement(dialect, table, verb))
    return gone


def missing(connection: Connection) -> list[str]:
    """Returns the names of triggers that someone has taken away."""
    if connection.dialect.name == "sqlite":
        rows = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    else:
        rows = connection.exec_driver_sql("SELECT tgname FROM pg_trigger WHERE tgenabled <> 'D' AND NOT tgisinternal")
    there = {row[0] for row in rows}
    return [name for name in names(connection.dialect.name) if name not in there]


def _statement(dialect: str, table: str, verb: str) -> str:
    if dialect == "sqlite":
        return _SQLITE.format(table=table, verb=verb, refusal=REFUSAL)
    return _POSTGRESQL.format(table=table, verb=verb, scope=_SCOPES[verb])


def _verbs(dialect: str) -> tuple[str, ...]:
    return ("update", "delete") if dialect == "sqlite" else ("update", "delete", "truncate")
