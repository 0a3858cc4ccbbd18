"""A small course in memory: two modules, one live session, and as many practice questions as a test wants."""

from collections.abc import Sequence

from trainer.courses.lessons import GlossaryTerm, Lesson, LiveGuide, ModuleIntroduction, ReadingStep, SearchHit, Source
from trainer.courses.outline import ExamPlan, LessonPlan, LiveSessionPlan, Module, Programme
from trainer.courses.questions import AREAS, LETTERS, Choice, Level, Pool, Question
from trainer.errors import TrainerError

PROGRAMME = Programme(
    id="first-steps",
    kind="taster",
    title={"en": "First steps: hope, recovery and wellness"},
    total_minutes=280,
    modules=(
        Module(
            id="hope",
            number=1,
            competency={"en": "The concepts of hope, recovery, and wellness"},
            short={"en": "Hope, recovery, wellness"},
            lessons=(
                LessonPlan("hope-01", "hope", {"en": "What recovery means, and who defines it"}, 40),
                LessonPlan("hope-02", "hope", {"en": "The ten principles in daily work"}, 40),
                LessonPlan("hope-03", "hope", {"en": "Hope as a skill: language, story and small steps"}, 40),
                LessonPlan("hope-04", "hope", {"en": "Eight dimensions of wellness"}, 40),
            ),
            self_paced_minutes=160,
            live_minutes=120,
        ),
    ),
    live_sessions=(LiveSessionPlan("L01", {"en": "Beginning with hope"}, 120, 10, {"hope": 120}),),
    exams=(),
    edition="test-edition",
)

WITH_EXAM = Programme(
    id="with-exam",
    kind="core",
    title={"en": "A course with an exam"},
    total_minutes=400,
    modules=PROGRAMME.modules,
    live_sessions=PROGRAMME.live_sessions,
    exams=(ExamPlan("final", "final", {"en": "Course final"}, 120, 60),),
    edition="test-edition",
)


def make_question(number: int, area: str = "RS", stem: str = "", key: str = "B") -> Question:
    """Makes a question whose texts name their letters."""
    return Question(
        id=f"q{number:03}",
        lesson_id=f"hope-0{number % 4 + 1}",
        module_id="hope",
        pool=Pool.PRACTICE,
        area=area,
        section_id="s2",
        objective_id="o1",
        level=Level.APPLY,
        stem=stem or f"A person tells you about day {number}. What would help first?",
        choices={letter: Choice(f"Answer {letter} of {number}", f"Why {letter} of {number}") for letter in LETTERS},
        key=key,
    )


class MemoryCatalogue:
    """See :class:`trainer.courses.catalogue.Catalogue`."""

    edition = "test-edition"

    def __init__(self, questions: Sequence[Question] | None = None, programme: Programme = PROGRAMME) -> None:
        made = [make_question(number, AREAS[number % len(AREAS)]) for number in range(24)]
        self._questions = list(made if questions is None else questions)
        self._programme = programme

    def programme_ids(self) -> Sequence[str]:
        return [self._programme.id]

    def programme(self, programme_id: str) -> Programme:
        if programme_id != self._programme.id:
            raise TrainerError("There is no such programme.")
        return self._programme

    def lesson(self, lesson_id: str, language: str) -> Lesson:
        plan = self._programme.lessons[lesson_id]
        steps = tuple(ReadingStep(f"s{n}", f"Part {n} of {lesson_id}", "<p>Words.</p>", 500) for n in range(1, 5))
        return Lesson(lesson_id, plan.module_id, language, plan.title["en"], plan.minutes, (), None, (), steps)

    def introduction(self, module_id: str, language: str) -> ModuleIntroduction | None:
        return None

    def question(self, question_id: str, language: str) -> Question:
        for question in self._questions:
            if question.id == question_id:
                return question
        raise TrainerError("There is no such question.")

    def questions(self, pool: Pool, language: str, module_ids: Sequence[str] | None = None) -> Sequence[Question]:
        return [question for question in self._questions if question.pool is pool]

    def glossary_term(self, term_id: str, language: str) -> GlossaryTerm | None:
        return None

    def source(self, source_id: str) -> Source | None:
        return None

    def figure_svg(self, name: str, language: str, colours: dict[str, str]) -> bytes:
        return b""

    def live_guide(self, session_id: str, language: str) -> LiveGuide | None:
        return None

    def search(self, words: str, language: str, limit: int = 20) -> Sequence[SearchHit]:
        return []
