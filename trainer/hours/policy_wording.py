"""The rules of a policy in words: what each is called, its unit, and what a value of it means."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from trainer.hours.policy import Policy, PolicyChange, difference
from trainer.i18n import N_, _, format_day, format_hours, format_seconds, ngettext


@dataclass(frozen=True)
class RuleWords:
    """How one rule is spoken of.

    Attributes:
        unit: ``minutes`` and ``seconds`` are kept as seconds, ``whole_minutes`` as minutes; ``percent``, or empty.
        open_words: What no value means; empty where there has to be one.
    """

    label: str
    unit: str = ""
    open_words: str = ""


RULES: Final[Mapping[str, RuleWords]] = {
    "idle_limit_seconds": RuleWords(N_("Idle limit"), "minutes"),
    "lesson_cap": RuleWords(N_("Most for a lesson")),
    "daily_cap_seconds": RuleWords(N_("Most in one day"), "minutes", N_("no limit")),
    "smallest_stint_seconds": RuleWords(N_("Shortest stretch that counts"), "seconds"),
    "break_rule": RuleWords(N_("Breaks")),
    "attendance_tolerance_seconds": RuleWords(N_("Overlooked in a live session"), "minutes"),
    "minimum_live_share": RuleWords(N_("Least share of live hours"), "percent", N_("not known: ask CalMHSA")),
    "maximum_self_paced_share": RuleWords(
        N_("Largest share of self-paced hours"), "percent", N_("not known: ask CalMHSA")
    ),
    "rounding": RuleWords(N_("Rounding")),
    "minutes_per_hour": RuleWords(N_("Minutes in the provider's own hour"), "whole_minutes"),
    "adjustment_limit_seconds": RuleWords(
        N_("Limit for a correction by one person"), "minutes", N_("none: each one needs a second person")
    ),
}
"""In the order in which people read them."""

_OTHERS: Final[Mapping[str, str]] = {
    "id": N_("Policy"),
    "version": N_("Version"),
    "title": N_("Name"),
    "effective_from": N_("Holds from"),
}

_CHOICES: Final[Mapping[object, str]] = {
    "not_counted": N_("not counted"),
    "counted_in_sessions": N_("the break of a live session counts"),
    "down": N_("down to the minute, only where hours are shown"),
}

_STANDINGS: Final[Mapping[str, str]] = {
    "sourced": N_("read on an official page"),
    "secondary": N_("read on a second-hand page"),
    "general_knowledge": N_("not checked"),
    "not_found": N_("no rule of the state was found"),
    "inferred": N_("chosen by this program, not a rule of the state"),
    "vendor": N_("entered by the provider"),
}


def rule_label(name: str) -> str:
    """Names a rule."""
    return _(RULES[name].label if name in RULES else _OTHERS[name])


def unit_text(name: str) -> str:
    """Names the unit in which people write a rule; empty where there is none or the rule's name says it."""
    return {
        "minutes": _("minutes"),
        "seconds": _("seconds"),
        "percent": _("percent"),
    }.get(RULES[name].unit, "")


def standing_text(standing: str) -> str:
    """Says how sure a rule is; a standing that is not known is shown as it is."""
    return _(_STANDINGS[standing]) if standing in _STANDINGS else standing


def value_text(name: str, value: object) -> str:
    """Says what a value means, such as "5 min" or "no limit"."""
    words = RULES.get(name, RuleWords(""))
    if value is None:
        return _(words.open_words) if words.open_words else "–"
    if name == "lesson_cap":
        return _("its stated minutes") if value else _("no limit")
    if name == "effective_from" and isinstance(value, str):
        return format_day(date.fromisoformat(value))
    if value in _CHOICES:
        return _(_CHOICES[value])
    if isinstance(value, int) and words.unit:
        return _amount(value, words.unit)
    return str(value)


def _amount(value: int, unit: str) -> str:
    if unit == "percent":
        return _("%(n)s %%") % {"n": value}
    if unit == "whole_minutes":
        return ngettext("%(n)s minute", "%(n)s minutes", value) % {"n": value}
    if value % 60 == 0:
        return format_hours(value)
    return _("%(seconds)s s") % {"seconds": value} if value < 60 else format_seconds(value)


def policy_lines(policy: Policy) -> list[str]:
    """Writes a policy out, rule by rule."""
    names = ["effective_from", *RULES]
    return [f"{rule_label(name)}: {value_text(name, getattr(policy, name))}" for name in names]


def difference_lines(old: Policy, new: Policy) -> list[str]:
    """Writes out what differs between two policies."""
    return [change_line(change) for change in difference(old, new)]


def change_line(change: PolicyChange) -> str:
    """Says what one rule was and is."""
    return _("%(rule)s: %(before)s → %(after)s") % {
        "rule": rule_label(change.field),
        "before": value_text(change.field, change.old),
        "after": value_text(change.field, change.new),
    }
