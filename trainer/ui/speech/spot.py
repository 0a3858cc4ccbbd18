"""A sentence to say, and the place where it stands in what is shown."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Spot:
    """Where a sentence stands.

    Attributes:
        part: Which text of the page.
        block: Which of its paragraphs, headings and cells; empty ones are not counted.
        start, end: From which to which character of it.
    """

    part: str
    block: int = 0
    start: int = 0
    end: int = 0


@dataclass(frozen=True)
class Sentence:
    """Words to say, and where they stand.

    Attributes:
        is_ours: The program's own words, in its language; others are the course's, which may be in another one.
    """

    text: str
    spot: Spot
    is_ours: bool = False
