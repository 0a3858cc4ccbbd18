"""Content from a stranger (P16): every fault has a file and a line, nothing outside is read, and nothing takes long."""

import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.courses.checks.changing import (
    DRAWING,
    GLOSSARY,
    GUIDE,
    LESSON,
    MODULE_PLAN,
    MODULE_WORDS,
    PROGRAMME,
    QUESTIONS,
    SOURCES,
    WORDS,
)
from tests.fixtures.courses import MODULE, guide_text, lesson_text, question_file, sample_rules
from trainer.courses import yaml_reader
from trainer.courses.bank_reader import read_bank
from trainer.courses.check import check_content
from trainer.courses.faults import ContentError, Fault
from trainer.courses.guide_reader import read_guide
from trainer.courses.lesson_reader import read_lesson
from trainer.courses.pack import write_pack
from trainer.courses.source import read_content
from trainer.courses.yaml_reader import read_yaml_text

SECRET = "The password is swordfish."
MAX_SECONDS = 3
FILES = (DRAWING, GLOSSARY, GUIDE, LESSON, MODULE_PLAN, MODULE_WORDS, PROGRAMME, QUESTIONS, SOURCES, WORDS)
LESSON_TEXT = lesson_text("alfa-01", 1)
GUIDE_TEXT = guide_text()
PATH = Path("file.md")
FACTS = sample_rules().all_words("en")
BOMBS = {
    "depth": "x: " + "[" * 100_000,
    "aliases": "a: &a [x, x]\n" + "".join(f"b{n}: &b{n} [{'*a, ' * 9}*a]\n" for n in range(50)),
    "tags": "x: !!python/object/apply:os.system [ls]",
    "size": "x: " + "y" * 2_000_000,
    "nul": "x: \x00",
    "direction": "x: a\u202eb",
    "keys": "x: 1\nx: 2",
    "empty": "",
    "a number": "3",
    "a list": "- 1",
    "not text": "\udcff",
}


def check(folder: Path) -> tuple[Fault, ...]:
    """Checks a folder; it must not take long, and each fault must say where it is."""
    return place(folder, lambda: check_content(folder, sample_rules()).faults)


def read(folder: Path) -> tuple[Fault, ...]:
    """Reads a folder as :func:`check` does, without the rules for good texts."""
    return place(folder, lambda: tuple(read_content(folder, sample_rules()).unreadable))


def place(folder: Path, find: Callable[[], tuple[Fault, ...]]) -> tuple[Fault, ...]:
    started = time.perf_counter()
    faults = find()
    assert time.perf_counter() - started < MAX_SECONDS
    for fault in faults:
        assert fault.line >= 1
        assert fault.message
        assert fault.path.is_relative_to(folder)
    return faults


def write(path: Path, text: str) -> None:
    path.write_bytes(text.encode("utf-8", "surrogateescape"))


@pytest.mark.parametrize("bomb", BOMBS)
@pytest.mark.parametrize("file", FILES)
def test_a_bomb_in_any_file_is_a_fault_in_that_file(course_folder: Path, file: str, bomb: str) -> None:
    path = course_folder / file
    write(path, f"---\n{BOMBS[bomb]}\n---\n" if file.endswith(".md") else BOMBS[bomb])
    find = check if file == DRAWING else read
    assert path in {fault.path for fault in find(course_folder)}


def test_content_with_a_bomb_is_not_compiled(course_folder: Path) -> None:
    write(course_folder / LESSON, f"---\n{BOMBS['aliases']}---\n")
    with pytest.raises(ContentError):
        write_pack(read_content(course_folder, sample_rules()), course_folder / "out")


@pytest.mark.parametrize("kind", ["scenario", "practice", "reflection", "check"])
@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_in_a_step_is_a_fault_in_its_lines(kind: str, bomb: str) -> None:
    before, fence, after = LESSON_TEXT.partition(f"```{{{kind}}}\n")
    text = before + fence + BOMBS[bomb] + "\n```\n" + after.partition("```\n")[2]
    first = before.count("\n") + 1
    faults = faults_of(lambda: read_lesson(text, PATH, "alfa", "en", FACTS, {}))
    if len(text) < 150_000:
        assert first <= faults[0].line <= first + BOMBS[bomb].count("\n") + 2
    assert faults


def cells(folder: Path) -> None:
    _insert(folder, "|a" * 1_000 + "|\n" + "|-" * 1_000 + "|\n" + ("|b" * 1_000 + "|\n") * 400)


