"""Syllables, sentences and the grade that they make."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.courses.reading_grade import count_syllables, grade_reading
from trainer.courses.words import count_words


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (1, "the you one said lived asked hoped through thought friend clothes makes peer health whose years strength"),
        (
            2,
            "hopeful person someone wanted needed little quiet client lion didn't places science every",
        ),
        (3, "family employment anyone example medicine everyone area idea another together condition decision"),
        (4, "recovery community supervisor medication definition experience ability education"),
        (5, "opportunity university"),
        (6, "responsibility"),
    ],
)
def test_words_are_counted_as_they_are_said(count: int, words: str) -> None:
    assert {word: count_syllables(word) for word in words.split()} == dict.fromkeys(words.split(), count)


def test_letters_are_said_one_by_one() -> None:
    assert count_syllables("DHCS") == 4
    assert count_syllables("self-directed") == 4


def test_a_known_text_has_its_known_grade() -> None:
    """10 words, 2 sentences, 12 syllables: 0.39 * 5 + 11.8 * 1.2 - 15.59."""
    graded = grade_reading("The dog ran to the door. A person sat happily.")
    assert (graded.words, graded.sentences) == (10, 2)
    assert graded.grade == pytest.approx(0.39 * 5 + 11.8 * 1.3 - 15.59, abs=0.01)


def test_abbreviations_and_numbers_end_no_sentence() -> None:
    assert grade_reading("Mrs. Lau paid 3.50 to Dr. Vu at 4 p.m. on Main St. in May.").sentences == 1


def test_headings_and_labels_are_no_sentences() -> None:
    assert grade_reading("A heading\nHealth\nIt is so. Yes!").sentences == 2
    assert grade_reading("A heading").words == 0


def test_words_with_apostrophes_and_hyphens_are_one() -> None:
    assert count_words("It's a well-known, person-driven way: 40 minutes.") == 7


@given(st.text())
def test_any_text_has_a_grade(text: str) -> None:
    assert grade_reading(text).words >= 0
