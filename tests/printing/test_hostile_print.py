"""Texts from outside on paper: printed letter by letter, never taken for markup, and refused where no font has them."""

import json
import re
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from msgspec import structs

from tests.fakes.certificates import full_course
from tests.fakes.hostile import Watched, some_texts
from tests.fixtures.certificates import APPROVED, NOW, PROVIDER, certificate_facts, make_paper, small_programme
from tests.printing.test_transcript import a_report
from trainer.certificates.commands import verdict_lines, verify_command
from trainer.certificates.keys import SigningKeys
from trainer.certificates.token import sign_token
from trainer.certificates.verify import verify_token_text
from trainer.errors import TrainerError
from trainer.hours.credit import credit
from trainer.hours.ledger import Gap, GapKind
from trainer.hours.policy import Policy
from trainer.printing.certificate import CertificatePage
from trainer.printing.fonts import SANS, printable
from trainer.printing.transcript import render_transcript

Tell = Callable[[str], None]
ACTIVE = re.compile(rb"/Subtype\s*/Image|/URI|/JavaScript|/JS\s*[(<]|/Launch|/GoTo")
"""What a reader could draw, follow or run; within a text, brackets have a stroke before them."""


def _letters(pdf: bytes, folder: Path) -> str:
    """Returns what stands on the pages, without any white space."""
    path = folder / "printed.pdf"
    path.write_bytes(pdf)
    found = subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, check=True).stdout.decode()
    return "".join(found.split())


def _active(pdf: bytes) -> list[bytes]:
    """Returns what is no text; the facts in the attachment are only words."""
    without_facts = re.sub(rb'stream\n\{"certificate":.*?endstream', b"", pdf, flags=re.DOTALL)
    return ACTIVE.findall(without_facts)


def _expected(text: str) -> str:
    return "".join(printable(text, SANS)[0].split())


def _is_plain(text: str) -> bool:
    """Letters that pdftotext gives back as they are; it reads others from right to left, or joined."""
    return text.isascii()


def test_the_transcript_prints_every_text_literally(
    tmp_path: Path, picture: Path, watched: Watched, is_nightly: bool, tell: Tell
) -> None:
    texts = some_texts("hours report", picture, all_of_them=is_nightly)
    lines = full_course(small_programme(), "of-ana", NOW)
    quiet = (Gap(GapKind.QUIET, 60, 720),)
    odd = [structs.replace(lines[0], id=f"odd-{n}", subject=text, gaps=quiet) for n, text in enumerate(texts)]
    record = credit([*lines, *odd], {"default-1": Policy()}, small_programme())
    pdf = render_transcript(a_report(record=record, name=texts[0], provider=texts[1], policies=(texts[2],)))
    letters = _letters(pdf, tmp_path)
    # A longer text may go over to the next page, past the foot of this one.
    missing = [text for text in texts if _is_plain(text) and _expected(text)[:300] not in letters]
    tell(f"{len(texts)} texts in one transcript")
    assert missing == []
    assert _active(pdf) == []
    assert not watched.was_opened()


@pytest.mark.parametrize("field", ["name", "provider", "policies"])
def test_the_head_of_the_transcript_prints_every_text_literally(
    tmp_path: Path, picture: Path, field: str, is_nightly: bool, tell: Tell
) -> None:
    texts = some_texts(f"report {field}", picture, all_of_them=is_nightly)
    texts = texts if is_nightly else texts[:12]
    for text in texts:
        said = (text,) if field == "policies" else text
        letters = _letters(render_transcript(a_report(**{field: said})), tmp_path)
        assert not _is_plain(text) or _expected(text) in letters, text
    tell(f"{len(texts)} texts as {field} of the transcript")


FIELDS = ("legal_name", "name", "contact", "signatory", "signatory_title", "approval_id")


def _certificate(field: str, text: str) -> bytes:
    if field == "legal_name":
        facts = certificate_facts(legal_name=text)
    else:
        facts = certificate_facts(provider=replace(APPROVED, **{field: text}), sample=False)
    return CertificatePage().render(facts, "token")


@pytest.mark.parametrize("field", FIELDS)
def test_a_certificate_prints_a_text_literally_or_is_refused(
    tmp_path: Path, picture: Path, field: str, watched: Watched, is_nightly: bool, tell: Tell
) -> None:
    texts, refused = some_texts(f"certificate {field}", picture, all_of_them=is_nightly), 0
    for text in texts:
        try:
            pdf = _certificate(field, text)
        except TrainerError:
            refused += 1
            continue
        assert not _is_plain(text) or _expected(text) in _letters(pdf, tmp_path), text
        assert _active(pdf) == [], text
    tell(f"{field}: {len(texts)} texts, {refused} refused")
    assert not watched.was_opened()


def test_a_token_carries_a_text_exactly_and_a_terminal_shows_it_safely(
    sample_keys: SigningKeys, picture: Path, is_nightly: bool, tell: Tell
) -> None:
    texts, refused = some_texts("token", picture, all_of_them=is_nightly), 0
    trusted = {sample_keys.public.key_id: sample_keys.public}
    for text in texts:
        try:
            token = sign_token(certificate_facts(legal_name=text, provider=replace(PROVIDER, name=text)), sample_keys)
        except (TrainerError, ValueError):
            refused += 1
            continue
        verdict = verify_token_text(token, trusted)
        assert verdict.accepted
        assert verdict.token.legal_name == text
        lines = verdict_lines(verdict)
        assert all(line.isprintable() for line in lines), text
        assert sum("Legal name" in line for line in lines) == 1 + ("Legal name" in text)
    tell(f"{len(texts)} texts in tokens, {refused} refused")


def test_an_approval_that_would_run_into_the_foot_is_refused() -> None:
    with pytest.raises(TrainerError, match="does not fit"):
        _certificate("approval_id", "TP " * 60)


@pytest.mark.parametrize(
    "text",
    ["<img src='file:///etc/passwd'>", "%s %(name)s {0} =1+1", "endstream endobj", "\\(x\\) '; DROP TABLE people; --"],
)
def test_a_signed_page_is_read_back_exactly_and_shown_safely(
    sample_keys: SigningKeys, tmp_path: Path, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    paper = make_paper(certificate_facts(legal_name=text, provider=replace(PROVIDER, name=text)), sample_keys)
    path = tmp_path / "certificate.pdf"
    path.write_bytes(paper.pdf)
    assert verify_command(str(path), trusted=paper.trusted) == 0
    lines = capsys.readouterr().out.splitlines()
    assert any(text in line for line in lines)
    assert all(line.isprintable() for line in lines)
    assert verify_command(str(path), as_json=True, trusted=paper.trusted) == 0
    assert json.loads(capsys.readouterr().out)["signed"]["legal_name"] == text
