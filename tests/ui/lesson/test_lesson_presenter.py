"""The lesson without a window: the way through it, resuming, and what leaving does."""

import pytest

from tests.fakes.lessons import LessonCatalogue, make_lesson
from tests.fakes.recording import RecordingView
from tests.fakes.records import ENROLMENT
from tests.fakes.runner import RunLater
from tests.fakes.voice import RecordingVoice
from tests.fixtures.ui import StudyHouse
from trainer.ui.lesson.presenter import LessonPresenter, LessonView
from trainer.ui.lesson.services import Services
from trainer.ui.navigation import Place
from trainer.ui.speech.voice import Voice


def open_lesson(
    house: StudyHouse, lesson_id: str = "one-01", section: str = "", voice: Voice | None = None, language: str = "en"
) -> tuple[LessonPresenter, RecordingView]:
    """Opens a lesson with a view that remembers."""
    view = RecordingView(LessonView)
    services = Services(
        lesson_id, section, language, house.context, house.study, house.hours, house.catalogue, house.clock,
        house.runner, house.navigator, {}, voice or RecordingVoice(),
    )  # fmt: skip
    presenter = LessonPresenter(services, lambda: house.sitting(lesson_id), view)
    presenter.start()
    return presenter, view


def kept(house: StudyHouse) -> object:
    return house.unit.progress.places[ENROLMENT, "one-01"]


def test_the_way_leads_through_every_page(house: StudyHouse) -> None:
    presenter, view = open_lesson(house)
    shown = [view.last("show_foot").next]
    for _page in range(7):
        presenter.go_next()
        shown.append(view.last("show_foot").next)
    assert shown == [
        "Next: part 2", "Next: part 3", "Next: scenario", "Next: practice", "Next: reflection", "Next: check",
        "Finish the lesson", "To the course",
    ]  # fmt: skip
    presenter.go_next()
    assert house.navigator.places == [Place("course", "one")]
    for _page in range(20):
        presenter.go_back()
    assert view.last("show_reading").id == "s1"
    assert view.last("show_foot").back == ""


def test_the_rail_says_where_one_is_and_what_is_done(house: StudyHouse) -> None:
    presenter, view = open_lesson(house)
    rail = view.last("show_rail")
    assert [(step.title, step.below, step.mark.value) for step in rail] == [
        ("Reading", "About 10 min", "now"),
        ("Scenario", "About 6 min", "next"),
        ("Practice", "About 8 min", "next"),
        ("Reflection", "Optional, only for you", "next"),
        ("Check", "About 4 min", "next"),
    ]
    for _part in range(3):
        presenter.go_next()
    assert view.last("show_rail")[0].mark.value == "done"
    assert rail[0].spoken == "Reading, About 10 min, you are here"


def test_the_content_note_stands_before_the_first_paragraph_alone(house: StudyHouse) -> None:
    presenter, view = open_lesson(house)
    assert view.last("show_reading").note.startswith("This lesson mentions grief. You can pause, switch passages")
    presenter.go_next()
    assert view.last("show_reading").note == ""


def test_a_heavy_passage_can_be_switched_and_stays_switched(house: StudyHouse) -> None:
    presenter, view = open_lesson(house)
    presenter.go_next()
    assert view.last("show_reading").switch == "Read another passage instead"
    presenter.switch_passage()
    assert (view.last("show_reading").id, view.last("show_reading").html) == ("s2x", "<p>Light.</p>")
    presenter.leave(lambda: None)
    _presenter, again = open_lesson(house)
    assert again.last("show_reading").id == "s2x"
    assert again.last("show_reading").switch == "Read the first passage again"


def test_study_resumes_exactly_where_it_stopped(house: StudyHouse) -> None:
    presenter, _view = open_lesson(house)
    presenter.moved(437)
    presenter.leave(lambda: None)
    _presenter, view = open_lesson(house)
    assert (view.last("show_reading").id, view.last("show_reading").position) == ("s1", 437)


def test_scrolling_is_written_at_most_every_two_seconds(house: StudyHouse) -> None:
    presenter, _view = open_lesson(house)
    presenter.second_passed()
    before = house.unit.commits
    for position in range(100, 130):
        presenter.moved(position)
        presenter.second_passed()
    assert house.unit.commits == before
    house.clock.advance(2)
    presenter.second_passed()
    assert kept(house).position == 129


