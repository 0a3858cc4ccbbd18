"""What Today shows: where to go on, and how far each competency is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from trainer.courses.outline import LessonPlan, LiveSessionPlan, Programme
from trainer.hours.credit import Mode


@dataclass(frozen=True)
class Totals:
    """Credited seconds along each axis; from a fresh credit or from the projection."""

    credited_seconds: int
    by_mode: Mapping[str, int]
    by_competency: Mapping[str, int]
    by_subject: Mapping[str, int]


NOTHING_YET = Totals(0, {}, {}, {})


@dataclass(frozen=True)
class ModuleState:
    """How far one competency is, in seconds."""

    id: str
    number: int
    credited_seconds: int
    due_seconds: int

    @property
    def done(self) -> bool:
        """All of its minutes are credited."""
        return self.credited_seconds >= self.due_seconds


@dataclass(frozen=True)
class Today:
    """The facts of the Today screen.

    Attributes:
        next_lesson: Where to go on, or None when each written lesson has its minutes.
        lesson_number: Its place in its module, from 1.
        seconds_left: What is left of its minutes.
        started: Some of it has been studied.
        next_live: The first live session that has not been credited in full, or None.
    """

    programme: Programme
    totals: Totals
    modules: tuple[ModuleState, ...]
    exam_credited_seconds: int
    exam_due_seconds: int
    next_lesson: LessonPlan | None
    lesson_number: int
    seconds_left: int
    started: bool
    next_live: LiveSessionPlan | None


def today(programme: Programme, totals: Totals, recent_lesson_ids: Sequence[str]) -> Today:
    """Works out the facts of the Today screen.

    Args:
        programme: The learner's programme.
        totals: Credited seconds.
        recent_lesson_ids: Lessons that were opened and not finished, latest first.
    """
    lesson = _next_lesson(programme, totals, recent_lesson_ids)
    done = totals.by_subject.get(lesson.id, 0) if lesson else 0
    return Today(
        programme=programme,
        totals=totals,
        modules=tuple(
            ModuleState(
                module.id,
                module.number,
                totals.by_competency.get(module.id, 0),
                (module.self_paced_minutes + module.live_minutes) * 60,
            )
            for module in programme.modules
        ),
        exam_credited_seconds=totals.by_mode.get(Mode.EXAM.value, 0),
        exam_due_seconds=sum(exam.minutes for exam in programme.exams) * 60,
        next_lesson=lesson,
        lesson_number=_number_in_module(programme, lesson),
        seconds_left=max(0, lesson.minutes * 60 - done) if lesson else 0,
        started=done > 0 or (lesson is not None and lesson.id in recent_lesson_ids),
        next_live=next(
            (
                session
                for session in programme.live_sessions
                if totals.by_subject.get(session.id, 0) < session.minutes * 60
            ),
            None,
        ),
    )


def _next_lesson(programme: Programme, totals: Totals, recent_lesson_ids: Sequence[str]) -> LessonPlan | None:
    def _open(lesson: LessonPlan) -> bool:
        return lesson.written and totals.by_subject.get(lesson.id, 0) < lesson.minutes * 60

    for lesson_id in recent_lesson_ids:
        known = programme.lessons.get(lesson_id)
        if known is not None and _open(known):
            return known
    return next((lesson for lesson in programme.lessons.values() if _open(lesson)), None)


def _number_in_module(programme: Programme, lesson: LessonPlan | None) -> int:
    if lesson is None:
        return 0
    ids = [other.id for other in programme.modules_by_id[lesson.module_id].lessons]
    return ids.index(lesson.id) + 1
