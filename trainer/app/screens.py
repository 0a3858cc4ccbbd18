"""Finds the screen of a place, and loads no other."""

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING

from trainer.store.quick_look import quick_look
from trainer.ui.navigation import Place
from trainer.ui.screen import Screen

if TYPE_CHECKING:
    from trainer.app.window import TrainerWindow

Builder = Callable[["TrainerWindow", Place], Screen]

OPEN_TO_ALL = frozenset({"first_run", "people", "help", "notes"})
"""Places that need nobody to have sat down."""

OF_SESSIONS = frozenset(
    {"home", "course", "lesson", "exams", "exam", "result", "hours", "certificate", "office", "corrections"}
)
"""Places that belong to the person at the screen."""


def make_screen(window: "TrainerWindow", place: Place) -> tuple[Screen, Place]:
    """Builds the screen of a place; returns the place that was really opened.

    ``welcome`` becomes the choice of a profile, or first run where there is none; without a session every place of a
    person becomes the choice of a profile.
    """
    if place.screen == "welcome":
        place = Place("people") if _anyone_here(window) else Place("first_run")
    elif place.screen in OF_SESSIONS and window.session is None:
        place = Place("people")
    return _builder(place.screen)(window, place), place


def _builder(screen: str) -> Builder:
    if screen not in OPEN_TO_ALL | OF_SESSIONS:
        raise KeyError(screen)
    # Loaded by name: a screen that nobody opens costs no time at start.
    found: Builder = import_module(f"trainer.app.places.{screen}").build
    return found


def _anyone_here(window: "TrainerWindow") -> bool:
    seen = quick_look(window.workspace.folder)
    return seen is not None and bool(seen.people)
