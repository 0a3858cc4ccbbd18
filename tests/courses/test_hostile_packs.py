"""A pack from a stranger (P16): it is refused with a reason or read correctly, quickly, and opens nothing else."""

import random
import re
import shutil
import sqlite3
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.fixtures.courses import LESSONS, sample_rules
from trainer.canonical import canonical_bytes
from trainer.courses import codec, pack_file
from trainer.courses.content import Content
from trainer.courses.pack import _documents, _passages, _write_file
from trainer.courses.pack_format import MAX_DOCUMENT_BYTES, TABLES, Key, digest, pack_name, write_manifest
from trainer.courses.pack_reader import PackCatalogue
from trainer.courses.questions import Pool
from trainer.courses.source import read_content
from trainer.errors import TrainerError

MAX_SECONDS = 3
OUTSIDE = re.compile(r"file:|https?:|//|qrc:|javascript:|<script|\bsrc=\"(?!figure:)|href=\"(?!term:|source:)")
Answers = dict[str, Any]


def say(line: str) -> None:
    """Tells how many faults really hit; pytest shows it with -s or -rP."""
    sys.stdout.write(f"{line}\n")


def read_all(path: Path) -> Answers:
    """Asks a pack for everything that the program ever asks for."""
    catalogue = PackCatalogue.open(path)
    try:
        answers: Answers = {"edition": catalogue.edition}
        answers["programmes"] = [catalogue.programme(item) for item in catalogue.programme_ids()]
        for lesson_id in LESSONS:
            answers[lesson_id] = catalogue.lesson(lesson_id, "en")
        answers["questions"] = [catalogue.questions(pool, "es") for pool in Pool]
        answers["terms"] = [catalogue.glossary_term(f"word-{number}", "en") for number in (1, 2, 3)]
        answers["sources"] = [catalogue.source(item) for item in ("BOOK", "CODE")]
        answers["guide"] = catalogue.live_guide("L01", "en")
        answers["module"] = catalogue.introduction("alfa", "en")
        answers["figure"] = catalogue.figure_svg("alfa-01-house", "en", {"laurel": "#000000"})
        answers["rules"] = catalogue.rules().to_plain()
        for words in ("breath", "small thing", "zebra", "a"):
            hits = catalogue.search(words, "en", limit=100)
            answers[f"search {words}"] = sorted((hit.lesson_id, hit.section_id, hit.title) for hit in hits)
        return answers
    finally:
        catalogue.close()


def outcome(path: Path) -> Answers | TrainerError:
    """Returns the answers or the kind refusal; anything else that is raised is a bug and fails the test."""
    found: Answers | TrainerError
    started = time.perf_counter()
    try:
        found = read_all(path)
    except TrainerError as error:
        found = error
    assert time.perf_counter() - started < MAX_SECONDS
    assert not isinstance(found, TrainerError) or (found.path == path and found.advice)
    return found


def assert_refused_or_right(path: Path, right: Answers) -> bool:
    """Says whether the pack was refused; one that is read must be read as it was written."""
    found = outcome(path)
    if isinstance(found, TrainerError):
        return True
    assert found == right
    return False


@pytest.fixture
def right(pack: Path) -> Answers:
    return read_all(pack)


@pytest.fixture
def content(course_folder: Path) -> Content:
    return read_content(course_folder, sample_rules())


@pytest.fixture
def craft(content: Content, tmp_path: Path) -> Callable[..., Path]:
    """Makes a pack whose hashes are all right, whatever its documents and its index say."""

    def make(changes: dict[Key, Any] | None = None, passages: Iterator[tuple[str, ...]] | None = None) -> Path:
        bodies = {key: canonical_bytes(plain) for key, plain in _documents(content)}
        for key, plain in (changes or {}).items():
            bodies[key] = plain if isinstance(plain, bytes) else canonical_bytes(plain)
        manifest = write_manifest({key: digest(body) for key, body in bodies.items()})
        path = tmp_path / pack_name(("crafted",), digest(manifest)[:12])
        _write_file(path, bodies, manifest, passages or _passages(content))
        return path

    return make


def plain_lesson(content: Content) -> Any:
    plain = dict(_documents(content))[Key("lesson", "alfa-01", "en")]
    assert isinstance(plain, dict)
    return plain


