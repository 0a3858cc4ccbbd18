"""From a rendered passage to sentences, each with its place in what is shown."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

import pytest

from tests.fixtures.ui import Looks
from trainer import paths
from trainer.courses.source import read_content
from trainer.rules import load_rules, rules_file
from trainer.ui.speech.passages import plain_sentences, rich_sentences, shown_blocks
from trainer.ui.speech.spot import Sentence, Spot

HTML = (
    '<p>One <a href="term:hope">hope</a> is near<sup><a href="source:X">1</a></sup>. Two  is\n far.</p>\n'
    '<p><img src="figure:a" alt="A house. A key &amp; a door."></p>'
    "<table><thead><tr><th>Head</th></tr></thead><tbody><tr><td>Cell</td></tr></tbody></table>"
    "<ul><li>First</li><li><p>Second</p></li></ul>"
    "<ol start='3'><li>Ask<ul><li>Why</li></ul></li><li><p>Wait.</p></li><li></li></ol>"
    "<p>Line<br>break</p><p>…</p>"
)


def test_citations_are_left_out_and_pictures_told() -> None:
    assert [sentence.text for sentence in rich_sentences("text", HTML)] == [
        "One hope is near.", "Two is far.", "A house.", "A key & a door.", "Head", "Cell", "First", "Second",
        "3. Ask", "Why", "4. Wait.", "Line break",
    ]  # fmt: skip


def test_each_sentence_knows_its_place_in_what_is_shown() -> None:
    blocks = shown_blocks(HTML)
    first, second = rich_sentences("text", HTML)[:2]
    assert blocks[0][first.spot.start : first.spot.end] == "One hope is near1."
    assert blocks[0][second.spot.start : second.spot.end] == "Two is far."
    assert rich_sentences("text", HTML)[2].spot == Spot("text", 1, 0, 1)


def test_plain_text_is_never_markup() -> None:
    assert plain_sentences("a", "x < y & <b>") == [Sentence("x < y & <b>", Spot("a", 0, 0, 11))]


def _passages(thing: object) -> Iterator[str]:
    if isinstance(thing, str):
        yield from [thing] if thing.startswith("<") else []
    elif isinstance(thing, tuple):
        for part in thing:
            yield from _passages(part)
    elif is_dataclass(thing):
        for field in fields(thing):
            yield from _passages(getattr(thing, field.name))


@pytest.fixture(scope="module")
def own_passages() -> list[str]:
    content = read_content(paths.content_folder(), load_rules(rules_file()))
    return [html for authored in content.lessons.values() for html in _passages(authored.lesson)]


def test_in_our_own_lessons_the_places_are_those_of_the_reading_view(looks: Looks, own_passages: list[str]) -> None:
    from trainer.ui.widgets.reading import ReadingView

    view = ReadingView()
    for html in [HTML, *own_passages]:
        view.show_html(html)
        assert [text.rstrip() for text in view.blocks_shown()] == [text.rstrip() for text in shown_blocks(html)]
    view.deleteLater()


def test_in_our_own_lessons_nothing_is_said_that_is_no_word(own_passages: list[str]) -> None:
    for html in own_passages:
        for sentence in rich_sentences("text", html):
            assert not {"<", ">", "\ufffc", "\u2060", "\u2028"} & set(sentence.text)
            assert "figure:" not in sentence.text
