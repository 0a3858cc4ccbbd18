"""The certificate on the screen: checklist, legal name, page, paper, and the check of any certificate."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from trainer.i18n import _
from trainer.ui.certificate.check_panel import CheckPanel
from trainer.ui.certificate.checklist import CheckItem
from trainer.ui.certificate.presenter import Buttons, IssueQuestion, NameForm, PageWords
from trainer.ui.certificate.preview import PagePreview
from trainer.ui.certificate.verdicts import VerdictWords
from trainer.ui.shortcuts import shortcut
from trainer.ui.theme import active
from trainer.ui.widgets.announcer import Announcer
from trainer.ui.widgets.buttons import Button
from trainer.ui.widgets.choices import TickLine
from trainer.ui.widgets.dialogs import AskLine, Question
from trainer.ui.widgets.fields import Field
from trainer.ui.widgets.flow_row import FlowRow
from trainer.ui.widgets.icons import pixmap
from trainer.ui.widgets.page import Page, TwoColumns, clear_layout
from trainer.ui.widgets.panels import Panel, column, divider, ground, row
from trainer.ui.widgets.printer import print_pages
from trainer.ui.widgets.problem import Problem
from trainer.ui.widgets.text import Text
from trainer.ui.widgets.toast import Toast

SIDE_WIDTH = 436


class CertificateWidget(Page):
    """Shows what the presenter says.

    Signals:
        name_given: The legal name, and whether it was compared with the photo ID.
        goal_chosen: What the button of an open requirement offers.
        issue_pressed, print_pressed, pdf_pressed, jpeg_pressed, choose_pressed: Buttons.
        file_dropped: The path of a file to check.
        code_given: The text of a QR code to check.
    """

    name_given = Signal(str, bool)
    goal_chosen = Signal(str)
    issue_pressed = Signal()
    print_pressed = Signal()
    pdf_pressed = Signal()
    jpeg_pressed = Signal()
    choose_pressed = Signal()
    file_dropped = Signal(object)
    code_given = Signal(str)

    def __init__(self) -> None:
        """Starts empty."""
        super().__init__(_("Certificate"))
        self._ready = Text("", "small", "secondary")
        self._items = QVBoxLayout()
        self._items.setSpacing(active().gap(4))
        self._check = CheckPanel()
        self._check.choose_pressed.connect(self.choose_pressed)
        self._check.file_dropped.connect(self.file_dropped)
        self._check.code_given.connect(self.code_given)
        self._problem = Problem()
        left = ground("clear", column(self._list_panel(), self._name_panel(), None, spacing=16))
        right = ground("clear", column(self._page_column(), self._check, None, spacing=16))
        self.body.addWidget(TwoColumns(right, left, SIDE_WIDTH, 860, side_first=True))
        self.body.addStretch(1)
        shortcut("print", self).activated.connect(self.print_pressed)

    def show_heading(self, title: str, line: str) -> None:
        """See :class:`CertificateView`."""
        self.show_title(title, line)

    def show_checklist(self, title: str, items: Sequence[CheckItem]) -> None:
        """See :class:`CertificateView`."""
        self._ready.setText(title)
        clear_layout(self._items)
        for index, item in enumerate(items):
            if index and not _stands_out(items[index - 1]):
                self._items.addWidget(divider())
            self._items.addWidget(self._item_panel(item))

    def show_name(self, form: NameForm) -> None:
        """See :class:`CertificateView`."""
        self._name.show_text(form.name)
        self._compared.show_state(form.checked)

    def show_name_error(self, message: str) -> None:
        """See :class:`CertificateView`."""
        self._name.show_error(message)

    def focus_name(self) -> None:
        """See :class:`CertificateView`."""
        self._name.line.setFocus(Qt.FocusReason.TabFocusReason)
        self.area.ensureWidgetVisible(self._name)

    def show_page(self, page: PageWords) -> None:
        """See :class:`CertificateView`."""
        self._page.show_page(page.picture, page.spoken)
        self._number.setText(_("Number: %(number)s") % {"number": page.number} if page.number else "")
        self._signed.setText(_("Signed by: %(name)s") % {"name": page.signed_by} if page.signed_by else "")
        self._number.setVisible(bool(page.number))
        self._signed.setVisible(bool(page.signed_by))

    def show_buttons(self, buttons: Buttons) -> None:
        """See :class:`CertificateView`."""
        self._issue.set_text(buttons.issue_label)
        self._issue.setEnabled(buttons.issue)
        for button in self._paper:
            button.setEnabled(buttons.paper)
        self._why_not.setText(buttons.why_not)
        self._why_not.setVisible(bool(buttons.why_not))

    def show_busy(self, text: str) -> None:
        """See :class:`CertificateView`."""
        self._status.announce(text)

    def show_problem(self, message: str, advice: str) -> None:
        """See :class:`CertificateView`."""
        self._problem.show_problem(message, advice)
        if message:
            self.area.ensureWidgetVisible(self._problem)

    def show_saved(self, text: str) -> None:
        """See :class:`CertificateView`."""
        Toast(self.window(), text)

    def show_verdict(self, words: VerdictWords) -> None:
        """See :class:`CertificateView`."""
        self._check.show_verdict(words)
        self.area.ensureWidgetVisible(self._check)

    def ask_issue(self, question: IssueQuestion) -> bool:
        """See :class:`CertificateView`."""
        return Question.ask(self, question.title, question.text, question.safe, question.act)

    def ask_passphrase(self) -> str | None:
        """See :class:`CertificateView`."""
        return AskLine.ask(self, _("The provider's key"), _("Passphrase of the provider's key"), secret=True)

    def ask_path(self, title: str, suggestion: str, kind: str) -> Path | None:
        """See :class:`CertificateView`."""
        chosen, _kind = QFileDialog.getSaveFileName(self, title, str(Path.home() / suggestion), kind)
        return Path(chosen) if chosen else None

    def ask_file(self) -> Path | None:
        """See :class:`CertificateView`."""
        chosen, _kind = QFileDialog.getOpenFileName(self, _("Check a certificate"), str(Path.home()), "PDF (*.pdf)")
        return Path(chosen) if chosen else None

    def print_pages(self, pages: Sequence[Any]) -> None:
        """See :class:`CertificateView`."""
        print_pages(self, pages, landscape=True)

    def _list_panel(self) -> Panel:
        panel = Panel(padding=8, spacing=6)
        head = row(Text(_("Before it is issued"), "heading"), self._ready)
        head.setStretch(0, 1)
        self._ready.setWordWrap(False)
        head.setContentsMargins(active().gap(12), active().gap(12), active().gap(12), active().gap(4))
        panel.column.addLayout(head)
        panel.column.addLayout(self._items)
        return panel

    def _item_panel(self, item: CheckItem) -> QWidget:
        panel = Panel("note" if _stands_out(item) else "plain", padding=12, spacing=0)
        panel.setAccessibleName(item.spoken)
        sign = Text(wrap=False)
        name, token = ("info", "ink2") if item.remark else ("circle-check", "laurelText")
        sign.setPixmap(pixmap(*(("circle-alert", "poppyText") if _stands_out(item) else (name, token)), 24))
        words = column(Text(item.title, "strong"), Text(item.detail, "small", "secondary"), spacing=2)
        line = row(sign, spacing=14)
        line.setAlignment(sign, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)
        if item.action:
            button = Button(item.action)
            button.setAccessibleDescription(item.title)
            button.clicked.connect(lambda: self.goal_chosen.emit(item.goal))
            if active().scale >= 1.5:
                words.addLayout(row(button, None))
            else:
                line.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        panel.column.addLayout(line)
        return panel

    def _name_panel(self) -> Panel:
        panel = Panel(spacing=10)
        self._name = Field(_("Legal name"), _("As on the government photo ID; it is printed exactly like this."))
        self._name.line.setMaxLength(200)
        self._compared = TickLine(_("I compared it with the government photo ID"))
        save = Button(_("Save the name"))
        save.clicked.connect(self._on_name)
        self._name.line.returnPressed.connect(self._on_name)
        panel.column.addWidget(self._name)
        panel.column.addWidget(self._compared)
        panel.column.addLayout(row(save, None))
        return panel

    def _on_name(self) -> None:
        self.name_given.emit(self._name.text(), self._compared.box.isChecked())

    def _page_column(self) -> QWidget:
        self._page = PagePreview()
        self._number, self._signed = Text("", "strong"), Text("", "body", "secondary")
        self._status, self._why_not = Announcer("small_strong"), Text("", "small", "secondary")
        self._issue = Button(_("Issue the certificate"), "primary", "award")
        self._issue.clicked.connect(self.issue_pressed)
        self._paper = []
        for label, sign, pressed in (
            (_("Print"), "printer", self.print_pressed),
            (_("Save as PDF"), "download", self.pdf_pressed),
            (_("Save as JPEG"), "image", self.jpeg_pressed),
        ):
            button = Button(label, "secondary", sign)
            button.setMinimumHeight(active().px(44))
            button.clicked.connect(pressed)
            self._paper.append(button)
        page = column(self._page, self._number, self._signed, spacing=6)
        page.addSpacing(active().gap(6))
        page.addWidget(ground("clear", FlowRow(self._issue, *self._paper)))
        for part in (self._why_not, self._status, self._problem):
            page.addWidget(part)
        return ground("clear", page)


def _stands_out(item: CheckItem) -> bool:
    return not item.met and not item.remark
