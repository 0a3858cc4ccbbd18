"""The database library: the current one where it is there, Python's own otherwise, and never one that cannot search."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.courses.test_hostile_packs import read_all
from trainer.courses import engine
from trainer.errors import TrainerError


@pytest.fixture
def choose(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    def use(*modules: Any) -> None:
        monkeypatch.setattr(engine, "_candidates", lambda: list(modules))
        engine.sqlite_module.cache_clear()

    yield use
    engine.sqlite_module.cache_clear()


def test_the_current_library_is_used_where_it_is_installed() -> None:
    pytest.importorskip("sqlcipher3")
    assert engine.sqlite_module().__name__.startswith("sqlcipher3")
    assert tuple(map(int, engine.sqlite_module().sqlite_version.split("."))) >= (3, 51, 3)


def test_an_older_library_reads_the_same_pack_alike(pack: Path, choose: Any) -> None:
    right = read_all(pack)
    choose(sqlite3)
    assert engine.sqlite_module() is sqlite3
    assert read_all(pack) == right


def test_a_library_that_cannot_search_is_passed_over(choose: Any) -> None:
    def refuse(_name: str) -> Any:
        def execute(_statement: str) -> None:
            raise sqlite3.OperationalError("no such module: fts5")

        return SimpleNamespace(execute=execute, close=lambda: None)

    without = SimpleNamespace(connect=refuse, Error=sqlite3.Error)
    choose(without, sqlite3)
    assert engine.sqlite_module() is sqlite3
    choose(without)
    with pytest.raises(TrainerError, match="search") as caught:
        engine.sqlite_module()
    assert caught.value.advice


def test_an_open_pack_cannot_be_written(pack: Path) -> None:
    connection = engine.open_for_reading(pack)
    with pytest.raises(engine.errors()):
        connection.execute("DELETE FROM documents")
    connection.close()


@pytest.mark.parametrize("name", ["a b.pack", "100%.pack", "a?mode=rwc.pack", "a#b.pack", "é.pack"])
def test_a_name_is_never_taken_for_options(pack: Path, name: str) -> None:
    other = pack.with_name(name)
    pack.rename(other)
    assert read_all(other)["programmes"]
    assert [path.name for path in other.parent.iterdir()] == [name]
