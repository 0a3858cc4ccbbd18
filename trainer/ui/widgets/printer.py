"""Paper: pages of a PDF as pictures, and a printer that the person chooses."""

from collections.abc import Sequence

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QSize, Qt
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument, QPdfDocumentRenderOptions
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from trainer.errors import TrainerError
from trainer.i18n import _

PRINT_DPI = 200


def pdf_pages(pdf: bytes, dpi: int = PRINT_DPI) -> list[QImage]:
    """Draws every page of a PDF; it takes a while, so it is called off the main thread.

    Raises:
        TrainerError: The PDF cannot be opened.
    """
    buffer, document = QBuffer(), QPdfDocument()
    buffer.setData(QByteArray(pdf))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)
    pages = [_drawn(document, number, dpi) for number in range(document.pageCount())]
    document.close()
    if not pages or any(page.isNull() for page in pages):
        raise TrainerError(_("This PDF could not be opened."), _("Your records are unchanged."))
    return pages


def print_pages(parent: QWidget, pages: Sequence[QImage], *, landscape: bool = False) -> bool:
    """Asks for a printer and prints; returns False when the person thought better of it.

    Raises:
        TrainerError: The printer does not take the pages.
    """
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.Letter))
    way = QPageLayout.Orientation.Landscape if landscape else QPageLayout.Orientation.Portrait
    printer.setPageOrientation(way)
    printer.setFullPage(True)
    printer.setDocName("Peer Trainer")
    if QPrintDialog(printer, parent).exec() != QDialog.DialogCode.Accepted:
        return False
    paint_pages(printer, pages)
    return True


def paint_pages(printer: QPrinter, pages: Sequence[QImage]) -> None:
    """Paints each picture on a page of its own, as large as the paper allows.

    Raises:
        TrainerError: The printer does not take the pages.
    """
    painter = QPainter()
    if not painter.begin(printer):
        raise TrainerError(
            _("The printer did not take the pages."),
            _("Check the printer, or save the PDF and print it from another program."),
        )
    try:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for number, page in enumerate(pages):
            if number:
                printer.newPage()
            target = QRect(0, 0, printer.width(), printer.height())
            place = QRect(target.topLeft(), page.size().scaled(target.size(), Qt.AspectRatioMode.KeepAspectRatio))
            place.moveCenter(target.center())
            painter.drawImage(place, page)
    finally:
        painter.end()


def _drawn(document: QPdfDocument, number: int, dpi: int) -> QImage:
    """Draws a page on paper: what a PDF leaves open is transparent."""
    points = document.pagePointSize(number)
    size = QSize(round(points.width() * dpi / 72), round(points.height() * dpi / 72))
    drawn = document.render(number, size, QPdfDocumentRenderOptions())
    paper = QImage(drawn.size(), QImage.Format.Format_RGB32)
    paper.fill(Qt.GlobalColor.white)
    painter = QPainter(paper)
    painter.drawImage(0, 0, drawn)
    painter.end()
    return paper
