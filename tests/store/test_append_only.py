"""The database itself refuses to change or delete a line of the record."""

import sqlite3
from contextlib import closing, suppress

import pytest

from tests.fakes.records import fill
from trainer.certificates.facts import Provider
from trainer.store import append_only
from trainer.store.database import Database
from trainer.store.failures import StoreError
from trainer.store.places import Places
from trainer.store.tables import APPEND_ONLY, metadata

VERBS = {
    "update": "UPDATE {table} SET {column} = {column}",
    "delete": "DELETE FROM {table}",
    "replace": "INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
    "truncate": "TRUNCATE {table} CASCADE",
}


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_no_row_is_changed_or_removed(any_database: Database, table: str) -> None:
    fill(any_database)
    column = metadata.tables[table].columns.keys()[-1]
    verbs = set(VERBS) - {"truncate" if any_database.driver else "replace"}
    before = _rows(any_database, table)
    assert before
    for verb in sorted(verbs):
        statement = VERBS[verb].format(table=table, column=column)
        with pytest.raises(StoreError, match="never changed") as caught, any_database.alone() as connection:
            connection.exec_driver_sql(statement)
        assert append_only.REFUSAL in caught.value.details
    assert _rows(any_database, table) == before


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_no_row_is_replaced_by_a_program_that_knows_nothing_of_ours(database: Database, table: str) -> None:
    fill(database)
    database.close()
    with closing(sqlite3.connect(Places(database.folder).records)) as connection:
        assert connection.execute("PRAGMA recursive_triggers").fetchone() == (0,)
        before = _kept(connection, table)
        statements = [_replacement(table, key) for key in append_only._keys(table)]
        for statement in statements:
            with suppress(sqlite3.IntegrityError):
                assert connection.execute(statement).rowcount == 0
            assert _kept(connection, table) == before
        connection.execute(f"DROP TRIGGER {table}_never_replace")
        connection.commit()
        for statement in statements:
            connection.execute(statement)
            assert _kept(connection, table) != before, "the control replaces nothing, so this shows nothing"
            connection.rollback()


def test_a_row_that_waits_for_its_place_meets_none_that_somebody_put_where_it_waits(database: Database) -> None:
    fill(database)
    with database.alone() as connection:
        connection.exec_driver_sql("INSERT INTO providers VALUES (-1, '{}')")
    with database.unit() as unit:
        unit.register.save_provider(Provider("another", "Another"))
        unit.commit()


def test_a_trigger_that_was_taken_away_is_missed(any_database: Database) -> None:
    with any_database.alone() as connection:
        assert append_only.missing(connection) == []
        on = "" if any_database.driver else " ON ledger"
        connection.exec_driver_sql(f"DROP TRIGGER ledger_never_delete{on}")
        assert append_only.missing(connection) == ["ledger_never_delete"]


def _rows(database: Database, table: str) -> list[object]:
    with database.alone() as connection:
        return list(connection.execute(metadata.tables[table].select()).fetchall())


def _replacement(table: str, key: tuple[str, ...]) -> str:
    """Says how to put a row with other values where the first one is, as far as one key goes."""
    columns = [one.name for one in metadata.tables[table].c if one.name != "position" or one.name in key]
    values = [name if name in key else f"{name} || 9" for name in columns]
    return f"REPLACE INTO {table} ({', '.join(columns)}) SELECT {', '.join(values)} FROM {table} LIMIT 1"


def _kept(connection: sqlite3.Connection, table: str) -> list[tuple[object, ...]]:
    return connection.execute(f"SELECT rowid, * FROM {table}").fetchall()
