"""Checks drawings: what is in them, their words, and the text for people who do not see them."""

from collections.abc import Iterator
from typing import Final

from trainer.courses.content import AuthoredGuide, AuthoredLesson, Content
from trainer.courses.drawing import read_drawing
from trainer.courses.faults import Fault
from trainer.courses.words import count_words
from trainer.i18n import _

ALTERNATIVE_WORDS: Final = (20, 60)
MOST_LABEL_WORDS: Final = 25


def check_figures(content: Content) -> Iterator[Fault]:
    """Yields what is wrong with drawings and with the places that show them."""
    yield from _drawings(content)
    yield from _words(content)
    yield from _uses(content)


def _drawings(content: Content) -> Iterator[Fault]:
    for name, figure in content.figures.items():
        drawing = read_drawing(figure.svg)
        for remark in drawing.remarks:
            yield Fault(figure.path, remark.line, "svg", remark.message)
        english = content.figure_words.get(("en", name))
        if english is None:
            if drawing.labels:
                yield Fault(figure.path, 1, "labels", _("Nobody has written the words of this drawing."))
            continue
        for label in sorted(drawing.labels - set(english.words)):
            message = _("The label “%(label)s” has no words in %(file)s.")
            yield Fault(figure.path, 1, "labels", message % {"label": label, "file": english.path.name})
        for label in sorted(set(english.words) - drawing.labels):
            message = _("The drawing “%(name)s” has no label “%(label)s”.")
            yield Fault(english.path, english.line, "labels", message % {"name": name, "label": label})


def _words(content: Content) -> Iterator[Fault]:
    for (_language, name), words in content.figure_words.items():
        if name not in content.figures:
            yield Fault(words.path, words.line, "figure", _("There is no drawing “%(name)s”.") % {"name": name})
        count = sum(count_words(text) for text in words.words.values())
        if count > MOST_LABEL_WORDS:
            message = _("A drawing has at most %(most)s words; this one has %(count)s.")
            yield Fault(words.path, words.line, "labels", message % {"most": MOST_LABEL_WORDS, "count": count})


def _uses(content: Content) -> Iterator[Fault]:
    least, most = ALTERNATIVE_WORDS
    shown: set[str] = set()
    texts: list[AuthoredLesson | AuthoredGuide] = [*content.lessons.values(), *content.guides.values()]
    for authored in texts:
        for use in authored.uses.images:
            shown.add(use.name)
            if use.name not in content.figures:
                message = _("There is no drawing “%(name)s”.") % {"name": use.name}
                yield Fault(authored.path, use.line, "figure", message)
            words = count_words(use.words)
            if not words:
                message = _("This figure has no alternative text: people who do not see it get nothing.")
                yield Fault(authored.path, use.line, "alt-text", message)
            elif not least <= words <= most:
                message = _("Alternative text has %(least)s to %(most)s words; this one has %(words)s.")
                parts = {"least": least, "most": most, "words": words}
                yield Fault(authored.path, use.line, "alt-text", message % parts)
    for name, figure in content.figures.items():
        if name not in shown:
            yield Fault(figure.path, 1, "figure", _("No text shows this drawing."))
