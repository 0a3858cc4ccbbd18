"""Text that is not UTF-8 in a file: read as far as it can be, on both libraries, however the rows are fetched."""

import sqlite3
from collections.abc import Callable
from typing import Any

import pytest

from trainer.store.driver import Driver, find_driver
from trainer.store.odd_text import forgiving

ROWS = 500
DAMAGED = 321
READINGS: dict[str, Callable[[Any], list[Any]]] = {
    "all": lambda cursor: cursor.fetchall(),
    "one by one": lambda cursor: [*iter(cursor.fetchone, None)],
    "in a loop": list,
    "two hundred at a time": lambda cursor: [row for rows in iter(lambda: cursor.fetchmany(200), []) for row in rows],
    "one, some, the rest": lambda cursor: [cursor.fetchone(), *cursor.fetchmany(330), *cursor.fetchall()],
}


@pytest.fixture(params=["bundled", "own"])
def driver(request: pytest.FixtureRequest) -> Driver:
    """Each library."""
    return find_driver() if request.param == "bundled" else Driver(sqlite3, sqlite3.sqlite_version_info, True)


@pytest.fixture
def connection(driver: Driver) -> Any:
    """A table with one name that is not UTF-8."""
    opened = driver.connect(":memory:", factory=forgiving(driver.module))
    opened.execute("CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT)")
    for number in range(ROWS):
        opened.execute("INSERT INTO people VALUES (?, ?)", (number, f"Íñigo {number}"))
    opened.execute("UPDATE people SET name = CAST(x'FF41' AS TEXT) WHERE id = ?", (DAMAGED,))
    yield opened
    opened.close()


@pytest.mark.parametrize("reading", READINGS)
def test_every_row_is_read_once_and_in_order(connection: Any, reading: str) -> None:
    for _again in range(2):
        rows = READINGS[reading](connection.cursor().execute("SELECT id, name FROM people ORDER BY id"))
        assert [number for number, _name in rows] == list(range(ROWS))
        assert {number: name for number, name in rows if not name.startswith("Íñigo")} == {DAMAGED: "\ufffdA"}


def test_the_first_row_may_be_the_damaged_one(connection: Any) -> None:
    query = "SELECT name FROM people WHERE id = ?"
    assert connection.execute(query, (DAMAGED,)).fetchone() == ("\ufffdA",)
    assert connection.execute(query, (ROWS,)).fetchone() is None


def test_any_other_error_is_passed_on(connection: Any, driver: Driver) -> None:
    with pytest.raises(driver.error, match="no such table"):
        connection.execute("SELECT * FROM nobody")
    with pytest.raises(driver.error):
        connection.execute("INSERT INTO people VALUES (1, 'again')")
