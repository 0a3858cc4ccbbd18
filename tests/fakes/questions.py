"""Small banks of questions with valid defaults."""

from collections.abc import Mapping

from trainer.courses.questions import LETTERS, Choice, Level, Pool, Question


def make_question(question_id: str, area: str = "RS", key: str = "B", pool: Pool = Pool.PRACTICE) -> Question:
    """Makes one question whose texts name its letters."""
    return Question(
        id=question_id,
        lesson_id="hope-01",
        module_id="hope",
        pool=pool,
        area=area,
        section_id="s1",
        objective_id="o1",
        level=Level.APPLY,
        stem=f"What is {question_id}?",
        choices={letter: Choice(f"Choice {letter}", f"Because {letter}") for letter in LETTERS},
        key=key,
    )


def make_questions(counts: Mapping[str, int]) -> list[Question]:
    """Makes so many questions an area; ids are ``RS-01`` and so on."""
    return [make_question(f"{area}-{n:02d}", area) for area, count in counts.items() for n in range(1, count + 1)]
