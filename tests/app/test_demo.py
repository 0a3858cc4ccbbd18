"""The demonstration: the whole main job with one command."""

import subprocess
import sys
from pathlib import Path

import pytest

from trainer.demo.run import run_demo
from trainer.errors import TrainerError


def test_the_demonstration_holds_from_beginning_to_end(tmp_path: Path) -> None:
    out = tmp_path / "demo"
    done = subprocess.run(
        [sys.executable, "-m", "trainer", "demo", "--out", str(out)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert "FAULT" not in done.stdout
    for name in ("certificate.pdf", "certificate.jpg", "transcript.pdf", "hours.csv", "provider-key.json"):
        assert (out / name).stat().st_size > 200
    for looks in ("light", "dark"):
        assert len(list((out / "screens" / looks).glob("*.png"))) >= 14
    facts = subprocess.run(
        ["pdftotext", "-layout", str(out / "certificate.pdf"), "-"], capture_output=True, text=True, check=True
    ).stdout
    for fact in ("Marisol Elena Vega", "4 hours 40 minutes", "Puente Wellness Center", "SAMPLE"):
        assert fact in facts
    signed = subprocess.run(["pdfsig", str(out / "certificate.pdf")], capture_output=True, text=True, check=False)
    assert "Signature is Valid" in signed.stdout
    assert "Total document signed" in signed.stdout


def test_a_folder_that_holds_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(TrainerError, match="not empty"):
        run_demo(tmp_path)
    assert (tmp_path / "thesis.txt").read_text() == "years of work"


def test_a_folder_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(TrainerError, match="cannot be written"):
        run_demo(tmp_path / "file" / "demo")
