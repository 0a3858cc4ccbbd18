"""The words of a page in the page's own language, whatever language the window is in."""

import gettext
from collections.abc import Callable
from datetime import date, datetime

from babel import Locale
from babel.dates import format_date, format_time
from babel.numbers import format_decimal

from trainer import i18n, paths

Translate = Callable[[str], str]


class Wording:
    """Texts, dates and hours in one language; it shares no state with the window, so a worker can print beside it.

    Attributes:
        language: The code of the language, such as ``es``.
        text: Translates a text; call it ``_`` where texts are written, so that the catalogue's tools find them.
        ngettext: Translates a text that depends on a count.
    """

    def __init__(self, language: str) -> None:
        """Reads the language's catalogue; an unknown language gives English."""
        found = gettext.translation("trainer", paths.translations_folder(), languages=[language], fallback=True)
        self.language = language
        self.text: Translate = found.gettext
        self.ngettext: Callable[[str, str, int], str] = found.ngettext
        self._locale = Locale.parse("es_US" if language == "es" else "en_US")

    @property
    def tag(self) -> str:
        """The language as a PDF names it."""
        return str(self._locale).replace("_", "-")

    def day(self, day: date, style: str = "long") -> str:
        """Writes a date in words, never in numbers alone: US and Spanish readers swap day and month."""
        return format_date(day, "medium" if style == "medium" else "long", self._locale)

    def clock(self, moment: datetime) -> str:
        """Writes a time of day as the zone of ``moment`` shows it."""
        return format_time(moment, "short", locale=self._locale).replace("\u202f", "\u00a0")

    def number(self, value: int) -> str:
        """Writes a whole number with the language's separators."""
        return format_decimal(value, locale=self._locale)

    def long_hours(self, minutes: int) -> str:
        """Writes whole minutes as ``4 hours 40 minutes``; nothing is rounded."""
        hours, rest = divmod(minutes, 60)
        parts = []
        if hours:
            parts.append(self.ngettext("%(n)s hour", "%(n)s hours", hours) % {"n": self.number(hours)})
        if rest or not hours:
            parts.append(self.ngettext("%(n)s minute", "%(n)s minutes", rest) % {"n": rest})
        return " ".join(parts)

    def short_hours(self, seconds: int) -> str:
        """Writes hours for a table, rounded down to the minute: ``31 h 20``."""
        hours, minutes = divmod(max(0, seconds) // 60, 60)
        _ = self.text
        if not hours:
            return _("%(minutes)s min") % {"minutes": minutes}
        if not minutes:
            return _("%(hours)s h") % {"hours": hours}
        return _("%(hours)s h %(minutes)02d") % {"hours": hours, "minutes": minutes}

    def language_name(self, code: str) -> str:
        """Returns the name of a language in this one, such as ``Spanish``."""
        name = Locale.parse(code).get_language_name(self._locale) if code in i18n.LANGUAGES else code
        return (name or code)[:1].upper() + (name or code)[1:]
