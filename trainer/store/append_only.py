"""Triggers by which the database itself refuses to change or delete a line of the record."""

from sqlalchemy import Connection, UniqueConstraint, text

from trainer.store.tables import APPEND_ONLY, metadata

REFUSAL = "append-only"
"""What every refusal says, on both databases; :mod:`trainer.store.failures` knows it."""

_SQLITE = """
CREATE TRIGGER {table}_never_{verb} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, '{refusal}: {table}'); END
"""
_SQLITE_REPLACE = """
CREATE TRIGGER {table}_never_replace BEFORE INSERT ON {table}
BEGIN
SELECT RAISE(ABORT, '{refusal}: {table}') WHERE {taken};
{ending}END
"""
"""REPLACE deletes what is in its way; only on connections that ask for it, as ours do, does DELETE's trigger see it."""

_GIVEN_AGAIN = {"ledger": "id"}
"""Tables that are given a row again, which is then to be passed over; by what such a row is known."""

_PASSED_OVER = "SELECT RAISE(IGNORE) WHERE EXISTS (SELECT 1 FROM {table} WHERE {column} = NEW.{column});\n"

_POSTGRESQL_BODY = f"BEGIN RAISE EXCEPTION '{REFUSAL}: %', TG_TABLE_NAME; END"
_POSTGRESQL_FUNCTION = f"""
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
{_POSTGRESQL_BODY} $$
"""
_POSTGRESQL = """
CREATE TRIGGER {table}_never_{verb} BEFORE {verb} ON {table} FOR EACH {scope} EXECUTE FUNCTION refuse_change()
"""
_SCOPES = {"update": "ROW", "delete": "ROW", "truncate": "STATEMENT"}
_SCOPE_BITS = {"update": 1 + 2 + 16, "delete": 1 + 2 + 8, "truncate": 2 + 32}
"""How PostgreSQL keeps "before", the verb and the scope of a trigger."""

_FOUND_ON_SQLITE = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
_FOUND_ON_POSTGRESQL = """
SELECT trigger.tgname, "table".relname, trigger.tgtype, function.prosrc
FROM pg_trigger AS trigger
JOIN pg_class AS "table" ON "table".oid = trigger.tgrelid
JOIN pg_proc AS function ON function.oid = trigger.tgfoid
WHERE trigger.tgenabled IN ('O', 'A') AND trigger.tgqual IS NULL AND trigger.tgattr::text = ''
    AND pg_table_is_visible("table".oid)
"""


def creation(dialect: str, tables: tuple[str, ...] = APPEND_ONLY, *, is_first: bool = True) -> list[str]:
    """Returns the statements that put the triggers in place; on PostgreSQL the first step brings their function."""
    triggers = [_statement(dialect, table, verb) for table in tables for verb in _verbs(dialect)]
    return triggers if dialect == "sqlite" or not is_first else [_POSTGRESQL_FUNCTION, *triggers]


def removal(dialect: str, tables: tuple[str, ...] = APPEND_ONLY, *, is_first: bool = True) -> list[str]:
    """Returns the statements that take the triggers away again, for a step down."""
    triggers = [_removal(dialect, table, verb) for table in tables for verb in _verbs(dialect)]
    return triggers if dialect == "sqlite" or not is_first else [*triggers, "DROP FUNCTION refuse_change()"]


def refusal_to_replace(dialect: str) -> list[str]:
    """Returns the statements for a file whose guards do not know of REPLACE yet; a server has no such verb."""
    if dialect != "sqlite":
        return []
    return [make(dialect, table, "replace") for table in APPEND_ONLY for make in (_removal, _statement)]


def put_back(connection: Connection) -> list[str]:
    """Puts guards in place that somebody took away, or that no longer refuse; returns their names."""
    gone = missing(connection)
    dialect = connection.dialect.name
    if gone and dialect != "sqlite":
        connection.execute(text(_POSTGRESQL_FUNCTION))
    for table in APPEND_ONLY:
        for verb in _verbs(dialect):
            if f"{table}_never_{verb}" in gone:
                connection.exec_driver_sql(_removal(dialect, table, verb))
                connection.exec_driver_sql(_statement(dialect, table, verb))
    return gone


def missing(connection: Connection) -> list[str]:
    """Returns the names of triggers that someone has taken away, put to sleep, or changed in what they do."""
    dialect = connection.dialect.name
    query = _FOUND_ON_SQLITE if dialect == "sqlite" else _FOUND_ON_POSTGRESQL
    there = {tuple(map(_plain, row)) for row in connection.exec_driver_sql(query)}
    due = {f"{table}_never_{verb}": (table, verb) for table in APPEND_ONLY for verb in _verbs(dialect)}
    return [name for name, (table, verb) in due.items() if (name, *_facts(dialect, table, verb)) not in there]


def _facts(dialect: str, table: str, verb: str) -> tuple[str, ...]:
    """Returns what the database knows of a trigger that refuses as it should."""
    if dialect == "sqlite":
        return (_plain(_statement(dialect, table, verb)),)
    return table, str(_SCOPE_BITS[verb]), _POSTGRESQL_BODY


def _plain(value: object) -> str:
    return " ".join(str(value).split())


def _statement(dialect: str, table: str, verb: str) -> str:
    if verb == "replace":
        return _refusal_to_replace(table)
    if dialect == "sqlite":
        return _SQLITE.format(table=table, verb=verb, refusal=REFUSAL)
    return _POSTGRESQL.format(table=table, verb=verb, scope=_SCOPES[verb])


def _refusal_to_replace(table: str) -> str:
    again = _GIVEN_AGAIN.get(table)
    taken = " OR ".join([_taken(table, key) for key in _keys(table) if key != (again,)])
    ending = _PASSED_OVER.format(table=table, column=again) if again else ""
    return _SQLITE_REPLACE.format(table=table, refusal=REFUSAL, taken=taken, ending=ending)


def _keys(table: str) -> list[tuple[str, ...]]:
    """Returns what no two rows of a table share: the columns of its primary key and of its unique constraints."""
    of = metadata.tables[table]
    unique = [tuple(one.columns.keys()) for one in of.constraints if isinstance(one, UniqueConstraint)]
    return [tuple(of.primary_key.columns.keys()), *sorted(unique)]


def _taken(table: str, key: tuple[str, ...]) -> str:
    same = " AND ".join([f"{column} = NEW.{column}" for column in key])
    # A row that is to be given its place by SQLite has -1 until then.
    placed = " AND NEW.position > 0" if key == ("position",) else ""
    return f"EXISTS (SELECT 1 FROM {table} WHERE {same}{placed})"


def _removal(dialect: str, table: str, verb: str) -> str:
    on = "" if dialect == "sqlite" else f" ON {table}"
    return f"DROP TRIGGER IF EXISTS {table}_never_{verb}{on}"


def _verbs(dialect: str) -> tuple[str, ...]:
    return ("update", "delete", "replace") if dialect == "sqlite" else ("update", "delete", "truncate")
