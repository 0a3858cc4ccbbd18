"""Finds passages by their words; whatever a person types is taken as words and never as a query language."""

import re
from typing import Final, NamedTuple

from trainer.courses.pack_file import PackFile

MAX_HITS: Final = 100
MAX_WORDS: Final = 12
MAX_WORD: Final = 40

_WORD = re.compile(r"[^\W_]+")
_QUERY: Final = (
    "SELECT lesson, section, language, title, snippet(passages, 1, char(8296), char(8297), '…', 24) FROM passages "
    "WHERE passages MATCH ? AND instr(serves, ?) ORDER BY bm25(passages, 6.0, 1.0), rowid LIMIT ?"
)


class Found(NamedTuple):
    """A row of the index."""

    lesson_id: str
    section_id: str
    language: str
    title: str
    snippet: str


def find_passages(file: PackFile, words: str, language: str, limit: int) -> list[Found]:
    """Returns the passages with all the words, best first, or with any of them where none has all.

    Raises:
        TrainerError: The index is damaged.
    """
    wanted = list(dict.fromkeys(_WORD.findall(words[:1000])))[:MAX_WORDS]
    if not wanted or limit < 1:
        return []
    file.check_index()
    code = language if re.fullmatch("[a-z]{2}", language) else "en"
    terms = [f'"{word[:MAX_WORD]}"' + "*" * (len(word) > 2) for word in wanted]
    for joined in dict.fromkeys((" AND ".join(terms), " OR ".join(terms))):
        rows = file.select(_QUERY, (joined, _served(file, code), limit))
        if rows:
            return [Found(*(cell if isinstance(cell, str) else "" for cell in row)) for row in rows]
    return []


def _served(file: PackFile, code: str) -> str:
    """Returns the language to search in: one that the pack knows nothing of is served in English."""
    return code if code == "es" or any(key.language == code for key in file.keys if key.kind == "lesson") else "en"
