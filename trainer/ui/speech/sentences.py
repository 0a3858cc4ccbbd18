"""Cuts a paragraph into sentences, English or Spanish, short enough to stop at once and to find again."""

import re
from collections.abc import Iterator
from itertools import pairwise

LONGEST = 280
"""Characters; a longer sentence is cut where one draws breath."""

LOOK_BACK = 20
"""Characters; longer than any abbreviation."""

SILENT = "\u2060"
"""Stands for a character that is seen and not said."""

_END = re.compile(rf"[.!?…]+{SILENT}*[\"'”’»)\]]*{SILENT}*\s+(?=[^a-záéíóúñü\s])")
_SHORT = re.compile(
    r"(?:^|[\s(¿¡\"'“«])"
    r"(?:Mrs?|Ms|Drs?|Prof|St|Jr|Sr|Sra|Srta|Dra|Núm|vs|e\.g|i\.e|p\. ?ej|EE|UU|[^\W\d_](?:\.[^\W\d_])*)\.$",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"^\s*\d{1,3}[.)]$")
_BREATH = re.compile(r"[,;:–—]\s+|\s[–—-]\s")


def cut_sentences(text: str) -> list[tuple[int, int]]:
    """Returns where each sentence begins and ends; together they hold every character that can be said."""
    ends = [found.end() for found in _END.finditer(text)]
    cuts = [0, *(end for end in ends if not _is_short(text[max(0, end - LOOK_BACK) : end].rstrip())), len(text)]
    pieces = [piece for start, end in pairwise(cuts) for piece in _breaths(text, start, end)]
    trimmed = [_trim(text, start, end) for start, end in pieces]
    return [(start, end) for start, end in trimmed if start < end]


def _is_short(before: str) -> bool:
    """Says whether a stop belongs to an abbreviation, or to the number that a line begins with."""
    return bool(_NUMBER.search(before) or _SHORT.search(before.replace(SILENT, "")))


def _breaths(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > LONGEST:
        cut = _breath(text, start, start + LONGEST)
        yield start, cut
        start = cut
    yield start, end


def _breath(text: str, start: int, latest: int) -> int:
    """Finds the last comma or the like in the further half, or else the last gap between words."""
    half = (start + latest) // 2
    breaths = [found.end() for found in _BREATH.finditer(text, half, latest)]
    space = text.rfind(" ", start + 1, latest)
    return breaths[-1] if breaths else space + 1 if space > start else latest


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
