"""The hours record on the screen."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from trainer.i18n import _, ngettext
from trainer.ui.cells import Sheet
from trainer.ui.hours.lines import LineDetails
from trainer.ui.hours.presenter import Summary
from trainer.ui.hours.sums import TotalCard
from trainer.ui.shortcuts import shortcut
from trainer.ui.theme import active
from trainer.ui.widgets.buttons import Button
from trainer.ui.widgets.cell_table import SheetTable
from trainer.ui.widgets.choices import Segments
from trainer.ui.widgets.dialogs import Notice
from trainer.ui.widgets.flow_row import FlowRow
from trainer.ui.widgets.icons import pixmap
from trainer.ui.widgets.notes import Notes
from trainer.ui.widgets.page import Page, TwoColumns, clear_layout
from trainer.ui.widgets.panels import Panel, column, divider, ground, row
from trainer.ui.widgets.printer import print_pages
from trainer.ui.widgets.swatch import Swatch
from trainer.ui.widgets.text import Text
from trainer.ui.widgets.toast import Toast

ENTRIES, COMPETENCIES, DAYS, PLAN = range(4)
"""The pages, in the order of their buttons."""

LOWEST = 360
"""Pixels, at 100 % text, that a table is high at least."""


class HoursWidget(Page):
    """Shows the record.

    Signals:
        line_opened: The id of a line.
        report_pressed, csv_pressed, print_pressed, course_pressed: Buttons.
        plan_opened: The panel for pace and plan, once somebody looks at it.
    """

    line_opened = Signal(str)
    report_pressed = Signal()
    csv_pressed = Signal()
    print_pressed = Signal()
    course_pressed = Signal()
    plan_opened = Signal(object)

    def __init__(self) -> None:
        """Starts empty."""
        super().__init__(_("Hours record"))
        for label, sign, kind, pressed in (
            (_("Save for a spreadsheet"), "download", "quiet", self.csv_pressed),
            (_("Save as PDF"), "file-text", "quiet", self.report_pressed),
            (_("Print record"), "printer", "secondary", self.print_pressed),
        ):
            button = Button(label, kind, sign)
            button.clicked.connect(pressed)
            self.tools.addWidget(button)
        self._lines = SheetTable()
        self._lines.opened.connect(self.line_opened)
        self._sheets: dict[int, Sheet] = {}
        self._pages: dict[int, QWidget] = {ENTRIES: self._lines}
        # A space keeps a line free: without it the table would be laid out and painted again when the words come.
        self._count = Text(" ", "small", "secondary")
        self._total = 0
        self._summary, self._cards = QVBoxLayout(), QVBoxLayout()
        self._cards.setSpacing(active().gap(11))
        self._side = ground("clear", self._side_column())
        self._both = TwoColumns(self._main(), self._side, 250)
        self._nothing = self._empty_panel()
        self._notes = Notes()
        self.body.addWidget(self._notes)
        self.body.addWidget(self._both, 1)
        self.body.addWidget(self._nothing)
        self.body.addStretch(0)
        shortcut("print", self).activated.connect(self.print_pressed)
        shortcut("filter", self).activated.connect(lambda: self._find.setFocus(Qt.FocusReason.ShortcutFocusReason))

    def show_heading(self, title: str, line: str) -> None:
        """See :class:`HoursView`."""
        self.show_title(title, line)

    def show_notes(self, notes: Sequence[str]) -> None:
        """See :class:`HoursView`."""
        self._notes.show_notes(notes)

    def show_lines(self, sheet: Sheet, count: str) -> None:
        """See :class:`HoursView`."""
        self._total = len(sheet.rows)
        self._lines.show_sheet(sheet)
        self._lines.sort_by(0, descending=True)
        self._lines.prepare_finding()
        self._count.setText(_("%(count)s. Enter shows how one comes about.") % {"count": count})

    def show_competencies(self, sheet: Sheet) -> None:
        """See :class:`HoursView`."""
        self._keep(COMPETENCIES, sheet)

    def show_days(self, sheet: Sheet) -> None:
        """See :class:`HoursView`."""
        self._keep(DAYS, sheet)

    def show_totals(self, summary: Summary, cards: Sequence[TotalCard]) -> None:
        """See :class:`HoursView`."""
        clear_layout(self._summary)
        clear_layout(self._cards)
        self._summary.addWidget(_summary_panel(summary))
        for card in cards:
            self._cards.addWidget(_total_panel(card))

    def show_empty(self, empty: bool) -> None:
        """See :class:`HoursView`."""
        self._both.setVisible(not empty)
        self._nothing.setVisible(empty)

    def show_details(self, details: LineDetails) -> None:
        """See :class:`HoursView`."""
        Notice(self, details.title, details.lines, details.codes).exec()

    def show_saved(self, text: str) -> None:
        """See :class:`HoursView`."""
        Toast(self.window(), text)

    def ask_path(self, title: str, suggestion: str, kind: str) -> Path | None:
        """See :class:`HoursView`."""
        chosen, _kind = QFileDialog.getSaveFileName(self, title, str(Path.home() / suggestion), kind)
        return Path(chosen) if chosen else None

    def print_pages(self, pages: Sequence[Any]) -> None:
        """See :class:`HoursView`."""
        print_pages(self, pages)

    def _main(self) -> QWidget:
        looks = active()
        tabs = (_("Entries"), _("By competency"), _("By day"), _("Pace and plan"))
        self._tabs = Segments(_("What is shown"), tabs)
        self._tabs.show_chosen(0)
        self._tabs.chosen.connect(self._on_tab)
        self._find = QLineEdit()
        self._find.setFont(looks.font("body"))
        self._find.setPlaceholderText(_("Filter"))
        self._find.setAccessibleName(_("Filter the record"))
        self._find.setClearButtonEnabled(True)
        self._find.setMinimumWidth(looks.gap(130))
        self._find.setMaximumWidth(looks.px(220))
        # It takes what the buttons leave, so that they need no second line.
        self._find.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._find.textChanged.connect(self._on_filter)
        self._lines.setMinimumHeight(looks.px(LOWEST))
        panel = Panel(padding=0, spacing=0)
        head = row(self._tabs, self._find, spacing=12)
        head.setContentsMargins(looks.gap(18), looks.gap(14), looks.gap(18), looks.gap(6))
        rounding = _("Hours are counted in seconds and rounded down to the minute where they are shown.")
        foot = column(self._count, Text(rounding, "small", "secondary"), spacing=2)
        foot.setContentsMargins(looks.gap(20), looks.gap(10), looks.gap(20), looks.gap(12))
        below = column(divider(), spacing=0)
        below.addLayout(foot)
        self._foot = ground("clear", below)
        self._body = row(self._lines)
        self._body.setContentsMargins(looks.gap(14), 0, looks.gap(14), 0)
        panel.column.addLayout(head)
        panel.column.addLayout(self._body, 1)
        panel.column.addWidget(self._foot)
        return panel

    def _side_column(self) -> QVBoxLayout:
        note = _("Every entry keeps its reason. Nothing is deleted; corrections are added as new entries.")
        side = column(spacing=11)
        side.addLayout(self._summary)
        side.addLayout(self._cards)
        side.addStretch(1)
        side.addWidget(Text(note, "small", "secondary"))
        return side

    def _empty_panel(self) -> Panel:
        panel = Panel("quiet", padding=32, spacing=8)
        sign = Text(wrap=False)
        sign.setPixmap(pixmap("clock", "laurelText", 28))
        panel.column.addWidget(sign)
        panel.column.addWidget(Text(_("No hours yet"), "heading"))
        panel.column.addWidget(Text(_("Your first lesson writes the first line here."), tone="secondary"))
        go = Button(_("Open the course"))
        go.clicked.connect(self.course_pressed)
        plan = Button(_("Plan your study"), "secondary", "calendar-days")
        plan.clicked.connect(self._on_plan_asked)
        buttons = FlowRow(go, plan, spacing=12)
        panel.column.addWidget(ground("clear", buttons))
        panel.hide()
        return panel

    def _keep(self, index: int, sheet: Sheet) -> None:
        """Keeps a sheet for a page that nobody may ever open, or shows it on one that is there."""
        self._sheets[index] = sheet
        table = self._pages.get(index)
        if isinstance(table, SheetTable):
            table.show_sheet(sheet)

    def _on_tab(self, index: int) -> None:
        if index not in self._pages:
            self._pages[index] = self._plan_page() if index == PLAN else self._sheet_page(index)
            self._body.addWidget(self._pages[index])
        for number, page in self._pages.items():
            page.setVisible(number == index)
        self._find.setVisible(index == ENTRIES)
        self._count.setVisible(index == ENTRIES)
        self._foot.setVisible(index != PLAN)

    def _on_plan_asked(self) -> None:
        """Plans before there is a first line: that is when a plan helps most."""
        self.show_empty(False)
        self._tabs.show_chosen(PLAN)
        self._on_tab(PLAN)
        self._tabs.focus_chosen()

    def _sheet_page(self, index: int) -> SheetTable:
        table = SheetTable(sortable=index == DAYS)
        table.setMinimumHeight(active().px(LOWEST))
        if index in self._sheets:
            table.show_sheet(self._sheets[index])
        if index == DAYS:
            table.sort_by(0, descending=True)
        return table

    def _plan_page(self) -> QWidget:
        # Loaded when somebody plans: the record itself is opened far more often.
        from trainer.ui.plan.view import PlanPanel

        panel = PlanPanel()
        self.plan_opened.emit(panel)
        return panel

    def _on_filter(self, words: str) -> None:
        shown = self._lines.filter_by(words)
        text = ngettext("%(n)s of %(all)s entries", "%(n)s of %(all)s entries", shown)
        self._count.setText(text % {"n": shown, "all": self._total})


def _summary_panel(summary: Summary) -> Panel:
    panel = Panel("soft" if summary.sound else "note", padding=16, spacing=6)
    sign = Text(wrap=False)
    sign.setPixmap(
        pixmap("shield-check" if summary.sound else "info", "laurelText" if summary.sound else "poppyText", 20)
    )
    head = row(sign, Text(summary.title, "heading", "done" if summary.sound else "warm"), spacing=10)
    head.setStretch(1, 1)
    panel.column.addLayout(head)
    for line in summary.lines:
        panel.column.addWidget(Text(line, "small", "secondary"))
    return panel


def _total_panel(card: TotalCard) -> Panel:
    panel = Panel(padding=14, spacing=5)
    panel.setAccessibleName(card.spoken)
    head = row(Text(card.title, "strong"), Text(card.amount, "strong", wrap=False, tabular=True))
    head.setStretch(0, 1)
    panel.column.addLayout(head)
    for line in card.lines:
        words, amount = Text(line.label, "small", "secondary"), Text(line.amount, "small", wrap=False, tabular=True)
        parts = row(Swatch(line.token), words, amount, spacing=9) if line.token else row(words, amount)
        parts.setStretch(1 if line.token else 0, 1)
        panel.column.addLayout(parts)
    return panel
