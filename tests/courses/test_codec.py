"""Course objects survive their way through plain data, and nothing else is taken for one."""

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.courses.codec import CodecError, from_plain, to_plain
from trainer.courses.lessons import CheckStep, Lesson, PracticeField, PracticeStep, ReadingStep, ScenarioStep
from trainer.courses.questions import Choice, Level, Pool, Question

QUESTION = Question(
    "a-01-q01", "a-01", "a", Pool.CHECK, "RS", "s1", "o1", Level.APPLY, "Why?",
    {letter: Choice(letter, "Because.") for letter in "ABCD"}, "B", ("BOOK",), date(2026, 1, 2), True,
)  # fmt: skip
LESSON = Lesson(
    "a-01", "a", "en", "A", 40, (), "Careful.", ("BOOK",),
    (
        ReadingStep("s1", "One", "<p>x</p>", 3, "s1x"),
        ScenarioStep("a-scenario", "S", 6.75, "<p>o</p>", (), "<p>c</p>"),
        PracticeStep("a-practice", "P", 8.0, "<p>i</p>", ("1",), (PracticeField("f", "F", 2),), "<p>m</p>", ("a",)),
        CheckStep("a-check", ("a-01-q01",)),
    ),
)  # fmt: skip


@pytest.mark.parametrize("item", [QUESTION, LESSON])
def test_an_object_survives_its_way(item: Any) -> None:
    plain = json.loads(json.dumps(to_plain(item)))
    assert from_plain(type(item), plain) == item


@pytest.mark.parametrize(
    "change",
    [
        {"id": 3},
        {"minutes": True},
        {"minutes": "40"},
        {"steps": {}},
        {"steps": [{"kind": "quiz"}]},
        {"steps": [3]},
        {"content_note": 4},
        {"extra": 1},
        {"title": "x" * 300_000},
        {"source_ids": ["x"] * 6_000},
    ],
)
def test_what_is_no_lesson_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(CodecError):
        from_plain(Lesson, to_plain(LESSON) | change)


@pytest.mark.parametrize("change", [{"pool": "all"}, {"as_of": "soon"}, {"choices": []}, {"heavy": 1}])
def test_what_is_no_question_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(CodecError):
        from_plain(Question, to_plain(QUESTION) | change)


def test_html_is_cleaned_on_the_way_in() -> None:
    plain = to_plain(LESSON)
    plain["steps"][0]["html"] = '<p>x<img src="file:///etc/passwd"></p>'
    plain["steps"][1]["opening_html"] = '<a href="https://example.org">y</a>'
    lesson = from_plain(Lesson, plain)
    assert [step.html for step in lesson.steps if step.kind == "reading"] == ["<p>x</p>"]
    assert [step.opening_html for step in lesson.steps if step.kind == "scenario"] == ["<a>y</a>"]


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["id", "kind", "steps", "html"]), inner),
)


def outcome(plain: Any) -> object:
    try:
        return from_plain(Lesson, plain)
    except CodecError as error:
        return error


@given(PLAIN, st.sampled_from(sorted(to_plain(LESSON))))
def test_any_plain_data_is_an_object_or_a_codec_error(value: Any, name: str) -> None:
    assert isinstance(outcome(value), CodecError)
    assert isinstance(outcome(to_plain(LESSON) | {name: value}), Lesson | CodecError)
