"""People, enrolments and policies in memory, for the services of an office."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

from trainer.clock import Clock
from trainer.cohorts.people import Enrolment, EnrolmentChange, Person
from trainer.hours.checkpoints import Checkpoint, Purpose
from trainer.hours.device_key import DeviceKey
from trainer.hours.notary import Notary
from trainer.hours.policy_book import PublishedPolicy, StoredPolicies


class MemoryPeople:
    """See :class:`trainer.cohorts.people.PeopleStore`."""

    def __init__(self) -> None:
        self.by_id: dict[str, Person] = {}
        self.enrolments_by_id: dict[str, Enrolment] = {}
        self.changes: list[EnrolmentChange] = []

    def add_person(self, person: Person) -> None:
        self.by_id[person.id] = person

    def save_person(self, person: Person) -> None:
        self.by_id[person.id] = person

    def people(self) -> Sequence[Person]:
        return sorted(self.by_id.values(), key=lambda person: person.name)

    def person(self, person_id: str) -> Person | None:
        return self.by_id.get(person_id)

    def add_enrolment(self, enrolment: Enrolment) -> None:
        self.enrolments_by_id[enrolment.id] = enrolment

    def enrolments(self, person_id: str | None = None) -> Sequence[Enrolment]:
        return [one for one in self.enrolments_by_id.values() if person_id in (None, one.person_id)]

    def damaged(self) -> Sequence[str]:
        return ()

    def enrolment(self, enrolment_id: str) -> Enrolment | None:
        return self.enrolments_by_id.get(enrolment_id)

    def save_enrolment(self, enrolment: Enrolment, author_id: str, moment: datetime) -> None:
        before = self.enrolments_by_id[enrolment.id]
        if before != enrolment:
            self.changes.append(EnrolmentChange(before, author_id, moment))
            self.enrolments_by_id[enrolment.id] = enrolment

    def enrolment_history(self, enrolment_id: str) -> Sequence[EnrolmentChange]:
        return [change for change in self.changes if change.before.id == enrolment_id]


class MemoryPolicies:
    """See :class:`trainer.hours.policy_book.PolicyStore`."""

    def __init__(self) -> None:
        self.published: list[PublishedPolicy] = []
        self.unreadable: list[str] = []

    def add_policy(self, published: PublishedPolicy) -> None:
        self.published.append(published)

    def policies(self) -> StoredPolicies:
        return StoredPolicies(tuple(self.published), tuple(self.unreadable))


class MemoryCheckpoints:
    """See :class:`trainer.hours.checkpoints.CheckpointStore`; keeps no ends of chains apart."""

    def __init__(self) -> None:
        self.made: list[Checkpoint] = []

    def add(self, checkpoint: Checkpoint) -> None:
        self.made.append(checkpoint)

    def latest(self, device_id: str) -> Checkpoint | None:
        return next((one for one in reversed(self.all()) if one.head.device_id == device_id), None)

    def all(self) -> Sequence[Checkpoint]:
        return [one for one in self.made if one.purpose is not Purpose.POLICY]

    def seals(self) -> Sequence[Checkpoint]:
        return [one for one in self.made if one.purpose is Purpose.POLICY]


def make_notary(clock: Clock) -> Notary:
    """Makes one with a key that is always the same."""
    return Notary("device-1", DeviceKey(bytes(range(32))), clock)


class MemoryStaffUnit:
    """Opens over the same people and policies each time; what was not committed is taken back.

    Attributes:
        fails: Raised by the next commit, after which nothing of its unit stays.
    """

    def __init__(self) -> None:
        self.people, self.policies, self.checkpoints = MemoryPeople(), MemoryPolicies(), MemoryCheckpoints()
        self.fails: Exception | None = None

    @contextmanager
    def open(self) -> Iterator["MemoryStaffUnit"]:
        published, made = list(self.policies.published), list(self.checkpoints.made)
        try:
            yield self
        except Exception:
            self.policies.published, self.checkpoints.made = published, made
            raise

    def commit(self) -> None:
        if self.fails is not None:
            error, self.fails = self.fails, None
            raise error

    def rename(self, person_id: str, **changes: object) -> None:
        """Changes a profile."""
        self.people.by_id[person_id] = replace(self.people.by_id[person_id], **changes)  # type: ignore[arg-type]
