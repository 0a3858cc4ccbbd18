"""The hours policy: what counts as an hour, as versioned data that every credit names."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Final

from trainer.i18n import _


@dataclass(frozen=True)
class Policy:
    """One version of a provider's rules. None means "not known" or "no limit", and everything works with it.

    The defaults are those of ``rules/hours_policy.yaml``; a test compares them, so that the program need not read YAML.

    Attributes:
        idle_limit_seconds: Reading without any activity counts up to this long; the rest of the gap does not.
        daily_cap_seconds: The most that one local day can be credited with.
        smallest_stint_seconds: A shorter line is measured and kept but not credited.
        lesson_cap: True: a lesson is credited with at most its stated minutes.
        attendance_tolerance_seconds: How much of a live session may be missed before it is subtracted. Up to this much
            is overlooked; of a longer absence nothing is.
        minimum_live_share: Share of live minutes in percent, or None.
        maximum_self_paced_share: Share of self-paced minutes in percent, or None.
        minutes_per_hour: How many minutes the provider's own hour has. It credits and requires nothing: totals are
            explained in such hours too; see :mod:`trainer.hours.provider_hour`.
        adjustment_limit_seconds: A larger adjustment needs a second person; None: every one does.
        break_rule: What a break is: ``not_counted``, or ``counted_in_sessions``, where the break of a live session is
            a part of it. A pause of study at the desk never counts.
        rounding: ``down``, and only where hours are shown.
        effective_from: First day, ISO date.
    """

    id: str = "default"
    version: int = 1
    title: str = "Default hours policy"
    effective_from: str = "2026-07-01"
    idle_limit_seconds: int = 300
    daily_cap_seconds: int | None = None
    smallest_stint_seconds: int = 60
    lesson_cap: bool = True
    attendance_tolerance_seconds: int = 0
    minimum_live_share: int | None = None
    maximum_self_paced_share: int | None = None
    minutes_per_hour: int = 60
    adjustment_limit_seconds: int | None = 1800
    break_rule: str = "not_counted"
    rounding: str = "down"

    @property
    def counts_breaks(self) -> bool:
        """Whether the break of a live session counts."""
        return self.break_rule == BREAKS_COUNT

    @property
    def name(self) -> str:
        """What a line of the ledger calls this version, such as ``default-1``."""
        return f"{self.id}-{self.version}"


@dataclass(frozen=True)
class PolicyChange:
    """One rule that differs between two versions."""

    field: str
    old: object
    new: object


ID_PATTERN: Final = r"[a-z0-9]+(-[a-z0-9]+)*"
_ID: Final = re.compile(ID_PATTERN)
_HOUR: Final = 3600
LONGEST_TITLE: Final = 200
LONGEST_ID: Final = 60

# Least, most, and whether the rule may be left open. An idle limit under a minute would refuse the reading of one page.
RANGES: Final[Mapping[str, tuple[int, int, bool]]] = {
    "version": (1, 1_000_000, False),
    "idle_limit_seconds": (60, _HOUR, False),
    "daily_cap_seconds": (_HOUR, 24 * _HOUR, True),
    "smallest_stint_seconds": (0, _HOUR, False),
    "attendance_tolerance_seconds": (0, _HOUR, False),
    "minimum_live_share": (0, 100, True),
    "maximum_self_paced_share": (0, 100, True),
    "minutes_per_hour": (30, 60, False),
    "adjustment_limit_seconds": (0, 24 * _HOUR, True),
}

BREAKS_COUNT: Final = "counted_in_sessions"
CHOICES: Final[Mapping[str, tuple[str, ...]]] = {"break_rule": ("not_counted", BREAKS_COUNT), "rounding": ("down",)}
"""Rules with named values: what the program can do."""


def validate(policy: Policy) -> dict[str, str]:
    """Returns what is wrong with a policy: a sentence for the person who edits it, by field; empty when all is well."""
    faults = {}
    for name, (least, most, may_be_open) in RANGES.items():
        value = getattr(policy, name)
        if value is None and may_be_open:
            continue
        if type(value) is not int or not least <= value <= most:
            faults[name] = _("This must be a whole number from %(least)s to %(most)s.") % {"least": least, "most": most}
    for name, known in CHOICES.items():
        if getattr(policy, name) not in known:
            faults[name] = _("This program does not know this rule.")
    return faults | _faulty_words(policy)


def _faulty_words(policy: Policy) -> dict[str, str]:
    faults = {}
    if not _ID.fullmatch(policy.id) or len(policy.id) > LONGEST_ID:
        faults["id"] = _("Use small letters, digits and hyphens, such as “evening-course”.")
    if not policy.title.strip():
        faults["title"] = _("Give this policy a name that people will recognize.")
    elif len(policy.title) > LONGEST_TITLE:
        faults["title"] = _("This name is longer than %(most)s characters.") % {"most": LONGEST_TITLE}
    if not _is_day(policy.effective_from):
        faults["effective_from"] = _("This must be a date, such as 2026-07-01.")
    return faults


def difference(old: Policy, new: Policy) -> tuple[PolicyChange, ...]:
    """Returns the rules that differ, in the order of the policy; the version number is not one of them."""
    return tuple(
        PolicyChange(field.name, getattr(old, field.name), getattr(new, field.name))
        for field in fields(Policy)
        if field.name != "version" and getattr(old, field.name) != getattr(new, field.name)
    )


def policy_from_rules(rules: Mapping[str, Any], language: str = "en") -> Policy:
    """Makes a policy from the rules as people write them, such as ``rules/hours_policy.yaml``.

    Args:
        rules: Each rule is its value, or a mapping that holds it under ``value`` with a standing and a note. A limit
            that is null or not there is not known; where there has to be one, the default stands.
        language: Which of the titles to take.

    Raises:
        ValueError: A rule has a value that this program cannot follow.
    """
    values = {name: _bare(rule) for name, rule in rules.items()}
    _refuse_unknown(values)
    default = Policy()
    titles = rules.get("title", default.title)
    policy = Policy(
        id=str(values.get("id", default.id)),
        version=values.get("version", default.version),
        title=titles if isinstance(titles, str) else str(titles.get(language, titles["en"])),
        effective_from=str(values.get("effective_from", default.effective_from)),
        idle_limit_seconds=_or(values.get("idle_limit_seconds"), default.idle_limit_seconds),
        daily_cap_seconds=_seconds(values.get("daily_cap_minutes")),
        smallest_stint_seconds=_or(values.get("smallest_stint_seconds"), 0),
        lesson_cap=values.get("lesson_cap", True) is not None,
        attendance_tolerance_seconds=_or(_seconds(values.get("attendance_tolerance_minutes")), 0),
        minimum_live_share=values.get("min_live_share"),
        maximum_self_paced_share=values.get("max_self_paced_share"),
        minutes_per_hour=_or(values.get("minutes_per_hour"), default.minutes_per_hour),
        adjustment_limit_seconds=_seconds(values.get("adjustment_limit_minutes")),
        break_rule=values.get("break_rule", default.break_rule),
        rounding=values.get("rounding", default.rounding),
    )
    faults = validate(policy)
    if faults:
        raise ValueError("; ".join(f"{name}: {fault}" for name, fault in faults.items()))
    return policy


# What the program can do so far; a file that asks for anything else must not be followed half-way.
_CHOICES: Final[Mapping[str, tuple[object, ...]]] = {"lesson_cap": ("lesson_minutes", None), **CHOICES}
_RULES: Final = frozenset(
    {
        "id",
        "version",
        "title",
        "effective_from",
        "idle_limit_seconds",
        "daily_cap_minutes",
        "smallest_stint_seconds",
        "attendance_tolerance_minutes",
        "min_live_share",
        "max_self_paced_share",
        "minutes_per_hour",
        "adjustment_limit_minutes",
        *_CHOICES,
    }
)


def _refuse_unknown(values: Mapping[str, Any]) -> None:
    unknown = [name for name in values if name not in _RULES]
    unknown += [
        f"{name}: {values[name]!r}" for name, known in _CHOICES.items() if values.get(name, known[0]) not in known
    ]
    if unknown:
        raise ValueError("not known: " + "; ".join(unknown))


def _bare(rule: Any) -> Any:
    return rule.get("value") if isinstance(rule, Mapping) else rule


def _or(value: Any, default: int) -> Any:
    return default if value is None else value


def _seconds(minutes: Any) -> Any:
    return minutes * 60 if type(minutes) is int else minutes


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except (TypeError, ValueError):
        return False
