"""What the window asks of every screen."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtWidgets import QWidget

from trainer.ui.runner import WhileOpen


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


class ClosingScreen(PlainScreen):
    """A screen that asks the store for things: once it is left, late answers are dropped."""

    def __init__(
        self,
        widget: QWidget,
        title: str,
        runner: WhileOpen,
        *,
        full: bool = False,
        keep: object = None,
        leaving: Callable[[Callable[[], None]], None] | None = None,
    ) -> None:
        """``leaving`` saves what is open, then calls what it was given."""
        super().__init__(widget, title, full=full, keep=keep)
        self._runner, self._leaving = runner, leaving

    def leave(self, then: Callable[[], None]) -> None:
        """See :class:`Screen`."""

        def _left() -> None:
            self._runner.close()
            then()

        if self._leaving is None:
            _left()
        else:
            self._leaving(_left)
