"""Marks the words that are being read aloud, in whatever shows them."""

from typing import Protocol

from PySide6.QtCore import QRect
from PySide6.QtGui import QTextBlock, QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextEdit

from trainer.ui.speech.spot import Spot
from trainer.ui.theme import active


class Markable(Protocol):
    """A widget that can mark some of its words, softly and without moving the focus."""

    def mark(self, spot: Spot) -> None:
        """Marks what stands there."""

    def unmark(self) -> None:
        """Takes the mark away."""

    def place_of(self, spot: Spot) -> QRect:
        """Returns where it stands in this widget."""


def blocks_of(document: QTextDocument) -> list[QTextBlock]:
    """Returns the blocks that are not empty, as :func:`trainer.ui.speech.passages.shown_blocks` counts them."""
    found = []
    block = document.begin()
    while block.isValid():
        if block.text().strip():
            found.append(block)
        block = block.next()
    return found


def cursor_of(document: QTextDocument, blocks: list[QTextBlock], spot: Spot) -> QTextCursor:
    """Selects a sentence; a place that the text does not have selects nothing."""
    cursor = QTextCursor(document)
    if spot.block < len(blocks):
        block = blocks[spot.block]
        last = block.length() - 1
        cursor.setPosition(block.position() + min(spot.start, last))
        cursor.setPosition(block.position() + min(spot.end, last), QTextCursor.MoveMode.KeepAnchor)
    return cursor


def mark_of(cursor: QTextCursor) -> QTextEdit.ExtraSelection:
    """Makes the mark of a sentence."""
    mark = QTextEdit.ExtraSelection()
    mark.cursor = cursor
    mark.format.setBackground(active().colour("mark"))
    return mark
