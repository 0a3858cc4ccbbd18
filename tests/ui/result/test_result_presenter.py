"""The result: an honest range, and the passage behind every question worth another look."""

from datetime import UTC, datetime

from tests.fakes.attempts import MemoryExamUnit
from tests.fakes.bank import MemoryCatalogue, make_question
from tests.fakes.navigator import RecordingNavigator
from tests.fakes.recording import RecordingView
from tests.fakes.runner import RunNow
from trainer.clock import SimulatedClock
from trainer.exams.service import ExamService, PracticeWish
from trainer.rules import load_rules, rules_file
from trainer.ui.navigation import Place
from trainer.ui.result.presenter import MissCard, ResultPresenter, ResultView, ScoreCard


class Table:
    """An attempt of so many questions, of which the first ``wrong`` were answered with A, the others with the key."""

    def __init__(self, count: int = 16, wrong: int = 3, left_open: int = 0, limit: int | None = None) -> None:
        self.clock = SimulatedClock(datetime(2027, 1, 12, 18, tzinfo=UTC))
        self.unit, self.view, self.navigator = MemoryExamUnit(), RecordingView(ResultView), RecordingNavigator()
        self.exams = ExamService(self.unit.open, self.clock)
        self.catalogue = MemoryCatalogue([make_question(n, "RS" if n % 2 else "BHF") for n in range(count)])
        self.attempt = self.exams.start_practice("e", self.catalogue, "en", PracticeWish((), count, limit)).attempt
        for n, item in enumerate(self.attempt.items[left_open:]):
            letter = "A" if n < wrong else "B"
            self.exams.answer(self.attempt.id, item.question_id, letter, flagged=False, event_id=f"event-{n}")
        self.presenter = ResultPresenter(
            self.view,  # type: ignore[arg-type]
            self.exams,
            self.catalogue,
            load_rules(rules_file()),
            self.clock,
            RunNow(),
            self.navigator,
            self.attempt.id,
        )

    def open(self, finish: bool = True) -> "Table":
        self.clock.advance(720)
        if finish:
            self.exams.finish(self.attempt.id)
        self.presenter.open()
        return self

    @property
    def score(self) -> ScoreCard:
        return self.view.last("show_score")  # type: ignore[no-any-return]

    @property
    def cards(self) -> list[MissCard]:
        return next(arguments[1] for name, arguments in reversed(self.view.calls) if name == "show_misses")  # type: ignore[no-any-return]


def test_enough_answers_give_a_range_and_the_honest_note() -> None:
    score = Table().open().score
    assert (score.number, score.of_all, score.text) == ("13", "of 16", "81% right.")
    assert score.reading == "On another exam like this you would likely score 66 to 91%."
    assert score.guidance == "We know of no published pass mark, so this is guidance, not a prediction."
    assert score.bar.low is not None


def test_few_answers_give_no_range_and_no_alarm() -> None:
    table = Table(8).open()
    assert table.score.reading.startswith("Not enough data yet. Nothing is wrong.")
    assert table.score.bar.low is None
    assert {row.range for row in table.view.last("show_areas")} == {"Not enough data yet"}


def test_each_area_of_the_form_has_its_line() -> None:
    rows = Table(24, 0).open().view.last("show_areas")
    assert [(row.name, row.count) for row in rows] == [
        ("Behavioral Health Foundations", "12 of 12"),
        ("Recovery Support", "12 of 12"),
    ]
    assert rows[0].bar.spoken == "Behavioral Health Foundations: 12 of 12. 88 to 100%"


def test_a_miss_shows_both_reasons_under_the_letters_that_were_on_the_screen() -> None:
    table = Table(8, wrong=1).open()
    (card,) = table.cards
    item = table.attempt.items[0]
    number = int(item.question_id[1:])
    assert card.title.startswith("Question 1, ")
    assert card.given is not None
    assert card.given.label == f"You chose {'ABCD'[item.shown_letters.index('A')]}"
    assert (card.given.text, card.given.rationale) == (f"Answer A of {number}", f"Why A of {number}")
    assert card.best.label == f"What fits best: {'ABCD'[item.shown_letters.index('B')]}"
    assert card.best.rationale == f"Why B of {number}"


def test_the_link_opens_the_passage() -> None:
    table = Table(8, wrong=1).open()
    (card,) = table.cards
    lesson_id = f"hope-0{int(table.attempt.items[0].question_id[1:]) % 4 + 1}"
    assert card.place == Place("lesson", lesson_id, "s2")
    assert card.link.endswith(", part 2")
    table.presenter.open_passage(card.place)
    assert table.navigator.places == [card.place]


def test_a_question_left_open_is_worth_a_look_without_an_answer() -> None:
    table = Table(8, wrong=0, left_open=2).open()
    assert [card.given for card in table.cards] == [None, None]
    assert "You answered 6 of 8 questions" in table.view.calls[0][1][1]


def test_when_all_fits_it_says_so() -> None:
    table = Table(8, wrong=0).open()
    assert table.view.last("show_misses") == "Nothing here needs another look. Every answer fits."


def test_one_still_under_way_goes_back_to_the_exam() -> None:
    table = Table(8).open(finish=False)
    assert table.navigator.places == [Place("exam", table.attempt.id)]
    assert not table.view.calls


def test_one_whose_time_is_over_is_finished_here() -> None:
    table = Table(8, limit=600).open(finish=False)
    assert table.exams.state(table.attempt.id).attempt.finished_at is not None
    assert "in 10 min." in table.view.calls[0][1][1]
