"""Checks the questions of each lesson against the rules for writing them."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from trainer.courses.content import AuthoredBank, AuthoredLesson, Content
from trainer.courses.faults import Fault
from trainer.courses.questions import LETTERS, Level, Pool, Question
from trainer.courses.words import count_words
from trainer.i18n import _
from trainer.safe_yaml import Place

QUESTIONS: Final = 16
POOLS: Final = {Pool.CHECK: 5, Pool.PRACTICE: 6, Pool.RESERVED: 5}
KEYS_OF_A_LETTER: Final = 4
EQUAL_KEYS_IN_A_ROW: Final = 2
MOST_RECALL: Final = 6
LEAST_JUDGE: Final = 4
MOST_LONGEST_KEYS: Final = 4
SPREAD: Final = 1.25
KEY_RATIONALE: Final = (25, 60)
OTHER_RATIONALE: Final = (10, 30)
STEM_WORDS: Final = {Level.RECALL: 60, Level.APPLY: 90, Level.JUDGE: 90}

_LAZY_CHOICE = re.compile(
    r"(?i:\b(?:all|none|any|both|neither) of the (?:above|choices|answers)\b)"
    r"|(?i:^\W*(?:all|none|any|both|neither) of (?:these|them)\W*$)|\b[AB] and [BCD]\b|(?i:^\W*(?:true|false)\W*$)"
)
_NEGATIVE = re.compile(r"\b(?:NOT|EXCEPT|LEAST)\b")
_QUIET_NEGATIVE = re.compile(
    r"\b(?:which|what)\b[^?]*\b(?:is|are|was|would|does|do|should|could) not\b[^?]*\?|\bexcept\b", re.I
)


def check_questions(content: Content) -> Iterator[Fault]:
    """Yields what is wrong with the questions of each lesson."""
    for (language, lesson_id), bank in content.banks.items():
        lesson = content.lessons.get((language, lesson_id))
        if lesson is None and language == "en" and not content.is_broken(lesson_id):
            yield bank.file.fault((), "id", _("There are questions here, but the lesson is not there."))
        yield from _numbers(bank)
        yield from _keys(bank)
        yield from _levels(bank)
        yield from _negatives(bank)
        for number, question in enumerate(bank.questions):
            yield from _question(bank, number, question)
        if lesson is not None:
            yield from _against_lesson(bank, lesson)
            yield from _check_step(bank, lesson)


def _numbers(bank: AuthoredBank) -> Iterator[Fault]:
    lesson_id = bank.file.shape.lesson
    for number, question in enumerate(bank.questions):
        expected = f"{lesson_id}-q{number + 1:02d}"
        if question.id != expected:
            message = _("The id of this question should be %(expected)s.") % {"expected": expected}
            yield bank.file.fault(("questions", number, "id"), "id", message)
            break
    if len(bank.questions) != QUESTIONS:
        message = _("A lesson has %(wanted)s questions; this one has %(count)s.")
        yield bank.file.fault((), "questions", message % {"wanted": QUESTIONS, "count": len(bank.questions)})
    pools = Counter(question.pool for question in bank.questions)
    for pool, wanted in POOLS.items():
        if pools[pool] != wanted:
            message = _("The pool “%(pool)s” has %(wanted)s questions; here it has %(count)s.")
            parts = {"pool": pool.value, "wanted": wanted, "count": pools[pool]}
            yield bank.file.fault((), "pools", message % parts)


def _keys(bank: AuthoredBank) -> Iterator[Fault]:
    keys = [question.key for question in bank.questions]
    counts = Counter(keys)
    if len(keys) == QUESTIONS and any(counts[letter] != KEYS_OF_A_LETTER for letter in LETTERS):
        given = ", ".join(f"{letter} {counts[letter]}" for letter in LETTERS)
        yield bank.file.fault(
            (), "keys", _("Each letter is the key four times; here it is %(given)s.") % {"given": given}
        )
    for number in range(EQUAL_KEYS_IN_A_ROW, len(keys)):
        if len(set(keys[number - EQUAL_KEYS_IN_A_ROW : number + 1])) == 1:
            message = _("Three keys in a row are %(letter)s.") % {"letter": keys[number]}
            yield bank.file.fault(("questions", number, "key"), "keys", message)
    longest = [number for number, question in enumerate(bank.questions) if _key_is_longest(question)]
    if len(longest) > MOST_LONGEST_KEYS:
        message = _("The key is the longest choice in %(count)s questions; more than %(most)s give it away.")
        place: Place = ("questions", longest[-1])
        yield bank.file.fault(place, "key-length", message % {"count": len(longest), "most": MOST_LONGEST_KEYS})


def _levels(bank: AuthoredBank) -> Iterator[Fault]:
    levels = Counter(question.level for question in bank.questions)
    if levels[Level.RECALL] > MOST_RECALL:
        message = _("At most %(most)s questions may ask for recall; here %(count)s do.")
        yield bank.file.fault((), "levels", message % {"most": MOST_RECALL, "count": levels[Level.RECALL]})
    if levels[Level.JUDGE] < LEAST_JUDGE:
        message = _("At least %(least)s questions must ask for judgment; here %(count)s do.")
        yield bank.file.fault((), "levels", message % {"least": LEAST_JUDGE, "count": levels[Level.JUDGE]})


def _negatives(bank: AuthoredBank) -> Iterator[Fault]:
    found = []
    for number, written in enumerate(bank.file.shape.questions):
        plain = written.stem.replace("**NOT**", "")
        if plain != written.stem:
            found.append(number)
        if _NEGATIVE.search(plain) or _QUIET_NEGATIVE.search(plain):
            message = _("A stem asks for what is true. Where the negative is the point, write **NOT**.")
            yield bank.file.fault(("questions", number, "stem"), "negative", message)
    if len(found) > 1:
        message = _("At most one question of a lesson may have a negative stem.")
        yield bank.file.fault(("questions", found[-1], "stem"), "negative", message)


def _question(bank: AuthoredBank, number: int, question: Question) -> Iterator[Fault]:
    place: Place = ("questions", number)
    if tuple(question.choices) != LETTERS:
        message = _("A question has the four choices A, B, C and D; this one has %(given)s.")
        given = ", ".join(question.choices) or "–"
        yield bank.file.fault((*place, "choices"), "choices", message % {"given": given})
        return
    texts = [" ".join(choice.text.casefold().split()) for choice in question.choices.values()]
    if len(set(texts)) != len(texts):
        yield bank.file.fault(
            (*place, "choices"), "choices", _("Two choices say the same, so there is more than one key.")
        )
    words = count_words(question.stem)
    if words > STEM_WORDS[question.level]:
        message = _("This stem has %(words)s words; at most %(most)s are allowed.")
        parts = {"words": words, "most": STEM_WORDS[question.level]}
        yield bank.file.fault((*place, "stem"), "stem", message % parts)
    if not question.stem.rstrip("”\"') ").endswith("?"):
        yield bank.file.fault((*place, "stem"), "stem", _("A stem ends with a complete question."))
    yield from _choices(bank, place, question)
    yield from _rationales(bank, place, question)


def _choices(bank: AuthoredBank, place: Place, question: Question) -> Iterator[Fault]:
    for letter, choice in question.choices.items():
        if _LAZY_CHOICE.search(choice.text):
            message = _("A choice stands by itself: no “all of the above”, no “A and B”.")
            yield bank.file.fault((*place, "choices", letter), "choices", message)
    lengths = {letter: len(choice.text) for letter, choice in question.choices.items()}
    others = max(length for letter, length in lengths.items() if letter != question.key)
    if lengths[question.key] > SPREAD * others:
        message = _("The key is clearly the longest choice: %(key)s characters, the next %(other)s.")
        parts = {"key": lengths[question.key], "other": others}
        yield bank.file.fault((*place, "choices", question.key), "key-length", message % parts)
    elif max(lengths.values()) > SPREAD * min(lengths.values()):
        message = _("Choices are about equally long: the longest has %(most)s characters, the shortest %(least)s.")
        parts = {"most": max(lengths.values()), "least": min(lengths.values())}
        yield bank.file.fault((*place, "choices"), "choice-length", message % parts)


def _rationales(bank: AuthoredBank, place: Place, question: Question) -> Iterator[Fault]:
    for letter, choice in question.choices.items():
        least, most = KEY_RATIONALE if letter == question.key else OTHER_RATIONALE
        words = count_words(choice.rationale)
        if not least <= words <= most:
            message = _("The rationale of %(letter)s has %(words)s words; it should have %(least)s to %(most)s.")
            parts = {"letter": letter, "words": words, "least": least, "most": most}
            yield bank.file.fault((*place, "choices", letter, "rationale"), "rationale", message % parts)


def _against_lesson(bank: AuthoredBank, authored: AuthoredLesson) -> Iterator[Fault]:
    sections = {step.id for step in authored.lesson.steps if step.kind == "reading"}
    objectives = {objective.id for objective in authored.lesson.objectives}
    for number, question in enumerate(bank.questions):
        if question.section_id not in sections:
            message = _("The lesson has no section %(id)s.") % {"id": question.section_id}
            yield bank.file.fault(("questions", number, "section"), "id", message)
        if question.objective_id not in objectives:
            message = _("The lesson has no objective %(id)s.") % {"id": question.objective_id}
            yield bank.file.fault(("questions", number, "objective"), "id", message)
    areas = Counter(question.area for question in bank.questions)
    stated: dict[str, int] = dict(authored.front.shape.areas.items())
    for area in sorted(set(areas) | set(stated)):
        if areas[area] != stated.get(area, 0):
            message = _("The lesson states %(stated)s questions for the area %(area)s; its file has %(count)s.")
            parts = {"stated": stated.get(area, 0), "area": area, "count": areas[area]}
            yield authored.front.fault(("areas",), "areas", message % parts)


def _check_step(bank: AuthoredBank, authored: AuthoredLesson) -> Iterator[Fault]:
    questions = {question.id: question for question in bank.questions}
    checked = [item for step in authored.lesson.steps if step.kind == "check" for item in step.question_ids]
    line = authored.block_lines.get("check", 1)
    for question_id in checked:
        question = questions.get(question_id)
        if question is None or question.pool is not Pool.CHECK:
            message = _("“%(id)s” is no question of this lesson's check.") % {"id": question_id}
            yield Fault(authored.path, line, "check", message)
    expected = [question.id for question in bank.questions if question.pool is Pool.CHECK]
    if sorted(checked) != sorted(expected) and set(checked) <= set(expected):
        yield Fault(authored.path, line, "check", _("The check must name each question of its pool once."))
    asked = {questions[item].objective_id for item in checked if item in questions}
    for objective in authored.lesson.objectives:
        if objective.id not in asked and len(authored.lesson.objectives) <= len(checked):
            message = _("No question of the check asks for the objective %(id)s.") % {"id": objective.id}
            yield Fault(authored.path, line, "check", message)


def _key_is_longest(question: Question) -> bool:
    lengths = {letter: len(choice.text) for letter, choice in question.choices.items()}
    others = [length for letter, length in lengths.items() if letter != question.key]
    return bool(others) and lengths.get(question.key, 0) > max(others)
