"""Justifies a lesson's stated minutes by what it asks a learner to do; a claim alone counts for nothing."""

from dataclasses import dataclass
from typing import Final

from trainer.courses.lessons import Lesson

WORDS_PER_MINUTE: Final = 180
MINUTES_PER_QUESTION: Final = 1.85
MOST_SCENARIO_MINUTES: Final = 8.0
MOST_PRACTICE_MINUTES: Final = 8.0


@dataclass(frozen=True)
class ContactTime:
    """The minutes that a lesson justifies, part by part.

    Attributes:
        words: The words of the reading; of a section and its alternate, only one is read.
    """

    words: int
    scenario_minutes: float
    practice_minutes: float
    questions: int

    @property
    def reading_minutes(self) -> float:
        """The minutes that the reading takes."""
        return self.words / WORDS_PER_MINUTE

    @property
    def check_minutes(self) -> float:
        """The minutes that the knowledge check takes."""
        return self.questions * MINUTES_PER_QUESTION

    @property
    def minutes(self) -> float:
        """All of them; reflections and the other questions of the bank count nothing."""
        return self.reading_minutes + self.scenario_minutes + self.practice_minutes + self.check_minutes

    def justifies(self, stated: int) -> bool:
        """Says whether the stated minutes are reached, to the hundredth."""
        return round(self.minutes, 2) >= stated

    def words_missing(self, stated: int) -> int:
        """Returns how many words of reading would close the gap."""
        missing = stated - self.minutes
        return max(0, -int(-missing * WORDS_PER_MINUTE // 1))


def justify(lesson: Lesson) -> ContactTime:
    """Adds up what a lesson asks of its learner; a kind of step counts no more than its cap."""
    words = questions = 0
    scenario = practice = 0.0
    for step in lesson.steps:
        if step.kind == "reading" and not step.is_alternate:
            words += step.words
        elif step.kind == "scenario":
            scenario += step.minutes
        elif step.kind == "practice":
            practice += step.minutes
        elif step.kind == "check":
            questions += len(step.question_ids)
    return ContactTime(words, min(scenario, MOST_SCENARIO_MINUTES), min(practice, MOST_PRACTICE_MINUTES), questions)
