"""Words to avoid, claims, typed values and hard sentences are found; what is quoted to be learned from is not."""

from pathlib import Path

import pytest

from tests.courses.checks.changing import LESSON, QUESTIONS, faults, line_of, replaced
from trainer.courses.checks.avoided import avoided

HARD = (
    "Interdisciplinary organizations increasingly acknowledge that comprehensive biopsychosocial formulations "
    "necessitate considerable institutional collaboration, particularly wherever administrative responsibilities "
    "unavoidably overlap with individualized therapeutic recommendations. "
)


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ("He is an addict.", "word"),
        ("A schizophrenic came.", "word"),
        ("She has been clean for a year.", "word"),
        ("It was a dirty test.", "word"),
        ("He committed suicide.", "word"),
        ("It was a failed attempt.", "word"),
        ("We serve the homeless.", "word"),
        ("She suffers from a condition.", "word"),
        ("He was noncompliant.", "word"),
        ("She is manipulative.", "word"),
        ("Use their preferred pronouns.", "word"),
        ("Sign a safety contract.", "word"),
        ("This course is approved by CalMHSA.", "claim"),
        ("A DHCS-approved course.", "claim"),
        ("We guarantee that you pass.", "claim"),
        ("He said “this is approved by DHCS” to us.", "claim"),
        ("Call 855-555-0100 now.", "typed"),
        ("Call (855) 555-0100 now.", "typed"),
        ("It costs $100 today.", "typed"),
        ("See BHIN 25-010 for more.", "typed"),
        ("Write to help@example.org today.", "typed"),
        (HARD * 5, "reading-grade"),
    ],
)
def test_a_word_that_a_course_does_not_use_is_found(course_folder: Path, words: str, rule: str) -> None:
    found = replaced(course_folder, LESSON, "Wait for three breaths.", words)
    expected = "What helps {#s1}" if rule == "reading-grade" else words.split(".")[0][:30]
    assert (line_of(course_folder / LESSON, expected), rule) in [(fault.line, fault.rule) for fault in found]


@pytest.mark.parametrize(
    "words",
    [
        'The chart said "addict" and she crossed it out.',
        "The chart said “noncompliant” and she crossed it out.",
        "Alcoholics Anonymous meets here.",
        "The National Institute on Drug Abuse wrote it.",
        "The kitchen is clean and the floor is dry.",
        "In case of rain, come in.",
        "She lives with bipolar disorder.",
        "Call {{fact:warmline.phone}} for {{fact:app.fee}}.",
        "Chapter 8255-10 of the code has 2,011 pages.",
    ],
)
def test_a_good_sentence_passes(course_folder: Path, words: str) -> None:
    assert replaced(course_folder, LESSON, "Wait for three breaths.", words) == []


def test_what_another_person_says_in_a_scene_is_theirs(course_folder: Path) -> None:
    assert replaced(course_folder, LESSON, "line: I am tired.", "line: I am an addict.") == []
    assert replaced(course_folder, LESSON, "text: Answer a,", "text: You are an addict,") != []


def test_statements_to_work_on_are_shown_as_they_are(course_folder: Path) -> None:
    assert replaced(course_folder, LESSON, "- Hello.", "- The addict came late.") == []


def test_questions_are_checked_too(course_folder: Path) -> None:
    found = replaced(course_folder, QUESTIONS, "Someone talks", "An addict talks")
    assert "word" in {fault.rule for fault in found}


@pytest.mark.parametrize("part", ["avoid", "claims", "typed"])
def test_every_entry_says_what_to_write_instead(part: str) -> None:
    assert all(entry.write and entry.pattern for entry in avoided(part).entries)


def test_a_short_hard_text_is_not_graded(course_folder: Path) -> None:
    assert faults(course_folder) == []
