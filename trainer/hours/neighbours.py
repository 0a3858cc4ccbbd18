"""What a line's neighbours on the same device say about it: one stint cut in two, or a clock that was moved."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property
from math import inf

from trainer.hours.ledger import Entry, EntryKind

CLOCK_TOLERANCE_SECONDS = 2
"""The wall clock may drift this far from the measured time before a line is cut and says so."""

AT_THE_DESK = frozenset({EntryKind.SELF_PACED, EntryKind.EXAM})
"""The kinds that a computer's own clock measures; the others are an instructor's word."""


def goes_on(line: Entry, before: Entry) -> bool:
    """Says whether a line begins where another one of the same device and subject ended.

    Where the clock was moved, it ended where the clock stood then, and not where its seconds lead to.
    """
    start, as_it_stood = line.start_second, before.start_second + before.wall_seconds
    parted = min(abs(start - before.end_second), abs(start - as_it_stood))
    return line.subject == before.subject and line.kind is before.kind and parted <= CLOCK_TOLERANCE_SECONDS


def _is_moved(line: Entry) -> bool:
    return abs(line.wall_seconds - line.measured_seconds) > CLOCK_TOLERANCE_SECONDS


class Neighbours:
    """The lines of each device, looked at side by side."""

    def __init__(self, lines: Sequence[Entry], starts: Sequence[int]) -> None:
        """Takes lines in order, and the first second of each."""
        self._lines = lines
        self._starts = starts

    def before(self, line: Entry) -> Entry | None:
        """Returns the line that a device wrote just before another one of the same subject, if it is here.

        Places in the chain tell, since a moved clock does not change them; for a line without a place yet, its stamps.
        """
        found = self._by_place.get((line.device_id, line.sequence - 1)) if line.sequence else self._by_end(line)
        return found if found is not None and found.subject == line.subject and found.kind is line.kind else None

    def stint_seconds(self, line: Entry) -> int:
        """Returns how long a stint lasted in all; midnight, a journey or a moved clock cuts one into several lines."""
        return self._stints[id(line)]

    @cached_property
    def moved(self) -> frozenset[int]:
        """Identities of lines during which the clock was moved, or whose stamps overlap because it was.

        One clock cannot measure the same second twice: where its stamps say so, it was moved between them.
        """
        drifted = [line for line in self._lines if line.wall_seconds != line.measured_seconds]
        found = {id(line) for line in drifted if line.kind in AT_THE_DESK and _is_moved(line)}
        latest: dict[tuple[str, str], Entry] = {}
        # Stamps that overlap meet, and few lines do.
        for line in [line for line in self._lines if id(line) in self.meeting and line.kind in AT_THE_DESK]:
            before = latest.setdefault((line.device_id, line.kind), line)
            if before.end_second - line.start_second > CLOCK_TOLERANCE_SECONDS and before is not line:
                found |= {id(before), id(line)}
            if line.end_second >= before.end_second:
                latest[line.device_id, line.kind] = line
        return frozenset(found)

    @cached_property
    def meeting(self) -> frozenset[int]:
        """Identities of lines that share a second with another one; all others are free of any overlap."""
        found: set[int] = set()
        until, longest = -(2**62), self._lines[0] if self._lines else None
        for line, start in zip(self._lines, self._starts, strict=True):
            if start < until:
                found |= {id(longest), id(line)}
            end = start + line.measured_seconds
            if end > until:
                until, longest = end, line
        return frozenset(found)

    @cached_property
    def _by_place(self) -> dict[tuple[str, int], Entry]:
        return {(line.device_id, line.sequence): line for line in self._lines if line.sequence}

    def _by_end(self, line: Entry) -> Entry | None:
        """Returns the latest line that ended where this one begins."""
        start, (ends, places) = line.start_second, self._by_last_second
        first = bisect_left(ends, start - CLOCK_TOLERANCE_SECONDS)
        last = bisect_right(ends, start + CLOCK_TOLERANCE_SECONDS)
        found = [
            (self._starts[place], -place)
            for place in places[first:last]
            if self._lines[place] is not line
            and self._lines[place].device_id == line.device_id
            and goes_on(line, self._lines[place])
        ]
        return self._lines[-max(found)[1]] if found else None

    @cached_property
    def _by_last_second(self) -> tuple[list[int], list[int]]:
        """The seconds in which lines end, in order, and the place of the line that belongs to each."""
        ends = [start + line.measured_seconds for line, start in zip(self._lines, self._starts, strict=True)]
        places = sorted(range(len(ends)), key=ends.__getitem__)
        return [ends[place] for place in places], places

    @cached_property
    def _stints(self) -> dict[int, int]:
        stints: list[list[Entry]] = []
        last: dict[str, list[Entry]] = {}
        # Stamps do not tell the order of lines under a moved clock; places in the chain do. A line under way has none.
        for line in sorted(self._lines, key=lambda line: line.sequence or inf):
            stint = last.get(line.device_id)
            if stint is None or not goes_on(line, stint[-1]):
                stint = last[line.device_id] = []
                stints.append(stint)
            stint.append(line)
        totals = [sum(line.measured_seconds for line in stint) for stint in stints]
        return {id(line): total for stint, total in zip(stints, totals, strict=True) for line in stint}
