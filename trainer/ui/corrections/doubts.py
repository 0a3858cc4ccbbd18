"""What is in doubt, in words for the office: what was found, which entries wait, and what may count; no Qt."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from trainer.hours.ledger import Entry
from trainer.hours.settling import OpenDoubts
from trainer.hours.wording import entry_title, finding_texts, span_text, unexplained_text
from trainer.i18n import _, format_moment, ngettext

MOST_SHOWN = 12
"""Findings and entries; what is more is counted. The command names them all."""


@dataclass(frozen=True)
class DoubtWords:
    """What waits.

    Attributes:
        lead: What it is about, in a sentence; empty where nothing is in doubt.
        found: What the verification found, a sentence each.
        lines: The learner's entries that are in doubt.
        offer: To count entries that are unchanged; empty where there are none.
    """

    lead: str = ""
    found: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    offer: str = ""


def doubt_words(waiting: OpenDoubts, titles: Mapping[str, str]) -> DoubtWords:
    """Puts into words what waits for two people to look at it.

    Args:
        waiting: Everything that is open.
        titles: What lessons, sessions, exams and modules are called, by id.
    """
    if not waiting.settlements:
        return DoubtWords()
    entries = {line.id: line for line in waiting.lines}
    lead = _(
        "Something in this record is not as it was written. Look at it together: ask the learner, compare with what "
        "was printed or handed in, and write down what you found."
    )
    return DoubtWords(
        lead,
        _cut([*finding_texts(waiting.doubts.findings), *_totals_words(waiting.unexplained_seconds)]),
        _cut([_line_words(line, entries, titles) for line in waiting.lines]),
        _offer(waiting),
    )


def _offer(waiting: OpenDoubts) -> str:
    count = len([line for line in waiting.lines if line.id in waiting.unchanged])
    if not count:
        return ""
    text = ngettext(
        "%(n)s entry is whole in itself, but what it hangs on is not. If you know that it is true, let it count.",
        "%(n)s entries are whole in themselves, but what they hang on is not. If you know that they are true, let them "
        "count.",
        count,
    )
    return text % {"n": count}


def _totals_words(seconds: int) -> list[str]:
    if not seconds:
        return []
    return [unexplained_text(seconds)]


def _line_words(line: Entry, entries: Mapping[str, Entry], titles: Mapping[str, str]) -> str:
    return _("%(moment)s, %(title)s: %(measured)s measured") % {
        "moment": format_moment(line.started_at, line.zone),
        "title": entry_title(line, entries, titles),
        "measured": span_text(line.measured_seconds),
    }


def _cut(texts: list[str]) -> tuple[str, ...]:
    return tuple(_first(list(dict.fromkeys(texts))))


def _first(texts: list[str]) -> Iterator[str]:
    yield from texts[:MOST_SHOWN]
    more = len(texts) - MOST_SHOWN
    if more > 0:
        yield ngettext("And %(n)s more.", "And %(n)s more.", more) % {"n": more}
