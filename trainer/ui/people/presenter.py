"""Choosing a profile and opening its lock; no Qt."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from trainer.cohorts.people import Person, Role
from trainer.errors import TrainerError
from trainer.i18n import _
from trainer.ui.runner import Runner

if TYPE_CHECKING:
    from trainer.cohorts.accounts import AccountService


@dataclass(frozen=True)
class PersonCard:
    """A profile as it is offered."""

    id: str
    name: str
    line: str


class PeopleView(Protocol):
    """What the screen can show."""

    def show_people(self, cards: list[PersonCard]) -> None:
        """Offers the profiles."""

    def ask_pin(self, name: str, error: str) -> str | None:
        """Asks for a PIN; None when the person goes back."""

    def show_error(self, message: str) -> None:
        """Says kindly why it does not open just now."""


class PeoplePresenter:
    """Offers profiles and opens one; the lock is checked off the main thread, since that takes a while on purpose."""

    def __init__(
        self,
        view: PeopleView,
        accounts: "Callable[[], AccountService]",
        runner: Runner,
        on_open: Callable[[Person], None],
    ) -> None:
        """``on_open`` is called with the profile that was opened."""
        self._view, self._accounts, self._runner, self._on_open = view, accounts, runner, on_open
        self._people: dict[str, Person] = {}

    def start(self) -> None:
        """Loads the profiles."""
        self._runner.run(lambda: self._accounts().people(), self._show)

    def chosen(self, person_id: str, error: str = "") -> None:
        """Opens a profile, asking for its PIN when it has one."""
        person = self._people[person_id]
        if not person.pin_hash:
            self._on_open(person)
            return
        pin = self._view.ask_pin(person.name, error)
        if pin is not None:
            self._runner.run(
                lambda: self._accounts().unlock(person, pin), lambda opened: self._tried(person, opened), self._on_error
            )

    def _show(self, people: Sequence[Person]) -> None:
        self._people = {person.id: person for person in people}
        self._view.show_people([PersonCard(person.id, person.name, role_word(person.role)) for person in people])

    def _tried(self, person: Person, opened: bool) -> None:
        if opened:
            self._on_open(person)
        else:
            self.chosen(person.id, _("This is not the PIN of this profile. Please try again."))

    def _on_error(self, error: Exception) -> None:
        if not isinstance(error, TrainerError):
            raise error
        self._view.show_error(f"{error.message} {error.advice}")


def role_word(role: Role) -> str:
    """Names a role in words."""
    return {
        Role.LEARNER: _("Learner"),
        Role.INSTRUCTOR: _("Instructor"),
        Role.ADMINISTRATOR: _("Administrator"),
        Role.AUDITOR: _("Auditor"),
    }[role]
