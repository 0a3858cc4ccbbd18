"""What waits for two people at the office to settle it, what they can decide, and what is in doubt after they did."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from trainer.hours.chain import REBUILT
from trainer.hours.doubts import Doubts
from trainer.hours.findings import Finding, FindingKind
from trainer.hours.ledger import Entry
from trainer.hours.settlements import TOTALS, Settlement, settlement_at, standing_settlements

_IN_PLACE = frozenset({FindingKind.COLUMNS, FindingKind.COPIED, FindingKind.REORDERED})
"""Findings that may leave a line's content beyond doubt."""


class Books(Protocol):
    """One enrolment's lines as they stand; see :class:`trainer.hours.service.Books`."""

    @property
    def lines(self) -> Sequence[Entry]:
        """All that is known."""

    @property
    def doubts(self) -> Doubts:
        """What of them is in doubt."""

    @property
    def unexplained_seconds(self) -> int:
        """By how much the lines differ from what was counted before."""


@dataclass(frozen=True)
class OpenDoubts:
    """What in a learner's record waits.

    Attributes:
        doubts: What was found, and which lines are in doubt.
        lines: The learner's lines that are in doubt, by computer and place.
        unchanged: Ids of those whose own bytes are as they were hashed, and that only hang on what is not as it was.
        settlements: What would leave nothing open, and every line in doubt out.
        unexplained_seconds: By how much the lines differ from what was counted before.
    """

    doubts: Doubts
    lines: tuple[Entry, ...]
    unchanged: frozenset[str]
    settlements: tuple[Settlement, ...]
    unexplained_seconds: int


def open_doubts(books: Books) -> OpenDoubts:
    """Returns what nobody has settled yet; nothing is decided by it."""
    found = still_open(books.doubts, books.lines)
    waiting = [line for line in books.lines if line.id in found.ids]
    waiting.sort(key=lambda line: (line.device_id, line.sequence, line.id, line.hash))
    return OpenDoubts(found, tuple(waiting), _only_loose(found), settlements(books), books.unexplained_seconds)


def settlements(books: Books, *, count_unchanged: bool = False) -> tuple[Settlement, ...]:
    """Returns what two people would write to leave nothing open.

    Args:
        books: One enrolment's lines as they stand.
        count_unchanged: See :func:`to_settle`.
    """
    found = to_settle(still_open(books.doubts, books.lines), books.lines, count_unchanged=count_unchanged)
    return (*found, Settlement(TOTALS, 0, books.unexplained_seconds, TOTALS)) if books.unexplained_seconds else found


def still_open(doubts: Doubts, lines: Iterable[Entry]) -> Doubts:
    """Returns what of an enrolment's doubts nobody has settled yet.

    Args:
        doubts: All of them.
        lines: All that is known of the enrolment, in doubt or not.
    """
    known = list(lines)
    settled = standing_settlements(known, doubts.ids)
    if not settled and not doubts.elsewhere:
        return doubts
    here = {line.id for line in known}
    findings = tuple([found for found in doubts.findings if not _is_settled(found, settled, doubts, here)])
    named = {found.entry_id for found in findings}
    seen = {found.entry_id for found in doubts.findings} - named
    # A line of somebody else on the same computer, or one that cannot be read, is as open as what was found about it.
    ids = named & doubts.ids - here
    for line in known:
        if line.id in doubts.ids and line.id not in seen and not any(one.leaves_out(line) for one in settled):
            ids.add(line.id)
    return replace(doubts, findings=findings, ids=frozenset(ids))


def in_doubt(doubts: Doubts, lines: Iterable[Entry]) -> frozenset[str]:
    """Returns the ids of the lines that count for nothing: two people may have decided that unchanged ones do count.

    That holds as long as nothing else is found about the line: what is changed afterwards is in doubt again.
    """
    loose = _only_loose(doubts)
    if not loose:
        return doubts.ids
    settled = [one for one in standing_settlements(list(lines), doubts.ids) if one.seen]
    named = [found for found in doubts.findings if found.entry_id in loose]
    return doubts.ids - {found.entry_id for found in named if any(one.settles(found) for one in settled)}


def to_settle(doubts: Doubts, lines: Iterable[Entry], *, count_unchanged: bool = False) -> tuple[Settlement, ...]:
    """Returns the settlements that would leave nothing open: as few as the places allow.

    Args:
        doubts: What is open, of one enrolment.
        lines: All that is known of it.
        count_unchanged: Whether lines that only hang on what is not as it was are to count; otherwise they are out.
    """
    known = list(lines)
    kept = _only_loose(doubts) if count_unchanged else frozenset[str]()
    counted = {line.id for line in known} - doubts.ids | kept
    put_in = frozenset(found.entry_id for found in doubts.findings if found.kind is FindingKind.INSERTED)
    found = {_settling(finding, counted, kept | put_in) for finding in doubts.findings}
    for line in known:
        if line.id in doubts.ids - kept - put_in:
            found.add(settlement_at(line.device_id, line.sequence, line.sequence))
    return tuple(_joined(sorted(found, key=lambda one: (one.device, one.seen, one.first, one.last))))


def _is_settled(finding: Finding, settled: Iterable[Settlement], doubts: Doubts, here: Collection[str]) -> bool:
    """Says whether two people looked at it: for a line of this learner's own, under the learner's own name."""
    others = () if finding.entry_id in here else doubts.elsewhere
    return any(one.settles(finding) for one in (*settled, *others))


def _only_loose(doubts: Doubts) -> frozenset[str]:
    """Returns the ids in doubt about which nothing was found but that they hang on something that is not as it was.

    Where a receipt shows that a stretch was rebuilt, its lines are not among them: they fit together, and may be false.
    """
    loose = {found.entry_id for found in doubts.findings if _is_only_loose(found)}
    others = {found.entry_id for found in doubts.findings if not _is_only_loose(found)}
    return frozenset(loose - others) & doubts.ids


def _is_only_loose(finding: Finding) -> bool:
    return finding.kind is FindingKind.LOOSE and finding.detail != REBUILT


def _settling(finding: Finding, counted: Collection[str], kept: Collection[str]) -> Settlement:
    """Settles one finding: by leaving its place out, unless what stands there is beyond doubt or is to count."""
    is_harmless = finding.kind in _IN_PLACE and finding.entry_id in counted
    # Where a line was put in, the true one has the same place; the false one stays in doubt for good.
    is_seen = is_harmless or finding.entry_id in kept
    return settlement_at(
        finding.device_id, finding.sequence, finding.last_sequence, finding.kind.value if is_seen else ""
    )


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
