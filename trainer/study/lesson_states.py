"""How far each lesson is: from its steps and from its credited minutes, which need not agree."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from trainer.courses.outline import LessonPlan, Programme
from trainer.study.progress import LessonProgress


class LessonState(StrEnum):
    """Where a lesson stands."""

    NOT_WRITTEN = "not_written"
    NOT_STARTED = "not_started"
    UNDER_WAY = "under_way"
    DONE = "done"


@dataclass(frozen=True)
class LessonStanding:
    """One lesson of the outline.

    Attributes:
        state: Done means that its steps are finished and its minutes are credited.
        cap_seconds: The most that the lesson can be credited with.
        steps_done: Every step is finished, whatever the minutes say.
        step_id: The step that was open last, or empty.
    """

    lesson_id: str
    state: LessonState
    credited_seconds: int
    cap_seconds: int
    steps_done: bool = False
    step_id: str = ""


@dataclass(frozen=True)
class LessonsOverview:
    """All lessons of a programme, and the one to go on with.

    Attributes:
        standings: By lesson id, in teaching order.
        continue_id: None once every written lesson is done.
    """

    standings: Mapping[str, LessonStanding]
    continue_id: str | None


def lessons_overview(
    programme: Programme, credited: Mapping[str, int], places: Sequence[LessonProgress]
) -> LessonsOverview:
    """Works out where each lesson stands.

    Args:
        programme: The learner's programme.
        credited: Credited seconds by subject.
        places: The learner's places, latest first.
    """
    by_lesson = {place.lesson_id: place for place in places}
    standings = {
        plan.id: _standing(plan, credited.get(plan.id, 0), by_lesson.get(plan.id))
        for plan in programme.lessons.values()
    }
    return LessonsOverview(standings, _continue_id(standings, [place.lesson_id for place in places]))


def _standing(plan: LessonPlan, credited: int, place: LessonProgress | None) -> LessonStanding:
    cap = plan.minutes * 60
    steps_done = place is not None and place.finished_at is not None
    if not plan.written:
        state = LessonState.NOT_WRITTEN
    elif steps_done and credited >= cap:
        state = LessonState.DONE
    else:
        state = LessonState.UNDER_WAY if place or credited else LessonState.NOT_STARTED
    return LessonStanding(plan.id, state, credited, cap, steps_done, place.step_id if place else "")


def _continue_id(standings: Mapping[str, LessonStanding], recent: Sequence[str]) -> str | None:
    """Prefers what was begun last, then what comes next, then a lesson that only lacks minutes."""
    for lesson_id in recent:
        known = standings.get(lesson_id)
        if known and known.state is LessonState.UNDER_WAY and not known.steps_done:
            return lesson_id
    open_ids = [
        standing.lesson_id
        for wanted in (LessonState.NOT_STARTED, LessonState.UNDER_WAY)
        for standing in standings.values()
        if standing.state is wanted
    ]
    return open_ids[0] if open_ids else None
