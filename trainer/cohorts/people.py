"""The people of a computer or an office: who learns, who teaches, who looks after the records."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol


class Role(StrEnum):
    """What a person does here."""

    LEARNER = "learner"
    INSTRUCTOR = "instructor"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"


STAFF = frozenset({Role.INSTRUCTOR, Role.ADMINISTRATOR})
"""Who may record attendance, correct hours and grant accommodations."""


@dataclass(frozen=True)
class Person:
    """Someone with a profile.

    Attributes:
        name: How the person wants to be addressed.
        legal_name: As on the government photo ID; needed only for a certificate.
        pin_hash: Argon2id hash of the profile lock, or empty. It keeps a shared screen private and stops no thief.
    """

    id: str
    role: Role
    name: str
    language: str
    created_at: datetime
    legal_name: str = ""
    legal_name_confirmed: bool = False
    pin_hash: str = ""


@dataclass(frozen=True)
class Enrolment:
    """A learner in a programme, pinned to an edition.

    Attributes:
        edition: The pack that this learner's hours are credited by.
        policy: The hours policy's name, such as ``default-1``.
        idle_limit_seconds: A longer idle limit as a recorded accommodation, or None.
        accommodation_note: Who granted it and when; required with a personal limit.
    """

    id: str
    person_id: str
    programme_id: str
    edition: str
    policy: str
    starts_on: date
    ends_on: date | None = None
    idle_limit_seconds: int | None = None
    accommodation_note: str = ""


@dataclass(frozen=True)
class EnrolmentChange:
    """What an enrolment was before a change, and who changed it when."""

    before: Enrolment
    author_id: str
    changed_at: datetime


class PeopleStore(Protocol):
    """Where profiles and enrolments are kept."""

    def add_person(self, person: Person) -> None:
        """Stores a new profile."""

    def save_person(self, person: Person) -> None:
        """Stores a changed profile; what changed is kept in the profile's history."""

    def people(self) -> Sequence[Person]:
        """Returns all profiles by name; one that cannot be read is left out, unless it is the only one."""

    def person(self, person_id: str) -> Person | None:
        """Returns one profile, or None."""

    def add_enrolment(self, enrolment: Enrolment) -> None:
        """Stores an enrolment."""

    def enrolments(self, person_id: str | None = None) -> Sequence[Enrolment]:
        """Returns enrolments, by start; among everybody's, one that cannot be read is left out.

        Raises:
            TrainerError: One of this person's cannot be read.
        """

    def enrolment(self, enrolment_id: str) -> Enrolment | None:
        """Returns one enrolment, or None."""

    def damaged(self) -> Sequence[str]:
        """Names each profile and enrolment that cannot be read or is nobody's, in a sentence."""

    def save_enrolment(self, enrolment: Enrolment, author_id: str, moment: datetime) -> None:
        """Stores a changed enrolment; what it was stays in its history, with author and moment."""

    def enrolment_history(self, enrolment_id: str) -> Sequence[EnrolmentChange]:
        """Returns what an enrolment was before each change, the first change first."""


def administrator(people: Iterable[Person]) -> Person | None:
    """Returns who looks after this installation where no profile is an administrator's: the instructor who came first.

    First run offers no administrator, since most offices have one person for everything.
    """
    known = list(people)
    if any(person.role is Role.ADMINISTRATOR for person in known):
        return None
    instructors = [person for person in known if person.role is Role.INSTRUCTOR]
    return min(instructors, key=lambda person: (person.created_at, person.id), default=None)


def may_administer(person: Person, people: Iterable[Person]) -> bool:
    """Says whether somebody may do what only an administrator may."""
    acting = administrator(people)
    return person.role is Role.ADMINISTRATOR or (acting is not None and acting.id == person.id)
