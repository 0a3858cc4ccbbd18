"""A small lesson with every kind of step, and a catalogue that holds it."""

from collections.abc import Sequence
from dataclasses import replace

from tests.fakes.programmes import make_programme
from trainer.courses.lessons import (
    CheckStep,
    Decision,
    GlossaryTerm,
    Lesson,
    ModuleIntroduction,
    PracticeField,
    PracticeStep,
    ReadingStep,
    ReflectionStep,
    ScenarioOption,
    ScenarioStep,
    Source,
)
from trainer.courses.outline import Programme
from trainer.courses.questions import LETTERS, Choice, Level, Pool, Question
from trainer.errors import TrainerError

LONG = "<p>" + "These are words to read slowly, one after the other. " * 60 + "</p>"


def make_lesson(lesson_id: str = "one-01", **changes: object) -> Lesson:
    """Makes a lesson: three readings (one with another passage), a scenario, a practice, a reflection, a check."""
    lesson = Lesson(
        id=lesson_id,
        module_id="one",
        language="en",
        title="First steps",
        minutes=40,
        objectives=(),
        content_note="This lesson mentions grief.",
        source_ids=("RECDEF",),
        steps=(
            ReadingStep("s1", "Where it begins", LONG + '<p>See <a href="term:hope">hope</a>.</p>', 720),
            ReadingStep("s2", "A heavy hour", "<p>Heavy.</p>", 700, alternate_id="s2x"),
            ReadingStep("s2x", "A lighter hour", "<p>Light.</p>", 700, is_alternate=True),
            ReadingStep("sz", "Back to work", '<p>Work<sup><a href="source:RECDEF">1</a></sup>.</p>', 380),
            make_scenario(),
            make_practice(),
            ReflectionStep("reflect", 5, "<p>When did you first hope?</p>"),
            CheckStep("check", ("q1", "q2")),
        ),
    )
    return replace(lesson, **changes)


def make_scenario() -> ScenarioStep:
    """Makes a scene of two turns; the first option of the first turn ends it at once."""

    def _option(letter: str, next_id: str) -> ScenarioOption:
        return ScenarioOption(
            letter, f"Say {letter}", "strong", f"<p>Out {letter}</p>", f"<p>Why {letter}</p>", next_id
        )

    first = Decision("d1", "<p>You meet.</p>", "Ana", "I am tired.", tuple(_option(x, "d2") for x in "abc"))
    second = Decision("d2", "<p>You sit.</p>", "", "", tuple(_option(x, "end") for x in "abc"))
    early = replace(first, options=(_option("a", "end"), *first.options[1:]))
    return ScenarioStep("scene", "On the bench", 6, "<p>A bench.</p>", (early, second), "<p>She waves.</p>")


def make_practice() -> PracticeStep:
    """Makes a practice with two blanks."""
    return PracticeStep(
        id="practice",
        title="Sorting",
        minutes=8,
        instructions_html="<p>Sort these.</p>",
        items=("1. One thing", "2. Another"),
        fields=(PracticeField("f1", "First pile", 1), PracticeField("f2", "Why", 3)),
        model_answer_html="<p>One and two.</p>",
        self_check=("I sorted all.", "I said why.", "I was kind.", "I asked."),
    )


def make_check_question(question_id: str, section_id: str = "s2") -> Question:
    """Makes a question whose key is B."""
    return Question(
        id=question_id,
        lesson_id="one-01",
        module_id="one",
        pool=Pool.CHECK,
        area="RS",
        section_id=section_id,
        objective_id="o1",
        level=Level.APPLY,
        stem=f"What helps in {question_id}?",
        choices={letter: Choice(f"Choice {letter}", f"Because {letter}") for letter in LETTERS},
        key="B",
    )


class LessonCatalogue:
    """The part of :class:`trainer.courses.catalogue.Catalogue` that lessons need."""

    edition = "edition-1"

    def __init__(self, lesson: Lesson | None = None) -> None:
        self.stored = lesson or make_lesson()
        self.asked: list[str] = []

    def programme(self, programme_id: str) -> Programme:
        return make_programme()

    def lesson(self, lesson_id: str, language: str) -> Lesson:
        self.asked.append(lesson_id)
        if lesson_id == self.stored.id:
            return self.stored
        if lesson_id == "one-02":
            return replace(self.stored, id="one-02", title="Second steps")
        raise TrainerError("This lesson has not been written yet.")

    def introduction(self, module_id: str, language: str) -> ModuleIntroduction | None:
        if module_id != "one":
            return None
        outcomes = ("Say what hope is, in plain words.", "Share a short story with a purpose.")
        return ModuleIntroduction("one", "One", "Hope is something that you can practice. " * 6, outcomes)

    def question(self, question_id: str, language: str) -> Question:
        return make_check_question(question_id)

    def glossary_term(self, term_id: str, language: str) -> GlossaryTerm | None:
        return GlossaryTerm("hope", "hope", "Seeing a way.", ("RECDEF",)) if term_id == "hope" else None

    def source(self, source_id: str) -> Source | None:
        return Source("RECDEF", "Working definition", "SAMHSA", "PEP12", "2012", "2026-11-22", "read", "public")

    def figure_svg(self, name: str, language: str, colours: dict[str, str]) -> bytes:
        return b""

    def search(self, words: str, language: str, limit: int = 20) -> Sequence[object]:
        return []
