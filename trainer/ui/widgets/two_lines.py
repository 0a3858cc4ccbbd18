"""Fits a text from outside, however long, into at most two lines; what finds no place there is cut with an ellipsis."""

from functools import lru_cache
from typing import Final

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QTextLayout, QTextOption

ELLIPSIS: Final = "…"
LONGEST: Final = 1_000
"""Signs that are looked at; two lines of a cell hold a few hundred, and a text from outside may be a book."""

KEPT: Final = 400
"""Texts that stay laid out for each font: several screens full."""

NEW_LINE: Final = "\u2028"
_LINE_ENDS: Final = dict.fromkeys(map(ord, "\n\r\t\v\f\x1c\x1d\x1e\x85\u2028\u2029"), " ")


class TwoLines:
    """Draws texts in one font."""

    def __init__(self, font: QFont) -> None:
        """Measures the font once."""
        metrics = QFontMetrics(font)
        self._height = metrics.height()
        self._kept = lru_cache(maxsize=KEPT)(_Fitter(font, metrics))

    def fitted(self, text: str, width: int, *, mirrored: bool = False, trailing: bool = False) -> QTextLayout:
        """Returns a text as it fits into a width: its lines, and what they say.

        Args:
            text: Any text; what would end a line counts as a space.
            width: Pixels.
            mirrored: The window runs from right to left.
            trailing: It stands at the end of its line, as numbers do.
        """
        known = text if len(text) <= LONGEST else text[:LONGEST] + ELLIPSIS
        return self._kept(known, max(0, width), mirrored, trailing)

    def draw(self, painter: QPainter, area: QRect, text: str, alignment: Qt.AlignmentFlag) -> None:
        """Draws a text in the painter's direction, at the top, the middle or the bottom of an area."""
        mirrored = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        trailing = bool(alignment & Qt.AlignmentFlag.AlignTrailing)
        layout = self.fitted(text, area.width(), mirrored=mirrored, trailing=trailing)
        room = area.height() - layout.lineCount() * self._height
        if alignment & Qt.AlignmentFlag.AlignTop:
            room = 0
        elif alignment & Qt.AlignmentFlag.AlignVCenter:
            room //= 2
        layout.draw(painter, QPointF(area.left(), area.top() + room))


class _Fitter:
    """Breaks lines; apart from what keeps them, so that neither holds the other."""

    def __init__(self, font: QFont, metrics: QFontMetrics) -> None:
        self._font, self._metrics = font, metrics

    def __call__(self, text: str, width: int, mirrored: bool, trailing: bool) -> QTextLayout:
        option = QTextOption(Qt.AlignmentFlag.AlignRight if trailing != mirrored else Qt.AlignmentFlag.AlignLeft)
        option.setTextDirection(Qt.LayoutDirection.RightToLeft if mirrored else Qt.LayoutDirection.LeftToRight)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout = QTextLayout(self._cut(text.translate(_LINE_ENDS), width, option), self._font)
        # It ends where it was cut and nowhere else: laid out alone, a line may be a hair wider than it was before.
        option.setWrapMode(QTextOption.WrapMode.NoWrap)
        layout.setTextOption(option)
        layout.setCacheEnabled(True)
        self._lay_out(layout, width)
        return layout

    def _cut(self, text: str, width: int, option: QTextOption) -> str:
        """Returns what two lines hold, with the break between them."""
        trial = QTextLayout(text, self._font)
        trial.setTextOption(option)
        trial.beginLayout()
        trial.createLine().setLineWidth(width)
        second = trial.createLine()
        if not second.isValid():
            trial.endLayout()
            return text
        second.setLineWidth(width)
        first, rest = _parted(text, second.textStart())
        is_whole = not trial.createLine().isValid()
        trial.endLayout()
        rest = rest if is_whole else self._metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width)
        return f"{first.rstrip(' ')}{NEW_LINE}{rest}"

    def _lay_out(self, layout: QTextLayout, width: int) -> None:
        """Sets the lines at even distances, whatever other fonts they borrow signs from."""
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            above = (layout.lineCount() - 1) * self._metrics.height()
            line.setPosition(QPointF(0, above + self._metrics.ascent() - line.ascent()))
        layout.endLayout()


def _parted(text: str, place: int) -> tuple[str, str]:
    """Parts a text where Qt, which counts in UTF-16, says."""
    units = text.encode("utf-16-le", "surrogatepass")
    return units[: 2 * place].decode("utf-16-le", "surrogatepass"), units[2 * place :].decode(
        "utf-16-le", "surrogatepass"
    )
