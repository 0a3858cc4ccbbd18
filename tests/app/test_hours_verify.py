"""``trainer hours verify`` on the real records of a real course: receipts, hand edits, and what the window says."""

import json
import shutil
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from trainer import cli
from trainer.app.workspace import Workspace
from trainer.clock import SimulatedClock
from trainer.cohorts.accounts import NewPerson
from trainer.cohorts.people import Role
from trainer.hours.ledger import Entry, EntryKind
from trainer.hours.receipts import receipt_text
from trainer.identifiers import new_id

START = datetime(2026, 9, 14, 16, tzinfo=UTC)


@pytest.fixture(scope="module")
def studied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Records with five lines of one lesson of the taster."""
    folder = tmp_path_factory.mktemp("studied")
    clock = SimulatedClock(START)
    space = Workspace(folder, clock)
    person = space.accounts.add(NewPerson(Role.LEARNER, "Marisol", "en"))
    enrolment = space.enrol(person, "first-steps")
    lesson = next(iter(space.programme(enrolment).lessons))
    for number in range(5):
        begun = START + timedelta(minutes=5 * number)
        entry = Entry(
            new_id(begun), enrolment.id, EntryKind.SELF_PACED, lesson, enrolment.edition, enrolment.policy, begun,
            "America/Los_Angeles", 240, 240, space.database.device_id, person.id, evidence={"pages": 3},
        )  # fmt: skip
        space.hours.append(entry, space.context(enrolment))
    space.close()
    return folder


@pytest.fixture
def home(studied: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of them, as the data folder."""
    folder = tmp_path / "home"
    shutil.copytree(studied, folder)
    monkeypatch.setenv("TRAINER_HOME", str(folder))
    return folder


def edited(home: Path, statement: str) -> None:
    connection = sqlite3.connect(home / "records.db")
    connection.execute("DROP TRIGGER ledger_never_delete")
    connection.execute(statement)
    connection.commit()
    connection.close()


def test_sound_records_and_a_receipt(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["hours", "verify", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["lines"], found["checkpoints"], found["findings"]) == (5, 1, [])
    space = Workspace(home, SimulatedClock(START))
    with space.unit() as unit:
        head = unit.ledger.head(space.database.device_id)
    space.close()
    assert head is not None
    assert cli.run(["hours", "verify", "--receipt", receipt_text(head)]) == 0
    edited(home, "DELETE FROM ledger WHERE sequence = 5")
    capsys.readouterr()
    assert cli.run(["hours", "verify", "--receipt", receipt_text(head)]) == 1
    assert "Line 5" in capsys.readouterr().out


def test_what_is_no_receipt_is_said_kindly(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["hours", "verify", "--receipt", "line five"]) == 2
    assert "not a line of a receipt" in capsys.readouterr().err


def test_the_window_says_calmly_that_the_office_should_look(home: Path) -> None:
    clock = SimulatedClock(START + timedelta(days=1))

    def _notes() -> list[str]:
        space = Workspace(home, clock)
        (enrolment,) = space.enrolments()
        found = [*space.home(enrolment)[2], *space.office_notes()]
        space.close()
        return found

    assert _notes() == []
    edited(home, "DELETE FROM ledger WHERE sequence = 2")
    learner, office = _notes()
    assert "you can go on studying" in learner
    assert "trainer hours verify" in office


def test_a_transcript_is_remembered_as_a_receipt(
    home: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert cli.run(["hours", "report", "--pdf", str(tmp_path / "transcript.pdf")]) == 0
    edited(home, "DELETE FROM ledger WHERE sequence = 5")
    capsys.readouterr()
    assert cli.run(["hours", "verify"]) == 1
    assert "Line 5" in capsys.readouterr().out


def test_each_form_is_written_or_refused_and_never_passed_over(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for what in ("report", "verify", "export"):
        assert cli.run(["hours", what, "--csv"]) == 0
        assert capsys.readouterr().out.startswith('"'), what
        assert cli.run(["hours", what, "--json"]) == 0
        assert json.loads(capsys.readouterr().out), what
        file = tmp_path / f"{what}.xlsx"
        assert cli.run(["hours", what, "--xlsx", str(file)]) == 0
        assert file.read_bytes().startswith(b"PK"), what
        assert str(file) in capsys.readouterr().out
    for wrong in (["export", "--pdf", "x.pdf"], ["verify", "--learner", "x"], ["export", "--csv", "--json"]):
        with pytest.raises(SystemExit) as ended:
            cli.run(["hours", *wrong])
        assert ended.value.code == 2


def test_a_folder_that_is_not_there_is_said_kindly(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for what, form in (("report", "--pdf"), ("report", "--xlsx"), ("export", "--xlsx"), ("verify", "--xlsx")):
        assert cli.run(["hours", what, form, "/nowhere/at/all"]) == 2
        assert "There is no folder /nowhere/at" in capsys.readouterr().err
    assert not Path("/nowhere").exists()


def test_times_and_unknown_names_are_readable(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["hours", "report"]) == 0
    assert "\ufffd" not in capsys.readouterr().out
    assert cli.run(["hours", "report", "--learner", "Nobody"]) == 2
    assert "There is no learner Nobody here." in capsys.readouterr().err
