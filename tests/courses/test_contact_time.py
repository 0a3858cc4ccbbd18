"""Minutes are justified by what a lesson asks, part by part, and each kind has its cap."""

import pytest

from trainer.courses.contact_time import ContactTime, justify
from trainer.courses.lessons import CheckStep, Lesson, PracticeStep, ReadingStep, ReflectionStep, ScenarioStep, Step


def lesson(*steps: Step) -> Lesson:
    return Lesson("a-01", "a", "en", "A", 40, (), None, (), steps)


def reading(words: int, is_alternate: bool = False) -> ReadingStep:
    return ReadingStep("s1", "A", "", words, is_alternate=is_alternate)


def practice(minutes: float) -> PracticeStep:
    return PracticeStep("p", "P", minutes, "", (), (), "", ())


FULL = (reading(2_880), ScenarioStep("s", "S", 6.75, "", (), ""), practice(8), CheckStep("c", tuple("12345")))


def test_the_planned_lesson_is_justified_to_the_minute() -> None:
    assert justify(lesson(*FULL)).minutes == pytest.approx(40.0)
    assert justify(lesson(*FULL)).justifies(40)


@pytest.mark.parametrize(
    ("steps", "minutes"),
    [
        ((), 0),
        ((reading(180),), 1),
        ((reading(180), reading(180)), 2),
        ((reading(180), reading(999, is_alternate=True)), 1),
        ((practice(30),), 8),
        ((practice(3), practice(4)), 7),
        ((ScenarioStep("s", "S", 30, "", (), ""),), 8),
        ((ReflectionStep("r", 5, ""),), 0),
        ((CheckStep("c", ("1", "2")),), 3.7),
    ],
)
def test_each_part_counts_what_it_should(steps: tuple[Step, ...], minutes: float) -> None:
    assert justify(lesson(*steps)).minutes == pytest.approx(minutes)


def test_one_word_too_few_is_too_few() -> None:
    assert not justify(lesson(reading(2_878), *FULL[1:])).justifies(40)
    assert ContactTime(2_700, 6.75, 8, 5).words_missing(40) == 180
    assert ContactTime(2_881, 6.75, 8, 5).words_missing(40) == 0
