"""``trainer db …``: what is said, and the exit codes."""

import json
import os
from datetime import timedelta
from pathlib import Path

import pytest

from tests.fakes.by_hand import body_edit, by_hand
from tests.fakes.learner import CONTEXT
from tests.fakes.records import PERSON, fill, make_entry
from tests.fixtures.store import FILE_ALONE, SERVER_ALONE
from trainer.clock import SimulatedClock
from trainer.errors import TrainerError
from trainer.hours.examine import Learner
from trainer.store import commands
from trainer.store.backup import copies
from trainer.store.copies import count_lines, verify_copy
from trainer.store.database import Database, open_database
from trainer.store.driver import find_driver
from trainer.store.places import Places


def everybody(_database: Database) -> list[Learner]:
    return [Learner(PERSON, CONTEXT)]


@FILE_ALONE
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
            "lines": 6,
            "enrolments_compared": 1,
            "not_compared": 0,
            "next_steps": [],
        }
    assert commands.check_command(kept, everybody) == 0
    assert "as it should be" in capsys.readouterr().out


UNGUARDED = ("ledger", "answers")
FAULTS = {
    "UPDATE ledger SET measured_seconds = 9000 WHERE sequence = 3": "Line 3",
    "DELETE FROM ledger WHERE sequence = 2": "Line 2",
    body_edit('"pages":12', '"pages":99', 4): "Line 4",
    "UPDATE projections SET seconds = seconds + 60 WHERE axis = 'total'": "kept totals",
    "DELETE FROM projections": "kept totals",
    "UPDATE projections SET seconds = seconds + 7 WHERE name = 'measured'": "Total, measured: kept as",
    "": "answers_never_delete",
}
REFERENCES = {
    "UPDATE enrolments SET person_id = 'nobody'": "names a missing people",
    "INSERT INTO answers VALUES ('lonely', 'no attempt', 'q', 'A', false, 0, 1)": "lonely",
}
"""A file lets its owner point at nothing; a server refuses."""


@pytest.mark.parametrize("statement", FAULTS)
def test_check_names_what_was_done_by_hand(
    kept: Path, capsys: pytest.CaptureFixture[str], expected_warnings: list[object], statement: str
) -> None:
    by_hand(kept, statement, UNGUARDED)
    _is_named(kept, capsys, FAULTS[statement])


@FILE_ALONE
@pytest.mark.parametrize("statement", REFERENCES)
def test_check_names_what_points_at_nothing(kept: Path, capsys: pytest.CaptureFixture[str], statement: str) -> None:
    by_hand(kept, statement, UNGUARDED)
    _is_named(kept, capsys, REFERENCES[statement])


@SERVER_ALONE
@pytest.mark.parametrize("statement", REFERENCES)
def test_a_server_refuses_what_points_at_nothing(kept: Path, statement: str) -> None:
    from psycopg.errors import ForeignKeyViolation

    with pytest.raises(ForeignKeyViolation):
        by_hand(kept, statement, UNGUARDED)


def _is_named(folder: Path, capsys: pytest.CaptureFixture[str], expected: str) -> None:
    told = []
    for _again in range(2):
        assert commands.check_command(folder, everybody) == 1
        told.append(capsys.readouterr().out)
    assert expected in told[0]
    assert told[0] == told[1], "a check changes nothing"


@FILE_ALONE
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


