"""Who is at the computer now, and in which programme."""

from dataclasses import dataclass

from trainer.cohorts.people import Enrolment, Person


@dataclass(frozen=True)
class Session:
    """A person at the screen; an instructor has no enrolment."""

    person: Person
    enrolment: Enrolment | None = None
