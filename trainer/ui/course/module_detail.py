"""The module that is open: its hours, its lessons and live sessions."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from trainer.i18n import _
from trainer.ui.course.pages import ModulePage, OutlineRow
from trainer.ui.theme import active
from trainer.ui.widgets.buttons import Button
from trainer.ui.widgets.hours import HourBar
from trainer.ui.widgets.icons import pixmap
from trainer.ui.widgets.page import clear_layout
from trainer.ui.widgets.panels import Panel, divider, ground, row, scrolling
from trainer.ui.widgets.row_card import RowCard, RowWords
from trainer.ui.widgets.text import Text

_SIGNS = {
    "done": ("circle-check", "laurelText"),
    "under_way": ("circle-dot", "laurelText"),
    "not_started": ("circle", "ink3"),
    "not_written": ("pencil", "ink3"),
    "live": ("users", "lupine"),
}
_TONES = {"done": "done", "live": "live", "not_written": "faint"}


class ModuleDetail(Panel):
    """Shows a module.

    Signals:
        lesson_pressed: A lesson by its id.
        back_pressed: To the list, where both do not fit side by side.
    """

    lesson_pressed = Signal(str)
    back_pressed = Signal()

    def __init__(self) -> None:
        """Starts empty."""
        super().__init__("card", padding=2, spacing=0)
        self.setObjectName("region")
        looks = active()
        self._page: ModulePage | None = None
        self.back = Button(_("All modules"), "quiet", "arrow-left")
        self.back.clicked.connect(lambda: self.back_pressed.emit())
        self._kicker, self.title = Text("", "small_strong", "secondary"), Text("", "title")
        self._bar, self._amount = HourBar("laurel", 8), Text("", "strong", wrap=False)
        self._modes = Text("", "small", "secondary")
        head = QVBoxLayout()
        head.setContentsMargins(looks.gap(22), looks.gap(18), looks.gap(22), looks.gap(16))
        head.setSpacing(looks.gap(6))
        head.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeading)
        head.addWidget(self._kicker)
        head.addWidget(self.title)
        head.addSpacing(looks.gap(6))
        hours = row(self._bar, self._amount, spacing=14)
        hours.setStretch(0, 1)
        head.addLayout(hours)
        head.addWidget(self._modes)
        self._rows = QVBoxLayout()
        self._rows.setContentsMargins(looks.gap(8), looks.gap(12), looks.gap(8), looks.gap(12))
        self._rows.setSpacing(looks.gap(4))
        self._about, self._summary = QWidget(), Text("", "body")
        self._outcomes_head, self._outcomes = Text(_("What you will be able to do"), "strong"), QVBoxLayout()
        self._note, self._foot = Text("", "small", "secondary"), QWidget()
        inside = QVBoxLayout()
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addLayout(head)
        inside.addWidget(divider())
        inside.addLayout(self._rows)
        inside.addWidget(self._make_about())
        inside.addStretch(1)
        inside.addWidget(self._make_foot())
        self._area = scrolling(ground("clear", inside))
        self.column.addWidget(self._area)

    def show_page(self, page: ModulePage) -> None:
        """Shows a module; the same one again keeps its place."""
        if page == self._page:
            return
        other = self._page is None or page.id != self._page.id
        self._page = page
        self._kicker.setText(page.kicker)
        self.title.setText(page.title)
        self._amount.setText(page.amount)
        self._amount.setAccessibleName(page.spoken)
        self._bar.show_share(page.share, page.spoken)
        self._modes.setText(page.modes)
        self._note.setText(page.note)
        self._foot.setVisible(bool(page.note))
        self._show_about(page)
        clear_layout(self._rows)
        for line in page.rows:
            self._rows.addWidget(self._make_row(line))
        if other:
            self._area.verticalScrollBar().setValue(0)

    def _show_about(self, page: ModulePage) -> None:
        self._about.setVisible(bool(page.summary or page.outcomes))
        self._summary.setText(page.summary)
        self._outcomes_head.setVisible(bool(page.outcomes))
        clear_layout(self._outcomes)
        for outcome in page.outcomes:
            sign = Text("•", "body", "secondary", wrap=False)
            line = row(sign, spacing=8)
            line.setAlignment(sign, Qt.AlignmentFlag.AlignTop)
            line.addWidget(Text(outcome, "body"), 1)
            self._outcomes.addLayout(line)

    def _make_row(self, line: OutlineRow) -> QWidget:
        sign = _SIGNS[line.sign]
        amount = None
        if not line.action:
            amount = Text(line.amount, "small_strong" if line.sign in _TONES else "small", wrap=False, tabular=True)
            amount.set_tone(_TONES.get(line.sign, "secondary"))
        words = RowWords(sign, line.title, line.below, amount)
        if line.id and not line.action:
            card = RowCard(words, line.spoken)
            card.clicked.connect(lambda _on=False, id_=line.id: self.lesson_pressed.emit(id_))
            return card
        panel = Panel("soft" if line.action else "bare", padding=0, spacing=0)
        panel.column.addLayout(words)
        panel.setMinimumHeight(active().px(62))
        if line.action:
            button = Button(line.action, "primary")
            button.setAccessibleName(f"{line.action}: {line.spoken}")
            button.clicked.connect(lambda _on=False, id_=line.id: self.lesson_pressed.emit(id_))
            words.addWidget(button)
        return panel

    def _make_about(self) -> QWidget:
        looks = active()
        words = QVBoxLayout()
        words.setContentsMargins(looks.gap(22), looks.gap(14), looks.gap(22), looks.gap(16))
        words.setSpacing(looks.gap(8))
        words.addWidget(Text(_("About this module"), "strong"))
        words.addWidget(self._summary)
        words.addSpacing(looks.gap(4))
        words.addWidget(self._outcomes_head)
        self._outcomes.setSpacing(looks.gap(4))
        words.addLayout(self._outcomes)
        layout = QVBoxLayout(self._about)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(divider())
        layout.addLayout(words)
        return self._about

    def _make_foot(self) -> QWidget:
        looks = active()
        sign = Text(wrap=False)
        sign.setPixmap(pixmap("heart-handshake", "poppyText", 22))
        line = row(sign, spacing=12)
        line.addWidget(self._note, 1)
        line.setContentsMargins(looks.gap(22), looks.gap(12), looks.gap(22), looks.gap(14))
        layout = QVBoxLayout(self._foot)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(divider())
        layout.addLayout(line)
        return self._foot
