"""The result on the screen."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from trainer.i18n import _, ngettext
from trainer.ui.result.presenter import AnswerWords, AreaRow, MissCard, RangeBar, ScoreCard
from trainer.ui.theme import active
from trainer.ui.widgets.buttons import Button
from trainer.ui.widgets.icons import pixmap
from trainer.ui.widgets.interval import Interval
from trainer.ui.widgets.page import Page, TwoColumns, clear_layout
from trainer.ui.widgets.panels import Panel, column, divider, ground, row
from trainer.ui.widgets.text import Text

AT_A_TIME = 6
"""Cards that are built at once; the others wait for a press, so that the page is there at once."""

STACKED_FROM = 1.5
"""Text scale from which an area's bar stands under its name."""


class ResultWidget(Page):
    """Shows a score and what is worth another look.

    Signals:
        passage_pressed: The place of a passage.
        again_pressed: Another exam.
    """

    passage_pressed = Signal(object)
    again_pressed = Signal()

    def __init__(self) -> None:
        """Starts empty."""
        super().__init__()
        again = Button(_("Another practice exam"), "secondary", "refresh-cw")
        again.clicked.connect(self.again_pressed)
        self.tools.addWidget(again)
        self._score, self._areas, self._misses = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        self._misses.setSpacing(active().gap(12))
        self._waiting: list[MissCard] = []
        for part in (self._score, self._areas, self._misses):
            self.body.addLayout(part)
        self.body.addStretch(1)

    def show_heading(self, title: str, line: str) -> None:
        """See :class:`ResultView`."""
        self.show_title(title, line)

    def show_score(self, card: ScoreCard) -> None:
        """See :class:`ResultView`."""
        clear_layout(self._score)
        score = Panel(spacing=2)
        score.column.addWidget(Text(_("Score"), "heading"))
        number = row(Text(card.number, "score", wrap=False), Text(card.of_all, "body", "secondary"), spacing=8)
        number.setStretch(1, 1)
        number.setAlignment(Qt.AlignmentFlag.AlignBottom)
        score.column.addLayout(number)
        score.column.addWidget(Text(card.text, "body", "secondary"))
        score.column.addStretch(1)
        reading = Panel(spacing=10)
        reading.column.addWidget(Text(_("How to read it"), "heading"))
        reading.column.addWidget(_interval(card.bar))
        reading.column.addWidget(Text(card.reading, "strong"))
        reading.column.addWidget(Text(card.guidance, "body", "secondary"))
        reading.column.addStretch(1)
        self._score.addWidget(TwoColumns(reading, score, 280, side_first=True))

    def show_areas(self, rows: Sequence[AreaRow], note: str) -> None:
        """See :class:`ResultView`."""
        clear_layout(self._areas)
        panel = Panel(spacing=12)
        panel.column.addWidget(Text(_("By area of focus"), "heading"))
        panel.column.addLayout(_area_grid(rows))
        panel.column.addWidget(divider())
        panel.column.addWidget(Text(note, "small", "secondary"))
        self._areas.addWidget(panel)

    def show_misses(self, title: str, cards: Sequence[MissCard]) -> None:
        """See :class:`ResultView`."""
        clear_layout(self._misses)
        self._misses.addSpacing(active().gap(8))
        self._misses.addWidget(Text(title, "title"))
        self._waiting = list(cards)
        self._more = Button("", "secondary", "chevron-down")
        self._more.clicked.connect(self._on_more)
        self._misses.addLayout(row(self._more, None))
        self._add_cards()

    def _on_more(self) -> None:
        position = self._misses.count() - 1
        self._add_cards()
        item = self._misses.itemAt(position)
        shown = item.widget() if item else None
        if shown is not None:
            shown.setFocus(Qt.FocusReason.TabFocusReason)

    def _add_cards(self) -> None:
        for card in self._waiting[:AT_A_TIME]:
            self._misses.insertWidget(self._misses.count() - 1, self._card(card))
        self._waiting = self._waiting[AT_A_TIME:]
        left = len(self._waiting)
        self._more.set_text(ngettext("Show %(n)s more", "Show %(n)s more", left) % {"n": left})
        self._more.setVisible(left > 0)

    def _card(self, card: MissCard) -> Panel:
        panel = Panel(spacing=10)
        panel.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        panel.setAccessibleName(f"{card.title}. {card.stem}")
        panel.column.addWidget(Text(card.title, "small", "secondary"))
        panel.column.addWidget(Text(card.stem, "heading"))
        if card.given is None:
            panel.column.addWidget(Text(_("You left this one open."), "body", "secondary"))
        else:
            panel.column.addWidget(_answer(card.given, "circle", "ink2", "quiet"))
        panel.column.addWidget(_answer(card.best, "circle-check", "laurelText", "soft"))
        link = Button(card.link, "link", "book-open")
        link.setAccessibleName(card.spoken_link)
        link.clicked.connect(lambda: self.passage_pressed.emit(card.place))
        panel.column.addLayout(row(link, None))
        return panel


def _answer(words: AnswerWords, sign: str, token: str, ground_kind: str) -> Panel:
    panel = Panel(ground_kind, padding=12, spacing=4)
    icon = Text(wrap=False)
    icon.setPixmap(pixmap(sign, token, 20))
    lines = column(
        Text(words.label, "small_strong", "done" if ground_kind == "soft" else "secondary"),
        Text(words.text),
        Text(words.rationale, "small", "secondary"),
        spacing=3,
    )
    line = row(icon, spacing=12)
    line.setAlignment(icon, Qt.AlignmentFlag.AlignTop)
    line.addLayout(lines, 1)
    panel.column.addLayout(line)
    return panel


def _area_grid(rows: Sequence[AreaRow]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(active().gap(20))
    grid.setVerticalSpacing(active().gap(12))
    stacked = active().scale >= STACKED_FROM
    for index, area in enumerate(rows):
        name, count = Text(area.name), Text(area.count, "strong", wrap=False, tabular=True)
        count.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        words = Text(area.range, "small", "secondary")
        if stacked:
            grid.addWidget(name, index * 3, 0)
            grid.addWidget(count, index * 3, 1)
            grid.addWidget(_interval(area.bar), index * 3 + 1, 0, 1, 2)
            grid.addWidget(words, index * 3 + 2, 0, 1, 2)
            continue
        for place, widget in enumerate((name, count, _interval(area.bar), words)):
            grid.addWidget(widget, index, place)
    for place, stretch in enumerate((5, 0) if stacked else (5, 0, 6, 4)):
        grid.setColumnStretch(place, stretch)
    return grid


def _interval(bar: RangeBar) -> QWidget:
    return ground("clear", row(Interval(bar.low, bar.high, bar.score, bar.spoken)))
