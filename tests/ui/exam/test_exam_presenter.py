"""Sitting an exam without a window: every answer is on disk before the next question is shown."""

from datetime import UTC, datetime
from typing import Any

import pytest

from tests.fakes.attempts import MemoryExamUnit
from tests.fakes.bank import MemoryCatalogue
from tests.fakes.navigator import RecordingNavigator
from tests.fakes.recording import RecordingView
from tests.fakes.runner import RunLater, RunNow
from trainer.clock import SimulatedClock
from trainer.exams.service import ExamService, PracticeWish
from trainer.ui.exam.presenter import ExamPresenter, ExamView, FinishQuestion
from trainer.ui.navigation import Place


class Screen(RecordingView):
    """Answers the question at the end as a test wants."""

    def __init__(self) -> None:
        super().__init__(ExamView)
        self.finish_now = True
        self.asked: list[FinishQuestion] = []

    def ask_finish(self, question: FinishQuestion) -> bool:
        self.asked.append(question)
        return self.finish_now


class Sitting:
    """A presenter over an attempt of 16 questions."""

    def __init__(self, count: int = 16, limit: int | None = None, runner: RunNow | None = None) -> None:
        self.clock = SimulatedClock(datetime(2027, 1, 12, 18, tzinfo=UTC))
        self.unit, self.view, self.navigator = MemoryExamUnit(), Screen(), RecordingNavigator()
        self.exams, self.catalogue = ExamService(self.unit.open, self.clock), MemoryCatalogue()
        state = self.exams.start_practice("e", self.catalogue, "en", PracticeWish((), count, limit))
        self.attempt = state.attempt
        self.runner = runner or RunNow()
        self.presenter = self.make()

    def make(self) -> ExamPresenter:
        view: Any = self.view
        return ExamPresenter(view, self.exams, self.catalogue, self.clock, self.runner, self.navigator, self.attempt.id)

    def open(self) -> "Sitting":
        self.presenter.open()
        return self

    @property
    def number(self) -> int:
        return int(self.view.last("show_question").number)

    @property
    def stored(self) -> list[str]:
        return [event.letter for event in self.unit.attempts.events]


@pytest.fixture
def sitting() -> Sitting:
    return Sitting().open()


@pytest.fixture
def slow() -> Sitting:
    """The same on a disk that answers only when it is told to."""
    runner = RunLater()
    sitting = Sitting(runner=runner)
    sitting.presenter.open()
    runner.work()
    return sitting


def test_it_opens_at_the_first_question_without_an_answer(sitting: Sitting) -> None:
    assert sitting.number == 1
    sitting.presenter.choose("B")
    sitting.presenter.next()
    again = sitting.make()
    again.open()
    assert sitting.number == 2


def test_the_letter_on_the_screen_is_stored_as_the_letter_of_the_bank(sitting: Sitting) -> None:
    sitting.presenter.choose("C")
    item = sitting.attempt.items[0]
    assert sitting.exams.state(sitting.attempt.id).answers == {item.question_id: item.shown_letters[2]}


def test_the_next_question_waits_until_the_answer_is_on_disk(slow: Sitting) -> None:
    slow.presenter.choose("A")
    slow.presenter.next()
    assert (slow.number, slow.stored) == (1, [])
    slow.runner.work()  # type: ignore[attr-defined]
    assert (slow.number, len(slow.stored)) == (2, 1)


def test_changing_ones_mind_quickly_keeps_the_last_answer(slow: Sitting) -> None:
    slow.presenter.choose("A")
    slow.presenter.choose("D")
    slow.presenter.next()
    slow.runner.work()  # type: ignore[attr-defined]
    item = slow.attempt.items[0]
    assert slow.exams.state(slow.attempt.id).answers[item.question_id] == item.shown_letters[3]
    assert slow.number == 2


def test_a_full_disk_keeps_the_answer_chosen_and_says_so_kindly(sitting: Sitting) -> None:
    sitting.unit.full_disk = True
    sitting.presenter.choose("B")
    message, advice = sitting.view.calls[-1][1]
    assert message == "This answer is not saved yet: The disk is full."
    assert advice == "Please make room and try again."
    assert [option.chosen for option in sitting.view.last("show_question").options] == [False, True, False, False]
    assert sitting.stored == []


