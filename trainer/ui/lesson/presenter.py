"""The lesson without a window: which page is open, what was done on it, and where the minutes go."""

from collections.abc import Callable
from functools import partial
from typing import Protocol

from trainer.courses.lessons import CheckStep, ReadingStep
from trainer.hours.record import Credit, HoursRecord
from trainer.i18n import _
from trainer.ui.lesson.bookmark import Bookmark
from trainer.ui.lesson.minutes import goodbye
from trainer.ui.lesson.open_step import OpenStep, StepView, WorkPage
from trainer.ui.lesson.opening import OpenedLesson, open_lesson
from trainer.ui.lesson.pages import Aside, EndPage, Foot, Frame, Link, RailStep, ReadingPage
from trainer.ui.lesson.read_aloud import ReadAloud, ReadAloudView
from trainer.ui.lesson.route import END, Route
from trainer.ui.lesson.services import Services, Then
from trainer.ui.lesson.spoken import SpokenSteps, sentences_of
from trainer.ui.lesson.study_time import Sitting, StudyTime, TimeView
from trainer.ui.lesson.words import content_note, end_page, following_lesson, foot, frame, source_aside, term_aside
from trainer.ui.navigation import Place

READ_TO_THE_END = 985
"""Thousandths of a part; who has scrolled this far has read it."""


class LessonView(StepView, TimeView, ReadAloudView, Protocol):
    """What the lesson asks of its widgets."""

    def show_frame(self, frame: Frame, figures: Callable[[str], bytes]) -> None:
        """Shows what stays; called once, when the lesson has been opened."""

    def show_rail(self, steps: tuple[RailStep, ...], current: int) -> None:
        """Shows the steps."""

    def prepare(self, pages: tuple[WorkPage, ...], figures: tuple[str, ...]) -> None:
        """Makes pages ready behind the one that is shown, a little at a time, so that each opens at once."""

    def show_foot(self, foot: Foot) -> None:
        """Shows the foot."""

    def show_reading(self, page: ReadingPage) -> None:
        """Shows a part of the reading."""

    def show_end(self, page: EndPage) -> None:
        """Shows the end of the lesson."""

    def show_aside(self, aside: Aside) -> None:
        """Shows a popover at the word that was opened."""

    def show_pause(self, paused: bool) -> None:
        """Shows or leaves the neutral screen."""

    def say_goodbye(self, text: str) -> None:
        """Leaves a line on the window that outlives the lesson; nothing when the text is empty."""