# --- Files that are no pack ------------------------------------------------------------------------------------------


def foreign(path: Path) -> None:
    path.unlink()
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE people (name TEXT)")
    connection.commit()
    connection.close()


def patched(offset: int, data: bytes) -> Callable[[Path], object]:
    def patch(path: Path) -> None:
        whole = bytearray(path.read_bytes())
        whole[offset : offset + len(data)] = data
        path.write_bytes(whole)

    return patch


@pytest.mark.parametrize(
    ("damage", "says"),
    [
        (lambda path: path.unlink(), "not there"),
        (lambda path: path.write_bytes(b""), "not a course file"),
        (lambda path: path.write_bytes(b"hello"), "not a course file"),
        (lambda path: path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(5_000)), "not a course file"),
        (lambda path: path.write_bytes(b"SQLite format 3\0" + bytes(84)), "not a course file"),
        (lambda path: path.write_bytes(b"PK\x03\x04" + bytes(5_000)), "not a course file"),
        (foreign, "not a course file"),
        (patched(60, struct.pack(">I", 2)), "newer version"),
        (patched(60, struct.pack(">I", 2**32 - 1)), "newer version"),
        (patched(60, struct.pack(">I", 0)), "damaged"),
        (patched(68, b"abcd"), "not a course file"),
        (patched(16, struct.pack(">H", 512)), "damaged"),
        (patched(18, b"\x02\x02"), "damaged"),
        (patched(20, b"\x40"), "damaged"),
        (patched(28, struct.pack(">I", 2**31)), "damaged"),
        (lambda path: path.write_bytes(path.read_bytes() + bytes(4096)), "damaged"),
        (lambda path: path.write_bytes(path.read_bytes()[:-1]), "damaged"),
    ],
)
def test_what_is_no_pack_is_refused_by_name(pack: Path, damage: Callable[[Path], object], says: str) -> None:
    damage(pack)
    found = outcome(pack)
    assert isinstance(found, TrainerError)
    assert says in found.message


def test_a_folder_is_no_pack(tmp_path: Path) -> None:
    (tmp_path / "x.pack").mkdir()
    assert isinstance(outcome(tmp_path / "x.pack"), TrainerError)


def test_a_pack_under_the_name_of_another_edition_is_refused(pack: Path) -> None:
    other = pack.with_name("sample-000000000000.pack")
    pack.rename(other)
    found = outcome(other)
    assert isinstance(found, TrainerError)
    assert "another edition" in found.details


# --- Damage ----------------------------------------------------------------------------------------------------------


def test_a_pack_cut_anywhere_is_refused(pack: Path, is_nightly: bool) -> None:
    whole = pack.read_bytes()
    cuts = range(0, len(whole), 97 if is_nightly else 1_499)
    for length in cuts:
        pack.write_bytes(whole[:length])
        assert isinstance(outcome(pack), TrainerError)
    say(f"cuts: {len(cuts)}, all refused")


