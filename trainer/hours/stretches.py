"""Stretches of time as (start, end) in whole seconds: what a line's gaps leave open, and who was credited with what."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import Final

from trainer.hours.ledger import Gap, GapKind
from trainer.hours.record import Reason

Stretch = tuple[int, int]
Refused = tuple[Reason, int, int, int | None]
"""Reason, start, end and the limit that applied."""
Piece = tuple[Reason | None, int, int, int | None]
"""The same, or without a reason where a stretch may be credited."""

# Python 3.11 asks a descriptor for each member of an enumeration, so what every line needs is asked once, here.
_QUIET: Final = GapKind.QUIET
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
        kind, first = gap.kind, start + gap.start_second
        last = first + gap.seconds
        first, last = cursor if first < cursor else first, end if last > end else last
        if first >= last:
            continue
        # A silence ends with a sign of a person, even where the next one begins in the same second.
        if cursor < first or before is kind is _QUIET:
            left = limit
        cursor, before = last, kind
        if kind is _QUIET:
            counted = last - first if last - first < left else left
            left -= counted
            first += counted
        elif kind in ENDED_BY_A_PERSON:
            left = limit
        if first < last:
            if open_from < first:
                pieces.append((None, open_from, first, None))
            pieces.append((_REASONS[kind], first, last, limit if kind is _QUIET else None))
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
    """The seconds that have been credited, each with the one clock that measured it."""

    def __init__(self) -> None:
        """Nothing is claimed at first."""
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._clocks: list[object] = []

    def cut(self, pieces: Iterable[Piece], clock: object) -> list[Piece]:
        """Takes out of the open pieces of a line what another clock has claimed.

        Args:
            pieces: In order.
            clock: Who asks; what it claimed itself is free, since one clock cannot measure a second twice.
        """
        found: list[Piece] = []
        for piece in pieces:
            if piece[0] is None:
                found += self._cut(piece[1], piece[2], clock)
            else:
                found.append(piece)
        return found

    def _cut(self, start: int, end: int, clock: object) -> Iterator[Piece]:
        index = max(0, bisect_right(self._starts, start) - 1)
        for first, last, by in zip(self._starts[index:], self._ends[index:], self._clocks[index:], strict=True):
            if first >= end:
                break
            if by != clock and last > start:
                if start < first:
                    yield None, start, first, None
                yield Reason.OVERLAP, max(start, first), min(end, last), None
                start = min(end, last)
        if start < end:
            yield None, start, end, None

    def claim(self, start: int, end: int, clock: object) -> None:
        """Marks a stretch, which must be free for this clock, as credited."""
        while start < end:
            index = bisect_right(self._starts, start)
            if index and self._ends[index - 1] > start:
                start = self._ends[index - 1]
                continue
            until = end if index == len(self._starts) else min(end, self._starts[index])
            self._starts.insert(index, start)
            self._ends.insert(index, until)
            self._clocks.insert(index, clock)
            start = until
