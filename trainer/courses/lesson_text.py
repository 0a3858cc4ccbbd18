"""Takes a Markdown file apart: front matter, sections, and the fenced steps that follow them."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from trainer.courses.faults import ContentError, Fault
from trainer.i18n import _

STEP_KINDS = ("scenario", "practice", "reflection", "check")

MAX_TEXT = 150_000

_HEADING = re.compile(
    r"^## +(?P<title>.+?) *"
    r"\{#(?P<id>s[0-9]{1,2}x?|sz)(?P<heavy> heavy)?(?: alternate=(?P<alternate>s[0-9]{1,2}x))?\} *$"
)
_FENCE = re.compile(r"^```\{([a-z]+)\} *$")


@dataclass(frozen=True)
class Section:
    """A ``##`` section as written; ``line`` is its heading's."""

    id: str
    title: str
    line: int
    markdown: str
    heavy: bool = False
    alternate_id: str | None = None


@dataclass(frozen=True)
class Block:
    """A fenced step; ``line`` is the line of its fence, and its YAML begins on the next."""

    kind: str
    line: int
    text: str


@dataclass
class LessonText:
    """A lesson's parts in file order, with what is wrong with the order itself."""

    front: str
    sections: list[Section] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def split_front_matter(text: str, path: Path) -> tuple[str, str, int]:
    """Returns the front matter, the body, and the line on which the body begins.

    Raises:
        ContentError: The file does not begin with front matter between two ``---`` lines.
    """
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        raise ContentError(Fault(path, 1, "front-matter", _("The file must begin with a line of three hyphens.")))
    for number, line in enumerate(lines[1:], start=1):
        if line.rstrip() == "---":
            return "\n".join(lines[1:number]), "\n".join(lines[number + 1 :]), number + 2
    raise ContentError(Fault(path, 1, "front-matter", _("The front matter has no closing line of three hyphens.")))


def split_lesson(text: str, path: Path) -> LessonText:
    """Takes a lesson apart.

    Raises:
        ContentError: The file has no front matter, or is far too long.
    """
    if len(text) > MAX_TEXT:
        raise ContentError(Fault(path, 1, "size", _("This lesson is far too long.")))
    front, body, first_line = split_front_matter(text, path)
    return _Splitter(path, LessonText(front)).run(body.split("\n"), first_line)


class _Splitter:
    """Walks over the lines once and gathers sections and blocks."""

    def __init__(self, path: Path, lesson: LessonText) -> None:
        self._path = path
        self._lesson = lesson
        self._heading: re.Match[str] | None = None
        self._heading_line = 0
        self._gathered: list[str] = []
        self._fence: tuple[str, int] | None = None
        self._lost = False

    def run(self, lines: list[str], first_line: int) -> LessonText:
        for number, line in enumerate(lines, start=first_line):
            if self._fence:
                self._inside_fence(line)
            else:
                self._outside_fence(line, number)
        if self._fence:
            self._fault(self._fence[1], "step", _("This block has no closing line of three backticks."))
        self._end_section()
        return self._lesson

    def _inside_fence(self, line: str) -> None:
        if line.rstrip() == "```" and self._fence:
            kind, start = self._fence
            self._lesson.blocks.append(Block(kind, start, "\n".join(self._gathered)))
            self._fence = None
            self._gathered = []
        else:
            self._gathered.append(line)

    def _outside_fence(self, line: str, number: int) -> None:
        fence = _FENCE.match(line)
        if fence:
            self._end_section()
            self._lost = False
            self._fence = (fence.group(1), number)
            if fence.group(1) not in STEP_KINDS:
                self._fault(number, "step", _("“%(kind)s” is not a kind of step.") % {"kind": fence.group(1)})
        elif line.startswith("## "):
            self._end_section()
            self._begin_section(line, number)
        elif self._heading:
            self._gathered.append(line)
        elif line.strip() and not self._lost:
            self._lost = True  # One finding is enough for all the text up to the next heading.
            self._fault(number, "section", _("This text stands outside any section."))

    def _begin_section(self, line: str, number: int) -> None:
        self._heading = _HEADING.match(line)
        self._heading_line = number
        self._lost = not self._heading
        if not self._heading:
            self._fault(number, "section", _("A section's heading must end with its id, such as {#s1}."))
        elif self._lesson.blocks:
            self._fault(
                number, "section", _("Reading sections come before the scenario, practice, reflection and check.")
            )

    def _end_section(self) -> None:
        if self._heading:
            found = self._heading
            self._lesson.sections.append(
                Section(
                    id=found["id"],
                    title=found["title"].strip(),
                    line=self._heading_line,
                    markdown="\n".join(self._gathered),
                    heavy=bool(found["heavy"]),
                    alternate_id=found["alternate"],
                )
            )
        self._heading = None
        self._gathered = []

    def _fault(self, line: int, rule: str, message: str) -> None:
        self._lesson.faults.append(Fault(self._path, line, rule, message))
