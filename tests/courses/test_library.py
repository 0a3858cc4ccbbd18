"""Which pack is opened, when one is compiled, and what happens when the old one is damaged."""

import json
from pathlib import Path

import pytest

from tests.fixtures.courses import MODULE
from trainer.courses import library
from trainer.courses.library import open_catalogue, open_edition
from trainer.errors import TrainerError


@pytest.fixture
def builds(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Counts how often content is compiled."""
    counted: list[Path] = []
    build = library.build_pack

    def counting(content_folder: Path, packs_folder: Path) -> Path:
        counted.append(content_folder)
        return build(content_folder, packs_folder)

    monkeypatch.setattr(library, "build_pack", counting)
    return counted


def open_and_close(packs: Path, content: Path) -> str:
    catalogue = open_catalogue(packs, content)
    catalogue.close()
    return catalogue.edition


def test_the_first_use_compiles_and_the_next_does_not(course_folder: Path, tmp_path: Path, builds: list[Path]) -> None:
    first = open_and_close(tmp_path / "packs", course_folder)
    assert open_and_close(tmp_path / "packs", course_folder) == first
    assert len(builds) == 1


def test_changed_content_is_compiled_again(course_folder: Path, tmp_path: Path, builds: list[Path]) -> None:
    first = open_and_close(tmp_path / "packs", course_folder)
    lesson = course_folder / "modules" / MODULE / "en" / "lessons" / "alfa-01.md"
    lesson.write_text(lesson.read_text(encoding="utf-8").replace("One breath", "One slow breath"), encoding="utf-8")
    assert open_and_close(tmp_path / "packs", course_folder) != first
    assert len(builds) == 2
    assert open_edition(tmp_path / "packs", first).edition == first


@pytest.mark.parametrize("damage", [b"", b"no pack", b"\x89PNG\r\n\x1a\n"])
def test_a_damaged_pack_of_our_own_is_made_again(
    course_folder: Path, tmp_path: Path, builds: list[Path], damage: bytes
) -> None:
    edition = open_and_close(tmp_path / "packs", course_folder)
    next((tmp_path / "packs").glob("*.pack")).write_bytes(damage)
    assert open_and_close(tmp_path / "packs", course_folder) == edition
    assert len(builds) == 2


@pytest.mark.parametrize(
    "note", [b"", b"[", b"[]", b'{"pack": 3}', b'{"pack": "../../x", "content": "y"}', b"[" * 100_000]
)
def test_a_damaged_note_is_written_again(course_folder: Path, tmp_path: Path, builds: list[Path], note: bytes) -> None:
    open_and_close(tmp_path / "packs", course_folder)
    (tmp_path / "packs" / "current.json").write_bytes(note)
    open_and_close(tmp_path / "packs", course_folder)
    open_and_close(tmp_path / "packs", course_folder)
    assert len(builds) == 2


def test_a_note_cannot_lead_out_of_the_folder(course_folder: Path, tmp_path: Path, pack: Path) -> None:
    packs = tmp_path / "own"
    open_and_close(packs, course_folder)
    note = json.loads((packs / "current.json").read_text(encoding="utf-8"))
    note["pack"] = f"../packs/{pack.name}"
    (packs / "current.json").write_text(json.dumps(note), encoding="utf-8")
    assert open_catalogue(packs, course_folder).path.parent == packs


def test_content_that_cannot_be_read_is_named(course_folder: Path, tmp_path: Path) -> None:
    (course_folder / "sources.yaml").write_text("a: &a [1]\nb: *a\n", encoding="utf-8")
    with pytest.raises(TrainerError) as caught:
        open_catalogue(tmp_path / "packs", course_folder)
    assert caught.value.path == course_folder / "sources.yaml"
    assert "line 1" in caught.value.message


def test_a_folder_without_content_is_named(tmp_path: Path) -> None:
    with pytest.raises(TrainerError) as caught:
        open_catalogue(tmp_path / "packs", tmp_path / "nowhere")
    assert caught.value.path == tmp_path / "nowhere"


def test_an_edition_that_is_not_here_is_said_kindly(tmp_path: Path) -> None:
    with pytest.raises(TrainerError, match="0123456789ab"):
        open_edition(tmp_path, "0123456789ab")