def test_a_pack_cut_with_a_header_that_lies_about_it_is_refused_or_right(pack: Path, right: Answers) -> None:
    whole = pack.read_bytes()
    refused = 0
    for pages in range(1, len(whole) // 4096):
        cut = bytearray(whole[: pages * 4096])
        cut[28:32] = struct.pack(">I", pages)
        pack.write_bytes(cut)
        refused += assert_refused_or_right(pack, right)
    say(f"cuts with a lying header: {len(whole) // 4096 - 1}, refused {refused}")
    assert refused > len(whole) // 4096 // 2


def flips(whole: bytes, count: int, seed: int) -> Iterator[bytes]:
    chance = random.Random(seed)
    for _number in range(count):
        changed = bytearray(whole)
        for _flip in range(chance.choice((1, 1, 1, 8, 64))):
            changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
        yield bytes(changed)


def test_a_pack_with_flipped_bits_is_refused_or_read_as_it_was_written(
    pack: Path, right: Answers, is_nightly: bool
) -> None:
    whole = pack.read_bytes()
    count = 5_000 if is_nightly else 150
    refused = 0
    for changed in flips(whole, count, seed=20):
        pack.write_bytes(changed)
        refused += assert_refused_or_right(pack, right)
    say(f"packs with flipped bits: {count}, refused {refused}, the rest read correctly")
    assert refused > count // 4


def test_without_the_hashes_the_same_flips_would_be_read_wrongly(
    pack: Path, right: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: the flips really reach what is read, and only the hashes keep them out."""

    class Agrees(str):
        __slots__ = ()

        def __eq__(self, _other: object) -> bool:
            return True

        def __ne__(self, _other: object) -> bool:
            return False

        __hash__ = str.__hash__

    whole = pack.read_bytes()
    monkeypatch.setattr(pack_file, "digest", lambda data: Agrees(digest(data)))
    wrong = 0
    for changed in flips(whole, 150, seed=20):
        pack.write_bytes(changed)
        try:
            assert_refused_or_right(pack, right)
        except AssertionError:
            wrong += 1
    say(f"without hashes: {wrong} of 150 read wrongly")
    assert wrong > 10


# --- Tables that are not ours ----------------------------------------------------------------------------------------


def rewritten(path: Path, *statements: str) -> None:
    """Changes a pack with SQL and sets the header's counters as they were."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA writable_schema=ON")
    for statement in statements:
        connection.execute(statement)
    connection.close()


ENDLESS = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT"


@pytest.mark.parametrize(
    "statements",
    [
        ("CREATE TABLE more (x)",),
        ("CREATE VIEW more AS SELECT 1",),
        ("CREATE TRIGGER t AFTER INSERT ON pack BEGIN SELECT 1; END",),
        ("CREATE INDEX more ON documents (body)",),
        ("DROP TABLE pack", f"CREATE VIEW pack AS {ENDLESS} 'manifest' AS name, x AS value FROM n"),
        ("DROP TABLE documents", f"CREATE VIEW documents AS {ENDLESS} 'a' AS kind, x AS body FROM n"),
        ("DROP TABLE passages", "CREATE VIRTUAL TABLE passages USING fts5(title, body)"),
        ("DROP TABLE passages", "CREATE TABLE passages (title, body, lesson, section, language, serves)"),
        ("DROP TABLE documents", TABLES["documents"]),
        ("DROP TABLE documents", TABLES["documents"].replace("body BLOB", "body TEXT")),
        ("UPDATE sqlite_master SET sql = 'CREATE VIRTUAL TABLE passages USING fts5(x)' WHERE name = 'passages'",),
        ("UPDATE sqlite_master SET sql = 'garbage' WHERE name = 'documents'",),
        ("DELETE FROM pack WHERE name = 'manifest'",),
        ("DELETE FROM pack",),
        ("UPDATE pack SET value = 'x'",),
        ("UPDATE pack SET value = zeroblob(9000000) WHERE name = 'manifest'",),
        ("UPDATE pack SET value = x'ff' WHERE name = 'manifest'",),
        ("DELETE FROM documents",),
        ("UPDATE documents SET body = zeroblob(3000000) WHERE kind = 'lesson'",),
        ("UPDATE documents SET body = '{}' WHERE kind = 'lesson'",),
        ("UPDATE documents SET id = id || 'x'",),
        ("UPDATE passages SET body = 'breath and something else'",),
        ("UPDATE passages SET title = 'breath' WHERE section = 's1'",),
        ("UPDATE passages SET lesson = 'alfa-77'",),
        ("UPDATE passages SET language = 'es'",),
        ("UPDATE passages_data SET block = x'00'",),
        ("UPDATE passages_data SET block = zeroblob(20000)",),
        ("DELETE FROM passages_content",),
        ("DELETE FROM passages_docsize",),
        ("UPDATE passages_config SET v = 99",),
    ],
)
def test_a_pack_with_other_tables_or_rows_is_refused(pack: Path, statements: tuple[str, ...]) -> None:
    rewritten(pack, *statements)
    assert isinstance(outcome(pack), TrainerError)


# --- A pack made on purpose, with every hash right -------------------------------------------------------------------

HOSTILE_HTML = [
    '<p>x<img src="file:///etc/passwd"></p>',
    '<p>x<img src="//host/share/x.png"></p>',
    '<a href="https://example.org">x</a>',
    "<script>alert(1)</script>",
    '<img src="figure:x" onerror="x()"><table background="file:///x"><tr><td>x</td></tr></table>',
]


@pytest.mark.parametrize("html", HOSTILE_HTML)
def test_html_that_opens_something_is_cleaned(craft: Callable[..., Path], content: Content, html: str) -> None:
    plain = plain_lesson(content)
    plain["steps"][0]["html"] = html
    plain["steps"][3]["opening_html"] = html
    plain["steps"][4]["model_answer_html"] = html
    found = outcome(craft({Key("lesson", "alfa-01", "en"): plain}))
    assert not isinstance(found, TrainerError)
    assert not OUTSIDE.search(repr(codec.to_plain(found["alfa-01"])))


def test_without_the_second_wall_that_html_would_come_through(
    craft: Callable[..., Path], content: Content, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: the hostile texts are hostile, and the search for them finds them."""
    monkeypatch.setattr(codec, "clean_html", lambda html: html)
    through = 0
    for html in HOSTILE_HTML:
        plain = plain_lesson(content)
        plain["steps"][0]["html"] = html
        found = outcome(craft({Key("lesson", "alfa-01", "en"): plain}))
        assert not isinstance(found, TrainerError)
        through += bool(OUTSIDE.search(repr(codec.to_plain(found["alfa-01"]))))
    say(f"without the second wall: {through} of {len(HOSTILE_HTML)} come through")
    assert through == len(HOSTILE_HTML)


@pytest.mark.parametrize(
    ("key", "body"),
    [
        (Key("lesson", "alfa-01", "en"), b""),
        (Key("lesson", "alfa-01", "en"), b"{}"),
        (Key("lesson", "alfa-01", "en"), b"[]"),
        (Key("lesson", "alfa-01", "en"), b"null"),
        (Key("lesson", "alfa-01", "en"), b"NaN"),
        (Key("lesson", "alfa-01", "en"), b'{"id":1,"id":2}'),
        (Key("lesson", "alfa-01", "en"), b"[" * 100_000),
        (Key("lesson", "alfa-01", "en"), b'{"a":' * 50_000),
        (Key("lesson", "alfa-01", "en"), b'"' + b"x" * 900_000 + b'"'),
        (Key("lesson", "alfa-01", "en"), b'"\\ud800"'),
        (Key("lesson", "alfa-01", "en"), b"\xff"),
        (Key("lesson", "alfa-01", "en"), b"9" * 10_000),
        (Key("lesson", "alfa-01", "en"), b" " * (MAX_DOCUMENT_BYTES + 1)),
        (Key("programme", "sample"), b"{}"),
        (Key("programme", "sample"), b'"x"'),
        (Key("index", "questions"), b"{}"),
        (Key("index", "questions"), b'[["a"]]'),
        (Key("index", "questions"), b'[["nothing","check","alfa"]]'),
        (Key("question", "alfa-01-q01", "en"), b"{}"),
        (Key("figure", "alfa-01-house"), b'"<svg/>"'),
        (Key("figure", "alfa-01-house"), b"3"),
        (Key("figure", "alfa-01-house"), b'"' + b"<g>" * 100_000 + b'"'),
        (Key("words", "alfa-01-house", "en"), b'{"home":3}'),
        (Key("words", "alfa-01-house", "en"), b"[]"),
        (Key("term", "word-1", "en"), b"{}"),
        (Key("source", "BOOK"), b"{}"),
        (Key("guide", "L01", "en"), b"{}"),
        (Key("rules", "all"), b"{}"),
        (Key("rules", "all"), b'[{"id":"x"}]'),
        (Key("passage", "alfa-01.s1", "en"), b"[]"),
    ],
)
def test_a_document_of_the_wrong_shape_is_refused(craft: Callable[..., Path], key: Key, body: bytes) -> None:
    assert isinstance(outcome(craft({key: body})), TrainerError)


@pytest.mark.parametrize(
    "inside",
    [
        "<image href='file:///etc/passwd'/>",
        "<script>x</script>",
        "<rect fill='url(file:///x)'/>",
        "<rect width='20000000'/>",
        "<g>" * 60 + "</g>" * 60,
    ],
)
def test_a_hostile_drawing_is_refused(craft: Callable[..., Path], inside: str) -> None:
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20">{inside}</svg>'
    assert isinstance(outcome(craft({Key("figure", "alfa-01-house"): svg})), TrainerError)


def test_a_question_without_its_four_choices_is_refused(craft: Callable[..., Path], content: Content) -> None:
    key = Key("question", "alfa-01-q01", "en")
    plain = dict(_documents(content))[key]
    for letters, right in (("ABC", "A"), ("ABCDE", "A"), ("ABCD", "E"), ("BCDA", "A")):
        choices = {letter: {"text": letter, "rationale": "x"} for letter in letters}
        found = outcome(craft({key: plain | {"choices": choices, "key": right}}))
        assert isinstance(found, TrainerError) == (sorted(letters) != list("ABCD") or right == "E")


@pytest.mark.parametrize(
    "row",
    [
        ("What helps", "breath", "alfa-77", "s1", "en", "en es"),
        ("What helps", "breath but other words", "alfa-01", "s1", "en", "en es"),
        ("Another title", "breath", "alfa-01", "s1", "en", "en es"),
        ("What helps", "breath <img src='file:///x'>", "alfa-01", "s1", "en", "en es"),
        ("What helps", "breath", "../../x", "s1", "en", "en es"),
    ],
)
def test_an_index_that_shows_what_the_course_does_not_say_is_refused(
    craft: Callable[..., Path], row: tuple[str, ...]
) -> None:
    assert isinstance(outcome(craft(passages=iter([row]))), TrainerError)


def test_a_very_large_pack_is_refused_before_it_is_read(pack: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pack_file, "MAX_PACK_BYTES", pack.stat().st_size - 1)
    found = outcome(pack)
    assert isinstance(found, TrainerError)
    assert found.details == "too large"


@pytest.fixture
def hostile(craft: Callable[..., Path], content: Content) -> Path:
    """A pack whose lesson asks in every step for what lies outside."""
    plain = plain_lesson(content)
    for step, html in zip(plain["steps"], HOSTILE_HTML, strict=False):
        step["html" if "html" in step else "prompt_html"] = html
    plain["steps"] = [step for step in plain["steps"] if step["kind"] == "reading"]
    return craft({Key("lesson", "alfa-01", "en"): plain})


@pytest.mark.parametrize("more", ["pass", "open('/etc/hostname').close()"], ids=["as it is", "control"])
def test_reading_a_hostile_pack_asks_python_for_nothing_else(hostile: Path, more: str) -> None:
    code = (
        "import sys; from pathlib import Path; sys.path.insert(0, '.')\n"
        "from tests.courses.test_hostile_packs import outcome\n"
        f"path = Path({str(hostile)!r}); outcome(path)  # Once before, so that every module is there.\n"
        "asked = []\n"
        "def note(event, words):\n"
        "    if event in ('open', 'socket.connect', 'subprocess.Popen', 'os.exec', 'os.posix_spawn', 'os.system'):\n"
        "        asked.append(str(words[0]))\n"
        f"sys.addaudithook(note); outcome(path); {more}\n"
        "print(*(name for name in list(asked) if name != str(path)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.split() == ([] if more == "pass" else ["/etc/hostname"])


@pytest.mark.skipif(not shutil.which("strace"), reason="strace shows which files a process opens, and is not here")
def test_reading_a_hostile_pack_opens_nothing_else(hostile: Path, tmp_path: Path) -> None:
    code = (
        "import os, sys; from pathlib import Path; sys.path.insert(0, '.')\n"
        "from tests.courses.test_hostile_packs import outcome\n"
        f"path = Path({str(hostile)!r}); outcome(path)  # Once before, so that every module is there.\n"
        "open('/dev/null').close()\n"
        "outcome(path)\n"
        "open('/dev/zero').close()\n"
    )
    log = tmp_path / "strace.log"
    command = ["strace", "-f", "-e", "trace=open,openat,connect,execve", "-o", str(log), sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr[-1_000:]
    calls = log.read_text(encoding="utf-8").partition('"/dev/null"')[2].partition('"/dev/zero"')[0]
    opened = re.findall(r'(?:open|openat|connect|execve)\(.*?"([^"]+)"', calls)
    assert str(hostile) in opened
    assert {name for name in opened if name != str(hostile)} <= {"/dev/null"}
    say(f"opened while reading a hostile pack: {len(opened)} times, only the pack")
