"""The shape of every authored file, checked strictly: an unknown word in a file is a fault, never ignored."""

from datetime import date
from enum import Enum
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from trainer.courses.questions import Level, Pool


class Showing(Enum):
    """Whose words a text shows; a mark for a field whose words are not simply what the course says.

    Attributes:
        SAID: The course says it. This is what every text is that has no mark.
        NAMED: It is the name of somebody's work, which nobody here may change.
        UNSEEN: It is for whoever edits the file, and reaches no screen.
    """

    SAID = 1
    NAMED = 2
    UNSEEN = 3


def _plain_date(value: Any) -> Any:
    """Takes a date with or without quotes around it."""
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return value
    return value


def _text_of_date(value: Any) -> Any:
    """Takes a date that YAML has already recognized as the text that was typed."""
    return value.isoformat() if isinstance(value, date) else value


Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
SessionId = Annotated[str, StringConstraints(pattern=r"^L[0-9]{2}$")]
SourceId = Annotated[str, StringConstraints(pattern=r"^[A-Z0-9]+(-[A-Z0-9]+)*$", max_length=20)]
SectionId = Annotated[str, StringConstraints(pattern=r"^(s[0-9]{1,2}x?|sz)$")]
Letter = Literal["A", "B", "C", "D"]
Area = Literal["AR", "BHF", "IS", "RS", "ADV", "CI", "RL", "CM"]
Line = Annotated[str, StringConstraints(min_length=1, max_length=1000, strip_whitespace=True)]
Prose = Annotated[str, StringConstraints(min_length=1, max_length=5_000, strip_whitespace=True)]
Day = Annotated[date, BeforeValidator(_plain_date)]
DayText = Annotated[str, BeforeValidator(_text_of_date)]
Minutes = Annotated[float, Field(gt=0, le=240)]
WholeMinutes = Annotated[int, Field(ge=1, le=600)]
LanguageCode = Annotated[str, StringConstraints(pattern=r"^(en|es)$")]
Name = Annotated[Line, Showing.NAMED]
Aside = Annotated[Line, Showing.UNSEEN]
Words = Annotated[dict[LanguageCode, Line], Field(min_length=1)]


class Authored(BaseModel):
    """What all authored shapes share."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, allow_inf_nan=False)


class AuthoredObjective(Authored):
    """What the learner will be able to do."""

    id: Annotated[str, StringConstraints(pattern=r"^o[0-9]{1,2}$")]
    text: Line


class LessonFront(Authored):
    """The front matter of a lesson."""

    id: Id
    title: Line
    minutes: WholeMinutes
    objectives: Annotated[list[AuthoredObjective], Field(min_length=1, max_length=8)]
    sources: list[SourceId]
    content_note: Line | None = None
    areas: dict[Area, Annotated[int, Field(ge=1, le=16)]]
    author: Aside
    review: Literal["draft", "reviewed"]
    source_hash: Aside | None = None


class AuthoredOption(Authored):
    """One thing the learner may say in a scenario."""

    id: Id
    text: Prose
    quality: Literal["strong", "partial", "slip"]
    outcome: Prose
    feedback: Prose
    next: Id


class AuthoredDecision(Authored):
    """A point in a scenario where the learner chooses."""

    id: Id
    situation: Prose
    speaker: Line | None = None
    line: Prose | None = None
    options: list[AuthoredOption]


class AuthoredScenario(Authored):
    """The body of a scenario block."""

    id: Id
    title: Line
    minutes: Minutes
    opening: Prose
    decisions: Annotated[list[AuthoredDecision], Field(min_length=1, max_length=8)]
    closing: Prose


class AuthoredField(Authored):
    """A blank in a practice."""

    id: Id
    label: Line
    lines: Annotated[int, Field(ge=1, le=30)]


class AuthoredPractice(Authored):
    """The body of a practice block."""

    id: Id
    title: Line
    minutes: Minutes
    instructions: Prose
    items: list[Prose] = []
    fields: list[AuthoredField] = []
    model_answer: Prose
    self_check: list[Line]


class AuthoredReflection(Authored):
    """The body of a reflection block."""

    id: Id
    minutes: Minutes
    prompt: Prose


class AuthoredCheck(Authored):
    """The body of a check block."""

    id: Id
    questions: Annotated[list[Id], Field(min_length=1, max_length=20)]


class AuthoredChoice(Authored):
    """An answer and why a reasonable person might choose it."""

    text: Line
    rationale: Line


class AuthoredQuestion(Authored):
    """One question of a lesson's bank."""

    id: Id
    pool: Annotated[Pool, Field(strict=False)]
    area: Area
    section: SectionId
    objective: Annotated[str, StringConstraints(pattern=r"^o[0-9]{1,2}$")]
    level: Annotated[Level, Field(strict=False)]
    stem: Line
    choices: dict[str, AuthoredChoice]
    key: Letter
    sources: list[SourceId] = []
    as_of: Day | None = None
    heavy: bool = False


