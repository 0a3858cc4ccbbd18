"""A module's own files are read strictly, and say what the programmes and the lessons say."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.courses.checks.changing import (
    LESSON,
    MODULE_PLAN,
    MODULE_WORDS,
    PROGRAMME,
    changed,
    faults,
    line_of,
    replaced,
)
from tests.courses.checks.test_translations import translate
from tests.fixtures.courses import MODULE


@pytest.mark.parametrize(
    ("file", "old", "new", "rule", "at"),
    [
        (MODULE_PLAN, "id: alfa\n", "id: beta\n", "id", "id: beta"),
        (MODULE_PLAN, "competency: 1", "competency: 2", "module", "competency: 2"),
        (MODULE_PLAN, "competency: 1", "competency: one", "schema", "competency: one"),
        (MODULE_PLAN, "competency: 1\n", "", "schema", "id: alfa"),
        (MODULE_PLAN, "folder: 01-alfa", "folder: 02-alfa", "path", "folder:"),
        (MODULE_PLAN, "- id: alfa-01\n", "- id: alfa-09\n", "module", "lessons:"),
        (MODULE_PLAN, "  minutes: 24\n- id: alfa-02", "  minutes: 25\n- id: alfa-02", "sums", "minutes: 25"),
        (MODULE_PLAN, "- L01", "- L02", "module", "live:"),
        (MODULE_PLAN, "live:", "lives:", "schema", "lives:"),
        (MODULE_WORDS, "id: alfa\n", "id: beta\n", "id", "id: beta"),
        (MODULE_WORDS, "title: Helping", "titel: Helping", "schema", "titel:"),
        (MODULE_WORDS, "summary: Help is", "summary: An <b>addict</b> is", "word", "addict"),
        (MODULE_WORDS, "summary: Help is", "summary: A <b>help</b> is", "raw-html", "<b>"),
        (MODULE_WORDS, "- Say what helps.", "- Call 855-555-0100.", "typed", "855"),
        (MODULE_WORDS, "- Say what helps.", "- Be CalMHSA-approved.", "claim", "CalMHSA"),
        (MODULE_WORDS, "- Say what helps.", "- Say {{fact:no.fact}}.", "fact", "fact:"),
    ],
)
def test_a_fault_in_a_module_is_found(course_folder: Path, file: str, old: str, new: str, rule: str, at: str) -> None:
    found = replaced(course_folder, file, old, new)
    path = course_folder / file
    assert (path, line_of(path, at), rule) in [(fault.path, fault.line, fault.rule) for fault in found]


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (lambda data: data["lessons"].reverse(), "module"),
        (lambda data: data["lessons"].pop(), "module"),
        (lambda data: data["lessons"].append({"id": "alfa-04", "minutes": 24}), "module"),
        (lambda data: data["live"].append("L02"), "module"),
        (lambda data: data["live"].clear(), "module"),
    ],
)
def test_the_list_of_lessons_and_sessions_is_that_of_the_programme(
    course_folder: Path, change: Callable[[Any], object], rule: str
) -> None:
    found = changed(course_folder, MODULE_PLAN, change)
    assert [(fault.path.name, fault.rule) for fault in found] == [("module.yaml", rule)]


def test_a_module_that_moved_in_its_programme_is_found(course_folder: Path) -> None:
    def move(data: Any) -> None:
        other = {**data["modules"][0], "id": "beta", "folder": "02-beta", "minutes": {"self_paced": 24, "live": 0}}
        other["lessons"] = [{"id": "beta-01", "minutes": 24, "title": {"en": "Another"}}]
        data["modules"].insert(0, other)

    found = changed(course_folder, PROGRAMME, move)
    assert ("module.yaml", "module") in {(fault.path.name, fault.rule) for fault in found}


@pytest.mark.parametrize("file", [MODULE_PLAN, MODULE_WORDS])
def test_a_module_lacks_neither_of_its_files(course_folder: Path, file: str) -> None:
    (course_folder / file).unlink()
    assert [(fault.path, fault.line, fault.rule) for fault in faults(course_folder)] == [
        (course_folder / file, 1, "module")
    ]


def test_a_module_without_a_folder_lacks_nothing(course_folder: Path) -> None:
    def add(data: Any) -> None:
        lesson = {"id": "beta-01", "minutes": 24, "title": {"en": "Another"}}
        module = {**data["modules"][0], "id": "beta", "folder": "02-beta", "minutes": {"self_paced": 24, "live": 0}}
        data["modules"].append({**module, "lessons": [lesson]})
        data["total_minutes"] += 24
        data["weeks"][0]["lessons"].append("beta-01")
        data["weeks"][0]["minutes"] += 24
        data["exams"][0]["questions"] += 4

    assert changed(course_folder, PROGRAMME, add) == []


@pytest.mark.parametrize("file", ["modul.yaml", "notes.txt", "en/modul.yaml"])
def test_a_file_of_another_name_is_found(course_folder: Path, file: str) -> None:
    path = course_folder / "modules" / MODULE / file
    path.write_text("id: alfa\n", encoding="utf-8")
    assert [(fault.path, fault.rule) for fault in faults(course_folder)] == [(path, "path")]


def test_a_translation_of_a_module_names_its_english_text(course_folder: Path) -> None:
    path = translate(course_folder, MODULE_WORDS)
    assert faults(course_folder) == []
    path.write_text(path.read_text(encoding="utf-8").replace("sha256-", "sha256-0"), encoding="utf-8")
    assert [(fault.path, fault.rule) for fault in faults(course_folder)] == [(path, "translation")]


def test_a_translation_changes_nothing_but_words(course_folder: Path) -> None:
    path = translate(course_folder, MODULE_WORDS, "- Say what helps.\n", "")
    assert [(fault.path, fault.rule) for fault in faults(course_folder)] == [(path, "translation")]


def test_a_lesson_of_another_length_is_found_once(course_folder: Path) -> None:
    found = replaced(course_folder, LESSON, "minutes: 24", "minutes: 20")
    assert [(fault.path.name, fault.rule) for fault in found] == [("alfa-01.md", "sums")]
