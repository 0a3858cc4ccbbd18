"""What is known about each rule of the policy: how sure it is, and why it is as it is."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import trainer.rules


@dataclass(frozen=True)
class RuleNote:
    """A note on a rule.

    Attributes:
        standing: How sure it is, as in ``rules/california.yaml``.
        text: By language.
    """

    standing: str
    text: Mapping[str, str]


@cache
def policy_notes() -> Mapping[str, RuleNote]:
    """Returns the notes by rule; they ship with the schema of the policy, so that the program need not read YAML."""
    schema = json.loads(trainer.rules.policy_schema_file().read_text("utf-8"))
    return {
        name: RuleNote(rule["x-standing"], {"en": rule["description"], **rule["x-description"]})
        for name, rule in schema["properties"].items()
        if "x-standing" in rule
    }
