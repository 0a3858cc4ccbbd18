"""What first run asks and does with the answers; no Qt."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from trainer.cohorts.accounts import AccountService, NewPerson
from trainer.cohorts.people import Person, Role
from trainer.errors import TrainerError
from trainer.i18n import _, format_hours, language
from trainer.ui.runner import Runner

if TYPE_CHECKING:
    from trainer.courses.catalogue import Catalogue
    from trainer.courses.outline import Programme


class FirstRunView(Protocol):
    """What the screen can show."""

    def show_programmes(self, choices: list[tuple[str, str]]) -> None:
        """Offers the courses: id and words, the shortest first."""

    def show_error(self, message: str) -> None:
        """Shows what to change, beside the fields; nothing typed is lost."""

    def show_busy(self, busy: bool) -> None:
        """Keeps the button from being pressed twice."""


class FirstRunPresenter:
    """Makes the first profile."""

    def __init__(
        self,
        view: FirstRunView,
        accounts: Callable[[], AccountService],
        catalogue: "Callable[[], Catalogue]",
        runner: Runner,
        on_ready: Callable[[Person], None],
        on_language: Callable[[str], None],
    ) -> None:
        """``accounts`` and ``catalogue`` are asked for on the worker, since they may still be opening."""
        self._view, self._accounts, self._catalogue, self._runner = view, accounts, catalogue, runner
        self._on_ready, self._on_language = on_ready, on_language

    def start(self) -> None:
        """Looks up which courses there are."""
        self._runner.run(self._programmes, self._show_programmes)

    def language_chosen(self, code: str) -> None:
        """Rebuilds the window in another language."""
        self._on_language(code)

    def submitted(self, role: str, name: str, pin: str, pin_again: str, language: str) -> None:
        """Makes the profile, or says what to change."""
        if not role:
            self._view.show_error(_("Please choose who is at this computer."))
            return
        if pin != pin_again:
            self._view.show_error(_("The two PINs are not the same. Please type them again, or leave both empty."))
            return
        self._view.show_busy(True)
        wish = NewPerson(Role(role), name, language, pin)
        self._runner.run(lambda: self._accounts().add(wish), self._on_ready, self._on_error)

    def _programmes(self) -> "list[Programme]":
        catalogue = self._catalogue()
        return [catalogue.programme(programme_id) for programme_id in catalogue.programme_ids()]

    def _show_programmes(self, programmes: "list[Programme]") -> None:
        ordered = sorted(programmes, key=lambda programme: programme.total_minutes)
        self._view.show_programmes([(programme.id, _programme_line(programme)) for programme in ordered])

    def _on_error(self, error: Exception) -> None:
        self._view.show_busy(False)
        if isinstance(error, TrainerError):
            self._view.show_error(f"{error.message} {error.advice}")
            return
        raise error


def _programme_line(programme: "Programme") -> str:
    from trainer.courses.outline import in_language

    return _("%(title)s, %(hours)s") % {
        "title": in_language(programme.title, language()),
        "hours": format_hours(programme.total_minutes * 60),
    }
