"""Drawing a form: which questions, in which order, with which shuffling of choices."""

import random
from collections import defaultdict
from collections.abc import Mapping, Sequence

from trainer.courses.questions import LETTERS, Question
from trainer.errors import TrainerError
from trainer.exams.attempt import FormItem
from trainer.i18n import _


def draw_form(
    questions: Sequence[Question],
    count: int,
    seed: str,
    *,
    areas: Sequence[str] = (),
    seen: Mapping[str, int] | None = None,
) -> tuple[FormItem, ...]:
    """Draws a practice form.

    The areas take turns, so that each gets its equal share as far as its questions reach (equal weights, not official).
    Within an area, questions that the learner has met least often come first.

    Args:
        questions: The pool to draw from.
        count: How many questions are wanted; fewer are drawn when the pool is smaller.
        seed: Makes the draw repeatable, for example the attempt's id.
        areas: Area codes to draw from; empty for all.
        seen: How often each question id was in an earlier form.

    Raises:
        TrainerError: There is no question to draw.
    """
    chance = random.Random(seed)
    known = seen or {}
    by_area: dict[str, list[Question]] = defaultdict(list)
    for question in sorted(questions, key=lambda item: item.id):
        if not areas or question.area in areas:
            by_area[question.area].append(question)
    if not by_area:
        raise TrainerError(
            _("There are no practice questions in these areas yet."), _("Please choose another area or all areas.")
        )
    for stock in by_area.values():
        chance.shuffle(stock)
        stock.sort(key=lambda item: known.get(item.id, 0))
    drawn = _take_turns(by_area, count, chance)
    chance.shuffle(drawn)
    return tuple(FormItem(question.id, _shuffled_letters(chance)) for question in drawn)


def _take_turns(by_area: Mapping[str, list[Question]], count: int, chance: random.Random) -> list[Question]:
    order = sorted(by_area)
    chance.shuffle(order)
    drawn: list[Question] = []
    while len(drawn) < count and any(by_area[area] for area in order):
        for area in order:
            if by_area[area] and len(drawn) < count:
                drawn.append(by_area[area].pop(0))
    return drawn


def _shuffled_letters(chance: random.Random) -> tuple[str, str, str, str]:
    letters = list(LETTERS)
    chance.shuffle(letters)
    return letters[0], letters[1], letters[2], letters[3]
