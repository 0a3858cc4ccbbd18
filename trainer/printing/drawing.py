"""What certificate and report are drawn with: colours, lines of text that fit, hills, frame and QR code."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import segno
from reportlab.lib.colors import Color, HexColor
from reportlab.pdfgen.canvas import Canvas

from trainer.printing.fonts import SERIF_BOLD, face_for, prepared, width

LAUREL, INK, INK2, LINE = HexColor("#1F6354"), HexColor("#1F2B28"), HexColor("#4B5A55"), HexColor("#BFD9CD")
FAR_HILL, NEAR_HILL, SUN, SAMPLE = HexColor("#EDF4F0"), HexColor("#DFECE5"), HexColor("#FCE6C8"), HexColor("#F8ECDE")
WHITE, BLACK, STRIPE = HexColor("#FFFFFF"), HexColor("#14211E"), HexColor("#F4F7F5")
SAMPLE_ANGLE = 24
_QR_MASK = 4
"""Trying all eight takes longer than the rest of the page; over 25 tokens this one came within 2 % of the best."""


@dataclass(frozen=True)
class Style:
    """How a text is set: face, size in points, colour."""

    face: str
    size: float
    colour: Color = INK


Run = tuple[str, Style]
"""A stretch of text in one style."""


def line(page: Canvas, x: float, y: float, text: str, style: Style) -> float:
    """Writes one line from ``x``; returns where it ends.

    Raises:
        TrainerError: The fonts lack a letter.
    """
    text = prepared(text)
    face = face_for(text, style.face)
    page.setFillColor(style.colour)
    page.setFont(face, style.size)
    page.drawString(x, y, text)
    return x + width(text, face, style.size)


def line_before(page: Canvas, x: float, y: float, text: str, style: Style) -> None:
    """Writes one line that ends at ``x``."""
    text = prepared(text)
    line(page, x - width(text, face_for(text, style.face), style.size), y, text, style)


def fitted(text: str, style: Style, room: float, smallest: float) -> Style:
    """Returns the style made small enough for the room, but not smaller than ``smallest`` points."""
    text = prepared(text)
    wide = width(text, face_for(text, style.face), style.size)
    size = style.size if wide <= room else max(smallest, style.size * room / wide)
    return Style(style.face, size, style.colour)


def wrapped(runs: Iterable[Run], room: float) -> list[list[Run]]:
    """Breaks runs into lines at spaces; a word wider than the room is broken between letters."""
    lines: list[list[Run]] = [[]]
    used = 0.0
    for text, style in runs:
        for word in _pieces(prepared(text), style, room):
            face = face_for(word, style.face)
            wide = width(word, face, style.size)
            gap = width(" ", face, style.size) if lines[-1] else 0.0
            if lines[-1] and used + gap + wide > room:
                lines.append([])
                used = gap = 0.0
            lines[-1].append((word, style))
            used += gap + wide
    return lines


def balanced(runs: Sequence[Run], room: float) -> list[list[Run]]:
    """Breaks runs into as few lines as fit the room, of much the same length: no word is left alone on the last."""
    lines = wrapped(runs, room)
    while len(lines) > 1 and room > 60:
        room -= 6
        tighter = wrapped(runs, room)
        if len(tighter) > len(lines):
            break
        lines = tighter
    return lines


def write_lines(page: Canvas, x: float, y: float, lines: Sequence[Sequence[Run]], leading: float) -> float:
    """Writes wrapped lines downwards from the baseline ``y``; returns the baseline after the last."""
    for runs in lines:
        _write_runs(page, x, y, runs)
        y -= leading
    return y


def _write_runs(page: Canvas, x: float, y: float, runs: Sequence[Run]) -> None:
    """Writes a line's words, those of one style in one piece, so that a reader finds whole phrases."""
    start = 0
    while start < len(runs):
        style = runs[start][1]
        end = start
        while end < len(runs) and runs[end][1] == style:
            end += 1
        text = " ".join(word for word, _style in runs[start:end])
        x = line(page, x, y, text, style) + width(" ", style.face, style.size)
        start = end


