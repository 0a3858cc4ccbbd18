"""The commands: exit codes, kind words, and no traceback for anybody."""

import subprocess
import sys
from pathlib import Path

import pytest

from trainer import cli
from trainer.errors import TrainerError


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


def test_an_error_for_a_person_is_said_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TRAINER_HOME", str(tmp_path))
    assert cli.run(["hours", "report"]) == 2
    assert "Please name one learner" in capsys.readouterr().err


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
