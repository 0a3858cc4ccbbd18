"""Scenario, practice, reflection and check without a window: what is shown, kept and never kept."""

from tests.fakes.recording import RecordingView
from tests.fakes.records import ENROLMENT
from tests.fixtures.ui import StudyHouse
from tests.ui.lesson.test_lesson_presenter import open_lesson
from trainer.ui.lesson.presenter import LessonPresenter

SCENARIO, PRACTICE, REFLECTION, CHECK = 1, 2, 3, 4


def _at(house: StudyHouse, step: int) -> tuple[LessonPresenter, RecordingView]:
    presenter, view = open_lesson(house)
    presenter.open_rail(step)
    return presenter, view


def _work(house: StudyHouse) -> dict[str, str]:
    return dict(house.unit.progress.places[ENROLMENT, "one-01"].work)


def test_a_scenario_shows_what_a_response_does_and_goes_on(house: StudyHouse) -> None:
    presenter, view = _at(house, SCENARIO)
    page = view.last("show_scenario")
    assert (page.line, page.opening_html, page.feedback) == ("“I am tired.”", "<p>A bench.</p>", ())
    assert [option.key for option in page.options] == ["1", "2", "3"]
    assert page.turn.startswith("Turn 1 of 2.")
    presenter.step.choose(1)
    page = view.last("show_scenario")
    assert [part.html for part in page.feedback] == ["<p>Out b</p>", "<p>Why b</p>"]
    assert page.options[1].tone == "chosen"
    presenter.step.go_on()
    page = view.last("show_scenario")
    assert (page.situation_html, page.opening_html) == ("<p>You sit.</p>", "")
    presenter.step.choose(2)
    presenter.step.go_on()
    assert view.last("show_scenario").closing_html == "<p>She waves.</p>"
    assert view.last("show_rail")[SCENARIO].mark.value == "now"
    presenter.go_next()
    assert view.last("show_rail")[SCENARIO].mark.value == "done"


def test_other_responses_can_be_tried_and_are_marked(house: StudyHouse) -> None:
    presenter, view = _at(house, SCENARIO)
    presenter.step.choose(0)
    assert view.last("show_scenario").go_on == "See how it ends"
    presenter.step.choose(1)
    assert [option.remark for option in view.last("show_scenario").options] == ["Tried", "", ""]
    presenter.step.again()
    page = view.last("show_scenario")
    assert page.feedback == ()
    assert [option.remark for option in page.options] == ["Tried", "Tried", ""]


def test_a_scenario_is_walked_back_and_begun_again(house: StudyHouse) -> None:
    presenter, view = _at(house, SCENARIO)
    for choice in (1, 2):
        presenter.step.choose(choice)
        presenter.step.go_on()
    assert presenter.step.turn_back()
    assert view.last("show_scenario").feedback[0].html == "<p>Out c</p>"
    presenter.step.turn_back()
    assert view.last("show_scenario").feedback[0].html == "<p>Out b</p>"
    presenter.step.go_on()
    presenter.step.choose(0)
    presenter.step.go_on()
    presenter.step.again()
    assert view.last("show_scenario").opening_html == "<p>A bench.</p>"


def test_a_scenario_is_resumed_at_its_turn_and_its_feedback(house: StudyHouse) -> None:
    presenter, view = _at(house, SCENARIO)
    presenter.step.choose(1)
    presenter.step.go_on()
    presenter.step.choose(2)
    before = view.last("show_scenario")
    presenter.leave(lambda: None)
    _presenter, again = open_lesson(house)
    assert again.last("show_scenario") == before


def test_every_walk_through_a_scenario_can_be_resumed(house: StudyHouse) -> None:
    presenter, view = _at(house, SCENARIO)
    acts = {"c": lambda n: presenter.step.choose(n), "g": lambda _n: presenter.step.go_on()}
    acts |= {"a": lambda _n: presenter.step.again(), "b": lambda _n: presenter.step.turn_back()}
    for number, act in enumerate("cgcbagcgbbcacggacgcgabgc"):
        acts[act](number % 3)
        presenter.second_passed()
        _presenter, again = open_lesson(house)
        assert again.last("show_scenario") == view.last("show_scenario"), number


