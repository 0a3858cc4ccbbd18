"""An exam with the keyboard alone, and what a screen reader hears."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from tests.fixtures.rooms import Rooms
from tests.fixtures.ui import Looks
from trainer.ui.exam.models import QuestionListModel
from trainer.ui.exam.presenter import GridCell
from trainer.ui.navigation import Place
from trainer.ui.widgets.dialogs import Question

CELLS = [GridCell(n, n % 2 == 0, n == 3, n == 1, f"Question {n}") for n in range(1, 25)]


def press(qtbot: QtBot, widget: object, *keys: Qt.Key, shift: bool = False) -> None:
    modifier = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
    for key in keys:
        qtbot.keyClick(widget, key, modifier)


def test_the_list_of_questions_is_a_sound_model(qtmodeltester: ModelTester) -> None:
    model = QuestionListModel()
    model.set_rows(CELLS)
    qtmodeltester.check(model)
    model.set_rows([*CELLS[:-1], GridCell(24, True, True, False, "Question 24: answered")])
    assert model.index(23).data(Qt.ItemDataRole.AccessibleTextRole) == "Question 24: answered"
    model.set_rows(CELLS[:8])
    qtmodeltester.check(model)


def test_the_keyboard_alone_leads_through_an_exam(qtbot: QtBot, rooms: Rooms, monkeypatch: pytest.MonkeyPatch) -> None:
    attempt_id = rooms.start_exam(8)
    widget = rooms.show("exam")
    for key in (Qt.Key.Key_A, Qt.Key.Key_B, Qt.Key.Key_C, Qt.Key.Key_D) * 2:
        press(qtbot, widget, key, Qt.Key.Key_Right)
        if widget._number == 8:
            break
    press(qtbot, widget, Qt.Key.Key_F, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_D)
    monkeypatch.setattr(Question, "ask", lambda *_words: True)
    press(qtbot, widget, Qt.Key.Key_Right)
    state = rooms.exams.state(attempt_id)
    assert (len(state.answers), len(state.flagged)) == (8, 1)
    assert rooms.navigator.places == [Place("result", attempt_id)]


def test_the_grid_takes_the_arrows_while_it_has_the_focus(qtbot: QtBot, rooms: Rooms) -> None:
    rooms.start_exam(16)
    widget = rooms.show("exam")
    widget.activateWindow()
    press(qtbot, widget, Qt.Key.Key_G)
    grid = widget._side.grid
    qtbot.waitUntil(grid.hasFocus)
    press(qtbot, grid, Qt.Key.Key_Right, Qt.Key.Key_Down)
    assert widget._number == 1
    assert grid.accessibleDescription().startswith("Question 12:")
    press(qtbot, grid, Qt.Key.Key_Return)
    assert widget._number == 12
    press(qtbot, grid, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_Space)
    assert widget._number == 16


def test_a_new_question_is_read_out_from_its_title(qtbot: QtBot, rooms: Rooms) -> None:
    widget = rooms.show("exam")
    assert widget._title.accessibleName().startswith("Question 1 of 16. A person you support")
    assert widget._side.grid.accessibleName() == "Question 1 of 16. Answered: 0 of 16. Flagged: 0."
    assert [card.accessibleName()[:3] for card in widget._cards] == ["A. ", "B. ", "C. ", "D. "]


def test_shift_crosses_out_and_t_hides_the_time(qtbot: QtBot, rooms: Rooms) -> None:
    widget = rooms.show("exam")
    press(qtbot, widget, Qt.Key.Key_B, shift=True)
    assert widget._cards[1].accessibleDescription() == "crossed out"
    assert widget._cards[1]._words.font().strikeOut()
    press(qtbot, widget, Qt.Key.Key_T)
    assert widget._time.text() == "Time hidden"
    assert "20 min" not in widget._time.accessibleName()


def test_the_time_is_never_red(rooms: Rooms) -> None:
    rooms.start_exam(16)
    rooms.clock.advance(1_195)
    widget = rooms.show("exam")
    assert widget._time.text() == "Less than a minute left"
    assert not widget._time.property("tone")


def test_the_list_says_the_same_as_the_grid(qtbot: QtBot, rooms: Rooms) -> None:
    widget = rooms.show("exam")
    widget._side._toggle.click()
    assert (widget._side.words.isVisible(), widget._side.grid.isVisible()) == (True, False)
    model = widget._side.words.model()
    assert model.index(4, 0).data() == "Question 5: not answered"
    widget._side.words.clicked.emit(model.index(4, 0))
    assert widget._number == 5


def test_where_it_is_narrow_the_side_is_a_drawer(rooms: Rooms, looks: Looks) -> None:
    looks("light", 200)
    widget = rooms.show("exam", 1280, 800)
    assert (widget._main.isVisible(), widget._side.isVisible()) == (True, False)
    widget._drawer.click()
    assert (widget._main.isVisible(), widget._side.isVisible()) == (False, True)
    widget._side.grid.chosen.emit(3)
    assert (widget._main.isVisible(), widget._number) == (True, 3)


def test_an_answer_that_is_not_saved_stays_chosen_and_offers_another_try(qtbot: QtBot, rooms: Rooms) -> None:
    widget = rooms.show("exam")
    rooms.exam_unit.full_disk = True
    press(qtbot, widget, Qt.Key.Key_C)
    assert widget._problem.isVisible()
    assert widget._cards[2].isChecked()
    rooms.exam_unit.full_disk = False
    widget._problem.retry.click()
    assert not widget._problem.isVisible()
    assert len(rooms.exam_unit.attempts.events) == 1
