"""The lesson player: five kinds of step, and the minutes between opening and leaving."""

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from trainer.clock import Clock
from trainer.courses.catalogue import Catalogue
from trainer.hours.service import HoursContext, HoursService
from trainer.i18n import _
from trainer.study.service import StudyService
from trainer.study.sitting import Desk, StudySitting
from trainer.ui.lesson.presenter import LessonPresenter
from trainer.ui.lesson.services import Services, Then
from trainer.ui.lesson.view import LessonWidget
from trainer.ui.navigation import Navigator, Place
from trainer.ui.runner import Runner
from trainer.ui.screen import Screen
from trainer.ui.shell import Shell
from trainer.ui.speech.system_voice import SystemVoice
from trainer.ui.speech.voice import Voice
from trainer.ui.theme import active

__all__ = ["LessonPresenter", "LessonScreen", "LessonWidget", "build_lesson"]


class LessonScreen:
    """See :class:`trainer.ui.screen.Screen`; leaving keeps the place and ends the sitting first."""

    def __init__(self, widget: LessonWidget, presenter: LessonPresenter) -> None:
        """The title is neutral, since others may look on."""
        self.widget: QWidget = widget
        self.title = _("Peer Trainer")
        self.full = True
        self.presenter = presenter

    def leave(self, then: Then) -> None:
        """See :class:`trainer.ui.screen.Screen`."""
        self.presenter.leave(then)


def build_lesson(
    *,
    desk: Desk,
    section: str,
    language: str,
    context: HoursContext,
    study: StudyService,
    hours: HoursService,
    catalogue: Catalogue,
    clock: Clock,
    runner: Runner,
    navigator: Navigator,
    shell: Shell,
    voice: Voice | None = None,
    pace: str = "normal",
) -> Screen:
    """Builds the lesson that ``desk.subject`` names, for one learner; ``section`` opens it at a passage.

    Without a ``voice``, the computer's own reads aloud.
    """
    colours: Mapping[str, str] = active().tokens.as_mapping()
    view = LessonWidget()
    services = Services(
        lesson_id=desk.subject,
        section=section,
        language=language,
        context=context,
        study=study,
        hours=hours,
        catalogue=catalogue,
        clock=clock,
        runner=runner,
        navigator=navigator,
        colours=colours,
        voice=voice or SystemVoice(view),
        pace=pace,
    )
    presenter = LessonPresenter(services, lambda: StudySitting(desk, clock), view)
    _connect_way(view, presenter)
    _connect_steps(view, presenter)
    _connect_time(view, presenter, shell)
    presenter.start()
    return LessonScreen(view, presenter)


def _connect_way(view: LessonWidget, presenter: LessonPresenter) -> None:
    view.foot.next_pressed.connect(presenter.go_next)
    view.foot.back_pressed.connect(presenter.go_back)
    view.next_asked.connect(presenter.go_next)
    view.back_asked.connect(presenter.go_back)
    view.rail.chosen.connect(presenter.open_rail)
    view.strip.chosen.connect(presenter.open_rail)
    view.column.scrolled.connect(presenter.moved)
    view.column.end_met.connect(presenter.read_on)
    view.top.course_pressed.connect(presenter.leave_for_course)
    view.top.looks_pressed.connect(lambda: presenter.leave_for(Place("looks")))
    view.top.help_pressed.connect(lambda: presenter.leave_for(Place("help")))
    view.reading.term_asked.connect(presenter.open_term)
    view.reading.source_asked.connect(presenter.open_source)
    view.reading.switch_pressed.connect(presenter.switch_passage)
    view.end.step_opened.connect(presenter.open_step)
    view.end.lesson_opened.connect(presenter.open_lesson)


def _connect_steps(view: LessonWidget, presenter: LessonPresenter) -> None:
    step = presenter.step
    view.chosen.connect(step.choose)
    view.scenario.chosen.connect(step.choose)
    view.scenario.go_on_pressed.connect(step.go_on)
    view.scenario.again_pressed.connect(step.again)
    view.scenario.back_pressed.connect(step.turn_back)
    view.practice.wrote.connect(step.wrote)
    view.practice.answer_asked.connect(step.show_model_answer)
    view.practice.ticked.connect(step.tick)
    view.reflection.wrote.connect(step.wrote)
    view.check.chosen.connect(step.choose)
    view.check.answer_pressed.connect(step.check_answer)
    view.check.go_on_pressed.connect(step.go_on)
    view.check.again_pressed.connect(step.again)
    view.check.passage_pressed.connect(presenter.open_passage)


def _connect_time(view: LessonWidget, presenter: LessonPresenter, shell: Shell) -> None:
    view.second_passed.connect(presenter.second_passed)
    view.activity.connect(shell.sign)
    view.activity.connect(presenter.sign)
    view.pause_asked.connect(presenter.toggle_pause)
    view.top.pause_pressed.connect(presenter.toggle_pause)
    view.read_aloud_asked.connect(presenter.toggle_read_aloud)
    view.foot.read_aloud_pressed.connect(presenter.toggle_read_aloud)
    view.pause.resume_pressed.connect(presenter.toggle_pause)
    # These two outlive the lesson, so they go through its widget and end with it.
    shell.attention_changed.connect(view.attention)
    view.attention_changed.connect(presenter.attention)
    presenter.attention(shell.has_attention)
    shell.leave_asked.connect(view.leave_quietly)
    view.leaving_quietly.connect(presenter.leave_quietly)
    view.top.leave_pressed.connect(shell.leave_asked)
