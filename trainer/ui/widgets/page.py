"""The frame that most screens share: a title row, a scrolling body, two columns that become one where it is narrow."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLayout, QSizePolicy, QVBoxLayout, QWidget

from trainer.ui.theme import active
from trainer.ui.widgets.flow_row import FlowRow
from trainer.ui.widgets.panels import column, ground, scrolling
from trainer.ui.widgets.text import Text

WIDEST = 1240
"""Content is never wider than this, in pixels at 100 % text."""


class Page(QWidget):
    """A screen with a title. Fill ``body``; put the page's own buttons into ``tools``.

    Attributes:
        body: The column under the title row.
        tools: The row at the end of the title row.
    """

    def __init__(self, title: str = "", subtitle: str = "") -> None:
        """Takes the focus as a whole, so that a screen reader begins with the title."""
        super().__init__()
        looks = active()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._title, self._subtitle = Text(title, "display"), Text(subtitle, "body", "secondary")
        self.tools = FlowRow(spacing=10)
        self.body = QVBoxLayout()
        self.body.setSpacing(looks.gap(16))
        page = QVBoxLayout()
        page.setContentsMargins(looks.gap(32), looks.gap(24), looks.gap(32), looks.gap(24))
        page.setSpacing(looks.gap(16))
        page.addWidget(self._head())
        page.addLayout(self.body, 1)
        inside = ground("clear", page)
        inside.setObjectName("region")
        inside.setMaximumWidth(looks.px(WIDEST))
        inside.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        holder = QHBoxLayout()
        holder.setContentsMargins(0, 0, 0, 0)
        holder.addStretch(1)
        holder.addWidget(inside, 10_000)
        holder.addStretch(1)
        self.area = scrolling(ground("canvas", holder))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.area)
        self.show_title(title, subtitle)

    def show_title(self, title: str, subtitle: str = "") -> None:
        """Shows the page title and the line under it."""
        self._title.setText(title)
        self._subtitle.setText(subtitle)
        self._subtitle.setVisible(bool(subtitle))
        self.setAccessibleName(title)
        self.setAccessibleDescription(subtitle)

    def _head(self) -> QWidget:
        words = ground("clear", column(self._title, self._subtitle, spacing=2))
        narrow = active().scale >= 1.5
        layout = QBoxLayout(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(active().gap(12))
        layout.addWidget(words, 1)
        layout.addLayout(self.tools)
        return ground("clear", layout)


class TwoColumns(QWidget):
    """A main column and one of fixed width at its side; below ``narrow`` effective pixels it stands underneath."""

    def __init__(
        self, main: QWidget, side: QWidget, side_width: int = 300, narrow: int = 760, *, side_first: bool = False
    ) -> None:
        """Lengths are pixels at 100 % text; ``side_first`` puts the side before the main column."""
        super().__init__()
        self._side, self._side_width, self._narrow = side, active().px(side_width), active().px(narrow)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(active().gap(16))
        self._box.addWidget(main, 1)
        self._box.insertWidget(0 if side_first else 1, side)
        self._stacked: bool | None = None
        self._stack(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Chooses between beside and below."""
        super().resizeEvent(event)
        self._stack(self.width() < self._narrow)

    def _stack(self, stacked: bool) -> None:
        if stacked == self._stacked:
            return
        self._stacked = stacked
        self._box.setDirection(QBoxLayout.Direction.TopToBottom if stacked else QBoxLayout.Direction.LeftToRight)
        self._side.setMinimumWidth(0 if stacked else self._side_width)
        self._side.setMaximumWidth(16_777_215 if stacked else self._side_width)


def clear_layout(layout: QLayout) -> None:
    """Takes everything out of a layout and down."""
    while layout.count():
        item = layout.takeAt(0)
        if item is None:
            continue
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear_layout(inner)
            inner.deleteLater()
