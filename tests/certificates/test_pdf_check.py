"""A signed PDF is accepted as it was issued; one changed byte anywhere, and it is refused with a reason."""

import hashlib
import random
import re
import subprocess
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from reportlab.pdfgen.canvas import Canvas

from tests.fixtures.certificates import APPROVED, NOW, PROVIDER, Paper, certificate_facts, make_paper
from trainer.certificates import pdf_check
from trainer.certificates.keys import KeyFolder
from trainer.certificates.pdf_check import PdfFault, PdfReason, check_pdf
from trainer.certificates.signature_blob import _P256_ORDER as P256_ORDER
from trainer.certificates.signature_blob import signature_blob, signed_attributes
from trainer.printing.certificate import CertificatePage
from trainer.printing.signature import PadesSigner

MASKS = (0x01, 0x20)


def refusal(pdf: bytes, paper: Paper) -> PdfReason | None:
    try:
        check_pdf(pdf, paper.trusted)
    except PdfFault as fault:
        return fault.reason
    return None


def edits(pdf: bytes, places: Iterable[int]) -> Iterable[bytes]:
    for place in places:
        for mask in MASKS:
            changed = bytearray(pdf)
            changed[place] ^= mask
            yield bytes(changed)


def blob_places(pdf: bytes) -> range:
    start = pdf.index(b"/Contents <")
    return range(start, pdf.index(b">", start) + 200)


def test_an_issued_file_is_accepted(paper: Paper, real_paper: Paper) -> None:
    for issued in (paper, real_paper):
        checked = check_pdf(issued.pdf, issued.trusted)
        assert (checked.facts, checked.token_text) == (issued.facts, issued.token)
        assert checked.sha256 == hashlib.sha256(issued.pdf).hexdigest()


def test_changed_bytes_are_refused(paper: Paper, tell: Callable[[str], None]) -> None:
    places = [*range(0, len(paper.pdf), 37), *blob_places(paper.pdf)]
    reasons = Counter(refusal(edit, paper) for edit in edits(paper.pdf, places))
    tell(f"{reasons.total()} edits tried: {dict(reasons)}")
    assert reasons[None] == 0
    assert reasons.total() == len(places) * len(MASKS)
    assert set(reasons) >= {PdfReason.CHANGED, PdfReason.BLOB, PdfReason.UNKNOWN_KEY, PdfReason.NOT_WHOLE}


@pytest.mark.nightly
def test_every_changed_byte_is_refused(paper: Paper, real_paper: Paper, tell: Callable[[str], None]) -> None:
    for issued in (paper, real_paper):
        reasons = Counter(refusal(edit, issued) for edit in edits(issued.pdf, range(len(issued.pdf))))
        tell(f"{reasons.total()} edits tried: {dict(reasons)}")
        assert reasons[None] == 0


def test_control_without_the_digest_edits_pass(
    paper: Paper, monkeypatch: pytest.MonkeyPatch, tell: Callable[[str], None]
) -> None:
    monkeypatch.setattr(pdf_check, "_signed_by", lambda _blob, _digest, trusted: next(iter(trusted.values())))
    passed = sum(refusal(edit, paper) is None for edit in edits(paper.pdf, range(0, len(paper.pdf), 37)))
    tell(f"{passed} edits pass without the digest")
    assert passed > 1000


def test_control_without_the_strict_blob_edits_pass(
    paper: Paper, monkeypatch: pytest.MonkeyPatch, tell: Callable[[str], None]
) -> None:
    """The case of a hexadecimal digit is not signed: only our rule of one case tells it."""
    assert all(refusal(edit, paper) for edit in edits(paper.pdf, blob_places(paper.pdf)))
    monkeypatch.setattr(pdf_check, "_GAP", re.compile(rb"<([0-9A-Fa-f]+)>"))
    passed = sum(refusal(edit, paper) is None for edit in edits(paper.pdf, blob_places(paper.pdf)))
    tell(f"{passed} edits pass without the rule of one case")
    assert passed > 100


def test_control_without_the_rule_of_zeros_padding_passes(paper: Paper, monkeypatch: pytest.MonkeyPatch) -> None:
    end = paper.pdf.index(b">", paper.pdf.index(b"/Contents <"))
    padded = paper.pdf[: end - 2] + b"01" + paper.pdf[end:]
    assert refusal(padded, paper) is PdfReason.BLOB

    def careless(gap: bytes) -> bytes:
        blob = bytes.fromhex(gap[1:-1].decode())
        return blob[: 4 + int.from_bytes(blob[2:4], "big")]

    monkeypatch.setattr(pdf_check, "_blob", careless)
    assert refusal(padded, paper) is None


def appended_update(pdf: bytes) -> bytes:
    writer: Any = IncrementalPdfFileWriter(BytesIO(pdf))
    page: Any = writer.root["/Pages"]["/Kids"][0]
    page["/Rotate"] = writer.root["/Pages"]["/Count"]
    writer.mark_update(writer.root["/Pages"]["/Kids"].raw_get(0))
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def second_signature(pdf: bytes, paper: Paper) -> bytes:
    from pyhanko.sign import fields, signers

    from trainer.printing.signature import _signer

    meta = signers.PdfSignatureMetadata(field_name="Second", md_algorithm="sha256")
    signer: Any = signers.PdfSigner(meta, _signer(paper.keys), new_field_spec=fields.SigFieldSpec("Second"))
    out = BytesIO()
    try:
        signer.sign_pdf(IncrementalPdfFileWriter(BytesIO(pdf)), output=out)
    except Exception:  # The first signature allows no second one: write it all the same, as an attacker would.
        return pdf + pdf[pdf.index(b"/ByteRange") - 3000 :]
    return out.getvalue()


