"""A popover that explains a word or names a source."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from trainer.i18n import _
from trainer.ui.widgets.buttons import Button
from trainer.ui.widgets.panels import divider, row
from trainer.ui.widgets.popover import Popover
from trainer.ui.widgets.text import Text


class AsidePopover(Popover):
    """A title, a few lines, and a way to close."""

    def __init__(self, window: QWidget, title: str, text: str, facts: Sequence[str]) -> None:
        """Empty parts are left out."""
        super().__init__(window)
        self.setAccessibleName(title)
        self.setAccessibleDescription(" ".join([text, *facts]))
        close = Button("", "link", "x")
        close.setAccessibleName(_("Close"))
        close.setToolTip(_("Close"))
        close.clicked.connect(self.close_it)
        head = row(spacing=8)
        head.addWidget(Text(title, "brand"), 1, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self.panel.column.addLayout(head)
        if text:
            self.panel.column.addWidget(Text(text))
        if facts:
            if text:
                self.panel.column.addWidget(divider())
            for fact in facts:
                self.panel.column.addWidget(Text(fact, "small", "secondary"))
