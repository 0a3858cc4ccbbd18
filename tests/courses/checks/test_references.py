"""Each reference that leads nowhere is found: terms, sources, drawings and their words."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.courses.checks.changing import (
    DRAWING,
    GLOSSARY,
    GUIDE,
    SOURCES,
    WORDS,
    changed,
    faults,
    line_of,
    replaced,
)
from tests.fixtures.courses import MODULE, drawing


@pytest.mark.parametrize(
    ("file", "change", "rule"),
    [
        (GLOSSARY, lambda data: data["terms"].append(dict(data["terms"][0])), "glossary-twice"),
        (GLOSSARY, lambda data: data["terms"][0].update(also=["word 2"]), "glossary-twice"),
        (GLOSSARY, lambda data: data["terms"][0].update(sources=["NOBOOK"]), "source"),
        (GLOSSARY, lambda data: data["terms"][0].update(id="Word 1"), "schema"),
        (GLOSSARY, lambda data: data["terms"][0].update(definition="A <b>thing</b>."), "raw-html"),
        (SOURCES, lambda data: data["sources"]["BOOK"].update(trust="U"), "source"),
        (SOURCES, lambda data: data["sources"]["BOOK"].update(trust="T"), "source"),
        (SOURCES, lambda data: data["sources"]["BOOK"].update(trust="X"), "schema"),
        (SOURCES, lambda data: data["sources"].pop("BOOK"), "source"),
        (WORDS, lambda data: data["figures"].update({"alfa-01-tree": {"a": "A"}}), "figure"),
        (WORDS, lambda data: data["figures"]["alfa-01-house"].update(garden="Garden"), "labels"),
        (WORDS, lambda data: data["figures"]["alfa-01-house"].update(home="home " * 26), "labels"),
        (WORDS, lambda data: data["figures"].clear(), "labels"),
    ],
)
def test_a_fault_is_found(course_folder: Path, file: str, change: Callable[[Any], object], rule: str) -> None:
    assert rule in {fault.rule for fault in changed(course_folder, file, change)}


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("{{color.laurel}}", "#123456", "svg"),
        ("{{color.laurel}}", "{{color.pink}}", "svg"),
        ("{{label.home}}", "Home", "svg"),
        ("{{label.home}}", "{{label.house}}", "labels"),
        ("</svg>", "<image href='file:///etc/passwd'/></svg>", "svg"),
        ("</svg>", "<script/></svg>", "svg"),
        ("viewBox", "width='9' viewBox", "svg"),
        ("</svg>", "", "svg"),
    ],
)
def test_a_fault_in_a_drawing_is_found(course_folder: Path, old: str, new: str, rule: str) -> None:
    found = [(fault.path, fault.rule) for fault in replaced(course_folder, DRAWING, old, new)]
    assert (course_folder / DRAWING, rule) in found


@pytest.mark.parametrize("name", ["title", "trust", "checked"])
def test_a_row_that_lacks_something_is_reported_and_not_what_cites_it(course_folder: Path, name: str) -> None:
    found = changed(course_folder, SOURCES, lambda data: data["sources"]["BOOK"].pop(name))
    line = line_of(course_folder / SOURCES, "BOOK:")
    assert [(fault.path.name, fault.line, fault.rule) for fault in found] == [("sources.yaml", line, "schema")]


def test_the_other_rows_are_still_read(course_folder: Path) -> None:
    replaced(course_folder, SOURCES, "  BOOK:\n    title: A book\n", "  BOOK:\n")
    found = replaced(course_folder, GLOSSARY, "- BOOK", "- CODE\n  - NOBOOK")
    assert [(fault.path.name, fault.rule) for fault in found] == [
        ("alfa-01.yaml", "source"),
        ("sources.yaml", "schema"),
    ]


@pytest.mark.parametrize("text", ["", "sources: [", "sources: [BOOK]", "3", "rows: {}"])
def test_sources_that_cannot_be_read_are_one_fault(course_folder: Path, text: str) -> None:
    (course_folder / SOURCES).write_text(text, encoding="utf-8")
    assert {fault.path.name for fault in faults(course_folder)} == {"sources.yaml"}


def test_a_drawing_that_nobody_shows_is_found(course_folder: Path) -> None:
    (course_folder / f"modules/{MODULE}/figures/alfa-02-tree.svg").write_text(drawing(), encoding="utf-8")
    assert {(fault.path.name, fault.rule) for fault in faults(course_folder)} == {
        ("alfa-02-tree.svg", "figure"),
        ("alfa-02-tree.svg", "labels"),
    }


def test_a_fact_that_nobody_knows_may_stand_in_a_lesson_and_in_a_guide(course_folder: Path) -> None:
    assert replaced(course_folder, GUIDE, "{{fact:warmline.phone}}", "{{fact:exam.pass_mark}}") == []
