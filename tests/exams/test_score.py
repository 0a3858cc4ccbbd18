"""Scores by area, misses, and honest ranges."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fakes.questions import make_questions
from trainer.exams.score import ENOUGH_ANSWERS, likely_range, score_answers

BANK = make_questions({"RS": 12, "BHF": 4})


def test_a_score_counts_by_area_and_keeps_the_misses_in_order() -> None:
    answers = {question.id: "B" for question in BANK} | {"RS-02": "A", "BHF-01": ""}
    score = score_answers(BANK, answers)
    assert (score.right, score.answered, score.total) == (14, 15, 16)
    assert [(area.area, area.right, area.total) for area in score.areas] == [("BHF", 3, 4), ("RS", 11, 12)]
    assert [(miss.question.id, miss.given) for miss in score.misses] == [("RS-02", "A"), ("BHF-01", "")]


def test_few_questions_give_no_range() -> None:
    score = score_answers(BANK, {})
    assert {area.area: area.likely is None for area in score.areas} == {"BHF": True, "RS": False}
    assert likely_range(9, ENOUGH_ANSWERS - 1) is None


@pytest.mark.parametrize(
    ("right", "total", "low", "high"), [(8, 10, 0.6016, 0.9138), (50, 100, 0.4364, 0.5636), (0, 20, 0.0, 0.0759)]
)
def test_the_range_is_the_wilson_interval(right: int, total: int, low: float, high: float) -> None:
    found = likely_range(right, total)
    assert found is not None
    assert found.low == pytest.approx(low, abs=2e-3)
    assert found.high == pytest.approx(high, abs=2e-3)


@given(st.integers(ENOUGH_ANSWERS, 500), st.data())
def test_a_range_holds_the_share_and_stays_between_nought_and_one(total: int, data: st.DataObject) -> None:
    right = data.draw(st.integers(0, total))
    found = likely_range(right, total)
    assert found is not None
    assert 0 <= found.low <= right / total + 1e-9
    assert right / total - 1e-9 <= found.high <= 1
