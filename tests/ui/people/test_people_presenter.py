"""Choosing a profile and opening its lock."""

from datetime import UTC, datetime

from tests.fakes.runner import RunNow
from trainer.cohorts.people import Person, Role
from trainer.errors import TrainerError
from trainer.ui.people.presenter import PeoplePresenter, PersonCard

NOW = datetime(2027, 1, 4, tzinfo=UTC)
OPEN = Person("1", Role.LEARNER, "Marisol", "en", NOW)
LOCKED = Person("2", Role.INSTRUCTOR, "Ana", "es", NOW, pin_hash="hash")


class Accounts:
    """Opens Ana's lock with one PIN, and asks to wait after a marked one."""

    def people(self) -> list[Person]:
        return [OPEN, LOCKED]

    def unlock(self, person: Person, pin: str) -> bool:
        if pin == "wait":
            raise TrainerError("Please wait.", "3 seconds to go.")
        return pin == "493817"


class RecordingPeople:
    """Keeps what it was told, and types the PINs it was given."""

    def __init__(self, pins: list[str | None]) -> None:
        self.pins, self.cards, self.asked, self.errors = pins, list[PersonCard](), list[tuple[str, str]](), list[str]()

    def show_people(self, cards: list[PersonCard]) -> None:
        self.cards = cards

    def ask_pin(self, name: str, error: str) -> str | None:
        self.asked.append((name, error))
        return self.pins.pop(0)

    def show_error(self, message: str) -> None:
        self.errors.append(message)


def _start(pins: list[str | None]) -> tuple[PeoplePresenter, RecordingPeople, list[Person]]:
    view, opened = RecordingPeople(pins), list[Person]()
    presenter = PeoplePresenter(view, Accounts, RunNow(), opened.append)  # type: ignore[arg-type]
    presenter.start()
    return presenter, view, opened


def test_profiles_are_offered_with_their_role() -> None:
    _presenter, view, _opened = _start([])
    assert view.cards == [PersonCard("1", "Marisol", "Learner"), PersonCard("2", "Ana", "Instructor")]


def test_a_profile_without_a_lock_opens_at_once() -> None:
    presenter, view, opened = _start([])
    presenter.chosen("1")
    assert opened == [OPEN]
    assert not view.asked


def test_a_wrong_pin_is_asked_again_kindly() -> None:
    presenter, view, opened = _start(["000000", "493817"])
    presenter.chosen("2")
    assert opened == [LOCKED]
    assert view.asked == [("Ana", ""), ("Ana", "This is not the PIN of this profile. Please try again.")]


def test_going_back_opens_nothing() -> None:
    presenter, view, opened = _start([None])
    presenter.chosen("2")
    assert not opened
    assert not view.errors


def test_too_many_tries_say_how_long_to_wait() -> None:
    presenter, view, opened = _start(["wait"])
    presenter.chosen("2")
    assert not opened
    assert view.errors == ["Please wait. 3 seconds to go."]
