"""Screens that show a course or a record from elsewhere: no part of them obeys what it shows."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from tests.fakes.hostile import Watched, some_texts
from tests.fakes.obeyed import obeyed
from tests.fixtures.rooms import ROOMS, Rooms
from tests.fixtures.ui import Looks, StudyHouse
from tests.ui.lesson.test_hostile_lesson import _open

Tell = Callable[[str], None]
QUICK = 6


def _texts(field: str, picture: Path, is_nightly: bool) -> list[str]:
    found = some_texts(field, picture, all_of_them=is_nightly)
    found = found if is_nightly else found[:QUICK]
    return [f'<img src="{picture.as_uri()}"> & &File', *(text for text in found if not _has_no_place(text))]


def _has_no_place(text: str) -> bool:
    return any("\ud800" <= sign <= "\udfff" for sign in text)


@pytest.mark.parametrize("name", ROOMS)
def test_no_room_obeys_a_text(
    rooms: Rooms, picture: Path, watched: Watched, name: str, is_nightly: bool, tell: Tell
) -> None:
    wrong, texts = [], _texts(name, picture, is_nightly)
    people = rooms.office.unit.people.by_id
    known = dict(people)
    for text in texts:
        # The certificate that the screen shows is issued first, to the name that was known before.
        people.update(known)
        rooms.hostile = text
        widget = rooms.show(name)
        widget.grab()
        wrong += [f"{text[:40]!r}: {fault}" for fault in obeyed(widget)]
        widget.close()
    tell(f"{len(texts)} texts in the room {name}")
    assert wrong == []
    assert not watched.was_opened()


def test_no_step_of_a_lesson_obeys_a_text(
    qtbot: QtBot, house: StudyHouse, looks: Looks, picture: Path, watched: Watched, is_nightly: bool, tell: Tell
) -> None:
    wrong, texts = [], _texts("lesson", picture, is_nightly)
    for text in texts:
        shell, screen = _open(qtbot, house, text)
        shell.resize(1_024, 640)
        for step in range(5):
            screen.presenter.open_rail(step)
            QApplication.processEvents()
            shell.grab()
            for menu in shell.findChildren(QMenu):
                menu.aboutToShow.emit()
            wrong += [f"{text[:40]!r}, step {step}: {fault}" for fault in obeyed(shell)]
        shell.close()
    tell(f"{len(texts)} texts in 5 steps of a lesson")
    assert wrong == []
    assert not watched.was_opened()
