"""A translation is found out when it is stale, stray or built differently."""

from pathlib import Path

import pytest

from tests.courses.checks.changing import LESSON, QUESTIONS, faults
from trainer.courses.checks.translations import source_hash


def translate(folder: Path, file: str, old: str = "", new: str = "") -> Path:
    """Writes a Spanish file that differs from the English one in one place, with the right hash."""
    english = folder / file
    spanish = folder / file.replace("/en/", "/es/")
    spanish.parent.mkdir(parents=True, exist_ok=True)
    text = english.read_text(encoding="utf-8").replace(old, new, 1) if old else english.read_text(encoding="utf-8")
    stamp = f"source_hash: {source_hash(english.read_bytes())}\n"
    text = text.replace("---\n", f"---\n{stamp}", 1) if file.endswith(".md") else stamp + text
    spanish.write_text(text, encoding="utf-8")
    return spanish


def rules_for(path: Path, folder: Path) -> set[str]:
    return {fault.rule for fault in faults(folder) if fault.path == path}


@pytest.mark.parametrize("file", [LESSON, QUESTIONS])
def test_a_faithful_translation_passes(course_folder: Path, file: str) -> None:
    path = translate(course_folder, file)
    if file == QUESTIONS:
        translate(course_folder, LESSON)
    assert rules_for(path, course_folder) <= {"questions"}


def test_a_stale_translation_is_found(course_folder: Path) -> None:
    path = translate(course_folder, LESSON)
    english = course_folder / LESSON
    english.write_text(english.read_text(encoding="utf-8").replace("One breath", "One long breath"), encoding="utf-8")
    assert "translation" in rules_for(path, course_folder)


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (LESSON, "quality: partial", "quality: strong"),
        (LESSON, "next: d2", "next: end"),
        (LESSON, "minutes: 8", "minutes: 7"),
        (QUESTIONS, "key: A", "key: B"),
        (QUESTIONS, "level: recall", "level: judge"),
    ],
)
def test_a_translation_changes_nothing_but_words(course_folder: Path, file: str, old: str, new: str) -> None:
    path = translate(course_folder, file, old, new)
    assert "translation" in rules_for(path, course_folder)


def test_a_translation_of_nothing_is_found(course_folder: Path) -> None:
    path = translate(course_folder, LESSON)
    (course_folder / LESSON).unlink()
    assert "translation" in rules_for(path, course_folder)
