"""What a line rests on in words: the signs of study that were counted, and who wrote and approved a correction."""

from collections.abc import Mapping
from typing import Final

from trainer.hours.ledger import Entry
from trainer.i18n import N_, _

_EVIDENCE: Final[Mapping[str, str]] = {
    "pages": N_("reading"),
    "answers": N_("answers"),
    "speech": N_("read aloud"),
    "attendance": N_("attendance taken"),
}
_SIGNS: Final[Mapping[str, str]] = {
    "keys": N_("keys"),
    "pointer": N_("pointer"),
    "scroll": N_("scrolling"),
    "touch": N_("touch"),
    "reader": N_("screen reader"),
}
"""Evidence that is named in a table where there is no other."""


def evidence_words(entry: Entry | None, *, whole: bool = False) -> list[str]:
    """Names the kinds of evidence of a line; ``whole`` also those that go without saying beside better ones."""
    known = (entry.evidence or {}) if entry is not None else {}
    words = [_(word) for kind, word in _EVIDENCE.items() if known.get(kind)]
    if whole or not words:
        words += [_(word) for kind, word in _SIGNS.items() if known.get(kind)]
    return words


def signed_text(entry: Entry, people: Mapping[str, str]) -> str:
    """Says who wrote a correction, and who approved it.

    Args:
        entry: The correction.
        people: Names by id; of anybody else the id is said.
    """
    author, second = [people.get(one, one) for one in (entry.author_id, entry.second_author_id)]
    if not second:
        return _("Written by %(author)s.") % {"author": author}
    return _("Written by %(author)s, approved by %(second)s.") % {"author": author, "second": second}
