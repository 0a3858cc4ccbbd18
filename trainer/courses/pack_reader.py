"""Reads a course from a compiled pack: no YAML, no Markdown, every text checked as a stranger's."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final, TypeVar

from trainer.courses.codec import CodecError, from_plain
from trainer.courses.lessons import GlossaryTerm, Lesson, LiveGuide, ModuleIntroduction, SearchHit, Source
from trainer.courses.outline import LessonPlan, Programme
from trainer.courses.pack_file import PackFile, damaged
from trainer.courses.pack_format import Key
from trainer.courses.questions import LETTERS, Pool, Question
from trainer.courses.search import MAX_HITS, Found, find_passages
from trainer.errors import TrainerError
from trainer.i18n import _
from trainer.rules import RuleError, Rules, rules_from_plain

Model = TypeVar("Model")

_KEPT: Final = 4_000


class PackCatalogue:
    """A course in a pack. What was read once is kept.

    Attributes:
        edition: The hash that names the edition.
    """

    def __init__(self, file: PackFile) -> None:
        """Reads from an open pack."""
        self._file = file
        self._kept: dict[Key, Any] = {}

    @classmethod
    def open(cls, path: Path) -> "PackCatalogue":
        """Opens a pack.

        Raises:
            TrainerError: The file is not there, is no pack, is damaged, or is from a newer program.
        """
        return cls(PackFile(path))

    def close(self) -> None:
        """Lets go of the file."""
        self._file.close()

    @property
    def edition(self) -> str:
        """The hash that names this edition."""
        return self._file.edition

    @property
    def path(self) -> Path:
        """The pack's file."""
        return self._file.path

    def programme_ids(self) -> Sequence[str]:
        """Returns the ids of the programmes, the core course first."""
        ids = [key.id for key in sorted(self._file.keys) if key.kind == "programme"]
        return sorted(ids, key=lambda programme_id: (self.programme(programme_id).kind != "core", programme_id))

    def programme(self, programme_id: str) -> Programme:
        """Returns a programme's outline."""
        key = Key("programme", programme_id)
        if key not in self._file.keys:
            raise self._missing(_("This edition has no course “%(id)s”.") % {"id": programme_id})
        return self._get(key, lambda plain: replace(from_plain(Programme, plain), edition=self.edition))

    def lesson(self, lesson_id: str, language: str) -> Lesson:
        """Returns a lesson in full."""
        key = self._key("lesson", lesson_id, language)
        if key:
            return self._get(key, lambda plain: from_plain(Lesson, plain))
        plan = self._plan(lesson_id)
        if plan is None:
            raise self._missing(_("This edition has no lesson “%(id)s”.") % {"id": lesson_id})
        raise TrainerError(
            _("The lesson “%(title)s” is not written yet.") % {"title": plan.title.get(language) or plan.title["en"]},
            _("Choose another lesson. It will be in a later edition of the course."),
        )

    def introduction(self, module_id: str, language: str) -> ModuleIntroduction | None:
        """Returns what a module is about, or None; editions before this was written down have none."""
        key = self._key("module", module_id, language)
        return self._get(key, lambda plain: from_plain(ModuleIntroduction, plain)) if key else None

    def question(self, question_id: str, language: str) -> Question:
        """Returns one question."""
        key = self._key("question", question_id, language)
        if not key:
            raise self._missing(_("This edition has no question “%(id)s”.") % {"id": question_id})
        return self._get(key, _question)

    def questions(self, pool: Pool, language: str, module_ids: Sequence[str] | None = None) -> Sequence[Question]:
        """Returns the questions of one pool in stored order."""
        wanted = [
            question_id
            for question_id, its_pool, module_id in self._get(Key("index", "questions"), _order)
            if its_pool == pool.value and (module_ids is None or module_id in module_ids)
        ]
        for question_id in wanted:
            if not self._key("question", question_id, language):
                raise damaged(self.path, f"the index names the question {question_id}")
        return [self.question(question_id, language) for question_id in wanted]

    def glossary_term(self, term_id: str, language: str) -> GlossaryTerm | None:
        """Returns a glossary entry, or None."""
        key = self._key("term", term_id, language)
        return self._get(key, lambda plain: from_plain(GlossaryTerm, plain)) if key else None

    def source(self, source_id: str) -> Source | None:
        """Returns a source, or None."""
        key = Key("source", source_id)
        return self._get(key, lambda plain: from_plain(Source, plain)) if key in self._file.keys else None

    def figure_svg(self, name: str, language: str, colours: dict[str, str]) -> bytes:
        """Returns a drawing with its words and colours filled in; empty bytes when there is none."""
        from trainer.courses.drawing import fill_drawing

        key = Key("figure", name)
        if key not in self._file.keys:
            return b""
        words_key = self._key("words", name, language)
        words = self._get(words_key, _words) if words_key else {}
        return fill_drawing(self._get(key, _drawing), words, colours)

    def live_guide(self, session_id: str, language: str) -> LiveGuide | None:
        """Returns a facilitator's guide, or None."""
        key = self._key("guide", session_id, language)
        return self._get(key, lambda plain: from_plain(LiveGuide, plain)) if key else None

    def rules(self) -> Rules:
        """Returns the dated facts that this edition was made with."""
        return self._get(Key("rules", "all"), rules_from_plain)

    def search(self, words: str, language: str, limit: int = 20) -> Sequence[SearchHit]:
        """Finds passages, best first; any text is safe to pass."""
        found = find_passages(self._file, words, language, max(0, min(limit, MAX_HITS)))
        return [self._hit(item) for item in found]

    def _hit(self, found: Found) -> SearchHit:
        """Makes a hit, and makes sure that the index shows a passage of the course and nothing else."""
        key = Key("passage", f"{found.lesson_id}.{found.section_id}", found.language)
        if key not in self._file.keys:
            raise damaged(self.path, f"the index names {key.id}")
        passage = self._get(key, _words)
        shown = found.snippet.replace("\u2068", "").replace("\u2069", "").strip("…")
        if passage.get("title") != found.title or shown not in passage.get("text", ""):
            raise damaged(self.path, f"the index differs from {key.id}")
        return SearchHit(found.lesson_id, found.section_id, found.title, found.snippet)

    def _missing(self, message: str) -> TrainerError:
        advice = _("Get the course file that contains it from your training provider. Your records are safe.")
        return TrainerError(message, advice, path=self.path)

    def _plan(self, lesson_id: str) -> LessonPlan | None:
        plans = (self.programme(programme_id).lessons.get(lesson_id) for programme_id in self.programme_ids())
        return next((plan for plan in plans if plan), None)

    def _key(self, kind: str, document_id: str, language: str) -> Key | None:
        """Finds a document in a language, or in English where nobody has translated it."""
        keys = (Key(kind, document_id, language), Key(kind, document_id, "en"))
        return next((key for key in keys if key in self._file.keys), None)

    def _get(self, key: Key, make: Callable[[Any], Model]) -> Model:
        if key not in self._kept:
            plain = self._file.document(key)
            try:
                made = make(plain)
            except (CodecError, RuleError) as error:
                raise damaged(self.path, f"{'/'.join(key)}: {error}") from error
            if len(self._kept) >= _KEPT:
                self._kept.clear()
            self._kept[key] = made
        kept: Model = self._kept[key]
        return kept


def _question(plain: Any) -> Question:
    question = from_plain(Question, plain)
    if tuple(question.choices) != LETTERS or question.key not in LETTERS:
        raise CodecError("a question needs the choices A to D and a key among them")
    return question


def _order(plain: Any) -> list[tuple[str, str, str]]:
    rows = plain if isinstance(plain, list) else [plain]
    if not all(isinstance(row, list) and len(row) == 3 and all(isinstance(cell, str) for cell in row) for row in rows):
        raise CodecError("not an index of questions")
    return [(row[0], row[1], row[2]) for row in rows]


def _words(plain: Any) -> dict[str, str]:
    if not isinstance(plain, dict) or not all(isinstance(word, str) for word in plain.values()):
        raise CodecError("not words by name")
    return plain


def _drawing(plain: Any) -> str:
    from trainer.courses.drawing import read_drawing

    if not isinstance(plain, str):
        raise CodecError("not a drawing")
    remarks = read_drawing(plain).remarks
    if remarks:
        raise CodecError(remarks[0].message)
    return plain
