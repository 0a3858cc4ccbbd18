"""The lesson on the screen: top bar, rail, column and foot; it shows what it is told and says what was pressed."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QRect, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from trainer import paths
from trainer.ui.errors import show_error
from trainer.ui.idle_work import IdleWork
from trainer.ui.lesson.activity import ActivityFilter
from trainer.ui.lesson.check_page import CheckWidget
from trainer.ui.lesson.column import Column
from trainer.ui.lesson.end_page import EndWidget
from trainer.ui.lesson.foot_bar import FootBar
from trainer.ui.lesson.open_step import WorkPage
from trainer.ui.lesson.pages import (
    Aside,
    CheckPage,
    CreditLine,
    EndPage,
    Foot,
    Frame,
    PracticePage,
    RailStep,
    ReadingPage,
    ReflectionPage,
    ScenarioPage,
)
from trainer.ui.lesson.pause_page import PauseWidget
from trainer.ui.lesson.practice_page import PracticeWidget
from trainer.ui.lesson.reading_page import ReadingWidget
from trainer.ui.lesson.reflection_page import ReflectionWidget
from trainer.ui.lesson.scenario_page import ScenarioWidget
from trainer.ui.lesson.side_rail import SideRail, StepStrip
from trainer.ui.lesson.spoken_place import SpokenPlace
from trainer.ui.lesson.top_bar import TopBar
from trainer.ui.lesson.voice_note import VoiceNote
from trainer.ui.shortcuts import shortcut
from trainer.ui.speech.spot import Spot
from trainer.ui.theme import active
from trainer.ui.widgets.aside import AsidePopover
from trainer.ui.widgets.panels import Panel
from trainer.ui.widgets.reading import FigureSource
from trainer.ui.widgets.tab_order import follow_layout
from trainer.ui.widgets.text import Text
from trainer.ui.widgets.toast import Toast

Page = ReadingWidget | ScenarioWidget | PracticeWidget | ReflectionWidget | CheckWidget | EndWidget

READING_WIDTH, WORK_WIDTH = 566, 700
STYLED_AT_ONCE = 12
NARROW_BELOW = 900
"""Effective pixels (width divided by text scale) below which the rail becomes a strip."""


class LessonWidget(QWidget):
    """Implements :class:`trainer.ui.lesson.presenter.LessonView`.

    Attributes:
        top, rail, strip, column, foot: The regions, with signals of their own.
        reading, scenario, practice, reflection, check, end, pause: The pages, with signals of their own.

    Signals:
        second_passed: While it is on the screen.
        activity: A sign of study.
        next_asked, back_asked: By key.
        pause_asked: By key.
        read_aloud_asked: By key.
        chosen: An option by its place, by key.
        attention_changed: The window gained or lost the person's attention.
        leaving_quietly: The person leaves quickly.
    """

    second_passed = Signal()
    activity = Signal(str)
    next_asked = Signal()
    back_asked = Signal()
    pause_asked = Signal()
    read_aloud_asked = Signal()
    chosen = Signal(int)
    attention_changed = Signal(bool)
    leaving_quietly = Signal()

    def __init__(self) -> None:
        """Starts with nothing to read; the presenter fills it."""
        super().__init__()
        self.setProperty("ground", "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)
        self.top, self.rail, self.strip = TopBar(), SideRail(), StepStrip()
        self.column, self.foot = Column(), FootBar()
        self.reading, self.scenario, self.practice = ReadingWidget(), ScenarioWidget(), PracticeWidget()
        self.reflection, self.check, self.end, self.pause = (
            ReflectionWidget(),
            CheckWidget(),
            EndWidget(),
            PauseWidget(),
        )
        self._pages = (self.reading, self.scenario, self.practice, self.reflection, self.check, self.end)
        for page in self._pages:
            self.column.take_in(page)
        self._trouble, self._trouble_line = Panel("error", padding=12), Text("", "small")
        self._trouble.column.addWidget(self._trouble_line)
        self._trouble.hide()
        self._voice_note, self._spoken = VoiceNote(), SpokenPlace(self.column)
        self._waiting: list[Callable[[], None]] = []
        self._preparing = IdleWork(self, self._prepare_next)
        self._ordered: set[QWidget] = set()
        self._popover: AsidePopover | None = None
        self._page: QWidget | None = None
        self._frame = Frame("", "")
        self._lay_out()
        self._timer = QTimer(self)
        self._timer.setInterval(1_000)
        self._timer.timeout.connect(self.second_passed)
        self._signs = ActivityFilter(self)
        self._signs.happened.connect(self.activity)
        self.reading.link_reached.connect(lambda place: self.column.reveal(place, self.reading.text))
        self._make_shortcuts()

    # --- what stays ---

    def show_frame(self, frame: Frame, figures: FigureSource) -> None:
        """Shows which lesson this is."""
        self._frame = frame
        self.top.show_place(frame.place)
        self.reading.set_figures(figures)

    def show_rail(self, steps: tuple[RailStep, ...], current: int) -> None:
        """Shows the steps."""
        self.rail.show_steps(steps)
        self.strip.show_steps(steps, current)

    def show_foot(self, foot: Foot) -> None:
        """Shows the foot."""
        self.foot.show_foot(foot)

    def prepare(self, pages: tuple[WorkPage, ...], figures: tuple[str, ...]) -> None:
        """Draws figures and fills hidden pages, a little each time the window has nothing else to do."""
        self._waiting = [*(partial(self.reading.text.prepare_figure, name) for name in figures)]
        self._waiting += [partial(self._prepare_page, page) for page in pages]
        self._preparing.begin()

    @property
    def is_preparing(self) -> bool:
        """Whether there is still something to be made ready."""
        return self._preparing.is_left

    def show_credit(self, credit: CreditLine) -> None:
        """Shows the credited time."""
        self.rail.show_credit(credit)
        self.strip.credit.show_credit(credit)

    def show_still_reading(self, shown: bool) -> None:
        """Shows or hides the quiet question."""
        self.foot.show_notice(shown)

    def show_reading_on(self, shown: bool) -> None:
        """Shows or hides that a key is wanted while read-aloud goes on."""
        self.foot.show_reading_on(shown)

    def show_read_aloud(self, is_reading: bool) -> None:
        """Shows the button, and what it does now."""
        self.foot.show_read_aloud(is_reading)

    def show_spoken(self, spot: Spot | None) -> None:
        """Marks the sentence that is read."""
        self._spoken.show(spot)

    def first_in_sight(self, spots: Sequence[Spot]) -> int | None:
        """Returns which of these places is the first on the screen, or None."""
        return self._spoken.first_in_sight(spots)

    def show_voice_note(self, text: str) -> None:
        """Says what the voice needs."""
        self._voice_note.show_note(text)

    def show_trouble(self, message: str) -> None:
        """Shows a line above the text, or takes it away."""
        self._trouble_line.setText(message)
        self._trouble.setVisible(bool(message))

    def show_error(self, error: Exception) -> None:
        """Shows an error."""
        show_error(self, error, paths.log_file())

    def show_pause(self, paused: bool) -> None:
        """Shows or leaves the neutral page."""
        self._close_popover()
        self._stack.setCurrentIndex(1 if paused else 0)
        (self.pause.button if paused else self._title_of_page()).setFocus(Qt.FocusReason.OtherFocusReason)

    def say_goodbye(self, text: str) -> None:
        """Leaves a line on the window."""
        self._close_popover()
        if text and self.window() is not self:
            Toast(self.window(), text)

    # --- pages ---

    def show_reading(self, page: ReadingPage) -> None:
        """Shows a part of the reading."""
        self.reading.show_page(page)
        self._show(self.reading, READING_WIDTH, page.position)

    def show_scenario(self, page: ScenarioPage) -> None:
        """Shows a turn; after a choice the response comes into sight, and the focus stays."""
        self.scenario.show_page(page)
        if self._page is self.scenario and page.feedback:
            self._reveal(self.scenario.end_of_feedback)
        else:
            self._show(self.scenario, WORK_WIDTH)

    def show_practice(self, page: PracticePage) -> None:
        """Shows the practice; a model answer just opened comes into sight."""
        was_open = self._page is self.practice
        self.practice.show_page(page)
        if was_open and page.model_answer_html:
            self._order_tabs()
            self._reveal(self.practice.answer)
        else:
            self._show(self.practice, WORK_WIDTH)

    def show_reflection(self, page: ReflectionPage) -> None:
        """Shows the reflection."""
        self.reflection.show_page(page)
        self._show(self.reflection, WORK_WIDTH)

    def show_check(self, page: CheckPage) -> None:
        """Shows a question; after an answer the reasons come into sight, and the focus stays."""
        same = self._page is self.check and bool(page.heading or page.may_answer)
        self.check.show_page(page)
        if not same:
            self._show(self.check, WORK_WIDTH)
        elif page.heading:
            self._reveal(self.check.end_of_feedback)

    def show_end(self, page: EndPage) -> None:
        """Shows the end."""
        self.end.show_page(page)
        self._show(self.end, WORK_WIDTH)

    def show_aside(self, aside: Aside) -> None:
        """Shows a popover at the word that was opened."""
        self._close_popover()
        window, text = self.window(), self.reading.text
        place = text.place_of_link()
        corner = text.viewport().mapTo(window, place.topLeft())
        self._popover = AsidePopover(window, aside.title, aside.text, aside.facts)
        self._popover.closed.connect(self._forget_popover)
        self._popover.open_at(QRect(corner, place.size()), text)

    @Slot(bool)
    def attention(self, here: bool) -> None:
        """The window gained or lost the person's attention; a slot of the widget, so that it ends with it."""
        self.attention_changed.emit(here)

    @Slot()
    def leave_quietly(self) -> None:
        """The person leaves quickly; a slot of the widget, so that it ends with it."""
        self.leaving_quietly.emit()

    # --- Qt ---

    def showEvent(self, event: QShowEvent) -> None:
        """Begins to count the seconds."""
        super().showEvent(event)
        self._signs.watch()
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Counts no seconds out of sight."""
        super().hideEvent(event)
        self._timer.stop()
        self._close_popover()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Chooses between rail and strip."""
        super().resizeEvent(event)
        self._close_popover()
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Takes digits, letters and Enter that no control wanted."""
        key = event.key()
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._page in {self.scenario, self.check}:
            (self.scenario if self._page is self.scenario else self.check).press_primary()
        elif self._page is self.scenario and Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
            self.chosen.emit(key - Qt.Key.Key_1)
        elif self._page is self.check and Qt.Key.Key_A <= key <= Qt.Key.Key_D and not event.modifiers():
            self.chosen.emit(key - Qt.Key.Key_A)
        else:
            super().keyPressEvent(event)

    # --- inside ---

    def _lay_out(self) -> None:
        lesson = QWidget()
        body = QHBoxLayout()
        body.setSpacing(0)
        middle = QVBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self._trouble)
        middle.addWidget(self._voice_note)
        middle.addWidget(self.column, 1)
        body.addWidget(self.rail)
        body.addLayout(middle, 1)
        layout = QVBoxLayout(lesson)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.top)
        layout.addWidget(self.strip)
        layout.addLayout(body, 1)
        layout.addWidget(self.foot)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(lesson)
        self._stack.addWidget(self.pause)
        for bar in (self.top, self.rail, self.strip, self.foot):
            bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)
        self._fit()

    def _make_shortcuts(self) -> None:
        for name, signal in (("next_step", self.next_asked), ("previous_step", self.back_asked)):
            shortcut(name, self).activated.connect(signal)
        shortcut("pause", self).activated.connect(self.pause_asked)
        shortcut("read_aloud", self).activated.connect(self.read_aloud_asked)
        shortcut("page_down", self).activated.connect(lambda: self.column.page_by(1))
        shortcut("page_up", self).activated.connect(lambda: self.column.page_by(-1))

    def _fit(self) -> None:
        narrow = self.width() / active().scale < NARROW_BELOW
        self.rail.setVisible(not narrow)
        self.strip.setVisible(narrow)
        self.top.fit(narrow=narrow)
        self.foot.fit(narrow=narrow)

    def _show(self, page: Page, width: int, position: int = 0) -> None:
        self._close_popover()
        self._preparing.give_way()
        self._page = page
        self._spoken.open(page)
        # Asked first: hiding the page before would hand its focus to whatever comes next.
        focus = QApplication.focusWidget()
        on_foot = focus is not None and self.foot.isAncestorOf(focus)
        self.column.show_page(page, width, position)
        if page not in self._ordered:
            self._ordered.add(page)
            self._order_tabs()
        if not on_foot:
            self._title_of_page().setFocus(Qt.FocusReason.OtherFocusReason)

    def _prepare_next(self) -> bool:
        if self._waiting:
            self._waiting.pop(0)()
            return True
        self._ordered.update(self._pages)
        self._order_tabs()
        return False

    def _prepare_page(self, page: WorkPage) -> None:
        widget = self._widget_for(page)
        if widget is self._page:
            return
        widget.show_page(page)  # type: ignore[arg-type]
        parts = widget.findChildren(QWidget)
        for start in range(0, len(parts), STYLED_AT_ONCE):
            self._waiting.insert(0, partial(_polish, parts[start : start + STYLED_AT_ONCE]))

    def _widget_for(self, page: WorkPage) -> ScenarioWidget | PracticeWidget | ReflectionWidget | CheckWidget:
        if isinstance(page, ScenarioPage):
            return self.scenario
        if isinstance(page, PracticePage):
            return self.practice
        return self.reflection if isinstance(page, ReflectionPage) else self.check

    def _order_tabs(self) -> None:
        follow_layout(self.top, self.strip, self.rail, *self._pages, self.foot)

    def _title_of_page(self) -> QWidget:
        title = getattr(self._page, "title", None)
        return title if isinstance(title, QWidget) else self

    def _reveal(self, widget: QWidget) -> None:
        # The layout of what has just appeared is settled first, or the place would be the old one.
        QTimer.singleShot(0, widget, lambda: self.column.reveal(widget.rect(), widget))

    def _close_popover(self) -> None:
        if self._popover is not None:
            popover, self._popover = self._popover, None
            popover.close_it()

    def _forget_popover(self) -> None:
        self._popover = None


def _polish(parts: list[QWidget]) -> None:
    for part in parts:
        if isValid(part):
            part.ensurePolished()
