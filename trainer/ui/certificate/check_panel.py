"""Checking a certificate: drop a file, choose one, or paste the code of its QR picture."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QGridLayout, QPlainTextEdit, QVBoxLayout

from trainer.i18n import _
from trainer.ui.certificate.verdicts import VerdictWords
from trainer.ui.theme import active
from trainer.ui.widgets.buttons import Button
from trainer.ui.widgets.flow_row import FlowRow
from trainer.ui.widgets.icons import pixmap
from trainer.ui.widgets.page import clear_layout
from trainer.ui.widgets.panels import Panel, column, ground, row
from trainer.ui.widgets.text import Text


class CheckPanel(Panel):
    """Asks for a file or a code and shows the verdict.

    Signals:
        choose_pressed: Choose a file.
        file_dropped: A path.
        code_given: The text of a QR code.
    """

    choose_pressed = Signal()
    file_dropped = Signal(object)
    code_given = Signal(str)

    def __init__(self) -> None:
        """Starts without a verdict."""
        super().__init__(spacing=10)
        self.setAcceptDrops(True)
        self.column.addWidget(Text(_("Check a certificate"), "heading"))
        hint = _("Drop a certificate's PDF here, or choose it. Nothing leaves this computer, and no network is needed.")
        self.column.addWidget(Text(hint, "body", "secondary"))
        choose = Button(_("Choose a file"), "secondary", "folder-open")
        choose.clicked.connect(self.choose_pressed)
        paste = Button(_("Paste a code"), "quiet", "qr-code")
        paste.clicked.connect(self._on_paste)
        self.column.addWidget(ground("clear", FlowRow(choose, paste)))
        self._code = QPlainTextEdit()
        self._code.setAccessibleName(_("Code of the QR picture"))
        self._code.setFont(active().font("small"))
        self._code.setTabChangesFocus(True)
        self._code.setFixedHeight(active().px(84))
        look = Button(_("Check the code"))
        look.clicked.connect(lambda: self.code_given.emit(self._code.toPlainText()))
        box = column(Text(_("Code of the QR picture"), "small_strong"), self._code, spacing=6)
        box.addLayout(row(look, None))
        self._code_box = ground("clear", box)
        self._code_box.hide()
        self.column.addWidget(self._code_box)
        self._verdict = QVBoxLayout()
        self.column.addLayout(self._verdict)

    def _on_paste(self) -> None:
        self._code_box.setVisible(self._code_box.isHidden())
        self._code.setFocus(Qt.FocusReason.TabFocusReason)

    def show_verdict(self, words: VerdictWords) -> None:
        """Shows what was found."""
        clear_layout(self._verdict)
        panel = _verdict_panel(words)
        self._verdict.addWidget(panel)
        panel.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        panel.setFocus(Qt.FocusReason.OtherFocusReason)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Takes one file of this computer."""
        if _dropped(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Hands the file on."""
        path = _dropped(event)
        if path is not None:
            event.acceptProposedAction()
            self.file_dropped.emit(path)


def _dropped(event: QDropEvent) -> Path | None:
    urls = event.mimeData().urls()
    return Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None


def _verdict_panel(words: VerdictWords) -> Panel:
    panel = Panel("soft" if words.accepted else "error", padding=16, spacing=8)
    panel.setAccessibleName(f"{words.title}. {words.text}")
    sign = Text(wrap=False)
    sign.setPixmap(
        pixmap("shield-check" if words.accepted else "circle-x", "laurelText" if words.accepted else "manzanita", 24)
    )
    head = row(sign, Text(words.title, "heading", "done" if words.accepted else "error"), spacing=10)
    head.setStretch(1, 1)
    panel.column.addLayout(head)
    panel.column.addWidget(Text(words.text))
    if words.facts:
        panel.column.addLayout(_facts(words))
    for caution in words.cautions:
        panel.column.addWidget(Text(caution, "small", "secondary"))
    return panel


def _facts(words: VerdictWords) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(active().gap(18))
    grid.setVerticalSpacing(active().gap(4))
    for line, (label, value) in enumerate(words.facts):
        grid.addWidget(Text(label, "small", "secondary", wrap=False), line, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(Text(value, "small_strong"), line, 1)
    grid.setColumnStretch(1, 1)
    return grid
