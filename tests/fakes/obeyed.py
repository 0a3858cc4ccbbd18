"""Finds what in a window might obey a text instead of showing it, and everything that the window says."""

from collections.abc import Iterator

from PySide6.QtCore import QAbstractListModel, Qt
from PySide6.QtGui import QAction
from PySide6.QtGui import Qt as QtText
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTextBrowser,
    QWidget,
)


def obeyed(window: QWidget) -> list[str]:
    """Returns a line for each part of a window that might take a text for markup, a key or a link."""
    found = [f"label {one.text()[:40]!r} guesses" for one in window.findChildren(QLabel) if _guesses(one)]
    buttons = [one for one in window.findChildren(QAbstractButton) if not one.shortcut().isEmpty()]
    found += [f"button {one.text()[:40]!r} has taken a key" for one in buttons]
    found += [f"menu {one.text()[:40]!r} has taken a key" for one in window.findChildren(QAction) if _takes_key(one)]
    tips = {one.toolTip() for one in window.findChildren(QWidget)} | set(_tips_of_tables(window))
    found += [f"tip {tip[:40]!r} guesses" for tip in sorted(tips) if QtText.mightBeRichText(tip) and not _is_safe(tip)]
    browsers = [one for one in window.findChildren(QTextBrowser) if one.openLinks() or one.openExternalLinks()]
    return found + [f"{one} follows links" for one in browsers]


def said(window: QWidget) -> str:
    """Returns everything that a window says to the eye or to a screen reader."""
    words = [one.text() for one in window.findChildren(QLabel)]
    words += [one.accessibleName() for one in window.findChildren(QWidget)]
    words += [one.text() for one in window.findChildren(QLineEdit)]
    words += [one.toPlainText() for one in window.findChildren(QPlainTextEdit)]
    for box in window.findChildren(QComboBox):
        words += [box.itemText(number) for number in range(box.count())]
    return "\n".join([*words, *_cells(window, Qt.ItemDataRole.DisplayRole)])


def _guesses(label: QLabel) -> bool:
    return label.textFormat() != Qt.TextFormat.PlainText and bool(label.text())


def _takes_key(action: QAction) -> bool:
    return "&" in action.text().replace("&&", "") or "\t" in action.text()


def _is_safe(tip: str) -> bool:
    """One paragraph of ours around words whose own signs are written out."""
    return tip.startswith("<p>") and tip.endswith("</p>") and "<" not in tip[3:-4]


def _tips_of_tables(window: QWidget) -> Iterator[str]:
    return _cells(window, Qt.ItemDataRole.ToolTipRole)


def _cells(window: QWidget, role: Qt.ItemDataRole) -> Iterator[str]:
    for view in window.findChildren(QAbstractItemView):
        model = view.model()
        for row in range(model.rowCount() if model else 0):
            # Qt lets nobody ask a list how many columns it has.
            for column in range(1 if isinstance(model, QAbstractListModel) else model.columnCount()):
                yield str(model.index(row, column).data(role) or "")
