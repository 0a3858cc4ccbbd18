"""The order of a table: sorted by numbers, found by words, and worded as late as possible."""

import pytest

from trainer.ui.arrangement import Arrangement, folded
from trainer.ui.cells import Cell, LazyRows, Row

TITLES = ("Sesión en vivo", "Hope, 9:00\u00a0AM", "Boundaries")


def _rows(worded: list[int]) -> LazyRows:
    def _word(number: int) -> Row:
        worded.append(number)
        return Row(str(number), (Cell(TITLES[number]), Cell(f"{10 - number} min", sort=10 - number)))

    return LazyRows(3, _word, (lambda number: folded(TITLES[number]), lambda number: 10 - number))


def test_sorting_wants_no_words() -> None:
    worded: list[int] = []
    rows = Arrangement(_rows(worded))
    rows.sort(1)
    assert list(rows.shown) == [2, 1, 0]
    rows.sort(0, descending=True)
    assert list(rows.shown) == [0, 1, 2]
    rows.sort(-1)
    assert list(rows.shown) == [0, 1, 2]
    assert worded == []


@pytest.mark.parametrize(
    ("words", "found"), [("SESION", [0]), (" 9:00 am ", [1]), ("min", [2, 1, 0]), ("", [2, 1, 0]), ("nothing", [])]
)
def test_capitals_accents_and_kinds_of_spaces_do_not_matter(words: str, found: list[int]) -> None:
    rows = Arrangement(_rows([]))
    rows.sort(1)
    rows.keep(words)
    assert list(rows.shown) == found


def test_words_are_gathered_bit_by_bit_and_once() -> None:
    worded: list[int] = []
    rows = Arrangement(_rows(worded))
    assert rows.gather(2)
    assert not rows.gather(2)
    rows.keep("hope")
    rows.keep("")
    assert worded == [0, 1, 2]


def test_a_sort_keeps_what_was_sought() -> None:
    rows = Arrangement(_rows([]))
    rows.keep("e")
    rows.sort(1)
    assert list(rows.shown) == [2, 1, 0]
    rows.keep("hope")
    rows.sort(0)
    assert list(rows.shown) == [1]


def test_rows_that_are_there_already_are_sorted_and_found_alike() -> None:
    rows = Arrangement([Row("a", (Cell("B", sort=2),)), Row("b", (Cell("A", sort=1),))])
    rows.sort(0)
    assert list(rows.shown) == [1, 0]
    rows.keep("b")
    assert list(rows.shown) == [0]


def test_rows_can_be_taken_by_slices_and_from_the_end() -> None:
    rows = _rows([])
    assert [row.id for row in rows[1:]] == ["1", "2"]
    assert rows[-1].id == "2"
    assert [row.id for row in rows] == ["0", "1", "2"]
