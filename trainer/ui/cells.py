"""What a cell of a table says, in words; no Qt."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import overload


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

    @property
    def key(self) -> int | str:
        """What its column is sorted by."""
        return self.sort if self.sort != "" else self.text


@dataclass(frozen=True)
class Row:
    """One row of a table; ``id`` is what it is about."""

    id: str
    cells: tuple[Cell, ...]
    strong: bool = False

    @property
    def words(self) -> str:
        """Everything in it, for finding."""
        return " ".join([f"{cell.text} {cell.below}" for cell in self.cells])


class LazyRows(Sequence[Row]):
    """Rows that are worded when somebody looks at them: of a record of thousands, a dozen are on the screen."""

    def __init__(self, count: int, word: Callable[[int], Row], sort_keys: Sequence[Callable[[int], int | str]]) -> None:
        """``sort_keys`` gives for each column what its cells will be sorted by, without their words."""
        self._count, self._sort_keys = count, sort_keys
        self.word = word
        # A cell is asked for several times while its row is on the screen, and never again once it has gone.
        self._worded = lru_cache(maxsize=200)(word)

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | Sequence[Row]:
        """Words the row, unless it was on the screen a moment ago."""
        numbers = range(self._count)[index]
        return self._worded(numbers) if isinstance(numbers, int) else [self._worded(number) for number in numbers]

    def keys(self, column: int) -> list[int | str]:
        """Returns what every row is sorted by in a column."""
        key = self._sort_keys[column]
        return [key(number) for number in range(self._count)]


@dataclass(frozen=True)
class Sheet:
    """A whole table: the head, how wide its columns want to be against each other, and the rows, all of one form."""

    name: str
    head: tuple[str, ...]
    weights: tuple[int, ...]
    rows: Sequence[Row]
