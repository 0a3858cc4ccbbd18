"""Exams in memory: a unit of work that keeps attempts, and can be told to have a full disk."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

from trainer.errors import TrainerError
from trainer.exams.attempt import AnswerEvent, Attempt


class MemoryAttempts:
    """See :class:`trainer.exams.attempt.AttemptStore`."""

    def __init__(self) -> None:
        self.by_id: dict[str, Attempt] = {}
        self.events: list[AnswerEvent] = []

    def add_attempt(self, attempt: Attempt) -> None:
        self.by_id[attempt.id] = attempt

    def add_answer(self, event: AnswerEvent) -> None:
        if all(event.id != known.id for known in self.events):
            self.events.append(event)

    def finish_attempt(self, attempt_id: str, finished_at: datetime) -> None:
        attempt = self.by_id[attempt_id]
        if attempt.finished_at is None:
            self.by_id[attempt_id] = replace(attempt, finished_at=finished_at)

    def attempt(self, attempt_id: str) -> Attempt | None:
        return self.by_id.get(attempt_id)

    def attempts(self, enrolment_id: str) -> Sequence[Attempt]:
        mine = [attempt for attempt in self.by_id.values() if attempt.enrolment_id == enrolment_id]
        return sorted(mine, key=lambda attempt: attempt.started_at, reverse=True)

    def answers(self, attempt_id: str) -> Sequence[AnswerEvent]:
        return [event for event in self.events if event.attempt_id == attempt_id]


class MemoryExamUnit:
    """Opens over the same attempts each time.

    Attributes:
        full_disk: While True, a commit raises and nothing of its unit stays.
    """

    def __init__(self) -> None:
        self.attempts = MemoryAttempts()
        self.full_disk = False

    @contextmanager
    def open(self) -> Iterator["MemoryExamUnit"]:
        attempts, events = dict(self.attempts.by_id), list(self.attempts.events)
        try:
            yield self
        except Exception:
            self.attempts.by_id, self.attempts.events = attempts, events
            raise

    def commit(self) -> None:
        if self.full_disk:
            raise TrainerError("The disk is full.", "Please make room and try again.")
