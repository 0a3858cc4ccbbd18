"""Stretches of time as (start, end) in whole seconds: what a line's gaps leave open, and who was credited with what."""

from bisect import bisect_right
from collections.abc import Iterable

from trainer.hours.ledger import Gap, GapKind
from trainer.hours.record import Reason

Stretch = tuple[int, int]
Refused = tuple[Reason, int, int, int | None]
"""Reason, start, end and the limit that applied."""
Piece = tuple[Reason | None, int, int, int | None]
"""The same, or without a reason where a stretch may be credited."""

_REASONS = {
    GapKind.QUIET: Reason.IDLE,
    GapKind.AWAY: Reason.AWAY,
    GapKind.PAUSED: Reason.BREAK,
    GapKind.ASLEEP: Reason.ASLEEP,
    GapKind.STALLED: Reason.STALLED,
}
ENDED_BY_A_PERSON = frozenset({GapKind.AWAY, GapKind.PAUSED})
"""Gaps after which somebody was there again; the others end by themselves, and the silence goes on."""


def cut_at_gaps(
    start: int, end: int, gaps: Iterable[Gap], limit: int, quiet_left: int | None = None
) -> tuple[list[Piece], int]:
    """Cuts a line into pieces, in order: what may be credited, and what its gaps take.

    Args:
        start: The line's first second.
        end: The second after its last.
        gaps: In order; what lies outside the line or inside an earlier gap is left out.
        limit: The idle limit in seconds.
        quiet_left: What a line before this one left of the limit; None for all of it.

    Returns:
        The pieces; and how long the learner may still be quiet when the line ends. A line that goes on where this one
        ended begins with that, so that a midnight does not renew the limit.
    """
    pieces: list[Piece] = []
    left = limit if quiet_left is None else quiet_left
    cursor = open_from = start
    before: GapKind | None = None
    for gap in gaps:
        kind, reason, first = gap.kind, _REASONS[gap.kind], max(start + gap.start_second, cursor)
        last = min(start + gap.end_second, end)
        if first >= last:
            continue
        # A silence ends with a sign of a person, even where the next one begins in the same second.
        if cursor < first or before is kind is GapKind.QUIET:
            left = limit
        cursor, before = last, kind
        if kind is GapKind.QUIET:
            counted = min(last - first, left)
            left -= counted
            first += counted
        elif kind in ENDED_BY_A_PERSON:
            left = limit
        if first < last:
            if open_from < first:
                pieces.append((None, open_from, first, None))
            pieces.append((reason, first, last, limit if reason is Reason.IDLE else None))
            open_from = last
    if open_from < end:
        pieces.append((None, open_from, end, None))
    return pieces, limit if cursor < end else left


def within(window: Stretch, start: int, end: int, pieces: Iterable[Piece]) -> list[Piece]:
    """Returns the pieces of a line inside a window, and what of the line lies before and after it."""
    first, last = window
    outside = Reason.OUTSIDE_ENROLMENT
    inside = [(reason, max(a, first), min(b, last), limit) for reason, a, b, limit in pieces]
    all_pieces = [(outside, start, min(end, first), None), *inside, (outside, max(start, first, last), end, None)]
    return [piece for piece in all_pieces if piece[1] < piece[2]]


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

    def split(self, start: int, end: int, clock: object) -> list[tuple[int, int, bool]]:
        """Splits a stretch, in order, into what is free for a clock (true) and what another clock has claimed (false).

        Args:
            start: First second.
            end: The second after the last.
            clock: Who asks; what it claimed itself is free, since one clock cannot measure a second twice.
        """
        index = bisect_right(self._starts, start) - 1
        if index < 0 or self._ends[index] <= start:
            index += 1
        parts: list[tuple[int, int, bool]] = []
        while index < len(self._starts) and self._starts[index] < end:
            if self._clocks[index] != clock:
                first, last = max(start, self._starts[index]), min(end, self._ends[index])
                if start < first:
                    parts.append((start, first, True))
                parts.append((first, last, False))
                start = last
            index += 1
        if start < end:
            parts.append((start, end, True))
        return parts

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
