"""What Today says."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from tests.fakes.navigator import RecordingNavigator
from tests.fakes.programmes import make_programme
from trainer.clock import SimulatedClock
from trainer.hours.pace import Pace
from trainer.hours.pace_wording import pace_text
from trainer.study.today import NOTHING_YET, Totals, today
from trainer.ui.home.presenter import HomePresenter
from trainer.ui.navigation import Place

PACE = Pace(8_460, 5_940, 21_600, date(2027, 3, 14))


class RecordingHome:
    """Keeps what it was told."""

    def __init__(self) -> None:
        self.told: dict[str, tuple[Any, ...]] = {}

    def show_greeting(self, greeting: str, line: str) -> None:
        self.told["greeting"] = (greeting, line)

    def show_notes(self, notes: Any) -> None:
        self.told["notes"] = (notes,)

    def show_continue(self, card: Any, share: float) -> None:
        self.told["continue"] = (card, share)

    def show_bars(self, title: str, summary: str, rows: list[Any]) -> None:
        self.told["bars"] = (title, summary, rows)

    def show_hours(self, number: str, below: str, modes: list[Any], plan: str, spoken: str) -> None:
        self.told["hours"] = (number, below, modes, plan, spoken)

    def show_side(self, cards: list[Any]) -> None:
        self.told["side"] = (cards,)


def _home(hour_utc: int = 17) -> tuple[HomePresenter, RecordingHome, RecordingNavigator]:
    view, navigator = RecordingHome(), RecordingNavigator()
    clock = SimulatedClock(datetime(2027, 1, 16, hour_utc, 5, tzinfo=UTC))
    return HomePresenter(view, clock, navigator, "Marisol"), view, navigator


@pytest.mark.parametrize(
    ("hour_utc", "words"), [(17, "Good morning"), (22, "Good afternoon"), (4, "Good evening"), (9, "Good evening")]
)
def test_the_greeting_follows_the_clock_on_the_wall(hour_utc: int, words: str) -> None:
    presenter, view, _navigator = _home(hour_utc)
    presenter.show(today(make_programme(), NOTHING_YET, []))
    assert view.told["greeting"][0] == f"{words}, Marisol"


def test_a_new_learner_is_offered_the_first_lesson() -> None:
    presenter, view, navigator = _home()
    presenter.show(today(make_programme(), NOTHING_YET, []))
    card, share = view.told["continue"]
    assert (card.lead, card.title, card.button, share) == ("A good place to start", "First steps", "Start lesson", 0)
    presenter.continue_pressed()
    assert navigator.places == [Place("lesson", "one-01")]


def test_the_hours_are_told_in_words_too() -> None:
    presenter, view, _navigator = _home()
    totals = Totals(8_460, {"self_paced": 1_260, "live": 7_200}, {"one": 8_460}, {"one-01": 1_260, "L01": 7_200})
    presenter.show(today(make_programme(), totals, ["one-01"]), PACE)
    number, below, modes, plan, spoken = view.told["hours"]
    assert (number, below, plan) == ("2 h 21", "of 4 h", "At 6 h a week you finish March 14, 2027.")
    assert [(mode.label, mode.amount) for mode in modes] == [("Self-paced", "21 min"), ("Live", "2 h")]
    assert spoken.startswith("Your hours: 2 hours 21 minutes of 4 hours.")
    assert view.told["continue"][0].detail == "Module 1, lesson 1. About 19 minutes left in this lesson."


def test_bars_say_done_under_way_and_ahead() -> None:
    presenter, view, _navigator = _home()
    totals = Totals(12_600, {}, {"one": 12_000, "two": 600}, {})
    presenter.show(today(make_programme(with_exam=True), totals, []))
    title, summary, rows = view.told["bars"]
    assert (title, summary) == ("2 competencies and exams", "1 done, 1 under way, 0 ahead")
    assert [(bar.label, bar.amount, bar.done) for bar in rows] == [
        ("One", "Done", True),
        ("Two", "10 min of 40 min", False),
        ("Exams, all areas", "1 h 30", False),
    ]


def test_with_every_lesson_done_the_course_is_offered() -> None:
    presenter, view, navigator = _home()
    presenter.show(today(make_programme(), Totals(4_800, {}, {}, {"one-01": 2400, "one-02": 2400}), []))
    assert view.told["continue"][0].button == "Open the course"
    presenter.continue_pressed()
    assert navigator.places == [Place("course")]


@pytest.mark.parametrize(
    "pace",
    [
        Pace(0, 14_400, 0, None),
        Pace(14_400, 0, 14_400, date(2027, 1, 16)),
        Pace(30, 14_370, 30, date(2030, 1, 1)),
    ],
    ids=["nothing yet", "all done", "too little to say"],
)
def test_without_a_pace_there_is_no_plan(pace: Pace) -> None:
    assert pace_text(pace) == ""


def test_what_one_should_know_about_the_records_is_said() -> None:
    presenter, view, _navigator = _home()
    presenter.show(today(make_programme(), NOTHING_YET, []), None, ["Look here."])
    assert view.told["notes"] == (["Look here."],)
