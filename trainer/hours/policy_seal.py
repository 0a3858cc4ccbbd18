"""Seals: what a version of the hours policy said when it was published, signed, so that a later change of it shows."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC
from typing import Protocol

from trainer.canonical import canonical_bytes
from trainer.hours.checkpoints import Checkpoint, CheckpointStore
from trainer.hours.ledger import Head
from trainer.hours.policy import Policy
from trainer.hours.policy_book import PolicyStore, PublishedPolicy
from trainer.hours.policy_json import policy_to_json


class SealedUnit(Protocol):
    """The part of a unit of work that keeps policies and their seals."""

    @property
    def policies(self) -> PolicyStore:
        """Versions."""

    @property
    def checkpoints(self) -> CheckpointStore:
        """What computers signed."""


def seal_of(device_id: str, published: PublishedPolicy) -> Head:
    """Returns what a computer signs when it publishes a version: all that is stored of it, as one hash."""
    facts = {
        "name": published.policy.name,
        "facts": policy_to_json(published.policy),
        "author": published.author_id,
        "made_at": published.made_at.astimezone(UTC).isoformat(),
    }
    return Head(device_id, number_of(published.policy.name), hashlib.sha256(canonical_bytes(facts)).hexdigest())


def changed_policies(
    unit: SealedUnit, names: Collection[str] | None = None, own: Mapping[str, str] | None = None
) -> Sequence[str]:
    """Returns the names of versions that are not as they were published, cannot be read, or are gone.

    That one is gone shows where its name is asked for: a seal knows no more than the name's number. The first seal of a
    version decides, so that one that is made later vouches for nothing.

    Args:
        unit: Open records.
        names: Which versions are asked for; None for all.
        own: By device id, keys that are known beforehand, in hexadecimal: this computer's own.
    """
    stored = unit.policies.policies()
    seals: dict[int, Checkpoint] = {}
    here = {item.policy.name for item in stored.published}
    asked = sorted(set(names or ()) - here - set(stored.unreadable) - {Policy().name})
    for seal in unit.checkpoints.seals() if here or asked else ():
        seals.setdefault(seal.head.sequence, seal)
    changed = [item.policy.name for item in stored.published if not _holds(seals, item, own or {})]
    gone = [name for name in asked if number_of(name) in seals]
    return [name for name in (*changed, *stored.unreadable, *gone) if names is None or name in names]


def _holds(seals: Mapping[int, Checkpoint], published: PublishedPolicy, own: Mapping[str, str]) -> bool:
    seal = seals.get(number_of(published.policy.name))
    if seal is None or not seal.is_genuine:
        return False
    device_id = seal.head.device_id
    return own.get(device_id, seal.key) == seal.key and seal.head == seal_of(device_id, published)


def number_of(name: str) -> int:
    """Returns the number under which a version of this name is sealed, as small as the column of a sequence is wide."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:4]) >> 1
