"""Authored content once it has been read: the course itself, and everything that a check may want to point at."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

from trainer.courses.authored import (
    Authored,
    AuthoredPractice,
    AuthoredScenario,
    AuthoredTerm,
    LessonFront,
    LiveFront,
    ModulePlanFile,
    ModuleTextFile,
    ProgrammeFile,
    QuestionFile,
)
from trainer.courses.faults import Fault
from trainer.courses.lesson_text import Section
from trainer.courses.lessons import GlossaryTerm, Lesson, LiveGuide, ModuleIntroduction, Source
from trainer.courses.outline import Programme
from trainer.courses.questions import Question
from trainer.courses.rendered import Use
from trainer.rules import Rules
from trainer.safe_yaml import Place, YamlData

Shape_co = TypeVar("Shape_co", covariant=True)

Key = tuple[str, str]
"""A language and an id."""


class Piece(NamedTuple):
    """A stretch of words.

    Attributes:
        kind: What it is for: ``reading``, ``scene``, ``line`` (what another person
            says), ``speech`` (what the learner may say), ``task``, ``item``, ``question``, ``choice``,
            ``rationale``, ``term``, ``guide``, ``module``, ``heading`` or ``figure`` (what is
            said for people who do not see it).
        blocks: The words of each paragraph, heading or cell, and its line.
        value: For a value of a YAML document: the first line of the document, and the place in it.
    """

    path: Path
    line: int
    kind: str
    blocks: tuple[tuple[int, str], ...]
    value: tuple[int, Place] | None = None

    @property
    def text(self) -> str:
        """The words alone, a line for each block."""
        return "\n".join(words for _line, words in self.blocks)


@dataclass(frozen=True)
class Parsed(Generic[Shape_co]):
    """A checked shape with the file and the lines that it came from."""

    shape: Shape_co
    data: YamlData
    path: Path

    def fault(self, place: Place, rule: str, message: str) -> Fault:
        """Makes a fault that points at a part of the shape."""
        return Fault(self.path, self.data.line(place), rule, message)


class Written(NamedTuple):
    """All the words of a file.

    Attributes:
        language: Theirs; English for a file that holds every language.
        shapes: The YAML documents in it.
        pieces: The words that were rendered. The other texts of the shapes are shown as they stand.
    """

    language: str
    shapes: tuple[Parsed[Authored], ...]
    pieces: tuple[Piece, ...] = ()


@dataclass
class Uses:
    """What the texts of a file refer to."""

    terms: list[Use] = field(default_factory=list)
    cites: list[Use] = field(default_factory=list)
    facts: list[Use] = field(default_factory=list)
    images: list[Use] = field(default_factory=list)


@dataclass(frozen=True)
class AuthoredLesson:
    """A lesson in one language."""

    path: Path
    language: str
    front: Parsed[LessonFront]
    lesson: Lesson
    sections: tuple[Section, ...]
    scenario: Parsed[AuthoredScenario] | None
    practice: Parsed[AuthoredPractice] | None
    block_lines: Mapping[str, int]
    pieces: tuple[Piece, ...]
    uses: Uses
    shapes: tuple[Parsed[Authored], ...]


@dataclass(frozen=True)
class AuthoredBank:
    """The questions of a lesson in one language."""

    path: Path
    language: str
    file: Parsed[QuestionFile]
    questions: tuple[Question, ...]
    pieces: tuple[Piece, ...]
    uses: Uses


@dataclass(frozen=True)
class AuthoredGuide:
    """The guide of a live session in one language."""

    path: Path
    language: str
    front: Parsed[LiveFront]
    guide: LiveGuide
    pieces: tuple[Piece, ...]
    uses: Uses


@dataclass(frozen=True)
class AuthoredIntroduction:
    """What a module is about, in one language."""

    path: Path
    language: str
    file: Parsed[ModuleTextFile]
    introduction: ModuleIntroduction
    pieces: tuple[Piece, ...]
    uses: Uses


@dataclass(frozen=True)
class AuthoredEntry:
    """A glossary entry in one language."""

    path: Path
    line: int
    language: str
    written: AuthoredTerm
    term: GlossaryTerm


@dataclass(frozen=True)
class AuthoredFigure:
    """A drawing with places for its words and colours."""

    path: Path
    svg: str


@dataclass(frozen=True)
class FigureWords:
    """The words inside a drawing in one language."""

    path: Path
    line: int
    words: Mapping[str, str]


@dataclass
class Content:
    """A content folder.

    Attributes:
        unreadable: What could not be taken at all; nothing can be compiled while this is not empty.
        faults: What was noticed while reading, and could still be shown safely.
        module_plans: What each module's folder says of itself, by the folder's name.
        introductions: What modules are about, by language and folder.
        unclear_sources: The sources whose rows have a fault: what cites them may well be right.
        are_sources_read: Whether it is known which sources there are.
        written: The words of every file.
        stated_hashes: The English text that a file says it translates.
        language_files: The files that belong to a language, by that language and their place in its folders.
    """

    folder: Path
    rules: Rules
    programmes: dict[str, Programme] = field(default_factory=dict)
    programme_files: dict[str, Parsed[ProgrammeFile]] = field(default_factory=dict)
    lessons: dict[Key, AuthoredLesson] = field(default_factory=dict)
    banks: dict[Key, AuthoredBank] = field(default_factory=dict)
    guides: dict[Key, AuthoredGuide] = field(default_factory=dict)
    module_folders: list[Path] = field(default_factory=list)
    module_plans: dict[str, Parsed[ModulePlanFile]] = field(default_factory=dict)
    introductions: dict[Key, AuthoredIntroduction] = field(default_factory=dict)
    entries: list[AuthoredEntry] = field(default_factory=list)
    figures: dict[str, AuthoredFigure] = field(default_factory=dict)
    figure_words: dict[Key, FigureWords] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    unclear_sources: set[str] = field(default_factory=set)
    are_sources_read: bool = False
    written: list[Written] = field(default_factory=list)
    language_files: dict[Key, Path] = field(default_factory=dict)
    stated_hashes: dict[Path, str | None] = field(default_factory=dict)
    unreadable: list[Fault] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def is_broken(self, item_id: str) -> bool:
        """Tells a lesson or guide that cannot be read from one that is not there."""
        return any(fault.path.stem == item_id and fault.path.suffix == ".md" for fault in self.unreadable)
