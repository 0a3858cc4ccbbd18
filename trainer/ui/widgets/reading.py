"""The reading column: a text browser that opens no file, no address and no picture of its own accord."""

from collections.abc import Callable

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt, QUrl, Signal
from PySide6.QtGui import (
    QImage,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCursor,
    QTextDocument,
    QWheelEvent,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QTextBrowser, QWidget

from trainer.ui.speech.spot import Spot
from trainer.ui.theme import active
from trainer.ui.widgets.marking import blocks_of, cursor_of, mark_of
from trainer.ui.widgets.reading_style import Callout, ReadingStyle, picture_names, picture_words

FigureSource = Callable[[str], bytes]
"""Returns the SVG of a figure by name, or empty bytes."""

WIDEST_FIGURE = 680
HIGHEST = 1_000_000


class ReadingView(QTextBrowser):
    """Shows one section of sanitized HTML and grows to its full height.

    Signals:
        term_asked: A glossary word was opened; carries its id.
        source_asked: A citation was opened; carries its id.
        link_reached: The keyboard reached a link; carries its place in this widget.
    """

    term_asked = Signal(str)
    source_asked = Signal(str)
    link_reached = Signal(QRect)

    def __init__(
        self,
        role: str = "reading",
        figures: FigureSource | None = None,
        parent: QWidget | None = None,
        *,
        name: str = "",
    ) -> None:
        """Starts empty.

        Args:
            role: The type of the running text.
            figures: Gives the drawings that the text may show; nothing else is ever loaded.
            parent: As in Qt.
            name: Says to a screen reader what text this is.
        """
        super().__init__(parent)
        self.setAccessibleName(name)
        self._role, self._figures = role, figures
        self._style = ReadingStyle(role)
        self._html = ""
        self._names: tuple[str, ...] = ()
        self._images: dict[tuple[str, int], QImage] = {}
        self._callouts: tuple[Callout, ...] = ()
        self._clicked: QRect | None = None
        self._fitted = -1
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setFont(active().font(role))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        self.document().setDocumentMargin(0)
        self.document().setIndentWidth(active().gap(26))
        self.document().setDefaultFont(active().font(role))
        self.document().setDefaultStyleSheet(self._style.sheet())
        self.viewport().setAutoFillBackground(False)
        self.anchorClicked.connect(self._on_anchor)
        self.highlighted.connect(self._on_highlighted)

    def set_figures(self, figures: FigureSource) -> None:
        """Changes where drawings come from."""
        self._figures = figures
        self._html = ""
        self._images.clear()

    def show_html(self, html: str) -> None:
        """Shows sanitized HTML; what is shown already is left alone."""
        if html == self._html:
            return
        self._html = html
        self._names = picture_names(html)
        self._fitted = -1
        self.setHtml(html)
        self._callouts = self._style.dress(self.document(), html)
        # Without a link there is nothing to reach by Tab; the page around it scrolls.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if "<a " in html else Qt.FocusPolicy.ClickFocus)
        self.setAccessibleDescription(picture_words(html))
        self._fit()

    def prepare_figure(self, name: str) -> None:
        """Draws a figure ahead, so that its passage opens at once."""
        self._figure(name)

    def blocks_shown(self) -> list[str]:
        """Returns the text of each block that is not empty."""
        return [block.text() for block in blocks_of(self.document())]

    def mark(self, spot: Spot) -> None:
        """See :class:`trainer.ui.widgets.marking.Markable`."""
        self.setExtraSelections([mark_of(self._cursor_of(spot))])

    def unmark(self) -> None:
        """See :class:`trainer.ui.widgets.marking.Markable`."""
        self.setExtraSelections([])

    def place_of(self, spot: Spot) -> QRect:
        """See :class:`trainer.ui.widgets.marking.Markable`."""
        cursor = self._cursor_of(spot)
        start, end = QTextCursor(cursor), QTextCursor(cursor)
        start.setPosition(cursor.selectionStart())
        end.setPosition(cursor.selectionEnd())
        return self.cursorRect(start).united(self.cursorRect(end))

    def place_of_link(self) -> QRect:
        """Returns where the link that was opened last stands, in this widget's coordinates."""
        return self._clicked or self.cursorRect(self.textCursor())

    def loadResource(self, kind: int, name: QUrl | str) -> QImage | QByteArray:
        """Serves figures and nothing else.

        An image is answered with an image, a null one if need be: for None or empty bytes Qt would open the file.
        """
        address = name.toString() if isinstance(name, QUrl) else str(name)
        if kind == QTextDocument.ResourceType.ImageResource.value or kind == QTextDocument.ResourceType.ImageResource:
            return self._figure(address.removeprefix("figure:")) if address.startswith("figure:") else QImage()
        return QByteArray(b" ")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keeps the full height at the new width."""
        super().resizeEvent(event)
        self._fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Lets the page around it scroll."""
        event.ignore()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Remembers where a link is clicked, for the popover."""
        point = event.position().toPoint()
        self._clicked = self.cursorRect(self.cursorForPosition(point)) if self.anchorAt(point) else None
        super().mouseReleaseEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the grounds of callouts and the bars of quotations, then the text."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._style.paint_grounds(painter, self.document(), self._callouts, event.rect())
        painter.end()
        super().paintEvent(event)

    def sizeHint(self) -> QSize:
        """As high as its text."""
        return QSize(active().px(566), max(self.minimumHeight(), 24))

    def minimumSizeHint(self) -> QSize:
        """May become narrow; its height is set from its text."""
        return QSize(120, self.minimumHeight())

    def _cursor_of(self, spot: Spot) -> QTextCursor:
        return cursor_of(self.document(), blocks_of(self.document()), spot)

    def _fit(self) -> None:
        width = max(1, self.viewport().width())
        if width != self._fitted:
            self._fitted = width
            self._place_figures()
            self.document().setTextWidth(width)
        # A picture that is not there and says how wide it is gives Qt a height beyond all numbers, or below none.
        high = min(max(0, int(self.document().size().height())), HIGHEST) + 4
        if high != self.minimumHeight() or high != self.maximumHeight():
            self.setFixedHeight(high)

    def _place_figures(self) -> None:
        for name in self._names:
            address = QUrl(f"figure:{name}")
            self.document().addResource(QTextDocument.ResourceType.ImageResource.value, address, self._figure(name))
        if self._names:
            self.document().markContentsDirty(0, self.document().characterCount())

    def _figure(self, name: str) -> QImage:
        wide = min(max(160, self.viewport().width()), active().px(WIDEST_FIGURE))
        if (name, wide) not in self._images:
            self._images[name, wide] = self._draw(self._figures(name) if self._figures else b"", wide)
        return self._images[name, wide]

    def _draw(self, svg: bytes, wide: int) -> QImage:
        renderer = QSvgRenderer(QByteArray(svg)) if svg else None
        if renderer is None or not renderer.isValid():
            return QImage()
        size = renderer.viewBoxF().size() if renderer.viewBoxF().isValid() else renderer.defaultSize().toSizeF()
        ratio = self.devicePixelRatioF()
        high = wide * size.height() / max(1.0, size.width())
        image = QImage(round(wide * ratio), round(high * ratio), QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        renderer.render(painter, QRectF(0, 0, image.width(), image.height()))
        painter.end()
        image.setDevicePixelRatio(ratio)
        return image

    def _on_highlighted(self, url: QUrl) -> None:
        if not url.isEmpty() and self.hasFocus() and self.textCursor().hasSelection():
            self.link_reached.emit(self.cursorRect(self.textCursor()))

    def _on_anchor(self, url: QUrl) -> None:
        address = url.toString()
        if address.startswith("term:"):
            self.term_asked.emit(address.removeprefix("term:"))
        elif address.startswith("source:"):
            self.source_asked.emit(address.removeprefix("source:"))
