"""One connection, which all threads of the program take turns with."""

import threading
from pathlib import Path

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from trainer.store.engine import begin_as_writer
from trainer.store.failures import IN_USE, UNCERTAIN, DamagedError, explained, failure
from trainer.store.kept import driver_of, forget_kept, note_changes, was_undone

LONGEST_WAIT_SECONDS = 30.0


class Turns:
    """Lets one thread at a time begin a transaction, and tells a thread that already has one.

    A file is worked on through one connection that stays open. A server may have gone away since the last time, so
    there the connection is asked for and tested anew.

    A file's transaction begins and ends at the driver, unless a store asks SQLAlchemy for something in between: an
    answer or a line is written with one statement that is compiled already.
    """

    def __init__(self, engine: Engine, patience_seconds: float = LONGEST_WAIT_SECONDS) -> None:
        """``patience_seconds`` is how long a thread waits for its turn."""
        self._engine = engine
        self._patience_seconds = patience_seconds
        self._lock = threading.Lock()
        self._owner = 0
        self._kept: Connection | None = None
        self._is_file = engine.dialect.name == "sqlite"
        # What cannot be read as text was not written by us: the file is damaged.
        self._errors = (DBAPIError, UnicodeDecodeError, engine.dialect.loaded_dbapi.Error)

    def begin(self) -> Connection:
        """Waits for this thread's turn and begins; on a file at once as a writer, so that no lock can stop it half-way.

        Raises:
            StoreError: The records cannot be reached now, or another thread kept its turn for too long.
            RuntimeError: A unit of work inside a unit of work would wait for itself; or a store was used after its end.
        """
        me = threading.get_ident()
        if self._owner == me:
            raise RuntimeError("a unit of work was begun inside another one")
        if not self._lock.acquire(timeout=self._patience_seconds):
            raise failure(IN_USE, self._path, "another thread kept its turn")
        self._owner = me
        try:
            return self._begun()
        except BaseException as error:
            self._free()
            raise self.explained(error) from error

    def end(self, connection: Connection) -> None:
        """Rolls back what was not committed, and lets the next thread in."""
        try:
            if not self._is_file:
                connection.close()
            elif connection is self._kept:
                self.roll_back(connection)
        except BaseException as error:
            self._forget()
            raise self.explained(error) from error
        finally:
            self._free()

    def commit(self, connection: Connection) -> None:
        """Makes the transaction durable.

        Raises:
            StoreError: It is not certain whether it is; the connection is given up, so that the next turn reads afresh.
        """
        try:
            if self._is_file and was_undone(connection):
                raise failure(UNCERTAIN, self._path, "the transaction had ended by itself")
            if connection.in_transaction():
                connection.commit()
            elif self._is_file:
                driver_of(connection).commit()
            note_changes(connection)
        except BaseException as error:
            self._forget()
            raise self.explained(error) from error

    def roll_back(self, connection: Connection) -> None:
        """Undoes what was not committed, if anything was begun."""
        if connection.in_transaction():
            connection.rollback()
        elif self._is_file:
            # Even where none is under way: on a full disk SQLite undoes a transaction by itself.
            forget_kept(connection)
            driver_of(connection).rollback()

    def explained(self, error: BaseException) -> BaseException:
        """Returns a database's error in plain words, any other as it is; a connection to a damaged file is given up."""
        if not isinstance(error, self._errors):
            return error
        found = explained(error, self._path)
        if isinstance(found, DamagedError):
            self._forget()
        return found

    def close(self) -> None:
        """Gives the connection back for good."""
        self._forget()
        self._engine.dispose()

    def _begun(self) -> Connection:
        if not self._is_file:
            connection = self._engine.connect()
            connection.begin()
            return connection
        if self._kept is None:
            self._kept = self._engine.connect()
        try:
            if self._kept.in_transaction() or driver_of(self._kept).in_transaction:
                raise RuntimeError("something was written outside of a unit of work")
            begin_as_writer(self._kept)
        except BaseException:
            self._forget()
            raise
        return self._kept

    def _forget(self) -> None:
        """Closes the kept connection; the next turn opens another, which reads the log of the file afresh."""
        kept, self._kept = self._kept, None
        if kept is not None:
            kept.invalidate()
            kept.close()

    def _free(self) -> None:
        self._owner = 0
        self._lock.release()

    @property
    def _path(self) -> Path | None:
        database = self._engine.url.database
        return Path(database) if database and self._is_file else None
