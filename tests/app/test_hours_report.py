"""``trainer hours report`` where the provider's own hour is shorter: said in every form, and nothing else changed."""

import csv
import io
import json
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

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
