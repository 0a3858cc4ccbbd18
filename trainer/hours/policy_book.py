"""All policies of an installation: which versions there are, and which one is in force on a day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Protocol

from trainer.hours.policy import Policy
from trainer.hours.record import HoursRecord

DEFAULT_ID: Final = Policy().id


@dataclass(frozen=True)
class PublishedPolicy:
    """A version, and who published it when."""

    policy: Policy
    author_id: str
    made_at: datetime


@dataclass(frozen=True)
class StoredPolicies:
    """What the store holds.

    Attributes:
        published: In the order of publishing.
        unreadable: Names of rows that cannot be read; they are kept, and their numbers are not used again.
    """

    published: tuple[PublishedPolicy, ...] = ()
    unreadable: tuple[str, ...] = ()


class PolicyStore(Protocol):
    """Where versions are kept. There is no way to change or remove one."""

    def add_policy(self, published: PublishedPolicy) -> None:
        """Stores a version."""

    def policies(self) -> StoredPolicies:
        """Returns what can be read, and the names of what cannot."""


class PolicyBook:
    """Every version by name, the built-in ``default-1`` among them."""

    def __init__(self, stored: StoredPolicies) -> None:
        """Nothing that is stored replaces the built-in version."""
        self.stored = stored
        built_in = Policy()
        self.policies: Mapping[str, Policy] = {
            **{item.policy.name: item.policy for item in stored.published},
            built_in.name: built_in,
        }

    def versions(self, policy_id: str) -> Sequence[Policy]:
        """Returns the versions of a policy, the first one first."""
        return _versions(self.policies, policy_id)

    def published(self, name: str) -> PublishedPolicy | None:
        """Returns who published a version; None for the one that came with the program."""
        return next((item for item in self.stored.published if item.policy.name == name), None)

    def next_version(self, policy_id: str) -> int:
        """Returns the number that comes after every other one, those of rows that cannot be read among them."""
        numbers = [version.version for version in self.versions(policy_id)]
        numbers += [version_of(name) for name in self.stored.unreadable if id_of(name) == policy_id]
        return max(numbers, default=0) + 1


def in_force(policies: Mapping[str, Policy], name: str, day: date) -> Policy:
    """Returns the version that holds on a local day: the highest that has begun.

    Args:
        policies: By name.
        name: Of any version of the policy, such as an enrolment carries; it need not be there.
        day: Of the learner's own calendar.

    Returns:
        Before the first version begins, the first one; where nobody here knows the policy, the default one.
    """
    known = _versions(policies, id_of(name)) or _versions(policies, DEFAULT_ID) or [Policy()]
    begun = [policy for policy in known if policy.effective_from <= day.isoformat()]
    return begun[-1] if begun else known[0]


def upcoming(policies: Mapping[str, Policy], name: str, day: date) -> tuple[Policy, ...]:
    """Returns the versions that begin after a day."""
    return tuple(policy for policy in _versions(policies, id_of(name)) if policy.effective_from > day.isoformat())


def credited_under(record: HoursRecord) -> list[str]:
    """Returns the names of the versions that a record's hours were credited under, the first version first."""
    names = {credit.policy for credit in record.credits if credit.credited_seconds}
    return sorted(names, key=lambda name: (id_of(name), version_of(name), name))


def id_of(name: str) -> str:
    """Returns ``default`` for ``default-2``."""
    return name.rpartition("-")[0]


def version_of(name: str) -> int:
    """Returns 2 for ``default-2``; 0 where there is no number."""
    number = name.rpartition("-")[2]
    return int(number) if number.isascii() and number.isdigit() and len(number) < 10 else 0


def _versions(policies: Mapping[str, Policy], policy_id: str) -> Sequence[Policy]:
    return sorted([one for one in policies.values() if one.id == policy_id], key=lambda policy: policy.version)