class QuestionFile(Authored):
    """The question bank of a lesson."""

    lesson: Id
    questions: list[AuthoredQuestion]
    source_hash: Aside | None = None


class AuthoredTerm(Authored):
    """A glossary entry."""

    id: Id
    term: Line
    also: list[Line] = []
    definition: Line
    sources: list[SourceId] = []


class GlossaryFile(Authored):
    """The terms that a lesson introduces."""

    terms: list[AuthoredTerm]
    source_hash: Aside | None = None


class FigureFile(Authored):
    """The words inside the drawings of a lesson."""

    figures: dict[Id, dict[Annotated[str, StringConstraints(pattern=r"^[a-z0-9_-]{1,40}$")], Line]]
    source_hash: Aside | None = None


class ModuleLesson(Authored):
    """A lesson's place in its module."""

    id: Id
    minutes: WholeMinutes


class ModulePlanFile(Authored):
    """What no language changes about a module."""

    id: Id
    competency: Annotated[int, Field(ge=1, le=99)]
    folder: Id
    lessons: Annotated[list[ModuleLesson], Field(min_length=1)]
    live: list[SessionId] = []


class ModuleTextFile(Authored):
    """What a module is about."""

    id: Id
    title: Line
    summary: Prose
    outcomes: Annotated[list[Line], Field(min_length=1, max_length=12)]
    source_hash: Aside | None = None


class AuthoredSource(Authored):
    """Where sentences come from, and how far that was checked."""

    title: Name
    publisher: Name
    number: Name | None = None
    date: Annotated[DayText | None, BeforeValidator(_text_of_date)] = None
    checked: DayText
    trust: Literal["V", "W", "T", "U"]
    reuse: Line
    note: Aside | None = None


class SourceFile(Authored):
    """Every source that a text may cite."""

    sources: dict[SourceId, AuthoredSource]


class AgendaItem(Authored):
    """A part of a live session; a break is not counted."""

    start: Annotated[str, StringConstraints(pattern=r"^[0-9]:[0-5][0-9]$")]
    minutes: WholeMinutes
    what: Line
    competency: Id | None = None
    counted: bool = True


class LiveFront(Authored):
    """The front matter of a live session's guide."""

    id: SessionId
    title: Line
    minutes: WholeMinutes
    competency_minutes: dict[Id, WholeMinutes]
    before: list[Id] = []
    outcomes: list[Line]
    materials: list[Line]
    agenda: list[AgendaItem]
    rubric: list[Line]
    participation: Prose
    sources: list[SourceId] = []
    source_hash: Aside | None = None


class AuthoredLessonPlan(Authored):
    """A lesson's place in a programme."""

    id: Id
    minutes: WholeMinutes
    title: Words


class ModuleMinutes(Authored):
    """How a competency's minutes are split."""

    self_paced: Annotated[int, Field(ge=0)]
    live: Annotated[int, Field(ge=0)]


class AuthoredModule(Authored):
    """A competency in a programme, and the folder of its texts."""

    id: Id
    folder: Id
    competency: Words
    short: Words
    minutes: ModuleMinutes
    lessons: Annotated[list[AuthoredLessonPlan], Field(min_length=1)]


class AuthoredSession(Authored):
    """A live session in a programme."""

    id: SessionId
    title: Words
    minutes: WholeMinutes
    break_minutes: Annotated[int, Field(ge=0, le=120)] = 0
    competency_minutes: dict[Id, WholeMinutes]
    before: list[Id | SessionId] = []


class AuthoredExam(Authored):
    """An exam in a programme."""

    id: Id
    kind: Literal["practice", "rehearsal", "final"]
    title: Words
    minutes: WholeMinutes
    questions: Annotated[int, Field(ge=1, le=500)]
    pool: Annotated[Pool, Field(strict=False)] = Pool.RESERVED
    per_module: Annotated[int, Field(ge=1)] | None = None
    instructions_minutes: Annotated[int, Field(ge=0)] = 0
    break_minutes: Annotated[int, Field(ge=0)] = 0
    break_after: Annotated[int, Field(ge=1)] | None = None
    break_inside: bool | None = None


class AuthoredWeek(Authored):
    """What is due in one week of the calendar."""

    week: Annotated[int, Field(ge=1, le=60)]
    minutes: WholeMinutes
    lessons: list[Id] = []
    live: list[SessionId] = []
    exams: list[Id] = []


class ProgrammeFile(Authored):
    """A programme."""

    id: Id
    kind: Literal["core", "specialization", "taster"]
    title: Words
    total_minutes: Annotated[int, Field(ge=1)]
    modules: Annotated[list[AuthoredModule], Field(min_length=1)]
    live_sessions: list[AuthoredSession] = []
    exams: list[AuthoredExam] = []
    weeks: list[AuthoredWeek] = []
