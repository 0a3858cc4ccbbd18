"""What a line's neighbours on the same device say about it: one stint cut in two, or a clock that was moved."""

from collections.abc import Sequence
from functools import cached_property

from trainer.hours.ledger import Entry, EntryKind

CLOCK_TOLERANCE_SECONDS = 2
"""The wall clock may drift this far from the measured time before a line is cut and says so."""

_AT_THE_DESK = frozenset({EntryKind.SELF_PACED, EntryKind.EXAM})


def end_of(line: Entry) -> int:
    """Returns the second after a line's last, in seconds since 1970."""
    return int(line.started_at.timestamp()) + line.measured_seconds


def goes_on(line: Entry, before: Entry) -> bool:
    """Says whether a line begins where another one of the same device and subject ended."""
    return (
        line.subject == before.subject
        and line.kind is before.kind
        and abs(int(line.started_at.timestamp()) - end_of(before)) <= CLOCK_TOLERANCE_SECONDS
    )


def _total(lines: Sequence[Entry]) -> int:
    return sum(line.measured_seconds for line in lines)


class Neighbours:
    """The lines of each device, looked at side by side."""

    def __init__(self, lines: Sequence[Entry]) -> None:
        """Takes lines by start."""
        self._lines = lines

    def stint_seconds(self, line: Entry) -> int:
        """Returns how long a stint lasted in all; midnight, a journey or a moved clock cuts one into several lines."""
        return self._stints[id(line)]

    def is_moved(self, line: Entry) -> bool:
        """Says whether the computer's clock was moved during a line, or so that its stamps overlap another's."""
        if line.kind not in _AT_THE_DESK:
            return False
        return abs(line.wall_seconds - line.measured_seconds) > CLOCK_TOLERANCE_SECONDS or id(line) in self._crossed

    @cached_property
    def _stints(self) -> dict[int, int]:
        stints: list[list[Entry]] = []
        last: dict[str, list[Entry]] = {}
        for line in self._lines:
            stint = last.get(line.device_id)
            if stint is None or not goes_on(line, stint[-1]):
                stint = last[line.device_id] = []
                stints.append(stint)
            stint.append(line)
        return {id(line): seconds for stint, seconds in zip(stints, map(_total, stints), strict=True) for line in stint}

    @cached_property
    def _crossed(self) -> frozenset[int]:
        """Lines whose stamps overlap those of the line before: one device cannot measure the same second twice."""
        found: set[int] = set()
        last: dict[tuple[str, EntryKind], Entry] = {}
        for line in self._lines:
            if line.kind not in _AT_THE_DESK:
                continue
            key = line.device_id, line.kind
            before = last.get(key)
            if before is not None and end_of(before) - int(line.started_at.timestamp()) > CLOCK_TOLERANCE_SECONDS:
                found |= {id(before), id(line)}
            if before is None or end_of(before) < end_of(line):
                last[key] = line
        return frozenset(found)