def test_practice_keeps_what_was_written_and_opens_the_model_answer_when_asked(house: StudyHouse) -> None:
    presenter, view = _at(house, PRACTICE)
    assert view.last("show_practice").model_answer_html == ""
    presenter.step.wrote("f1", "One & <b>two</b>")
    presenter.step.show_model_answer()
    presenter.step.tick(2, True)
    presenter.leave(lambda: None)
    _presenter, again = open_lesson(house)
    page = again.last("show_practice")
    assert [filled.text for filled in page.fields] == ["One & <b>two</b>", ""]
    assert page.model_answer_html == "<p>One and two.</p>"
    assert [ticked for _line, ticked in page.ticks] == [False, False, True, False]
    assert "practice" in house.unit.progress.places[ENROLMENT, "one-01"].done_step_ids


def test_a_reflection_is_kept_in_memory_alone(house: StudyHouse) -> None:
    presenter, view = _at(house, REFLECTION)
    assert view.last("show_reflection").privacy == "This stays on the page until you leave; nothing is saved."
    presenter.step.wrote("", "My secret")
    presenter.open_rail(PRACTICE)
    presenter.open_rail(REFLECTION)
    assert view.last("show_reflection").text == "My secret"
    presenter.leave(lambda: None)
    assert "secret" not in str(house.unit.progress.places)
    _presenter, again = open_lesson(house)
    assert again.last("show_reflection").text == ""


def test_an_answer_is_checked_only_when_asked_and_every_try_is_kept(house: StudyHouse) -> None:
    presenter, view = _at(house, CHECK)
    presenter.step.check_answer()
    presenter.step.choose(0)
    page = view.last("show_check")
    assert (page.may_answer, page.heading, page.options[0].tone) == (True, "", "chosen")
    assert house.unit.progress.answers == []
    presenter.step.check_answer()
    page = view.last("show_check")
    assert page.heading == "Worth another look."
    assert page.explanations == (("About your answer, A", "Because A"), ("Why B fits best", "Because B"))
    assert [option.remark for option in page.options] == ["Your answer", "Fits best", "", ""]
    presenter.step.choose(2)
    assert view.last("show_check") == page, "an answer that is checked stays"
    presenter.step.again()
    presenter.step.choose(1)
    presenter.step.check_answer()
    assert view.last("show_check").heading == "Yes, this one fits best."
    assert [answer.letter for answer in house.unit.progress.answers] == ["A", "B"]


def test_the_passage_opens_and_leads_back_to_the_question(house: StudyHouse) -> None:
    presenter, view = _at(house, CHECK)
    presenter.step.choose(0)
    presenter.step.check_answer()
    assert view.last("show_check").passage == "Open the passage: A heavy hour"
    presenter.open_passage()
    assert view.last("show_reading").id == "s2"
    assert view.last("show_foot").next == "Back to: check"
    presenter.go_next()
    assert view.last("show_check").heading == "Worth another look."


def test_a_check_is_resumed_at_its_question_with_its_reasons(house: StudyHouse) -> None:
    presenter, view = _at(house, CHECK)
    presenter.step.choose(1)
    presenter.step.check_answer()
    presenter.step.go_on()
    presenter.step.choose(3)
    presenter.step.check_answer()
    before = view.last("show_check")
    presenter.leave(lambda: None)
    _presenter, again = open_lesson(house)
    assert again.last("show_check") == before
    assert "check" in house.unit.progress.places[ENROLMENT, "one-01"].done_step_ids


def test_finishing_every_required_step_finishes_the_lesson(house: StudyHouse) -> None:
    presenter, view = open_lesson(house)
    for _part in range(3):
        presenter.go_next()
    presenter.step.choose(0)
    presenter.step.go_on()
    presenter.go_next()
    presenter.step.show_model_answer()
    presenter.open_rail(CHECK)
    for _question in range(2):
        presenter.second_passed()
        assert house.unit.progress.places[ENROLMENT, "one-01"].finished_at is None
        presenter.step.choose(1)
        presenter.step.check_answer()
        presenter.step.go_on()
    presenter.second_passed()
    assert house.unit.progress.places[ENROLMENT, "one-01"].finished_at is not None
    presenter.go_next()
    assert view.last("show_end").title == "This lesson is done"
    assert _work(house)


def test_an_answer_that_cannot_be_kept_is_shown_and_not_lost_from_the_page(house: StudyHouse) -> None:
    presenter, view = _at(house, CHECK)
    presenter.step.choose(0)
    house.unit.full_disk = True
    presenter.step.check_answer()
    assert view.last("show_error").message == "The disk is full."
    assert view.last("show_check").heading == "Worth another look."
