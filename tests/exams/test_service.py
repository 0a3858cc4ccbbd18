"""Practice exams on a real database: every answer is there before the call returns."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.fakes.catalogue import FakeCatalogue
from tests.fakes.questions import make_questions
from trainer.clock import SimulatedClock
from trainer.cohorts.accounts import AccountService, NewPerson
from trainer.cohorts.people import Role
from trainer.errors import TrainerError
from trainer.exams.service import ExamService, PracticeWish, remaining_seconds
from trainer.identifiers import new_id
from trainer.store.database import Database, open_database

START = datetime(2027, 1, 4, 17, 0, tzinfo=UTC)
CATALOGUE = FakeCatalogue(make_questions({"RS": 12, "BHF": 8}))


@pytest.fixture
def clock() -> SimulatedClock:
    return SimulatedClock(START)


@pytest.fixture
def records(tmp_path: Path, clock: SimulatedClock) -> Iterator[Database]:
    database = open_database(tmp_path, clock)
    yield database
    database.close()


@pytest.fixture
def enrolment_id(records: Database, clock: SimulatedClock) -> str:
    accounts = AccountService(records.unit, clock)
    person = accounts.add(NewPerson(Role.LEARNER, "Marisol", "en"))
    return accounts.enrol(person, "first-steps", "edition-1", "default-1", date(2027, 1, 4)).id


@pytest.fixture
def exams(records: Database, clock: SimulatedClock) -> ExamService:
    return ExamService(records.unit, clock)


def _answer(exams: ExamService, attempt_id: str, question_id: str, letter: str, *, flagged: bool = False) -> None:
    exams.answer(attempt_id, question_id, letter, flagged=flagged, event_id=new_id(START))


def test_an_attempt_can_be_resumed_with_all_its_answers(exams: ExamService, enrolment_id: str) -> None:
    attempt = exams.start_practice(enrolment_id, CATALOGUE, "en", PracticeWish((), 8)).attempt
    first, second = attempt.items[0].question_id, attempt.items[1].question_id
    _answer(exams, attempt.id, first, "A")
    _answer(exams, attempt.id, first, "B", flagged=True)
    _answer(exams, attempt.id, second, "C")
    _answer(exams, attempt.id, second, "")
    resumed = exams.unfinished(enrolment_id)
    assert resumed is not None
    assert resumed.attempt == attempt
    assert (resumed.answers, resumed.flagged) == ({first: "B"}, frozenset({first}))


def test_the_same_event_is_stored_once(exams: ExamService, enrolment_id: str, records: Database) -> None:
    attempt = exams.start_practice(enrolment_id, CATALOGUE, "en", PracticeWish((), 8)).attempt
    event_id = new_id(START)
    for _try in range(2):
        exams.answer(attempt.id, attempt.items[0].question_id, "A", flagged=False, event_id=event_id)
    with records.unit() as unit:
        assert len(unit.attempts.answers(attempt.id)) == 1


@pytest.mark.parametrize(("question", "letter"), [("RS-99", "A"), (None, "E"), (None, "AB")])
def test_answers_that_are_not_of_the_form_are_refused(
    exams: ExamService, enrolment_id: str, question: str | None, letter: str
) -> None:
    attempt = exams.start_practice(enrolment_id, CATALOGUE, "en", PracticeWish((), 8)).attempt
    with pytest.raises(TrainerError, match="not part of this exam"):
        _answer(exams, attempt.id, question or attempt.items[0].question_id, letter)


def test_a_finished_exam_takes_no_more_answers_and_is_scored_from_disk(exams: ExamService, enrolment_id: str) -> None:
    attempt = exams.start_practice(enrolment_id, CATALOGUE, "en", PracticeWish((), 8)).attempt
    for item in attempt.items[:5]:
        _answer(exams, attempt.id, item.question_id, "B")
    exams.finish(attempt.id)
    with pytest.raises(TrainerError, match="finished"):
        _answer(exams, attempt.id, attempt.items[6].question_id, "B")
    score = exams.score(attempt.id, CATALOGUE)
    assert (score.right, score.answered, score.total) == (5, 5, 8)
    assert exams.unfinished(enrolment_id) is None


def test_an_exam_ends_at_its_limit_however_late_it_is_closed(
    exams: ExamService, enrolment_id: str, clock: SimulatedClock
) -> None:
    attempt = exams.start_practice(enrolment_id, CATALOGUE, "en", PracticeWish((), 8, 600)).attempt
    clock.advance(400)
    assert remaining_seconds(attempt, clock.now()) == 200
    clock.advance(3600)
    assert remaining_seconds(attempt, clock.now()) == 0
    with pytest.raises(TrainerError, match="finished"):
        _answer(exams, attempt.id, attempt.items[0].question_id, "B")
    ended = exams.finish(attempt.id).finished_at
    assert ended is not None
    assert (ended - attempt.started_at).total_seconds() == 600


def test_the_next_form_brings_new_questions_first(exams: ExamService, enrolment_id: str, clock: SimulatedClock) -> None:
    first = exams.start_practice(enrolment_id, CATALOGUE, "en", PracticeWish(("RS",), 6)).attempt
    clock.advance(60)
    second = exams.start_practice(enrolment_id, CATALOGUE, "en", PracticeWish(("RS",), 6)).attempt
    assert not {item.question_id for item in first.items} & {item.question_id for item in second.items}
    assert [attempt.id for attempt in exams.history(enrolment_id)] == [second.id, first.id]


def test_an_unknown_attempt_says_so(exams: ExamService) -> None:
    with pytest.raises(TrainerError, match="not on this computer"):
        exams.state("nowhere")
