"""The commands: exit codes, kind words, and no traceback for anybody."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from trainer import cli
from trainer.app.workspace import Workspace
from trainer.clock import SystemClock
from trainer.cohorts.accounts import NewPerson
from trainer.cohorts.people import Enrolment, Role
from trainer.errors import TrainerError
from trainer.hours.policy import Policy


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.run(["--help"])
    assert ended.value.code == 0
    said = capsys.readouterr().out
    assert all(command in said for command in ("demo", "content", "hours", "certificate", "db"))


def test_a_wrong_call_ends_with_two(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.run(["certificate", "polish"])
    assert ended.value.code == 2


@pytest.mark.parametrize(
    "words", ["hours report", "hours verify", "db check", "db guard", "db status", "db upgrade", "db backup",
              "certificate list", "certificate preflight"],
)  # fmt: skip
def test_a_mistyped_folder_is_no_healthy_one_and_nothing_is_made_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], words: str
) -> None:
    monkeypatch.setenv("TRAINER_HOME", str(tmp_path / "mistyped"))
    assert cli.run(words.split()) == 2
    assert "There are no records in" in capsys.readouterr().err
    assert not list(tmp_path.rglob("*.db"))
    assert not list(tmp_path.rglob("*.key"))


def test_an_unforeseen_error_goes_to_the_log_and_not_to_the_person(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def _break(options: object) -> int:
        raise ZeroDivisionError("a bug")

    monkeypatch.setenv("TRAINER_HOME", str(tmp_path))
    monkeypatch.setattr(cli, "_hours", _break)
    assert cli.run(["hours", "verify"]) == 2
    said = capsys.readouterr().err
    assert "Traceback" not in said
    assert "ZeroDivisionError: a bug" in (tmp_path / "logs" / "trainer.log").read_text("utf-8")
    assert str(tmp_path / "logs" / "trainer.log") in said


def test_a_reader_that_stops_listening_is_no_error() -> None:
    done = subprocess.run(
        f"{sys.executable} -m trainer content stats --json | head -c 20",
        shell=True,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.startswith("{")
    assert "Traceback" not in done.stderr


def test_no_display_is_said_kindly(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    assert cli.run([]) == 2
    assert "There is no display here" in capsys.readouterr().err


def test_the_error_of_a_person_keeps_file_and_advice_on_lines_of_their_own() -> None:
    error = TrainerError("It did not open.", "Try another.", path=Path("x.pdf"))
    assert str(error) == "It did not open.\nx.pdf\nTry another."


def test_the_policies_are_shown_and_compared_and_asking_makes_no_records(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TRAINER_HOME", str(tmp_path))
    assert cli.run(["hours", "policy", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["in_force"], said["unreadable"], len(said["policies"])) == ("default-1", [], 1)
    assert said["policies"][0]["idle_limit_seconds"] == 300
    assert cli.run(["hours", "policy", "--against", "default-1"]) == 0
    assert "Nothing differs." in capsys.readouterr().out
    assert cli.run(["hours", "policy", "--against", "evening-1"]) == 2
    assert list(tmp_path.iterdir()) == []


def test_a_published_version_is_in_force_for_new_lines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TRAINER_HOME", str(tmp_path))
    space = Workspace(tmp_path, SystemClock())
    ana = space.accounts.add(NewPerson(Role.INSTRUCTOR, "Ana", "en"))
    enrolment = Enrolment("e", ana.id, "first-steps", "edition", "default-1", space.local_now().date())
    assert space.policy_of(enrolment).name == "default-1"
    wish = Policy(effective_from=space.local_now().date().isoformat(), idle_limit_seconds=600)
    space.policy_service.publish(ana.id, wish, "default-1")
    space.read_policies()
    assert space.policy_of(enrolment).name == "default-2"
    space.close()
    assert cli.run(["hours", "policy", "--against", "default-1"]) == 0
    assert "Idle limit: 5 min → 10 min" in capsys.readouterr().out
