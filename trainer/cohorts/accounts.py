"""Profiles on a shared computer: who is here, in which programme, and a lock against curious eyes."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from trainer.clock import Clock
from trainer.cohorts.people import STAFF, Enrolment, EnrolmentChange, PeopleStore, Person, Role
from trainer.errors import TrainerError
from trainer.i18n import _
from trainer.identifiers import new_id
from trainer.plain_text import checked_line, refuse_unwritable

SHORTEST_PIN = 6
"""Digits of a profile lock. It keeps a screen private; whoever copies the file can guess it."""

FREE_TRIES = 5
MOST_TRIES = 20
LONGEST_NAME = 200
SHORTEST_IDLE_LIMIT, LONGEST_IDLE_LIMIT = 60, 3_600
SHORTEST_NOTE, LONGEST_NOTE = 10, 1_000


class PeopleUnit(Protocol):
    """The part of a unit of work that profiles need."""

    @property
    def people(self) -> PeopleStore:
        """Profiles and enrolments."""

    def commit(self) -> None:
        """Makes everything durable, or raises and leaves nothing."""


@dataclass(frozen=True)
class NewPerson:
    """What first run asks; a PIN is optional."""

    role: Role
    name: str
    language: str
    pin: str = ""


@dataclass
class _Tries:
    wrong: int = 0
    locked_until: float = 0.0


class AccountService:
    """Makes, finds, opens and changes profiles."""

    def __init__(self, open_unit: Callable[[], AbstractContextManager[PeopleUnit]], clock: Clock) -> None:
        """``open_unit`` begins a unit of work."""
        self._open_unit = open_unit
        self._clock = clock
        self._tries: dict[str, _Tries] = {}

    def people(self) -> Sequence[Person]:
        """Returns all profiles by name."""
        with self._open_unit() as unit:
            return unit.people.people()

    def person(self, person_id: str) -> Person | None:
        """Returns a profile, or None."""
        with self._open_unit() as unit:
            return unit.people.person(person_id)

    def add(self, wish: NewPerson) -> Person:
        """Makes a profile.

        Raises:
            TrainerError: The name is empty, too long or holds control characters, or the PIN is not long enough.
        """
        name = checked_name(wish.name)
        now = self._clock.now()
        person = Person(new_id(now), wish.role, name, wish.language, now, pin_hash=_pin_hash(wish.pin))
        with self._open_unit() as unit:
            unit.people.add_person(person)
            unit.commit()
        return person

    def enrol(self, person: Person, programme_id: str, edition: str, policy: str, starts_on: date) -> Enrolment:
        """Puts a learner into a programme, or returns the enrolment that is already there."""
        with self._open_unit() as unit:
            for known in unit.people.enrolments(person.id):
                if known.programme_id == programme_id:
                    return known
            enrolment = Enrolment(new_id(self._clock.now()), person.id, programme_id, edition, policy, starts_on)
            unit.people.add_enrolment(enrolment)
            unit.commit()
        return enrolment

    def enrolments(self, person_id: str | None = None) -> Sequence[Enrolment]:
        """Returns enrolments of one person, or all."""
        with self._open_unit() as unit:
            return unit.people.enrolments(person_id)

    def enrolment(self, enrolment_id: str) -> Enrolment:
        """Returns one enrolment.

        Raises:
            TrainerError: It is not here.
        """
        with self._open_unit() as unit:
            return _enrolment(unit, enrolment_id)

    def set_idle_limit(self, enrolment_id: str, seconds: int | None, note: str, author_id: str) -> Enrolment:
        """Records a personal idle limit as an accommodation, or ends one; what was before is kept.

        Lines that are written from now on carry it; those that are there keep theirs.

        Args:
            enrolment_id: Whose.
            seconds: From a minute to an hour; None ends the accommodation.
            note: Why, and how it was agreed on.
            author_id: Who records it.

        Raises:
            TrainerError: The author may not, the limit is out of range, or the note is missing.
        """
        if seconds is not None and not SHORTEST_IDLE_LIMIT <= seconds <= LONGEST_IDLE_LIMIT:
            raise TrainerError(_("A personal idle limit can be from 1 to 60 minutes."))
        clean = _checked_note(note)
        with self._open_unit() as unit:
            enrolment, author = _enrolment(unit, enrolment_id), unit.people.person(author_id)
            if author is None or author.role not in STAFF or author.id == enrolment.person_id:
                raise TrainerError(_("Accommodations are recorded by an instructor."), _("Please ask your instructor."))
            changed = replace(enrolment, idle_limit_seconds=seconds, accommodation_note=clean)
            unit.people.save_enrolment(changed, author_id, self._clock.now())
            unit.commit()
        return changed

    def enrolment_history(self, enrolment_id: str) -> Sequence[EnrolmentChange]:
        """Returns what an enrolment was before each change, with author and moment."""
        with self._open_unit() as unit:
            return unit.people.enrolment_history(enrolment_id)

    def set_legal_name(self, person_id: str, legal_name: str, *, confirmed: bool) -> Person:
        """Stores the name as on the government photo ID; ``confirmed`` means that the ID was looked at.

        Raises:
            TrainerError: The name is empty or too long.
        """
        return self._change(person_id, legal_name=checked_name(legal_name), legal_name_confirmed=confirmed)

    def set_language(self, person_id: str, language: str) -> Person:
        """Stores the language that the person reads best."""
        return self._change(person_id, language=language)

    def set_pin(self, person_id: str, pin: str) -> Person:
        """Sets or, with an empty text, removes the profile lock.

        Raises:
            TrainerError: The PIN is not long enough.
        """
        return self._change(person_id, pin_hash=_pin_hash(pin))

    def change_pin(self, person_id: str, current: str, pin: str) -> Person:
        """Sets or removes one's own lock; who does not know the PIN that is there cannot. It takes a while on purpose.

        Raises:
            TrainerError: The current PIN is another one, or the new one is not long enough.
        """
        person = self.person(person_id)
        if person is not None and not self.unlock(person, current):
            raise TrainerError(_("This is not your current PIN. Please try again."))
        return self.set_pin(person_id, pin)

    def unlock(self, person: Person, pin: str) -> bool:
        """Says whether a PIN opens a profile. It takes a while on purpose: never call it on the main thread.

        Raises:
            TrainerError: Too many wrong tries; says how long to wait.
        """
        if not person.pin_hash:
            return True
        tries = self._tries.setdefault(person.id, _Tries())
        wait = tries.locked_until - self._clock.monotonic()
        if wait > 0 or tries.wrong >= MOST_TRIES:
            raise TrainerError(
                _("Please wait a moment before the next try."),
                _("%(seconds)s seconds to go. Your instructor can help with a new PIN.")
                % {"seconds": max(1, int(wait))},
            )
        from argon2 import PasswordHasher
        from argon2.exceptions import Argon2Error, InvalidHashError

        try:
            # Not every text can be written as bytes; one that cannot is no PIN.
            PasswordHasher().verify(person.pin_hash, pin.encode(errors="replace"))
        except (Argon2Error, InvalidHashError):
            tries.wrong += 1
            if tries.wrong >= FREE_TRIES:
                tries.locked_until = self._clock.monotonic() + 2.0 ** (tries.wrong - FREE_TRIES + 1)
            return False
        self._tries.pop(person.id)
        return True

    def _change(self, person_id: str, **changes: object) -> Person:
        with self._open_unit() as unit:
            person = unit.people.person(person_id)
            if person is None:
                raise TrainerError(_("This profile is not on this computer."), _("Please choose another one."))
            changed: Person = replace(person, **changes)  # type: ignore[arg-type]
            unit.people.save_person(changed)
            unit.commit()
        return changed


def checked_name(name: str) -> str:
    """Returns a name as it is kept.

    Raises:
        TrainerError: It is empty, too long or holds control characters.
    """
    clean = checked_line(name)
    if not clean:
        raise TrainerError(_("Please enter a name."), _("Any name you like to be called by is fine."))
    if len(clean) > LONGEST_NAME:
        raise TrainerError(_("This name is very long."), _("Please shorten it to 200 characters."))
    return clean


def _enrolment(unit: PeopleUnit, enrolment_id: str) -> Enrolment:
    found = unit.people.enrolment(enrolment_id)
    if found is None:
        raise TrainerError(_("This enrollment is not on this computer."), _("Please choose another one."))
    return found


def _checked_note(note: str) -> str:
    clean = note.strip()
    refuse_unwritable(clean, allowed="\n\t")
    if len(clean) < SHORTEST_NOTE:
        raise TrainerError(
            _("Please write a note of at least %(n)s characters.") % {"n": SHORTEST_NOTE},
            _("It says why, and how it was agreed on, so that an auditor can understand it years from now."),
        )
    if len(clean) > LONGEST_NOTE:
        raise TrainerError(_("This note is longer than %(n)s characters.") % {"n": LONGEST_NOTE})
    return clean


def check_pin(pin: str) -> None:
    """Passes over a PIN that may be used, and over none at all.

    Raises:
        TrainerError: It is not long enough, or holds something other than digits.
    """
    if pin and (len(pin) < SHORTEST_PIN or not pin.isascii() or not pin.isdigit()):
        raise TrainerError(_("Please choose a PIN of at least 6 digits."), _("You can also go on without one."))


def _pin_hash(pin: str) -> str:
    check_pin(pin)
    if not pin:
        return ""
    from argon2 import PasswordHasher

    return PasswordHasher().hash(pin)
