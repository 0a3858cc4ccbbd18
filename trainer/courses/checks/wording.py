"""Checks the words themselves: those to avoid, claims, typed values, and how hard a text is to read."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from trainer.courses.authored import Showing
from trainer.courses.checks.avoided import avoided
from trainer.courses.content import AuthoredBank, AuthoredIntroduction, AuthoredLesson, Content, Piece, Written
from trainer.courses.faults import ContentError, Fault
from trainer.courses.reading_grade import grade_reading
from trainer.courses.texts import find_texts
from trainer.courses.yaml_reader import read_text_file
from trainer.i18n import _

MOST_GRADE: Final = 9.0
LEAST_WORDS: Final = 100
"""A grade of fewer words than these says more about chance than about the text."""

_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|(?<!\w)‘[^’]*’(?!\w)")
_SHOWN: Final = frozenset({"item", "line", "name"})
"""What the course shows and does not say itself: only claims are looked for."""


def check_wording(content: Content) -> Iterator[Fault]:
    """Yields words to avoid, claims and typed values in any English text, and texts above the reading grade."""
    yield from _typed(content)
    for file in content.written:
        if file.language == "en":
            for piece in (*file.pieces, *_shown_as_they_stand(file)):
                yield from _words(piece)
    for (language, _lesson_id), lesson in content.lessons.items():
        if language == "en":
            yield from _grade_lesson(lesson)
    others: list[AuthoredIntroduction | AuthoredBank] = [*content.introductions.values(), *content.banks.values()]
    for authored in others:
        if authored.language == "en":
            yield from _grade(authored.path, 1, _joined(authored.pieces))


def _shown_as_they_stand(file: Written) -> Iterator[Piece]:
    """Yields every text of a file's shapes that no reader has rendered, such as a title."""
    rendered = {piece.value for piece in file.pieces}
    for shape in file.shapes:
        for text in find_texts(shape.shape):
            if text.showing is Showing.UNSEEN or (shape.data.line(()), text.place) in rendered:
                continue
            line = shape.data.start(text.place)
            kind = "name" if text.showing is Showing.NAMED else "text"
            yield Piece(shape.path, line, kind, ((line, text.words),))


def _words(piece: Piece) -> Iterator[Fault]:
    message = _("Do not write “%(found)s”. Better: %(write)s.")
    for line, text in piece.blocks:
        for found, write in avoided("claims").find(text):
            yield Fault(piece.path, line, "claim", message % {"found": found, "write": write})
        if piece.kind not in _SHOWN:
            for found, write in avoided("avoid").find(_QUOTED.sub(" … ", text)):
                yield Fault(piece.path, line, "word", message % {"found": found, "write": write})


def _typed(content: Content) -> Iterator[Fault]:
    """Looks at the files as they were typed: in the texts made from them, the facts are filled in."""
    message = _("“%(found)s” changes over time: %(write)s.")
    unreadable = {fault.path for fault in content.unreadable}
    for path in (*content.language_files.values(), *(file.path for file in content.programme_files.values())):
        if path in unreadable:
            continue
        try:
            lines = read_text_file(content.folder, path).split("\n")
        except ContentError:
            continue
        for number, line in enumerate(lines, start=1):
            for found, write in avoided("typed").find(line):
                yield Fault(path, number, "typed", message % {"found": found, "write": write})


def _grade_lesson(lesson: AuthoredLesson) -> Iterator[Fault]:
    for piece in lesson.pieces:
        if piece.kind == "reading":
            yield from _grade(piece.path, piece.line - 1, piece.text)
    scene = [piece for piece in lesson.pieces if piece.kind in ("scene", "line", "speech")]
    yield from _grade(lesson.path, lesson.block_lines.get("scenario", 1), _joined(scene))
    task = [piece for piece in lesson.pieces if piece.kind == "task"]
    yield from _grade(lesson.path, lesson.block_lines.get("practice", 1), _joined(task))


def _grade(path: Path, line: int, text: str) -> Iterator[Fault]:
    graded = grade_reading(text)
    if graded.words >= LEAST_WORDS and graded.grade > MOST_GRADE:
        message = _("This reads at grade %(grade).1f; at most %(most)g is allowed. Shorten sentences and words.")
        yield Fault(path, line, "reading-grade", message % {"grade": graded.grade, "most": MOST_GRADE})


def _joined(pieces: tuple[Piece, ...] | list[Piece]) -> str:
    return "\n".join(piece.text for piece in pieces)
