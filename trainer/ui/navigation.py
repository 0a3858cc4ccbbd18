"""Where a person can go: places by name, so that no screen needs to know another."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Place:
    """A screen, and what it shows.

    Attributes:
        screen: ``first_run``, ``people``, ``home``, ``course``, ``lesson``, ``exams``, ``exam``, ``result``, ``hours``,
            ``certificate``, ``office``, ``corrections``, ``help`` or ``looks``.
        item: The lesson, attempt, person or enrolment that it is about.
        section: A passage of a lesson.
    """

    screen: str
    item: str = ""
    section: str = ""


class Navigator(Protocol):
    """What presenters may ask of the window."""

    def go(self, place: Place) -> None:
        """Shows a place; the open one is left properly first."""

    def back(self) -> None:
        """Returns to the place before."""
