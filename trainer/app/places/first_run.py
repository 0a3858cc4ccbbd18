"""First run: who is at this computer."""

from dataclasses import replace
from typing import TYPE_CHECKING

from trainer.app.session import Session
from trainer.cohorts.people import Person, Role
from trainer.i18n import _
from trainer.ui.first_run import FirstRunPresenter, FirstRunWidget
from trainer.ui.navigation import Place
from trainer.ui.runner import WhileOpen
from trainer.ui.screen import ClosingScreen, Screen

if TYPE_CHECKING:
    from trainer.app.window import TrainerWindow


def build(window: "TrainerWindow", place: Place) -> Screen:
    """Builds the screen; the course list arrives while the person types."""
    widget = FirstRunWidget()
    mine = WhileOpen(window.runner)

    def _ready(person: Person) -> None:
        if person.role is not Role.LEARNER:
            window.open_session(Session(person))
            return
        programme = widget.programme_id()
        mine.run(
            lambda: window.workspace.enrol(person, programme),
            lambda enrolment: window.open_session(Session(person, enrolment)),
        )

    presenter = FirstRunPresenter(
        widget,
        lambda: window.workspace.accounts,
        lambda: window.workspace.catalogue,
        mine,
        _ready,
        lambda code: window.change_looks(replace(window.settings, language=code)),
    )
    widget.language_chosen.connect(presenter.language_chosen)
    widget.submitted.connect(presenter.submitted)
    widget.looks_pressed.connect(lambda: window.go(Place("looks")))
    widget.back_pressed.connect(lambda: window.go(Place("people")))
    presenter.start()
    return ClosingScreen(widget, _("Peer Trainer"), mine, full=True, keep=presenter)
