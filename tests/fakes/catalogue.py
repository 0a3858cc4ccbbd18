"""A course held in memory."""

from collections.abc import Sequence

from trainer.courses.lessons import GlossaryTerm, Lesson, LiveGuide, ModuleIntroduction, SearchHit, Source
from trainer.courses.outline import Programme
from trainer.courses.questions import Pool, Question
from trainer.errors import TrainerError
from trainer.rules import Rules


class FakeCatalogue:
    """See :class:`trainer.courses.catalogue.Catalogue`."""

    edition = "edition-1"

    def __init__(
        self, questions: Sequence[Question] = (), programmes: Sequence[Programme] = (), lessons: Sequence[Lesson] = ()
    ) -> None:
        self._questions = {question.id: question for question in questions}
        self._programmes = {programme.id: programme for programme in programmes}
        self._lessons = {lesson.id: lesson for lesson in lessons}

    def programme_ids(self) -> Sequence[str]:
        return list(self._programmes)

    def programme(self, programme_id: str) -> Programme:
        if programme_id not in self._programmes:
            raise TrainerError("no such programme")
        return self._programmes[programme_id]

    def lesson(self, lesson_id: str, language: str) -> Lesson:
        if lesson_id not in self._lessons:
            raise TrainerError("no such lesson")
        return self._lessons[lesson_id]

    def introduction(self, module_id: str, language: str) -> ModuleIntroduction | None:
        return None

    def question(self, question_id: str, language: str) -> Question:
        if question_id not in self._questions:
            raise TrainerError("no such question")
        return self._questions[question_id]

    def questions(self, pool: Pool, language: str, module_ids: Sequence[str] | None = None) -> Sequence[Question]:
        return [question for question in self._questions.values() if question.pool is pool]

    def glossary_term(self, term_id: str, language: str) -> GlossaryTerm | None:
        return GlossaryTerm(term_id, term_id, f"What {term_id} means.")

    def source(self, source_id: str) -> Source | None:
        return None

    def figure_svg(self, name: str, language: str, colours: dict[str, str]) -> bytes:
        return b""

    def live_guide(self, session_id: str, language: str) -> LiveGuide | None:
        return None

    def rules(self) -> Rules:
        return Rules({})

    def search(self, words: str, language: str, limit: int = 20) -> Sequence[SearchHit]:
        return []
