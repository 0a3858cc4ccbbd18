"""The fonts that ship with the program, embedded in every PDF, and honesty about letters that they do not have."""

import unicodedata
from functools import lru_cache
from typing import Any

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from trainer import paths
from trainer.errors import TrainerError
from trainer.i18n import _

SANS, SANS_MEDIUM, SANS_BOLD = "Atkinson", "Atkinson-Medium", "Atkinson-SemiBold"
SERIF, SERIF_BOLD, SERIF_ITALIC = "SourceSerif", "SourceSerif-SemiBold", "SourceSerif-Italic"

_FILES = {
    SANS: "AtkinsonHyperlegibleNext-Regular.ttf",
    SANS_MEDIUM: "AtkinsonHyperlegibleNext-Medium.ttf",
    SANS_BOLD: "AtkinsonHyperlegibleNext-SemiBold.ttf",
    SERIF: "SourceSerif4-Regular.ttf",
    SERIF_BOLD: "SourceSerif4-SemiBold.ttf",
    SERIF_ITALIC: "SourceSerif4-Italic.ttf",
}
# The serif has Greek, Cyrillic and Vietnamese, which the sans lacks.
_STAND_INS = {SANS: SERIF, SANS_MEDIUM: SERIF_BOLD, SANS_BOLD: SERIF_BOLD}
_MOST_SHOWN = 12


@lru_cache(maxsize=1)
def register_fonts() -> None:
    """Reads the fonts and sets the library up, once a process; call it before a document is begun."""
    # Streams as they are: the library would write each once more as text, for channels that carry seven bits.
    rl_config.useA85 = 0
    for name, file in _FILES.items():
        pdfmetrics.registerFont(TTFont(name, str(paths.fonts_folder() / file)))
    pdfmetrics.registerFontFamily(SANS, normal=SANS, bold=SANS_BOLD, italic=SANS, boldItalic=SANS_BOLD)


def width(text: str, face: str, size: float) -> float:
    """Returns how wide a text is, in points."""
    return _width_of_one_point(text, face) * size


@lru_cache(maxsize=4096)
def _width_of_one_point(text: str, face: str) -> float:
    """A text that shrinks until it fits is measured once."""
    return float(pdfmetrics.stringWidth(text, face, 1000)) / 1000


def prepared(text: str) -> str:
    """Puts a text into the form that is printed: one line, letters and their accents in one piece."""
    return " ".join(unicodedata.normalize("NFC", text).split())


@lru_cache(maxsize=4096)
def face_for(text: str, face: str) -> str:
    """Returns the wanted face, or its stand-in where that has letters which the wanted one lacks.

    Raises:
        TrainerError: Neither has all the letters. A box or a question mark in a name would be a wrong certificate.
    """
    register_fonts()
    missing = _missing(text, face)
    if not missing:
        return face
    stand_in = _STAND_INS.get(face)
    if stand_in and not _missing(text, stand_in):
        return stand_in
    raise _unprintable(_missing(text, stand_in or face))


@lru_cache(maxsize=64)
def _letters(face: str) -> frozenset[int]:
    font: Any = pdfmetrics.getFont(face)
    return frozenset(font.face.charToGlyph)


def _missing(text: str, face: str) -> str:
    """Returns what cannot be printed: letters without a glyph, invisible signs, and accents left without a letter."""
    letters = _letters(face)
    found = (sign for sign in text if ord(sign) not in letters or unicodedata.category(sign)[0] in "CM")
    return "".join(dict.fromkeys(found))


def _unprintable(signs: str) -> TrainerError:
    shown = [f"{sign} (U+{ord(sign):04X})" if sign.isprintable() else f"U+{ord(sign):04X}" for sign in signs]
    return TrainerError(
        _("The certificate's fonts cannot print: %(signs)s") % {"signs": ", ".join(shown[:_MOST_SHOWN])},
        _("Nothing was issued. Please write the name in Latin letters, exactly as the photo ID shows it."),
    )


def printable(text: str, face: str) -> tuple[str, str]:
    """Returns a text and a face that can print it; a letter without a glyph is named by its number, never dropped.

    For records, where a name that the fonts cannot write must not keep the hours from being printed.
    """
    register_fonts()
    text = prepared(text)
    stand_in = _STAND_INS.get(face)
    if not (missing := _missing(text, face)):
        return text, face
    if stand_in and len(still := _missing(text, stand_in)) < len(missing):
        missing, face = still, stand_in
    return "".join(f"[U+{ord(sign):04X}]" if sign in missing else sign for sign in text), face
