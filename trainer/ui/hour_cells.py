"""What tables of hours share: hours and days in words, and the colours of the modes; no Qt."""

from datetime import date, datetime
from functools import lru_cache

from trainer.hours.record import Mode
from trainer.i18n import _, format_hours, language, locale, speak_hours
from trainer.ui.cells import Cell

TOKENS = {Mode.SELF_PACED: "laurel", Mode.LIVE: "lupine", Mode.EXAM: "poppy"}
"""Green is self-paced, violet is live, orange is exam, everywhere."""


def hours_cell(seconds: int, *, strong: bool = False) -> Cell:
    """Makes a cell of hours; an empty one is a dash, and a screen reader hears it in words."""
    spoken = speak_hours(seconds)
    return Cell(short_hours(seconds) if seconds else "–", sort=seconds, number=True, strong=strong, spoken=spoken)


def short_hours(seconds: int) -> str:
    """Writes hours; what is less than a minute in seconds, so that it does not look like nothing."""
    return format_hours(seconds) if seconds >= 60 or seconds <= 0 else _("%(n)s s") % {"n": seconds}


def day_words(day: date) -> str:
    """Writes a day with its weekday."""
    return _formatted(day, "yMMMEd", language())


def near_day_words(day: date) -> str:
    """Writes a day with its weekday and without the year, which goes without saying in a plan."""
    return _formatted(day, "MMMEd", language())


@lru_cache(maxsize=2_000)
def _formatted(day: date, parts: str, code: str) -> str:
    """Writes a day; thousands of lines share a few hundred."""
    from babel.dates import format_skeleton

    return format_skeleton(parts, datetime(day.year, day.month, day.day), locale=locale())
