"""Two lines at most: nothing is cut without a sign of it, in any script and at any length, and it is laid out once."""

import time
from collections.abc import Callable

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QPainter, QTextLayout

from tests.fakes.hostile import TEXTS
from tests.fixtures.ui import Looks
from trainer.ui.theme import active
from trainer.ui.widgets import two_lines
from trainer.ui.widgets.two_lines import ELLIPSIS, KEPT, LONGEST, NEW_LINE, TwoLines

WORDS = "Three levels of advocacy and the peer's place in each of them, with the people who can help"
ARABIC = "أهلا وسهلا بكم في هذا المكان الجميل مع الناس الذين يمكنهم المساعدة في كل وقت وفي كل مكان"
JOINER = "\u200d"
STRANGE = [
    WORDS, ARABIC, "😀 " * 300, "a😀" * 300, "x" * 9_000, "i " * 9_000, "\u200b" * 5_000, "Z\u0301\u0302\u0303" * 300,
    "\u202e abc " * 90, "one\ntwo\u2028three\u2029four\r\nfive\tsix\vseven", " " * 2_000, "", ELLIPSIS,
]  # fmt: skip


@pytest.fixture
def type_(looks: Looks) -> TwoLines:
    looks("light", 200)
    return TwoLines(active().font("body"))


def lines(layout: QTextLayout) -> list[str]:
    return layout.text().split(NEW_LINE)


def test_what_finds_place_is_whole(type_: TwoLines) -> None:
    assert lines(type_.fitted("Hope as a skill", 600)) == ["Hope as a skill"]
    assert lines(type_.fitted("Hope as a skill", 150)) == ["Hope as a", "skill"]


def test_what_finds_none_ends_with_an_ellipsis(type_: TwoLines) -> None:
    first, second = lines(type_.fitted(WORDS, 300))
    assert WORDS.startswith(f"{first} {second.removesuffix(ELLIPSIS)}")
    assert second.endswith(ELLIPSIS)
    assert len(second) > 8


def test_a_word_longer_than_two_lines_is_cut_too(type_: TwoLines) -> None:
    first, second = lines(type_.fitted("x" * 90, 300))
    assert (set(first), set(second)) == ({"x"}, {"x", ELLIPSIS})


def test_a_text_from_right_to_left_is_cut_at_its_end(type_: TwoLines) -> None:
    layout = type_.fitted(ARABIC, 300, mirrored=True)
    first, second = lines(layout)
    # A joiner keeps the last letter in the shape that it has within its word.
    assert ARABIC.startswith(f"{first} {second.removesuffix(ELLIPSIS).rstrip(JOINER)}")
    assert second.endswith(ELLIPSIS)
    for number in range(2):
        line = layout.lineAt(number)
        assert line.naturalTextRect().right() == pytest.approx(300, abs=2), "it begins at the right edge"


@pytest.mark.parametrize(("mirrored", "trailing", "at_the_right"), [(0, 0, 0), (0, 1, 1), (1, 0, 1), (1, 1, 0)])
def test_it_stands_at_its_side(type_: TwoLines, mirrored: int, trailing: int, at_the_right: int) -> None:
    rect = type_.fitted("12 h", 300, mirrored=bool(mirrored), trailing=bool(trailing)).lineAt(0).naturalTextRect()
    assert (rect.right() if at_the_right else rect.left()) == pytest.approx(300 * at_the_right, abs=1)


@pytest.mark.parametrize("width", [0, 1, 30, 150, 333, 700])
def test_no_text_takes_more_room_than_there_is(type_: TwoLines, width: int) -> None:
    for text in [*STRANGE, *TEXTS, *[text * 9 for text in TEXTS]]:
        if any("\ud800" <= sign <= "\udfff" for sign in text):
            continue
        layout = type_.fitted(text, width)
        found = [layout.lineAt(number) for number in range(layout.lineCount())]
        assert 1 <= len(found) <= 2
        assert len(lines(layout)) == len(found), text[:40]
        # Narrower than a sign and an ellipsis nothing fits; a part of a pixel more is nobody's trouble.
        assert width < 100 or max(line.naturalTextWidth() for line in found) <= width + 1, text[:40]


def test_lines_stand_at_even_distances_whatever_fonts_they_borrow_from(looks: Looks) -> None:
    font = active().font("body")
    font.setFamilies([font.families()[0], "Source Serif 4"])
    two = TwoLines(font)
    layout = two.fitted("Quite plain words and Жанна Психея, whose letters come from another font", 180)
    first, second = layout.lineAt(0), layout.lineAt(1)
    assert second.ascent() > first.ascent()
    assert second.y() + second.ascent() - first.y() - first.ascent() == two._height


def test_nothing_is_drawn_outside_of_the_area(type_: TwoLines) -> None:
    area = QRect(40, 40, 300, 2 * type_._height)
    for side in (Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignBottom):
        image = QImage(380, 400, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        type_.draw(painter, area, WORDS, side | Qt.AlignmentFlag.AlignLeading)
        painter.end()
        rows = [y for y in range(400) if any(image.pixelColor(x, y).lightness() < 200 for x in range(380))]
        assert area.top() <= rows[0] < rows[-1] <= area.bottom()


def test_a_text_is_laid_out_once_and_old_ones_are_forgotten(type_: TwoLines, monkeypatch: pytest.MonkeyPatch) -> None:
    assert type_.fitted(WORDS, 300) is type_.fitted(WORDS, 300)
    assert type_.fitted(WORDS, 300) is not type_.fitted(WORDS, 301)
    for number in range(KEPT + 50):
        type_.fitted(f"Line {number}", 300)
    assert type_._kept.cache_info().currsize == KEPT


def test_of_a_book_only_the_beginning_is_looked_at(type_: TwoLines, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []
    parted: Callable[[str, int], tuple[str, str]] = two_lines._parted
    monkeypatch.setattr(two_lines, "_parted", lambda text, place: (seen.append(len(text)), parted(text, place))[1])
    begun = time.perf_counter()
    type_.fitted("word " * 1_000_000, 300)
    assert seen == [LONGEST + 1]
    assert time.perf_counter() - begun < 1
