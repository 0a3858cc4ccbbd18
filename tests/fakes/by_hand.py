"""Somebody with the database's own program: edits records past ours, in a file or on a server, in the same words."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from trainer.store import append_only
from trainer.store.database import SERVER
from trainer.store.places import Places

LEDGER_COLUMNS = "id, enrolment_id, device_id, sequence, kind, subject, started_at, measured_seconds, body, hash"
EDITED = ("ledger", "checkpoints")

SERVERS_WORDS = """
CREATE OR REPLACE FUNCTION bytes_of(text) RETURNS bytea LANGUAGE sql AS $$ SELECT convert_to($1, 'UTF8') $$;
CREATE OR REPLACE FUNCTION text_of(bytea) RETURNS text LANGUAGE sql AS $$ SELECT convert_from($1, 'UTF8') $$;
"""
"""``bytes_of`` and ``text_of``: the only two words that a file's SQL and a server's would not share."""


def by_hand(folder: Path, script: str, unguarded: tuple[str, ...] = EDITED) -> None:
    """Takes the guards of some tables away, as their owner may, and runs a script.

    Args:
        folder: Of records that no program of ours has open.
        script: Statements; in them ``bytes_of(text)`` and ``text_of(bytes)`` say what a body says.
        unguarded: Tables whose guards go first.
    """
    dialect, connect = ("postgresql", _server) if os.environ.get(SERVER) else ("sqlite", _file)
    with connect(folder) as run:
        for statement in append_only.removal(dialect, unguarded, is_first=False):
            run(statement)
        run(script)


def body_edit(old: str, new: str, sequence: int = 3) -> str:
    """Says how to put other words into a line's body."""
    return f"UPDATE ledger SET body = bytes_of(replace(text_of(body), '{old}', '{new}')) WHERE sequence = {sequence}"


def copied_row(sequence: int, changes: str) -> str:
    """Says how to add a line that is another one's copy but for some changes."""
    return f"""CREATE TABLE x AS SELECT {LEDGER_COLUMNS} FROM ledger WHERE sequence = {sequence};
        UPDATE x SET {changes}; INSERT INTO ledger ({LEDGER_COLUMNS}) SELECT * FROM x; DROP TABLE x"""


@contextmanager
def _file(folder: Path) -> Iterator[Callable[[str], object]]:
    with closing(sqlite3.connect(Places(folder).records)) as connection:
        connection.create_function("bytes_of", 1, str.encode)
        connection.create_function("text_of", 1, bytes.decode)
        yield connection.executescript


@contextmanager
def _server(_folder: Path) -> Iterator[Callable[[str], object]]:
    import psycopg  # Only where there is a server.

    with psycopg.connect(os.environ[SERVER], autocommit=True) as connection:
        connection.execute(SERVERS_WORDS)
        yield connection.execute  # type: ignore[misc]  # its own type wants literals alone
