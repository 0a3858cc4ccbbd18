"""Makes a programme's outline from the file in which it is written."""

from collections.abc import Collection

from trainer.courses.authored import AuthoredExam, AuthoredModule, AuthoredSession, ProgrammeFile
from trainer.courses.outline import ExamPlan, LessonPlan, LiveSessionPlan, Module, Programme, WeekPlan


def make_programme(written: ProgrammeFile, lesson_ids: Collection[str]) -> Programme:
    """Returns the outline; lessons that nobody has written yet are in it and say so."""
    return Programme(
        id=written.id,
        kind=written.kind,
        title=_text(written.title),
        total_minutes=written.total_minutes,
        modules=tuple(_module(item, number, lesson_ids) for number, item in enumerate(written.modules, start=1)),
        live_sessions=tuple(_session(item) for item in written.live_sessions),
        exams=tuple(_exam(item) for item in written.exams),
        weeks=tuple(
            WeekPlan(item.week, item.minutes, tuple(item.lessons), tuple(item.live), tuple(item.exams))
            for item in written.weeks
        ),
    )


def _module(written: AuthoredModule, number: int, lesson_ids: Collection[str]) -> Module:
    return Module(
        id=written.id,
        number=number,
        competency=_text(written.competency),
        short=_text(written.short),
        lessons=tuple(
            LessonPlan(item.id, written.id, _text(item.title), item.minutes, item.id in lesson_ids)
            for item in written.lessons
        ),
        self_paced_minutes=written.minutes.self_paced,
        live_minutes=written.minutes.live,
    )


def _session(written: AuthoredSession) -> LiveSessionPlan:
    return LiveSessionPlan(
        id=written.id,
        title=_text(written.title),
        minutes=written.minutes,
        break_minutes=written.break_minutes,
        competency_minutes=dict(written.competency_minutes),
        before=tuple(written.before),
    )


def _exam(written: AuthoredExam) -> ExamPlan:
    return ExamPlan(
        id=written.id,
        kind=written.kind,
        title=_text(written.title),
        minutes=written.minutes,
        questions=written.questions,
        pool=written.pool.value,
        break_minutes=written.break_minutes,
        break_after=written.break_after,
        break_inside=written.break_inside,
        per_module=written.per_module,
        instructions_minutes=written.instructions_minutes,
    )


def _text(words: dict[str, str]) -> dict[str, str]:
    """Guarantees the English that every text must have."""
    return {"en": words.get("en") or next(iter(words.values())), **words}
