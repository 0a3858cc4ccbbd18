"""The screen on which a practice exam is put together."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from trainer.i18n import _
from trainer.ui.exams.presenter import AreaChoice, LengthChoice, PastRow, ResumeOffer, TimeWords
from trainer.ui.theme import active
from trainer.ui.widgets.buttons import Button
from trainer.ui.widgets.choices import Segments, TickLine
from trainer.ui.widgets.icons import pixmap
from trainer.ui.widgets.page import Page, TwoColumns, clear_layout
from trainer.ui.widgets.panels import Panel, column, divider, ground, row
from trainer.ui.widgets.text import Text

MOST_SHOWN = 12
"""Earlier exams on the screen; the others stay in the records."""

TWO_COLUMNS = 540
"""Effective pixels from which the areas stand in two columns."""


class ExamsWidget(Page):
    """Offers areas, a length and a pace; shows what is under way and what was done.

    Signals:
        area_ticked: An area's code, and whether it is ticked now.
        all_ticked: Tick all areas, or none.
        length_chosen: A number of questions.
        time_chosen: True for exam pace.
        start_pressed: Start.
        resume_pressed: The id of the attempt under way.
        result_pressed: The id of an earlier attempt.
    """

    area_ticked = Signal(str, bool)
    all_ticked = Signal(bool)
    length_chosen = Signal(int)
    time_chosen = Signal(bool)
    start_pressed = Signal()
    resume_pressed = Signal(str)
    result_pressed = Signal(str)

    def __init__(self) -> None:
        """Starts without choices."""
        super().__init__(_("Practice exams"), _("Short or long, as often as you like. Only you see how it went."))
        self._ticks: dict[str, TickLine] = {}
        self._counts: list[int] = []
        self._areas, self._resume, self._history = _AreaGrid(), QVBoxLayout(), QVBoxLayout()
        self._summary = Text("", "small", "secondary")
        self._lengths = Segments(_("How many questions"))
        self._lengths.chosen.connect(lambda index: self.length_chosen.emit(self._counts[index]))
        self._time = Segments(_("Time"), (_("No time limit"), _("Exam pace")))
        self._time.chosen.connect(lambda index: self.time_chosen.emit(index == 1))
        self._time_detail = Text("", "small", "secondary")
        self._start = Button(_("Start"), "primary", "arrow-right", icon_after=True)
        self._start.clicked.connect(self.start_pressed)
        self._why_not = Text("", "small", "secondary")
        self._past = Panel(spacing=4)
        self._past.column.addWidget(Text(_("Earlier exams"), "heading"))
        self._past.column.addLayout(self._history)
        left = ground("clear", column(self._wish_panel(), spacing=16))
        side = ground("clear", column(self._past, self._note(), None, spacing=16))
        self.body.addLayout(self._resume)
        self.body.addWidget(TwoColumns(left, side, 320))
        self.body.addStretch(1)

    def show_areas(self, summary: str, rows: Sequence[AreaChoice]) -> None:
        """See :class:`ExamsView`."""
        self._summary.setText(summary)
        if not self._ticks:
            self._build_areas(rows)
        for area in rows:
            self._ticks[area.code].show_state(area.chosen, area.available)

    def show_lengths(self, rows: Sequence[LengthChoice]) -> None:
        """See :class:`ExamsView`."""
        self._counts = [choice.count for choice in rows]
        self._lengths.show_labels([(choice.label, choice.spoken) for choice in rows])
        self._lengths.show_chosen(next((i for i, choice in enumerate(rows) if choice.chosen), -1))

    def show_time(self, words: TimeWords) -> None:
        """See :class:`ExamsView`."""
        self._time.show_chosen(1 if words.timed_chosen else 0)
        self._time_detail.setText(words.timed_detail if words.timed_chosen else words.free_detail)

    def show_start(self, label: str, ready: bool, why_not: str) -> None:
        """See :class:`ExamsView`."""
        self._start.set_text(label)
        self._start.setEnabled(ready)
        self._why_not.setText(why_not)
        self._why_not.setVisible(bool(why_not))

    def show_resume(self, offer: ResumeOffer | None) -> None:
        """See :class:`ExamsView`."""
        clear_layout(self._resume)
        if offer is None:
            return
        panel = Panel("soft", padding=16)
        sign = Text(wrap=False)
        sign.setPixmap(pixmap("history", "laurelText", 24))
        words = column(Text(offer.title, "strong"), Text(offer.detail, "small", "secondary"), spacing=2)
        go = Button(_("Go on with it"), "secondary", "arrow-right", icon_after=True)
        go.clicked.connect(lambda: self.resume_pressed.emit(offer.attempt_id))
        line = row(sign, spacing=14)
        line.addLayout(words, 1)
        line.addWidget(go)
        panel.column.addLayout(line)
        self._resume.addWidget(panel)

    def show_history(self, rows: Sequence[PastRow]) -> None:
        """See :class:`ExamsView`."""
        clear_layout(self._history)
        if not rows:
            self._history.addWidget(
                Text(_("None yet. Each exam you finish stands here, with how it went."), "small", "secondary")
            )
        for index, past in enumerate(rows[:MOST_SHOWN]):
            if index:
                self._history.addWidget(divider())
            self._history.addWidget(self._past_row(past))

    def _wish_panel(self) -> Panel:
        panel = Panel(spacing=8)
        everything, nothing = Button(_("All areas"), "link"), Button(_("None"), "link")
        everything.clicked.connect(lambda: self.all_ticked.emit(True))
        nothing.clicked.connect(lambda: self.all_ticked.emit(False))
        nothing.setAccessibleName(_("Untick all areas"))
        panel.column.addLayout(row(Text(_("Areas of focus"), "heading"), None, everything, nothing, spacing=4))
        panel.column.addWidget(self._summary)
        panel.column.addWidget(self._areas)
        panel.column.addSpacing(active().gap(8))
        panel.column.addWidget(Text(_("How many questions"), "heading"))
        panel.column.addWidget(self._lengths)
        panel.column.addSpacing(active().gap(8))
        panel.column.addWidget(Text(_("Time"), "heading"))
        panel.column.addWidget(self._time)
        panel.column.addWidget(self._time_detail)
        panel.column.addSpacing(active().gap(12))
        panel.column.addLayout(row(self._start, None))
        panel.column.addWidget(self._why_not)
        return panel

    def _build_areas(self, rows: Sequence[AreaChoice]) -> None:
        for area in rows:
            tick = TickLine(area.name, area.amount, area.spoken)
            tick.ticked.connect(lambda ticked, code=area.code: self.area_ticked.emit(code, ticked))
            self._ticks[area.code] = tick
        self._areas.show_ticks(list(self._ticks.values()))

    def _past_row(self, past: PastRow) -> QWidget:
        show = Button(_("Look"), "link")
        show.setAccessibleName(past.spoken)
        show.clicked.connect(lambda: self.result_pressed.emit(past.attempt_id))
        words = column(Text(past.when, "small_strong"), Text(past.what, "small", "secondary"), spacing=0)
        line = row(spacing=8)
        line.addLayout(words, 1)
        line.addWidget(show)
        return ground("clear", line)

    def _note(self) -> Panel:
        panel = Panel("quiet", padding=16, spacing=4)
        panel.column.addWidget(Text(_("Practice is for you"), "small_strong"))
        panel.column.addWidget(
            Text(
                _("It adds nothing to your hours and takes nothing from them. Every answer is saved as you give it."),
                "small",
                "secondary",
            )
        )
        return panel


class _AreaGrid(QWidget):
    """Two columns of ticks, or one where there is no room for two."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(active().gap(28))
        self._grid.setVerticalSpacing(active().gap(2))
        self._ticks: list[TickLine] = []
        self._columns = 0

    def show_ticks(self, ticks: list[TickLine]) -> None:
        self._ticks, self._columns = ticks, 0
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        columns = 2 if self.width() >= active().px(TWO_COLUMNS) else 1
        if columns == self._columns:
            return
        self._columns = columns
        per_column = -(-len(self._ticks) // columns)
        for index, tick in enumerate(self._ticks):
            self._grid.addWidget(tick, index % per_column, index // per_column)
        for position in range(2):
            self._grid.setColumnStretch(position, 1 if position < columns else 0)
