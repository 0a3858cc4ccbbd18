"""Cards, quiet panels, columns and scrolling pages."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from trainer.ui.theme import active


class Panel(QFrame):
    """A rounded ground with a column inside; ``kind`` is card, soft, note, quiet, error or float."""

    def __init__(self, kind: str = "card", padding: int = 20, spacing: int = 8, parent: QWidget | None = None) -> None:
        """Lengths are pixels at 100 % text."""
        super().__init__(parent)
        self.setProperty("panel", kind)
        looks = active()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(*[looks.gap(padding)] * 4)
        self.column.setSpacing(looks.gap(spacing))


def divider() -> QFrame:
    """Makes a hairline."""
    line = QFrame()
    line.setProperty("panel", "divider")
    return line


def rule() -> QFrame:
    """Makes an upright hairline."""
    line = QFrame()
    line.setProperty("panel", "rule")
    return line


def ground(kind: str, layout: QLayout | None = None) -> QWidget:
    """Makes a plain widget with a background of the style sheet."""
    widget = QWidget()
    widget.setProperty("ground", kind)
    widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)
    if layout is not None:
        widget.setLayout(layout)
    return widget


def row(*items: QWidget | int | None, spacing: int = 12) -> QHBoxLayout:
    """Lays widgets side by side; None is a stretch, a number is a gap."""
    layout = QHBoxLayout()
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(active().gap(spacing))
    _fill(layout, items)
    return layout


def column(*items: QWidget | int | None, spacing: int = 8, margins: int = 0) -> QVBoxLayout:
    """Lays widgets below each other; None is a stretch, a number is a gap."""
    looks = active()
    layout = QVBoxLayout()
    layout.setContentsMargins(*[looks.gap(margins)] * 4)
    layout.setSpacing(looks.gap(spacing))
    _fill(layout, items)
    return layout


def scrolling(inside: QWidget) -> QScrollArea:
    """Puts a page into a scroll area that never scrolls sideways."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.viewport().setAutoFillBackground(False)
    inside.setAutoFillBackground(False)
    area.setWidget(inside)
    return area


def centred(inside: QWidget, width: int) -> QWidget:
    """Keeps a column at most ``width`` pixels wide (at 100 % text) in the middle of its place."""
    inside.setMaximumWidth(active().px(width))
    inside.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    holder = QWidget()
    layout = QHBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addStretch(1)
    layout.addWidget(inside, 1000)
    layout.addStretch(1)
    return holder


def _fill(layout: QHBoxLayout | QVBoxLayout, items: tuple[QWidget | int | None, ...]) -> None:
    for item in items:
        if item is None:
            layout.addStretch(1)
        elif isinstance(item, int):
            layout.addSpacing(active().gap(item))
        else:
            layout.addWidget(item)
