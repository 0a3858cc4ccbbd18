"""What the window asks of every screen."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtWidgets import QWidget


class Screen(Protocol):
    """A screen as the window sees it: a widget, and a way to leave it.

    Attributes:
        widget: What is shown.
        title: The window's title while it is shown; neutral, since others may look on.
        full: True hides the navigation (lesson, exam, first run).
    """

    widget: QWidget
    title: str
    full: bool

    def leave(self, then: Callable[[], None]) -> None:
        """Saves what is open, then calls ``then``; calls it at once when nothing is."""


class PlainScreen:
    """A screen that has nothing to save."""

    def __init__(self, widget: QWidget, title: str, *, full: bool = False, keep: object = None) -> None:
        """``keep`` is the presenter, which lives as long as its screen."""
        self.widget = widget
        self.title = title
        self.full = full
        self._keep = keep

    def leave(self, then: Callable[[], None]) -> None:
        """See :class:`Screen`."""
        then()
