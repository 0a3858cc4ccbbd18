"""Which rows of a table are shown, and in which order; no Qt."""

import re
from collections.abc import Sequence
from unicodedata import normalize

from trainer.ui.cells import LazyRows, Row

_MARKS = re.compile("[\u0300-\u036f]")


class Arrangement:
    """Sorts rows and finds them by their words.

    Sorting wants no words at all, and the words for finding can be gathered bit by bit, so that neither opening a
    record of thousands of lines nor typing into its filter ever waits for all of them to be worded.

    Attributes:
        shown: The numbers of the rows that are shown, in their order.
    """

    def __init__(self, rows: Sequence[Row]) -> None:
        """Shows all rows in their own order."""
        self.rows = rows
        self.shown: Sequence[int] = range(len(rows))
        self._order: Sequence[int] = self.shown
        self._wanted = ""
        self._said: list[str] = []

    def sort(self, column: int, *, descending: bool = False) -> None:
        """Sorts by a column; a negative one gives the rows their own order back."""
        numbers = range(len(self.rows))
        if column < 0:
            self._order = numbers
        else:
            self._order = sorted(numbers, key=_keys(self.rows, column).__getitem__, reverse=descending)
        self._choose()

    def keep(self, words: str) -> None:
        """Shows only the rows that hold the words; capitals and accents do not matter."""
        self._wanted = folded(words.strip())
        self._choose()

    def gather(self, count: int) -> bool:
        """Notes what some more rows say; returns whether there are rows left."""
        rows, first = self.rows, len(self._said)
        word = rows.word if isinstance(rows, LazyRows) else rows.__getitem__
        self._said += [folded(word(number).words) for number in range(first, min(first + count, len(rows)))]
        return len(self._said) < len(rows)

    def _choose(self) -> None:
        if not self._wanted:
            self.shown = self._order
            return
        self.gather(len(self.rows))
        wanted, said = self._wanted, self._said
        self.shown = [number for number in self._order if wanted in said[number]]


def folded(text: str) -> str:
    """Returns a text for comparing: no capitals, no accents, and every kind of space a plain one."""
    lower = text.casefold()
    return lower if lower.isascii() else _MARKS.sub("", normalize("NFKD", lower))


def _keys(rows: Sequence[Row], column: int) -> list[int | str]:
    return rows.keys(column) if isinstance(rows, LazyRows) else [row.cells[column].key for row in rows]
