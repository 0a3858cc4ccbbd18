"""Stretches of time as (start, end) in whole seconds: what a line's gaps leave open, and who was credited with what."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from trainer.hours.ledger import Gap, GapKind
from trainer.hours.record import Reason

Stretch = tuple[int, int]
Refused = tuple[Reason, int, int, int | None]
"""Reason, start, end and the limit that applied."""

_REASONS = {
    GapKind.QUIET: Reason.IDLE,
    GapKind.AWAY: Reason.AWAY,
    GapKind.PAUSED: Reason.BREAK,
    GapKind.ASLEEP: Reason.ASLEEP,
    GapKind.STALLED: Reason.STALLED,
}
_ENDED_BY_A_PERSON = frozenset({GapKind.AWAY, GapKind.PAUSED})


class Opening:
    """What is left of a line between its gaps.

    Attributes:
        open: The stretches that may be credited, in order.
        refused: The others.
        quiet_left: How long the learner may still be quiet when the line ends; a line that goes on where this one ended
            begins with it, so that a midnight does not renew the idle limit.
    """

    def __init__(self, start: int, end: int, gaps: Iterable[Gap], limit: int, quiet_left: int | None = None) -> None:
        """Goes through the gaps once.

        Args:
            start: The line's first second.
            end: The second after its last.
            gaps: In order; what lies outside the line or inside an earlier gap is left out.
            limit: The idle limit in seconds.
            quiet_left: What a line before this one left of the limit; None for all of it.
        """
        self._limit = limit
        self.open: list[Stretch] = []
        self.refused: list[Refused] = []
        self.quiet_left = limit if quiet_left is None else quiet_left
        cursor, before = start, None
        for gap in gaps:
            first, last = max(start + gap.start_second, cursor), min(start + gap.end_second, end)
            if first < last:
                self._study(cursor, first)
                if before is gap.kind is GapKind.QUIET:
                    # A silence ends with a sign of a person, even where the next one begins in the same second.
                    self.quiet_left = limit
                self._gap(gap.kind, first, last)
                cursor, before = last, gap.kind
        self._study(cursor, end)

    def _study(self, start: int, end: int) -> None:
        if start < end:
            self.quiet_left = self._limit
            self._add(start, end)

    def _gap(self, kind: GapKind, start: int, end: int) -> None:
        if kind is GapKind.QUIET:
            counted = min(end - start, self.quiet_left)
            self.quiet_left -= counted
            if counted:
                self._add(start, start + counted)
            if start + counted < end:
                self.refused.append((Reason.IDLE, start + counted, end, self._limit))
            return
        self.refused.append((_REASONS[kind], start, end, None))
        if kind in _ENDED_BY_A_PERSON:
            self.quiet_left = self._limit

    def _add(self, start: int, end: int) -> None:
        if self.open and self.open[-1][1] == start:
            start = self.open.pop()[0]
        self.open.append((start, end))


def clipped(stretches: Iterable[Stretch], start: int, end: int) -> list[Stretch]:
    """Returns the parts of stretches that lie inside a window."""
    return [(max(a, start), min(b, end)) for a, b in stretches if max(a, start) < min(b, end)]


class Claims:
    """The seconds that have been credited, each with the one clock that measured it.

    Attributes:
        end: The second after the last that is claimed; whatever begins later is free.
    """

    def __init__(self) -> None:
        """Nothing is claimed at first."""
        self.end = -(2**62)
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._clocks: list[object] = []

    def split(self, start: int, end: int, clock: object) -> tuple[Sequence[Stretch], Sequence[Stretch]]:
        """Splits a stretch into what is free for a clock and what another clock has claimed.

        Args:
            start: First second.
            end: The second after the last.
            clock: Who asks; what it claimed itself is free, since one clock cannot measure a second twice.
        """
        index = bisect_right(self._starts, start) - 1
        if index < 0 or self._ends[index] <= start:
            index += 1
        if index == len(self._starts) or self._starts[index] >= end:
            return ((start, end),), ()
        free: list[Stretch] = []
        taken: list[Stretch] = []
        while index < len(self._starts) and self._starts[index] < end:
            if self._clocks[index] != clock:
                first, last = max(start, self._starts[index]), min(end, self._ends[index])
                if start < first:
                    free.append((start, first))
                taken.append((first, last))
                start = last
            index += 1
        if start < end:
            free.append((start, end))
        return free, taken

    def claim(self, start: int, end: int, clock: object) -> None:
        """Marks a stretch, which must be free for this clock, as credited."""
        if start >= self.end:
            self._starts.append(start)
            self._ends.append(end)
            self._clocks.append(clock)
            self.end = end
            return
        self.end = max(self.end, end)
        index = bisect_right(self._starts, start) - 1
        if index >= 0 and self._ends[index] > start:
            start = self._ends[index]
        index += 1
        while start < end:
            last = index == len(self._starts) or self._starts[index] >= end
            until = end if last else self._starts[index]
            if start < until:
                self._insert(index, start, until, clock)
                index += 1
            if last:
                return
            start = max(start, self._ends[index])
            index += 1

    def _insert(self, index: int, start: int, end: int, clock: object) -> None:
        self._starts.insert(index, start)
        self._ends.insert(index, end)
        self._clocks.insert(index, clock)
