"""Texts from outside in every field and on every screen of the real window: shown as they are, and never obeyed."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from tests.app.walk import START
from tests.fakes.hostile import Watched, is_refused, some_texts
from tests.fakes.obeyed import obeyed, said
from trainer.app.session import Session
from trainer.app.stage import Stage
from trainer.certificates.facts import Provider
from trainer.cohorts.accounts import LONGEST_NAME
from trainer.cohorts.people import Enrolment, Person, Role
from trainer.hours.policy import Policy
from trainer.ui.navigation import Place

OFFICE = "instructor"
FORMS = {"bar": 840, "rail": 1100, "column": 1280}
ALONE = 10
"""How many names a quick run gives to the screens that show one person."""

FIELDS = {
    "Name of the provider": "name",
    "Address or contact": "contact",
    "Who signs": "signatory",
    "Title of who signs": "signatory_title",
    "Approval number": "approval_id",
    "Date of the approval": "approval_date",
}

Tell = Callable[[str], None]


def _names(field: str, picture: Path, is_nightly: bool) -> list[str]:
    """Returns what a database can hold: whatever brings a name, no text without a place in UTF-8 gets so far."""
    found = some_texts(field, picture, all_of_them=is_nightly)
    return [f'<img src="{picture.as_uri()}">', *(name for name in found if not any(map(_has_no_place, name)))]


def _has_no_place(sign: str) -> bool:
    return "\ud800" <= sign <= "\udfff"


def _bring(stage: Stage, names: Sequence[str]) -> None:
    """As a file from elsewhere would: no field has looked at any of these."""
    space = stage.window.workspace
    course, policy = space.catalogue, Policy().name
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
        _sit_down(stage, OFFICE)
        stage.go(Place("corrections", f"of-{number}"))
        wrong += _look(stage, picture, [name], "corrections")
    tell(f"{len(names)} names on 4 screens, {len(wrong)} faults")
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


NAME = "What should we call you?"


def _typed(stage: Stage, text: str) -> str:
    """Types a text, and returns what the line holds of it: Qt itself drops halves of characters."""
    stage.type_into(NAME, text)
    (line,) = [one for one in stage.window.shell.findChildren(QLineEdit) if one.accessibleName() == NAME]
    return line.text()


def _kept_or_refused(stage: Stage, typed: str) -> list[str]:
    """Finds what is wrong with what became of a name."""
    may_be_kept = not is_refused(typed) and len(" ".join(typed.split())) <= LONGEST_NAME
    session = stage.window.session
    if session is None:
        return [f"{typed!r} was refused"] if may_be_kept else []
    found = [] if may_be_kept else [f"{typed!r} was kept"]
    return found if session.person.name == " ".join(typed.split()) else [*found, f"{typed!r} was changed"]


def test_a_name_typed_at_first_run_is_kept_or_kindly_refused(
    stage: Stage, watched: Watched, picture: Path, is_nightly: bool, tell: Tell
) -> None:
    texts = some_texts("first run", picture, all_of_them=is_nightly)
    texts, kept, wrong = texts if is_nightly else texts[:ALONE], 0, []
    for text in texts:
        stage.press("I am learning")
        typed = _typed(stage, text)
        stage.press("Continue")
        wrong += _kept_or_refused(stage, typed)
        if stage.window.session is not None:
            kept += 1
            wrong += _look(stage, picture, [stage.window.session.person.name], "home")
        stage.window.end_session()
        stage.settle()
        stage.go(Place("first_run"))
    tell(f"{len(texts)} names typed, {kept} kept")
    assert wrong == []
    assert not watched.was_opened()


def test_a_provider_typed_in_the_office_is_kept(
    stage: Stage, watched: Watched, picture: Path, is_nightly: bool, tell: Tell
) -> None:
    _bring(stage, ["Ana"])
    _sit_down(stage, OFFICE)
    texts = [text for text in some_texts("provider", picture, all_of_them=is_nightly) if not is_refused(text)]
    texts = [text.removeprefix("\ufeff") for text in (texts if is_nightly else texts[:ALONE]) if len(text) < 200]
    wrong = []
    for text in texts:
        for line in stage.window.shell.findChildren(QLineEdit):
            if line.accessibleName() in FIELDS:
                line.setText(text)
        _click(stage, "Save the provider")
        with stage.window.workspace.unit() as unit:
            kept = vars(unit.register.provider())
        wrong += [f"{name}: {text!r} became {kept[name]!r}" for name in FIELDS.values() if kept[name] != _plain(text)]
        wrong += _look(stage, picture, [], "office")
    tell(f"{len(texts)} texts typed in {len(FIELDS)} fields")
    assert wrong == []
    assert not watched.was_opened()


def _click(stage: Stage, word: str) -> None:
    """Presses a button wherever it is, on another page too."""
    next(one for one in stage.window.shell.findChildren(QAbstractButton) if one.accessibleName() == word).click()
    stage.settle()


def _plain(text: str) -> str:
    return " ".join(text.split())
