"""The page says what the facts say, in any name that the fonts can print, and never anything else."""

import re
import shutil
import subprocess
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest

from tests.fixtures.certificates import APPROVED, COMPETENCIES, PROVIDER, Paper, certificate_facts
from trainer.certificates.facts import CertificateFacts
from trainer.errors import TrainerError
from trainer.printing.certificate import PAPERS, QR_BOTTOM, QR_SIZE, CertificatePage
from trainer.printing.drawing import qr_modules
from trainer.printing.wording import Wording

TOKEN = "eyJhbGciOiJFZERTQSJ9." + "A" * 400 + "." + "B" * 86
SPANISH = {
    "language": "es",
    "local_title": "Especialista en apoyo entre pares de Medi-Cal en California: curso básico de 80 horas",
    "local_competencies": (
        "Los conceptos de esperanza, recuperación y bienestar",
        "El papel de la defensa de derechos",
        "Habilidades de rehabilitación psiquiátrica y prestación de servicios",
    ),
}
HOSTILE = [
    "<b>Ana</b>",
    "<img src='file:///etc/passwd'/>",
    "</para><para>Ana",
    "Ana & Sons &amp; &lt;",
    "<a href='http://example.org'>Ana</a>",
    "(Ana) \\(Ruiz\\) endobj",
    "%s %(name)s {0} $name",
    "=1+1",
    "'; DROP TABLE certificates; --",
]


def drawn(facts: CertificateFacts, paper: str = "letter") -> bytes:
    return CertificatePage(paper).render(facts, TOKEN)


def text_of(pdf: bytes, folder: Path) -> str:
    """Reads a PDF back with another program; words in the order in which they were written."""
    path = folder / "page.pdf"
    path.write_bytes(pdf)
    command = ["pdftotext", "-raw", str(path), "-"]
    found = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return " ".join(unicodedata.normalize("NFC", found).split())


def page_text(facts: CertificateFacts, folder: Path) -> str:
    return text_of(drawn(facts), folder)


def test_another_program_reads_the_facts(tmp_path: Path) -> None:
    text = page_text(certificate_facts(sample=False, provider=APPROVED), tmp_path)
    for said in (
        "Bay Bridges Peer Academy",
        "1428 Harrison Street, Oakland, California",
        "Certificate of Completion",
        "Marisol Elena Vega",
        "80 hours of instruction",
        "California Medi-Cal Peer Support Specialist: 80-hour core course",
        "BBPA-2027-0142",
        "November 30, 2026 to March 12, 2027",
        "Issued March 15, 2027",
        "Dolores Whitfield",
        "Training provider approval TP-0042, July 1, 2026",
        "Hours policy default-1",
        "3 core competencies",
        *COMPETENCIES,
    ):
        assert said in text
    assert "SAMPLE" not in text


def test_the_order_of_the_text_is_the_order_of_reading(tmp_path: Path) -> None:
    text = page_text(certificate_facts(), tmp_path)
    parts = ["Bay Bridges", "Certificate number", "Certificate of Completion", "Marisol", "California Medi-Cal"]
    parts += [
        "Instruction",
        "Language English",
        "1 The concepts",
        "The role of advocacy",
        "Director of Training",
        "Verify",
    ]
    places = [text.index(part) for part in parts]
    assert places == sorted(places)


def test_a_sample_says_so_and_claims_no_approval(tmp_path: Path) -> None:
    for paper in PAPERS:
        text = text_of(drawn(certificate_facts(), paper), tmp_path)
        assert text.count("SAMPLE") == 2
        assert "approved" not in text.lower().replace("no provider approval", "")
        assert "approval TP" not in text


def test_spanish_has_the_official_english_beside(tmp_path: Path, every_language: Path) -> None:
    text = page_text(certificate_facts(**SPANISH), tmp_path)
    for said in (
        "Certificado de finalización",
        "Certificate of Completion",
        "12 de marzo de 2027",
        "Español",
        SPANISH["local_title"],
        certificate_facts().programme_title,
    ):
        assert said in text
    for official, local in zip(COMPETENCIES, SPANISH["local_competencies"], strict=True):
        assert local in text
        assert official in text


def test_hours_that_are_not_whole_are_never_rounded_up(tmp_path: Path) -> None:
    changes = {"programme_minutes": 280, "credited_minutes": 280, "programme_kind": "taster"}
    text = page_text(certificate_facts(**changes), tmp_path)
    assert "4 hours 40 minutes of instruction" in text
    assert "does not take the place of the 80-hour core course" in text


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_printed_as_it_stands(tmp_path: Path, name: str) -> None:
    text = page_text(certificate_facts(legal_name=name, provider=replace(PROVIDER, name=name)), tmp_path)
    assert text.count(name) >= 2


@pytest.mark.parametrize(
    "name",
    [
        "José Ñuñez",
        "Łukasz Żółć",
        "Nguyễn Thị Hương",
        "Владимир Жуков",
        "Γιώργος Παπαδόπουλος",
        "İpek Şahin",
        "O’Brien–Smith",
    ],
)
def test_names_of_many_languages_are_printed(tmp_path: Path, name: str) -> None:
    assert name in page_text(certificate_facts(legal_name=name), tmp_path)
    split = unicodedata.normalize("NFD", name)
    assert name in page_text(certificate_facts(legal_name=split), tmp_path)


