"""What two people at the office have looked at and settled: lines that are left out, findings that change nothing."""

import re
from collections.abc import Container, Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from trainer.hours.findings import Finding
from trainer.hours.ledger import Entry, EntryKind
from trainer.hours.reversals import carried_out

_SPELLING: Final = re.compile(r"([^:]{1,36}):(-?\d{1,10})-(-?\d{1,10})(?::([a-z_]{1,20}))?")
_PLAIN: Final = re.compile(r"[0-9A-Za-z-]{1,36}")
_FARTHEST: Final = 9_999_999_999
_DECISIONS: Final = frozenset({EntryKind.SETTLEMENT, EntryKind.REVERSAL})

TOTALS: Final = "totals"
"""Stands for computer and finding where no line is settled but the kept totals, which counted other lines."""


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
        return self.device == _reference(device_id) and self.first <= _clamped(first) and _clamped(last) <= self.last


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
    decided = [line for line in lines if line.kind in _DECISIONS]
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


def settlement_at(device_id: str, first: int, last: int, seen: str = "") -> Settlement:
    """Makes the settlement of places as they stand in the table, whatever somebody wrote there by hand."""
    return Settlement(_reference(device_id), _clamped(first), _clamped(last), seen)


def _reference(device_id: str) -> str:
    """Returns an id as it is; of anything else, which somebody wrote there by hand, a digest that fits."""
    if _PLAIN.fullmatch(device_id):
        return device_id
    return "~" + sha256(device_id.encode(errors="replace")).hexdigest()[:35]


def _clamped(sequence: int) -> int:
    return max(-_FARTHEST, min(sequence, _FARTHEST))
