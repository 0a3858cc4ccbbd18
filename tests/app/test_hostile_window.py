"""Texts from outside in every field and on every screen of the real window: shown as they are, and never obeyed."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.app.test_window import folder, packs
from tests.fakes.hostile import Watched, some_texts
from tests.fakes.obeyed import obeyed, said
from trainer import i18n
from trainer.app.session import Session
from trainer.app.stage import Stage
from trainer.app.workspace import policies
from trainer.certificates.facts import Provider
from trainer.clock import SimulatedClock
from trainer.cohorts.people import Enrolment, Person, Role
from trainer.ui.navigation import Place

__all__ = ["folder", "packs"]

START = datetime(2027, 1, 4, 17, 0, tzinfo=UTC)
OFFICE = "instructor"
FORMS = {"bar": 840, "rail": 1100, "column": 1280}
ALONE = 12
"""How many names a quick run gives to the screens that show one person."""

Tell = Callable[[str], None]


@pytest.fixture
def stage(qtbot: QtBot, folder: Path) -> Iterator[Stage]:
    opened = Stage(folder, SimulatedClock(START))
    yield opened
    opened.close()
    opened.forget()
    i18n.set_language("en")


def _names(field: str, picture: Path, is_nightly: bool) -> list[str]:
    """Returns what a database can hold: whatever brings a name, no text without a place in UTF-8 gets so far."""
    found = some_texts(field, picture, all_of_them=is_nightly)
    return [f'<img src="{picture.as_uri()}">', *(name for name in found if not any(map(_has_no_place, name)))]


def _has_no_place(sign: str) -> bool:
    return "\ud800" <= sign <= "\udfff"


def _bring(stage: Stage, names: Sequence[str]) -> None:
    """As a file from elsewhere would: no field has looked at any of these."""
    space = stage.window.workspace
    course, policy = space.catalogue, next(iter(policies()))
    with space.unit() as unit:
        for number, name in enumerate(names):
            one = Person(f"person-{number}", Role.LEARNER, name, "en", START, name, legal_name_confirmed=True)
            unit.people.add_person(one)
            unit.people.add_enrolment(
                Enrolment(
                    f"of-{number}",
                    one.id,
                    course.programme_ids()[0],
                    course.edition,
                    policy,
                    date(2027, 1, 1),
                    idle_limit_seconds=600,
                    accommodation_note=name,
                )  # fmt: skip
            )
        unit.people.add_person(Person(OFFICE, Role.INSTRUCTOR, names[0], "en", START))
        unit.register.save_provider(Provider("provider", *[f"{name} " for name in names[:6]]))
        unit.commit()


def _sit_down(stage: Stage, person_id: str) -> None:
    accounts = stage.window.workspace.accounts
    enrolments = accounts.enrolments(person_id)
    stage.window.open_session(Session(accounts.person(person_id), enrolments[0] if enrolments else None))
    stage.settle()


def _look(stage: Stage, picture: Path, names: Sequence[str], where: str) -> list[str]:
    """Draws the window, and finds what is obeyed and what is not shown."""
    stage.grab(picture.with_name("grabbed.png"))
    shell = stage.window.shell
    words = said(shell)
    return [f"{where}: {fault}" for fault in obeyed(shell)] + [
        # Qt takes a mark of the order of bytes away at the beginning; nobody could see it.
        f"{where} does not show {name!r}"
        for name in names
        if name.removeprefix("\ufeff") not in words
    ]


def test_screens_of_many_people_show_every_name(
    stage: Stage, watched: Watched, picture: Path, is_nightly: bool, tell: Tell
) -> None:
    names = _names("many names", picture, is_nightly)
    _bring(stage, names)
    stage.go(Place("people"))
    wrong = _look(stage, picture, names, "people")
    _sit_down(stage, OFFICE)
    wrong += _look(stage, picture, names, "office")
    tell(f"{len(names)} names on 2 screens, {len(wrong)} faults")
    assert wrong == []
    assert not watched.was_opened()


def test_screens_of_one_person_show_the_name(
    stage: Stage, watched: Watched, picture: Path, is_nightly: bool, tell: Tell
) -> None:
    names = _names("one name", picture, is_nightly)
    names = names if is_nightly else names[:ALONE]
    _bring(stage, names)
    wrong: list[str] = []
    for number, name in enumerate(names):
        _sit_down(stage, f"person-{number}")
        for place in ("home", "hours", "certificate"):
            stage.go(Place(place))
            wrong += _look(stage, picture, [name], place)
    tell(f"{len(names)} names on 3 screens, {len(wrong)} faults")
    assert wrong == []
    assert not watched.was_opened()


@pytest.mark.parametrize("form", FORMS)
def test_no_name_takes_a_key_from_the_navigation(stage: Stage, picture: Path, form: str) -> None:
    _bring(stage, ["&File & <b>Edit</b>", "x"])
    stage.window.shell.setMinimumSize(0, 0)
    stage.window.shell.resize(FORMS[form], 800)
    _sit_down(stage, "person-0")
    assert _look(stage, picture, [], form) == []


def test_control_a_label_that_guesses_is_caught(stage: Stage, watched: Watched, picture: Path, qtbot: QtBot) -> None:
    careless = QLabel(f'<img src="{picture.as_uri()}">', stage.window.shell)
    careless.show()
    assert any("guesses" in fault for fault in _look(stage, picture, [], "control"))
    assert watched.was_opened()
    careless.deleteLater()
