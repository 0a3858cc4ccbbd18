"""A verdict is given for any file and any text, by a process with limits, and says exactly what was signed."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.fixtures.certificates import Office, Paper
from trainer.certificates import verify
from trainer.certificates.commands import verify_command
from trainer.certificates.public_keys import export_public_keys
from trainer.certificates.verify import Verdict, verify_file, verify_token_text
from trainer.plain_text import one_line


def saved(folder: Path, data: bytes) -> Path:
    path = folder / "paper.pdf"
    path.write_bytes(data)
    return path


def in_time(path: Path, trusted: Mapping[str, object]) -> Verdict:
    start = time.monotonic()
    verdict = verify_file(path, trusted)  # type: ignore[arg-type]
    assert time.monotonic() - start < 5
    return verdict


def test_a_good_file_says_what_was_signed(paper: Paper, tmp_path: Path) -> None:
    verdict = in_time(saved(tmp_path, paper.pdf), paper.trusted)
    assert (verdict.accepted, verdict.reason) == (True, "good")
    assert verdict.facts == paper.facts
    assert "SAMPLE" in verdict.message
    assert any("recalled" in caution for caution in verdict.cautions)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x89PNG\r\n\x1a\n" + bytes(1000),
        bytes(20_000_000),
        b"%PDF-1.7\n" + b"/ByteRange [0 1 2 3]\n/" * 100_000,
        b"%PDF-1.7\n/ByteRange [0 999999999 999999999 999999999]\n/",
        b"%PDF-1.7\n" + b"[" * 1_000_000,
    ],
    ids=["empty", "png", "zeros", "many ranges", "huge range", "deep"],
)
def test_a_foreign_file_is_refused_in_time(paper: Paper, tmp_path: Path, data: bytes) -> None:
    verdict = in_time(saved(tmp_path, data), paper.trusted)
    assert not verdict.accepted
    assert verdict.message


def test_truncated_files_are_refused(paper: Paper, tmp_path: Path) -> None:
    for number in range(50):
        short = paper.pdf[: len(paper.pdf) * number // 50]
        verdict = verify._judged(short, paper.trusted, None, _in_process)
        assert not verdict.accepted
    assert not in_time(saved(tmp_path, paper.pdf[:-1]), paper.trusted).accepted


def _in_process(pdf: bytes, trusted: Mapping[str, object]) -> dict[str, object]:
    """What the child process does, without the process."""
    from trainer.certificates.verify_child import _answer

    keys = [value.as_mapping() for value in trusted.values()]  # type: ignore[attr-defined]
    return _answer({"trusted": keys}, pdf)


def test_what_is_not_an_ordinary_file_is_refused_at_once(paper: Paper, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path, tmp_path / "pipe", tmp_path / "missing", Path("/dev/zero")):
        assert not in_time(path, paper.trusted).accepted


@pytest.mark.parametrize(
    ("code", "details"),
    [
        ("import time; time.sleep(60)", "time"),
        ("x = bytearray(10**9)", ""),
        ("print('{')", ""),
        ("import os; os.abort()", ""),
        ("print('{\"facts\": 1}')", ""),
        ('print(\'{"fault": ""}\')', ""),
    ],
)
def test_no_good_answer_of_the_child_is_a_refusal(
    paper: Paper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str, details: str
) -> None:
    """Control for the limits: a child that hangs, eats memory, dies or talks nonsense never accepts."""
    run = verify.subprocess.run

    def instead(command: list[str], **options: object) -> object:
        start = "import trainer.certificates.verify_child as child; child._limit_itself(); "
        return run([command[0], "-c", start + code], **options)

    monkeypatch.setattr(verify.subprocess, "run", instead)
    verdict = in_time(saved(tmp_path, paper.pdf), paper.trusted)
    assert (verdict.accepted, verdict.reason) == (False, "no_answer")
    assert details in verdict.details


def test_a_folder_with_a_file_cannot_supply_the_program(
    paper: Paper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "trainer").mkdir()
    (tmp_path / "trainer" / "__init__.py").write_text("raise SystemExit(1)", encoding="utf-8")
    (tmp_path / "json.py").write_text("raise SystemExit(1)", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert in_time(saved(tmp_path, paper.pdf), paper.trusted).accepted


def test_an_unknown_key_is_refused(paper: Paper, real_paper: Paper, tmp_path: Path) -> None:
    path = saved(tmp_path, paper.pdf)
    assert in_time(path, real_paper.trusted).reason == "unknown_key"
    assert in_time(path, {}).reason == "unknown_key"


def test_the_register_catches_a_second_signed_file_of_one_number(office: Office, tmp_path: Path) -> None:
    issued = office.service.issue("ana", office.finished)
    good = office.service.pdf("ana", issued.facts.number).read_bytes()
    office.unit.register.issued.clear()
    office.unit.register.last.clear()
    office.clock.advance(1)
    office.service.issue("ana", office.finished)
    trusted = office.service.trusted_keys()
    assert verify_file(saved(tmp_path, good), trusted).accepted
    verdict = verify_file(saved(tmp_path, good), trusted, office.service.find)
    assert (verdict.accepted, verdict.reason) == (False, "not_the_registered_one")


def test_the_register_says_when_it_does_not_know_a_number(paper: Paper, tmp_path: Path) -> None:
    verdict = verify_file(saved(tmp_path, paper.pdf), paper.trusted, lambda _number: None)
    assert (verdict.accepted, verdict.in_register) == (True, False)
    assert any("not in the register" in caution for caution in verdict.cautions)


def test_a_code_alone_says_that_the_paper_must_be_compared(paper: Paper) -> None:
    verdict = verify_token_text(paper.token, paper.trusted)
    assert verdict.accepted
    assert "compare" in verdict.cautions[0]


def run_command(target: str, **options: object) -> tuple[int, str]:
    said: list[str] = []
    return verify_command(target, write=said.append, **options), "".join(said)  # type: ignore[arg-type]


def test_the_command_reports_in_words_and_in_json(paper: Paper, tmp_path: Path) -> None:
    path, key_file = saved(tmp_path, paper.pdf), tmp_path / "provider-key.json"
    export_public_keys(paper.keys.public, key_file)
    code, text = run_command(str(path), key_files=[key_file])
    assert code == 0
    for said in ("GOOD", "SAMPLE", "Marisol Elena Vega", "BBPA-2027-0142", "80 h 00", "March 12, 2027"):
        assert said in text
    code, text = run_command(paper.token, key_files=[key_file], as_json=True)
    assert (code, json.loads(text)["signed"]["number"]) == (0, "BBPA-2027-0142")


def test_the_command_refuses_with_1_and_a_wrong_call_with_2(paper: Paper, real_paper: Paper, tmp_path: Path) -> None:
    changed = saved(tmp_path, paper.pdf.replace(b"Marisol", b"Mariana", 1))
    assert run_command(str(changed), trusted=paper.trusted)[0] == 1
    assert run_command(paper.token[:-1] + "x", trusted=paper.trusted)[0] == 1
    assert run_command(paper.token, trusted=real_paper.trusted)[0] == 1
    assert run_command(paper.token)[0] == 2
    assert run_command(str(tmp_path / "missing.pdf"), trusted=paper.trusted)[0] == 2
    assert run_command("x" * 5000 + "\0", trusted=paper.trusted)[0] == 2
    assert run_command(str(changed), key_files=[changed])[0] == 2


def test_control_characters_of_a_name_do_not_reach_the_terminal() -> None:
    assert one_line("Ana\x1b[2J\n\u202e") == "Ana\ufffd[2J\ufffd\ufffd"


def test_verifying_and_opening_the_window_load_no_heavy_library() -> None:
    code = (
        "import sys, trainer.certificates.verify_child, trainer.certificates.commands, trainer.certificates.register\n"
        "import trainer.certificates.pdf_check\n"
        "print(sorted({'pyhanko', 'asn1crypto', 'reportlab', 'PySide6', 'sqlalchemy'} & set(sys.modules)))\n"
        "import trainer.printing.certificate, trainer.printing.signature\n"
        "print('pyhanko' in sys.modules)"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert said == "[]\nFalse\n"
