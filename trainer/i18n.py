"""Texts in the person's language: gettext for words, Babel for dates, numbers and lists."""

import gettext
from collections.abc import Sequence
from datetime import date, datetime, time
from functools import lru_cache
from typing import TYPE_CHECKING

from trainer import paths
from trainer.clock import zone_named

if TYPE_CHECKING:
    from babel import Locale

LANGUAGES = {"en": "English", "es": "Español"}
"""The languages offered to people; pseudo-languages exist for tests alone."""

_LOCALES = {"en": "en_US", "es": "es_US", "qps": "en_US", "qpr": "en_US"}
_RIGHT_TO_LEFT = frozenset({"qpr", "ar", "fa", "he"})

_current: gettext.NullTranslations = gettext.NullTranslations()
_language = "en"


def N_(text: str) -> str:  # noqa: N802 - the name that gettext's tools know
    """Marks a text for translation where it is defined; translate it with :func:`_` where it is used."""
    return text


def set_language(code: str) -> None:
    """Chooses the language of every text from now on; an unknown one falls back to English."""
    global _current, _language
    _current = gettext.translation("trainer", paths.translations_folder(), languages=[code], fallback=True)
    _language = code


def language() -> str:
    """Returns the code of the language in use."""
    return _language


def is_right_to_left() -> bool:
    """Says whether the language in use is written from right to left."""
    return _language in _RIGHT_TO_LEFT


def _(text: str) -> str:
    """Translates a text; named placeholders are filled in afterwards."""
    return _current.gettext(text)


def ngettext(singular: str, plural: str, count: int) -> str:
    """Translates a text that depends on a count; fill in ``%(n)s`` afterwards."""
    return _current.ngettext(singular, plural, count)


def pgettext(context: str, text: str) -> str:
    """Translates a text whose meaning depends on its place."""
    return _current.pgettext(context, text)


def locale() -> "Locale":
    """Returns Babel's locale for the language in use."""
    from babel import Locale

    return Locale.parse(_LOCALES.get(_language, "en_US"))


def format_day(day: date, style: str = "long") -> str:
    """Writes a date in words; the all-number form is never used, since US and Spanish readers swap day and month."""
    return _day_words(day, style if style in {"medium", "long", "full"} else "long", _language)


def format_weekday(day: date) -> str:
    """Writes a date with its weekday and without the year, as the greeting does."""
    from babel.dates import format_date

    # Translators: a CLDR date pattern; Spanish is EEEE, d 'de' MMMM.
    return format_date(day, _("EEEE, MMMM d"), locale())


def weekday_name(weekday: int, width: str = "wide") -> str:
    """Names a day of the week, 0 for Monday; ``abbreviated`` is short."""
    from babel.dates import get_day_names

    return str(get_day_names("abbreviated" if width == "abbreviated" else "wide", "stand-alone", locale())[weekday])


def weekdays() -> list[int]:
    """Returns the days of the week as the calendars of the language show them, 0 for Monday."""
    first = locale().first_week_day
    return [(first + number) % 7 for number in range(7)]


def format_clock(moment: datetime, zone: str) -> str:
    """Writes a time of day as the zone's own clocks show it."""
    local = moment.astimezone(zone_named(zone))
    return format_time_of_day(local.hour, local.minute)


def format_time_of_day(hour: int, minute: int) -> str:
    """Writes a time of day: ``6:30 PM``."""
    return _clock_words(hour, minute, _language)


def format_moment(moment: datetime, zone: str) -> str:
    """Writes a date and a time of day."""
    return _("%(day)s, %(time)s") % {
        "day": format_day(moment.astimezone(zone_named(zone)).date(), "medium"),
        "time": format_clock(moment, zone),
    }


def format_hours(seconds: int) -> str:
    """Writes hours for a table, rounded down to the minute: ``31 h 20``."""
    minutes = max(0, seconds) // 60
    if minutes < 60:
        return _("%(minutes)s min") % {"minutes": minutes}
    if minutes % 60 == 0:
        return _("%(hours)s h") % {"hours": minutes // 60}
    return _("%(hours)s h %(minutes)02d") % {"hours": minutes // 60, "minutes": minutes % 60}


def format_hours_left(seconds: int) -> str:
    """Writes what is still to go, rounded up to the minute: it is never more than what is said."""
    return format_hours(-(-seconds // 60) * 60)


def speak_hours(seconds: int) -> str:
    """Writes hours for a screen reader: ``31 hours 20 minutes``."""
    minutes = max(0, seconds) // 60
    hours = minutes // 60
    parts = []
    if hours:
        parts.append(ngettext("%(n)s hour", "%(n)s hours", hours) % {"n": hours})
    if minutes % 60 or not hours:
        parts.append(ngettext("%(n)s minute", "%(n)s minutes", minutes % 60) % {"n": minutes % 60})
    return " ".join(parts)


def format_seconds(seconds: int) -> str:
    """Writes a duration to the second, for the arithmetic of the record: ``1:05:09``."""
    minutes, rest = divmod(abs(seconds), 60)
    return f"{'-' if seconds < 0 else ''}{minutes // 60}:{minutes % 60:02}:{rest:02}"


def format_list(items: Sequence[str]) -> str:
    """Joins words with the language's own "and"."""
    from babel.lists import format_list as babel_list

    return babel_list(list(items), locale=locale())


def format_number(value: float) -> str:
    """Writes a number with the language's separators."""
    from babel.numbers import format_decimal

    return format_decimal(value, locale=locale())


# A record of thousands of lines shares a few hundred days and the minutes of one day; Babel takes its time for each.
@lru_cache(maxsize=4_000)
def _day_words(day: date, style: str, language: str) -> str:
    from babel.dates import format_date

    return format_date(day, style, locale())


@lru_cache(maxsize=4_000)
def _clock_words(hour: int, minute: int, language: str) -> str:
    from babel.dates import format_time

    # Babel separates the day period with U+202F, which the program's fonts do not have.
    return format_time(time(hour, minute), "short", locale=locale()).replace("\u202f", "\u00a0")
