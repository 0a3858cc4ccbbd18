"""A policy as plain JSON values, and their schema; what a row says is believed only once it is checked."""

import json
from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any, Final

from trainer.hours.policy import CHOICES, ID_PATTERN, LONGEST_ID, LONGEST_TITLE, RANGES, Policy, validate

LONGEST_FACTS: Final = 20_000
_DAY_PATTERN: Final = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_WORDS: Final = frozenset({"id", "title", "effective_from", *CHOICES})


def policy_to_json(policy: Policy) -> str:
    """Writes a policy; the same policy is always the same text."""
    return json.dumps(asdict(policy), sort_keys=True, ensure_ascii=False)


def policy_from_json(text: str) -> Policy:
    """Reads a policy back, strictly.

    Raises:
        ValueError: A rule is missing, unknown, of another kind, or not one that this program can follow.
    """
    if len(text) > LONGEST_FACTS:
        raise ValueError("longer than any policy")
    values = json.loads(text)
    if not isinstance(values, dict) or values.keys() != {field.name for field in fields(Policy)}:
        raise ValueError("not the rules of a policy")
    for name, value in values.items():
        if not _is_of_its_kind(name, value):
            raise ValueError(f"{name}: {value!r}")
    policy = Policy(**values)
    faults = validate(policy)
    if faults:
        raise ValueError("; ".join(f"{name}: {fault}" for name, fault in faults.items()))
    return policy


def policy_schema() -> dict[str, Any]:
    """Returns the JSON Schema of a policy as it is stored; ``rules/hours_policy.schema.json`` holds the same."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Hours policy",
        "description": "One version of a provider's rules for hours. null means that no limit is known or set.",
        "type": "object",
        "additionalProperties": False,
        "required": sorted(field.name for field in fields(Policy)),
        "properties": {field.name: _property(field.name) for field in fields(Policy)},
    }


def _property(name: str) -> Mapping[str, Any]:
    if name in RANGES:
        least, most, may_be_open = RANGES[name]
        return {"type": ["integer", "null"] if may_be_open else "integer", "minimum": least, "maximum": most}
    if name in CHOICES:
        return {"enum": list(CHOICES[name])}
    words: Mapping[str, Mapping[str, Any]] = {
        "id": {"type": "string", "pattern": f"^{ID_PATTERN}$", "maxLength": LONGEST_ID},
        "title": {"type": "string", "pattern": r"\S", "maxLength": LONGEST_TITLE},
        "effective_from": {"type": "string", "format": "date", "pattern": f"^{_DAY_PATTERN}$"},
        "lesson_cap": {"type": "boolean"},
    }
    return words[name]


def _is_of_its_kind(name: str, value: Any) -> bool:
    if name in _WORDS:
        return type(value) is str
    if name == "lesson_cap":
        return type(value) is bool
    return type(value) is int or (value is None and RANGES[name][2])
