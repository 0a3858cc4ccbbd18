"""What a text becomes when it is rendered, and everything that was noticed on the way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from trainer.courses.words import count_words


class Use(NamedTuple):
    """Something that the text refers to, and the line on which it does."""

    name: str
    line: int
    words: str = ""


class Remark(NamedTuple):
    """Something wrong with the text."""

    line: int
    rule: str
    message: str


@dataclass(frozen=True)
class Surroundings:
    """What a text may refer to.

    Attributes:
        facts: The words of each fact by its id.
        terms: The id of each glossary entry by every form of its term, in lower case.
        sources: The ids of the sources of this text, in the order that numbers them.
        headings: The headings that may divide it.
    """

    language: str = "en"
    facts: Mapping[str, str] = field(default_factory=dict)
    terms: Mapping[str, str] = field(default_factory=dict)
    sources: Sequence[str] = ()
    headings: Sequence[str] = ("h3",)


@dataclass
class Rendered:
    """A text ready to be shown.

    Attributes:
        html: Clean HTML.
        blocks: The words alone, for each paragraph, heading or cell, and the line on which it begins.
        images: The figures; the words are their alternative text.
    """

    html: str = ""
    blocks: list[tuple[int, str]] = field(default_factory=list)
    terms: list[Use] = field(default_factory=list)
    cites: list[Use] = field(default_factory=list)
    facts: list[Use] = field(default_factory=list)
    images: list[Use] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The words alone, a line for each block."""
        return "\n".join(words for _line, words in self.blocks)

    @property
    def words(self) -> int:
        """The words that a reader reads: no alternative text, no citation."""
        return count_words(self.text)
