"""What is read aloud of each page, in the order in which it stands there; never what the learner wrote."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from trainer.i18n import _
from trainer.ui.lesson.open_step import StepView
from trainer.ui.lesson.pages import (
    CheckPage,
    EndPage,
    Option,
    PracticePage,
    ReadingPage,
    ReflectionPage,
    ScenarioPage,
)
from trainer.ui.lesson.practice import ANSWER_HEADING, TICKS_HEADING
from trainer.ui.lesson.read_aloud import Sentences
from trainer.ui.speech.passages import plain_sentences, rich_sentences
from trainer.ui.speech.spot import Sentence

Page = ReadingPage | ScenarioPage | PracticePage | ReflectionPage | CheckPage | EndPage


class Part(NamedTuple):
    """A text of a page.

    Attributes:
        name: By it the page on the screen finds what shows the text.
        is_ours: See :class:`trainer.ui.speech.spot.Sentence`.
    """

    name: str
    text: str
    is_html: bool = False
    is_ours: bool = False


def sentences_of(page: Page) -> Sentences:
    """Returns the sentences of a page."""
    found: list[Sentence] = []
    for name, text, is_html, is_ours in _parts(page):
        sentences = rich_sentences(name, text) if is_html else plain_sentences(name, text)
        found += (replace(sentence, is_ours=is_ours) for sentence in sentences)
    return tuple(found)


def _parts(page: Page) -> Iterator[Part]:
    if isinstance(page, ReadingPage):
        yield from (Part("title", page.title), Part("note", page.note), _html("text", page.html))
    elif isinstance(page, ScenarioPage):
        yield from _scenario(page)
    elif isinstance(page, PracticePage):
        yield from _practice(page)
    elif isinstance(page, ReflectionPage):
        yield from (_ours("title", page.title), _html("prompt", page.prompt_html))
    elif isinstance(page, CheckPage):
        yield from _check(page)
    else:
        yield from (_ours("title", page.title), _ours("text", page.text))


def _scenario(page: ScenarioPage) -> Iterator[Part]:
    yield from (Part("title", page.title), _html("opening", page.opening_html))
    yield _html("situation", page.situation_html)
    spoken = _("%(speaker)s: %(line)s") % {"speaker": page.speaker, "line": page.line}
    yield Part("line", spoken if page.speaker and page.line else page.line)
    yield _ours("question", page.question)
    yield from _options(page.options)
    yield _html("closing", page.closing_html)
    for number, feedback in enumerate(page.feedback):
        yield from (_ours(f"heading.{number}", feedback.heading), _html(f"feedback.{number}", feedback.html))


def _practice(page: PracticePage) -> Iterator[Part]:
    yield from (Part("title", page.title), _html("instructions", page.instructions_html))
    yield from (Part(f"item.{number}", item) for number, item in enumerate(page.items))
    yield from (Part(f"field.{number}", filled.field.label) for number, filled in enumerate(page.fields))
    if page.model_answer_html:
        yield from (_ours("answer_heading", _(ANSWER_HEADING)), _html("answer", page.model_answer_html))
        yield _ours("ticks_heading", _(TICKS_HEADING))
        yield from (Part(f"tick.{number}", line) for number, (line, _ticked) in enumerate(page.ticks))


def _check(page: CheckPage) -> Iterator[Part]:
    yield from (_ours("title", page.count), Part("stem", page.stem))
    yield from _options(page.options)
    yield _ours("reasons_heading", page.heading)
    for number, (heading, text) in enumerate(page.explanations):
        yield from (_ours(f"heading.{number}", heading), Part(f"reason.{number}", text))


def _options(options: tuple[Option, ...]) -> Iterator[Part]:
    words = _("%(key)s. %(text)s")
    yield from (Part(f"option.{place}", words % {"key": o.key, "text": o.text}) for place, o in enumerate(options))


def _html(name: str, text: str) -> Part:
    return Part(name, text, is_html=True)


def _ours(name: str, text: str) -> Part:
    return Part(name, text, is_ours=True)


class SpokenSteps:
    """A step's view that also tells what can be read aloud of the page it shows."""

    def __init__(self, view: StepView, tell: Callable[[Callable[[], Sentences]], None]) -> None:
        """Passes every page on to ``view`` first."""
        self._view, self._tell = view, tell

    def show_scenario(self, page: ScenarioPage) -> None:
        """See :class:`StepView`."""
        self._view.show_scenario(page)
        self._tell(partial(sentences_of, page))

    def show_practice(self, page: PracticePage) -> None:
        """See :class:`StepView`."""
        self._view.show_practice(page)
        self._tell(partial(sentences_of, page))

    def show_reflection(self, page: ReflectionPage) -> None:
        """See :class:`StepView`."""
        self._view.show_reflection(page)
        self._tell(partial(sentences_of, page))

    def show_check(self, page: CheckPage) -> None:
        """See :class:`StepView`."""
        self._view.show_check(page)
        self._tell(partial(sentences_of, page))

    def show_error(self, error: Exception) -> None:
        """See :class:`StepView`."""
        self._view.show_error(error)