def test_trying_again_stores_it_once_under_the_same_id(sitting: Sitting) -> None:
    sent: list[str] = []
    answer = sitting.exams.answer
    sitting.exams.answer = lambda *args, **kw: (sent.append(kw["event_id"]), answer(*args, **kw))[1]  # type: ignore[method-assign]
    sitting.unit.full_disk = True
    sitting.presenter.choose("B")
    sitting.presenter.retry()
    sitting.unit.full_disk = False
    sitting.presenter.retry()
    assert len(sent) == 3
    assert len(set(sent)) == 1
    assert len(sitting.stored) == 1


def test_next_tries_to_save_first_and_stays_while_that_does_not_work(sitting: Sitting) -> None:
    sitting.unit.full_disk = True
    sitting.presenter.choose("B")
    sitting.presenter.next()
    assert sitting.number == 1
    sitting.unit.full_disk = False
    sitting.presenter.next()
    assert (sitting.number, len(sitting.stored)) == (2, 1)


def test_a_bug_is_not_dressed_up_as_a_full_disk(sitting: Sitting) -> None:
    def broken(*_args: object, **_kw: object) -> None:
        raise ZeroDivisionError

    sitting.exams.answer = broken  # type: ignore[assignment, method-assign]
    with pytest.raises(ZeroDivisionError):
        sitting.presenter.choose("A")


def test_a_flag_is_stored_and_keeps_the_answer(sitting: Sitting) -> None:
    sitting.presenter.choose("A")
    sitting.presenter.flag()
    state = sitting.exams.state(sitting.attempt.id)
    assert state.flagged == {sitting.attempt.items[0].question_id}
    assert len(state.answers) == 1
    sitting.presenter.flag()
    assert not sitting.exams.state(sitting.attempt.id).flagged


def test_choosing_the_same_answer_again_writes_nothing(sitting: Sitting) -> None:
    sitting.presenter.choose("A")
    sitting.presenter.choose("A")
    assert len(sitting.stored) == 1


def test_crossing_out_is_a_help_and_not_an_answer(sitting: Sitting) -> None:
    sitting.presenter.cross_out("C")
    assert [option.crossed_out for option in sitting.view.last("show_question").options] == [False, False, True, False]
    assert sitting.stored == []
    sitting.presenter.choose("C")
    assert not any(option.crossed_out for option in sitting.view.last("show_question").options)


def test_the_counts_and_the_grid_say_where_one_is(sitting: Sitting) -> None:
    sitting.presenter.choose("A")
    sitting.presenter.flag()
    sitting.presenter.next()
    cells, counts = sitting.view.calls[-1][1]
    assert (counts.answered, counts.flagged, counts.position) == (
        "Answered: 1 of 16",
        "Flagged: 1",
        "Question 2 of 16",
    )
    assert cells[0].spoken == "Question 1: answered, flagged"
    assert cells[1].spoken == "Question 2: not answered, you are here"


def test_moving_stays_inside_the_exam(sitting: Sitting) -> None:
    sitting.presenter.previous()
    sitting.presenter.go_to(99)
    sitting.presenter.go_to(0)
    assert sitting.number == 1
    sitting.presenter.go_to(16)
    assert sitting.view.last("show_question").is_last


def test_finishing_names_the_open_questions_and_leads_there() -> None:
    sitting = Sitting(8).open()
    for number in (1, 2, 4, 5, 6, 8):
        sitting.presenter.go_to(number)
        sitting.presenter.choose("A")
    sitting.view.finish_now = False
    sitting.presenter.finish()
    (question,) = sitting.view.asked
    assert question.text == ("Questions 3 and 7 have no answer yet. After you finish, answers cannot be changed.")
    assert (question.safe, question.act) == ("Go to unanswered", "Finish now")
    assert sitting.number == 3
    assert sitting.exams.state(sitting.attempt.id).attempt.finished_at is None


def test_next_on_the_last_question_asks_and_finishes() -> None:
    sitting = Sitting(8).open()
    for _question in range(8):
        sitting.presenter.choose("A")
        sitting.presenter.next()
    assert sitting.view.asked[0].text.startswith("You answered all 8 questions.")
    assert sitting.navigator.places == [Place("result", sitting.attempt.id)]
    assert sitting.exams.state(sitting.attempt.id).attempt.finished_at is not None


