"""People, enrolments and policies in memory, for the services of an office."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

from trainer.cohorts.people import Enrolment, EnrolmentChange, Person
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


class MemoryStaffUnit:
    """Opens over the same people and policies each time; what was not committed is taken back.

    Attributes:
        fails: Raised by the next commit, after which nothing of its unit stays.
    """

    def __init__(self) -> None:
        self.people, self.policies = MemoryPeople(), MemoryPolicies()
        self.fails: Exception | None = None

    @contextmanager
    def open(self) -> Iterator["MemoryStaffUnit"]:
        published = list(self.policies.published)
        try:
            yield self
        except Exception:
            self.policies.published = published
            raise

    def commit(self) -> None:
        if self.fails is not None:
            error, self.fails = self.fails, None
            raise error

    def rename(self, person_id: str, **changes: object) -> None:
        """Changes a profile."""
        self.people.by_id[person_id] = replace(self.people.by_id[person_id], **changes)  # type: ignore[arg-type]
