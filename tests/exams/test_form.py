"""Drawing a form: repeatable, fair to the areas, new questions first."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fakes.questions import make_questions
from trainer.errors import TrainerError
from trainer.exams.form import draw_form

BANK = make_questions({"RS": 12, "BHF": 8, "IS": 4})


def _areas(items: tuple[object, ...]) -> Counter[str]:
    by_id = {question.id: question.area for question in BANK}
    return Counter(by_id[item.question_id] for item in items)  # type: ignore[attr-defined]


@given(st.integers(1, 40), st.text(min_size=1, max_size=8))
def test_a_form_has_distinct_questions_and_all_four_letters(count: int, seed: str) -> None:
    form = draw_form(BANK, count, seed)
    assert len(form) == min(count, len(BANK))
    assert len({item.question_id for item in form}) == len(form)
    assert all(sorted(item.shown_letters) == ["A", "B", "C", "D"] for item in form)


def test_the_same_seed_draws_the_same_form() -> None:
    assert draw_form(BANK, 12, "attempt") == draw_form(list(reversed(BANK)), 12, "attempt")
    assert draw_form(BANK, 12, "attempt") != draw_form(BANK, 12, "another")


def test_areas_get_equal_shares_as_far_as_they_reach() -> None:
    assert _areas(draw_form(BANK, 12, "x")) == {"RS": 4, "BHF": 4, "IS": 4}
    assert _areas(draw_form(BANK, 18, "x")) == {"RS": 7, "BHF": 7, "IS": 4}


def test_only_the_chosen_areas_are_drawn() -> None:
    assert set(_areas(draw_form(BANK, 10, "x", areas=("IS", "BHF")))) == {"IS", "BHF"}


def test_questions_met_least_come_first() -> None:
    seen = {question.id: 3 for question in BANK if question.area == "RS" and question.id != "RS-05"}
    form = draw_form(BANK, 1, "x", areas=("RS",), seen=seen)
    assert form[0].question_id == "RS-05"


def test_an_empty_area_says_what_to_do() -> None:
    with pytest.raises(TrainerError, match="no practice questions"):
        draw_form(BANK, 5, "x", areas=("CM",))
