"""Checks the words themselves: those to avoid, claims, typed values, and how hard a text is to read."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from trainer.courses.content import Content, Piece
from trainer.courses.faults import ContentError, Fault
from trainer.courses.reading_grade import grade_reading
from trainer.courses.yaml_reader import read_text_file
from trainer.i18n import _
from trainer.safe_yaml import decode_text, read_yaml

MOST_GRADE: Final = 9.0
LEAST_WORDS: Final = 100
"""A grade of fewer words than these says more about chance than about the text."""

_LIST: Final = Path(__file__).parent.parent / "wording.yaml"
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|(?<!\w)‘[^’]*’(?!\w)")
_SHOWN: Final = frozenset({"item", "line"})


class Avoided(NamedTuple):
    """Words to find, and what to write instead."""

    rule: str
    words: re.Pattern[str]
    write: str


def check_wording(content: Content) -> Iterator[Fault]:
    """Yields words to avoid, claims and typed values in any English text, and texts above the reading grade."""
    yield from _typed(content)
    for pieces in _english_pieces(content):
        for piece in pieces:
            yield from _words(piece)
    for (language, _lesson_id), lesson in content.lessons.items():
        if language == "en":
            for piece in lesson.pieces:
                if piece.kind == "reading":
                    yield from _grade(piece.path, piece.line - 1, piece.text)
            scene = [piece for piece in lesson.pieces if piece.kind in ("scene", "line", "speech")]
            yield from _grade(lesson.path, lesson.block_lines.get("scenario", 1), _joined(scene))
            task = [piece for piece in lesson.pieces if piece.kind == "task"]
            yield from _grade(lesson.path, lesson.block_lines.get("practice", 1), _joined(task))
    for (language, _lesson_id), bank in content.banks.items():
        if language == "en":
            yield from _grade(bank.path, 1, _joined(bank.pieces))


def avoided_words() -> tuple[Avoided, ...]:
    """Returns the list of words that courses do not use."""
    return _read_list()


@cache
def _read_list() -> tuple[Avoided, ...]:
    data = read_yaml(decode_text(_LIST.read_bytes())).value
    rules = {"avoid": "word", "claims": "claim", "typed": "typed"}
    return tuple(
        Avoided(rules[part], re.compile(rf"(?i)(?<![\w-])(?:{item['words']})(?![\w-])"), item["write"])
        for part in rules
        for item in data[part]
    )


@cache
def _any_of_them() -> re.Pattern[str]:
    """Nearly every text holds none of the words; one pattern tells so at once."""
    return re.compile("|".join(f"(?:{avoided.words.pattern.removeprefix('(?i)')})" for avoided in _read_list()), re.I)


def _english_pieces(content: Content) -> Iterator[tuple[Piece, ...]]:
    for (language, _id), lesson in content.lessons.items():
        if language == "en":
            yield lesson.pieces
    for (language, _id), bank in content.banks.items():
        if language == "en":
            yield bank.pieces
    for (language, _id), guide in content.guides.items():
        if language == "en":
            yield guide.pieces
    for entry in content.entries:
        if entry.language == "en":
            yield (Piece(entry.path, entry.line, "term", ((entry.line, entry.term.definition),)),)


def _words(piece: Piece) -> Iterator[Fault]:
    for line, text in piece.blocks:
        if not _any_of_them().search(text):
            continue
        unquoted = "" if piece.kind in _SHOWN else _QUOTED.sub(" … ", text)
        for avoided in _read_list():
            found = avoided.words.search(unquoted if avoided.rule == "word" else text)
            if found and avoided.rule != "typed":
                message = _("Do not write “%(found)s”. Better: %(write)s.")
                yield Fault(piece.path, line, avoided.rule, message % {"found": found.group(), "write": avoided.write})


def _typed(content: Content) -> Iterator[Fault]:
    """Looks at the files as they were typed: in the texts made from them, the facts are filled in."""
    unreadable = {fault.path for fault in content.unreadable}
    for path in content.language_files.values():
        if path in unreadable:
            continue
        try:
            lines = read_text_file(content.folder, path).split("\n")
        except ContentError:
            continue
        for number, line in enumerate(lines, start=1):
            if not _any_of_them().search(line):
                continue
            for avoided in _read_list():
                found = avoided.words.search(line) if avoided.rule == "typed" else None
                if found:
                    message = _("“%(found)s” changes over time: %(write)s.")
                    yield Fault(path, number, "typed", message % {"found": found.group(), "write": avoided.write})


def _grade(path: Path, line: int, text: str) -> Iterator[Fault]:
    graded = grade_reading(text)
    if graded.words >= LEAST_WORDS and graded.grade > MOST_GRADE:
        message = _("This reads at grade %(grade).1f; at most %(most)g is allowed. Shorten sentences and words.")
        yield Fault(path, line, "reading-grade", message % {"grade": graded.grade, "most": MOST_GRADE})


def _joined(pieces: tuple[Piece, ...] | list[Piece]) -> str:
    return "\n".join(piece.text for piece in pieces)
