"""The outline on the screen: keys, names, room for words."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QPushButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from tests.fakes.clipping import clipped
from tests.fakes.records import ENROLMENT, make_entry
from tests.fixtures.ui import Looks, StudyHouse
from trainer import i18n
from trainer.study.progress import LessonProgress
from trainer.ui.course import build_course
from trainer.ui.course.models import AMOUNT_ROLE, ModuleListModel
from trainer.ui.course.pages import ModuleRow
from trainer.ui.course.view import CourseWidget
from trainer.ui.navigation import Place
from trainer.ui.widgets.text import Text

ROWS = (
    ModuleRow("one", "1", "One", "Done", "done", "Module 1, One: done"),
    ModuleRow("two", "2", "Two", "3 h", "not_started", "Module 2, Two: 3 hours, not started"),
)


@pytest.fixture
def show(qtbot: QtBot, house: StudyHouse, looks: Looks) -> Iterator[object]:
    """Shows the outline at a size."""
    house.unit.ledger.append(make_entry(gaps=()))
    house.study.save_place(LessonProgress(ENROLMENT, "one-01", "s2", house.clock.now()))

    def _show(width: int = 1058, height: int = 800) -> CourseWidget:
        screen = build_course(
            module_id="", context=house.context, study=house.study, catalogue=house.catalogue, runner=house.runner,
            navigator=house.navigator,
        )  # fmt: skip
        widget = screen.widget
        widget.kept = screen
        qtbot.addWidget(widget)
        widget.resize(width, height)
        with qtbot.waitExposed(widget):
            widget.show()
        return widget

    return _show


def test_the_list_is_a_sound_model(qtmodeltester: ModelTester) -> None:
    model = ModuleListModel()
    model.set_rows(ROWS)
    qtmodeltester.check(model)
    model.set_rows(ROWS[:1])
    qtmodeltester.check(model)
    assert model.index(0).data(Qt.ItemDataRole.AccessibleTextRole) == "Module 1, One: done"
    assert model.index(0).data(AMOUNT_ROLE) == "Done"
    assert model.data(model.index(7)) is None


def test_the_keyboard_alone_opens_a_module_and_a_lesson(qtbot: QtBot, house: StudyHouse, show: object) -> None:
    widget = show()
    widget.modules.setFocus()
    qtbot.keyClick(widget.modules, Qt.Key.Key_Down)
    assert widget.detail.title.text() == "The concepts of two"
    qtbot.keyClick(widget.modules, Qt.Key.Key_Up)
    button = next(b for b in widget.detail.findChildren(QPushButton) if b.text() == "Continue")
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Return)
    assert house.navigator.places == [Place("lesson", "one-01")]


def test_what_a_module_is_about_stands_below_its_lessons(qtbot: QtBot, show: object) -> None:
    widget = show()
    shown = [text.text() for text in widget.detail.findChildren(Text) if text.isVisible()]
    assert "About this module" in shown
    assert "Share a short story with a purpose." in shown
    qtbot.keyClick(widget.modules, Qt.Key.Key_Down)
    shown = [text.text() for text in widget.detail.findChildren(Text) if text.isVisible()]
    assert not {"About this module", "What you will be able to do", "Share a short story with a purpose."} & {*shown}


def test_every_control_has_a_name(show: object) -> None:
    widget = show()
    for control in [*widget.findChildren(QPushButton), widget.modules]:
        spoken = QAccessible.queryAccessibleInterface(control)
        assert spoken.text(QAccessible.Text.Name), control


def test_where_it_is_narrow_list_and_module_take_turns(qtbot: QtBot, looks: Looks, show: object) -> None:
    looks("light", 200)
    widget = show(1280, 800)
    assert (widget.modules.isVisible(), widget.detail.isVisible()) == (True, False)
    widget.modules.entered.emit(1)
    assert (widget.modules.isVisible(), widget.detail.isVisible()) == (False, True)
    widget.detail.back.click()
    assert widget.modules.isVisible()


@pytest.mark.parametrize("language", ["en", "es", "qps", "qpr"])
@pytest.mark.parametrize(("scale", "size"), [(100, (1058, 800)), (100, (938, 640)), (200, (1280, 720))])
def test_no_words_are_clipped(
    every_language: Path, looks: Looks, show: object, language: str, scale: int, size: tuple[int, int]
) -> None:
    i18n.set_language(language)
    looks("light", scale)
    widget = show(*size)
    assert clipped(widget) == []
    widget.modules.entered.emit(0)
    assert clipped(widget) == []
