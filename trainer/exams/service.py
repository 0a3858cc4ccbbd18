"""Practice exams: start, answer, flag, finish, come back to; each answer is on disk before the next question."""

from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from trainer.clock import Clock
from trainer.courses.catalogue import Catalogue
from trainer.courses.questions import LETTERS, Pool, Question
from trainer.errors import TrainerError
from trainer.exams.attempt import AnswerEvent, Attempt, AttemptState, AttemptStore, ExamKind
from trainer.exams.form import draw_form
from trainer.exams.score import Score, score_answers
from trainer.i18n import _
from trainer.identifiers import new_id

PRACTICE_LENGTHS = (8, 16, 24, 60, 120)


class ExamUnit(Protocol):
    """The part of a unit of work that exams need."""

    @property
    def attempts(self) -> AttemptStore:
        """Attempts and answers."""

    def commit(self) -> None:
        """Makes everything durable, or raises and leaves nothing."""


@dataclass(frozen=True)
class PracticeWish:
    """What a learner asks for: areas (empty for all), a length, and a limit in seconds or None."""

    areas: tuple[str, ...]
    count: int
    limit_seconds: int | None = None


class ExamService:
    """Everything about practice exams that needs no window."""

    def __init__(self, open_unit: Callable[[], AbstractContextManager[ExamUnit]], clock: Clock) -> None:
        """``open_unit`` begins a unit of work."""
        self._open_unit = open_unit
        self._clock = clock

    def start_practice(
        self, enrolment_id: str, catalogue: Catalogue, language: str, wish: PracticeWish
    ) -> AttemptState:
        """Draws a form and stores the attempt, so that it can be resumed from this moment on.

        Raises:
            TrainerError: There is nothing to draw from.
        """
        now = self._clock.now()
        with self._open_unit() as unit:
            seen = Counter(item.question_id for old in unit.attempts.attempts(enrolment_id) for item in old.items)
            attempt_id = new_id(now)
            items = draw_form(
                catalogue.questions(Pool.PRACTICE, language), wish.count, attempt_id, areas=wish.areas, seen=seen
            )
            attempt = Attempt(
                attempt_id,
                enrolment_id,
                ExamKind.PRACTICE,
                "practice",
                catalogue.edition,
                language,
                now,
                items,
                wish.areas,
                wish.limit_seconds,
            )
            unit.attempts.add_attempt(attempt)
            unit.commit()
        return AttemptState(attempt)

    def answer(self, attempt_id: str, question_id: str, letter: str, *, flagged: bool, event_id: str) -> AttemptState:
        """Stores an answer (or its withdrawal, with an empty letter); returns when it is on disk.

        Args:
            attempt_id: The attempt under way.
            question_id: A question of its form.
            letter: Stored letter A to D, or empty.
            flagged: Whether the question is marked for another look.
            event_id: Made by the caller, so that trying again after an error stores it once.

        Raises:
            TrainerError: The attempt is finished, or the question or letter is not of this form.
        """
        with self._open_unit() as unit:
            attempt = _open_attempt(unit, attempt_id, self._clock.now())
            if letter not in (*LETTERS, "") or all(item.question_id != question_id for item in attempt.items):
                raise TrainerError(_("This question is not part of this exam."), _("Your answers are unchanged."))
            events = unit.attempts.answers(attempt_id)
            unit.attempts.add_answer(
                AnswerEvent(event_id, attempt_id, question_id, letter, flagged, self._clock.now(), len(events) + 1)
            )
            unit.commit()
            return _state(attempt, unit.attempts.answers(attempt_id))

    def state(self, attempt_id: str) -> AttemptState:
        """Returns an attempt with its latest answers.

        Raises:
            TrainerError: There is no such attempt.
        """
        with self._open_unit() as unit:
            return _state(_attempt(unit, attempt_id), unit.attempts.answers(attempt_id))

    def unfinished(self, enrolment_id: str) -> AttemptState | None:
        """Returns the latest attempt that was not finished, to be offered for resuming."""
        with self._open_unit() as unit:
            for attempt in unit.attempts.attempts(enrolment_id):
                if attempt.finished_at is None and not _is_over(attempt, self._clock.now()):
                    return _state(attempt, unit.attempts.answers(attempt.id))
        return None

    def finish(self, attempt_id: str) -> Attempt:
        """Ends an attempt; its end is now or its limit, whichever came first. A second call changes nothing."""
        with self._open_unit() as unit:
            attempt = _attempt(unit, attempt_id)
            unit.attempts.finish_attempt(attempt_id, _end(attempt, self._clock.now()))
            unit.commit()
            return _attempt(unit, attempt_id)

    def score(self, attempt_id: str, catalogue: Catalogue) -> Score:
        """Scores a finished attempt from the answers on disk."""
        state = self.state(attempt_id)
        return score_answers(questions_of(state.attempt, catalogue), state.answers)

    def history(self, enrolment_id: str) -> Sequence[Attempt]:
        """Returns an enrolment's attempts, latest first."""
        with self._open_unit() as unit:
            return unit.attempts.attempts(enrolment_id)


def questions_of(attempt: Attempt, catalogue: Catalogue) -> list[Question]:
    """Returns the questions of an attempt's form in the order shown."""
    return [catalogue.question(item.question_id, attempt.language) for item in attempt.items]


def remaining_seconds(attempt: Attempt, now: datetime) -> int | None:
    """Returns what is left of the limit, never below zero, or None where there is no limit."""
    if attempt.limit_seconds is None:
        return None
    return max(0, attempt.limit_seconds - int((now - attempt.started_at).total_seconds()))


def _attempt(unit: ExamUnit, attempt_id: str) -> Attempt:
    attempt = unit.attempts.attempt(attempt_id)
    if attempt is None:
        raise TrainerError(_("This exam is not on this computer."), _("Please start a new one."))
    return attempt


def _open_attempt(unit: ExamUnit, attempt_id: str, now: datetime) -> Attempt:
    attempt = _attempt(unit, attempt_id)
    if attempt.finished_at is not None or _is_over(attempt, now):
        raise TrainerError(_("This exam is finished, so answers can no longer be changed."), _("All answers are safe."))
    return attempt


def _is_over(attempt: Attempt, now: datetime) -> bool:
    return attempt.limit_seconds is not None and now > attempt.started_at + timedelta(seconds=attempt.limit_seconds)


def _end(attempt: Attempt, now: datetime) -> datetime:
    if attempt.limit_seconds is None:
        return now
    return min(now, attempt.started_at + timedelta(seconds=attempt.limit_seconds))


def _state(attempt: Attempt, events: Sequence[AnswerEvent]) -> AttemptState:
    answers: dict[str, str] = {}
    flagged: set[str] = set()
    for event in events:
        answers[event.question_id] = event.letter
        (flagged.add if event.flagged else flagged.discard)(event.question_id)
    return AttemptState(attempt, {key: letter for key, letter in answers.items() if letter}, frozenset(flagged))
