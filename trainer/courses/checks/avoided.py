"""The list of words, claims and typed values that courses do not use, and finding them fast."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from trainer.safe_yaml import decode_text, read_yaml

_LIST: Final = Path(__file__).parent.parent / "wording.yaml"


class Avoided(NamedTuple):
    """Words to find, and what to write instead."""

    words: str
    write: str

    @property
    def pattern(self) -> re.Pattern[str]:
        """The words as a pattern for whole words, without regard to capitals."""
        return _whole_words((self.words,))


class AvoidedWords(NamedTuple):
    """A part of the list."""

    entries: tuple[Avoided, ...]

    def find(self, text: str) -> Iterator[tuple[str, str]]:
        """Yields each entry's words as they stand in a text, and what to write instead."""
        if not _whole_words(tuple(entry.words for entry in self.entries)).search(text):
            return  # As it is for nearly every text.
        for entry in self.entries:
            found = entry.pattern.search(text)
            if found:
                yield found.group(), entry.write


@cache
def avoided(part: str) -> AvoidedWords:
    """Returns one part of the list: ``avoid``, ``claims`` or ``typed``."""
    items = read_yaml(decode_text(_LIST.read_bytes())).value[part]
    return AvoidedWords(tuple(Avoided(item["words"], item["write"]) for item in items))


@cache
def _whole_words(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?i)(?<![\w-])(?:{'|'.join(words)})(?![\w-])")
