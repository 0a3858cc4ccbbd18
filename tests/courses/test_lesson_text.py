"""A lesson's file is taken apart into front matter, sections and blocks, each with its line."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.courses.faults import ContentError
from trainer.courses.lesson_text import split_front_matter, split_lesson

PATH = Path("lesson.md")


def test_the_parts_come_with_their_lines() -> None:
    text = "---\nid: a\n---\n\n## One {#s1}\n\nText.\n\n## End {#sz}\n\nBye.\n\n```{check}\nid: a-check\n```\n"
    parts = split_lesson(text, PATH)
    assert parts.front == "id: a"
    assert [(section.id, section.title, section.line) for section in parts.sections] == [
        ("s1", "One", 5),
        ("sz", "End", 9),
    ]
    assert [(block.kind, block.line, block.text) for block in parts.blocks] == [("check", 13, "id: a-check")]
    assert not parts.faults


def test_a_heavy_section_names_its_alternate() -> None:
    section = split_lesson("---\n---\n## Hard {#s2 heavy alternate=s2x}\n## Soft {#s2x}\n", PATH).sections[0]
    assert (section.heavy, section.alternate_id) == (True, "s2x")


@pytest.mark.parametrize(
    ("body", "line", "rule"),
    [
        ("text\n## A {#s1}", 3, "section"),
        ("## A", 3, "section"),
        ("## A {#x}", 3, "section"),
        ("## A {#s1}\n```{quiz}\n```", 4, "step"),
        ("## A {#s1}\n\n```{check}\nid: x", 5, "step"),
        ("## A {#s1}\n```{check}\n```\n## B {#s2}", 6, "section"),
        ("## A {#s1}\n```{check}\n```\nloose", 6, "section"),
    ],
)
def test_what_is_out_of_order_is_a_fault_with_its_line(body: str, line: int, rule: str) -> None:
    faults = split_lesson(f"---\n---\n{body}", PATH).faults
    assert [(fault.line, fault.rule) for fault in faults] == [(line, rule)]


@pytest.mark.parametrize("text", ["", "id: a", "---\nid: a", "\n---\n---\n", "----\n---"])
def test_a_file_without_front_matter_is_refused(text: str) -> None:
    with pytest.raises(ContentError) as caught:
        split_front_matter(text, PATH)
    assert caught.value.faults[0].line == 1


@given(
    st.lists(st.sampled_from(["---", "## A {#s1}", "## B", "```{check}", "```", "text", "", "### x"])).map("\n".join)
)
def test_any_text_gives_parts_or_faults_with_lines(text: str) -> None:
    parts = split_lesson(f"---\n---\n{text}", PATH)
    last = text.count("\n") + 3
    assert all(1 <= fault.line <= last for fault in parts.faults)
    assert all(3 <= section.line <= last for section in parts.sections)