def test_a_copy_with_fewer_lines_is_put_in_place_only_when_that_is_meant(
    database: Database, tmp_path: Path, store_clock: SimulatedClock, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(database)
    database.close()
    older = tmp_path / "older.db"
    assert commands.backup_command(database.folder, older) == 0
    with open_database(database.folder, store_clock) as opened, opened.unit() as unit:
        unit.ledger.append(make_entry(50, opened.device_id))
        unit.commit()
    before = Places(database.folder).records.read_bytes()
    capsys.readouterr()
    assert commands.restore_command(database.folder, older) == 1
    told = capsys.readouterr().err
    assert f"{older} holds 6 lines of the hours ledger, and {Places(database.folder).records} holds 7." in told
    assert "--anyway" in told
    assert Places(database.folder).records.read_bytes() == before
    assert commands.restore_command(database.folder, older, anyway=True) == 0
    assert "6 now, 7 before" in capsys.readouterr().out


@FILE_ALONE
def test_a_copy_of_edited_records_is_made_and_brought_back_and_said_to_be_edited(
    kept: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    by_hand(kept, "UPDATE ledger SET measured_seconds = 9000 WHERE sequence = 3")
    copy = tmp_path / "copy.db"
    assert commands.backup_command(kept, copy) == 0
    assert commands.restore_command(kept, copy) == 0
    assert capsys.readouterr().out.count("not as they were written; trainer hours verify") == 2


@FILE_ALONE
def test_what_is_no_file_is_not_brought_back(kept: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for source in (tmp_path / "nowhere.db", tmp_path):
        assert commands.restore_command(kept, source) == 2
        assert "There is no such file" in capsys.readouterr().err


def test_restore_without_any_copy(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "records" / "backups").mkdir(parents=True)
    assert commands.restore_command(tmp_path / "records") == 1
    assert "no sound safety copy" in capsys.readouterr().err
    with pytest.raises(TrainerError, match="no records"):
        commands.restore_command(tmp_path / "mistyped")
    assert not (tmp_path / "mistyped").exists()


def test_the_latest_by_name_is_not_taken_where_another_copy_holds_more(
    database: Database, store_clock: SimulatedClock, capsys: pytest.CaptureFixture[str]
) -> None:
    """A copy is called by the clock, which may once have stood in another year."""
    fill(database)
    database.close()
    places = Places(database.folder)
    ahead = SimulatedClock(store_clock.now() + timedelta(days=400))
    assert commands.backup_command(database.folder, clock=ahead) == 0
    with open_database(database.folder, store_clock) as opened, opened.unit() as unit:
        unit.ledger.append(make_entry(50, opened.device_id))
        unit.commit()
    assert commands.backup_command(database.folder, clock=store_clock) == 0
    places.records.write_bytes(b"garbage" * 2_000)
    capsys.readouterr()
    assert commands.restore_command(database.folder) == 1
    assert "holds 6 lines of the hours ledger, and" in capsys.readouterr().err
    (fuller,) = [copy.path for copy in copies(places) if count_lines(copy.path, find_driver()) == 7]
    assert commands.restore_command(database.folder, fuller) == 0
    assert "7 now; those before could not be counted" in capsys.readouterr().out


@FILE_ALONE
def test_a_copy_replaces_nothing_and_comes_of_nothing_else(
    kept: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pipe, other = tmp_path / "pipe", tmp_path / "other.txt"
    os.mkfifo(pipe)
    other.write_text("no copy")
    assert commands.backup_command(kept, pipe) == 2
    assert pipe.is_fifo()
    assert commands.restore_command(kept, other, anyway=True) == 1
    assert "This is no sound copy of the records" in capsys.readouterr().err


@SERVER_ALONE
def test_a_server_keeps_its_own_copies(
    any_database: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert commands.status_command(any_database.folder) == 0
    assert "postgresql" in capsys.readouterr().out
    assert commands.backup_command(any_database.folder, tmp_path / "copy.db") == 2
    assert commands.restore_command(any_database.folder, tmp_path / "copy.db") == 2
    assert commands.check_command(any_database.folder, everybody) == 0


def test_guards_that_were_taken_away_are_put_back(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert commands.guard_command(kept) == 0
    assert "in its place" in capsys.readouterr().out
    by_hand(kept, "", ("ledger",))
    assert commands.check_command(kept, everybody) == 1
    assert commands.guard_command(kept) == 0
    assert "ledger_never_delete" in capsys.readouterr().out
    assert commands.check_command(kept, everybody) == 0
