"""The minutes of a sitting: kept every few seconds, credited once, and never lost for a full disk."""

from tests.fakes.records import ENROLMENT
from tests.fixtures.ui import StudyHouse
from tests.ui.lesson.test_lesson_presenter import open_lesson
from trainer.hours.ledger import GapKind
from trainer.ui.lesson.presenter import LessonPresenter


def _study(house: StudyHouse, presenter: LessonPresenter, seconds: int, sign_every: int = 20) -> None:
    for second in range(seconds):
        house.clock.advance(1)
        if sign_every and second % sign_every == 0:
            presenter.sign("scroll")
        presenter.second_passed()


def _lines(house: StudyHouse) -> list:
    return list(house.unit.ledger.lines.values())


def test_the_credited_time_changes_once_a_minute(house: StudyHouse) -> None:
    presenter, view = open_lesson(house)
    assert view.last("show_credit").text == "0 of 40 min credited"
    _study(house, presenter, 59)
    assert view.count("show_credit") == 1
    _study(house, presenter, 121)
    assert view.last("show_credit").text == "3 of 40 min credited"
    assert view.last("show_credit").spoken == "3 minutes of 40 minutes credited"
    assert view.count("show_credit") == 4


def test_the_stint_under_way_is_kept_at_least_every_five_seconds(house: StudyHouse) -> None:
    presenter, _view = open_lesson(house)
    for _round in range(30):
        _study(house, presenter, 1)
        saved = max((stint.entry.measured_seconds for stint in house.unit.ledger.stints.values()), default=0)
        assert saved >= _round + 1 - 5


def test_leaving_makes_one_line_and_says_where_the_minutes_went(house: StudyHouse) -> None:
    presenter, view = open_lesson(house)
    _study(house, presenter, 300)
    _study(house, presenter, 700, sign_every=0)
    presenter.sign("keys")
    left = []
    presenter.leave(lambda: left.append(True))
    presenter.leave(lambda: left.append(True))
    line = _lines(house)[0]
    assert (len(_lines(house)), line.measured_seconds, house.unit.ledger.stints) == (1, 1_000, {})
    assert left == [True, True]
    said = view.last("say_goodbye")
    assert said.startswith("This sitting: ")
    assert "No activity" in said


def test_a_sitting_of_no_length_leaves_nothing(house: StudyHouse) -> None:
    presenter, view = open_lesson(house)
    presenter.leave(lambda: None)
    assert (_lines(house), house.unit.ledger.stints) == ([], {})
    assert view.last("say_goodbye") == ""


def test_leaving_quickly_leaves_no_line_on_the_window(house: StudyHouse) -> None:
    presenter, view = open_lesson(house)
    _study(house, presenter, 120)
    presenter.leave_quietly()
    presenter.leave(lambda: None)
    assert view.count("say_goodbye") == 0
    assert len(_lines(house)) == 1


def test_a_pause_stops_the_time_and_shows_a_neutral_screen(house: StudyHouse) -> None:
    presenter, view = open_lesson(house)
    _study(house, presenter, 60)
    presenter.toggle_pause()
    assert view.last("show_pause") is True
    _study(house, presenter, 600)
    presenter.toggle_pause()
    assert view.last("show_pause") is False
    _study(house, presenter, 60)
    presenter.leave(lambda: None)
    gaps = [(gap.kind, gap.seconds) for gap in _lines(house)[0].gaps]
    assert (GapKind.PAUSED, 600) in gaps


def test_time_with_another_window_in_front_is_a_gap(house: StudyHouse) -> None:
    presenter, _view = open_lesson(house)
    _study(house, presenter, 30)
    presenter.attention(False)
    _study(house, presenter, 200, sign_every=0)
    presenter.attention(True)
    _study(house, presenter, 30)
    presenter.leave(lambda: None)
    assert [(gap.kind, gap.seconds) for gap in _lines(house)[0].gaps] == [(GapKind.AWAY, 200)]


def test_still_reading_is_asked_once_and_answered_by_any_key(house: StudyHouse) -> None:
    presenter, view = open_lesson(house)
    _study(house, presenter, 290, sign_every=0)
    assert [arguments for name, arguments in view.calls if name == "show_still_reading"] == [(True,)]
    presenter.sign("keys")
    assert view.last("show_still_reading") is False


def test_signs_of_one_kind_count_at_most_twice_a_second(house: StudyHouse) -> None:
    presenter, _view = open_lesson(house)
    for _move in range(100):
        presenter.sign("pointer")
        presenter.sign("keys")
        house.clock.advance(0.05)
    presenter.leave(lambda: None)
    evidence = _lines(house)[0].evidence
    assert evidence["pointer"] == evidence["keys"] == 10


def test_a_new_day_cuts_the_stint_and_both_lines_are_kept(house: StudyHouse) -> None:
    house.clock.advance(14.9 * 3600)
    presenter, _view = open_lesson(house)
    _study(house, presenter, 900)
    presenter.leave(lambda: None)
    assert len(_lines(house)) == 2
    assert sum(line.measured_seconds for line in _lines(house)) == 900


def test_a_full_disk_is_said_quietly_and_the_time_is_kept_when_it_has_room_again(house: StudyHouse) -> None:
    house.clock.advance(14.9 * 3600)
    presenter, view = open_lesson(house)
    house.unit.full_disk = True
    _study(house, presenter, 900)
    assert "could not be saved just now" in view.last("show_trouble")
    assert view.count("show_error") == 0
    house.unit.full_disk = False
    _study(house, presenter, 10)
    assert view.last("show_trouble") == ""
    presenter.leave(lambda: None)
    assert sum(line.measured_seconds for line in _lines(house)) == 910


def test_leaving_with_a_full_disk_says_so_and_lets_one_go(house: StudyHouse) -> None:
    presenter, view = open_lesson(house)
    _study(house, presenter, 100)
    house.unit.full_disk = True
    left = []
    presenter.leave(lambda: left.append(True))
    assert view.last("show_error").message == "The disk is full."
    assert left == [True]
    assert [stint.entry.enrolment_id for stint in house.unit.ledger.stints.values()] == [ENROLMENT]
