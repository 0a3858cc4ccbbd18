"""Each fault in a question bank is found."""

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.courses.checks.changing import QUESTIONS, changed, replaced
from tests.fixtures.courses import MODULE


def at(number: int, **values: Any) -> Callable[[Any], None]:
    return lambda data: data["questions"][number].update(values)


def choice(number: int, letter: str, **values: Any) -> Callable[[Any], None]:
    return lambda data: data["questions"][number]["choices"][letter].update(values)


def swap_keys(data: Any) -> None:
    questions = data["questions"]
    questions[0]["key"], questions[1]["key"] = questions[1]["key"], questions[0]["key"]


def same_key_three_times(data: Any) -> None:
    for number, key in zip(range(6), "AAABCD", strict=False):
        data["questions"][number]["key"] = key


def long_keys(data: Any) -> None:
    for question in data["questions"][:5]:
        question["choices"][question["key"]]["text"] += " now"


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (lambda data: data["questions"].pop(), "questions"),
        (at(0, pool="practice"), "pools"),
        (at(0, id="alfa-01-q77"), "id"),
        (at(0, section="s9"), "id"),
        (at(0, objective="o9"), "id"),
        (at(0, area="XX"), "schema"),
        (at(0, area="CM"), "areas"),
        (at(0, key=["A", "B"]), "schema"),
        (at(0, key="E"), "schema"),
        (lambda data: data["questions"][0]["choices"].pop("D"), "choices"),
        (lambda data: data["questions"][0]["choices"].update(E=dict(data["questions"][0]["choices"]["D"])), "choices"),
        (choice(0, "A", text="Wait by the lamp with them"), "choices"),
        (choice(0, "B", text="All of the above"), "choices"),
        (choice(0, "B", text="Both A and C are good now"), "choices"),
        (choice(0, "B", text="None of these"), "choices"),
        (lambda data: data["questions"][0]["choices"]["B"].pop("rationale"), "schema"),
        (choice(0, "B", rationale=""), "schema"),
        (choice(0, "B", rationale="Too short."), "rationale"),
        (choice(0, "B", rationale="word " * 31), "rationale"),
        (choice(0, "A", rationale="word " * 24), "rationale"),
        (choice(0, "A", rationale="word " * 61), "rationale"),
        (choice(0, "A", text="Look at the lamp with them for a long time"), "key-length"),
        (choice(0, "B", text="Talk to the lamp with them for a long time"), "choice-length"),
        (long_keys, "key-length"),
        (at(0, key="B"), "keys"),
        (same_key_three_times, "keys"),
        (at(5, level="recall"), None),
        (lambda data: [at(number, level="recall")(data) for number in range(4, 7)], "levels"),
        (at(15, level="apply"), None),
        (lambda data: [at(number, level="apply")(data) for number in (14, 15)], "levels"),
        (at(0, stem="Tell about a lamp and a hand today."), "stem"),
        (at(0, stem="word " * 61 + "?"), "stem"),
        (at(0, stem="Someone talks of a lamp. Which answer is NOT good?"), "negative"),
        (at(0, stem="Someone talks of a lamp. Which answer is not kind?"), "negative"),
        (at(0, stem="Someone talks of a lamp. Which answer is **NOT** kind?"), None),
        (lambda data: [at(n, stem=f"One lamp {n}. Which is **NOT** kind {n}?")(data) for n in (0, 1)], "negative"),
        (at(0, sources=[]), "source"),
        (at(0, sources=["NOBOOK"]), "source"),
        (at(0, sources=["CODE"]), "as-of"),
        (at(0, sources=["CODE"], as_of="2026-01-02"), None),
        (at(0, stem="Is the number {{fact:exam.pass_mark}} known to a lamp?"), "fact"),
        (at(0, stem="Is a lamp worth {{fact:app.fee}} today?"), "fact"),
        (at(0, stem="Is a lamp worth {{fact:nothing}} today?"), "fact"),
        (at(0, stem="Is a lamp <b>here</b> today?"), "raw-html"),
        (at(0, stem="Is a {term}`lamp` here today?"), "role"),
    ],
)
def test_a_fault_is_found(course_folder: Path, change: Callable[[Any], object], rule: str | None) -> None:
    rules = {fault.rule for fault in changed(course_folder, QUESTIONS, change)}
    assert rule in rules if rule else not rules


def test_a_key_that_stands_twice_is_found_with_its_line(course_folder: Path) -> None:
    found = replaced(course_folder, QUESTIONS, "  key: A\n", "  key: A\n  key: B\n")
    assert [(fault.rule, fault.line) for fault in found if fault.path.name == "alfa-01.yaml"] == [("yaml", 24)]


def test_an_equal_question_is_found(course_folder: Path) -> None:
    def repeat(data: Any) -> None:
        data["questions"][7]["stem"] = data["questions"][1]["stem"]

    assert "duplicate" in {fault.rule for fault in changed(course_folder, QUESTIONS, repeat)}


def test_a_nearly_equal_question_in_another_lesson_is_found(course_folder: Path) -> None:
    stem = "Someone talks about a lamp and a hand this morning. What is a good first answer?"

    def restate(data: Any) -> None:
        data["questions"][3]["stem"] = stem
        for letter, words in zip("ABCD", ("Look at", "Talk to", "Wait by", "Sit with"), strict=True):
            data["questions"][3]["choices"][letter]["text"] = f"{words} the lamp with them"
        data["questions"][3]["key"] = "A"

    other = f"modules/{MODULE}/en/questions/alfa-02.yaml"
    assert "duplicate" in {fault.rule for fault in changed(course_folder, other, restate)}


def test_a_reserved_question_that_restates_one_of_the_check_is_found(course_folder: Path) -> None:
    def restate(data: Any) -> None:
        check, reserved = data["questions"][1], data["questions"][13]
        reserved["stem"] = check["stem"].replace("today", "with Ana this long dark evening")
        reserved["choices"] = copy.deepcopy(check["choices"])
        reserved["key"], check["key"] = check["key"], reserved["key"]
        reserved["key"] = check["key"]

    assert "restated" in {fault.rule for fault in changed(course_folder, QUESTIONS, restate)}


def test_the_same_id_in_two_lessons_is_found(course_folder: Path) -> None:
    other = f"modules/{MODULE}/en/questions/alfa-02.yaml"
    found = changed(course_folder, other, at(0, id="alfa-01-q01"))
    assert any("already" in fault.message for fault in found)
