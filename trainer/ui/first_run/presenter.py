"""What first run asks and does with the answers; no Qt."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from trainer.cohorts.accounts import AccountService, NewPerson, check_pin, checked_name
from trainer.cohorts.people import Person, Role
from trainer.errors import TrainerError
from trainer.i18n import _, format_hours, language, ngettext
from trainer.ui.runner import Runner

if TYPE_CHECKING:
    from trainer.courses.catalogue import Catalogue
    from trainer.courses.outline import Programme


@dataclass(frozen=True)
class CourseOffer:
    """A course that one can begin.

    Attributes:
        title: What it is called, and how long it is.
        remark: How much of it is here; empty where nothing is missing.
    """

    id: str
    title: str
    remark: str = ""


class FirstRunView(Protocol):
    """What the screen can show."""

    def show_programmes(self, offers: list[CourseOffer]) -> None:
        """Offers the courses; the first one is chosen until the person chooses another."""

    def show_way_back(self) -> None:
        """Offers to go back to the list of people."""

    def show_error(self, place: str, message: str) -> None:
        """Shows what to change where it is to be changed, and goes there; nothing typed is lost.

        ``place`` is role, name, pin or pin_again; empty when it is about none of them.
        """

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
        """Looks up which courses there are, and whether there are people to go back to."""
        self._runner.run(self._programmes, self._show_programmes)
        self._runner.run(lambda: bool(self._accounts().people()), self._show_way_back)

    def language_chosen(self, code: str) -> None:
        """Rebuilds the window in another language."""
        self._on_language(code)

    def submitted(self, role: str, name: str, pin: str, pin_again: str, language: str) -> None:
        """Makes the profile, or says what to change."""
        place, message = _what_is_missing(role, name, pin, pin_again)
        if message:
            self._view.show_error(place, message)
            return
        self._view.show_busy(True)
        wish = NewPerson(Role(role), name, language, pin)
        self._runner.run(lambda: self._accounts().add(wish), self._on_ready, self._on_error)

    def _programmes(self) -> "list[Programme]":
        catalogue = self._catalogue()
        return [catalogue.programme(programme_id) for programme_id in catalogue.programme_ids()]

    def _show_programmes(self, programmes: "list[Programme]") -> None:
        # A course that is whole is offered before one that is still being written, however short that one is.
        ordered = sorted(programmes, key=lambda programme: (bool(_remark(programme)), programme.total_minutes))
        self._view.show_programmes([CourseOffer(one.id, _title(one), _remark(one)) for one in ordered])

    def _show_way_back(self, anyone_here: bool) -> None:
        if anyone_here:
            self._view.show_way_back()

    def _on_error(self, error: Exception) -> None:
        self._view.show_busy(False)
        if isinstance(error, TrainerError):
            self._view.show_error("", _in_one_line(error))
            return
        raise error


def _what_is_missing(role: str, name: str, pin: str, pin_again: str) -> tuple[str, str]:
    """Returns the first place where something is to be changed, and what; two empty texts when all is well."""
    if not role:
        return "role", _("Please choose who is at this computer.")
    for place, check in (("name", lambda: checked_name(name)), ("pin", lambda: check_pin(pin))):
        try:
            check()
        except TrainerError as error:
            return place, _in_one_line(error)
    if pin != pin_again:
        return "pin_again", _("The two PINs are not the same. Please type them again, or leave both empty.")
    return "", ""


def _in_one_line(error: TrainerError) -> str:
    return f"{error.message} {error.advice}".strip()


def _title(programme: "Programme") -> str:
    from trainer.courses.outline import in_language

    return _("%(title)s, %(hours)s") % {
        "title": in_language(programme.title, language()),
        "hours": format_hours(programme.total_minutes * 60),
    }


def _remark(programme: "Programme") -> str:
    count = len(programme.lessons)
    here = sum(plan.written for plan in programme.lessons.values())
    if here == count:
        return ""
    return ngettext(
        "In preparation: %(here)s of %(n)s lesson is here.",
        "In preparation: %(here)s of %(n)s lessons are here.",
        count,
    ) % {"here": here, "n": count}
