"""``trainer hours report|export`` in every form: the provider's own hours, and what is not as it was written."""

import csv
import io
import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.fakes.by_hand import body_edit, by_hand
from trainer import cli
from trainer.app.workspace import Workspace
from trainer.clock import SimulatedClock
from trainer.cohorts.accounts import NewPerson
from trainer.cohorts.people import Role
from trainer.hours.ledger import Entry, EntryKind
from trainer.hours.policy import Policy
from trainer.identifiers import new_id

START = datetime(2026, 9, 14, 16, tzinfo=UTC)
SENTENCE = "In hours of 50 minutes: 6 min."
PARTS = [{"minutes_per_hour": 50, "credited_seconds": 390, "whole_hours": 0, "rest_seconds": 390}]


@pytest.fixture(params=[50, 60])
def minutes(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    """Records with 390 seconds under a policy whose hour has so many minutes, as the data folder."""
    monkeypatch.setenv("TRAINER_HOME", str(tmp_path))
    space = Workspace(tmp_path, SimulatedClock(START))
    boss = space.accounts.add(NewPerson(Role.ADMINISTRATOR, "Ines", "en"))
    wish = Policy(effective_from="2026-09-14", minutes_per_hour=request.param, idle_limit_seconds=600)
    space.policy_service.publish(boss.id, wish, "default-1")
    person = space.accounts.add(NewPerson(Role.LEARNER, "Marisol", "en"))
    enrolment = space.enrol(person, "first-steps")
    lesson = next(iter(space.programme(enrolment).lessons))
    for number in range(2):
        begun = START + timedelta(minutes=5 * number)
        entry = Entry(
            new_id(begun), enrolment.id, EntryKind.SELF_PACED, lesson, enrolment.edition, enrolment.policy, begun,
            "America/Los_Angeles", 195, 195, space.database.device_id, person.id, evidence={"pages": 3},
        )  # fmt: skip
        assert entry.policy == "default-2"
        space.hours.append(entry, space.context(enrolment))
    space.close()
    return int(request.param)


def test_as_text(minutes: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["hours", "report"]) == 0
    head, second, *_rest = capsys.readouterr().out.splitlines()
    assert head.startswith("Marisol: 6 min credited of ")
    assert second == (SENTENCE if minutes == 50 else "")


def test_every_line_names_its_evidence(minutes: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["hours", "report"]) == 0
    lines = [line for line in capsys.readouterr().out.splitlines() if "credited; so far" in line]
    assert len(lines) == 2
    assert all(line.endswith("Evidence: reading") for line in lines)
    assert cli.run(["hours", "report", "--pdf", str(tmp_path / "paper.pdf")]) == 0
    call = ["pdftotext", str(tmp_path / "paper.pdf"), "-"]
    text = subprocess.run(call, capture_output=True, text=True, check=True).stdout
    assert " ".join(text.split()).count("(reading)") == 2


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="This system has no place without room.")
@pytest.mark.parametrize("what", ["report", "export", "verify"])
def test_output_without_room_is_said_calmly(minutes: int, what: str) -> None:
    with open("/dev/full", "w") as full:
        call = [sys.executable, "-m", "trainer", "hours", what]
        done = subprocess.run(call, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "there is no room where it goes" in done.stderr


def test_as_json(minutes: int, capsys: pytest.CaptureFixture[str]) -> None:
    for what in ("report", "export"):
        assert cli.run(["hours", what, "--json"]) == 0
        said = json.loads(capsys.readouterr().out)
        assert (said["credited_seconds"], said["provider_hours"]) == (390, PARTS if minutes == 50 else [])


def test_as_tables(minutes: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["hours", "report", "--csv"]) == 0
    rows = list(csv.reader(io.StringIO(capsys.readouterr().out)))
    assert cli.run(["hours", "report", "--xlsx", str(tmp_path / "sums.xlsx")]) == 0
    cells = list(load_workbook(tmp_path / "sums.xlsx").active.iter_rows(values_only=True))
    for last in (rows[-1], cells[-1]):
        assert (last[0], str(last[4])) == (SENTENCE if minutes == 50 else "Total", "390")
    assert {len(row) for row in rows} == {7}


def test_on_paper(minutes: int, tmp_path: Path) -> None:
    paper = tmp_path / "transcript.pdf"
    assert cli.run(["hours", "report", "--pdf", str(paper)]) == 0
    text = subprocess.run(["pdftotext", str(paper), "-"], capture_output=True, text=True, check=True).stdout
    assert (SENTENCE in " ".join(text.split())) == (minutes == 50)


@pytest.fixture
def damaged(minutes: int, tmp_path: Path) -> Path:
    """The same records, in which somebody made a minute of a line into ten."""
    by_hand(tmp_path, body_edit('"measured_seconds":195', '"measured_seconds":795', 1))
    return tmp_path


FORMS = (("report",), ("report", "--csv"), ("export",), ("export", "--csv"))


@pytest.mark.parametrize("form", FORMS, ids=" ".join)
def test_what_is_not_as_it_was_written_is_said_beside_the_totals(
    damaged: Path, form: tuple[str, ...], capfd: pytest.CaptureFixture[str], expected_warnings: object
) -> None:
    assert cli.run(["hours", *form]) == 1
    said = capfd.readouterr().err
    assert "not as they were written. What is in doubt is kept and not credited." in said
    assert "trainer hours verify" in said
    assert said.count("\n") == 1


def test_json_counts_what_is_not_as_it_was_written(
    damaged: Path, capsys: pytest.CaptureFixture[str], expected_warnings: object
) -> None:
    for what in ("report", "export"):
        assert cli.run(["hours", what, "--json"]) == 1
        assert json.loads(capsys.readouterr().out)["findings"] > 0


def test_paper_says_it_beside_the_sums_and_beside_the_receipt(damaged: Path, expected_warnings: object) -> None:
    paper = damaged / "transcript.pdf"
    assert cli.run(["hours", "report", "--pdf", str(paper)]) == 1
    text = subprocess.run(["pdftotext", str(paper), "-"], capture_output=True, text=True, check=True).stdout
    assert " ".join(text.split()).count("not as they were written") == 2


def test_a_sound_record_is_not_spoken_ill_of(minutes: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["hours", "report", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["findings"] == 0
    assert cli.run(["hours", "export"]) == 0
    assert capsys.readouterr().err == ""


FEW_SIGNS = ({"PYTHONIOENCODING": "cp1252"}, {"PYTHONIOENCODING": "ascii"}, {"LC_ALL": "C", "PYTHONUTF8": "0"})


@pytest.mark.parametrize("signs", FEW_SIGNS, ids=str)
def test_a_terminal_of_few_signs_gets_the_whole_report(minutes: int, signs: dict[str, str]) -> None:
    environment = {**os.environ, "PYTHONCOERCECLOCALE": "0", **signs}
    call = [sys.executable, "-m", "trainer", "hours", "report"]
    done = subprocess.run(call, env=environment, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"credited" in done.stdout.splitlines()[-1] or b" = " in done.stdout.splitlines()[-1]


@pytest.mark.parametrize("wrong", ["0", "-3", "x", "1441"])
def test_minutes_that_cannot_be_are_said_kindly(wrong: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.run(["hours", "plan", f"--minutes={wrong}"])
    assert "please write whole minutes, from 1 to 1440" in capsys.readouterr().err
