"""Today: where to go on, and how far each competency is."""

from tests.fakes.programmes import make_programme
from trainer.study.today import NOTHING_YET, Totals, today

PROGRAMME = make_programme()


def _totals(by_subject: dict[str, int]) -> Totals:
    return Totals(sum(by_subject.values()), {"self_paced": sum(by_subject.values())}, {}, by_subject)


def test_a_new_learner_starts_with_the_first_lesson() -> None:
    facts = today(PROGRAMME, NOTHING_YET, [])
    assert facts.next_lesson is not None
    assert (facts.next_lesson.id, facts.lesson_number, facts.started) == ("one-01", 1, False)
    assert facts.seconds_left == 40 * 60


def test_the_lesson_opened_last_comes_before_the_outline() -> None:
    facts = today(PROGRAMME, _totals({"one-02": 600}), ["one-02"])
    assert facts.next_lesson is not None
    assert (facts.next_lesson.id, facts.seconds_left, facts.started) == ("one-02", 1800, True)


def test_a_lesson_with_all_its_minutes_is_not_offered_again() -> None:
    facts = today(PROGRAMME, _totals({"one-01": 2400}), ["one-01"])
    assert facts.next_lesson is not None
    assert facts.next_lesson.id == "one-02"


def test_lessons_nobody_has_written_are_never_offered() -> None:
    facts = today(PROGRAMME, _totals({"one-01": 2400, "one-02": 2400}), [])
    assert facts.next_lesson is None
    assert facts.lesson_number == 0


def test_the_next_live_session_is_the_first_without_its_minutes() -> None:
    assert today(PROGRAMME, NOTHING_YET, []).next_live == PROGRAMME.live_sessions[0]
    assert today(PROGRAMME, _totals({"L01": 7200}), []).next_live is None


def test_a_competency_is_done_when_all_its_minutes_are_credited() -> None:
    totals = Totals(12_000, {}, {"one": 12_000, "two": 0}, {})
    assert [state.done for state in today(PROGRAMME, totals, []).modules] == [True, False]