def nested_quotes(folder: Path) -> None:
    _insert(folder, ">" * 50_000 + " x")


def nested_lists(folder: Path) -> None:
    _insert(folder, "\n".join("  " * depth + "- x" for depth in range(400)))


def many_brackets(folder: Path) -> None:
    _insert(folder, "\n\n".join("[" * 10_000 for _number in range(20)))


def many_stars(folder: Path) -> None:
    _insert(folder, "\n\n".join("**a*b_c" * 1_500 for _number in range(10)))


def huge_drawing(folder: Path) -> None:
    head = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20000 20000">'
    (folder / DRAWING).write_text(head + "<g/>" * 200_000 + "</svg>", encoding="utf-8")


def deep_drawing(folder: Path) -> None:
    head = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20">'
    (folder / DRAWING).write_text(head + "<g>" * 60_000, encoding="utf-8")


def entity_bomb(folder: Path) -> None:
    entities = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(30))
    text = f'<!DOCTYPE svg [<!ENTITY a0 "x">{entities}]><svg>&a30;</svg>'
    (folder / DRAWING).write_text(text, encoding="utf-8")


def large_file(folder: Path) -> None:
    with (folder / LESSON).open("r+b") as file:
        file.truncate(3_000_000_000)  # A hole: it says that it is large and takes no room.


def linked_file(folder: Path) -> None:
    (folder / LESSON).unlink()
    (folder / LESSON).symlink_to(folder.parent / "secret.md")


def linked_drawing(folder: Path) -> None:
    (folder / DRAWING).unlink()
    (folder / DRAWING).symlink_to(folder.parent / "secret.md")


def linked_folder(folder: Path) -> None:
    (folder / "modules" / "02-beta").symlink_to(folder.parent)


def linked_module(folder: Path) -> None:
    (folder / "modules" / MODULE).rename(folder.parent / "elsewhere")
    (folder / "modules" / MODULE).symlink_to(folder.parent / "elsewhere")


def linked_round(folder: Path) -> None:
    (folder / "modules" / MODULE / "en" / "lessons" / "round.md").symlink_to("round.md")


def linked_device(folder: Path) -> None:
    (folder / LESSON).unlink()
    (folder / LESSON).symlink_to("/dev/zero")


def waiting_pipe(folder: Path) -> None:
    (folder / LESSON).unlink()
    os.mkfifo(folder / LESSON)


def folder_for_a_file(folder: Path) -> None:
    (folder / LESSON).unlink()
    (folder / LESSON).mkdir()


def odd_names(folder: Path) -> None:
    for name in (
        "C:evil.md",
        "CON.md",
        "a\\..\\w.md",
        "..md",
        "ALFA-01.md",
        "é.md",
        "x" * 200 + ".md",
        "a b.md",
        "a\nb.md",
    ):
        (folder / "modules" / MODULE / "en" / "lessons" / name).write_text("x", encoding="utf-8")


def dotted_lesson(folder: Path) -> None:
    path = folder / PROGRAMME
    path.write_text(path.read_text(encoding="utf-8").replace("id: alfa-01", "id: ../../secret"), encoding="utf-8")


def dotted_folder(folder: Path) -> None:
    path = folder / PROGRAMME
    path.write_text(path.read_text(encoding="utf-8").replace(f"folder: {MODULE}", "folder: ../.."), encoding="utf-8")


def dotted_figure(folder: Path) -> None:
    path = folder / LESSON
    path.write_text(path.read_text(encoding="utf-8").replace("figures/alfa", "../../../secret"), encoding="utf-8")


def _insert(folder: Path, text: str) -> None:
    path = folder / LESSON
    path.write_text(path.read_text(encoding="utf-8").replace("*Listen*", f"\n\n{text}\n\n"), encoding="utf-8")


HOSTILE: list[Callable[[Path], None]] = [
    cells, nested_quotes, nested_lists, many_brackets, many_stars, huge_drawing, deep_drawing, entity_bomb, large_file,
    linked_file, linked_drawing, linked_folder, linked_module, linked_round, linked_device, waiting_pipe,
    folder_for_a_file,
    odd_names, dotted_lesson, dotted_folder, dotted_figure,
]  # fmt: skip
HEAVY = [cells, nested_quotes, many_brackets, huge_drawing, entity_bomb, large_file, linked_device]


