"""An attempt at an exam: the form that was drawn, and every answer as it was given."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class ExamKind(StrEnum):
    """What an attempt is for."""

    PRACTICE = "practice"
    REHEARSAL = "rehearsal"
    FINAL = "final"


@dataclass(frozen=True)
class FormItem:
    """One question of a form, with its choices in the order shown.

    Attributes:
        shown_letters: Stored letters in display order; ``("C", "A", "D", "B")`` shows stored C as A.
    """

    question_id: str
    shown_letters: tuple[str, str, str, str]


@dataclass(frozen=True)
class Attempt:
    """A started exam. The form is frozen here, so that resuming shows the same questions in the same order.

    Attributes:
        areas: The areas chosen for a practice exam; empty for all.
        limit_seconds: Time allowed, or None for practice without a clock.
    """

    id: str
    enrolment_id: str
    kind: ExamKind
    exam_id: str
    edition: str
    language: str
    started_at: datetime
    items: tuple[FormItem, ...]
    areas: tuple[str, ...] = ()
    limit_seconds: int | None = None
    finished_at: datetime | None = None


@dataclass(frozen=True)
class AnswerEvent:
    """An answer, a cleared answer or a flag; events are only added, the latest one of a question counts.

    Attributes:
        letter: Stored letter A to D, or empty when the answer was taken back.
    """

    id: str
    attempt_id: str
    question_id: str
    letter: str
    flagged: bool
    given_at: datetime
    sequence: int


@dataclass(frozen=True)
class AttemptState:
    """An attempt with the latest answer and flag of each question."""

    attempt: Attempt
    answers: Mapping[str, str] = field(default_factory=dict)
    flagged: frozenset[str] = frozenset()


class AttemptStore(Protocol):
    """Where attempts are kept; an answer is on disk when its unit of work has been committed."""

    def add_attempt(self, attempt: Attempt) -> None:
        """Stores a started attempt."""

    def add_answer(self, event: AnswerEvent) -> None:
        """Stores an answer event; one with the same id is stored once."""

    def finish_attempt(self, attempt_id: str, finished_at: datetime) -> None:
        """Marks an attempt as finished; later answers are refused by the service."""

    def attempt(self, attempt_id: str) -> Attempt | None:
        """Returns an attempt, or None."""

    def attempts(self, enrolment_id: str) -> Sequence[Attempt]:
        """Returns an enrolment's attempts, latest first."""

    def answers(self, attempt_id: str) -> Sequence[AnswerEvent]:
        """Returns an attempt's events in the order they were given."""
