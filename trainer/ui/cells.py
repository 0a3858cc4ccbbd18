"""What a cell of a table says, in words; no Qt."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Cell:
    """One cell.

    Attributes:
        below: A second, quieter line.
        sort: What the column is sorted by; a number or a text, the same kind in a whole column.
        token: A colour of the theme for the dot before the second line; the line always says the same in words.
        number: Stands at the trailing edge.
        spoken: What a screen reader says, where it differs.
    """

    text: str
    below: str = ""
    sort: int | str = ""
    token: str = ""
    number: bool = False
    strong: bool = False
    spoken: str = ""


@dataclass(frozen=True)
class Row:
    """One row of a table; ``id`` is what it is about."""

    id: str
    cells: tuple[Cell, ...]
    strong: bool = False

    @property
    def words(self) -> str:
        """Everything in it, for finding."""
        return " ".join(f"{cell.text} {cell.below}" for cell in self.cells)


@dataclass(frozen=True)
class Sheet:
    """A whole table: the head, how wide its columns want to be against each other, and the rows."""

    name: str
    head: tuple[str, ...]
    weights: tuple[int, ...]
    rows: Sequence[Row]
