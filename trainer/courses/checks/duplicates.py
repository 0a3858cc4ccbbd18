"""Finds questions that ask the same thing twice, in one lesson or over the whole bank."""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from typing import Final, NamedTuple

from trainer.courses.content import AuthoredBank, Content
from trainer.courses.faults import Fault
from trainer.courses.questions import Pool, Question
from trainer.courses.words import list_words
from trainer.i18n import _
from trainer.safe_yaml import Place

NEAR: Final = 0.8
RESTATED_STEM: Final = 0.6
RESTATED_KEY: Final = 0.6
COMMON: Final = 60

_NAME = re.compile(r"(?<![.?!:“\"]\s)(?<!^)\b[A-Z][a-zé]+")
_SMALL_WORDS: Final = frozenset(
    ["a", "an", "and", "are", "as", "at", "be", "been", "but", "by", "can", "do", "does", "for", "from", "had", "has"]
    + [
        "have",
        "he",
        "her",
        "his",
        "how",
        "i",
        "if",
        "in",
        "into",
        "is",
        "it",
        "its",
        "me",
        "my",
        "not",
        "of",
        "on",
        "or",
    ]
    + ["our", "she", "so", "than", "that", "the", "their", "them", "then", "there", "they", "this", "to", "was", "we"]
    + ["were", "what", "when", "which", "who", "why", "will", "with", "would", "you", "your"]
)


class _Asked(NamedTuple):
    """A question reduced to what it asks."""

    bank: AuthoredBank
    place: Place
    question: Question
    stem: frozenset[str]
    key: frozenset[str]


def check_duplicates(content: Content) -> Iterator[Fault]:
    """Yields ids that are used twice, questions that are nearly equal, and reserved ones that restate a check's."""
    for language in sorted({language for language, _lesson_id in content.banks}):
        asked = [
            _asked(bank, number, question)
            for (bank_language, _lesson_id), bank in sorted(content.banks.items())
            if bank_language == language
            for number, question in enumerate(bank.questions)
        ]
        yield from _ids(asked)
        yield from _near(asked)
        yield from _restated(asked)


def _asked(bank: AuthoredBank, number: int, question: Question) -> _Asked:
    key = question.choices.get(question.key)
    return _Asked(bank, ("questions", number), question, _substance(question.stem), _substance(key.text if key else ""))


def _substance(text: str) -> frozenset[str]:
    """Returns the words that carry the meaning; changed names alone do not make another question."""
    words = {word.casefold() for word in list_words(_NAME.sub(" ", text))}
    return frozenset(words - _SMALL_WORDS)


def _ids(asked: list[_Asked]) -> Iterator[Fault]:
    seen: dict[str, _Asked] = {}
    for item in asked:
        first = seen.setdefault(item.question.id, item)
        if first is not item:
            message = _("The id “%(id)s” is used already in %(file)s.")
            parts = {"id": item.question.id, "file": first.bank.path.name}
            yield item.bank.file.fault((*item.place, "id"), "id", message % parts)


def _near(asked: list[_Asked]) -> Iterator[Fault]:
    for one, other in _pairs(asked):
        together = _likeness(one.stem | one.key, other.stem | other.key)
        if one.question.stem == other.question.stem or together >= NEAR:
            message = _("This question is nearly the same as %(id)s.") % {"id": one.question.id}
            yield other.bank.file.fault(other.place, "duplicate", message)


def _restated(asked: list[_Asked]) -> Iterator[Fault]:
    for one, other in _pairs(asked):
        if {one.question.pool, other.question.pool} != {Pool.CHECK, Pool.RESERVED}:
            continue
        reserved, check = (one, other) if one.question.pool is Pool.RESERVED else (other, one)
        alike = _likeness(one.stem, other.stem) >= RESTATED_STEM and _likeness(one.key, other.key) >= RESTATED_KEY
        if reserved.question.lesson_id == check.question.lesson_id and alike:
            message = _("This reserved question restates %(id)s of the check.") % {"id": check.question.id}
            yield reserved.bank.file.fault(reserved.place, "restated", message)


def _pairs(asked: list[_Asked]) -> Iterator[tuple[_Asked, _Asked]]:
    """Yields the pairs worth comparing: those that share a word which few questions have."""
    by_word: dict[str, list[int]] = defaultdict(list)
    for position, item in enumerate(asked):
        for word in item.stem | item.key:
            by_word[word].append(position)
    pairs = {pair for positions in by_word.values() if len(positions) <= COMMON for pair in combinations(positions, 2)}
    for one, other in sorted(pairs):
        yield asked[one], asked[other]


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one and other else 0.0