def test_many_open_questions_are_counted_instead_of_named(sitting: Sitting) -> None:
    sitting.presenter.finish()
    assert sitting.view.asked[0].text.startswith("16 questions have no answer yet.")


def test_an_end_that_cannot_be_stored_can_be_tried_again(sitting: Sitting) -> None:
    sitting.unit.full_disk = True
    sitting.presenter.finish()
    assert sitting.view.last("show_problem") == "The exam is not finished yet: The disk is full."
    assert not sitting.navigator.places
    sitting.unit.full_disk = False
    sitting.presenter.retry()
    assert sitting.navigator.places == [Place("result", sitting.attempt.id)]


def test_without_a_limit_there_is_no_time(sitting: Sitting) -> None:
    sitting.presenter.tick()
    assert sitting.view.last("show_time") == ""


def test_the_time_comes_from_the_clock_however_rarely_it_ticks() -> None:
    sitting = Sitting(limit=10_440).open()
    assert sitting.view.last("show_time") == "2 h 54 left"
    sitting.clock.advance(3_600)
    sitting.presenter.tick()
    assert sitting.view.last("show_time") == "1 h 54 left"


def test_thirty_ten_and_five_minutes_are_announced_once_in_words() -> None:
    sitting = Sitting(limit=2_400).open()
    for _second in range(2_390):
        sitting.clock.advance(1)
        sitting.presenter.tick()
    said = [arguments[0] for name, arguments in sitting.view.calls if name == "announce"]
    assert said == ["30 minutes left.", "10 minutes left.", "5 minutes left."]


def test_who_comes_back_late_is_not_told_what_is_long_past() -> None:
    sitting = Sitting(limit=2_400)
    sitting.clock.advance(1_900)
    sitting.open()
    sitting.presenter.tick()
    assert sitting.view.count("announce") == 0


def test_when_the_limit_is_over_the_attempt_is_finished_at_the_limit() -> None:
    sitting = Sitting(limit=600).open()
    sitting.presenter.choose("A")
    sitting.clock.advance(900)
    sitting.presenter.tick()
    attempt = sitting.exams.state(sitting.attempt.id).attempt
    assert attempt.finished_at is not None
    assert (attempt.finished_at - attempt.started_at).total_seconds() == 600
    assert sitting.view.last("announce") == "The time is over. Your answers are saved."
    assert sitting.navigator.places == [Place("result", attempt.id)]


def test_it_does_not_call_an_answer_saved_that_is_not() -> None:
    sitting = Sitting(limit=600).open()
    sitting.unit.full_disk = True
    sitting.presenter.choose("A")
    sitting.unit.full_disk = False
    sitting.clock.advance(601)
    sitting.presenter.tick()
    assert "could not be saved" in sitting.view.last("announce")


def test_after_the_end_nothing_is_answered_any_more() -> None:
    sitting = Sitting(limit=600).open()
    sitting.clock.advance(601)
    sitting.presenter.tick()
    sitting.presenter.choose("A")
    sitting.presenter.flag()
    assert sitting.stored == []


def test_a_finished_attempt_shows_its_result(sitting: Sitting) -> None:
    sitting.exams.finish(sitting.attempt.id)
    sitting.make().open()
    assert sitting.navigator.places == [Place("result", sitting.attempt.id)]


def test_the_time_can_be_hidden(sitting: Sitting) -> None:
    timed = Sitting(limit=600).open()
    timed.presenter.toggle_time()
    assert timed.view.calls[-1][1] == ("10 min left", "10 minutes left", True)


def test_leaving_waits_for_the_answer_under_way(slow: Sitting) -> None:
    left: list[bool] = []
    slow.presenter.choose("A")
    slow.presenter.leave(lambda: left.append(True))
    assert not left
    slow.runner.work()  # type: ignore[attr-defined]
    assert left == [True]
    assert len(slow.stored) == 1


def test_an_answer_that_cannot_be_saved_keeps_nobody_here(sitting: Sitting) -> None:
    left: list[bool] = []
    sitting.unit.full_disk = True
    sitting.presenter.choose("A")
    sitting.presenter.leave(lambda: left.append(True))
    assert left == [True]
