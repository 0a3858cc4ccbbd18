"""What goes wrong is said once, in words, and to somebody who can hear it."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from trainer.app import window
from trainer.errors import TrainerError
from trainer.ui import errors


def test_a_folder_that_cannot_be_made_is_said_before_there_is_a_window(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    said: list[BaseException] = []
    errors.report_instead(said.append)
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("TRAINER_HOME", str(tmp_path / "file" / "home"))
    try:
        assert window.open_window() == 2
    finally:
        errors.report_instead(None)
    assert "cannot be kept" in str(said[0])
    assert "Traceback" not in capsys.readouterr().err


def test_the_same_trouble_of_two_jobs_makes_one_dialog(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []

    def _ask(parent: object, error: BaseException, log_file: Path) -> None:
        shown.append(str(error))
        errors.show_error(None, TrainerError("The disk is full."), log_file)

    monkeypatch.setattr(errors, "_ask", _ask)
    for _again in range(2):
        errors.show_error(None, TrainerError("The disk is full."), Path("x"))
    assert shown == ["The disk is full."] * 2
