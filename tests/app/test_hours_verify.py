"""``trainer hours verify`` on the real records of a real course: receipts, hand edits, and what the window says."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.fakes.by_hand import by_hand
from tests.fixtures.store import FILE_ALONE, Original, Server, written_once
from trainer import cli
from trainer.app.workspace import Workspace
from trainer.clock import SimulatedClock
from trainer.cohorts.accounts import NewPerson
from trainer.cohorts.people import Enrolment, Role
from trainer.errors import TrainerError
from trainer.hours.checkpoints import Purpose
from trainer.hours.doubts import heads_of
from trainer.hours.ledger import FIRST_HASH, Entry, EntryKind, Head, body_bytes, sealed
from trainer.hours.policy import Policy
from trainer.hours.receipts import receipt_text
from trainer.identifiers import new_id

START = datetime(2026, 9, 14, 16, tzinfo=UTC)


@pytest.fixture(scope="module")
def studied_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Original]:
    with written_once(None, "", tmp_path_factory.mktemp("studied"), studied) as original:
        yield original


@pytest.fixture(scope="module")
def studied_postgresql(
    postgres: Server, _new_records: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Original]:
    with written_once(postgres, _new_records, tmp_path_factory.mktemp("studied"), studied) as original:
        yield original


def studied(folder: Path) -> None:
    """Writes five lines of one lesson of the taster."""
    clock = SimulatedClock(START)
    space = Workspace(folder, clock)
    person = space.accounts.add(NewPerson(Role.LEARNER, "Marisol", "en"))
    enrolment = space.enrol(person, "first-steps")
    lesson = next(iter(space.programme(enrolment).lessons))
    for number in range(5):
        space.hours.append(line(enrolment, lesson, space.database.device_id, number), space.context(enrolment))
    space.close()


def line(enrolment: Enrolment, lesson: str, device: str, number: int) -> Entry:
    begun = START + timedelta(minutes=5 * number)
    return Entry(
        new_id(begun), enrolment.id, EntryKind.SELF_PACED, lesson, enrolment.edition, enrolment.policy, begun,
        "America/Los_Angeles", 240, 240, device, enrolment.person_id, evidence={"pages": 3},
    )  # fmt: skip


@pytest.fixture
def home(
    kind: str,
    server: Server | None,
    request: pytest.FixtureRequest,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Path]:
    """A copy of them, as the data folder; once on each kind of database."""
    original: Original = request.getfixturevalue(f"studied_{kind}")
    with original.copied(tmp_path / "home", server, monkeypatch) as folder:
        monkeypatch.setenv("TRAINER_HOME", str(folder))
        yield folder


def test_sound_records_and_a_receipt(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["hours", "verify", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["lines"], found["checkpoints"], found["findings"]) == (5, 1, [])
    space = Workspace(home, SimulatedClock(START))
    with space.unit() as unit:
        (head,) = heads_of([space.database.device_id], unit.doubts)
    space.close()
    assert cli.run(["hours", "verify", "--receipt", receipt_text(head)]) == 0
    by_hand(home, "DELETE FROM ledger WHERE sequence = 5")
    capsys.readouterr()
    assert cli.run(["hours", "verify", "--receipt", receipt_text(head)]) == 1
    assert "Line 5" in capsys.readouterr().out


def test_an_edition_that_is_not_here_hides_nobody(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    space = Workspace(home, SimulatedClock(START + timedelta(days=1)))
    (marisol,) = space.enrolments()
    person = space.accounts.add(NewPerson(Role.LEARNER, "Ben", "en"))
    gone = replace(marisol, id="of-ben", person_id=person.id, edition="gone")
    with space.unit() as unit:
        unit.people.add_enrolment(gone)
        unit.ledger.append(line(gone, "old-01", space.database.device_id, 7))
        unit.commit()
    space.close()
    for words in (["hours", "verify"], ["db", "check"]):
        assert cli.run(words) == 0
        told = capsys.readouterr().out
        assert "The lines of 1 record were checked, but not credited again." in told
        assert "“gone” of the course is not on this computer" in told
        assert "all totals agree" not in told
        assert "Everything is as it should be" not in told
    assert "Records whose totals were compared: 1." in told
    by_hand(home, "DELETE FROM ledger WHERE sequence = 2")
    assert cli.run(["hours", "verify"]) == 1
    assert "Line 2" in capsys.readouterr().out


@FILE_ALONE
def test_what_was_measured_shows_without_the_edition_too(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    by_hand(home, "DELETE FROM ledger WHERE sequence = 5; DELETE FROM checkpoints; UPDATE enrolments SET edition = 'x'")
    assert cli.run(["hours", "verify"]) == 1
    told = capsys.readouterr().out
    assert "The entries and the kept totals differ by 4 min." in told
    assert "not credited again" in told
    by_hand(home, "UPDATE projections SET seconds = 'many'")
    assert cli.run(["hours", "verify"]) == 1


@FILE_ALONE
def test_totals_that_contradict_each_other_show_without_the_edition_too(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    raised = "UPDATE projections SET seconds = seconds + 144000 WHERE axis = 'total' AND name = 'credited'"
    by_hand(home, f"{raised}; UPDATE enrolments SET edition = 'gone'")
    for words in (["hours", "verify"], ["db", "check"]):
        assert cli.run(words) == 1
        assert "They do not even agree with one another." in capsys.readouterr().out


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
    by_hand(home, "DELETE FROM ledger WHERE sequence = 2")
    learner, office = _notes()
    assert "you can go on studying" in learner
    assert "trainer hours verify" in office


def test_a_transcript_is_remembered_as_a_receipt(
    home: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert cli.run(["hours", "report", "--pdf", str(tmp_path / "transcript.pdf")]) == 0
    by_hand(home, "DELETE FROM ledger WHERE sequence = 5")
    capsys.readouterr()
    assert cli.run(["hours", "verify"]) == 1
    assert "Line 5" in capsys.readouterr().out


@pytest.mark.parametrize("order", [1, -1])
def test_what_is_handed_out_is_the_end_of_what_counts_whichever_line_came_first(
    home: Path, capsys: pytest.CaptureFixture[str], order: int
) -> None:
    space = Workspace(home, SimulatedClock(START + timedelta(days=1)))
    (enrolment,), device = space.enrolments(), new_id(START)
    lesson = next(iter(space.programme(enrolment).lessons))
    first = sealed(line(enrolment, lesson, device, 10), 1, FIRST_HASH)
    rivals = [sealed(line(enrolment, lesson, device, number), 2, first.hash) for number in (11, 12)]
    with space.unit() as unit:
        unit.intake.take_in([(body_bytes(one), one.hash) for one in (first, *rivals[::order])])
        unit.commit()
    space.transcript(space.accounts.person(enrolment.person_id), enrolment)
    with space.unit() as unit:
        signed = [made.head for made in unit.checkpoints.all() if made.purpose is Purpose.PAPER]
    space.close()
    assert [head for head in signed if head.device_id == device] == [Head(device, 1, first.hash)]
    assert cli.run(["hours", "verify", "--receipt", receipt_text(Head(device, 2, rivals[0].hash)), "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert {"device_id": device, "sequence": 1, "hash": first.hash} in found["heads"]
    assert any("contradicted" in fault for fault in found["findings"])
    assert not any(device in fault for fault in found["findings"]), "nothing is missing from its chain"


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


DAMAGED = {
    "UPDATE enrolments SET starts_on = 'soon'": "Enrollment",
    "UPDATE people SET created_at = 'never'": "Profile",
    "UPDATE people SET role = 'boss'": "Profile",
    "INSERT INTO providers (facts) VALUES ('hello')": "training provider",
    "DROP TABLE certificates": "may be damaged",
    "UPDATE people SET name = x'ff00fe'": "Profile",
    "UPDATE people SET legal_name = x'ff00fe'": "Profile",
    "UPDATE enrolments SET policy = x'ff00fe'": "Enrollment",
    "UPDATE people SET id = 'another'": "belongs to nobody",
}
COMMANDS = (["hours", "verify"], ["hours", "report"], ["db", "check"], ["certificate", "preflight"], ["hours", "plan"])


@FILE_ALONE
@pytest.mark.parametrize("edit", DAMAGED)
def test_text_where_a_value_belongs_is_told_calmly_whatever_is_asked(
    home: Path, capsys: pytest.CaptureFixture[str], edit: str
) -> None:
    by_hand(home, edit, ("providers", "certificates"))
    named = 0
    for words in COMMANDS:
        code = cli.run(list(words))
        told = "".join(capsys.readouterr())
        assert "went wrong" not in told, (words, told)
        assert "Traceback" not in told
        named += DAMAGED[edit] in told
        if words in (["hours", "verify"], ["db", "check"]):
            assert code, (words, told)
            assert DAMAGED[edit] in told, (words, told)
            assert "trainer db" in told, (words, told)
    assert named >= 2


@FILE_ALONE
@pytest.mark.parametrize("edit", ["value = x'ff00fe'", "name = x'ff00fe' WHERE name = 'device_id'"])
def test_bytes_among_the_kept_values_stop_nothing(home: Path, capsys: pytest.CaptureFixture[str], edit: str) -> None:
    by_hand(home, f"UPDATE kept_values SET {edit}", ())
    for words in (*COMMANDS, ["db", "status"]):
        cli.run(list(words))
        assert "went wrong" not in "".join(capsys.readouterr())


def test_where_every_line_and_every_total_is_gone_the_paper_says_so_too(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    by_hand(home, "DELETE FROM ledger; DELETE FROM projections")
    space = Workspace(home, SimulatedClock(START + timedelta(days=1)))
    with space.unit() as unit:
        unit.ledger.put_guards_back()
        unit.commit()
    space.close()
    for words in (["hours", "verify"], ["hours", "report"], ["hours", "export"], ["certificate", "preflight"]):
        assert cli.run(words) == 1, words
    assert "[met] The check of the ledger" not in capsys.readouterr().out


SEEN_IN_TOTALS = {
    "UPDATE enrolments SET starts_on = '2026-09-20'": "kept totals",
    "UPDATE projections SET seconds = 99999 WHERE axis = 'total' AND name = 'credited'": "27:46:39",
    "UPDATE projections SET seconds = seconds + 1 WHERE axis = 'mode'": "kept totals",
    "DELETE FROM projections": "kept totals",
}


@pytest.mark.parametrize("edit", SEEN_IN_TOTALS)
def test_whatever_is_asked_says_the_same(home: Path, capsys: pytest.CaptureFixture[str], edit: str) -> None:
    """Report, export, paper, checklist and verification: none of them says that all is well while another does not."""
    by_hand(home, edit)
    space = Workspace(home, SimulatedClock(START + timedelta(days=1)))
    with space.unit() as unit:
        unit.ledger.put_guards_back()
        unit.commit()
    (enrolment,) = space.enrolments()
    assert space.notes(enrolment)
    space.close()
    assert cli.run(["hours", "verify"]) == 1
    assert SEEN_IN_TOTALS[edit] in capsys.readouterr().out
    for words in (["report"], ["export"], ["report", "--pdf", str(home / "paper.pdf")], ["report", "--json"]):
        assert cli.run(["hours", *words]) == 1
        told = capsys.readouterr()
        assert "not as" in told.err or '"findings": 1' in told.out
    paper = home / "paper.pdf"
    assert paper.stat().st_size
    assert cli.run(["certificate", "preflight"]) == 1
    assert "[met] The check of the ledger" not in capsys.readouterr().out


@FILE_ALONE
def test_a_damaged_profile_hides_no_other(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    space = Workspace(home, SimulatedClock(START + timedelta(days=1)))
    space.enrol(space.accounts.add(NewPerson(Role.LEARNER, "Ben", "en")), "first-steps")
    space.close()
    by_hand(home, "UPDATE people SET role = 'boss' WHERE name = 'Ben'", ())
    assert cli.run(["hours", "report", "--learner", "Marisol"]) == 0
    assert "Marisol" in capsys.readouterr().out
    assert cli.run(["db", "check"]) == 1
    assert "Profile" in capsys.readouterr().out


@FILE_ALONE
def test_a_damaged_enrollment_hides_no_line_even_where_it_is_the_only_one(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    by_hand(home, "UPDATE enrolments SET starts_on = 'x'; UPDATE ledger SET measured_seconds = 1 WHERE sequence = 2")
    for words in (["hours", "verify"], ["db", "check"]):
        assert cli.run(words) == 1
        told = capsys.readouterr().out
        assert "Enrollment" in told
        assert "Line 2" in told


@FILE_ALONE
def test_nobody_is_moved_to_an_older_enrollment_because_the_latest_cannot_be_read(home: Path) -> None:
    space = Workspace(home, SimulatedClock(START + timedelta(days=1)))
    (latest,) = space.enrolments()
    with space.unit() as unit:
        unit.people.add_enrolment(replace(latest, id="older", starts_on=latest.starts_on - timedelta(days=90)))
        unit.commit()
    space.close()
    by_hand(home, f"UPDATE enrolments SET ends_on = 'x' WHERE id = '{latest.id}'")
    space = Workspace(home, SimulatedClock(START + timedelta(days=1)))
    (person,) = space.accounts.people()
    for ask in (lambda: space.accounts.enrolments(person.id), lambda: space.enrol(person, "first-steps")):
        with pytest.raises(TrainerError, match="cannot be read"):
            ask()
    space.close()


@FILE_ALONE
def test_nobody_takes_the_place_of_an_administrator_who_cannot_be_read(home: Path) -> None:
    space = Workspace(home, SimulatedClock(START))
    boss = space.accounts.add(NewPerson(Role.ADMINISTRATOR, "Ines", "en"))
    ben = space.accounts.add(NewPerson(Role.INSTRUCTOR, "Ben", "en"))
    space.close()
    by_hand(home, f"UPDATE people SET role = 'x' WHERE id = '{boss.id}'", ())
    space = Workspace(home, SimulatedClock(START))
    wish = Policy(effective_from="2026-09-14", idle_limit_seconds=600)
    with pytest.raises(TrainerError, match="administrator"):
        space.policy_service.publish(ben.id, wish, "default-1")
    space.close()


def test_what_is_said_of_a_record_is_of_one_moment(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between a look at the lines and one at the kept totals another desk may write."""
    space = Workspace(home, SimulatedClock(START + timedelta(days=1)))
    (enrolment,) = space.enrolments()
    space.context(enrolment)
    opened: list[object] = []
    unit = space.database.unit
    monkeypatch.setattr(space.database, "unit", lambda: (opened.append(None), unit())[1])
    lines, record, faults = space.standing(enrolment)
    assert (len(lines), len(record.credits), faults, len(opened)) == (5, 5, 0, 1)
    space.close()
