"""The exam on the screen: one question, four answers, the time, and all numbers at the side."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from trainer.courses.questions import LETTERS
from trainer.i18n import _
from trainer.ui.exam.answer_card import AnswerCard
from trainer.ui.exam.presenter import Counts, FinishQuestion, GridCell, QuestionPage
from trainer.ui.exam.side import ExamSide
from trainer.ui.shortcuts import shortcut
from trainer.ui.theme import active
from trainer.ui.widgets.announcer import Announcer
from trainer.ui.widgets.buttons import Button
from trainer.ui.widgets.dialogs import Question
from trainer.ui.widgets.icons import icon, pixmap
from trainer.ui.widgets.panels import Panel, centred, column, ground, row, scrolling
from trainer.ui.widgets.problem import Problem
from trainer.ui.widgets.reading import ReadingView
from trainer.ui.widgets.text import Text

NARROW = 900
"""Effective pixels below which the side becomes a drawer."""

SAVING_SHOWN_AFTER_MILLISECONDS = 300


class ExamWidget(QWidget):
    """Shows what the presenter says.

    Signals:
        chosen: The letter of an answer, as shown.
        crossed_out: The letter of an answer to strike through or restore.
        flag_pressed, next_pressed, previous_pressed, retry_pressed, finish_pressed, leave_pressed, time_pressed: The
            buttons and their keys.
        number_chosen: A question's number.
        ticked: A second has gone by.
    """

    chosen = Signal(str)
    crossed_out = Signal(str)
    flag_pressed = Signal()
    next_pressed = Signal()
    previous_pressed = Signal()
    retry_pressed = Signal()
    finish_pressed = Signal()
    leave_pressed = Signal()
    time_pressed = Signal()
    number_chosen = Signal(int)
    ticked = Signal()

    def __init__(self) -> None:
        """Starts without a question."""
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._number = 0
        self._narrow: bool | None = None
        self._top_bar()
        self._side = ExamSide()
        self._side.setObjectName("region")
        self._side.chosen.connect(self._on_number)
        self._side.finish_pressed.connect(self.finish_pressed)
        self._side_ground = ground("aside", row(self._side))
        self._problem = Problem(may_retry=True)
        self._problem.retry_pressed.connect(self.retry_pressed)
        self._main = self._question_area()
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(self._main, 1)
        body.addWidget(self._side_ground)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._bar)
        outer.addLayout(body, 1)
        outer.addWidget(self._foot())
        self._make_shortcuts()
        self._clock = QTimer(self)
        self._clock.setInterval(1000)
        self._clock.timeout.connect(self.ticked)
        self._clock.start()
        self._saving = QTimer(self)
        self._saving.setSingleShot(True)
        self._saving.setInterval(SAVING_SHOWN_AFTER_MILLISECONDS)
        self._saving.timeout.connect(lambda: self._status.announce(_("Saving…")))

    def show_heading(self, title: str, remark: str) -> None:
        """See :class:`ExamView`."""
        self._heading.setText(title)
        self._remark.setText(remark)
        self.setAccessibleName(title)
        self.setAccessibleDescription(remark)

    def show_question(self, page: QuestionPage) -> None:
        """See :class:`ExamView`."""
        for card, option in zip(self._cards, page.options, strict=True):
            card.show_answer(option)
        self._flag.set_text(_("Flagged") if page.flagged else _("Flag for another look"))
        self._flag.setIcon(icon("flag", "poppy" if page.flagged else "ink2", 20))
        self._back.setEnabled(not page.is_first)
        self._next.set_text(_("Finish") if page.is_last else _("Next"))
        if page.number != self._number:
            self._number = page.number
            self._title.setText(page.title)
            self._title.setAccessibleName(f"{page.title}. {page.stem}")
            self._stem.show_html(f"<p>{escape(page.stem)}</p>")
            self._stem.setAccessibleName(page.stem)
            self._area.verticalScrollBar().setValue(0)
            self._title.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_grid(self, cells: Sequence[GridCell], counts: Counts) -> None:
        """See :class:`ExamView`."""
        self._side.show_cells(cells, counts)
        self._drawer.set_text(counts.short_position)
        self._drawer.setAccessibleName(_("All questions. %(position)s") % {"position": counts.position})

    def show_time(self, text: str, spoken: str, hidden: bool) -> None:
        """See :class:`ExamView`."""
        self._time_box.setVisible(bool(text))
        self._time.setText(_("Time hidden") if hidden else text)
        self._time.setAccessibleName(_("Time hidden") if hidden else spoken)
        self._hide.set_text(_("Show") if hidden else _("Hide"))
        self._hide.setAccessibleName(_("Show the time") if hidden else _("Hide the time"))

    def announce(self, text: str) -> None:
        """See :class:`ExamView`."""
        self._status.announce(text)

    def show_problem(self, message: str, advice: str) -> None:
        """See :class:`ExamView`."""
        self._problem.show_problem(message, advice)
        if message:
            self._status.announce("")
            self._area.ensureWidgetVisible(self._problem)
            self._problem.retry.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_busy(self, busy: bool) -> None:
        """See :class:`ExamView`."""
        if busy:
            self._saving.start()
            return
        self._saving.stop()
        if self._status.text() == _("Saving…"):
            self._status.announce("")

    def ask_finish(self, question: FinishQuestion) -> bool:
        """See :class:`ExamView`."""
        return Question.ask(self, question.title, question.text, question.safe, question.act)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turns the side into a drawer where there is no room for it."""
        super().resizeEvent(event)
        narrow = self.width() / active().scale < NARROW
        if narrow == self._narrow:
            return
        self._narrow = narrow
        self._heading_box.setVisible(not narrow)
        self._drawer.setVisible(narrow)
        self._hint.setVisible(not narrow)
        self._side_ground.setFixedWidth(active().px(306)) if not narrow else self._side_ground.setMaximumWidth(
            16_777_215
        )
        self._open_drawer(False)

    def _open_drawer(self, opened: bool) -> None:
        self._main.setVisible(not (self._narrow and opened))
        self._side_ground.setVisible(not self._narrow or opened)
        if self._narrow:
            self._side_ground.setMinimumWidth(0)
            self._side_ground.setMaximumWidth(16_777_215)

    def _on_number(self, number: int) -> None:
        self._open_drawer(False)
        self.number_chosen.emit(number)

    def _top_bar(self) -> None:
        self._heading, self._remark = Text("", "heading"), Text("", "small", "secondary")
        self._heading_box = ground("clear", column(self._heading, self._remark, spacing=0))
        sign = Text(wrap=False)
        sign.setPixmap(pixmap("timer", "ink", 20))
        self._time = Text("", "heading", wrap=False, tabular=True)
        self._time.setMinimumWidth(self._time.fontMetrics().horizontalAdvance("00 h 00 min"))
        self._hide = Button(_("Hide"), "link")
        self._hide.clicked.connect(self.time_pressed)
        self._time_box = Panel("quiet", padding=0)
        line = row(sign, self._time, self._hide, spacing=8)
        line.setContentsMargins(active().gap(14), active().gap(4), active().gap(6), active().gap(4))
        self._time_box.column.addLayout(line)
        self._time_box.hide()
        self._drawer = Button("", "secondary", "list")
        self._drawer.clicked.connect(lambda: self._open_drawer(self._main.isVisible()))
        leave = Button(_("Save and leave"))
        leave.clicked.connect(self.leave_pressed)
        line = row(self._heading_box, self._time_box, self._drawer, leave, spacing=16)
        line.setStretch(0, 1)
        line.insertStretch(1, 0)
        line.setContentsMargins(active().gap(24), active().gap(9), active().gap(18), active().gap(9))
        self._bar = ground("bar", line)
        self._bar.setObjectName("region")
        self._bar.setAccessibleName(_("Exam"))

    def _question_area(self) -> QWidget:
        self._title = Text("", "heading")
        self._title.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._flag = Button("", "quiet", "flag")
        self._flag.clicked.connect(self.flag_pressed)
        self._stem = ReadingView("stem")
        self._stem.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._stem.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._cards = [AnswerCard() for _letter in LETTERS]
        inside = column(spacing=12)
        inside.addLayout(row(self._title, None, self._flag))
        inside.addWidget(self._stem)
        for letter, card in zip(LETTERS, self._cards, strict=True):
            card.clicked.connect(lambda _on=False, chosen=letter: self.chosen.emit(chosen))
            card.cross_out_pressed.connect(lambda struck=letter: self.crossed_out.emit(struck))
            inside.addWidget(card)
        inside.addWidget(self._problem)
        inside.addWidget(self._area_note())
        inside.addStretch(1)
        inside.setContentsMargins(active().gap(24), active().gap(20), active().gap(24), active().gap(20))
        self._area = scrolling(centred(ground("clear", inside), 788))
        holder = ground("canvas", row(self._area))
        holder.setObjectName("region")
        holder.setAccessibleName(_("Question"))
        return holder

    def _area_note(self) -> QWidget:
        sign = Text(wrap=False)
        sign.setPixmap(pixmap("eye-off", "ink2", 18))
        note = row(sign, Text(_("The area of focus is shown after you finish."), "small", "secondary"), spacing=8)
        note.setStretch(1, 1)
        return ground("clear", note)

    def _foot(self) -> QWidget:
        self._hint = Text(
            _("Keys: A to D choose, Shift + letter crosses out, F flags, arrows move"), "small", "secondary"
        )
        self._status = Announcer("small_strong")
        self._back = Button(_("Previous"), "secondary", "arrow-left")
        self._back.setMinimumHeight(active().px(44))
        self._back.clicked.connect(self.previous_pressed)
        self._next = Button(_("Next"), "primary", "arrow-right", icon_after=True)
        self._next.clicked.connect(self.next_pressed)
        words = ground("clear", column(self._status, self._hint, spacing=2))
        line = row(words, self._back, self._next, spacing=11)
        line.setStretch(0, 1)
        line.setContentsMargins(active().gap(24), active().gap(11), active().gap(24), active().gap(11))
        foot = ground("foot", line)
        foot.setObjectName("region")
        return foot

    def _make_shortcuts(self) -> None:
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        forward, backward = (
            ("previous_question", "next_question") if mirrored else ("next_question", "previous_question")
        )
        shortcut(forward, self).activated.connect(self.next_pressed)
        shortcut(backward, self).activated.connect(self.previous_pressed)
        shortcut("flag", self).activated.connect(self.flag_pressed)
        shortcut("hide_timer", self).activated.connect(self.time_pressed)
        shortcut("grid", self).activated.connect(self._on_grid_key)
        for letter in LETTERS:
            QShortcut(QKeySequence(letter), self).activated.connect(lambda chosen=letter: self.chosen.emit(chosen))
            QShortcut(QKeySequence(f"Shift+{letter}"), self).activated.connect(
                lambda struck=letter: self.crossed_out.emit(struck)
            )

    def _on_grid_key(self) -> None:
        self._open_drawer(True)
        (self._side.words if self._side.words.isVisible() else self._side.grid).setFocus(
            Qt.FocusReason.ShortcutFocusReason
        )
