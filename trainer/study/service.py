"""Places in lessons and answers to checks: kept so that study resumes exactly where it stopped."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import Protocol

from trainer.clock import Clock
from trainer.courses.outline import Programme
from trainer.courses.questions import Question
from trainer.hours.credit import credit
from trainer.hours.ledger import Entry
from trainer.hours.record import HoursRecord
from trainer.hours.service import HoursContext, HoursService
from trainer.identifiers import new_id
from trainer.study.lesson_states import LessonsOverview, lessons_overview
from trainer.study.progress import CheckAnswer, LessonProgress, ProgressStore


class StudyUnit(Protocol):
    """The part of a unit of work that study needs."""

    @property
    def progress(self) -> ProgressStore:
        """Places and check answers."""

    def commit(self) -> None:
        """Makes everything durable, or raises and leaves nothing."""


@dataclass(frozen=True)
class LessonWork:
    """What a learner has done in a lesson so far.

    Attributes:
        place: None before the first visit.
        answers: Every try at the check, in order.
    """

    place: LessonProgress | None
    answers: tuple[CheckAnswer, ...] = ()


class StudyService:
    """Reads and keeps places and answers. The hours of a lesson are the ledger's business."""

    def __init__(
        self, open_unit: Callable[[], AbstractContextManager[StudyUnit]], hours: HoursService, clock: Clock
    ) -> None:
        """``open_unit`` begins a unit of work; leaving it without commit rolls back."""
        self._open_unit = open_unit
        self._hours = hours
        self._clock = clock

    def work(self, enrolment_id: str, lesson_id: str) -> LessonWork:
        """Returns the place and the answers of a lesson."""
        with self._open_unit() as unit:
            answers = tuple(unit.progress.check_answers(enrolment_id, lesson_id))
            return LessonWork(unit.progress.progress(enrolment_id, lesson_id), answers)

    def save_place(self, place: LessonProgress) -> None:
        """Keeps the place in a lesson; a lesson once finished stays finished."""
        with self._open_unit() as unit:
            known = unit.progress.progress(place.enrolment_id, place.lesson_id)
            finished_at = known.finished_at if known and known.finished_at else place.finished_at
            unit.progress.save_progress(replace(place, finished_at=finished_at))
            unit.commit()

    def answered(self, enrolment_id: str, question: Question, letter: str) -> CheckAnswer:
        """Makes the record of one try; :meth:`record_answer` keeps it."""
        now = self._clock.now()
        return CheckAnswer(
            new_id(now), enrolment_id, question.lesson_id, question.id, letter, letter == question.key, now
        )

    def record_answer(self, answer: CheckAnswer) -> None:
        """Keeps one try; keeping it again changes nothing."""
        with self._open_unit() as unit:
            unit.progress.add_check_answer(answer)
            unit.commit()

    def lessons_overview(self, enrolment_id: str, programme: Programme, record: HoursRecord) -> LessonsOverview:
        """Returns where each lesson stands, and which to go on with."""
        return lessons_overview(programme, record.by_subject, self._places(enrolment_id))

    def preview(self, context: HoursContext, stint: Entry | None = None) -> HoursRecord:
        """Credits an enrolment's lines as they would be if the stint under way ended now; nothing is written."""
        lines = list(self._hours.entries(context))
        if stint is not None and stint.measured_seconds > 0:
            lines = [line for line in lines if line.id != stint.id] + [stint]
        return credit(lines, context.policies, context.programme, context.window)

    def _places(self, enrolment_id: str) -> Sequence[LessonProgress]:
        with self._open_unit() as unit:
            return unit.progress.all_progress(enrolment_id)
