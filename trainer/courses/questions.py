"""A question, its choices and the three pools that are kept apart."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

LETTERS = ("A", "B", "C", "D")

AREAS = ("AR", "BHF", "IS", "RS", "ADV", "CI", "RL", "CM")
"""The eight areas of focus that the exam's page names, by our codes (Pearson VUE, CalMHSA exam page)."""


class Pool(StrEnum):
    """Where a question may appear; no question is ever in two pools."""

    CHECK = "check"
    PRACTICE = "practice"
    RESERVED = "reserved"


class Level(StrEnum):
    """What a question asks of the learner."""

    RECALL = "recall"
    APPLY = "apply"
    JUDGE = "judge"


@dataclass(frozen=True)
class Choice:
    """One of four answers, and why a reasonable person might choose it."""

    text: str
    rationale: str


@dataclass(frozen=True)
class Question:
    """A single-best-answer question.

    Attributes:
        section_id: The passage of its lesson that a miss opens.
        choices: By letter, A to D.
        as_of: For a question about law, the day its source was read.
        heavy: It touches a heavy subject and may be swapped on request.
    """

    id: str
    lesson_id: str
    module_id: str
    pool: Pool
    area: str
    section_id: str
    objective_id: str
    level: Level
    stem: str
    choices: Mapping[str, Choice]
    key: str
    source_ids: tuple[str, ...] = ()
    as_of: date | None = None
    heavy: bool = False
