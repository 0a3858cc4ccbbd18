"""Pace and plan in words: warm, exact, and silent where nobody can know."""

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest

from tests.fakes.programmes import make_programme
from tests.fakes.recording import RecordingView
from tests.fakes.records import ENROLMENT, START, make_entry
from trainer.clock import SimulatedClock
from trainer.hours.credit import EnrolmentWindow, credit
from trainer.hours.ledger import Entry, EntryKind
from trainer.hours.policy import Policy
from trainer.hours.service import HoursContext
from trainer.ui.plan.presenter import PaceWords, PlanForm, PlanPresenter, PlanView, PlanWords

PROGRAMME = make_programme(with_exam=True)
DONE = make_entry(0, gaps=())


class Room:
    """A learner a week after the first lesson; what is left is 5 h 05, two of them live."""

    def __init__(self, *entries: Entry, window: EnrolmentWindow | None = None, policy: Policy | None = None) -> None:
        policies = {Policy().name: policy or Policy()}
        self.clock, self.view = SimulatedClock(START + timedelta(days=7)), RecordingView(PlanView)
        self.presenter = PlanPresenter(
            HoursContext(ENROLMENT, PROGRAMME, policies, window), policy or Policy(), self.clock
        )
        self.record = credit(entries, {Policy().name: Policy()}, PROGRAMME)

    def open(self) -> "Room":
        view: Any = self.view
        self.presenter.know(self.record)
        self.presenter.show_on(view)
        return self

    @property
    def pace(self) -> PaceWords:
        return self.view.last("show_pace")  # type: ignore[no-any-return]

    @property
    def plan(self) -> PlanWords:
        return self.view.last("show_plan")  # type: ignore[no-any-return]

    @property
    def form(self) -> PlanForm:
        return self.view.last("show_form")  # type: ignore[no-any-return]

    def wish(self, **changes: Any) -> PlanWords:
        self.presenter.wish(replace(self.form, **changes))
        return self.plan


def much() -> Entry:
    """An entry of two live hours: enough for a pace."""
    return make_entry(1, kind=EntryKind.LIVE, subject="L01", measured_seconds=7_200, gaps=())


def test_a_pace_says_how_it_goes_and_where_it_leads() -> None:
    room = Room(DONE, much()).open()
    assert room.pace.title == "2 h 06 a week so far"
    assert room.pace.line == "At 2 h 06 a week you finish October 2, 2026."
    assert room.pace.left == "3 h 05 to go."
    assert room.form.finish_on == date(2026, 10, 2)


def test_before_there_is_a_pace_nothing_is_foretold() -> None:
    first = Room().open()
    assert first.pace.title == "Your pace will show here"
    assert first.pace.line == "It is early to say where this leads. Every session will tell more."
    assert "2 h of it are live sessions; your instructor sets their days" in first.pace.left
    assert Room(DONE).open().pace.title == "21 min a week so far"


def test_a_day_asks_for_hours_a_week_rounded_up() -> None:
    room = Room(DONE).open()
    words = room.wish(finish_on=date(2026, 10, 4))
    assert words.needed == "You need 3 h a week to finish by October 4, 2026."


def test_the_plan_holds_what_is_left_without_the_live_sessions() -> None:
    room = Room(DONE).open()
    words = room.wish(finish_on=date(2026, 10, 4), weekdays=frozenset({0, 2, 5}), start=time(18), session_minutes=60)
    assert words.title == "4 sessions, 3 h 05 together"
    assert words.line == "Up to 1 h at a time, until September 28, 2026."
    assert [row.cells[0].text for row in words.sheet.rows] == [
        "Mon, Sep 21",
        "Wed, Sep 23",
        "Sat, Sep 26",
        "Mon, Sep 28",
    ]
    assert words.sheet.rows[3].cells[0].below == "6:00\u00a0PM to 6:05\u00a0PM"
    assert [row.cells[2].text for row in words.sheet.rows] == ["1 h", "2 h", "3 h", "3 h 05"]
    assert words.ready
    assert room.presenter.plan is not None
    assert room.presenter.plan.minutes == 185


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({"weekdays": frozenset()}, "Choose the days of the week on which you would like to study."),
        (
            {"finish_on": date(2026, 9, 21), "weekdays": frozenset({2})},
            "None of these days lies before the finish. Another day of the week or a later finish makes room.",
        ),
    ],
)
def test_a_wish_without_room_gets_a_hint_and_no_file(changes: dict[str, Any], line: str) -> None:
    words = Room(DONE).open().wish(**changes)
    assert (words.line, words.ready, words.title) == (line, False, "")


def test_what_found_no_place_is_said_and_the_rest_is_planned() -> None:
    words = Room(DONE).open().wish(finish_on=date(2026, 9, 23), session_minutes=60)
    assert words.line.startswith("1 h 05 of what is left found no place yet.")
    assert (words.ready, words.title) == (True, "2 sessions, 2 h together")


def test_a_full_course_needs_no_plan() -> None:
    granted = {"one": 80, "two": 40, "L01": 120, "final": 90}
    whole = [
        make_entry(
            number,
            kind=EntryKind.ADJUSTMENT,
            subject="" if name in ("one", "two") else name,
            competency=name if name in ("one", "two") else "",
            measured_seconds=minutes * 60,
            gaps=(),
            reason="x",
            second_author_id="b",
        )
        for number, (name, minutes) in enumerate(granted.items())
    ]
    room = Room(*whole).open()
    assert room.pace == PaceWords("All your hours are done", "There is nothing left to plan.", "")
    assert (room.plan.needed, room.plan.line, room.plan.ready) == ("", "Nothing is left to study by yourself.", False)
    assert not room.plan.wanted


def test_the_finish_lies_within_the_enrolment() -> None:
    window = EnrolmentWindow(date(2026, 9, 1), date(2026, 9, 25))
    room = Room(DONE, window=window).open()
    assert room.form.finish_on == date(2026, 9, 25)
    limits = next(arguments[1:] for name, arguments in room.view.calls if name == "show_form")
    assert limits == (date(2026, 9, 21), date(2026, 9, 25))


def test_an_enrolment_that_is_over_does_not_stop_a_plan() -> None:
    room = Room(DONE, window=EnrolmentWindow(date(2026, 9, 1), date(2026, 9, 10))).open()
    assert room.form.finish_on >= date(2026, 9, 21)


def test_a_day_is_not_planned_fuller_than_the_policy_credits() -> None:
    room = Room(DONE, policy=Policy(daily_cap_seconds=5_400)).open()
    room.wish(finish_on=date(2026, 12, 1), session_minutes=180)
    assert room.presenter.plan is not None
    assert max(session.minutes for session in room.presenter.plan.sessions) == 90


def test_new_hours_keep_what_the_form_says() -> None:
    room = Room(DONE).open()
    room.wish(finish_on=date(2026, 11, 1), session_minutes=45)
    room.presenter.know(room.record)
    assert (room.form.finish_on, room.form.session_minutes) == (date(2026, 11, 1), 45)


def test_nothing_is_planned_before_the_hours_are_known() -> None:
    room, view = Room(DONE), RecordingView(PlanView)
    shown: Any = view
    room.presenter.show_on(shown)
    room.presenter.wish(PlanForm(date(2026, 11, 1)))
    assert view.calls == []
    assert room.presenter.plan is None
