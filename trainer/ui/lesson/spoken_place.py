"""Where reading aloud is on the screen: the sentence is marked, and kept in sight."""

from collections.abc import Sequence
from typing import Protocol

from shiboken6 import isValid

from trainer.ui.lesson.column import Column
from trainer.ui.speech.spot import Spot
from trainer.ui.widgets.option_card import OptionCard
from trainer.ui.widgets.reading import ReadingView
from trainer.ui.widgets.text import Text

Marked = Text | ReadingView | OptionCard


class PageWithParts(Protocol):
    """A page that can be read aloud."""

    def part(self, name: str) -> Marked | None:
        """Returns what shows a part of the page, by the name it has in :mod:`trainer.ui.lesson.spoken`."""


class SpokenPlace:
    """Marks one sentence at a time on the page that is open."""

    def __init__(self, column: Column) -> None:
        """Nothing is marked yet."""
        self._column = column
        self._page: PageWithParts | None = None
        self._marked: Marked | None = None

    def open(self, page: PageWithParts) -> None:
        """Looks for sentences on this page from now on."""
        self._page = page

    def show(self, spot: Spot | None) -> None:
        """Marks a sentence and scrolls to it where it is out of sight; None takes the mark away."""
        if self._marked is not None and isValid(self._marked):
            self._marked.unmark()
        self._marked = self._part(spot) if spot is not None else None
        if self._marked is not None and spot is not None:
            self._marked.mark(spot)
            self._column.follow(self._marked.place_of(spot), self._marked)

    def first_in_sight(self, spots: Sequence[Spot]) -> int | None:
        """Returns the first sentence that begins on the screen, or None."""
        for index, spot in enumerate(spots):
            part = self._part(spot)
            if part is not None and self._column.begins_in_sight(part.place_of(spot), part):
                return index
        return None

    def _part(self, spot: Spot) -> Marked | None:
        return self._page.part(spot.part) if self._page is not None else None


def numbered(parts: Sequence[Marked], name: str) -> Marked | None:
    """Returns the part that a name such as ``option.2`` counts out, or None."""
    number = name.rpartition(".")[2]
    return parts[int(number)] if number.isdigit() and int(number) < len(parts) else None
