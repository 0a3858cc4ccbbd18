"""Search: what is found, in which order, and that no text that a person types can break it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.courses.pack_reader import PackCatalogue


def places(catalogue: PackCatalogue, words: str) -> list[tuple[str, str]]:
    return [(hit.lesson_id, hit.section_id) for hit in catalogue.search(words, "en")]


def test_a_passage_is_found_with_its_words_marked(catalogue: PackCatalogue) -> None:
    hit = catalogue.search("short answer boat", "en")[0]
    assert (hit.lesson_id, hit.section_id, hit.title) == ("alfa-01", "s2", "A kind answer")
    assert "\u2068short\u2069" in hit.snippet


@pytest.mark.parametrize("words", ["café", "cafe", "CAFÉ", "Caf"])
def test_accents_capitals_and_ends_of_words_do_not_matter(catalogue: PackCatalogue, words: str) -> None:
    assert ("alfa-02", "s2") in places(catalogue, words)


def test_a_title_counts_more_than_the_text(catalogue: PackCatalogue) -> None:
    assert {section for _lesson, section in places(catalogue, "work")[:3]} == {"sz"}


def test_any_of_the_words_will_do_when_no_passage_has_all(catalogue: PackCatalogue) -> None:
    assert places(catalogue, "breath zebra")
    assert places(catalogue, "zebra") == []


def test_the_limit_holds(catalogue: PackCatalogue) -> None:
    assert len(catalogue.search("a", "en", limit=2)) == 2
    assert catalogue.search("a", "en", limit=0) == []
    assert catalogue.search("a", "en", limit=-5) == []
    assert len(catalogue.search("a", "en", limit=10**9)) == 6


def test_what_is_not_translated_is_found_in_english(catalogue: PackCatalogue) -> None:
    assert catalogue.search("breath", "es")
    assert catalogue.search("breath", "xx; --")


@pytest.mark.parametrize(
    "words",
    [
        '"', "'", "*", "a*", "NEAR(a b)", "title:a", "-a", "a AND", "OR", "NOT", "(", ")", "{a}", "^a", "a + b",
        "\x00", "\ud800",
        "%", "_", "; DROP TABLE documents", "\\", "a" * 100_000, "a " * 100_000, "\u202e", "🙂", "ª²", "١٢", "é́́",
    ],
)  # fmt: skip
def test_no_text_is_a_query_language(catalogue: PackCatalogue, words: str) -> None:
    for hit in catalogue.search(words, "en"):
        assert hit.lesson_id.startswith("alfa-")


@given(words=st.text())
def test_any_text_is_safe(catalogue_for_all: PackCatalogue, words: str) -> None:
    for hit in catalogue_for_all.search(words, "en"):
        assert hit.snippet


@pytest.fixture(scope="session")
def catalogue_for_all(_packed_course: Path) -> PackCatalogue:
    return PackCatalogue.open(_packed_course)
