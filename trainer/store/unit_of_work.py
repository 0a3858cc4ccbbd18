"""A unit of work: everything in it becomes durable together, or nothing does."""

import threading
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from trainer.store.attempt_store import SqlAttemptStore
from trainer.store.failures import IN_USE, explained, failure
from trainer.store.ledger_store import SqlLedgerStore, SqlProjectionStore
from trainer.store.people_store import SqlPeopleStore
from trainer.store.progress_store import SqlProgressStore
from trainer.store.register_store import SqlRegisterStore

LONGEST_WAIT_SECONDS = 30.0


class Turns:
    """Lets one thread at a time work on the records, and tells a thread that already does."""

    def __init__(self, patience_seconds: float = LONGEST_WAIT_SECONDS) -> None:
        """``patience_seconds`` is how long a thread waits for its turn."""
        self._lock = threading.Lock()
        self._patience_seconds = patience_seconds
        self._owner = 0

    def take(self) -> None:
        """Waits for this thread's turn.

        Raises:
            LockedError: Another thread kept its turn for too long.
            RuntimeError: A unit of work inside a unit of work would wait for itself.
        """
        me = threading.get_ident()
        if self._owner == me:
            raise RuntimeError("a unit of work was begun inside another one")
        if not self._lock.acquire(timeout=self._patience_seconds):
            raise failure(IN_USE, None, "another thread kept its turn")
        self._owner = me

    def give_back(self) -> None:
        """Lets the next thread in."""
        self._owner = 0
        self._lock.release()


class UnitOfWork:
    """``with UnitOfWork(engine) as unit: …; unit.commit()``; leaving without commit rolls back.

    Attributes:
        ledger: The hours' lines.
        projections: Totals kept for speed.
        people: Profiles and enrolments.
        progress: Places in lessons and check answers.
        attempts: Exams.
        register: Certificates and the provider.

    Raises:
        StoreError: A database error, in words for the person at the screen. After one, the outcome of a commit is not
            known: read before writing again. Every write has an id of its own, so writing again is harmless.
    """

    ledger: SqlLedgerStore
    projections: SqlProjectionStore
    people: SqlPeopleStore
    progress: SqlProgressStore
    attempts: SqlAttemptStore
    register: SqlRegisterStore

    def __init__(self, engine: Engine, turns: Turns | None = None) -> None:
        """Nothing is opened before ``with``."""
        self._engine = engine
        self._turns = turns or Turns()

    def __enter__(self) -> Self:
        """Begins the transaction; on SQLite at once as a writer, so that it can never fail half-way for a lock."""
        self._turns.take()
        try:
            connection = self._begun()
        except BaseException:
            self._turns.give_back()
            raise
        self._connection = connection
        self.ledger = SqlLedgerStore(connection)
        self.projections = SqlProjectionStore(connection)
        self.people = SqlPeopleStore(connection)
        self.progress = SqlProgressStore(connection)
        self.attempts = SqlAttemptStore(connection)
        self.register = SqlRegisterStore(connection)
        return self

    def commit(self) -> None:
        """Makes everything durable; what the person sees as saved is saved when this returns."""
        try:
            self._connection.commit()
        except DBAPIError as error:
            raise self._explained(error) from error

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Rolls back what was not committed and gives the connection back."""
        try:
            self._connection.close()
        finally:
            self._turns.give_back()
        if isinstance(error, DBAPIError):
            raise self._explained(error) from error

    def _begun(self) -> Connection:
        try:
            connection = self._engine.connect()
        except DBAPIError as error:
            raise self._explained(error) from error
        try:
            connection.begin()
        except DBAPIError as error:
            connection.close()
            raise self._explained(error) from error
        return connection

    def _explained(self, error: DBAPIError) -> Exception:
        return explained(error, self._path)

    @property
    def _path(self) -> Path | None:
        database = self._engine.url.database
        return Path(database) if database and self._engine.dialect.name == "sqlite" else None
