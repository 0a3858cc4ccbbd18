"""Writes trainer/rules/hours_policy.schema.json: the schema of a policy from the code, its notes from the rules."""

import json
import sys
from pathlib import Path
from typing import Any

from trainer.hours.policy_json import policy_schema
from trainer.safe_yaml import decode_text, read_yaml

RULES = Path(__file__).parent.parent / "trainer" / "rules" / "hours_policy.yaml"
SCHEMA = RULES.with_suffix(".schema.json")

_FIELDS = {
    "daily_cap_minutes": "daily_cap_seconds",
    "attendance_tolerance_minutes": "attendance_tolerance_seconds",
    "min_live_share": "minimum_live_share",
    "max_self_paced_share": "maximum_self_paced_share",
    "adjustment_limit_minutes": "adjustment_limit_seconds",
}
"""Rules that people write under another name than the program keeps them under."""


def schema_text() -> str:
    """Returns what the file must hold."""
    schema = policy_schema()
    for name, rule in read_yaml(decode_text(RULES.read_bytes())).value.items():
        if isinstance(rule, dict) and "note" in rule:
            schema["properties"][_FIELDS.get(name, name)].update(_note(rule))
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _note(rule: dict[str, Any]) -> dict[str, Any]:
    others = {language: text for language, text in rule["note"].items() if language != "en"}
    return {"description": rule["note"]["en"], "x-description": others, "x-standing": rule["standing"]}


def main() -> int:
    """Writes the file."""
    SCHEMA.write_text(schema_text(), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
