"""Sums that do not add up are found, in programmes and in the agendas of live sessions."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.courses.checks.changing import GUIDE, PROGRAMME, changed, faults, line_of, replaced
from tests.fixtures.courses import MODULE, sample_rules
from trainer.courses.check import NotWritten, check_content


def update(*place: Any, **values: Any) -> Callable[[Any], None]:
    def change(data: Any) -> None:
        for part in place:
            data = data[part]
        data.update(values)

    return change


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (update(total_minutes=163), "sums"),
        (update("modules", 0, "minutes", self_paced=70), "sums"),
        (update("modules", 0, "minutes", live=30), "sums"),
        (update("modules", 0, "lessons", 0, minutes=30), "sums"),
        (update("live_sessions", 0, competency_minutes={"alfa": 50}), "sums"),
        (update("live_sessions", 0, competency_minutes={"beta": 60}), "id"),
        (update("live_sessions", 0, before=["beta-01"]), "id"),
        (update("live_sessions", 0, minutes=50), "sums"),
        (update("exams", 0, questions=5), "sums"),
        (update("weeks", 0, minutes=100), "sums"),
        (update("weeks", 0, lessons=["alfa-01", "alfa-02"]), "sums"),
        (update("weeks", 0, exams=["other"]), "id"),
        (update("modules", 0, folder="02-beta"), "path"),
        (update("modules", 0, "lessons", 1, id="alfa-01"), "id"),
        (update(id="another"), "id"),
        (update(kind="core"), "sums"),
        (update(kind="course"), "schema"),
        (update("modules", 0, short={"fr": "Aide"}), "schema"),
    ],
)
def test_a_fault_in_a_programme_is_found(course_folder: Path, change: Callable[[Any], None], rule: str) -> None:
    assert rule in {fault.rule for fault in changed(course_folder, PROGRAMME, change)}


def test_two_programmes_must_agree_on_a_module(course_folder: Path) -> None:
    data = yaml.safe_load((course_folder / PROGRAMME).read_text(encoding="utf-8"))
    data["id"] = "taster"
    data["modules"][0]["lessons"].pop()
    (course_folder / "programmes" / "taster.yaml").write_text(yaml.safe_dump(data), encoding="utf-8")
    assert any("differently" in fault.message for fault in faults(course_folder))


@pytest.mark.parametrize(
    ("old", "new", "rule", "at"),
    [
        ("minutes: 60\n", "minutes: 50\n", "agenda", "agenda:"),
        ("minutes: 60\n", "minutes: 50\n", "sums", "minutes: 50"),
        ("start: 0:40", "start: 0:45", "agenda", "start: 0:45"),
        ("counted: false", "counted: true", "agenda", "agenda:"),
        ("- alfa-01\n", "- beta-01\n", "id", "before:"),
        ("id: L01", "id: L09", "id", "id: L09"),
        ("## Purpose", "# Purpose", "heading", "# Purpose"),
        ("Go slowly", "<i>Go</i> slowly", "raw-html", "<i>Go"),
        ("Go slowly", "Call 800-555-0199", "typed", "Call 800"),
    ],
)
def test_a_fault_in_a_guide_is_found(course_folder: Path, old: str, new: str, rule: str, at: str) -> None:
    found = replaced(course_folder, GUIDE, old, new)
    assert (line_of(course_folder / GUIDE, at), rule) in [(fault.line, fault.rule) for fault in found]


def test_what_nobody_has_written_is_reported_apart(course_folder: Path) -> None:
    module = course_folder / "modules" / MODULE / "en"
    for name in ("lessons/alfa-03.md", "questions/alfa-03.yaml", "glossary/alfa-03.yaml", "live/L01.md"):
        (module / name).unlink()
    report = check_content(course_folder, sample_rules())
    assert report.faults == ()
    assert report.not_written == (
        NotWritten("lesson", "alfa-03", "Lesson number 3", "alfa", ("sample",)),
        NotWritten("live", "L01", "A first meeting", "alfa", ("sample",)),
    )
    assert not report.is_complete


def test_a_lesson_that_cannot_be_read_is_a_fault_and_not_unwritten(course_folder: Path) -> None:
    (course_folder / "modules" / MODULE / "en" / "lessons" / "alfa-03.md").write_bytes(b"\xff")
    report = check_content(course_folder, sample_rules())
    assert [(fault.path.name, fault.rule) for fault in report.faults] == [("alfa-03.md", "text")]
    assert report.not_written == ()