def test_a_passage_read_to_its_end_is_done(house: StudyHouse) -> None:
    presenter, _view = open_lesson(house)
    presenter.moved(900)
    assert "s1" not in kept(house).done_step_ids if house.unit.progress.places else True
    presenter.moved(990)
    presenter.second_passed()
    assert "s1" in kept(house).done_step_ids


def test_what_was_pressed_is_written_with_the_next_tick_and_shown_before(house: StudyHouse) -> None:
    presenter, view = open_lesson(house)
    presenter.second_passed()
    commits = house.unit.commits
    presenter.go_next()
    assert (house.unit.commits, view.last("show_reading").id) == (commits, "s2")
    presenter.second_passed()
    assert kept(house).step_id == "s2"


def test_page_keys_turn_inside_the_reading_only(house: StudyHouse) -> None:
    presenter, view = open_lesson(house)
    presenter.read_on(-1)
    for _page in range(5):
        presenter.read_on(1)
    assert view.last("show_reading").id == "sz"
    assert view.count("show_scenario") == 0


def test_a_rail_entry_opens_its_first_unfinished_page(house: StudyHouse) -> None:
    presenter, view = open_lesson(house)
    presenter.go_next()
    presenter.open_rail(1)
    presenter.open_rail(0)
    assert view.last("show_reading").id == "s2"


def test_a_lesson_opens_at_a_passage_that_was_asked_for(house: StudyHouse) -> None:
    _presenter, view = open_lesson(house, section="sz")
    assert view.last("show_reading").id == "sz"
    _other, there = open_lesson(house, section="s2x")
    assert there.last("show_reading").title == "A heavy hour"


def test_words_and_sources_are_explained(house: StudyHouse) -> None:
    presenter, view = open_lesson(house)
    presenter.open_term("hope")
    assert (view.last("show_aside").title, view.last("show_aside").text) == ("hope", "Seeing a way.")
    presenter.open_source("RECDEF")
    aside = view.last("show_aside")
    assert aside.title == "Working definition"
    assert aside.facts == ("SAMHSA", "Number: PEP12", "Date: 2012", "We read it on November 22, 2026")
    presenter.open_term("unknown")
    assert view.count("show_aside") == 2


def test_the_end_says_what_is_open_and_what_comes_next(house: StudyHouse) -> None:
    presenter, view = open_lesson(house)
    presenter.go_next()
    for _page in range(6):
        presenter.go_next()
    page = view.last("show_end")
    assert page.title == "You have reached the end"
    assert [link.label for link in page.open_steps] == ["Scenario", "Practice", "Check"]
    assert page.next_lesson.id == "one-02"
    assert "40 more minutes" in page.time_note
    presenter.open_step("practice")
    assert view.last("show_practice").title == "Sorting"


def test_a_lesson_that_cannot_be_opened_says_so_and_goes_back(house: StudyHouse) -> None:
    presenter, view = open_lesson(house, "two-01")
    assert "not been written" in view.last("show_error").message
    assert house.navigator.places == [Place("back")]
    left = []
    presenter.leave(lambda: left.append(True))
    assert left == [True]


def test_nothing_breaks_before_the_lesson_is_there(house: StudyHouse) -> None:
    house.runner = RunLater()
    presenter, view = open_lesson(house)
    for act in (presenter.go_next, presenter.go_back, presenter.toggle_pause, presenter.second_passed):
        act()
    presenter.moved(5)
    presenter.open_rail(2)
    presenter.step.choose(0)
    assert view.calls == []
    left = []
    presenter.leave(lambda: left.append(True))
    house.runner.work()
    assert left == [True]
    assert view.calls == []


def test_what_stands_in_a_stored_place_and_not_in_the_lesson_is_ignored(house: StudyHouse) -> None:
    presenter, _view = open_lesson(house)
    for _page in range(3):
        presenter.go_next()
    presenter.step.choose(1)
    presenter.leave(lambda: None)
    shorter = make_lesson(steps=make_lesson().steps[:1])
    _presenter, view = open_lesson(house.with_catalogue(LessonCatalogue(shorter)))
    assert view.last("show_reading").id == "s1"


@pytest.mark.parametrize("section", ["s1", "nowhere"])
def test_an_unknown_passage_is_no_reason_to_fail(house: StudyHouse, section: str) -> None:
    _presenter, view = open_lesson(house, section=section)
    assert view.last("show_reading").id == "s1"