@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda hostile: hostile.__name__)
def test_hostile_content_is_a_fault_and_nothing_else(course_folder: Path, hostile: Callable[[Path], None]) -> None:
    (course_folder.parent / "secret.md").write_text(SECRET, encoding="utf-8")
    hostile(course_folder)
    faults = check(course_folder)
    assert faults
    assert not any("swordfish" in fault.message for fault in faults)


def test_nothing_outside_the_folder_comes_into_a_pack(course_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (course_folder.parent / "secret.md").write_text(SECRET, encoding="utf-8")
    linked_drawing(course_folder)
    assert not read_content(course_folder, sample_rules()).figures
    monkeypatch.setattr(yaml_reader.Path, "is_relative_to", lambda _path, _root: True)  # The control: without the wall.
    assert read_content(course_folder, sample_rules()).figures["alfa-01-house"].svg == SECRET


def test_hostile_content_needs_little_memory(course_folder: Path) -> None:
    """Everything large, one after another, in a process that may not take more than 600 MB."""
    code = (
        "import shutil, sys; from pathlib import Path\n"
        "sys.path.insert(0, '.')\n"
        "from tests.courses import test_hostile_content as hostile\n"
        "limit = 600_000_000\n"
        "import resource\n"
        "resource.setrlimit(resource.RLIMIT_AS, (limit, limit))\n"
        "hit = 0\n"
        "for number, make in enumerate(hostile.HEAVY):\n"
        f"    folder = shutil.copytree({str(course_folder)!r}, Path({str(course_folder.parent)!r}, str(number), 'c'))\n"
        "    (folder.parent / 'secret.md').write_text('x')\n"
        "    make(folder)\n"
        "    hit += bool(hostile.check(folder))\n"
        "print(hit)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr[-2_000:]
    assert int(done.stdout) == len(HEAVY)


# --- Any text at all -------------------------------------------------------------------------------------------------


def faults_of(read: Callable[[], tuple[object, list[Fault]]]) -> list[Fault]:
    try:
        return read()[1]
    except ContentError as error:
        return list(error.faults)


@st.composite
def damaged(draw: st.DrawFn, text: str) -> str:
    """A good text with something cut out, doubled, swapped or put in."""
    for _number in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 40)))
        put = draw(
            st.sampled_from(
                ["", "\n", "\n\n", "---\n", "```\n", "```{check}\n", "## X\n", ": ", "- ", "&a ", "*a", "{", "["]
            )
        )
        text = text[:start] + put + draw(st.sampled_from([text[end:], text[start:], text[start:end] * 2 + text[end:]]))
    return text


@given(damaged(LESSON_TEXT) | st.text())
def test_any_lesson_is_read_or_has_faults_with_lines(text: str) -> None:
    faults = faults_of(lambda: read_lesson(text, PATH, "alfa", "en", FACTS, {}))
    assert all(1 <= fault.line <= text.count("\n") + 2 and fault.path == PATH for fault in faults)


@given(damaged(GUIDE_TEXT) | st.text())
def test_any_guide_is_read_or_has_faults_with_lines(text: str) -> None:
    faults = faults_of(lambda: read_guide(text, PATH, "en", FACTS, {}))
    assert all(1 <= fault.line <= text.count("\n") + 2 and fault.path == PATH for fault in faults)


@given(
    damaged(str(question_file("alfa-01", 1)).replace("None", "null").replace("True", "true").replace("False", "false"))
)
def test_any_bank_is_read_or_has_faults_with_lines(text: str) -> None:
    faults = faults_of(lambda: read_bank(read_yaml_text(text, PATH), PATH, "alfa", "en", FACTS))
    assert all(1 <= fault.line <= text.count("\n") + 2 for fault in faults)


@pytest.mark.nightly
def test_damaged_content_never_raises(course_folder: Path) -> None:
    """Whole folders with random bytes changed: always a report."""
    chance = random.Random(16)
    paths = [path for path in sorted(course_folder.rglob("*")) if path.is_file()]
    whole = {path: path.read_bytes() for path in paths}
    hit = 0
    for _number in range(1_000):
        path = chance.choice(paths)
        data = bytearray(whole[path])
        for _flip in range(chance.choice((1, 4, 64))):
            data[chance.randrange(len(data))] = chance.randrange(256)
        path.write_bytes(data)
        hit += bool(check(course_folder))
        path.write_bytes(whole[path])
    sys.stdout.write(f"damaged folders: 1000, with faults {hit}\n")
    assert hit > 500
