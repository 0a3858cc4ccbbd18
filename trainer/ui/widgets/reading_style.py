"""How a passage looks: line spacing, headings, tables, quotations and the rounded grounds of callouts."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QPainter,
    QTextBlock,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
    QTextFrame,
    QTextLength,
    QTextTable,
)

from trainer.i18n import _
from trainer.ui.theme import active

_CALLOUT = re.compile(r'<table class="callout ([a-z]+)"')
_PICTURE = re.compile(r'<img src="figure:([a-z0-9-]+)" alt="([^"]*)"')
_GROUNDS = {"try": "laurelSoft", "example": "sunken", "note": "sunken"}
_QUOTE_MARGIN = 30.0
"""Qt indents a quotation by 40 pixels; nothing else in a passage has a leading margin without a list."""


@dataclass(frozen=True)
class Callout:
    """A callout of the passage shown."""

    table: QTextTable
    token: str


class ReadingStyle:
    """Dresses documents for one role of type."""

    def __init__(self, role: str) -> None:
        """``role`` names the type of the running text."""
        self._role = role
        self._quotes: list[tuple[QTextBlock, QTextBlock]] = []

    def sheet(self) -> str:
        """Returns the style sheet of documents: the little that Qt's rich text understands of it."""
        looks = active()
        size = looks.font(self._role).pixelSize()
        edge = f"border-width: 0px; border-bottom: 1px solid {looks.tokens.line}"
        return (
            f"a {{ color: {looks.tokens.laurelText}; text-decoration: underline; }}"
            f"sup a {{ color: {looks.tokens.laurelText}; text-decoration: none; }}"
            f"h2, h3 {{ font-size: {round(size * 1.1)}px; font-weight: 600; }}"
            f"table.data {{ border-collapse: collapse; border-width: 0px; }}"
            f"table.data td {{ padding: {looks.gap(8)}px {looks.gap(10)}px; {edge};"
            f" font-size: {round(size * 0.9)}px; }}"
            f"table.data th {{ padding: {looks.gap(6)}px {looks.gap(10)}px; font-weight: 600; text-align: left;"
            f" color: {looks.tokens.ink2}; font-size: {round(size * 0.84)}px;"
            f" border-width: 0px; border-bottom: 1px solid {looks.tokens.line2}; }}"
            f"p.callout-title {{ color: {looks.tokens.laurelText}; font-size: {round(size * 0.92)}px;"
            f" font-weight: 600; }}"
        )

    def dress(self, document: QTextDocument, markup: str) -> tuple[Callout, ...]:
        """Spaces the lines of a document that has just been filled, and finds its callouts."""
        kinds = _CALLOUT.findall(markup)
        callouts: list[Callout] = []
        cursor = QTextCursor(document)
        cursor.beginEditBlock()
        for table in _tables(document.rootFrame()):
            is_callout = table.rows() == 1 and table.columns() == 1 and len(callouts) < len(kinds)
            if is_callout:
                callouts.append(Callout(table, _GROUNDS.get(kinds[len(callouts)], "sunken")))
            self._dress_table(table, is_callout)
        self._dress_blocks(document)
        cursor.endEditBlock()
        return tuple(callouts)

    def paint_grounds(
        self, painter: QPainter, document: QTextDocument, callouts: tuple[Callout, ...], seen: QRect
    ) -> None:
        """Paints what lies under the text."""
        looks = active()
        layout = document.documentLayout()
        painter.setPen(Qt.PenStyle.NoPen)
        for callout in callouts:
            place = _ground_of(callout.table)
            if place.intersects(QRectF(seen)):
                painter.setBrush(looks.colour(callout.token))
                painter.drawRoundedRect(place, looks.gap(12), looks.gap(12))
        right_to_left = document.defaultTextOption().textDirection() == Qt.LayoutDirection.RightToLeft
        painter.setBrush(looks.colour("hill"))
        for first, last in self._quotes:
            if first.isValid() and last.isValid():
                place = layout.blockBoundingRect(first).united(layout.blockBoundingRect(last))
                across = document.textWidth() - 4 if right_to_left else 0.0
                painter.drawRoundedRect(QRectF(across, place.top(), 4, place.height()), 2, 2)

    def _dress_table(self, table: QTextTable, is_callout: bool) -> None:
        looks = active()
        form = table.format()
        form.setTopMargin(looks.gap(4))
        form.setBottomMargin(looks.gap(12))
        form.setBorder(0)
        form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        if is_callout:
            form.setTopMargin(looks.gap(16))
            form.setCellPadding(looks.gap(16))
        table.setFormat(form)

    def _dress_blocks(self, document: QTextDocument) -> None:
        self._quotes = []
        percent = active().line_height_percent(self._role)
        block = document.begin()
        last = _last_of(document)
        while block.isValid():
            form = QTextBlockFormat(block.blockFormat())
            is_quote = block.textList() is None and form.leftMargin() >= _QUOTE_MARGIN
            self._space(block, form, percent)
            if is_quote:
                self._take_quote(block, form)
            if block.blockNumber() == last:
                form.setBottomMargin(0)
            QTextCursor(block).setBlockFormat(form)
            block = block.next()

    def _space(self, block: QTextBlock, form: QTextBlockFormat, percent: int) -> None:
        looks = active()
        if "\ufffc" not in block.text():
            form.setLineHeight(percent, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        form.setTopMargin(looks.gap(10) if form.headingLevel() else 0)
        gap = 6 if form.headingLevel() or block.textList() is not None else 15
        table = QTextCursor(block).currentTable()
        if table is not None:
            cell = table.cellAt(QTextCursor(block))
            ends = cell.lastCursorPosition().block() == block
            gap = 0 if ends else 6
        following = block.next()
        if block.textList() is not None and (not following.isValid() or following.textList() is None) and not table:
            gap = 15
        form.setBottomMargin(looks.gap(gap))

    def _take_quote(self, block: QTextBlock, form: QTextBlockFormat) -> None:
        form.setLeftMargin(active().gap(20))
        form.setRightMargin(0)
        previous = block.previous()
        if self._quotes and self._quotes[-1][1] == previous:
            self._quotes[-1] = (self._quotes[-1][0], block)
            return
        self._quotes.append((block, block))


def _ground_of(table: QTextTable) -> QRectF:
    """Returns where a callout stands; Qt gives the corner of its words and the size of the whole, margin included."""
    place = table.document().documentLayout().frameBoundingRect(table)
    form = table.format()
    corner = place.topLeft() - QPointF(form.cellPadding(), form.cellPadding())
    return QRectF(corner, QSizeF(place.width(), place.height() - form.bottomMargin()))


def picture_names(markup: str) -> tuple[str, ...]:
    """Returns the drawings that a passage shows."""
    return tuple(name for name, _words in _PICTURE.findall(markup))


def picture_words(markup: str) -> str:
    """Returns the drawings' alternative texts, for a screen reader: Qt's rich text forgets them."""
    said = [html.unescape(words) for _name, words in _PICTURE.findall(markup)]
    return " ".join(_("Picture: %(words)s") % {"words": words} for words in said if words)


def _tables(frame: QTextFrame) -> Iterator[QTextTable]:
    for child in frame.childFrames():
        if isinstance(child, QTextTable):
            yield child
        yield from _tables(child)


def _last_of(document: QTextDocument) -> int:
    """Returns the number of the last block with anything in it."""
    block = document.lastBlock()
    while block.isValid() and not block.text() and block.previous().isValid():
        block = block.previous()
    return block.blockNumber()
