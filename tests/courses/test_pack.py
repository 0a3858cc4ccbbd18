"""Compiling: equal content gives equal bytes, and nothing is left half done."""

import os
import struct
from pathlib import Path

import pytest

from tests.fixtures.courses import LESSONS, MODULE, sample_rules
from trainer.courses import engine
from trainer.courses.faults import ContentError
from trainer.courses.pack import write_pack
from trainer.courses.pack_format import Key, edition_in_name, pack_name, read_manifest, write_manifest
from trainer.courses.pack_reader import PackCatalogue
from trainer.courses.source import read_content
from trainer.errors import TrainerError


def build(content: Path, out: Path) -> Path:
    return write_pack(read_content(content, sample_rules()), out)


def test_equal_content_gives_equal_bytes(course_folder: Path, tmp_path: Path) -> None:
    first = build(course_folder, tmp_path / "a")
    for path in sorted(course_folder.rglob("*"), reverse=True):
        os.utime(path, (1, 1))
    second = build(course_folder, tmp_path / "b")
    assert first.name == second.name
    assert first.read_bytes() == second.read_bytes()


def test_other_content_gives_another_edition(course_folder: Path, tmp_path: Path) -> None:
    first = build(course_folder, tmp_path)
    lesson = course_folder / "modules" / MODULE / "en" / "lessons" / f"{LESSONS[0]}.md"
    lesson.write_text(lesson.read_text(encoding="utf-8").replace("One breath", "One slow breath"), encoding="utf-8")
    assert build(course_folder, tmp_path).name != first.name


def test_the_name_holds_the_programmes_and_the_edition(pack: Path) -> None:
    catalogue = PackCatalogue.open(pack)
    assert pack.name == f"sample-{catalogue.edition}.pack"
    assert edition_in_name(pack.name) == catalogue.edition
    catalogue.close()


def test_a_long_list_of_programmes_still_makes_a_file_name() -> None:
    name = pack_name(tuple(f"programme-{number}" for number in range(40)), "0" * 12)
    assert len(name) < 110
    assert edition_in_name(name) == "0" * 12


def test_the_header_holds_nothing_of_the_library_that_wrote_it(pack: Path) -> None:
    header = pack.read_bytes()[:100]
    assert struct.unpack(">I", header[24:28]) == struct.unpack(">I", header[92:96]) == (1,)
    assert struct.unpack(">I", header[96:100]) == (3_040_000,)


def test_the_file_is_whole_in_the_eyes_of_sqlite(pack: Path) -> None:
    connection = engine.open_for_reading(pack)
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    connection.close()


def test_content_that_cannot_be_read_is_not_compiled(course_folder: Path, tmp_path: Path) -> None:
    (course_folder / "sources.yaml").write_text("sources: [", encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        build(course_folder, tmp_path / "out")
    assert caught.value.path == course_folder / "sources.yaml"
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_written_is_named(course_folder: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file stands where the folder should be", encoding="utf-8")
    with pytest.raises(TrainerError) as caught:
        build(course_folder, tmp_path / "out")
    assert caught.value.path == tmp_path / "out"


def test_a_build_that_fails_leaves_the_old_pack_and_no_other_file(
    course_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = build(course_folder, tmp_path / "out")
    before = old.read_bytes()
    faults = []

    def full_disk(_descriptor: int) -> None:
        faults.append(1)
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full_disk)
    with pytest.raises(TrainerError):
        build(course_folder, tmp_path / "out")
    assert faults == [1]
    assert list((tmp_path / "out").iterdir()) == [old]
    assert old.read_bytes() == before


def test_a_manifest_survives_its_way() -> None:
    digests = {Key("lesson", "a-01", "en"): "0" * 64, Key("rules", "all"): "f" * 64}
    assert read_manifest(write_manifest(digests)) == digests


@pytest.mark.parametrize("manifest", [b"", b"lesson/a", b"lesson/../en " + b"0" * 64, b"\xff", b"a/b/en " + b"g" * 64])
def test_what_is_no_manifest_is_refused(manifest: bytes) -> None:
    with pytest.raises(ValueError, match=r".+"):
        read_manifest(manifest)


def test_both_libraries_read_what_either_wrote(pack: Path) -> None:
    import sqlite3

    connection = sqlite3.connect(f"{pack.as_uri()}?mode=ro&immutable=1", uri=True)
    assert connection.execute("SELECT count(*) FROM passages WHERE passages MATCH 'breath'").fetchone()[0] > 0
    connection.close()
