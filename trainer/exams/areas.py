"""The areas of focus and the pace of the state exam, as the rules name them."""

from trainer.i18n import language
from trainer.rules import Rules

FALLBACK_SECONDS_A_QUESTION = 75
"""Used where an edition does not know the exam's length: 150 minutes for 120 questions."""


def area_name(rules: Rules, code: str) -> str:
    """Returns an area's name in the language in use; an unknown code stands for itself."""
    for area in rules.value("exam.areas", []):
        if area.get("id") == code:
            return str(area.get(language()) or area["en"])
    return code


def limit_seconds(rules: Rules, count: int) -> int:
    """Returns the time that the state exam would allow for a number of questions."""
    items, minutes = rules.value("exam.items"), rules.value("exam.minutes")
    if not items or not minutes:
        return count * FALLBACK_SECONDS_A_QUESTION
    return int(count * minutes * 60 // items)
