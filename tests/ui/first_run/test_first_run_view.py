"""First run on the screen: what is missing is in sight, and goes once something is changed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.fakes.clipping import clipped
from tests.fixtures.ui import Looks
from trainer import i18n
from trainer.ui.first_run import FirstRunWidget
from trainer.ui.first_run.presenter import CourseOffer
from trainer.ui.people import PeopleWidget
from trainer.ui.widgets.pickers import PickList

REMARK = "In preparation: 4 of 66 lessons are here."
OFFERS = [CourseOffer("first", "First steps, 4 h 40"), CourseOffer("core", "Core course, 80 h", REMARK)]


@pytest.fixture
def screen(qtbot: QtBot, looks: Looks) -> FirstRunWidget:
    """First run with two courses, in a window that is too low for all of it."""
    return _show(qtbot)


def _show(qtbot: QtBot, width: int = 1024, height: int = 640) -> FirstRunWidget:
    widget = FirstRunWidget()
    qtbot.addWidget(widget)
    widget.show_programmes(OFFERS)
    widget.resize(width, height)
    with qtbot.waitExposed(widget):
        widget.show()
    widget.activateWindow()
    return widget


def _named(screen: QWidget, kind: type[QWidget], name: str) -> QWidget:
    return next(one for one in screen.findChildren(kind) if one.accessibleName() == name)


def _says(screen: QWidget, words: str) -> list[QLabel]:
    return [label for label in screen.findChildren(QLabel) if label.text() == words and label.isVisible()]


def _is_in_sight(screen: FirstRunWidget, widget: QWidget) -> bool:
    port = screen._area.viewport()
    top = widget.mapTo(port, QPoint(0, 0)).y()
    return top >= 0 and top + widget.height() <= port.height()


@pytest.mark.parametrize("scale", [100, 200])
@pytest.mark.parametrize("place", ["role", "name", "pin", "pin_again"])
def test_what_is_missing_has_the_focus_and_its_message_is_in_sight(
    qtbot: QtBot, looks: Looks, place: str, scale: int
) -> None:
    looks("light", scale)
    screen = _show(qtbot)
    # As after pressing Continue at the very end.
    screen._area.verticalScrollBar().setValue(screen._area.verticalScrollBar().maximum())
    screen.show_error(place, "Please mend this.")
    wanted = {
        "role": ("I am learning", QAbstractButton),
        "name": ("What should we call you?", QLineEdit),
        "pin": ("PIN (optional)", QLineEdit),
        "pin_again": ("PIN again", QLineEdit),
    }[place]
    assert screen.focusWidget() is _named(screen, wanted[1], wanted[0])
    (said,) = _says(screen, "Please mend this.")
    qtbot.waitUntil(lambda: _is_in_sight(screen, said))


def test_an_error_about_no_field_is_in_sight_too(qtbot: QtBot, screen: FirstRunWidget) -> None:
    screen.show_error("", "The disk is full.")
    (said,) = _says(screen, "The disk is full.")
    qtbot.waitUntil(lambda: _is_in_sight(screen, said))


@pytest.mark.parametrize("place", ["role", "name", "pin", "pin_again", ""])
@pytest.mark.parametrize("change", ["role", "name", "pin", "course"])
def test_the_message_goes_once_something_is_changed(screen: FirstRunWidget, place: str, change: str) -> None:
    screen.show_error(place, "Please mend this.")
    if change == "role":
        _named(screen, QAbstractButton, "I am learning").click()
    elif change == "course":
        _named(screen, QComboBox, "Course").setCurrentIndex(1)
    else:
        name = {"name": "What should we call you?", "pin": "PIN (optional)"}[change]
        _named(screen, QLineEdit, name).setText("7")
    assert not _says(screen, "Please mend this.")


def test_a_course_in_preparation_says_so_before_one_begins_it(screen: FirstRunWidget) -> None:
    box = _named(screen, QComboBox, "Course")
    assert isinstance(box, PickList)
    assert screen.programme_id() == "first"
    assert not _says(screen, REMARK)
    assert box.itemText(1) == f"Core course, 80 h. {REMARK}"
    box.setCurrentIndex(1)
    assert screen.programme_id() == "core"
    assert _says(screen, REMARK)
    assert box.accessibleDescription() == REMARK
    box.setCurrentIndex(0)
    assert not _says(screen, REMARK)


def test_with_nobody_here_there_is_no_way_back(qtbot: QtBot, screen: FirstRunWidget) -> None:
    assert not _named(screen, QAbstractButton, "Back").isVisible()
    with qtbot.assertNotEmitted(screen.back_pressed):
        qtbot.keyClick(screen, Qt.Key.Key_Escape)


def test_button_and_escape_lead_back(qtbot: QtBot, screen: FirstRunWidget) -> None:
    screen.show_way_back()
    with qtbot.waitSignal(screen.back_pressed):
        _named(screen, QAbstractButton, "Back").click()
    line = _named(screen, QLineEdit, "PIN again")
    line.setFocus()
    with qtbot.waitSignal(screen.back_pressed):
        qtbot.keyClick(line, Qt.Key.Key_Escape)


def test_tab_goes_from_top_to_bottom(qtbot: QtBot, screen: FirstRunWidget) -> None:
    screen.show_way_back()
    names = ["Back", "English", "Español", "I am learning", "What should we call you?", "Course", "PIN (optional)"]
    names += ["PIN again", "Continue", "Text size and colors"]
    _named(screen, QAbstractButton, "Back").setFocus()
    found = []
    for _step in range(20):
        here = screen.focusWidget()
        if here is None or here.accessibleName() in found:
            break
        found.append(here.accessibleName())
        qtbot.keyClick(here, Qt.Key.Key_Tab)
    assert [name for name in found if name in names] == names


def test_the_first_screens_have_names(screen: FirstRunWidget) -> None:
    assert screen.accessibleName() == "Welcome"
    assert PeopleWidget().accessibleName() == "Who is here?"


@pytest.fixture
def back_to_english() -> Iterator[None]:
    """English again for the tests that follow."""
    yield
    i18n.set_language("en")


@pytest.mark.parametrize("language", ["en", "es", "qps", "qpr"])
@pytest.mark.parametrize(("scale", "size"), [(100, (1280, 800)), (100, (1024, 640)), (200, (1280, 800))])
def test_no_words_are_clipped(
    qtbot: QtBot, looks: Looks, every_language: Path, back_to_english: None, language: str, scale: int,
    size: tuple[int, int],
) -> None:  # fmt: skip
    i18n.set_language(language)
    looks("light", scale)
    screen = _show(qtbot, *size)
    screen.show_way_back()
    screen._programmes.setCurrentIndex(1)
    screen.show_error("role", "Please choose who is at this computer.")
    qtbot.waitUntil(lambda: not clipped(screen), timeout=10_000)
