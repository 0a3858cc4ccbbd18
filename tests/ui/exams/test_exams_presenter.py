"""The choice of an exam: the bank decides what is offered, and nothing is promised that it cannot fill."""

from datetime import UTC, datetime

import pytest

from tests.fakes.attempts import MemoryExamUnit
from tests.fakes.bank import MemoryCatalogue, make_question
from tests.fakes.navigator import RecordingNavigator
from tests.fakes.recording import RecordingView
from tests.fakes.runner import RunLater, RunNow
from trainer.clock import SimulatedClock
from trainer.errors import TrainerError
from trainer.exams.service import ExamService, PracticeWish
from trainer.rules import Rules, load_rules, rules_file
from trainer.ui.exams.presenter import ExamsPresenter, ExamsView
from trainer.ui.navigation import Place


class Desk:
    """A presenter over a bank with so many questions of two areas."""

    def __init__(self, recovery: int = 20, inclusion: int = 5, rules: Rules | None = None) -> None:
        questions = [make_question(n, "RS") for n in range(recovery)]
        questions += [make_question(100 + n, "CI") for n in range(inclusion)]
        self.clock = SimulatedClock(datetime(2027, 1, 12, 18, tzinfo=UTC))
        self.unit, self.view = MemoryExamUnit(), RecordingView(ExamsView)
        self.exams = ExamService(self.unit.open, self.clock)
        self.catalogue, self.navigator = MemoryCatalogue(questions), RecordingNavigator()
        self.runner: RunNow = RunNow()
        self.presenter = ExamsPresenter(
            self.view,  # type: ignore[arg-type]
            self.exams,
            self.catalogue,
            rules or load_rules(rules_file()),
            self.clock,
            self.runner,
            self.navigator,
            "enrolment-1",
        )

    def open(self) -> "Desk":
        self.presenter.open()
        return self

    @property
    def lengths(self) -> list[str]:
        return [choice.label for choice in self.view.last("show_lengths")]

    @property
    def chosen(self) -> int:
        return next((choice.count for choice in self.view.last("show_lengths") if choice.chosen), 0)

    def start(self, count: int = 8, limit: int | None = None) -> str:
        wish = PracticeWish((), count, limit)
        return self.exams.start_practice("enrolment-1", self.catalogue, "en", wish).attempt.id


@pytest.fixture
def desk() -> Desk:
    return Desk().open()


def test_each_of_the_eight_areas_says_how_many_questions_it_has(desk: Desk) -> None:
    rows = desk.view.last("show_areas")
    assert len(desk.view.calls[0][1][1]) == 8
    assert rows == "25 questions to draw from"
    found = {area.name: (area.amount, area.chosen, area.available) for area in desk.view.calls[0][1][1]}
    assert found["Recovery Support"] == ("20", True, True)
    assert found["Advocacy"] == ("None yet", False, False)


@pytest.mark.parametrize(
    ("recovery", "inclusion", "offered"),
    [
        (0, 0, []),
        (3, 0, ["All 3"]),
        (8, 0, ["8"]),
        (20, 5, ["8", "16", "24", "All 25"]),
        (100, 60, ["8", "16", "24", "60", "120"]),
    ],
)
def test_no_length_is_offered_that_the_bank_cannot_fill(recovery: int, inclusion: int, offered: list[str]) -> None:
    assert Desk(recovery, inclusion).open().lengths == offered


def test_fewer_areas_shorten_the_lengths(desk: Desk) -> None:
    desk.presenter.choose_length(24)
    desk.presenter.choose_area("RS", False)
    assert (desk.lengths, desk.chosen) == (["All 5"], 5)


def test_without_an_area_the_start_waits_and_says_why(desk: Desk) -> None:
    desk.presenter.choose_all_areas(False)
    assert desk.view.calls[-1] == ("show_start", ("Start", False, "Please choose at least one area."))
    desk.presenter.start()
    assert not desk.navigator.places


def test_an_empty_bank_says_so() -> None:
    assert Desk(0, 0).open().view.calls[-3] == ("show_start", ("Start", False, "There are no practice questions yet."))


def test_start_stores_the_wish_and_opens_the_attempt(desk: Desk) -> None:
    desk.presenter.choose_area("CI", False)
    desk.presenter.choose_length(16)
    desk.presenter.choose_time(True)
    desk.presenter.start()
    (attempt,) = desk.unit.attempts.by_id.values()
    assert (attempt.areas, len(attempt.items), attempt.limit_seconds) == (("RS",), 16, 16 * 75)
    assert desk.navigator.places == [Place("exam", attempt.id)]


def test_all_areas_are_stored_as_no_restriction(desk: Desk) -> None:
    desk.presenter.start()
    (attempt,) = desk.unit.attempts.by_id.values()
    assert (attempt.areas, attempt.limit_seconds) == ((), None)


def test_exam_pace_says_how_long_and_works_where_the_rules_know_nothing() -> None:
    desk = Desk(rules=Rules({})).open()
    desk.presenter.choose_time(True)
    assert "20 minutes" in desk.view.last("show_time").timed_detail


def test_pressing_start_twice_starts_once(desk: Desk) -> None:
    later = RunLater()
    desk.presenter._runner = later
    desk.presenter.start()
    desk.presenter.start()
    later.work()
    assert len(desk.unit.attempts.by_id) == 1


def test_a_full_disk_starts_nothing_and_another_try_works(desk: Desk) -> None:
    desk.unit.full_disk = True
    with pytest.raises(TrainerError):
        desk.presenter.start()
    desk.unit.full_disk = False
    desk.presenter.start()
    assert len(desk.unit.attempts.by_id) == 1


def test_an_attempt_under_way_is_offered_with_what_is_left(desk: Desk) -> None:
    attempt_id = desk.start(8, 600)
    desk.clock.advance(120)
    desk.open()
    offer = desk.view.last("show_resume")
    assert offer.attempt_id == attempt_id
    assert "Answered: 0 of 8. 8 min left" in offer.detail
    desk.presenter.open_attempt(attempt_id)
    assert desk.navigator.places == [Place("exam", attempt_id)]


def test_finished_ones_and_those_whose_time_is_over_are_history(desk: Desk) -> None:
    done, over = desk.start(), desk.start(8, 600)
    desk.exams.finish(done)
    desk.clock.advance(601)
    desk.open()
    assert desk.view.last("show_resume") is None
    assert {row.attempt_id for row in desk.view.last("show_history")} == {done, over}
    desk.presenter.open_result(over)
    assert desk.navigator.places == [Place("result", over)]
