"""What first run offers, asks for, and says when something is missing."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.fakes.programmes import make_programme
from tests.fakes.runner import RunNow
from trainer.cohorts.accounts import NewPerson
from trainer.cohorts.people import Person, Role
from trainer.courses.outline import LessonPlan, Programme
from trainer.errors import TrainerError
from trainer.ui.first_run.presenter import CourseOffer, FirstRunPresenter

NOW = datetime(2027, 1, 4, tzinfo=UTC)


def _whole(programme_id: str, minutes: int) -> Programme:
    one, two = make_programme().modules
    written = replace(two, lessons=tuple(replace(plan, written=True) for plan in two.lessons))
    return replace(make_programme(), id=programme_id, total_minutes=minutes, modules=(one, written))


class Courses:
    """A short course in preparation, and two whole ones that are longer."""

    def __init__(self) -> None:
        begun = replace(make_programme(), id="begun", total_minutes=60)
        self.by_id = {one.id: one for one in (begun, _whole("long", 480), _whole("short", 240))}

    def programme_ids(self) -> list[str]:
        return list(self.by_id)

    def programme(self, programme_id: str) -> Programme:
        return self.by_id[programme_id]


class Accounts:
    """Keeps whoever is added; a full disk can be had."""

    def __init__(self, people: list[Person]) -> None:
        self.here, self.added, self.is_full = people, list[NewPerson](), False

    def people(self) -> list[Person]:
        return self.here

    def add(self, wish: NewPerson) -> Person:
        if self.is_full:
            raise TrainerError("The disk is full.", "Nothing was changed.")
        self.added.append(wish)
        return Person("1", wish.role, wish.name, wish.language, NOW)


class RecordingFirstRun:
    """Keeps what it was told."""

    def __init__(self) -> None:
        self.offers, self.errors, self.busy, self.ways_back = list[CourseOffer](), list[tuple[str, str]](), False, 0

    def show_programmes(self, offers: list[CourseOffer]) -> None:
        self.offers = offers

    def show_way_back(self) -> None:
        self.ways_back += 1

    def show_error(self, place: str, message: str) -> None:
        self.errors.append((place, message))

    def show_busy(self, busy: bool) -> None:
        self.busy = busy


class Desk:
    """The presenter with what surrounds it."""

    def __init__(self, *people: Person) -> None:
        self.view, self.accounts, self.ready = RecordingFirstRun(), Accounts(list(people)), list[Person]()
        self.presenter = FirstRunPresenter(
            self.view, lambda: self.accounts, Courses, RunNow(), self.ready.append, lambda _code: None  # type: ignore[arg-type, return-value]
        )  # fmt: skip
        self.presenter.start()


def test_whole_courses_stand_first_and_the_others_say_how_much_is_here() -> None:
    offers = Desk().view.offers
    assert [offer.id for offer in offers] == ["short", "long", "begun"]
    assert [offer.remark for offer in offers] == ["", "", "In preparation: 2 of 3 lessons are here."]
    assert offers[2].title == "A small course, 1 h"


def test_one_lesson_in_all_is_one_lesson() -> None:
    plan = LessonPlan("one-01", "one", {"en": "First steps"}, 40, written=False)
    course = make_programme()
    courses = Courses()
    courses.by_id = {"small": replace(course, modules=(replace(course.modules[0], lessons=(plan,)),))}
    view = RecordingFirstRun()
    FirstRunPresenter(view, lambda: Accounts([]), lambda: courses, RunNow(), print, print).start()  # type: ignore[arg-type, return-value]
    assert view.offers[0].remark == "In preparation: 0 of 1 lesson is here."


def test_a_way_back_is_offered_where_there_are_people() -> None:
    assert Desk().view.ways_back == 0
    assert Desk(Person("1", Role.LEARNER, "Marisol", "en", NOW)).view.ways_back == 1


@pytest.mark.parametrize(
    ("given", "place", "words"),
    [
        (("", "", "", ""), "role", "Please choose who is at this computer."),
        (("learner", "  ", "", ""), "name", "Please enter a name."),
        (("learner", "Marisol", "12", "12"), "pin", "at least 6 digits"),
        (("learner", "Marisol", "493817", "493816"), "pin_again", "not the same"),
    ],
)
def test_what_is_missing_is_said_where_it_is_missing(given: tuple[str, str, str, str], place: str, words: str) -> None:
    desk = Desk()
    desk.presenter.submitted(*given, "en")
    ((found, message),) = desk.view.errors
    assert found == place
    assert words in message
    assert not desk.accounts.added
    assert not desk.view.busy


def test_what_the_records_refuse_is_said_and_one_can_try_again() -> None:
    desk = Desk()
    desk.accounts.is_full = True
    desk.presenter.submitted("learner", "Marisol", "", "", "en")
    assert desk.view.errors == [("", "The disk is full. Nothing was changed.")]
    assert not desk.view.busy
    desk.accounts.is_full = False
    desk.presenter.submitted("learner", "Marisol", "", "", "es")
    assert desk.accounts.added == [NewPerson(Role.LEARNER, "Marisol", "es")]
    assert [person.name for person in desk.ready] == ["Marisol"]
