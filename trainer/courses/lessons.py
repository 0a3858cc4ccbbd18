"""A lesson as it is taught: five kinds of step, and what each shows."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Objective:
    """What the learner will be able to do."""

    id: str
    text: str


@dataclass(frozen=True)
class ReadingStep:
    """One ``##`` section of the lesson.

    Attributes:
        id: The section's id; questions point at it.
        html: Sanitized HTML of the small subset that the reading view draws. Glossary links are ``term:<id>``,
            citations ``source:<id>``, figures ``figure:<name>``; nothing in it can open a file or a network address.
        words: Words counted toward contact time.
        alternate_id: The section of equal length offered instead of this one when it is heavy.
    """

    id: str
    title: str
    html: str
    words: int
    alternate_id: str | None = None
    is_alternate: bool = False
    kind: Literal["reading"] = "reading"


@dataclass(frozen=True)
class ScenarioOption:
    """One thing the learner may say; ``quality`` is strong, partial or slip and is shown only as feedback."""

    id: str
    text: str
    quality: str
    outcome_html: str
    feedback_html: str
    next_id: str


@dataclass(frozen=True)
class Decision:
    """A point in a scenario where the learner chooses; ``speaker`` and ``line`` may be empty."""

    id: str
    situation_html: str
    speaker: str
    line: str
    options: tuple[ScenarioOption, ...]


@dataclass(frozen=True)
class ScenarioStep:
    """A branching scene; an option's ``next_id`` names a decision or is ``end``."""

    id: str
    title: str
    minutes: float
    opening_html: str
    decisions: tuple[Decision, ...]
    closing_html: str
    kind: Literal["scenario"] = "scenario"

    def decision(self, decision_id: str) -> Decision | None:
        """Finds a decision, or None for ``end``."""
        return next((decision for decision in self.decisions if decision.id == decision_id), None)


@dataclass(frozen=True)
class PracticeField:
    """A blank that the learner writes in; what is written stays on this computer."""

    id: str
    label: str
    lines: int


@dataclass(frozen=True)
class PracticeStep:
    """Work with a model answer and a four-line self-check."""

    id: str
    title: str
    minutes: float
    instructions_html: str
    items: tuple[str, ...]
    fields: tuple[PracticeField, ...]
    model_answer_html: str
    self_check: tuple[str, ...]
    kind: Literal["practice"] = "practice"


@dataclass(frozen=True)
class ReflectionStep:
    """An optional private prompt: never counted, never required, never exported."""

    id: str
    minutes: float
    prompt_html: str
    kind: Literal["reflection"] = "reflection"


@dataclass(frozen=True)
class CheckStep:
    """The lesson's knowledge check."""

    id: str
    question_ids: tuple[str, ...]
    kind: Literal["check"] = "check"


Step = ReadingStep | ScenarioStep | PracticeStep | ReflectionStep | CheckStep


@dataclass(frozen=True)
class Lesson:
    """One lesson in one language, ready to be taught; ``steps`` are in order and the reading steps come first."""

    id: str
    module_id: str
    language: str
    title: str
    minutes: int
    objectives: tuple[Objective, ...]
    content_note: str | None
    source_ids: tuple[str, ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class ModuleIntroduction:
    """What a module is about, and what a learner will be able to do after it."""

    id: str
    title: str
    summary: str
    outcomes: tuple[str, ...]


@dataclass(frozen=True)
class GlossaryTerm:
    """A word explained in plain language."""

    id: str
    term: str
    definition: str
    source_ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class Source:
    """Where a sentence of the course comes from, and how far it was checked."""

    id: str
    title: str
    publisher: str
    number: str | None
    date: str | None
    checked: str
    trust: str
    reuse: str


@dataclass(frozen=True)
class LiveGuide:
    """The facilitator's guide of a live session."""

    id: str
    title: str
    minutes: int
    html: str


@dataclass(frozen=True)
class SearchHit:
    """A passage that matches a search; ``snippet`` is plain text with matches between U+2068 and U+2069."""

    lesson_id: str
    section_id: str
    title: str
    snippet: str
