"""The outline of a programme: what is taught, in which order, and for how many minutes."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

Text = Mapping[str, str]
"""A short text by language code, such as ``{"en": "Hope", "es": "Esperanza"}``; English is always there."""


def in_language(text: Text, language: str) -> str:
    """Returns the text in a language, or in English where it has not been translated."""
    return text.get(language) or text["en"]


@dataclass(frozen=True)
class LessonPlan:
    """A lesson's place in a programme.

    Attributes:
        minutes: The most that this lesson can be credited with (its cap).
        written: False while nobody has authored the lesson.
    """

    id: str
    module_id: str
    title: Text
    minutes: int
    written: bool = True


@dataclass(frozen=True)
class Module:
    """One competency of a programme, with its lessons in order."""

    id: str
    number: int
    competency: Text
    short: Text
    lessons: tuple[LessonPlan, ...]
    self_paced_minutes: int
    live_minutes: int


@dataclass(frozen=True)
class LiveSessionPlan:
    """A live session of the programme; its minutes belong to one or more competencies."""

    id: str
    title: Text
    minutes: int
    break_minutes: int
    competency_minutes: Mapping[str, int]
    before: tuple[str, ...] = ()


@dataclass(frozen=True)
class ExamPlan:
    """An exam whose minutes count toward the programme, such as the course final.

    Attributes:
        per_module: How many questions come from each module; None where the areas of the exam decide.
        break_after: The question after which the break is offered.
        break_inside: Whether the break lies inside the minutes; None while nobody knows.
    """

    id: str
    kind: str
    title: Text
    minutes: int
    questions: int
    pool: str = "reserved"
    break_minutes: int = 0
    break_after: int | None = None
    break_inside: bool | None = None
    per_module: int | None = None
    instructions_minutes: int = 0


@dataclass(frozen=True)
class WeekPlan:
    """What is due in one week of the suggested calendar."""

    number: int
    minutes: int
    lessons: tuple[str, ...]
    live: tuple[str, ...] = ()
    exams: tuple[str, ...] = ()


@dataclass(frozen=True)
class Programme:
    """A course that a provider gives: the 80-hour core, a specialization, or a taster.

    Attributes:
        kind: ``core``, ``specialization`` or ``taster``.
        edition: The hash-named pack that it was read from.
    """

    id: str
    kind: str
    title: Text
    total_minutes: int
    modules: tuple[Module, ...]
    live_sessions: tuple[LiveSessionPlan, ...] = ()
    exams: tuple[ExamPlan, ...] = ()
    weeks: tuple[WeekPlan, ...] = ()
    edition: str = ""

    @cached_property
    def lessons(self) -> Mapping[str, LessonPlan]:
        """All lessons by id, in teaching order."""
        return {lesson.id: lesson for module in self.modules for lesson in module.lessons}

    @cached_property
    def live_by_id(self) -> Mapping[str, LiveSessionPlan]:
        """All live sessions by id."""
        return {session.id: session for session in self.live_sessions}

    @cached_property
    def exams_by_id(self) -> Mapping[str, ExamPlan]:
        """All exams by id."""
        return {exam.id: exam for exam in self.exams}

    @cached_property
    def modules_by_id(self) -> Mapping[str, Module]:
        """All modules by id."""
        return {module.id: module for module in self.modules}
