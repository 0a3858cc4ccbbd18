"""Cutting a text into sentences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.ui.speech.sentences import LONGEST, cut_sentences


def _cut(text: str) -> list[str]:
    return [text[start:end] for start, end in cut_sentences(text)]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Hope is near. It grows.", ["Hope is near.", "It grows."]),
        ('"When are they done?" he asks.', ['"When are they done?" he asks.']),
        ('"I am," she says. "He does it all." Maybe.', ['"I am," she says.', '"He does it all."', "Maybe."]),
        ("Dr. Lee and Ms. Ortiz met at 3.5. Then he left.", ["Dr. Lee and Ms. Ortiz met at 3.5.", "Then he left."]),
        ("In the U.S. Army, e.g. Texas, it is so.", ["In the U.S. Army, e.g. Texas, it is so."]),
        ("1. One thing", ["1. One thing"]),
        ("A. Listen first", ["A. Listen first"]),
        ("¿Cómo está? ¡Bien! Eso dijo la Dra. Ruiz.", ["¿Cómo está?", "¡Bien!", "Eso dijo la Dra. Ruiz."]),
        ("Wait… what is it? I said no. Then I left.", ["Wait… what is it?", "I said no.", "Then I left."]),
        ("Home\u2060. Then more.", ["Home\u2060.", "Then more."]),
        ("Home.\u2060 Then more.", ["Home.\u2060", "Then more."]),
        ("En EE. UU. hay ley a las 9 p. m. hoy. Bien.", ["En EE. UU. hay ley a las 9 p. m. hoy.", "Bien."]),
        ("", []),
        ("   ", []),
        ("no end at all", ["no end at all"]),
    ],
)  # fmt: skip
def test_sentences_end_where_a_reader_would_stop(text: str, sentences: list[str]) -> None:
    assert _cut(text) == sentences


def test_a_long_sentence_is_cut_where_one_draws_breath() -> None:
    pieces = _cut("we went on, and we came back, " * 30)
    assert all(len(piece) <= LONGEST for piece in pieces)
    assert all(piece.endswith(",") for piece in pieces)
    assert len(_cut("word " * 200)) == 4
    assert len(_cut("x" * 1_000)) == 4


@given(st.text(alphabet="ab.!? ,\n\u2060A1", max_size=700))
def test_no_character_that_can_be_said_is_lost_or_said_twice(text: str) -> None:
    cuts = cut_sentences(text)
    assert "".join("".join(text[start:end].split()) for start, end in cuts) == "".join(text.split())
    assert all(start < end <= start + LONGEST for start, end in cuts)
