"""A finished certificate becomes a picture, a JPEG and a printed page."""

from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication

from tests.fixtures.certificates import Paper
from trainer.errors import TrainerError
from trainer.ui.certificate.rendering import certificate_printer, pdf_page_image, print_pdf, save_jpeg


@pytest.fixture
def pdf(paper: Paper, tmp_path: Path, qapp: QApplication) -> Path:
    path = tmp_path / "paper.pdf"
    path.write_bytes(paper.pdf)
    return path


def test_a_page_becomes_a_picture_on_white(pdf: Path) -> None:
    image = pdf_page_image(pdf, 100)
    assert (image.width(), image.height()) == (1100, 850)
    assert image.pixelColor(2, 2).name() == "#ffffff"
    colours = {image.pixelColor(x, y).name() for x in range(0, 1100, 5) for y in range(0, 850, 5)}
    assert len(colours) > 20


def test_a_jpeg_has_its_size_and_resolution(pdf: Path, tmp_path: Path) -> None:
    out = tmp_path / "saved" / "paper.jpg"
    save_jpeg(pdf, out)
    image = QImage(str(out))
    assert (image.width(), image.height()) == (2200, 1700)
    assert round(image.dotsPerMeterX() / 39.3701) == 200
    assert out.read_bytes()[:3] == b"\xff\xd8\xff"


def test_a_page_is_printed_landscape(pdf: Path, tmp_path: Path) -> None:
    printer = certificate_printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    print_pdf(pdf, printer)
    image = pdf_page_image(tmp_path / "printed.pdf", 50)
    assert (image.width(), image.height()) == (550, 425)


def test_what_is_no_pdf_is_said_kindly(tmp_path: Path, qapp: QApplication) -> None:
    (tmp_path / "x.pdf").write_bytes(b"\x89PNG")
    for path in (tmp_path / "x.pdf", tmp_path / "missing.pdf"):
        with pytest.raises(TrainerError, match="could not be opened"):
            pdf_page_image(path)
        with pytest.raises(TrainerError):
            save_jpeg(path, tmp_path / "out.jpg")
    assert not (tmp_path / "out.jpg").exists()


def test_there_is_no_second_page(pdf: Path) -> None:
    with pytest.raises(TrainerError):
        pdf_page_image(pdf, page=1)
