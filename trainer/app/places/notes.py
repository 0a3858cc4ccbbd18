"""Leave quickly: a page that tells nothing."""

from typing import TYPE_CHECKING

from trainer.i18n import _
from trainer.ui.navigation import Place
from trainer.ui.notes import NotesWidget
from trainer.ui.screen import PlainScreen, Screen

if TYPE_CHECKING:
    from trainer.app.window import TrainerWindow


def build(window: "TrainerWindow", place: Place) -> Screen:
    """Builds the page; the way back goes through the choice of a profile, and its PIN."""
    widget = NotesWidget()
    widget.back_pressed.connect(window.end_session)
    return PlainScreen(widget, _("Notes"), full=True)
