"""``trainer db …``: what is said, and the exit codes."""

import json
from pathlib import Path

import pytest

from tests.fakes.learner import CONTEXT
from tests.fakes.records import PERSON, enrol, fill, make_entry
from trainer.clock import SimulatedClock
from trainer.hours.examine import Learner
from trainer.hours.service import HoursService
from trainer.store import commands
from trainer.store.copies import verify_copy
from trainer.store.database import Database
from trainer.store.places import Places


def everybody(_database: Database) -> list[Learner]:
    return [Learner(PERSON, CONTEXT)]


@pytest.fixture
def kept(database: Database) -> Path:
    """Records with hours and totals, closed."""
    enrol(database)
    hours = HoursService(database.unit)
    for number in range(5):
        hours.append(make_entry(number, database.device_id), CONTEXT)
    database.close()
    return database.folder


def test_status(kept: Path, store_clock: SimulatedClock, capsys: pytest.CaptureFixture[str]) -> None:
    assert commands.status_command(kept, clock=store_clock) == 0
    assert str(Places(kept).records) in capsys.readouterr().out
    assert commands.status_command(kept, as_json=True, clock=store_clock) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["library"].startswith("SQLite 3.")
    assert len(told["copies"]) == 1


def test_check_finds_nothing_in_sound_records(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for _again in range(2):
        assert commands.check_command(kept, everybody, as_json=True) == 0
        assert json.loads(capsys.readouterr().out) == {
            "faults": [],
            "worth_a_look": [],
            "lines": 5,
            "enrolments_compared": 1,
        }
    assert commands.check_command(kept, everybody) == 0
    assert "as it should be" in capsys.readouterr().out


FAULTS = {
    "UPDATE ledger SET measured_seconds = 9000 WHERE sequence = 3": "Line 3",
    "DELETE FROM ledger WHERE sequence = 2": "Line 2",
    "UPDATE ledger SET body = replace(body, '\"pages\":12', '\"pages\":99') WHERE sequence = 4": "Line 4",
    "UPDATE projections SET seconds = seconds + 60 WHERE axis = 'total'": "kept totals",
    "DELETE FROM projections": "kept totals",
    "DROP TRIGGER answers_never_delete": "answers_never_delete",
    "UPDATE enrolments SET person_id = 'nobody'": "names a missing people",
    "INSERT INTO answers VALUES ('lonely', 'no attempt', 'q', 'A', 0, 0, 1)": "lonely",
}


@pytest.mark.parametrize("statement", FAULTS)
def test_check_names_what_was_done_by_hand(
    kept: Path, capsys: pytest.CaptureFixture[str], expected_warnings: list[object], statement: str
) -> None:
    _by_hand(kept, statement)
    told = []
    for _again in range(2):
        assert commands.check_command(kept, everybody) == 1
        told.append(capsys.readouterr().out)
    assert FAULTS[statement] in told[0]
    assert told[0] == told[1], "a check changes nothing"


def test_check_says_that_a_file_is_damaged(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Places(kept).records.write_bytes(b"\x89PNG" * 5_000)
    assert commands.check_command(kept, everybody, as_json=True) == 1
    assert "damaged" in json.loads(capsys.readouterr().out)["faults"][0]


def test_backup_and_restore(database: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fill(database)
    database.close()
    target = tmp_path / "copy.db"
    assert commands.backup_command(database.folder, target) == 0
    assert verify_copy(target, database.driver)  # type: ignore[arg-type]
    assert commands.backup_command(database.folder, target) == 2, "an existing file is left as it is"
    assert commands.backup_command(database.folder, tmp_path) == 0
    assert commands.backup_command(database.folder) == 0
    assert commands.restore_command(database.folder, target) == 0
    assert "was kept" in capsys.readouterr().out
    assert commands.upgrade_command(database.folder) == 0


def test_restore_without_any_copy(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert commands.restore_command(tmp_path / "records") == 1
    assert "no sound safety copy" in capsys.readouterr().err


def test_a_server_keeps_its_own_copies(
    any_database: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if any_database.driver is not None:
        pytest.skip("for a server alone")
    assert commands.status_command(any_database.folder) == 0
    assert "postgresql" in capsys.readouterr().out
    assert commands.backup_command(any_database.folder, tmp_path / "copy.db") == 2
    assert commands.restore_command(any_database.folder, tmp_path / "copy.db") == 2
    assert commands.check_command(any_database.folder, everybody) == 0


def _by_hand(folder: Path, statement: str) -> None:
    """Does what somebody with the sqlite3 program can do."""
    import sqlite3

    connection = sqlite3.connect(Places(folder).records)
    for table in ("ledger", "answers"):
        for verb in ("update", "delete"):
            connection.execute(f"DROP TRIGGER {table}_never_{verb}") if table in statement else None
    if not statement.startswith("DROP"):
        connection.execute(statement)
    connection.commit()
    connection.close()


def test_guards_that_were_taken_away_are_put_back(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert commands.guard_command(kept) == 0
    assert "in its place" in capsys.readouterr().out
    _by_hand(kept, "DROP TRIGGER ledger_never_delete")
    assert commands.check_command(kept, everybody) == 1
    assert commands.guard_command(kept) == 0
    assert "ledger_never_delete" in capsys.readouterr().out
    assert commands.check_command(kept, everybody) == 0
