"""The fold: goes through the lines of an enrolment in rank and credits each with what rules and earlier lines leave."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from trainer.hours.caps import Caps, cap_of
from trainer.hours.flags import Flags, is_within
from trainer.hours.ledger import Entry, EntryKind, Gap, GapKind
from trainer.hours.local_days import ONE_DAY, Calendar, is_zone, midnight
from trainer.hours.neighbours import AT_THE_DESK, Neighbours
from trainer.hours.policy import Policy
from trainer.hours.record import EXAMS, Credit, DayShare, EnrolmentWindow, Mode, Reason, Refusal
from trainer.hours.standing import Standing
from trainer.hours.stretches import ENDED_BY_A_PERSON, Claims, Piece, Refused, Stretch, cut_at_gaps, within
from trainer.hours.subjects import MODES, Subject, apportion

_LAST = 3
_RANK = {
    EntryKind.SELF_PACED: _LAST,
    EntryKind.LIVE: 0,
    EntryKind.MAKE_UP: 1,
    EntryKind.EXAM: 2,
    EntryKind.REVERSAL: _LAST,
    EntryKind.RECALCULATION: _LAST,
}
_TIMELESS = frozenset({EntryKind.REVERSAL, EntryKind.RECALCULATION})
_RANK_OF_MODE = {Mode.LIVE: 0, Mode.EXAM: 2, Mode.SELF_PACED: _LAST}
_FOR_EVER = 2**62


@dataclass(frozen=True)
class Rules:
    """What an enrolment is credited by.

    Attributes:
        subjects: By id.
        modules: Ids of the programme's modules.
        policies: By name.
    """

    edition: str
    subjects: Mapping[str, Subject]
    modules: frozenset[str]
    policies: Mapping[str, Policy]
    window: EnrolmentWindow | None


class Fold:
    """One enrolment on its way from lines to credits.

    Lines are taken in rank: live sessions, make-ups, exams, study at the desk; within a rank by start. Each is credited
    with the seconds that lie inside the enrolment and outside its gaps and were not credited to another device or
    session, until its subject and its day are full.
    """

    def __init__(self, standing: Standing, rules: Rules) -> None:
        """Nothing is credited yet."""
        self._standing = standing
        self._rules = rules
        self._neighbours = Neighbours(standing.lines, standing.starts)
        self._flags = Flags(standing, self._neighbours.moved, rules.edition, rules.policies)
        self._claims = Claims()
        self._calendar = Calendar()
        self._caps = Caps(rules.policies.values(), self._calendar)
        self._bounds: dict[str, Stretch] = {}
        self._carried: dict[int, int | None] = {}

    def credits(self) -> list[Credit]:
        """Credits every line; returns the credits in the order of the record."""
        lines, starts = self._standing.lines, self._standing.starts
        ranks = [_RANK[line.kind] if line.kind in _RANK else self._rank_of_adjustment(line) for line in lines]
        found: dict[int, Credit] = {}
        for index in sorted(range(len(lines)), key=ranks.__getitem__):
            found[index] = self._credit(lines[index], starts[index])
        return [found[index] for index in range(len(lines))]

    def _rank_of_adjustment(self, line: Entry) -> int:
        subject = self._rules.subjects.get(line.subject)
        return _LAST if subject is None else _RANK_OF_MODE[subject.mode]

    def _credit(self, line: Entry, start: int) -> Credit:
        policy = self._policy(line)
        reason = self._standing.struck.get(line.id)
        if reason is not None or policy is None or not is_zone(line.zone):
            return self._refused(line, reason or Reason.IN_DOUBT)
        kind = line.kind
        if kind is EntryKind.ADJUSTMENT:
            return self._adjusted(line, policy, start)
        if kind in _TIMELESS or line.measured_seconds < 0:
            return self._refused(line, Reason.IN_DOUBT)
        subject = self._rules.subjects.get(line.subject)
        if subject is None or subject.mode is not MODES[kind]:
            return self._refused(line, Reason.NOT_IN_EDITION)
        if line.measured_seconds < policy.smallest_stint_seconds and self._is_too_short(line, policy):
            return self._refused(line, Reason.TOO_SHORT, policy.smallest_stint_seconds)
        return self._measured(line, policy, subject, start)

    def _policy(self, line: Entry) -> Policy | None:
        return self._rules.policies.get(self._standing.policy_of(line))

    # Lines that are refused as a whole, and adjustments.

    def _refused(self, line: Entry, reason: Reason, limit: int | None = None) -> Credit:
        seconds = line.measured_seconds
        refusals = (Refusal(reason, line.started_at, seconds, limit),) if seconds else ()
        return self._result(line, 0, refusals, {}, ())

    def _is_too_short(self, line: Entry, policy: Policy) -> bool:
        is_study = line.kind is EntryKind.SELF_PACED
        return is_study and self._neighbours.stint_seconds(line) < policy.smallest_stint_seconds

    def _adjusted(self, line: Entry, policy: Policy, start: int) -> Credit:
        if line.id in self._standing.not_approved:
            judged_by = self._rules.policies.get(line.policy)
            return self._refused(line, Reason.IN_DOUBT, judged_by.adjustment_limit_seconds if judged_by else None)
        subject = self._rules.subjects.get(line.subject)
        weights = self._adjusted_competencies(line, subject)
        if not weights:
            return self._refused(line, Reason.NOT_IN_EDITION)
        cap = cap_of(subject, policy)
        seconds = self._caps.adjust(line, cap)
        rest = line.measured_seconds - seconds
        refusals = (Refusal(Reason.LESSON_CAP, line.started_at, rest, cap),) if rest else ()
        day = self._calendar.days(line.zone).day_of(start)
        days = (DayShare(day, seconds),) if seconds else ()
        return self._result(line, seconds, refusals, apportion(seconds, weights), days)

    def _adjusted_competencies(self, line: Entry, subject: Subject | None) -> tuple[tuple[str, int], ...]:
        """Returns where an adjustment belongs; nothing when it names what the programme does not have."""
        if line.subject and subject is None:
            return ()
        if not line.competency:
            return subject.weights if subject else ()
        known = line.competency == EXAMS or line.competency in self._rules.modules
        return ((line.competency, 1),) if known else ()

    # Lines that measured time.

    def _measured(self, line: Entry, policy: Policy, subject: Subject, start: int) -> Credit:
        clock = (line.device_id, line.kind) if line.kind in AT_THE_DESK else (line.id,)
        claims, grant = self._claims, self._caps.grant
        credited: list[Stretch] = []
        refused: list[Refused] = []
        for reason, first, last, limit in self._pieces(line, policy, start):
            if reason is not None:
                refused.append((reason, first, last, limit))
            elif first >= claims.end:
                grant(line, policy, subject, (first, last), credited, refused)
            else:
                for a, b, is_free in claims.split(first, last, clock):
                    if is_free:
                        grant(line, policy, subject, (a, b), credited, refused)
                    else:
                        refused.append((Reason.OVERLAP, a, b, None))
        seconds = 0
        for first, last in credited:
            claims.claim(first, last, clock)
            seconds += last - first
        return self._result(
            line,
            seconds,
            _refusals(refused) if refused else (),
            apportion(seconds, subject.weights) if seconds else {},
            self._calendar.shares(line.zone, credited) if seconds else (),
            policy.attendance_tolerance_seconds,
        )

    def _pieces(self, line: Entry, policy: Policy, start: int) -> list[Piece]:
        """Cuts a line into what gaps and enrolment leave of it, and what they take, in order."""
        end = start + line.measured_seconds
        pieces: list[Piece] = [(None, start, end, None)] if start < end else []
        if line.gaps:
            left = self._quiet_left(line) if line.gaps[0].start_second <= 0 else None
            pieces, _left = cut_at_gaps(start, end, _counted_gaps(line, policy), _idle_limit(line, policy), left)
        if self._rules.window is not None:
            first, last = self._bounds_in(line.zone, self._rules.window)
            if start < first or last < end:
                return within((first, last), start, end, pieces)
        return pieces

    def _quiet_left(self, line: Entry) -> int | None:
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
        policy = self._policy(line)
        if policy is None or line.measured_seconds <= 0:
            return self._carried[id(line)]
        gaps, limit = _counted_gaps(line, policy), _idle_limit(line, policy)
        return cut_at_gaps(0, line.measured_seconds, gaps, limit, self._carried[id(line)])[1]

    def _bounds_in(self, zone: str, window: EnrolmentWindow) -> Stretch:
        """Returns the first second of the enrolment in a zone, and the second after the last."""
        if zone not in self._bounds:
            last = _FOR_EVER if window.ends_on is None else midnight(zone, window.ends_on + ONE_DAY)
            self._bounds[zone] = midnight(zone, window.starts_on), last
        return self._bounds[zone]

    # The finished credit.

    def _mode(self, line: Entry) -> Mode:
        mode = MODES.get(line.kind)
        if mode is not None:
            return mode
        subject = self._rules.subjects.get(line.subject)
        if subject is not None:
            return subject.mode
        return Mode.EXAM if line.competency == EXAMS else Mode.SELF_PACED

    def _result(
        self,
        line: Entry,
        seconds: int,
        refusals: tuple[Refusal, ...],
        shares: Mapping[str, int],
        days: tuple[DayShare, ...],
        tolerance: int = 0,
    ) -> Credit:
        return Credit(
            line.id,
            line.subject or line.competency,
            self._mode(line),
            line.started_at,
            line.zone,
            self._standing.policy_of(line),
            line.measured_seconds,
            seconds,
            refusals,
            shares,
            days,
            self._flags.of(line, tolerance),
        )


def _idle_limit(line: Entry, policy: Policy) -> int:
    return policy.idle_limit_seconds if line.idle_limit_seconds is None else line.idle_limit_seconds


def _begins_quietly(line: Entry) -> bool:
    """Says whether nobody did anything at a line's first second; then its silence may be one that goes on."""
    if line.measured_seconds <= 0:
        return True
    return bool(line.gaps) and line.gaps[0].start_second <= 0 and line.gaps[0].kind not in ENDED_BY_A_PERSON


def _counted_gaps(line: Entry, policy: Policy) -> tuple[Gap, ...]:
    tolerance = policy.attendance_tolerance_seconds
    if tolerance and is_within(tolerance, line):
        return tuple(gap for gap in line.gaps if gap.kind is not GapKind.AWAY)
    return line.gaps


def _refusals(stretches: list[Refused]) -> tuple[Refusal, ...]:
    """Turns refused stretches, which come in order, into refusals; neighbours with the same reason become one."""
    if len(stretches) > 1:
        stretches = _joined(stretches)
    return tuple(
        [
            Refusal(reason, datetime.fromtimestamp(start, UTC), end - start, limit)
            for reason, start, end, limit in stretches
        ]
    )


def _joined(stretches: list[Refused]) -> list[Refused]:
    joined = stretches[:1]
    for stretch in stretches[1:]:
        before = joined[-1]
        if before[2] == stretch[1] and before[0] is stretch[0] and before[3] == stretch[3]:
            joined[-1] = (before[0], before[1], stretch[2], before[3])
        else:
            joined.append(stretch)
    return joined
