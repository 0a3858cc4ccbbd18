"""What the rest of the program asks of a course, whatever it is stored in."""

from collections.abc import Sequence
from typing import Protocol

from trainer.courses.lessons import GlossaryTerm, Lesson, LiveGuide, ModuleIntroduction, SearchHit, Source
from trainer.courses.outline import Programme
from trainer.courses.questions import Pool, Question
from trainer.rules import Rules


class Catalogue(Protocol):
    """Reads one edition. Texts missing in a language come back in English.

    Attributes:
        edition: The name of the edition: a hash of its content.
    """

    @property
    def edition(self) -> str:
        """The hash that names this edition."""

    def programme_ids(self) -> Sequence[str]:
        """Returns the ids of the programmes in this edition."""

    def programme(self, programme_id: str) -> Programme:
        """Returns a programme's outline.

        Raises:
            TrainerError: This edition has no such programme.
        """

    def lesson(self, lesson_id: str, language: str) -> Lesson:
        """Returns a lesson in full.

        Raises:
            TrainerError: The lesson is not in this edition, or nobody has written it yet.
        """

    def introduction(self, module_id: str, language: str) -> ModuleIntroduction | None:
        """Returns what a module is about, or None where nobody has written it."""

    def question(self, question_id: str, language: str) -> Question:
        """Returns one question.

        Raises:
            TrainerError: There is no such question.
        """

    def questions(self, pool: Pool, language: str, module_ids: Sequence[str] | None = None) -> Sequence[Question]:
        """Returns the questions of one pool in stored order."""

    def glossary_term(self, term_id: str, language: str) -> GlossaryTerm | None:
        """Returns a glossary entry, or None."""

    def source(self, source_id: str) -> Source | None:
        """Returns a source, or None."""

    def figure_svg(self, name: str, language: str, colours: dict[str, str]) -> bytes:
        """Returns a drawing with its words and colours filled in; empty bytes when there is none."""

    def live_guide(self, session_id: str, language: str) -> LiveGuide | None:
        """Returns a facilitator's guide, or None."""

    def rules(self) -> Rules:
        """Returns the dated facts that this edition was compiled with."""

    def search(self, words: str, language: str, limit: int = 20) -> Sequence[SearchHit]:
        """Finds passages, best first; any text is safe to pass."""
