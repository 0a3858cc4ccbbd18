"""What an attempt comes to: by area, with the misses and an honest range."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from trainer.courses.questions import AREAS, Question

ENOUGH_ANSWERS = 10
"""Below this many questions an area shows no range: it would say more than the data does."""

_Z_80 = 1.2816


@dataclass(frozen=True)
class Range:
    """A likely range of the true share of right answers, 0 to 1."""

    low: float
    high: float


@dataclass(frozen=True)
class AreaScore:
    """One area's result; ``likely`` is None while there are too few questions."""

    area: str
    right: int
    total: int
    likely: Range | None


@dataclass(frozen=True)
class Miss:
    """A question worth another look.

    Attributes:
        given: The stored letter that was chosen, or empty when it was left open.
    """

    question: Question
    given: str


@dataclass(frozen=True)
class Score:
    """An attempt's result. A question left open counts as not right, as in the real exam's conditions."""

    right: int
    answered: int
    total: int
    likely: Range | None
    areas: tuple[AreaScore, ...]
    misses: tuple[Miss, ...]


def score_answers(questions: Sequence[Question], answers: Mapping[str, str]) -> Score:
    """Scores answers by stored letter.

    Args:
        questions: The form's questions, in the order shown.
        answers: Stored letter by question id; missing or empty means left open.
    """
    right = {question.id for question in questions if answers.get(question.id) == question.key}
    areas = []
    for area in AREAS:
        members = [question for question in questions if question.area == area]
        if members:
            hits = sum(question.id in right for question in members)
            areas.append(AreaScore(area, hits, len(members), likely_range(hits, len(members))))
    return Score(
        right=len(right),
        answered=sum(bool(answers.get(question.id)) for question in questions),
        total=len(questions),
        likely=likely_range(len(right), len(questions)),
        areas=tuple(areas),
        misses=tuple(
            Miss(question, answers.get(question.id, "")) for question in questions if question.id not in right
        ),
    )


def likely_range(right: int, total: int) -> Range | None:
    """Returns the 80 % Wilson score interval, or None below :data:`ENOUGH_ANSWERS` (Wilson 1927)."""
    if total < ENOUGH_ANSWERS:
        return None
    share = right / total
    z2 = _Z_80 * _Z_80
    middle = (share + z2 / (2 * total)) / (1 + z2 / total)
    half = _Z_80 * math.sqrt(share * (1 - share) / total + z2 / (4 * total * total)) / (1 + z2 / total)
    return Range(max(0.0, middle - half), min(1.0, middle + half))
