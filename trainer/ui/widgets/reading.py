"""The reading column: a text browser that opens no file, no address and no picture of its own accord."""

from collections.abc import Callable

from PySide6.QtCore import QByteArray, QEvent, QSize, Qt, QUrl, Signal
from PySide6.QtGui import QImage, QPainter, QResizeEvent, QTextBlockFormat, QTextCursor, QTextDocument
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QTextBrowser, QWidget

from trainer.ui.theme import active

FigureSource = Callable[[str], bytes]
"""Returns the SVG of a figure by name, or empty bytes."""


class ReadingView(QTextBrowser):
    """Shows one section of sanitized HTML and grows to its full height.

    Signals:
        term_asked: A glossary word was opened; carries its id.
        source_asked: A citation was opened; carries its id.
    """

    term_asked = Signal(str)
    source_asked = Signal(str)

    def __init__(
        self, role: str = "reading", figures: FigureSource | None = None, parent: QWidget | None = None
    ) -> None:
        """``figures`` gives the drawings that the text may show; nothing else is ever loaded."""
        super().__init__(parent)
        self._role, self._figures = role, figures
        self._html = ""
        self._images: dict[str, QImage] = {}
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setFont(active().font(role))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        self.document().setDocumentMargin(0)
        self.viewport().setAutoFillBackground(False)
        self.anchorClicked.connect(self._on_anchor)

    def show_html(self, html: str) -> None:
        """Shows sanitized HTML."""
        self._html = html
        looks = active()
        self.document().setDefaultStyleSheet(
            f"a {{ color: {looks.tokens.laurelText}; }} h3 {{ font-weight: 600; }}"
            f" td, th {{ padding: {looks.gap(8)}px; }} th {{ font-weight: 600; }}"
        )
        self.setHtml(html)
        self._space_lines()
        self._fit()

    def loadResource(self, kind: int, name: QUrl | str) -> QImage | QByteArray:
        """Serves figures and nothing else.

        An image is answered with an image, a null one if need be: for None or empty bytes Qt would go and open the file.
        """
        address = name.toString() if isinstance(name, QUrl) else str(name)
        if kind == QTextDocument.ResourceType.ImageResource.value or kind == QTextDocument.ResourceType.ImageResource:
            return self._figure(address.removeprefix("figure:")) if address.startswith("figure:") else QImage()
        return QByteArray(b" ")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keeps the full height at the new width."""
        super().resizeEvent(event)
        self._fit()

    def wheelEvent(self, event: QEvent) -> None:
        """Lets the page around it scroll."""
        event.ignore()

    def minimumSizeHint(self) -> QSize:
        """May become narrow; its height is set from its text."""
        return QSize(120, self.minimumHeight())

    def _fit(self) -> None:
        width = max(1, self.viewport().width())
        self.document().setTextWidth(width)
        self.setFixedHeight(int(self.document().size().height()) + 4)

    def _figure(self, name: str) -> QImage:
        if name not in self._images:
            self._images[name] = self._draw(self._figures(name) if self._figures else b"")
        return self._images[name]

    def _draw(self, svg: bytes) -> QImage:
        renderer = QSvgRenderer(QByteArray(svg)) if svg else None
        if renderer is None or not renderer.isValid():
            return QImage()
        size = renderer.defaultSize()
        width = min(max(320, self.viewport().width()), active().px(760))
        ratio = self.devicePixelRatioF() * 1.0
        height = round(width * size.height() / max(1, size.width()))
        image = QImage(round(width * ratio), round(height * ratio), QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        renderer.render(painter)
        painter.end()
        image.setDevicePixelRatio(ratio)
        return image

    def _space_lines(self) -> None:
        looks = active()
        percent = looks.line_height_percent(self._role)
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        block = self.document().begin()
        while block.isValid():
            form = QTextBlockFormat(block.blockFormat())
            if "\ufffc" not in block.text():
                form.setLineHeight(percent, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
            form.setBottomMargin(looks.gap(6) if block.textList() else looks.gap(15))
            form.setTopMargin(0)
            place = QTextCursor(block)
            place.setBlockFormat(form)
            block = block.next()
        cursor.endEditBlock()

    def _on_anchor(self, url: QUrl) -> None:
        address = url.toString()
        if address.startswith("term:"):
            self.term_asked.emit(address.removeprefix("term:"))
        elif address.startswith("source:"):
            self.source_asked.emit(address.removeprefix("source:"))
