"""What the three content commands print, and the exit codes that scripts rely on."""

import json
from pathlib import Path

import pytest

from tests.fixtures.courses import LESSON_MINUTES, MODULE
from trainer import rules
from trainer.courses.commands import build_command, check_command, stats_command
from trainer.courses.pack_reader import PackCatalogue


@pytest.fixture(autouse=True)
def _few_rules(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from tests.fixtures.courses import sample_rules

    for module in ("commands", "check"):
        monkeypatch.setattr(f"trainer.courses.{module}.load_rules", lambda _path: sample_rules())
    assert rules.rules_file().is_file()


def break_lesson(folder: Path) -> None:
    path = folder / "modules" / MODULE / "en" / "lessons" / "alfa-01.md"
    path.write_text(path.read_text(encoding="utf-8").replace("*Listen*", "<b>Listen</b>"), encoding="utf-8")


def leave_unwritten(folder: Path) -> None:
    for name in ("lessons/alfa-03.md", "questions/alfa-03.yaml", "glossary/alfa-03.yaml"):
        (folder / "modules" / MODULE / "en" / name).unlink()


def test_nothing_to_mend(course_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check_command(course_folder, as_json=False) == 0
    assert capsys.readouterr().out == "No faults.\n"


def test_a_fault_is_printed_with_file_and_line(course_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    break_lesson(course_folder)
    assert check_command(course_folder, as_json=False) == 1
    printed = capsys.readouterr().out
    assert f"modules/{MODULE}/en/lessons/alfa-01.md:22: [raw-html]" in printed
    assert "1 fault." in printed


def test_what_is_not_written_stands_apart(course_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    leave_unwritten(course_folder)
    assert check_command(course_folder, as_json=False) == 1
    assert "Not written yet:\n  alfa: alfa-03\n" in capsys.readouterr().out


def test_the_report_for_machines(course_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    break_lesson(course_folder)
    leave_unwritten(course_folder)
    assert check_command(course_folder, as_json=True) == 1
    report = json.loads(capsys.readouterr().out)
    assert [(fault["rule"], fault["line"]) for fault in report["faults"]] == [("raw-html", 22)]
    assert [item["id"] for item in report["not_written"]] == ["alfa-03"]


def test_a_folder_that_holds_no_content_is_a_finding(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check_command(tmp_path, as_json=False) == 1
    assert "programmes" in capsys.readouterr().out


def test_a_course_is_built(course_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    leave_unwritten(course_folder)
    assert build_command(course_folder, tmp_path / "out") == 0
    path = next((tmp_path / "out").glob("*.pack"))
    assert str(path) in capsys.readouterr().out
    catalogue = PackCatalogue.open(path)
    assert [plan.written for plan in catalogue.programme("sample").lessons.values()] == [True, True, False]
    with pytest.raises(Exception, match="not written yet"):
        catalogue.lesson("alfa-03", "es")
    catalogue.close()


def test_a_course_with_a_fault_is_not_built(
    course_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    break_lesson(course_folder)
    assert build_command(course_folder, tmp_path / "out") == 1
    assert not (tmp_path / "out").exists()
    assert "Nothing was built" in capsys.readouterr().out


def test_the_numbers_of_a_module(course_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert stats_command(course_folder, as_json=True) == 0
    module = json.loads(capsys.readouterr().out)["programmes"]["sample"]["modules"][0]
    assert module["lessons"] == {"planned": 3, "written": 3}
    assert module["minutes"] == 3 * LESSON_MINUTES
    assert module["live_minutes"] == 60
    assert module["words"] > 100
    assert module["questions"]["areas"]["RS"] == 30
    assert module["questions"]["levels"] == {"recall": 12, "apply": 21, "judge": 15}
    assert module["questions"]["pools"] == {"check": 15, "practice": 18, "reserved": 15}


def test_the_numbers_for_people(course_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert stats_command(course_folder, as_json=False) == 0
    assert "IS 18 RS 30" in capsys.readouterr().out