def test_shapes_of_tampering_are_refused(paper: Paper) -> None:
    pdf = paper.pdf
    found = re.search(rb"/ByteRange \[0 (\d+) (\d+) (\d+)\]", pdf)
    assert found
    start, end, rest = (int(number) for number in found.groups())

    def with_range(text: bytes) -> bytes:
        return pdf.replace(found[0], text.ljust(len(found[0])), 1)

    attacks = {
        "appended update": appended_update(pdf),
        "trailing byte": pdf + b"\n",
        "leading byte": b"\n" + pdf,
        "second signature": second_signature(pdf, paper),
        "no contents": pdf[:start] + b"<>" + pdf[end:],
        "zero contents": pdf[:start] + b"<" + b"0" * (end - start - 2) + b">" + pdf[end:],
        "renamed contents": pdf.replace(b"/Contents <", b"/Contentz <", 1),
        "shorter range": with_range(b"/ByteRange [0 %d %d %d]" % (start, end, rest - 1)),
        "shifted range": with_range(b"/ByteRange [0 %d %d %d]" % (start - 1, end, rest)),
        "wide gap": with_range(b"/ByteRange [0 %d %d %d]" % (start, end + 1, rest - 1)),
        "from one": with_range(b"/ByteRange [1 %d %d %d]" % (start, end, rest)),
        "negative range": with_range(b"/ByteRange [0 -1 %d %d]" % (end, rest)),
        "leading zeros": pdf.replace(b"/ByteRange [0 ", b"/ByteRange [00 ", 1),
        "two ranges": pdf.replace(found[0], found[0] + b"/ByteRange [0 1 2 3]", 1),
        "cut": pdf[:-1],
        "empty": b"",
    }
    assert {name for name, attack in attacks.items() if refusal(attack, paper) is None} == set()
    assert all(attack != pdf for attack in attacks.values())


def test_a_key_of_the_same_name_is_another_key(paper: Paper, tmp_path_factory: pytest.TempPathFactory) -> None:
    twin = KeyFolder(tmp_path_factory.mktemp("twin")).create_sample(PROVIDER.name, NOW)
    assert refusal(make_paper(paper.facts, twin).pdf, paper) is PdfReason.UNKNOWN_KEY


def test_a_token_of_another_certificate_is_refused(paper: Paper) -> None:
    """Even the provider's own key cannot bind one certificate's code to another's facts."""
    other = certificate_facts(number="BBPA-2027-0999")
    pdf = PadesSigner().sign(CertificatePage().render(other, paper.token), paper.keys, NOW, "course")
    assert refusal(pdf, paper) is PdfReason.FACTS


def test_a_signed_pdf_that_is_no_certificate_is_refused(paper: Paper) -> None:
    stream = BytesIO()
    canvas = Canvas(stream)
    canvas.drawString(72, 72, "Any text")
    canvas.save()
    assert refusal(PadesSigner().sign(stream.getvalue(), paper.keys, NOW, "x"), paper) is PdfReason.FACTS


def test_a_certificate_issued_outside_the_keys_time_is_refused(paper: Paper) -> None:
    early = replace(
        paper.facts,
        started_on=paper.facts.started_on.replace(year=2020),
        completed_on=paper.facts.completed_on.replace(year=2020),
        issued_on=paper.facts.issued_on.replace(year=2020),
    )
    assert refusal(make_paper(early, paper.keys).pdf, paper) is PdfReason.FACTS


def test_no_approval_and_no_sample_is_refused(real_paper: Paper) -> None:
    unapproved = certificate_facts(sample=False)
    assert unapproved.provider != APPROVED
    assert refusal(make_paper(unapproved, real_paper.keys).pdf, real_paper) is PdfReason.FACTS


def test_the_twin_of_a_signature_is_refused(paper: Paper) -> None:
    """Of each ECDSA signature anyone can make a second good one; only one of the two is ours."""
    start = paper.pdf.index(b"/Contents <") + len(b"/Contents <")
    end = paper.pdf.index(b">", start)
    blob = pdf_check._blob(paper.pdf[start - 1 : end + 1])
    digest = hashlib.sha256(paper.pdf[: start - 1] + paper.pdf[end + 1 :]).digest()
    certificate = paper.keys.public.certificate
    tails = [blob[-length:] for length in pdf_check._SIGNATURE_LENGTHS]
    old = next(tail for tail in tails if signature_blob(certificate, digest, tail) == blob)
    r, s = decode_dss_signature(old)
    twin = encode_dss_signature(r, P256_ORDER - s)
    paper.keys.page_key.public_key().verify(twin, signed_attributes(certificate, digest), ECDSA(SHA256()))
    changed = signature_blob(certificate, digest, twin).hex().upper().encode().ljust(end - start, b"0")
    assert refusal(paper.pdf[:start] + changed + paper.pdf[end:], paper) is PdfReason.BLOB


@pytest.mark.nightly
def test_poppler_never_calls_a_changed_file_valid_and_whole(
    paper: Paper, tmp_path: Path, tell: Callable[[str], None]
) -> None:
    """Outside the signature blob; inside it, poppler overlooks changes that our own check refuses."""
    chance, path, fooled = random.Random(7), tmp_path / "paper.pdf", 0
    blob = blob_places(paper.pdf)
    places = [place for place in chance.sample(range(len(paper.pdf)), 2_000) if place not in blob]
    for edit in edits(paper.pdf, places):
        path.write_bytes(edit)
        run = subprocess.run(["pdfsig", "-nocert", str(path)], capture_output=True, timeout=30, check=False)
        fooled += b"Signature is Valid" in run.stdout and b"Total document signed" in run.stdout
    tell(f"{len(places) * len(MASKS)} edits shown to pdfsig, {fooled} called valid and whole")
    assert fooled == 0
