"""What two people at the office have looked at and settled: lines that are left out, findings that change nothing."""

import re
from collections.abc import Container, Iterable
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Final

from trainer.hours.doubts import Doubts
from trainer.hours.findings import Finding, FindingKind
from trainer.hours.ledger import Entry, EntryKind
from trainer.hours.reversals import carried_out

_SPELLING: Final = re.compile(r"([^:]{1,36}):(-?\d{1,10})-(-?\d{1,10})(?::([a-z_]{1,20}))?")
_PLAIN: Final = re.compile(r"[0-9A-Za-z-]{1,36}")
_FARTHEST: Final = 9_999_999_999
_IN_PLACE: Final = frozenset({FindingKind.COLUMNS, FindingKind.COPIED, FindingKind.REORDERED})
"""Findings that may leave a line's content beyond doubt."""


@dataclass(frozen=True, order=True)
class Settlement:
    """One decision about places in a computer's chain, as it stands in the subject of a line.

    Attributes:
        device: The computer's id; a digest where what is stored there is no id.
        first: A place in its chain, from 1; whoever edits by hand may have written anything.
        last: The last of these places.
        seen: A kind of finding that was seen and changes nothing. Empty: whatever line claims one of these places, now
            or later, is left out for good, so that its time can be entered again without being counted twice.
    """

    device: str
    first: int
    last: int
    seen: str = ""

    @property
    def subject(self) -> str:
        """How a line of the ledger spells it."""
        return f"{self.device}:{self.first}-{self.last}" + (f":{self.seen}" if self.seen else "")

    def leaves_out(self, line: Entry) -> bool:
        """Says whether a line is left out for good."""
        return not self.seen and self._holds(line.device_id, line.sequence, line.sequence)

    def settles(self, finding: Finding) -> bool:
        """Says whether a finding needs nobody's attention any more."""
        is_meant = self.seen in ("", finding.kind.value)
        return is_meant and self._holds(finding.device_id, finding.sequence, finding.last_sequence)

    def _holds(self, device_id: str, first: int, last: int) -> bool:
        return self.device == _named(device_id) and self.first <= _within(first) and _within(last) <= self.last


def settlement_from(subject: str) -> Settlement | None:
    """Reads the subject of a line; None where it says nothing that this program understands."""
    found = _SPELLING.fullmatch(subject)
    return None if found is None else Settlement(found[1], int(found[2]), int(found[3]), found[4] or "")


def is_signed_by_two(line: Entry) -> bool:
    """Says whether a reason and two people stand behind a line, as a settlement needs under every policy."""
    return bool(line.reason.strip()) and line.second_author_id not in ("", line.author_id)


def standing_settlements(lines: Iterable[Entry], in_doubt: Container[str]) -> tuple[Settlement, ...]:
    """Returns the settlements that two people signed, that are not in doubt themselves, and that nobody took back.

    Args:
        lines: Of one enrolment, each once.
        in_doubt: Ids of lines that count for nothing.
    """
    decided = [line for line in lines if line.kind in (EntryKind.SETTLEMENT, EntryKind.REVERSAL)]
    if not any(line.kind is EntryKind.SETTLEMENT for line in decided):
        return ()
    signed = [line for line in decided if is_signed_by_two(line) and line.id not in in_doubt]
    taken_back, _unclear = carried_out({line.id: line.subject for line in signed if line.kind is EntryKind.REVERSAL})
    found = [
        settlement_from(line.subject)
        for line in signed
        if line.kind is EntryKind.SETTLEMENT and line.id not in taken_back
    ]
    return tuple(sorted({settlement for settlement in found if settlement is not None}))


def still_open(doubts: Doubts, lines: Iterable[Entry]) -> Doubts:
    """Returns what of an enrolment's doubts nobody has settled yet.

    Args:
        doubts: All of them.
        lines: All that is known of the enrolment, in doubt or not.
    """
    known = list(lines)
    settled = standing_settlements(known, doubts.ids)
    if not settled:
        return doubts
    findings = tuple([found for found in doubts.findings if not any(one.settles(found) for one in settled)])
    here = {line.id for line in known}
    # A line of somebody else on the same computer, or one that cannot be read, is as open as what was found about it.
    ids = {line.id for line in known if line.id in doubts.ids and not any(one.leaves_out(line) for one in settled)}
    ids |= {found.entry_id for found in findings if found.entry_id in doubts.ids - here}
    return replace(doubts, findings=findings, ids=frozenset(ids))


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
            found.add(_at(line.device_id, line.sequence, line.sequence))
    return tuple(_joined(sorted(found, key=lambda one: (one.device, one.seen, one.first, one.last))))


def _settling(finding: Finding, counted: Container[str]) -> Settlement:
    is_harmless = finding.kind in _IN_PLACE and finding.entry_id in counted
    seen = finding.kind.value if is_harmless else ""
    return _at(finding.device_id, finding.sequence, finding.last_sequence, seen)


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


def _at(device_id: str, first: int, last: int, seen: str = "") -> Settlement:
    return Settlement(_named(device_id), _within(first), _within(last), seen)


def _named(device_id: str) -> str:
    """Returns an id as it is; of anything else, which somebody wrote there by hand, a digest that fits."""
    if _PLAIN.fullmatch(device_id):
        return device_id
    return "~" + sha256(device_id.encode(errors="replace")).hexdigest()[:35]


def _within(sequence: int) -> int:
    return max(-_FARTHEST, min(sequence, _FARTHEST))
