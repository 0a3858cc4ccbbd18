"""Places and answers are kept, and the overview says where each lesson stands."""

from dataclasses import replace

from tests.fakes.lessons import make_check_question
from tests.fakes.records import ENROLMENT, make_entry
from tests.fixtures.ui import StudyHouse
from trainer.study.lesson_states import LessonState, lessons_overview
from trainer.study.progress import LessonProgress


def _place(house: StudyHouse, lesson_id: str = "one-01", **changes: object) -> LessonProgress:
    return replace(LessonProgress(ENROLMENT, lesson_id, "s1", house.clock.now()), **changes)


def test_a_place_comes_back_as_it_was_left(house: StudyHouse) -> None:
    place = _place(house, position=420, done_step_ids=frozenset({"s1"}), work={"scene/.path": "d1=a"})
    house.study.save_place(place)
    assert house.study.work(ENROLMENT, "one-01").place == place


def test_a_finished_lesson_stays_finished(house: StudyHouse) -> None:
    finished = house.clock.now()
    house.study.save_place(_place(house, finished_at=finished))
    house.study.save_place(_place(house, step_id="s2"))
    assert house.unit.progress.places[ENROLMENT, "one-01"].finished_at == finished


def test_every_try_is_kept(house: StudyHouse) -> None:
    for letter in "AB":
        answer = house.study.answered(ENROLMENT, make_check_question("q1"), letter)
        house.study.record_answer(answer)
        house.study.record_answer(answer)
        house.clock.advance(1)
    kept = house.study.work(ENROLMENT, "one-01").answers
    assert [(answer.letter, answer.correct) for answer in kept] == [("A", False), ("B", True)]


def test_a_preview_credits_the_open_stint_once_and_writes_nothing(house: StudyHouse) -> None:
    line = make_entry(gaps=())
    assert house.study.preview(house.context, line).by_subject["one-01"] == 1_500
    house.unit.ledger.append(line)
    assert house.study.preview(house.context, line).by_subject["one-01"] == 1_500
    assert house.unit.commits == 0


def test_a_lesson_is_done_when_its_steps_and_its_minutes_are(house: StudyHouse) -> None:
    programme = house.context.programme

    def _state(credited: int, place: LessonProgress | None) -> LessonState:
        overview = lessons_overview(programme, {"one-01": credited}, [place] if place else [])
        return overview.standings["one-01"].state

    finished = _place(house, finished_at=house.clock.now())
    assert _state(0, None) is LessonState.NOT_STARTED
    assert _state(60, None) is LessonState.UNDER_WAY
    assert _state(2_400, _place(house)) is LessonState.UNDER_WAY
    assert _state(600, finished) is LessonState.UNDER_WAY
    assert _state(2_400, finished) is LessonState.DONE


def test_the_lesson_to_go_on_with(house: StudyHouse) -> None:
    programme = house.context.programme
    finished = _place(house, finished_at=house.clock.now())
    begun = _place(house, "one-02")
    assert lessons_overview(programme, {}, []).continue_id == "one-01"
    assert lessons_overview(programme, {}, [begun]).continue_id == "one-02"
    assert lessons_overview(programme, {}, [finished]).continue_id == "one-02"
    both = [finished, replace(finished, lesson_id="one-02")]
    assert lessons_overview(programme, {}, both).continue_id == "one-01", "only minutes are missing"
    full = {"one-01": 2_400, "one-02": 2_400}
    assert lessons_overview(programme, full, both).continue_id is None
    assert lessons_overview(programme, {}, []).standings["two-01"].state is LessonState.NOT_WRITTEN
