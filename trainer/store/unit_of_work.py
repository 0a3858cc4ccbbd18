"""A unit of work: everything in it becomes durable together, or nothing does."""

from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine

from trainer.store.attempt_store import SqlAttemptStore
from trainer.store.failures import translated
from trainer.store.ledger_store import SqlLedgerStore, SqlProjectionStore
from trainer.store.people_store import SqlPeopleStore
from trainer.store.progress_store import SqlProgressStore
from trainer.store.register_store import SqlRegisterStore


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
        StoreError: A database error, in words for the person at the screen. After one, the outcome of a commit is unknown:
            read before writing again. Every write has an id of its own, so writing again is harmless.
    """

    def __init__(self, engine: Engine) -> None:
        """Nothing is opened before ``with``."""
        self._engine = engine

    def __enter__(self) -> Self:
        """Begins the transaction; on SQLite at once as a writer, so that it can never fail half-way for a lock."""
        with translated(self._engine):
            self._connection: Connection = self._engine.connect()
            self._connection.begin()
        self.ledger = SqlLedgerStore(self._connection)
        self.projections = SqlProjectionStore(self._connection)
        self.people = SqlPeopleStore(self._connection)
        self.progress = SqlProgressStore(self._connection)
        self.attempts = SqlAttemptStore(self._connection)
        self.register = SqlRegisterStore(self._connection)
        return self

    def commit(self) -> None:
        """Makes everything durable; what the person sees as saved is saved when this returns."""
        with translated(self._engine):
            self._connection.commit()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Rolls back what was not committed and gives the connection back."""
        try:
            self._connection.close()
        finally:
            if error is not None:
                with translated(self._engine):
                    raise error
