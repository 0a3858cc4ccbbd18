"""Finds text that a person cannot read in full: clipped words, and widgets that stick out of their place."""

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QPushButton, QScrollArea, QTextEdit, QWidget

SLACK = 2
"""Pixels by which rounding may be off."""


def clipped(screen: QWidget) -> list[str]:
    """Returns one line for every visible text of a screen that is not seen in full."""
    return [f"{type(w).__name__} {_words(w)!r}: {fault}" for w in _shown(screen) for fault in _faults(w, screen)]


def _shown(screen: QWidget) -> Iterator[QWidget]:
    for widget in screen.findChildren(QWidget):
        if widget.isVisible() and isinstance(widget, QLabel | QAbstractButton | QTextEdit) and _words(widget):
            yield widget


def _words(widget: QWidget) -> str:
    if isinstance(widget, QTextEdit):
        return widget.toPlainText()[:60]
    return widget.text()[:60] if isinstance(widget, QLabel | QAbstractButton) else ""


def _faults(widget: QWidget, screen: QWidget) -> Iterator[str]:
    if isinstance(widget, QLabel) and widget.pixmap().isNull():
        yield from _label_faults(widget)
    elif isinstance(widget, QPushButton):
        hint = widget.sizeHint()
        if widget.width() + SLACK < hint.width():
            yield f"{widget.width()} px wide, needs {hint.width()}"
        if widget.height() + SLACK < widget.fontMetrics().height():
            yield f"{widget.height()} px high, needs {widget.fontMetrics().height()}"
    elif isinstance(widget, QTextEdit) and widget.verticalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff:
        size = widget.document().size()
        if size.height() > widget.viewport().height() + SLACK or size.width() > widget.viewport().width() + SLACK:
            yield f"text of {size.width():.0f} x {size.height():.0f} in {widget.width()} x {widget.height()}"
    yield from _sticking_out(widget, screen)


def _label_faults(label: QLabel) -> Iterator[str]:
    margins = label.contentsMargins()
    wide = label.width() - margins.left() - margins.right()
    if label.wordWrap():
        needed = label.heightForWidth(label.width())
        longest = max(label.fontMetrics().horizontalAdvance(word) for word in label.text().split() or [""])
        if longest > wide + SLACK:
            yield f"its longest word needs {longest} px, has {wide}"
    else:
        needed = label.sizeHint().height()
        if label.sizeHint().width() > label.width() + SLACK:
            yield f"{label.width()} px wide, needs {label.sizeHint().width()}"
    if needed > label.height() + SLACK:
        yield f"{label.height()} px high, needs {needed}"


def _sticking_out(widget: QWidget, screen: QWidget) -> Iterator[str]:
    """Compares with the screen sideways, and with every ancestor that does not scroll both ways."""
    place = QRect(widget.mapTo(screen, QPoint(0, 0)), widget.size())
    if place.left() < -SLACK or place.right() > screen.width() + SLACK:
        yield f"from {place.left()} to {place.right()} on a screen {screen.width()} px wide"
    parent = widget.parentWidget()
    while parent is not None and parent is not screen:
        if isinstance(parent.parentWidget(), QScrollArea):
            return
        inside = QRect(widget.mapTo(parent, QPoint(0, 0)), widget.size())
        if inside.bottom() > parent.height() + SLACK or inside.right() > parent.width() + SLACK:
            yield f"ends at {inside.right()}, {inside.bottom()} in {type(parent).__name__} {parent.size().toTuple()}"
            return
        parent = parent.parentWidget()
