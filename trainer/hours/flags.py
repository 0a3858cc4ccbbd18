"""Facts worth a look that refuse nothing: what the record says about a line beside its seconds."""

from collections.abc import Iterator, Mapping

from trainer.hours.ledger import TIMELESS, Entry, EntryKind, GapKind
from trainer.hours.policy import Policy
from trainer.hours.record import Flag, Mode, Reason
from trainer.hours.standing import Standing
from trainer.hours.subjects import MODES

# Python 3.11 asks a descriptor for each member of an enumeration, so what many lines need is asked once, here.
_CLOCK_MOVED, _INTERRUPTED, _OTHER_EDITION, _WITHIN_TOLERANCE, _NOT_APPROVED, _RECALCULATED = (
    flag.value
    for flag in (
        Flag.CLOCK_MOVED,
        Flag.INTERRUPTED,
        Flag.OTHER_EDITION,
        Flag.WITHIN_TOLERANCE,
        Flag.NOT_APPROVED,
        Flag.RECALCULATED,
    )
)
_WHY = {Reason.REVERSED: Flag.REVERSED, Reason.IN_DOUBT: Flag.IN_DOUBT, Reason.LEFT_OUT: Flag.LEFT_OUT}


class Flags:
    """Says which flags a line carries.

    Attributes:
        odd: Identities of the lines that may carry some, even where the policy overlooks nothing; most carry none.
    """

    def __init__(self, standing: Standing, moved: frozenset[int], edition: str, policies: Mapping[str, Policy]) -> None:
        """Takes what became of the lines.

        Args:
            standing: Of all lines.
            moved: Identities of lines during which the clock was moved.
            edition: That the enrolment is pinned to; empty where it is not known.
            policies: By name.
        """
        self._standing = standing
        self._moved = moved
        self._edition = edition
        self._policies = policies
        found = [line for line in standing.lines if line.interrupted or line.edition != edition]
        self.odd = standing.odd.union(moved, map(id, found))

    def of(self, line: Entry, tolerance: int) -> tuple[str, ...]:
        """Returns a line's flags; ``tolerance`` is how many missed seconds of a session are overlooked."""
        standing, found = self._standing, []
        if id(line) in self._moved:
            found.append(_CLOCK_MOVED)
        if line.interrupted:
            found.append(_INTERRUPTED)
        if line.edition != self._edition != "":
            found.append(_OTHER_EDITION)
        if tolerance and is_within(tolerance, line):
            found.append(_WITHIN_TOLERANCE)
        if line.id in standing.not_approved:
            found.append(_NOT_APPROVED)
        if id(line) in standing.recalculated and line.policy != standing.policy:
            found.append(_RECALCULATED)
        if line.kind in TIMELESS:
            found += self._of_decision(line)
        return tuple(found)

    def _of_decision(self, line: Entry) -> Iterator[str]:
        """Says why a decision changes nothing; it has no seconds that could be refused with a reason."""
        if line.kind is EntryKind.RECALCULATION and line.subject not in self._policies:
            yield Flag.UNKNOWN_POLICY.value
        reason = self._standing.struck.get(line.id)
        if reason in _WHY:
            yield _WHY[reason].value


def is_within(tolerance: int, line: Entry) -> bool:
    """Says whether a learner missed some of a session, but no more than the policy overlooks."""
    if MODES.get(line.kind) is not Mode.LIVE:
        return False
    return 0 < sum([gap.seconds for gap in line.gaps if gap.kind is GapKind.AWAY]) <= tolerance
