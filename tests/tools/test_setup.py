"""Set-up does each step once, again when its cause changes, and refuses with one clear sentence."""

import os
from pathlib import Path

import pytest

from tools import setup
from tools.system_needs import MissingError

PROJECT = '[project]\nname = "x"\n[build-system]\n[tool.ruff]\n'


@pytest.fixture
def steps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A checkout whose steps are only written down; returns that list."""
    done: list[str] = []
    (tmp_path / ".venv").mkdir()
    python = tmp_path / ".venv" / "python"
    python.touch()
    for name, text in {"pyproject.toml": PROJECT, "run.lock": "a==1", "work.lock": "a==1\nb==2"}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.setattr(setup, "ROOT", tmp_path)
    monkeypatch.setattr(setup, "PYTHON", python)
    monkeypatch.setattr(setup, "STAMP", tmp_path / ".venv" / "set-up.json")
    monkeypatch.setattr(setup, "LOCKS", {name: tmp_path / f"{name}.lock" for name in ("run", "work")})
    monkeypatch.setattr(setup, "_make_environment", lambda: done.append("environment"))
    monkeypatch.setattr(setup, "_bring_libraries", lambda *, for_tests: done.append(f"libraries {for_tests}"))
    monkeypatch.setattr(setup, "_install_lock", lambda lock: done.append(lock.name))
    monkeypatch.setattr(setup, "_install_project", lambda: done.append("project"))
    monkeypatch.setattr(setup, "_prove", lambda: done.append("proof"))
    monkeypatch.setattr(setup, "_quietly", lambda command: done.append(command[-1]))
    return done


def again(steps: list[str], purpose: str) -> list[str]:
    steps.clear()
    assert setup.main([purpose]) == 0
    return list(steps)


def test_the_first_call_does_everything_and_the_second_nothing(steps: list[str]) -> None:
    assert again(steps, "work") == ["environment", "libraries True", "work.lock", "project", "proof"]
    assert again(steps, "work") == []


def test_to_run_needs_less_than_to_work_and_work_serves_both(steps: list[str]) -> None:
    assert again(steps, "run") == ["environment", "libraries False", "run.lock", "project", "proof"]
    assert again(steps, "run") == []
    assert again(steps, "work") == ["libraries True", "work.lock", "project", "proof"]
    assert again(steps, "run") == []


def test_a_changed_lock_is_installed_again(steps: list[str]) -> None:
    again(steps, "work")
    setup.LOCKS["work"].write_text("a==2", encoding="utf-8")
    assert "work.lock" in again(steps, "work")


def test_a_changed_gate_installs_nothing_and_a_changed_project_itself_alone(steps: list[str]) -> None:
    again(steps, "work")
    page = setup.ROOT / "pyproject.toml"
    page.write_text(PROJECT + "line-length = 99\n", encoding="utf-8")
    assert again(steps, "work") == []
    page.write_text(PROJECT.replace('"x"', '"y"'), encoding="utf-8")
    assert again(steps, "work") == ["libraries True", "project", "proof"]


def test_a_lost_or_foreign_environment_is_made_anew(steps: list[str]) -> None:
    again(steps, "work")
    setup.PYTHON.unlink()
    assert again(steps, "work")[0] == "environment"
    setup.PYTHON.touch()
    setup.STAMP.write_text("not JSON", encoding="utf-8")
    assert again(steps, "work")[0] == "environment"


def test_a_newer_catalogue_is_compiled(steps: list[str]) -> None:
    again(steps, "work")
    folder = setup.ROOT / "translations" / "es" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "trainer.po").touch()
    assert again(steps, "work") == ["--compile"]
    (folder / "trainer.mo").touch()
    os.utime(folder / "trainer.po", (0, 0))
    assert again(steps, "work") == []


def test_what_only_a_person_can_bring_is_said_and_tried_again_next_time(
    steps: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*, for_tests: bool) -> None:
        raise MissingError("Please type this")

    monkeypatch.setattr(setup, "_bring_libraries", refuse)
    assert setup.main(["run"]) == 1
    assert capsys.readouterr().err == "Please type this\n"
    assert not setup.STAMP.exists()


def test_a_wrong_word_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert setup.main(["play"]) == 1
    assert "'run' or with 'work'" in capsys.readouterr().err


def test_a_lock_is_installed_as_it_is_and_nothing_newer_is_looked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A release that came after the lock once stopped every new checkout: older pip resolves extras past the hashes."""
    commands: list[list[object]] = []
    monkeypatch.setattr(setup, "_quietly", commands.append)
    setup._install_lock(tmp_path / "x.lock")
    install, check = commands
    assert "--no-deps" in install
    assert "--require-hashes" in install
    assert check[-1] == "check"
