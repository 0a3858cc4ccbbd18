"""The help screen, readable with no network and in one glance."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from trainer.i18n import _
from trainer.ui.shortcuts import KEYS
from trainer.ui.theme import active
from trainer.ui.widgets.panels import Panel, column, ground, row, scrolling
from trainer.ui.widgets.text import Text


@dataclass(frozen=True)
class HelpLine:
    """Someone to turn to.

    Attributes:
        checked: A sentence that says when the number was last checked.
    """

    name: str
    number: str
    checked: str


class HelpWidget(QWidget):
    """Crisis lines first, then keys, then licences."""

    def __init__(self, lines: Sequence[HelpLine], about: Sequence[str]) -> None:
        """``about`` are lines on version and licences."""
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Help and crisis lines"))
        looks = active()
        inside = column(
            Text(_("Help and crisis lines"), "display"),
            Text(_("If you or someone near you is in danger right now, call 911."), "strong"),
            spacing=8,
        )
        inside.addWidget(_lines(lines))
        inside.addWidget(_keys())
        card = Panel()
        for line in about:
            card.column.addWidget(Text(line, "small", "secondary"))
        inside.addWidget(card)
        inside.addStretch(1)
        page = QVBoxLayout()
        page.setContentsMargins(*[looks.gap(32)] * 4)
        holder = ground("clear", inside)
        holder.setMaximumWidth(looks.px(860))
        middle = row(holder, None)
        middle.setStretch(0, 100)
        page.addLayout(middle)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolling(ground("canvas", page)))


def _lines(lines: Sequence[HelpLine]) -> Panel:
    card = Panel()
    for line in lines:
        number = Text(line.number, "heading", "link")
        number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        words = ground("clear", column(Text(line.name, "strong"), Text(line.checked, "small", "secondary"), spacing=0))
        layout = row(words, number, spacing=16)
        layout.setStretch(0, 3)
        layout.setStretch(1, 2)
        card.column.addLayout(layout)
    return card


def _keys() -> Panel:
    card = Panel()
    card.column.addWidget(Text(_("Keys"), "heading"))
    grid = QGridLayout()
    grid.setHorizontalSpacing(active().gap(24))
    grid.setVerticalSpacing(active().gap(6))
    grid.setColumnStretch(1, 1)
    for index, key in enumerate(KEYS):
        grid.addWidget(Text(key.sequence, "small_strong", wrap=False), index, 0)
        grid.addWidget(Text(_(key.does), "small"), index, 1)
        grid.addWidget(Text(_(key.where), "small", "secondary"), index, 2)
    card.column.addLayout(grid)
    return card
