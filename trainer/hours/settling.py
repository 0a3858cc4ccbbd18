"""What waits for two people at the office to settle it, and how much of it can be entered again."""

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from trainer.hours.doubts import Doubts
from trainer.hours.findings import Finding, FindingKind
from trainer.hours.ledger import Entry, EntryKind
from trainer.hours.reversals import carried_out
from trainer.hours.service import Books
from trainer.hours.settlements import Settlement, settlement_at, standing_settlements

_IN_PLACE = frozenset({FindingKind.COLUMNS, FindingKind.COPIED, FindingKind.REORDERED})
"""Findings that may leave a line's content beyond doubt."""

_NOT_AS_WRITTEN = frozenset(
    {
        FindingKind.CHANGED,
        FindingKind.UNREADABLE,
        FindingKind.INSERTED,
        FindingKind.COPIED,
        FindingKind.NOT_AS_RECEIPT,
    }
)


@dataclass(frozen=True)
class Unchanged:
    """Time of lines that are in doubt only for what they hang on."""

    seconds: int
    subject: str
    competency: str


@dataclass(frozen=True)
class OpenDoubts:
    """What in a learner's record waits.

    Attributes:
        doubts: What was found, and which lines are in doubt.
        lines: The learner's lines that are in doubt, by computer and place.
        settlements: What would leave nothing open.
        unchanged: What the lines whose bytes are as they were written would have come to, by where it belongs.
        taken: Lines among them that took time away. They must go on doing so, or leaving them out would add hours.
    """

    doubts: Doubts
    lines: tuple[Entry, ...]
    settlements: tuple[Settlement, ...]
    unchanged: tuple[Unchanged, ...]
    taken: tuple[Entry, ...]


def still_open(doubts: Doubts, lines: Iterable[Entry]) -> Doubts:
    """Returns what of an enrolment's doubts nobody has settled yet.

    Args:
        doubts: All of them.
        lines: All that is known of the enrolment, in doubt or not.
    """
    known = list(lines)
    here = {line.id for line in known}
    settled = standing_settlements(known, doubts.ids)
    if not settled and not doubts.elsewhere:
        return doubts
    findings = tuple([found for found in doubts.findings if not _is_settled(found, settled, doubts, here)])
    # A line of somebody else on the same computer, or one that cannot be read, is as open as what was found about it.
    ids = {line.id for line in known if line.id in doubts.ids and not any(one.leaves_out(line) for one in settled)}
    ids |= {found.entry_id for found in findings if found.entry_id in doubts.ids - here}
    return replace(doubts, findings=findings, ids=frozenset(ids))


def _is_settled(finding: Finding, settled: Iterable[Settlement], doubts: Doubts, here: Container[str]) -> bool:
    """Says whether two people looked at it: for a line of this learner's own, under the learner's own name."""
    others = () if finding.entry_id in here else doubts.elsewhere
    return any(one.settles(finding) for one in (*settled, *others))


def to_settle(doubts: Doubts, lines: Iterable[Entry]) -> tuple[Settlement, ...]:
    """Returns the settlements that would leave nothing open: as few as the places allow.

    Args:
        doubts: What is open, of one enrolment.
        lines: All that is known of it.
    """
    known = list(lines)
    counted = {line.id for line in known} - doubts.ids
    found = {_settling(finding, counted) for finding in doubts.findings}
    for line in known:
        if line.id in doubts.ids:
            found.add(settlement_at(line.device_id, line.sequence, line.sequence))
    return tuple(_joined(sorted(found, key=lambda one: (one.device, one.seen, one.first, one.last))))


def open_doubts(books: Books) -> OpenDoubts:
    """Returns what nobody has settled yet; nothing is decided by it."""
    found = still_open(books.doubts, books.lines)
    settlements = to_settle(found, books.lines)
    lines = [line for line in books.lines if any(one.leaves_out(line) for one in settlements)]
    lines.sort(key=lambda line: (line.device_id, line.sequence, line.id, line.hash))
    whole = {line.id: line for line in _as_written(books, found, lines)}
    seconds = _seconds(books, whole) if whole else {}
    left = [line for line in books.lines if line not in lines]
    taken = [line for line in whole.values() if seconds[line.id] < 0 or _is_missed(line, left)]
    return OpenDoubts(found, tuple(lines), settlements, _unchanged(whole, seconds), tuple(taken))


def _as_written(books: Books, found: Doubts, lines: Sequence[Entry]) -> list[Entry]:
    """Returns the lines that are in doubt only for what they hang on: not one that two wrote, or one by hand."""
    named = {finding.entry_id for finding in found.findings if finding.kind in _NOT_AS_WRITTEN}
    places = Counter((line.device_id, line.sequence) for line in lines)
    names = Counter(line.id for line in books.lines)
    return [
        line
        for line in lines
        if line.hash and line.id not in named and places[line.device_id, line.sequence] == names[line.id] == 1
    ]


def _seconds(books: Books, lines: Mapping[str, Entry]) -> dict[str, int]:
    """Credits the lines as if they were not in doubt."""
    record = books.without_doubt(lines.keys())
    return {credit.entry_id: credit.credited_seconds for credit in record.credits if credit.entry_id in lines}


def _is_missed(line: Entry, left: Sequence[Entry]) -> bool:
    """Says whether a line takes back one that would count again without it."""
    if line.kind is not EntryKind.REVERSAL or all(other.id != line.subject for other in left):
        return False
    reversals = {other.id: other.subject for other in left if other.kind is EntryKind.REVERSAL}
    return line.subject not in carried_out(reversals)[0]


def _unchanged(lines: Mapping[str, Entry], seconds: Mapping[str, int]) -> tuple[Unchanged, ...]:
    sums: Counter[tuple[str, str]] = Counter()
    for line in lines.values():
        if seconds[line.id] > 0:
            sums[line.subject, line.competency] += seconds[line.id]
    return tuple(Unchanged(credited, *place) for place, credited in sorted(sums.items()))


def _settling(finding: Finding, counted: Container[str]) -> Settlement:
    is_harmless = finding.kind in _IN_PLACE and finding.entry_id in counted
    seen = finding.kind.value if is_harmless else ""
    return settlement_at(finding.device_id, finding.sequence, finding.last_sequence, seen)


def _joined(settlements: Iterable[Settlement]) -> list[Settlement]:
    """Joins those whose places follow one another; they come in order."""
    found: list[Settlement] = []
    for one in settlements:
        last = found[-1] if found else None
        if last and (last.device, last.seen) == (one.device, one.seen) and one.first <= last.last + 1:
            found[-1] = replace(last, last=max(last.last, one.last))
        else:
            found.append(one)
    return found
