"""The Today screen: continue card, bars, ring."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from trainer.i18n import _
from trainer.ui.home.presenter import BarRow, ContinueCard, ModeRow, SideCard
from trainer.ui.theme import active
from trainer.ui.widgets.buttons import Button
from trainer.ui.widgets.hills import Hills
from trainer.ui.widgets.hours import HourBar, HoursRing, RingShare
from trainer.ui.widgets.icons import pixmap
from trainer.ui.widgets.notes import Notes
from trainer.ui.widgets.panels import Panel, column, ground, row, scrolling
from trainer.ui.widgets.text import Text

WIDE = 1000
"""Effective pixels of the page below which everything stands in one column."""


class HomeWidget(QWidget):
    """Shows what the presenter says.

    Signals:
        continue_pressed: The card's button.
        record_pressed: The link to the hours record.
        exams_pressed: The button of the practice card.
        looks_pressed: Text size and colours.
    """

    continue_pressed = Signal()
    record_pressed = Signal()
    exams_pressed = Signal()
    looks_pressed = Signal()

    def __init__(self) -> None:
        """Starts empty."""
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._title = Text("", "display")
        self._date = Text("", "body", "secondary")
        self._notes = Notes()
        self._card = _ContinuePanel()
        self._card.button.clicked.connect(self.continue_pressed)
        self._bars = Panel(spacing=12)
        self._hours = _HoursPanel()
        self._hours.record.clicked.connect(self.record_pressed)
        self._side = QVBoxLayout()
        self._side.setSpacing(active().gap(16))
        self._two_columns = True
        self._build()

    def show_greeting(self, greeting: str, line: str) -> None:
        """See :class:`HomeView`."""
        self._title.setText(greeting)
        self._date.setText(line)
        self.setAccessibleName(greeting)

    def show_notes(self, notes: Sequence[str]) -> None:
        """See :class:`HomeView`."""
        self._notes.show_notes(notes)

    def show_continue(self, card: ContinueCard, share: float) -> None:
        """See :class:`HomeView`."""
        self._card.show_card(card, share)

    def show_bars(self, title: str, summary: str, rows: list[BarRow]) -> None:
        """See :class:`HomeView`."""
        _clear(self._bars.column)
        head = row(
            Text(title, "heading", wrap=False),
            None,
            Text(summary, "small", "secondary", wrap=not self._two_columns),
            spacing=12,
        )
        self._bars.column.addLayout(head)
        self._bars.column.addLayout(_bar_grid(rows, self._two_columns))

    def show_hours(self, number: str, below: str, modes: list[ModeRow], plan: str, spoken: str) -> None:
        """See :class:`HomeView`."""
        self._hours.show_hours(number, below, modes, plan, spoken)

    def show_side(self, cards: list[SideCard]) -> None:
        """See :class:`HomeView`."""
        _clear(self._side)
        for card in cards:
            self._side.addWidget(self._side_card(card))

    def _build(self) -> None:
        looks = active()
        narrow = looks.scale >= 1.5
        self._two_columns = looks.scale < 1.5
        size = Button(_("Text size and colors"), "quiet", "a-large-small")
        size.clicked.connect(self.looks_pressed)
        head = row(ground("clear", column(self._title, self._date, spacing=2)), size)
        head.setStretch(0, 1)
        left = column(self._card, self._bars, None, spacing=16)
        right = column(self._hours, spacing=16)
        right.addLayout(self._side)
        right.addStretch(1)
        body = QVBoxLayout() if narrow else QHBoxLayout()
        body.setSpacing(looks.gap(18))
        side = ground("clear", right)
        if not narrow:
            side.setFixedWidth(looks.px(300))
        body.addWidget(ground("clear", left), 1)
        body.addWidget(side)
        page = QVBoxLayout()
        page.setContentsMargins(looks.gap(32), looks.gap(24), looks.gap(32), looks.gap(24))
        page.setSpacing(looks.gap(18))
        page.addLayout(head)
        page.addWidget(self._notes)
        page.addLayout(body, 1)
        inside = ground("canvas", page)
        inside.setMaximumWidth(looks.px(1240))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolling(ground("canvas", row(inside))))

    def _side_card(self, card: SideCard) -> Panel:
        panel = Panel(spacing=4)
        sign = Text(wrap=False)
        sign.setPixmap(pixmap(card.icon, "laurelText", 22))
        words = column(Text(card.title, "strong"), spacing=3)
        for line in card.lines:
            words.addWidget(Text(line, "small", "secondary"))
        if card.button:
            button = Button(card.button)
            button.clicked.connect(self.exams_pressed)
            words.addSpacing(active().gap(6))
            words.addLayout(row(button, None))
        layout = QHBoxLayout()
        layout.setSpacing(active().gap(12))
        layout.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(words, 1)
        panel.column.addLayout(layout)
        return panel


class _ContinuePanel(Hills):
    def __init__(self) -> None:
        super().__init__()
        looks = active()
        self._lead = Text("", "bar", "heroSub")
        self._title = Text("", "hero", "hero")
        self._detail = Text("", "body", "heroSub")
        self.button = Button("", "hero", "arrow-right", icon_after=True)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(*[looks.gap(28)] * 4)
        layout = QVBoxLayout()
        outer.addLayout(layout, 2)
        outer.addStretch(1)  # Words keep clear of the sun.
        layout.setSpacing(looks.gap(8))
        for part in (self._lead, self._title, self._detail):
            layout.addWidget(part)
        layout.addSpacing(looks.gap(10))
        layout.addLayout(row(self.button, None))
        self.setMinimumHeight(looks.px(194))

    def show_card(self, card: ContinueCard, share: float) -> None:
        self.show_share(share)
        self._lead.setText(card.lead)
        self._title.setText(card.title)
        self._detail.setText(card.detail)
        self.button.set_text(card.button)
        self.button.setAccessibleDescription(f"{card.title}. {card.detail}")


class _HoursPanel(Panel):
    def __init__(self) -> None:
        super().__init__(spacing=10)
        self.record = Button(_("See record"), "link")
        self._ring = HoursRing()
        self._modes = QVBoxLayout()
        self._modes.setSpacing(active().gap(8))
        self._plan = Panel("soft", 12)
        self._plan_text = Text("", "small_strong", "done")
        self._plan.column.addWidget(self._plan_text)
        self.column.addLayout(row(Text(_("Your hours"), "heading", wrap=False), None, self.record))
        self.column.addWidget(self._ring, 0, Qt.AlignmentFlag.AlignHCenter)
        self.column.addLayout(self._modes)
        self.column.addWidget(self._plan)

    def show_hours(self, number: str, below: str, modes: list[ModeRow], plan: str, spoken: str) -> None:
        self._ring.show_hours(tuple(RingShare(mode.share, mode.token) for mode in modes), number, below, spoken)
        _clear(self._modes)
        for mode in modes:
            self._modes.addWidget(ground("clear", row(_Dot(mode.token), *_mode_words(mode), spacing=10)))
        self._plan_text.setText(plan)
        self._plan.setVisible(bool(plan))


def _mode_words(mode: ModeRow) -> tuple[QWidget, None, QWidget]:
    return (
        Text(mode.label, "body", "secondary", wrap=False),
        None,
        Text(mode.amount, "strong", wrap=False, tabular=True),
    )


class _Dot(Text):
    def __init__(self, token: str) -> None:
        super().__init__(wrap=False)
        side = active().px(13)
        picture = pixmap("", token, 13)
        picture.fill(active().colour(token))
        self.setPixmap(picture)
        self.setFixedSize(side, side)


def _bar_grid(rows: list[BarRow], two_columns: bool) -> QGridLayout:
    grid = QGridLayout()
    looks = active()
    grid.setHorizontalSpacing(looks.gap(28))
    grid.setVerticalSpacing(looks.gap(14))
    half = (len(rows) + 1) // 2 if two_columns and len(rows) > 4 else len(rows)
    for index, bar in enumerate(rows):
        grid.addWidget(_bar_row(bar), index % half, index // half)
    return grid


def _bar_row(bar: BarRow) -> QWidget:
    tone = "done" if bar.done else "secondary"
    number = Text(bar.number, "small", "faint", wrap=False, tabular=True)
    number.setFixedWidth(active().px(22))
    words = row(Text(bar.label, "bar"), Text(bar.amount, "small", tone, wrap=False, tabular=True), spacing=8)
    words.setStretch(0, 1)
    line = HourBar(bar.token)
    line.show_share(bar.share, bar.spoken)
    return ground("clear", row(number, ground("clear", _under(words, line)), spacing=4))


def _under(words: QHBoxLayout, line: QWidget) -> QVBoxLayout:
    layout = QVBoxLayout()
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(active().gap(4))
    layout.addLayout(words)
    layout.addWidget(line)
    return layout


def _clear(layout: QVBoxLayout | QHBoxLayout) -> None:
    while layout.count():
        item = layout.takeAt(0)
        if item is None:
            continue
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif isinstance(inner, QVBoxLayout | QHBoxLayout | QGridLayout):
            _clear(inner)  # type: ignore[arg-type]
            inner.deleteLater()
