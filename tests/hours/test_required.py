"""What is still to go: every competency must be full, whatever another one has beyond its own hours."""

import pytest

from tests.fakes.programmes import make_programme
from tests.hours.histories import adjustment, credited
from trainer.hours.ledger import Entry
from trainer.hours.record import EXAMS
from trainer.hours.required import live_seconds_left, missing, required_seconds, seconds_left, seconds_to_go

MINUTE = 60
WITH_EXAM = make_programme(with_exam=True)


def _granted(module: str, minutes: int) -> Entry:
    return adjustment("", minutes * MINUTE, competency=module, second_author_id="coordinator")


@pytest.mark.parametrize(
    ("granted", "left_minutes"),
    [
        ((), 330),
        ((("one", 200),), 130),
        ((("one", 200), ("two", 40)), 90),
        # The whole 330 are there, and the second competency and the exam still lack theirs.
        ((("one", 330),), 130),
        ((("one", 200), ("two", 130)), 90),
        # Less than nothing is further away.
        ((("one", -10),), 340),
    ],
)
def test_hours_beyond_what_one_competency_needs_fill_no_other(
    granted: tuple[tuple[str, int], ...], left_minutes: int
) -> None:
    record = credited(*[_granted(*one) for one in granted], programme=WITH_EXAM)
    assert record.credited_seconds == sum(minutes for _module, minutes in granted) * MINUTE
    assert seconds_left(record, WITH_EXAM) == left_minutes * MINUTE


def test_hours_of_another_kind_stand_in_for_no_live_session_and_no_exam() -> None:
    record = credited(*[_granted(*one) for one in (("one", 200), ("two", 130))], programme=WITH_EXAM)
    assert seconds_left(record, WITH_EXAM) == 90 * MINUTE
    assert live_seconds_left(record, WITH_EXAM) == 120 * MINUTE
    assert seconds_to_go(record, WITH_EXAM) == (120 + 90) * MINUTE


def test_what_is_needed_adds_up_to_the_whole_course() -> None:
    for programme in (make_programme(), WITH_EXAM):
        due = required_seconds(programme)
        assert list(due)[:2] == ["one", "two"]
        assert (EXAMS in due) == bool(programme.exams)
        assert sum(due.values()) == programme.total_minutes * MINUTE


def test_what_is_full_is_not_missing() -> None:
    assert missing({"a": 10, "b": 10, "c": 10}, {"a": 10, "b": 11, "c": 9, "d": 1}) == {"c": 1}
