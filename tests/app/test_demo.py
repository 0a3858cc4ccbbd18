"""The demonstration: the whole main job with one command."""

import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

import trainer.app.places
from trainer.demo.run import run_demo
from trainer.demo.tour import LOOKS
from trainer.errors import TrainerError

PLACES = sorted(path.stem for path in Path(trainer.app.places.__file__).parent.glob("[a-z]*.py"))
ALSO = ("someone-new", "office-attendance", "office-provider", "office-policy", "looks")
"""Pages and dialogs that are no places of their own."""


@dataclass(frozen=True)
class Shown:
    """A demonstration that ended: what it wrote, and where."""

    out: Path
    said: str

    def pictures(self, look: str) -> list[Path]:
        """Returns the pictures of a round, in order."""
        return sorted((self.out / "screens" / look).glob("*.png"))


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Shown:
    """The demonstration, run once for this module."""
    out = tmp_path_factory.mktemp("demonstration") / "demo"
    done = subprocess.run(
        [sys.executable, "-m", "trainer", "demo", "--out", str(out)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return Shown(out, done.stdout)


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize("name", [*(place.replace("_", "-") for place in PLACES), *ALSO])
def test_every_place_has_its_picture(demo: Shown, name: str, look: str) -> None:
    pattern = re.compile(rf"[0-9]{{2}}-{name}(-[a-z0-9-]+)?\.png")
    assert any(pattern.fullmatch(picture.name) for picture in demo.pictures(look))


def test_every_round_has_the_same_pictures_and_none_is_empty(demo: Shown) -> None:
    names = [picture.name for picture in demo.pictures("light")]
    assert len(PLACES) > 10
    for look, _changes in LOOKS:
        assert [picture.name for picture in demo.pictures(look)] == names
        assert all(picture.stat().st_size > 2_000 for picture in demo.pictures(look))


@pytest.mark.parametrize("look", ["dark", "contrast", "large", "spanish"])
def test_no_picture_of_a_round_is_that_of_the_light_one(demo: Shown, look: str) -> None:
    """An office in English among the Spanish pictures, say."""
    pairs = zip(demo.pictures(look), demo.pictures("light"), strict=True)
    assert [one.name for one, other in pairs if one.read_bytes() == other.read_bytes()] == []


def test_the_pictures_leave_everybody_the_language_they_speak(demo: Shown) -> None:
    with closing(sqlite3.connect(demo.out / "records" / "records.db")) as records:
        assert set(records.execute("SELECT language FROM people")) == {("en",)}


def test_the_demonstration_holds_from_beginning_to_end(demo: Shown) -> None:
    out = demo.out
    assert "FAULT" not in demo.said
    for name in ("certificate.pdf", "certificate.jpg", "transcript.pdf", "hours.csv", "provider-key.json"):
        assert (out / name).stat().st_size > 200
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
