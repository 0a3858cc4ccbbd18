"""A policy as it is typed: each rule as text in its unit, read back with what to mend beside it; no Qt."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from trainer.hours.policy import CHOICES, RANGES, Policy, validate
from trainer.hours.policy_notes import policy_notes
from trainer.hours.policy_wording import RULES, rule_label, standing_text, unit_text, value_text
from trainer.i18n import N_, _, language

NUMBERS: Final = tuple(name for name in RULES if name in RANGES)
"""Rules that are numbers, in the order in which people read them."""

_MINUTES: Final = re.compile(r"(\d{1,5})(?::([0-5]\d))?")
_WHOLE: Final = re.compile(r"\d{1,6}")


@dataclass(frozen=True)
class PolicyForm:
    """What stands in the fields.

    Attributes:
        numbers: Each rule of :data:`NUMBERS` as it is typed; empty where it is left open.
    """

    title: str
    day: date
    lesson_cap: bool
    counts_breaks: bool
    numbers: Mapping[str, str]


@dataclass(frozen=True)
class RuleField:
    """How one rule is asked for.

    Attributes:
        label: The rule, with its unit.
        hint: Why it is as it is, how sure it is, and what an empty field means.
        open_words: What an empty field means; empty where there has to be a number.
        fixed: What it says where the program knows one value alone.
        tick: What a tick says, where the rule is one of two.
    """

    name: str
    label: str
    hint: str
    open_words: str = ""
    fixed: str = ""
    tick: str = ""


_TICKS: Final[Mapping[str, str]] = {
    "lesson_cap": N_("A lesson counts for at most its stated minutes"),
    "break_rule": N_("The break of a live session counts"),
}


def rule_fields() -> list[RuleField]:
    """Returns every rule as it is asked for."""
    return [_rule_field(name) for name in RULES]


def form_of(policy: Policy, day: date) -> PolicyForm:
    """Writes a policy into the fields."""
    numbers = {name: _typed(name, getattr(policy, name)) for name in NUMBERS}
    return PolicyForm(policy.title, day, policy.lesson_cap, policy.counts_breaks, numbers)


def policy_of(form: PolicyForm, latest: Policy, today: date) -> tuple[Policy, dict[str, str]]:
    """Reads the fields.

    Args:
        form: As typed.
        latest: What a rule with a fault stays at, so that the others can be compared.
        today: The first day that a new version may hold from.

    Returns:
        The policy, with the number of ``latest``; and what to mend, by rule.
    """
    values: dict[str, int | None] = {}
    faults: dict[str, str] = {}
    for name in NUMBERS:
        try:
            values[name] = _read(name, form.numbers.get(name, ""))
        except ValueError as fault:
            faults[name] = str(fault)
    policy = replace(
        latest,
        title=" ".join(form.title.split()),
        effective_from=form.day.isoformat(),
        lesson_cap=form.lesson_cap,
        break_rule=CHOICES["break_rule"][form.counts_breaks],
        **values,  # type: ignore[arg-type] # the names are those of whole numbers
    )
    if form.day < today:
        faults["effective_from"] = _("A new version can hold from today on, or from a later day.")
    return policy, {**validate(policy), **faults}


def _rule_field(name: str) -> RuleField:
    note = policy_notes()[name]
    standing = standing_text(note.standing)
    hint = [note.text.get(language()) or note.text["en"], _("Standing: %(standing)s.") % {"standing": standing}]
    words = RULES[name].open_words
    if name in _TICKS:
        return RuleField(name, rule_label(name), " ".join(hint), tick=_(_TICKS[name]))
    if name in CHOICES:
        hint.append(_("This program knows no other rule here."))
        return RuleField(name, rule_label(name), " ".join(hint), fixed=value_text(name, CHOICES[name][0]))
    if words:
        hint.append(_("Empty means “%(words)s”.") % {"words": _(words)})
    unit = unit_text(name)
    label = _("%(rule)s, in %(unit)s") % {"rule": rule_label(name), "unit": unit} if unit else rule_label(name)
    return RuleField(name, label, " ".join(hint), _(words) if words else "")


def _typed(name: str, value: int | None) -> str:
    if value is None:
        return ""
    if RULES[name].unit != "minutes":
        return str(value)
    minutes, seconds = divmod(value, 60)
    return f"{minutes}:{seconds:02}" if seconds else str(minutes)


def _read(name: str, text: str) -> int | None:
    """Reads a number in its unit.

    Raises:
        ValueError: It is none, or not one that a policy may have; the message is for the person who types.
    """
    least, most, may_be_open = RANGES[name]
    clean = text.strip()
    if not clean and may_be_open:
        return None
    is_minutes = RULES[name].unit == "minutes"
    found = (_MINUTES if is_minutes else _WHOLE).fullmatch(clean)
    if found is None or not clean.isascii():
        raise ValueError(
            _("Please type whole minutes, or minutes and seconds such as 1:30.")
            if is_minutes
            else _("Please type a whole number.")
        )
    value = int(found[1]) * 60 + int(found[2] or 0) if is_minutes else int(clean)
    if not least <= value <= most:
        limits = {"least": value_text(name, least), "most": value_text(name, most)}
        raise ValueError(_("This can be from %(least)s to %(most)s.") % limits)
    return value