def _pieces(text: str, style: Style, room: float) -> Iterable[str]:
    for word in text.split():
        face = face_for(word, style.face)
        while width(word, face, style.size) > room:
            fits = next(n for n in range(len(word), 0, -1) if n == 1 or width(word[:n], face, style.size) <= room)
            yield word[:fits]
            word = word[fits:]
        if word:
            yield word


def double_frame(page: Canvas, wide: float, high: float) -> None:
    """Draws the two rounded lines, 30 points in."""
    page.setStrokeColor(LAUREL)
    page.setLineWidth(1.3)
    page.roundRect(30, 30, wide - 60, high - 60, 10)
    page.setLineWidth(0.5)
    page.roundRect(35, 35, wide - 70, high - 70, 7)


def hills(page: Canvas, wide: float) -> None:
    """Draws the pale hills and the sun at the foot, inside the frame."""
    page.saveState()
    inside = page.beginPath()
    inside.roundRect(35, 35, wide - 70, 200, 7)
    page.clipPath(inside, stroke=0)
    page.setFillColor(SUN)
    page.circle(377, 94, 25, stroke=0, fill=1)
    far = page.beginPath()
    far.moveTo(35, 35)
    far.curveTo(wide * 0.26, 42, wide * 0.38, 103, wide * 0.55, 101)
    far.curveTo(wide * 0.72, 99, wide * 0.84, 122, wide - 35, 114)
    far.lineTo(wide - 35, 35)
    far.close()
    page.setFillColor(FAR_HILL)
    page.drawPath(far, stroke=0, fill=1)
    near = page.beginPath()
    near.moveTo(wide * 0.2, 35)
    near.curveTo(wide * 0.46, 40, wide * 0.50, 66, wide * 0.66, 66)
    near.curveTo(wide * 0.78, 66, wide * 0.84, 84, wide - 35, 82)
    near.lineTo(wide - 35, 35)
    near.close()
    page.setFillColor(NEAR_HILL)
    page.drawPath(near, stroke=0, fill=1)
    page.restoreState()


def sample_across(page: Canvas, wide: float, high: float, word: str = "SAMPLE") -> None:
    """Writes the word across the whole page; call it before the text, which it must not cover."""
    size = 0.88 * wide / width(word, face_for(word, SERIF_BOLD), 1.0)
    page.saveState()
    page.translate(wide / 2, high / 2)
    page.rotate(SAMPLE_ANGLE)
    page.setFillColor(SAMPLE)
    page.setFont(SERIF_BOLD, size)
    page.drawCentredString(0, -size * 0.33, word)
    page.restoreState()


def qr_modules(text: str) -> list[bytearray]:
    """Returns the rows of a QR code of correction level M, without its quiet zone; 1 is dark."""
    return [bytearray(row) for row in segno.make_qr(text, error="m", boost_error=False, mask=_QR_MASK).matrix]


def qr_code(page: Canvas, text: str, x: float, y: float, size: float) -> None:
    """Draws a QR code of ``size`` points with its lower left corner at ``x``, ``y``, on white with its quiet zone."""
    rows = qr_modules(text)
    module = size / len(rows)
    quiet = 4 * module
    page.setFillColor(WHITE)
    page.roundRect(x - quiet, y - quiet, size + 2 * quiet, size + 2 * quiet, 4, stroke=0, fill=1)
    page.saveState()
    page.translate(x, y + size)
    page.scale(module, -module)
    page.setFillColor(BLACK)
    path: Any = page.beginPath()
    # In modules, so that all numbers are whole: the library takes as long for a fraction as for everything else.
    path._code += [
        f"{start} {number} {length} 1 re" for number, row in enumerate(rows) for start, length in _dark_stretches(row)
    ]
    page.drawPath(path, stroke=0, fill=1)
    page.restoreState()


def _dark_stretches(row: bytearray) -> Iterable[tuple[int, int]]:
    start = row.find(1)
    while start >= 0:
        end = row.find(0, start)
        end = len(row) if end < 0 else end
        yield start, end - start
        start = row.find(1, end)


def text_width(text: str, style: Style) -> float:
    """Returns how wide a text is in a style, in points."""
    text = prepared(text)
    return width(text, face_for(text, style.face), style.size)
