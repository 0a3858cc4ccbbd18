"""A unit of work: everything in it becomes durable together, or nothing does."""

from functools import cached_property
from types import TracebackType
from typing import Self

from trainer.store.attempt_store import SqlAttemptStore
from trainer.store.checkpoint_store import SqlCheckpointStore
from trainer.store.doubt_store import SqlDoubtStore
from trainer.store.intake_store import SqlIntakeStore
from trainer.store.ledger_store import SqlLedgerStore
from trainer.store.people_store import SqlPeopleStore
from trainer.store.policy_store import SqlPolicyStore
from trainer.store.progress_store import SqlProgressStore
from trainer.store.projection_store import SqlProjectionStore
from trainer.store.register_store import SqlRegisterStore
from trainer.store.turns import Turns


class UnitOfWork:
    """``with database.unit() as unit: …; unit.commit()``; leaving without commit rolls back.

    A store is made when it is first asked for: an answer or a line needs one or two of them.

    Raises:
        StoreError: A database error, in words for the person at the screen. After one, the outcome of a commit is not
            known: read before writing again. Every write has an id of its own, so writing again is harmless.
    """

    def __init__(self, turns: Turns) -> None:
        """Nothing is opened before ``with``."""
        self._turns = turns
        self._is_used = False

    def __enter__(self) -> Self:
        """Waits for its turn and begins."""
        if self._is_used:
            raise RuntimeError("a unit of work is begun once")
        self._is_used = True
        self._connection = self._turns.begin()
        return self

    def commit(self) -> None:
        """Makes everything durable; what the person sees as saved is saved when this returns."""
        self._turns.commit(self._connection)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Rolls back what was not committed and lets the next thread in."""
        self._turns.end(self._connection)
        if error is not None:
            found = self._turns.explained(error)
            if found is not error:
                raise found from error

    @cached_property
    def ledger(self) -> SqlLedgerStore:
        """The hours' lines."""
        return SqlLedgerStore(self._connection)

    @cached_property
    def doubts(self) -> SqlDoubtStore:
        """Which of them cannot be relied on."""
        return SqlDoubtStore(self._connection)

    @cached_property
    def intake(self) -> SqlIntakeStore:
        """Lines of other computers."""
        return SqlIntakeStore(self._connection)

    @cached_property
    def checkpoints(self) -> SqlCheckpointStore:
        """Signed ends of chains."""
        return SqlCheckpointStore(self._connection)

    @cached_property
    def projections(self) -> SqlProjectionStore:
        """Totals kept for speed."""
        return SqlProjectionStore(self._connection)

    @cached_property
    def people(self) -> SqlPeopleStore:
        """Profiles and enrolments."""
        return SqlPeopleStore(self._connection)

    @cached_property
    def policies(self) -> SqlPolicyStore:
        """Versions of the hours policy."""
        return SqlPolicyStore(self._connection)

    @cached_property
    def progress(self) -> SqlProgressStore:
        """Places in lessons and check answers."""
        return SqlProgressStore(self._connection)

    @cached_property
    def attempts(self) -> SqlAttemptStore:
        """Exams."""
        return SqlAttemptStore(self._connection)

    @cached_property
    def register(self) -> SqlRegisterStore:
        """Certificates and the provider."""
        return SqlRegisterStore(self._connection)
