"""Profiles: made, enrolled, changed, and locked against curious eyes."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from trainer.clock import SimulatedClock
from trainer.cohorts.accounts import FREE_TRIES, LONGEST_NAME, AccountService, NewPerson
from trainer.cohorts.people import Enrolment, EnrolmentChange, Person, Role
from trainer.errors import TrainerError
from trainer.store.database import Database, open_database


@pytest.fixture
def clock() -> SimulatedClock:
    return SimulatedClock(datetime(2027, 1, 4, 17, 0, tzinfo=UTC))


@pytest.fixture
def records(tmp_path: Path, clock: SimulatedClock) -> Iterator[Database]:
    database = open_database(tmp_path, clock)
    yield database
    database.close()


@pytest.fixture
def accounts(records: Database, clock: SimulatedClock) -> AccountService:
    return AccountService(records.unit, clock)


def _learner(accounts: AccountService, name: str = "Marisol", pin: str = "") -> Person:
    return accounts.add(NewPerson(Role.LEARNER, name, "en", pin))


def test_a_profile_is_found_again(accounts: AccountService) -> None:
    made = _learner(accounts, "  Marisol   Vega ")
    assert made.name == "Marisol Vega"
    assert accounts.person(made.id) == made
    assert list(accounts.people()) == [made]


@pytest.mark.parametrize("name", ["", "   ", "x" * (LONGEST_NAME + 1)])
def test_a_name_that_cannot_be_says_what_to_do(accounts: AccountService, name: str) -> None:
    with pytest.raises(TrainerError):
        _learner(accounts, name)
    assert not accounts.people()


@pytest.mark.parametrize("name", ["<b>Ana</b>", "'; DROP TABLE people; --", "=1+1", "Ñandú 🌻", "مرحبا"])
def test_any_name_is_kept_as_it_is(accounts: AccountService, name: str) -> None:
    assert accounts.person(_learner(accounts, name).id) is not None
    assert accounts.people()[0].name == name


@pytest.mark.parametrize("pin", ["12345", "abcdef", "12 456", "١٢٣٤٥٦"])
def test_a_pin_is_six_digits_or_more(accounts: AccountService, pin: str) -> None:
    with pytest.raises(TrainerError, match="6 digits"):
        _learner(accounts, pin=pin)


def test_a_pin_is_kept_as_a_hash_alone(accounts: AccountService) -> None:
    person = _learner(accounts, pin="493817")
    assert "493817" not in person.pin_hash
    assert person.pin_hash.startswith("$argon2id$")
    assert accounts.unlock(person, "493817")
    assert not accounts.unlock(person, "493818")


def test_wrong_tries_make_the_next_one_wait_longer(accounts: AccountService, clock: SimulatedClock) -> None:
    person = _learner(accounts, pin="493817")
    for _try in range(FREE_TRIES):
        assert not accounts.unlock(person, "000000")
    with pytest.raises(TrainerError, match="wait"):
        accounts.unlock(person, "493817")
    clock.advance(2.5)
    assert not accounts.unlock(person, "000000")
    clock.advance(2.5)
    with pytest.raises(TrainerError, match="wait"):
        accounts.unlock(person, "493817")
    clock.advance(2.5)
    assert accounts.unlock(person, "493817")


def test_a_profile_without_a_pin_opens(accounts: AccountService) -> None:
    assert accounts.unlock(_learner(accounts), "")


def test_enrolling_twice_gives_the_same_enrolment(accounts: AccountService) -> None:
    person = _learner(accounts)
    first = accounts.enrol(person, "first-steps", "e", "default-1", date(2027, 1, 4))
    assert accounts.enrol(person, "first-steps", "e", "default-1", date(2027, 2, 4)) == first
    assert list(accounts.enrolments(person.id)) == [first]


def test_a_change_keeps_what_was_before(accounts: AccountService, records: Database, tmp_path: Path) -> None:
    person = _learner(accounts)
    accounts.set_legal_name(person.id, "Marisol Elena Vega", confirmed=True)
    accounts.set_language(person.id, "es")
    found = accounts.person(person.id)
    assert found is not None
    assert (found.legal_name, found.legal_name_confirmed, found.language) == ("Marisol Elena Vega", True, "es")
    records.close()
    with closing(sqlite3.connect(next(tmp_path.glob("*.db")))) as connection:
        history = connection.execute("SELECT before FROM people_history ORDER BY position").fetchall()
    assert len(history) == 2
    assert '"legal_name": ""' in history[0][0]


def test_a_profile_that_is_not_here_says_so(accounts: AccountService) -> None:
    with pytest.raises(TrainerError, match="not on this computer"):
        accounts.set_language("nobody", "es")


# Accommodations, and one's own PIN.

NOTE = "Reads with a screen magnifier; agreed on with her on January 4."


@pytest.fixture
def enrolment(accounts: AccountService) -> Enrolment:
    return accounts.enrol(_learner(accounts), "first-steps", "e", "default-1", date(2027, 1, 4))


def _staff(accounts: AccountService, role: Role = Role.INSTRUCTOR) -> Person:
    return accounts.add(NewPerson(role, "Ana", "en"))


def test_an_accommodation_is_recorded_changed_and_ended_and_what_was_before_is_kept(
    accounts: AccountService, enrolment: Enrolment, clock: SimulatedClock
) -> None:
    ana = _staff(accounts)
    accounts.set_idle_limit(enrolment.id, 900, f"  {NOTE} ", ana.id)
    granted = accounts.enrolment(enrolment.id)
    assert (granted.idle_limit_seconds, granted.accommodation_note) == (900, NOTE)
    accounts.set_idle_limit(enrolment.id, None, "She asked for it to end.", ana.id)
    assert accounts.enrolment(enrolment.id).idle_limit_seconds is None
    assert accounts.enrolment_history(enrolment.id) == [
        EnrolmentChange(enrolment, ana.id, clock.now()),
        EnrolmentChange(granted, ana.id, clock.now()),
    ]


@pytest.mark.parametrize(("seconds", "note"), [(59, NOTE), (3_601, NOTE), (0, NOTE), (900, " short "), (None, "")])
def test_a_limit_out_of_range_or_without_a_note_is_refused(
    accounts: AccountService, enrolment: Enrolment, seconds: int | None, note: str
) -> None:
    with pytest.raises(TrainerError):
        accounts.set_idle_limit(enrolment.id, seconds, note, _staff(accounts).id)
    assert accounts.enrolment(enrolment.id) == enrolment


@pytest.mark.parametrize("role", [Role.LEARNER, Role.AUDITOR])
def test_others_than_staff_grant_no_accommodation(accounts: AccountService, enrolment: Enrolment, role: Role) -> None:
    for author_id in (_staff(accounts, role).id, "nobody", enrolment.person_id):
        with pytest.raises(TrainerError, match="instructor"):
            accounts.set_idle_limit(enrolment.id, 900, NOTE, author_id)
    assert accounts.enrolment_history(enrolment.id) == []


def test_an_enrolment_that_is_not_here_says_so(accounts: AccountService) -> None:
    with pytest.raises(TrainerError, match="not on this computer"):
        accounts.set_idle_limit("nowhere", 900, NOTE, _staff(accounts).id)


def test_who_knows_the_pin_changes_it_and_nobody_else(accounts: AccountService) -> None:
    ana = _staff(accounts)
    accounts.change_pin(ana.id, "", "493817")
    with pytest.raises(TrainerError, match="not your current PIN"):
        accounts.change_pin(ana.id, "", "111111")
    accounts.change_pin(ana.id, "493817", "")
    assert accounts.unlock(accounts.people()[0], "")
