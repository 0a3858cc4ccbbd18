"""The entries of a learner: every one so far, with a filter, and those that a recalculation would change."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from trainer.i18n import _, ngettext
from trainer.ui.cells import Sheet
from trainer.ui.theme import active
from trainer.ui.widgets.buttons import Button
from trainer.ui.widgets.cell_table import SheetTable
from trainer.ui.widgets.flow_row import FlowRow
from trainer.ui.widgets.low_table import LowTable
from trainer.ui.widgets.panels import Panel, ground, row
from trainer.ui.widgets.sheet_model import ID_ROLE
from trainer.ui.widgets.text import Text


class ChangesPanel(Panel):
    """The entries that would come to something else; hidden while there is none."""

    def __init__(self) -> None:
        """Starts hidden."""
        super().__init__(spacing=10)
        self._table = LowTable(most_rows=8)
        self.column.addWidget(Text(_("Entries that change"), "heading"))
        self.column.addWidget(self._table)
        self.hide()

    def show_lines(self, sheet: Sheet | None) -> None:
        """Shows before and after, entry by entry."""
        self.setVisible(sheet is not None and bool(sheet.rows))
        if sheet is not None:
            self._table.show_sheet(sheet)
            self._table.sort_by(0)


class EntriesPanel(Panel):
    """A table of entries.

    Signals:
        chosen: The id of the entry that is to be taken back.
    """

    chosen = Signal(str)

    def __init__(self) -> None:
        """Starts empty."""
        super().__init__(spacing=10)
        looks = active()
        self._table, self._note, self._words = SheetTable(), Text("", "small", "secondary"), ""
        self._table.setMinimumHeight(looks.px(360))
        self._table.opened.connect(self.chosen)
        self._find = QLineEdit()
        self._find.setFont(looks.font("body"))
        self._find.setPlaceholderText(_("Filter"))
        self._find.setAccessibleName(_("Filter the record"))
        self._find.setClearButtonEnabled(True)
        self._find.setMaximumWidth(looks.px(260))
        self._find.textChanged.connect(self._on_filter)
        self._take = Button(_("Take this entry back"), "secondary", "history")
        self._take.clicked.connect(self._on_take)
        self.column.addWidget(Text(_("Entries so far"), "heading"))
        self.column.addLayout(row(self._find, None))
        self.column.addWidget(self._table)
        self.column.addWidget(ground("clear", FlowRow(self._take)))
        self.column.addWidget(self._note)

    def show_lines(self, sheet: Sheet, note: str) -> None:
        """Shows entries, the latest first."""
        self._words = note
        self._table.show_sheet(sheet)
        self._table.sort_by(0, descending=True)
        self._table.prepare_finding()
        self._on_filter(self._find.text())

    def _on_filter(self, words: str) -> None:
        shown = self._table.filter_by(words)
        self._take.setEnabled(shown > 0)
        text = ngettext("%(n)s entry is shown.", "%(n)s entries are shown.", shown) % {"n": shown}
        self._note.setText(text if words.strip() else self._words)

    def _on_take(self) -> None:
        index = self._table.currentIndex()
        if index.isValid():
            self.chosen.emit(str(index.data(ID_ROLE)))
        else:
            self._table.setFocus()
