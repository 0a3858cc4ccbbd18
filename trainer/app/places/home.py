"""Today."""

from typing import TYPE_CHECKING

from trainer.i18n import _
from trainer.ui.home import HomePresenter, HomeWidget
from trainer.ui.navigation import Place
from trainer.ui.runner import WhileOpen
from trainer.ui.screen import ClosingScreen, Screen

if TYPE_CHECKING:
    from trainer.app.window import TrainerWindow


def build(window: "TrainerWindow", place: Place) -> Screen:
    """Builds the screen; the hours are credited on the worker and shown when they are there."""
    session, enrolment = window.here, window.enrolment
    widget = HomeWidget()
    mine = WhileOpen(window.runner)
    presenter = HomePresenter(widget, window.workspace.clock, window, session.person.name)
    widget.continue_pressed.connect(presenter.continue_pressed)
    widget.record_pressed.connect(presenter.record_pressed)
    widget.exams_pressed.connect(presenter.exams_pressed)
    widget.looks_pressed.connect(lambda: window.go(Place("looks")))
    mine.run(lambda: window.workspace.home(enrolment), lambda seen: presenter.show(*seen))
    return ClosingScreen(widget, _("Today"), mine, keep=presenter)
