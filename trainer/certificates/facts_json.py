"""Certificate facts as plain JSON values, for the register and the signed token."""

import hashlib
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from trainer.canonical import canonical_bytes
from trainer.certificates.facts import CertificateFacts, Provider
from trainer.hours.ledger import Head

_DATES = ("started_on", "completed_on", "issued_on")
_LISTS = ("competencies", "local_competencies")


def facts_hash(facts: CertificateFacts) -> str:
    """Returns the SHA-256 of everything a certificate says, in hexadecimal; the token carries it."""
    return hashlib.sha256(b"peer-trainer-facts-1\0" + canonical_bytes(facts_to_mapping(facts))).hexdigest()


def facts_to_mapping(facts: CertificateFacts) -> dict[str, Any]:
    """Turns facts into JSON values; dates become ISO text."""
    values = asdict(facts)
    for name in _DATES:
        values[name] = values[name].isoformat()
    for name in _LISTS:
        values[name] = list(values[name])
    # Certificates from before there were any keep their hash.
    values["heads"] = list(values["heads"])
    return values if values["heads"] else {name: value for name, value in values.items() if name != "heads"}


def facts_from_mapping(values: Mapping[str, Any]) -> CertificateFacts:
    """Reads facts back.

    Raises:
        KeyError, TypeError, ValueError: A field is missing, unknown or of another type.
    """
    found = dict(values)
    for name in _DATES:
        found[name] = date.fromisoformat(found[name])
    found.setdefault("local_competencies", ())
    for name in _LISTS:
        found[name] = tuple(str(line) for line in found[name])
    found["provider"] = Provider(**found["provider"])
    found["heads"] = tuple(_head(**head) for head in found.get("heads", ()))
    return CertificateFacts(**found)


def _head(device_id: object, sequence: object, hash: object) -> Head:  # noqa: A002 - the fact's name
    if not (isinstance(device_id, str) and type(sequence) is int and isinstance(hash, str)):
        raise TypeError("a receipt is not of the right type")
    return Head(device_id, sequence, hash)
