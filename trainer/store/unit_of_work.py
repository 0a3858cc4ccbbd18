"""A unit of work: everything in it becomes durable together, or nothing does."""

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

    Attributes:
        ledger: The hours' lines.
        doubts: Which of them cannot be relied on.
        intake: Lines of other computers.
        checkpoints: Signed ends of chains.
        projections: Totals kept for speed.
        people: Profiles and enrolments.
        policies: Versions of the hours policy.
        progress: Places in lessons and check answers.
        attempts: Exams.
        register: Certificates and the provider.

    Raises:
        StoreError: A database error, in words for the person at the screen. After one, the outcome of a commit is not
            known: read before writing again. Every write has an id of its own, so writing again is harmless.
    """

    def __init__(self, turns: Turns) -> None:
        """Nothing is opened before ``with``."""
        self._turns = turns

    def __enter__(self) -> Self:
        """Waits for its turn and begins."""
        self._connection = connection = self._turns.begin()
        self.ledger = SqlLedgerStore(connection)
        self.doubts = SqlDoubtStore(connection)
        self.intake = SqlIntakeStore(connection)
        self.checkpoints = SqlCheckpointStore(connection)
        self.projections = SqlProjectionStore(connection)
        self.people = SqlPeopleStore(connection)
        self.policies = SqlPolicyStore(connection)
        self.progress = SqlProgressStore(connection)
        self.attempts = SqlAttemptStore(connection)
        self.register = SqlRegisterStore(connection)
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
