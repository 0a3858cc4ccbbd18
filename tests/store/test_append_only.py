"""The database itself refuses to change or delete a line of the record."""

import pytest

from tests.fakes.records import fill
from trainer.store import append_only
from trainer.store.database import Database
from trainer.store.failures import StoreError
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


def test_a_trigger_that_was_taken_away_is_missed(any_database: Database) -> None:
    with any_database.alone() as connection:
        assert append_only.missing(connection) == []
        on = "" if any_database.driver else " ON ledger"
        connection.exec_driver_sql(f"DROP TRIGGER ledger_never_delete{on}")
        assert append_only.missing(connection) == ["ledger_never_delete"]


def _rows(database: Database, table: str) -> list[object]:
    with database.alone() as connection:
        return list(connection.execute(metadata.tables[table].select()).fetchall())
