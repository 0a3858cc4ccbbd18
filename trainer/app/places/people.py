"""Who is here: the profiles of this computer."""

from typing import TYPE_CHECKING

from trainer.app.session import Session
from trainer.cohorts.people import Person
from trainer.i18n import _
from trainer.ui.navigation import Place
from trainer.ui.people import PeoplePresenter, PeopleWidget
from trainer.ui.runner import WhileOpen
from trainer.ui.screen import ClosingScreen, Screen

if TYPE_CHECKING:
    from trainer.app.window import TrainerWindow


def build(window: "TrainerWindow", place: Place) -> Screen:
    """Builds the screen."""
    widget = PeopleWidget()
    mine = WhileOpen(window.runner)

    def _open(person: Person) -> None:
        mine.run(
            lambda: window.workspace.accounts.enrolments(person.id),
            lambda found: window.open_session(Session(person, found[-1] if found else None)),
        )

    presenter = PeoplePresenter(widget, lambda: window.workspace.accounts, mine, _open)
    widget.chosen.connect(presenter.chosen)
    widget.add_pressed.connect(lambda: window.go(Place("first_run")))
    presenter.start()
    return ClosingScreen(widget, _("Peer Trainer"), mine, full=True, keep=presenter)
