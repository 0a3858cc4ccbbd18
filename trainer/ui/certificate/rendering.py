"""A finished certificate as a picture: for the preview, for JPEG, and for the printer."""

from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument, QPdfDocumentRenderOptions
from PySide6.QtPrintSupport import QPrinter

from trainer.certificates.files import write_durably
from trainer.errors import TrainerError
from trainer.i18n import _

JPEG_QUALITY = 92
SCREEN_DPI, JPEG_DPI, PRINT_DPI = 110, 200, 300

_POINTS_PER_INCH = 72
_INCHES_PER_METRE = 39.3701


def pdf_page_image(path: Path, dpi: int = SCREEN_DPI, page: int = 0) -> QImage:
    """Draws one page of a PDF on white.

    Raises:
        TrainerError: The file is not a PDF that can be opened, or has no such page.
    """
    document = QPdfDocument()
    try:
        if document.load(str(path)) != QPdfDocument.Error.None_ or not 0 <= page < document.pageCount():
            raise _not_opened(path)
        points = document.pagePointSize(page)
        size = QSize(round(points.width() * dpi / _POINTS_PER_INCH), round(points.height() * dpi / _POINTS_PER_INCH))
        drawn = document.render(page, size, QPdfDocumentRenderOptions())
    finally:
        document.close()
    if drawn.isNull():
        raise _not_opened(path)
    return _on_white(drawn, dpi)


def save_jpeg(pdf: Path, out: Path, dpi: int = JPEG_DPI) -> None:
    """Saves the first page of a PDF as JPEG; an old file of that name stays until the new one is whole.

    Raises:
        TrainerError: The PDF cannot be opened, or the picture cannot be written.
    """
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not pdf_page_image(pdf, dpi).save(buffer, "JPEG", JPEG_QUALITY):  # type: ignore[call-overload]
        raise _not_opened(pdf)
    write_durably(out, bytes(buffer.data().data()))


def certificate_printer() -> QPrinter:
    """Returns a printer set to landscape Letter; a dialog may change it."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.Letter))
    printer.setPageOrientation(QPageLayout.Orientation.Landscape)
    printer.setFullPage(True)
    printer.setDocName("Peer Trainer")
    return printer


def print_pdf(path: Path, printer: QPrinter) -> None:
    """Prints the first page, as large as the paper allows without changing its shape.

    Raises:
        TrainerError: The PDF cannot be opened, or the printer does not take it.
    """
    first = pdf_page_image(path, PRINT_DPI)
    painter = QPainter()
    if not painter.begin(printer):
        raise TrainerError(
            _("The printer did not take the certificate."),
            _("Check the printer, or save the PDF and print it from another program."),
        )
    try:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        target = QRect(0, 0, printer.width(), printer.height())
        place = QRect(target.topLeft(), first.size().scaled(target.size(), Qt.AspectRatioMode.KeepAspectRatio))
        place.moveCenter(target.center())
        painter.drawImage(place, first)
    finally:
        painter.end()


def _on_white(drawn: QImage, dpi: int) -> QImage:
    """JPEG has no transparency: what the page leaves open is paper."""
    paper = QImage(drawn.size(), QImage.Format.Format_RGB32)
    paper.fill(QColor("white"))
    painter = QPainter(paper)
    painter.drawImage(0, 0, drawn)
    painter.end()
    dots = round(dpi * _INCHES_PER_METRE)
    paper.setDotsPerMeterX(dots)
    paper.setDotsPerMeterY(dots)
    return paper


def _not_opened(path: Path) -> TrainerError:
    return TrainerError(
        _("This PDF could not be opened."),
        _("Your records are unchanged. The certificate can be saved again from the register."),
        path=path,
    )
