"""Each fault in a lesson is found, with the rule that it breaks and the line where it stands."""

from pathlib import Path

import pytest

from tests.courses.checks.changing import LESSON, faults, line_of, replaced
from tests.fixtures.courses import MODULE

FIGURE = (
    "![A small house with one door and one window. Beside the house a smiling person stands in the sun, holds "
    "a large key and waves.](figures/alfa-01-house.svg)"
)


def test_the_small_course_keeps_every_rule(course_folder: Path) -> None:
    assert faults(course_folder) == []


@pytest.mark.parametrize(
    ("old", "new", "rule", "at"),
    [
        ("minutes: 24", "minutes: 25", "contact-time", "minutes: 25"),
        ("minutes: 24", "minutes: '24'", "schema", "minutes: '24'"),
        ("minutes: 24\n", "", "schema", "id: alfa-01"),
        ("review: draft", "review: draft\nreviewer: me", "schema", "reviewer: me"),
        ("id: alfa-01", "id: alfa-09", "id", "id: alfa-09"),
        ("title: Lesson number 1", "title: Another", "title", "title: Another"),
        ("- BOOK\n", "- NOBOOK\n", "source", "- NOBOOK"),
        ("{cite}`BOOK`", "{cite}`CODE`", "source", "{cite}`CODE`"),
        ("{term}`word 1`", "{term}`strange`", "glossary-undefined", "{term}`strange`"),
        ("{{fact:exam.items}}", "{{fact:no.such}}", "fact", "{{fact:no.such}}"),
        ("*Listen* first", "<b>Listen</b> first", "raw-html", "<b>Listen</b>"),
        ("*Listen* first", "[Listen](file:///x) first", "link", "(file:///x)"),
        ("*Listen* first", "[Listen](https://example.org) first", "link", "(https://example.org)"),
        ("figures/alfa-01-house.svg", "figures/../../secret.svg", "figure", "../../secret.svg"),
        ("figures/alfa-01-house.svg", "figures/alfa-01-tree.svg", "figure", "alfa-01-tree"),
        (FIGURE, "![](figures/alfa-01-house.svg)", "alt-text", "![]("),
        (FIGURE, "![A house.](figures/alfa-01-house.svg)", "alt-text", "![A house.]"),
        ("{#s2}", "{#s3}", "section", "{#s3}"),
        ("{#s2}", "{#s1}", "section", "A kind answer"),
        ("{#sz}", "{#s3}", "section", "{#s3}"),
        ("{#s2}", "{#s2 heavy alternate=s2x}", "alternate", "{#s2 heavy"),
        ("{#s2}", "{#s2 heavy}", "content-note", "{#s2 heavy"),
        ("{#sz}", "{#s3x}", "alternate", "{#s3x}"),
        ("```{reflection}", "```{practice}", "step", "---"),
        ("id: alfa-01-scenario", "id: alfa-01-scene", "id", "```{scenario}"),
        ("quality: partial", "quality: slip", "scenario", "- id: d1"),
        ("quality: partial", "quality: wrong", "schema", "quality: wrong"),
        ("next: d2", "next: d7", "scenario", "next: d7"),
        ("next: end", "next: d1", "scenario", "decisions:"),
        ("id: d2\n", "id: d1\n", "id", "- id: d1"),
        ("minutes: 6.75", "minutes: 9", "contact-time", "```{scenario}"),
        ("- It is mine.\n", "", "practice", "self_check:"),
        ("Write two lines.", "Write. " * 81, "practice", "instructions:"),
        ("- alfa-01-q05", "- alfa-01-q06", "check", "```{check}"),
        ("- alfa-01-q05\n", "", "check", "```{check}"),
        ("RS: 10", "RS: 11", "areas", "areas:"),
        ("opening: '", "opening: &a '", "yaml", "opening: &a"),
    ],
)
def test_a_fault_is_found_where_it_stands(course_folder: Path, old: str, new: str, rule: str, at: str) -> None:
    found = replaced(course_folder, LESSON, old, new)
    path = course_folder / LESSON
    assert (path, line_of(path, at), rule) in [(fault.path, fault.line, fault.rule) for fault in found]


def test_a_lesson_without_questions_is_a_fault(course_folder: Path) -> None:
    (course_folder / "modules" / MODULE / "en" / "questions" / "alfa-02.yaml").unlink()
    assert {(fault.path.name, fault.rule) for fault in faults(course_folder)} == {("alfa-02.md", "questions")}


def test_an_alternate_of_another_length_is_a_fault(course_folder: Path) -> None:
    new = (
        "## Hard {#s2 heavy alternate=s2x}\n\nOne two three four.\n\n## Soft {#s2x}\n\nFive.\n\n## A kind answer {#s3}"
    )
    found = replaced(course_folder, LESSON, "## A kind answer {#s2}", new)
    assert "alternate" in [fault.rule for fault in found]


def test_an_alternate_section_counts_no_minutes_of_its_own(course_folder: Path) -> None:
    new = "## Hard {#s2 heavy alternate=s2x}\n\nOne two.\n\n## Soft {#s2x}\n\nThree four.\n\n## A kind answer {#s3}"
    replaced(course_folder, LESSON, "content_note: null", "content_note: This lesson names loss.")
    assert replaced(course_folder, LESSON, "## A kind answer {#s2}", new) == []
