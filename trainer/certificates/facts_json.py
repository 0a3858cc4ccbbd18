"""Certificate facts as plain JSON values, for the register and the signed token."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from trainer.certificates.facts import CertificateFacts, Provider

_DATES = ("started_on", "completed_on", "issued_on")


def facts_to_mapping(facts: CertificateFacts) -> dict[str, Any]:
    """Turns facts into JSON values; dates become ISO text."""
    values = asdict(facts)
    for name in _DATES:
        values[name] = values[name].isoformat()
    values["competencies"] = list(facts.competencies)
    return values


def facts_from_mapping(values: Mapping[str, Any]) -> CertificateFacts:
    """Reads facts back.

    Raises:
        KeyError, TypeError, ValueError: A field is missing, unknown or of another type.
    """
    found = dict(values)
    for name in _DATES:
        found[name] = date.fromisoformat(found[name])
    found["competencies"] = tuple(str(line) for line in found["competencies"])
    found["provider"] = Provider(**found["provider"])
    return CertificateFacts(**found)
