"""The form of wishes: what is picked is what is wished, with names for ears as well as eyes."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest
from pytestqt.qtbot import QtBot

from tests.fixtures.ui import Looks
from trainer.hours.plan import PlanWish, make_plan
from trainer.ui.plan.presenter import PlanForm, PlanWords
from trainer.ui.plan.sheet import sheet_of_sessions
from trainer.ui.plan.view import PlanPanel
from trainer.ui.widgets.buttons import Button

FORM = PlanForm(date(2027, 3, 27), frozenset({1, 6}), time(7, 30), 90, 30)
TODAY = date(2027, 1, 4)
PLAN = make_plan(
    7_200, datetime(2027, 1, 4, tzinfo=UTC), PlanWish(date(2027, 3, 1), frozenset({1}), time(18), "UTC", 60)
)


@pytest.fixture
def panel(qtbot: QtBot, looks: Looks) -> PlanPanel:
    panel = PlanPanel()
    qtbot.addWidget(panel)
    panel.show_form(FORM, TODAY, None)
    return panel


def test_what_is_shown_is_what_is_wished(panel: PlanPanel) -> None:
    assert panel.form() == FORM
    panel.show_form(replace(FORM, session_minutes=None, reminder_minutes=None), TODAY, None)
    assert panel.form() == replace(FORM, session_minutes=None, reminder_minutes=None)


def test_filling_in_wishes_nothing_and_a_tick_does(panel: PlanPanel, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(panel.wished):
        panel.show_form(replace(FORM, start=time(9)), TODAY, None)
    with qtbot.waitSignal(panel.wished) as wished:
        panel._days[0].box.click()
    assert wished.args is not None
    assert wished.args[0] == replace(FORM, start=time(9), weekdays=frozenset({0, 1, 6}))


def test_no_day_in_the_past_can_be_picked(panel: PlanPanel) -> None:
    panel.show_form(FORM, TODAY, date(2027, 2, 1))
    assert panel.form().finish_on == date(2027, 2, 1)
    panel.show_form(replace(FORM, finish_on=date(2026, 1, 1)), TODAY, None)
    assert panel.form().finish_on == TODAY


def test_a_day_of_the_week_is_heard_in_full(panel: PlanPanel) -> None:
    assert [line.box.accessibleName() for line in panel._days.values()][:2] == ["Sunday", "Monday"]


def test_where_nothing_is_left_nothing_is_asked(panel: PlanPanel, qtbot: QtBot) -> None:
    with qtbot.waitExposed(panel):
        panel.show()
    panel.show_plan(PlanWords("", "", "", sheet_of_sessions(PLAN), False, wanted=False))
    assert not panel._finish.isVisible()
    panel.show_plan(PlanWords("You need 1 h.", "2 sessions", "", sheet_of_sessions(PLAN), True))
    assert panel._finish.isVisible()


def test_only_a_plan_can_be_saved(panel: PlanPanel, qtbot: QtBot) -> None:
    save = next(button for button in panel.findChildren(Button) if button.accessibleName().startswith("Save plan"))
    panel.show_plan(PlanWords("", "", "Choose the days.", sheet_of_sessions(replace(PLAN, sessions=())), False))
    assert not save.isEnabled()
    panel.show_plan(PlanWords("You need 1 h.", "2 sessions", "", sheet_of_sessions(PLAN), True))
    with qtbot.waitSignal(panel.save_pressed):
        save.click()