class LessonPresenter:
    """Leads through one lesson. Nothing in it waits: whatever touches a disk goes through the runner.

    Attributes:
        step: Takes what the learner does in a scenario, practice, reflection or check.
        aloud: Reads the page that is shown.
    """

    def __init__(self, services: Services, open_sitting: Callable[[], Sitting], view: LessonView) -> None:
        """``open_sitting`` begins to measure; it is called when the lesson is on the screen."""
        self._services = services
        self._open_sitting = open_sitting
        self._view = view
        self.aloud = ReadAloud(services.voice, services.clock, services.language, services.pace, view, self)
        self.step = OpenStep(services, SpokenSteps(view, self.aloud.show), self)
        self._time: StudyTime | None = None
        self._opened: OpenedLesson | None = None
        self._index = 0
        self._back_to: int | None = None
        self._left = self._quiet = False
        self._here = True

    def start(self) -> None:
        """Opens the lesson."""
        self._services.runner.run(lambda: open_lesson(self._services), self._on_opened, self._on_not_opened)

    # --- the way through the lesson ---

    def go_next(self) -> None:
        """Turns to the next page; a passage that is left this way counts as read."""
        if self._opened is None:
            return
        self.sign("pages")
        if self._back_to is not None:
            self._turn(self._back_to)
        elif self._index >= len(self._route.stops):
            self.leave_for_course()
        else:
            if self._kind in {"reading", "reflection"}:
                self.step_finished(self._route.stops[self._index].step.id)
            self._turn(self._index + 1)

    def go_back(self) -> None:
        """Turns to the page before."""
        if self._opened is not None and self._index > 0:
            self.sign("pages")
            self._turn(self._index - 1)

    def open_rail(self, entry: int) -> None:
        """Opens a step of the rail."""
        if self._opened is not None:
            self.sign("pages")
            self._turn(self._route.target(entry, self._index, self._bookmark.place.done_step_ids))

    def open_step(self, step_id: str) -> None:
        """Opens a step or a passage by its id; from a check, the foot then leads back to it."""
        index = self._route.index(step_id) if self._opened is not None else None
        if index is None:
            return
        self.sign("pages")
        came_from, was_check = self._index, self._kind == "check"
        self._turn(index, came_from if was_check and index < came_from else None)

    def open_passage(self) -> None:
        """Opens the passage that the shown question is about."""
        self.open_step(self.step.passage_id)

    def read_on(self, direction: int) -> None:
        """Turns within the reading, when Page Down or Page Up meets the end of a part."""
        target = self._index + direction
        if self._opened is None or not 0 <= target < len(self._route.stops):
            return
        if self._kind == "reading" and self._route.stops[target].step.kind == "reading":
            self.sign("pages")
            if direction > 0:
                self.step_finished(self._route.stops[self._index].step.id)
            self._turn(target, self._back_to)

    def moved(self, position: int) -> None:
        """The learner scrolled; thousandths of the page."""
        if self._opened is None:
            return
        self._bookmark.move(position)
        if position >= READ_TO_THE_END and self._kind == "reading":
            self.step_finished(self._route.stops[self._index].step.id)

    def switch_passage(self) -> None:
        """Shows the other passage of equal length, or the first one again."""
        if self._opened is None or self._kind != "reading":
            return
        key = f"{self._route.stops[self._index].step.id}/.passage"
        self._bookmark.keep({key: "" if self._bookmark.place.work.get(key) else "other"})
        self.sign("pages")
        self._show_page()

    def open_lesson(self, lesson_id: str) -> None:
        """Goes on to another lesson."""
        self.leave_for(Place("lesson", lesson_id))

    def leave_for_course(self) -> None:
        """Returns to the lesson's module."""
        self.leave_for(Place("course", self._opened.lesson.module_id if self._opened else ""))

    def leave_for(self, place: Place) -> None:
        """Asks the window for another place; it leaves this one properly first."""
        self._services.navigator.go(place)

    # --- asides ---

    def open_term(self, term_id: str) -> None:
        """Explains a word."""
        term = self._opened.terms.get(term_id) if self._opened else None
        if term is not None and self._opened is not None:
            self.sign("pages")
            self._view.show_aside(term_aside(term, self._opened.sources))

    def open_source(self, source_id: str) -> None:
        """Says where a sentence comes from."""
        source = self._opened.sources.get(source_id) if self._opened else None
        if source is not None:
            self.sign("pages")
            self._view.show_aside(source_aside(source))

    # --- time ---

    def second_passed(self) -> None:
        """To be called about once a second."""
        if self._time is not None and not self._left:
            self._time.second_passed()
            self._bookmark.second_passed()
            self.aloud.second_passed()

    def sign(self, kind: str) -> None:
        """The learner did something."""
        if self._time is not None:
            self._time.activity(kind)

    def attention(self, here: bool) -> None:
        """The window gained or lost the learner's attention; while the lesson is being opened too."""
        self._here = here
        if not here:
            self.aloud.stop()
        if self._time is not None:
            self._time.attention(here)

    def toggle_read_aloud(self) -> None:
        """Reads the page aloud, stops, or goes on; not on the neutral screen."""
        if self._time is not None and not self._time.is_paused and not self._left:
            self.aloud.toggle()

    def listening(self, running: bool) -> None:
        """Read-aloud was started, or it stopped."""
        if self._time is not None:
            self._time.listening(running)

    def toggle_pause(self) -> None:
        """Stops the time and shows a neutral screen, or goes on."""
        self.aloud.stop()
        if self._time is not None:
            (self._time.resume if self._time.is_paused else self._time.pause)()
            self._view.show_pause(self._time.is_paused)

    def leave_quietly(self) -> None:
        """The learner leaves quickly: the voice is silent, and no line about this sitting is left on the window."""
        self.aloud.stop()
        self._quiet = True

    def leave(self, then: Then) -> None:
        """Keeps the place, ends the sitting, and then calls ``then``."""
        self.aloud.stop()
        if self._left or self._time is None:
            self._left = True
            then()
            return
        self._left = True
        self._bookmark.save()

        def _gone(credits: tuple[Credit, ...]) -> None:
            if not self._quiet:
                self._view.say_goodbye(goodbye(credits))
            then()

        self._time.finish(_gone)

    # --- what a step tells ---

    def step_finished(self, step_id: str) -> None:
        """A step is finished; the rail says so."""
        if step_id not in self._bookmark.place.done_step_ids:
            self._bookmark.done(step_id, self._route.required_ids())
            self._bookmark.save_soon()
            self._show_rail()

    def step_changed(self) -> None:
        """The line at the foot follows the step."""
        self._show_foot()

    # --- inside ---

    @property
    def _kind(self) -> str:
        return self._route.stops[self._index].step.kind if self._index < len(self._route.stops) else END

    def _on_opened(self, opened: OpenedLesson) -> None:
        if self._left:
            return
        self._opened = opened
        self._route = Route(opened.lesson)
        self.aloud.read_in(opened.lesson.language)
        self._bookmark = Bookmark(self._services, opened.work.place, self._route.stops[0].step.id)
        self._time = StudyTime(self._open_sitting(), self._services, self._view)
        self._time.attention(self._here)
        self.step.begin(opened, self._bookmark)
        shown = frame(opened.lesson, self._services.context.programme)
        self._view.show_frame(shown, lambda name: opened.figures.get(name, b""))
        self._view.show_credit(self._time.credit_line(opened.record))
        self._index = self._first_index()
        self._show_page()
        steps = [stop.step for stop in self._route.stops]
        pages = tuple(self.step.page_of(step) for step in steps if not isinstance(step, ReadingStep))
        self._view.prepare(pages, tuple(opened.figures))

    def _first_index(self) -> int:
        """Where the learner left, or the passage that was asked for."""
        place, section = self._bookmark.place, self._services.section
        asked = self._route.index(section) if section else None
        if asked is not None:
            self._bookmark.open(self._route.stops[asked].step.id)
            return asked
        return len(self._route.stops) if place.step_id == END else self._route.index(place.step_id) or 0

    def _on_not_opened(self, error: Exception) -> None:
        self._left = True
        self._view.show_error(error)
        self._services.navigator.back()

    def _turn(self, index: int, back_to: int | None = None) -> None:
        self._back_to = back_to
        self._index = index
        at_end = index >= len(self._route.stops)
        self._bookmark.open(END if at_end else self._route.stops[index].step.id)
        self._bookmark.save_soon()
        self._show_page()

    def _show_page(self) -> None:
        step = self._route.stops[self._index].step if self._index < len(self._route.stops) else None
        self._show_rail()
        if isinstance(step, ReadingStep):
            self.step.open(None)
            page = self._reading_page(step)
            self._view.show_reading(page)
            self.aloud.show(partial(sentences_of, page))
        else:
            self.step.open(step)
        if step is None:
            self.aloud.show(tuple)
        self._show_foot()
        if step is None and self._time is not None:
            self._time.refresh_credit(self._show_end)

    def _reading_page(self, step: ReadingStep) -> ReadingPage:
        lesson = self._opened.lesson if self._opened else None
        other = self._route.alternates.get(step.alternate_id or "")
        swapped = other is not None and bool(self._bookmark.place.work.get(f"{step.id}/.passage"))
        shown = other if swapped and other is not None else step
        note = lesson.content_note if lesson and self._index == 0 else None
        switch = _("Read the first passage again") if swapped else _("Read another passage instead")
        return ReadingPage(
            id=shown.id,
            kicker=lesson.title if lesson else "",
            title=shown.title,
            html=shown.html,
            note=content_note(note, bool(self._route.alternates)) if note else "",
            switch=switch if other else "",
            position=self._bookmark.place.position,
        )

    def _show_rail(self) -> None:
        steps = self._route.rail(self._index, self._bookmark.place.done_step_ids)
        self._view.show_rail(steps, self._route.group_of(self._index))

    def _show_foot(self) -> None:
        self._view.show_foot(foot(self._route, self._index, self.step.line, self._back_to))

    def _show_end(self, record: HoursRecord) -> None:
        if self._time is None or self._left or self._index < len(self._route.stops):
            return
        programme, lesson_id = self._services.context.programme, self._services.lesson_id
        plan = programme.lessons.get(lesson_id)
        page = end_page(
            self._route,
            self._bookmark.place.done_step_ids,
            self._another_look(),
            self._time.credits_of(record),
            (record.by_subject.get(lesson_id, 0), plan.minutes * 60 if plan else 0),
            following_lesson(programme, lesson_id),
        )
        self._view.show_end(page)
        self.aloud.show(partial(sentences_of, page))

    def _another_look(self) -> tuple[Link, ...]:
        check = next((stop.step for stop in self._route.stops if isinstance(stop.step, CheckStep)), None)
        return self.step.round(check).another_look() if check else ()