@pytest.mark.parametrize(
    "name", ["李小龍", "محمد", "שרה", "क्षत्रिय", "Ana\u202eziuR", "Ana\u200bRuiz", "A\0na", "Ana 😀", "x\u0302y", ""]
)
def test_a_name_that_cannot_be_printed_whole_is_refused(name: str) -> None:
    with pytest.raises(TrainerError) as found:
        drawn(certificate_facts(legal_name=name))
    assert "Nothing was issued." in found.value.advice


@pytest.mark.parametrize("length", [1, 10, 30, 60, 105, 150, 200])
def test_a_long_name_shrinks_until_it_fits(tmp_path: Path, length: int) -> None:
    name = " ".join(("María de los Ángeles Guadalupe " * 8)[:length].split())
    assert name in page_text(certificate_facts(legal_name=name), tmp_path)
    assert name.replace(" ", "") in page_text(certificate_facts(legal_name=name.replace(" ", "")), tmp_path).replace(
        " ", ""
    )


def test_what_does_not_fit_is_refused_and_never_cut() -> None:
    with pytest.raises(TrainerError, match="does not fit"):
        drawn(certificate_facts(legal_name="W" * 400))
    with pytest.raises(TrainerError, match="does not fit"):
        drawn(certificate_facts(provider=replace(PROVIDER, contact="A long address " * 30)))
    with pytest.raises(TrainerError, match="does not fit"):
        drawn(certificate_facts(competencies=("A competency of many words. " * 12,) * 17))


def test_the_same_facts_give_the_same_bytes() -> None:
    assert drawn(certificate_facts()) == drawn(certificate_facts())
    assert drawn(certificate_facts()) != drawn(certificate_facts(number="BBPA-2027-0143"))


@pytest.mark.parametrize(("paper", "size"), [("letter", "792 x 612"), ("a4", "841.89 x 595.276")])
def test_pages_have_their_size_title_language_and_fonts(tmp_path: Path, paper: str, size: str) -> None:
    path = tmp_path / "page.pdf"
    path.write_bytes(drawn(certificate_facts(), paper))
    info = subprocess.run(["pdfinfo", str(path)], capture_output=True, text=True, check=True).stdout
    assert size in info
    assert re.search(r"Pages:\s+1\n", info)
    assert "Certificate of Completion BBPA-2027-0142, Marisol Elena Vega" in info
    assert re.search(r"Author:\s+Bay Bridges Peer Academy", info)
    fonts = subprocess.run(["pdffonts", str(path)], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
    used = [line for line in fonts if "Helvetica" not in line]
    assert used
    assert all(" yes yes yes " in line for line in used)
    assert b"/Lang (en-US)" in path.read_bytes()


def test_the_code_on_the_page_is_the_token(tmp_path: Path) -> None:
    """Draws the page with another program and reads the modules back, one by one."""
    path, scale = tmp_path / "page.pdf", 4
    path.write_bytes(drawn(certificate_facts()))
    dpi = 72 * scale
    picture = tmp_path / "page"
    subprocess.run(["pdftoppm", "-r", str(dpi), "-gray", str(path), str(picture)], check=True)
    _magic, size, _depth, dots = (tmp_path / "page-1.pgm").read_bytes().split(b"\n", 3)
    wide, high = (int(number) for number in size.split())
    modules = qr_modules(TOKEN)
    module = QR_SIZE / len(modules)
    left, top = PAPERS["letter"][0] - 76 - QR_SIZE, PAPERS["letter"][1] - QR_BOTTOM - QR_SIZE
    read = [
        bytearray(
            dots[int((top + (row + 0.5) * module) * scale) * wide + int((left + (column + 0.5) * module) * scale)] < 128
            for column in range(len(modules))
        )
        for row in range(len(modules))
    ]
    assert (wide, high) == (792 * scale, 612 * scale)
    assert read == modules


def test_poppler_calls_the_signature_valid_and_the_document_whole(
    paper: Paper, real_paper: Paper, tmp_path: Path
) -> None:
    assert shutil.which("pdfsig"), "poppler-utils is installed by the set-up"
    for issued in (paper, real_paper):
        path = tmp_path / "paper.pdf"
        path.write_bytes(issued.pdf)
        command = ["pdfsig", "-nocert", str(path)]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        assert "Signature is Valid." in said
        assert "Total document signed" in said
        assert said.count("Signature #") == 1


def test_pyhanko_finds_no_change_allowed_and_none_made(paper: Paper) -> None:
    from io import BytesIO

    from asn1crypto.x509 import Certificate
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    signature = PdfFileReader(BytesIO(paper.pdf)).embedded_signatures[0]
    roots = [Certificate.load(paper.keys.public.certificate)]
    moment = signature.self_reported_timestamp
    context = ValidationContext(trust_roots=roots, allow_fetching=False, moment=moment)
    status = validate_pdf_signature(signature, signer_validation_context=context)
    assert status.bottom_line
    assert str(status.coverage) == "SignatureCoverageLevel.ENTIRE_FILE"
    assert str(status.modification_level) == "ModificationLevel.NONE"
    assert signature.docmdp_level is not None
    assert signature.docmdp_level.name == "NO_CHANGES"


def test_words_come_in_the_pages_language_whatever_the_windows_is() -> None:
    english, spanish = Wording("en"), Wording("es")
    day = certificate_facts().completed_on
    assert (english.day(day), spanish.day(day)) == ("March 12, 2027", "12 de marzo de 2027")
    assert (english.tag, spanish.tag) == ("en-US", "es-US")
    assert english.long_hours(4800) == "80 hours"
    assert english.long_hours(61) == "1 hour 1 minute"
    assert Wording("xx").day(day) == "March 12, 2027"
