"""One dated fact each: its value, how sure we are of it, and what to say when nobody knows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

Text = Mapping[str, str]

STANDINGS: Final = ("sourced", "secondary", "general_knowledge", "not_found", "inferred", "vendor")
_LOCALES: Final = {"en": "en_US", "es": "es_US"}
_YES_NO: Final = {"en": ("no", "yes"), "es": ("no", "sí")}


class RuleError(ValueError):
    """A fact is written in a way that cannot be used.

    Attributes:
        position: Its place in the list, counted from 0.
    """

    def __init__(self, position: int, message: str) -> None:
        """Keeps the position apart from the message."""
        super().__init__(message)
        self.position = position


@dataclass(frozen=True)
class RuleValue:
    """A fact that may change.

    Attributes:
        value: Whole number, text, true or false, a text by language, or a list of these; None while nobody knows.
        standing: One of :data:`STANDINGS`; what is ``general_knowledge`` is never tested.
        source_id: The row of the bibliography, if it has one.
        as_of: The date that the source gives for the value.
        checked: The day on which somebody last looked.
        when_empty: What to say when the value is None.
    """

    id: str
    value: Any
    unit: str
    standing: str
    source: str
    source_id: str | None
    as_of: date | None
    checked: date | None
    label: Text
    when_empty: Text

    def words(self, language: str) -> str:
        """Returns the value as it stands in a sentence; what is not known says so."""
        if self.value is None:
            return _in_language(self.when_empty, language)
        return _words(self.value, self.unit, language)


class Rules(Mapping[str, RuleValue]):
    """All facts of one edition, by id."""

    def __init__(self, values: Mapping[str, RuleValue]) -> None:
        """Takes the facts in the order in which they are written."""
        self._values = dict(values)

    def __getitem__(self, rule_id: str) -> RuleValue:
        return self._values[rule_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def value(self, rule_id: str, default: Any = None) -> Any:
        """Returns the bare value of a fact, or the default when the fact is not known or not there."""
        found = self._values.get(rule_id)
        return default if found is None or found.value is None else found.value

    def all_words(self, language: str) -> dict[str, str]:
        """Returns the words of every fact."""
        return {rule_id: rule.words(language) for rule_id, rule in self._values.items()}

    def to_plain(self) -> list[dict[str, Any]]:
        """Returns the facts as plain data, the shape in which they are written."""
        return [_plain(rule) for rule in self._values.values()]


def rules_from_plain(items: Any) -> Rules:
    """Builds the rules from plain data.

    Raises:
        RuleError: A fact lacks something, holds something of the wrong kind, or stands there twice.
    """
    if not isinstance(items, list):
        raise RuleError(0, "the rules are not a list")
    values: dict[str, RuleValue] = {}
    for position, item in enumerate(items):
        try:
            rule = _rule(item)
        except (KeyError, TypeError, ValueError) as error:
            raise RuleError(position, str(error)) from error
        if rule.id in values:
            raise RuleError(position, f"{rule.id} stands there twice")
        values[rule.id] = rule
    return Rules(values)


def _rule(item: Any) -> RuleValue:
    if not isinstance(item, dict):
        raise TypeError("not a list of names and values")
    unknown = set(item) - set(RuleValue.__dataclass_fields__)
    if unknown:
        raise ValueError(f"{sorted(unknown)[0]} is not a word of this format")
    if item["standing"] not in STANDINGS:
        raise ValueError(f"{item['standing']} is not a standing")
    return RuleValue(
        id=_text(item["id"]),
        value=_value(item["value"]),
        unit=_text(item["unit"]),
        standing=item["standing"],
        source=_text(item["source"]),
        source_id=None if item["source_id"] is None else _text(item["source_id"]),
        as_of=_day(item["as_of"]),
        checked=_day(item["checked"]),
        label=_by_language(item["label"]),
        when_empty=_by_language(item["when_empty"]),
    )


def _text(value: Any) -> str:
    if not isinstance(value, str) or len(value) > 2000:
        raise TypeError(f"not a text: {str(value)[:40]}")
    return value


def _day(value: Any) -> date | None:
    return None if value is None else date.fromisoformat(_text(value))


def _by_language(value: Any) -> Text:
    if not isinstance(value, dict) or "en" not in value:
        raise TypeError("not a text by language")
    return {_text(code): _text(words) for code, words in value.items()}


def _value(value: Any, depth: int = 0) -> Any:
    """Takes plain values alone; a decimal number has more than one spelling, so it must be text or a smaller unit."""
    if depth > 4:
        raise ValueError("nested too deeply")
    if isinstance(value, list):
        return [_value(item, depth + 1) for item in value]
    if isinstance(value, dict):
        return {_text(key): _value(item, depth + 1) for key, item in value.items()}
    if value is None or isinstance(value, bool | int | str):
        return value
    raise TypeError(f"not a whole number, a text, true or false: {str(value)[:40]}")


def _plain(rule: RuleValue) -> dict[str, Any]:
    plain = {name: getattr(rule, name) for name in RuleValue.__dataclass_fields__}
    plain["as_of"] = rule.as_of and rule.as_of.isoformat()
    plain["checked"] = rule.checked and rule.checked.isoformat()
    return plain | {"label": dict(rule.label), "when_empty": dict(rule.when_empty)}


def _in_language(text: Mapping[str, Any], language: str) -> str:
    return str(text.get(language) or text["en"])


def _words(value: Any, unit: str, language: str) -> str:
    if isinstance(value, dict):
        return _in_language(value, language) if "en" in value else ", ".join(map(str, value.values()))
    if isinstance(value, list):
        from babel.lists import format_list

        return format_list([_words(item, unit, language) for item in value], locale=_LOCALES.get(language, "en_US"))
    if isinstance(value, bool):
        return _YES_NO.get(language, _YES_NO["en"])[value]
    return _number_or_day(value, unit, _LOCALES.get(language, "en_US"))


def _number_or_day(value: int | str, unit: str, locale: str) -> str:
    from babel.dates import format_date
    from babel.numbers import format_currency, format_decimal

    if isinstance(value, int):
        if unit == "usd":
            return format_currency(value, "USD", "¤#,##0", locale=locale, currency_digits=False)
        return format_decimal(value, locale=locale)
    if unit == "date":
        return format_date(date.fromisoformat(value), "long", locale)
    return value
