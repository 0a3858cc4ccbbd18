"""What reaches a terminal and the log: no text moves the cursor there, and none forges a line."""

import logging
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.fakes.hostile import some_texts
from tests.fakes.records import START, make_enrolment, make_entry, make_person
from trainer import cli
from trainer.app.log import begin_log
from trainer.app.workspace import Workspace
from trainer.clock import SimulatedClock
from trainer.cohorts.people import Role

Tell = Callable[[str], None]
QUICK = 4
COMMANDS = (
    ("hours", "report"),
    ("hours", "export"),
    ("hours", "export", "--json"),
    ("certificate", "preflight"),
    ("certificate", "issue"),
)
FORGED = "2027-01-01 00:00:00,000 INFO trainer all is well"
STAMP = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} [A-Z]+ trainer")


def unsafe(output: str) -> set[str]:
    """Returns the signs that could move the cursor or turn the writing round."""
    return {sign for sign in output if not sign.isprintable() and sign not in "\n\u00a0\u202f"}


def _storable(texts: Sequence[str]) -> list[str]:
    return [text for text in texts if not any("\ud800" <= sign <= "\udfff" for sign in text)]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TRAINER_HOME", str(tmp_path))
    monkeypatch.setenv("TRAINER_LANGUAGE", "en")
    return tmp_path


def _bring(home: Path, names: Sequence[str]) -> None:
    """As a file from elsewhere would: no field has looked at these."""
    space = Workspace(home, SimulatedClock(START))
    course = {"programme_id": space.catalogue.programme_ids()[0], "edition": space.catalogue.edition}
    with space.unit() as unit:
        for number, name in enumerate(names):
            unit.people.add_person(make_person(id=f"p{number}", name=name, legal_name=name))
            note = {"accommodation_note": name, "idle_limit_seconds": 600}
            unit.people.add_enrolment(make_enrolment(id=f"e{number}", person_id=f"p{number}", **course, **note))
            # What a subject cannot be, the ledger's own reader refuses before anybody sees it.
            subject = name.replace("\0", "")[:80] or "none"
            line = make_entry(number, "elsewhere", enrolment_id=f"e{number}", subject=subject, edition=name[:100])
            unit.ledger.append(line)
        unit.people.add_person(make_person(id="office", name=names[0], role=Role.INSTRUCTOR))
        unit.commit()
    space.close()


def _said(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    # A file or a pipe would get every sign as it is.
    sys.stdout.isatty = lambda: True  # type: ignore[method-assign]
    cli.run(arguments)
    out, err = capsys.readouterr()
    return out + err


def test_no_name_reaches_a_terminal_as_a_command(
    home: Path, picture: Path, capsys: pytest.CaptureFixture[str], is_nightly: bool, tell: Tell
) -> None:
    names = _storable(some_texts("terminal", picture, all_of_them=is_nightly)) + ["\x1b[2J", "a\nb", "\u202ex"]
    _bring(home, names)
    output = _said(capsys, "hours", "report")
    assert unsafe(output) == set()
    assert "<b>" not in names or "<b>" in output
    assert len(output.splitlines()) <= 3, "a name has begun a line of its own"
    for number, name in enumerate(names):
        if is_nightly or number >= len(names) - QUICK:
            for words in COMMANDS:
                output = _said(capsys, *words, "--learner", f"p{number}")
                assert output
                assert unsafe(output) == set(), (words, name)
    tell(f"{len(names)} names in one listing, {len(names) if is_nightly else QUICK} in {len(COMMANDS)} commands each")


@pytest.mark.parametrize(
    "arguments",
    [
        ("hours", "report", "--learner", "\x1b[2Jx"),
        ("certificate", "verify", "\x1b[2Jx"),
        ("certificate", "verify", "eyJ.\x1b[31m.x"),
        ("content", "check", "\x1b[2Jx"),
        ("db", "restore", "\x1b[2Jx"),
        ("hours", "export", "--learner", "a\nb"),
    ],
)
def test_what_was_typed_wrongly_is_not_obeyed_in_the_answer(
    home: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    assert unsafe(_said(capsys, *arguments)) == set()


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "logs" / "trainer.log"
    ours = logging.getLogger("trainer")
    level = ours.level
    handler = begin_log(path)
    yield path
    ours.removeHandler(handler)
    handler.close()
    ours.setLevel(level)


@contextmanager
def _to_the_file_alone() -> Iterator[logging.Logger]:
    """The test runner keeps messages too, and cannot carry halves of characters to its other process."""
    ours = logging.getLogger("trainer")
    ours.propagate = False
    yield logging.getLogger("trainer.x")
    ours.propagate = True


def _entries(log: Path) -> list[str]:
    """Returns the lines of the log that begin a message."""
    return [line for line in log.read_text(encoding="utf-8").split("\n") if STAMP.match(line)]


def test_one_message_is_one_line_of_the_log(log: Path, picture: Path, tell: Tell) -> None:
    texts = some_texts("log", picture, all_of_them=True)
    with _to_the_file_alone() as logger:
        for text in texts:
            logger.info("a message: %s", text)
    assert len(_entries(log)) == len(texts)
    assert len(log.read_text(encoding="utf-8").splitlines()) == len(texts)
    assert unsafe(log.read_text(encoding="utf-8")) == set()
    tell(f"{len(texts)} texts in {len(texts)} lines of the log")


def test_an_error_forges_no_line_of_the_log(log: Path, picture: Path) -> None:
    texts = some_texts("log", picture, all_of_them=True)
    with _to_the_file_alone() as logger:
        for text in texts:
            logger.error("unforeseen", exc_info=ZeroDivisionError(f"{text}\n{FORGED}"))
    assert len(_entries(log)) == len(texts)
    assert "ZeroDivisionError" in log.read_text(encoding="utf-8")
    assert unsafe(log.read_text(encoding="utf-8")) == set()


def test_an_unforeseen_error_of_a_command_forges_no_line_either(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def _break(_options: object) -> int:
        raise ZeroDivisionError(f"\x1b[2J\ud800\n{FORGED}")

    monkeypatch.setattr(cli, "_db", _break)
    assert unsafe(_said(capsys, "db", "status")) == set()
    found = (home / "logs" / "trainer.log").read_text(encoding="utf-8")
    assert "ZeroDivisionError" in found
    assert unsafe(found) == set()
    assert not any(line.startswith(FORGED) for line in found.split("\n"))


def test_control_the_plain_formatter_is_caught(tmp_path: Path) -> None:
    handler = logging.FileHandler(tmp_path / "plain.log", encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    careless = logging.getLogger("trainer.careless")
    careless.propagate = False
    careless.addHandler(handler)
    careless.setLevel(logging.INFO)
    careless.info("a message: %s", f"x\n{FORGED}")
    careless.removeHandler(handler)
    handler.close()
    assert len(_entries(tmp_path / "plain.log")) == 2
