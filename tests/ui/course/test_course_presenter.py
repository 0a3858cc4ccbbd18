"""The outline without a window: what each row says, and what can be opened."""

from dataclasses import replace

from tests.fakes.recording import RecordingView
from tests.fakes.records import ENROLMENT, make_entry
from tests.fixtures.ui import StudyHouse
from trainer.errors import TrainerError
from trainer.hours.ledger import EntryKind
from trainer.study.progress import LessonProgress
from trainer.ui.course.presenter import CoursePresenter, CourseView
from trainer.ui.navigation import Place


def open_course(house: StudyHouse, module_id: str = "") -> tuple[CoursePresenter, RecordingView]:
    view = RecordingView(CourseView)
    presenter = CoursePresenter(view, house.context, house.study, house.catalogue, house.runner, house.navigator)
    presenter.start(module_id)
    return presenter, view


def test_a_new_learner_sees_what_to_start_with(house: StudyHouse) -> None:
    _presenter, view = open_course(house)
    assert view.last("show_course") == "4 h: 2 modules, 3 lessons, 1 live session. Nothing is locked."
    assert [(row.title, row.amount, row.state) for row in view.last("show_modules")] == [
        ("One", "3 h 20", "not_started"),
        ("Two", "40 min", "not_started"),
    ]
    page = view.last("show_module")
    assert (page.kicker, page.title, page.amount) == (
        "Module 1 of 2",
        "The concepts of one",
        "0 min of 3 h 20 credited",
    )
    assert [(row.title, row.below, row.amount, row.action) for row in page.rows] == [
        ("First steps", "This lesson mentions grief.", "40 min", "Start"),
        ("Second steps", "This lesson mentions grief.", "40 min", ""),
        ("Live: Together", "Together with your group", "120 min", ""),
    ]
    assert "heavy subjects" in page.note


def test_a_lesson_under_way_says_how_far_and_where(house: StudyHouse) -> None:
    house.unit.ledger.append(make_entry(gaps=()))
    house.study.save_place(LessonProgress(ENROLMENT, "one-01", "practice", house.clock.now()))
    _presenter, view = open_course(house)
    row = view.last("show_module").rows[0]
    assert (row.below, row.action) == ("25 of 40 min credited, at the practice", "Continue")
    assert view.last("show_modules")[0].amount == "25 min of 3 h 20"
    assert view.last("show_module").modes == "Self-paced 25 min   Live 0 min"


def test_a_finished_lesson_is_done_and_can_be_opened_again(house: StudyHouse) -> None:
    house.unit.ledger.append(make_entry(measured_seconds=2_400, gaps=(), wall_seconds=2_400))
    done = LessonProgress(ENROLMENT, "one-01", "end", house.clock.now(), finished_at=house.clock.now())
    house.study.save_place(done)
    presenter, view = open_course(house)
    rows = view.last("show_module").rows
    assert (rows[0].amount, rows[0].sign) == ("40 min, done", "done")
    assert rows[1].action == "Start"
    presenter.open_lesson("one-01")
    assert house.navigator.places == [Place("lesson", "one-01")]


def test_steps_without_their_minutes_are_said_as_they_are(house: StudyHouse) -> None:
    house.unit.ledger.append(make_entry(gaps=()))
    done = LessonProgress(ENROLMENT, "one-01", "end", house.clock.now(), finished_at=house.clock.now())
    house.study.save_place(done)
    _presenter, view = open_course(house)
    assert view.last("show_module").rows[0].below == "25 of 40 min credited, all steps done"


def test_what_nobody_has_written_cannot_be_opened(house: StudyHouse) -> None:
    presenter, view = open_course(house, "two")
    row = view.last("show_module").rows[0]
    assert (row.id, row.below) == ("", "Not written yet")
    presenter.open_lesson("two-01")
    presenter.open_lesson("nowhere")
    assert house.navigator.places == []


def test_a_live_session_shows_what_was_attended(house: StudyHouse) -> None:
    house.unit.ledger.append(
        make_entry(kind=EntryKind.LIVE, subject="L01", measured_seconds=7_200, wall_seconds=7_200, gaps=())
    )
    _presenter, view = open_course(house)
    assert view.last("show_module").rows[2].amount == "120 of 120 min attended"


def test_modules_are_opened_by_their_place(house: StudyHouse) -> None:
    presenter, view = open_course(house)
    presenter.select(1)
    assert view.last("show_module").id == "two"
    presenter.select(7)
    assert view.last("show_module").id == "two"


def test_a_module_says_what_it_is_about(house: StudyHouse) -> None:
    presenter, view = open_course(house)
    page = view.last("show_module")
    assert page.summary.startswith("Hope is something that you can practice.")
    assert page.outcomes == ("Say what hope is, in plain words.", "Share a short story with a purpose.")
    presenter.select(1)
    assert (view.last("show_module").summary, view.last("show_module").outcomes) == ("", ())


def test_lessons_are_read_once(house: StudyHouse) -> None:
    presenter, _view = open_course(house)
    presenter.select(1)
    presenter.select(0)
    assert house.catalogue.asked == ["one-01", "one-02"]


def test_a_full_disk_or_a_locked_record_is_shown(house: StudyHouse) -> None:
    house.unit.full_disk = True
    _presenter, view = open_course(house)
    assert isinstance(view.last("show_error"), TrainerError)


def test_a_course_without_live_sessions_and_exams(house: StudyHouse) -> None:
    house.context = replace(house.context, programme=replace(house.context.programme, live_sessions=()))
    _presenter, view = open_course(house)
    assert view.last("show_course") == "4 h: 2 modules, 3 lessons. Nothing is locked."
