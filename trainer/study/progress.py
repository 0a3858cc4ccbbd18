"""Where a learner stands in each lesson, so that study resumes exactly where it stopped."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True)
class LessonProgress:
    """A learner's place in one lesson. It is a convenience, never evidence: hours come from the ledger alone.

    Attributes:
        step_id: The step that was open.
        position: Reading position in that step, in thousandths of its height.
        done_step_ids: Steps that were finished.
        work: What the learner wrote or chose, by ``step id/field id``; private, stays on this computer.
    """

    enrolment_id: str
    lesson_id: str
    step_id: str
    updated_at: datetime
    position: int = 0
    done_step_ids: frozenset[str] = frozenset()
    work: Mapping[str, str] = field(default_factory=dict)
    finished_at: datetime | None = None


@dataclass(frozen=True)
class CheckAnswer:
    """An answer to a knowledge check's question; each try is kept."""

    id: str
    enrolment_id: str
    lesson_id: str
    question_id: str
    letter: str
    correct: bool
    answered_at: datetime


class ProgressStore(Protocol):
    """Where places and check answers are kept."""

    def save_progress(self, progress: LessonProgress) -> None:
        """Stores the place in one lesson, replacing the last one."""

    def progress(self, enrolment_id: str, lesson_id: str) -> LessonProgress | None:
        """Returns the place in one lesson, or None."""

    def all_progress(self, enrolment_id: str) -> Sequence[LessonProgress]:
        """Returns all places, latest first."""

    def add_check_answer(self, answer: CheckAnswer) -> None:
        """Stores an answer; one with the same id is stored once."""

    def check_answers(self, enrolment_id: str, lesson_id: str) -> Sequence[CheckAnswer]:
        """Returns a lesson's answers in the order they were given."""
