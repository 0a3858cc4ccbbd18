"""Facts worth a look that refuse nothing: what the record says about a line beside its seconds."""

from collections.abc import Mapping

from trainer.hours.ledger import TIMELESS, Entry, EntryKind, GapKind
from trainer.hours.policy import Policy
from trainer.hours.record import Flag, Mode, Reason
from trainer.hours.standing import Standing
from trainer.hours.subjects import MODES


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
        standing = self._standing
        is_elsewhere = line.edition != self._edition != ""
        is_moved, not_approved = id(line) in self._moved, line.id in standing.not_approved
        is_recalculated = id(line) in standing.recalculated and line.policy != standing.policy
        facts = (
            (Flag.CLOCK_MOVED, is_moved),
            (Flag.INTERRUPTED, line.interrupted),
            (Flag.OTHER_EDITION, is_elsewhere),
            (Flag.WITHIN_TOLERANCE, is_within(tolerance, line)),
            (Flag.NOT_APPROVED, not_approved),
            (Flag.RECALCULATED, is_recalculated),
            *self._of_decision(line),
        )
        return tuple([flag.value for flag, holds in facts if holds])

    def _of_decision(self, line: Entry) -> tuple[tuple[Flag, bool], ...]:
        """Says why a decision changes nothing; it has no seconds that could be refused with a reason."""
        if line.kind not in TIMELESS:
            return ()
        reason = self._standing.struck.get(line.id)
        return (
            (Flag.UNKNOWN_POLICY, line.kind is EntryKind.RECALCULATION and line.subject not in self._policies),
            (Flag.REVERSED, reason is Reason.REVERSED),
            (Flag.IN_DOUBT, reason is Reason.IN_DOUBT),
            (Flag.LEFT_OUT, reason is Reason.LEFT_OUT),
        )


def is_within(tolerance: int, line: Entry) -> bool:
    """Says whether a learner missed some of a session, but no more than the policy overlooks."""
    if MODES.get(line.kind) is not Mode.LIVE:
        return False
    return 0 < sum([gap.seconds for gap in line.gaps if gap.kind is GapKind.AWAY]) <= tolerance
