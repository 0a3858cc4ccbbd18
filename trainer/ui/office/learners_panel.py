"""The learners of this computer on the screen, with what can be done for the one that is chosen."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from trainer.i18n import _, ngettext
from trainer.ui.cells import Sheet
from trainer.ui.theme import active
from trainer.ui.widgets.buttons import Button
from trainer.ui.widgets.cell_table import SheetTable
from trainer.ui.widgets.flow_row import FlowRow
from trainer.ui.widgets.panels import Panel, divider, ground, row
from trainer.ui.widgets.sheet_model import ID_ROLE
from trainer.ui.widgets.text import Text


class LearnersPanel(Panel):
    """A table of learners.

    Signals:
        opened: The id of an enrolment whose certificate is to be opened.
        correction_pressed: The id of an enrolment whose hours are to be corrected.
    """

    opened = Signal(str)
    correction_pressed = Signal(str)

    def __init__(self) -> None:
        """Starts empty."""
        super().__init__(padding=0, spacing=0)
        looks = active()
        self._table, self._note, self._words = SheetTable(), Text("", "small", "secondary"), ""
        self._table.opened.connect(self.opened)
        self._table.setMinimumHeight(looks.px(300))
        self._find = QLineEdit()
        self._find.setFont(looks.font("body"))
        self._find.setPlaceholderText(_("Filter"))
        self._find.setAccessibleName(_("Filter the learners"))
        self._find.setClearButtonEnabled(True)
        self._find.setMaximumWidth(looks.px(260))
        self._find.textChanged.connect(self._on_filter)
        self._certificate = Button(_("Open the certificate"), "secondary", "award")
        self._correct = Button(_("Correct hours"), "secondary", "pencil")
        self._certificate.clicked.connect(lambda: self.opened.emit(self._chosen()))
        self._correct.clicked.connect(lambda: self.correction_pressed.emit(self._chosen()))
        self._build()

    def show_learners(self, sheet: Sheet, note: str) -> None:
        """Shows who learns here."""
        self._words = note
        self._table.show_sheet(sheet)
        self._table.sort_by(0)
        for part in (self._table, self._find, self._certificate, self._correct):
            part.setVisible(bool(sheet.rows))
        self._on_filter(self._find.text())

    def _build(self) -> None:
        looks = active()
        head = row(self._find, None)
        head.setContentsMargins(looks.gap(18), looks.gap(14), looks.gap(18), looks.gap(6))
        body = row(self._table)
        body.setContentsMargins(looks.gap(14), 0, looks.gap(14), 0)
        foot = FlowRow(self._correct, self._certificate, spacing=12)
        foot.setContentsMargins(0, 0, 0, 0)
        buttons = row(ground("clear", foot))
        buttons.setContentsMargins(looks.gap(20), looks.gap(12), looks.gap(20), looks.gap(4))
        note = row(self._note)
        note.setContentsMargins(looks.gap(20), looks.gap(8), looks.gap(20), looks.gap(12))
        self.column.addLayout(head)
        self.column.addLayout(body, 1)
        self.column.addWidget(divider())
        self.column.addLayout(buttons)
        self.column.addLayout(note)

    def _chosen(self) -> str:
        """Returns the row that is chosen; the first one where none is."""
        index = self._table.currentIndex()
        if not index.isValid():
            index = self._table.model().index(0, 0)
        return str(index.data(ID_ROLE) or "")

    def _on_filter(self, words: str) -> None:
        shown = self._table.filter_by(words)
        has_rows = shown > 0
        self._certificate.setEnabled(has_rows)
        self._correct.setEnabled(has_rows)
        if has_rows and not self._table.currentIndex().isValid():
            self._table.selectRow(0)
        text = ngettext("%(n)s learner is shown.", "%(n)s learners are shown.", shown) % {"n": shown}
        self._note.setText(text if words.strip() else self._words)
