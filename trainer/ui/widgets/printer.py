"""Paper: pages of a PDF as pictures, and a printer that the person chooses."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from trainer.errors import TrainerError
from trainer.i18n import _
from trainer.ui.certificate.rendering import pdf_page_image

PRINT_DPI = 200


def pdf_pages(pdf: bytes, dpi: int = PRINT_DPI) -> list[QImage]:
    """Draws every page of a PDF; it takes a while, so it is called off the main thread.

    Raises:
        TrainerError: The PDF cannot be opened.
    """
    with tempfile.TemporaryDirectory(prefix="peer-trainer-") as folder:
        path = Path(folder) / "pages.pdf"
        path.write_bytes(pdf)
        return [pdf_page_image(path, dpi, page) for page in range(_page_count(path))]


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


def _page_count(path: Path) -> int:
    document = QPdfDocument()
    try:
        document.load(str(path))
        return max(1, document.pageCount())
    finally:
        document.close()
