"""How much of the idle limit is left where a silence goes on from one line into the next."""

from collections.abc import Callable

from trainer.hours.flags import is_within
from trainer.hours.ledger import Entry, Gap, GapKind
from trainer.hours.neighbours import Neighbours
from trainer.hours.policy import Policy
from trainer.hours.record import Mode
from trainer.hours.stretches import ENDED_BY_A_PERSON, cut_at_gaps
from trainer.hours.subjects import MODES


class Silence:
    """Follows silences from line to line."""

    def __init__(self, neighbours: Neighbours, policy_of: Callable[[Entry], Policy | None]) -> None:
        """``policy_of`` returns what a line is credited under, or None where nobody here knows it."""
        self._neighbours = neighbours
        self._policy_of = policy_of
        self._carried: dict[int, int | None] = {}

    def left(self, line: Entry) -> int | None:
        """Returns what the lines before left of the idle limit, where a silence goes on from the first second."""
        chain: list[Entry] = []
        found: Entry | None = line
        while found is not None and id(found) not in self._carried:
            chain.append(found)
            self._carried[id(found)] = None
            found = self._neighbours.before(found) if _begins_quietly(found) else None
        left = None if found is None else self._left_after(found)
        for later in reversed(chain):
            self._carried[id(later)] = left if _begins_quietly(later) else None
            left = self._left_after(later)
        return self._carried[id(line)]

    def _left_after(self, line: Entry) -> int | None:
        """Returns what a line leaves of the idle limit; one without a second leaves what it found."""
        policy = self._policy_of(line)
        if policy is None or line.measured_seconds <= 0:
            return self._carried[id(line)]
        gaps, limit = counted_gaps(line, policy), idle_limit(line, policy)
        return cut_at_gaps(0, line.measured_seconds, gaps, limit, self._carried[id(line)])[1]


def idle_limit(line: Entry, policy: Policy) -> int:
    """Returns how long a learner may be quiet: a personal limit is stronger than any policy."""
    return policy.idle_limit_seconds if line.idle_limit_seconds is None else line.idle_limit_seconds


def counted_gaps(line: Entry, policy: Policy) -> tuple[Gap, ...]:
    """Returns a line's gaps without those that the policy overlooks: a short absence from a session, and its break."""
    overlooked = set()
    if is_within(policy.attendance_tolerance_seconds, line):
        overlooked.add(GapKind.AWAY)
    if policy.counts_breaks and MODES.get(line.kind) is Mode.LIVE:
        overlooked.add(GapKind.PAUSED)
    return tuple([gap for gap in line.gaps if gap.kind not in overlooked]) if overlooked else line.gaps


def _begins_quietly(line: Entry) -> bool:
    """Says whether nobody did anything at a line's first second; then its silence may be one that goes on."""
    if line.measured_seconds <= 0:
        return True
    return bool(line.gaps) and line.gaps[0].start_second <= 0 and line.gaps[0].kind not in ENDED_BY_A_PERSON
