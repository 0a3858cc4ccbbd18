"""Credit as a child would count it: one second after another, on the fingers; slow, plain, and apart from the program.

It shares nothing with the program but the words: no intervals, no bisection, no midnights; each second for itself.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from msgspec import structs

from trainer.courses.outline import Programme
from trainer.hours.ledger import Entry, EntryKind, GapKind, body_bytes
from trainer.hours.policy import Policy
from trainer.hours.record import EnrolmentWindow

RANKS = {EntryKind.LIVE: 0, EntryKind.MAKE_UP: 1, EntryKind.EXAM: 2, EntryKind.SELF_PACED: 3}
GAP_REASONS = {
    GapKind.AWAY: "away",
    GapKind.PAUSED: "break",
    GapKind.ASLEEP: "asleep",
    GapKind.STALLED: "stalled",
}
TIMELESS = (EntryKind.REVERSAL, EntryKind.RECALCULATION, EntryKind.SETTLEMENT)


@dataclass
class Counted:
    """What one line comes to."""

    credited: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    days: Counter[date] = field(default_factory=Counter)


class SlowCredit:
    """Counts the lines of one enrolment."""

    def __init__(
        self,
        entries: Iterable[Entry],
        policies: Mapping[str, Policy],
        programme: Programme,
        window: EnrolmentWindow | None,
    ) -> None:
        self.policies, self.programme, self.window = policies, programme, window
        self.groups: dict[str, list[Entry]] = defaultdict(list)
        for entry in entries:
            known = self.groups[entry.id]
            if all(_facts(entry) != _facts(other) for other in known):
                known.append(entry)
        self.owner: dict[int, object] = {}
        self.on_subject: Counter[str] = Counter()
        self.on_day: Counter[date] = Counter()
        lines = [line for group in self.groups.values() for line in group]
        self.lines = sorted(
            lines, key=lambda line: (line.started_at, line.device_id, line.sequence, line.id, _facts(line))
        )
        self.walks: dict[int, tuple[dict[int, str], int | None]] = {}

    def count(self) -> dict[str, list[Counted]]:
        """Returns, by id, what each line comes to."""
        found: dict[str, list[Counted]] = defaultdict(list)
        for line in sorted(self.lines, key=self._rank):
            found[line.id].append(self._line(line))
        return found

    def policy_name(self, line: Entry) -> str:
        """Looks for the last recalculation that stands, and asks whether the line was there before it."""
        standing = [other for other in self.lines if self._recalculates(other)]
        if not standing or line.kind in TIMELESS or self._place(line) > self._place(standing[-1]):
            return line.policy
        return standing[-1].subject

    def _policy(self, line: Entry) -> Policy | None:
        return self.policies.get(self.policy_name(line))

    def _place(self, line: Entry) -> int:
        return [id(other) for other in self.lines].index(id(line))

    def _recalculates(self, line: Entry) -> bool:
        return (
            line.kind is EntryKind.RECALCULATION
            and line.subject in self.policies
            and len(self.groups[line.id]) == 1
            and not self._is_reversed(line.id)
            and not self._is_left_out(line.id)
            and self._is_approved(line, 0)
        )

    def _settles(self, line: Entry) -> bool:
        signed = line.second_author_id not in ("", line.author_id)
        one = len(self.groups[line.id]) == 1
        return line.kind is EntryKind.SETTLEMENT and signed and one and not self._is_reversed(line.id)

    def _is_left_out(self, id_: str, seen: tuple[str, ...] = ()) -> bool:
        """Says whether a place is left out, or that of a reversal which took it back, or that of one before."""
        if id_ in seen or id_ not in self.groups:
            return False
        here = any(
            not self._is_about_settlement(line) and any(self._settles(one) and _names(one, line) for one in self.lines)
            for line in self.groups[id_]
        )
        reversals = [group[-1] for group in self.groups.values() if group[-1].kind is EntryKind.REVERSAL]
        return here or any(line.subject == id_ and self._is_left_out(line.id, (*seen, id_)) for line in reversals)

    def _is_about_settlement(self, line: Entry, seen: tuple[str, ...] = ()) -> bool:
        if line.kind is not EntryKind.REVERSAL:
            return line.kind is EntryKind.SETTLEMENT
        target = self.groups.get(line.subject)
        return bool(target) and line.id not in seen and self._is_about_settlement(target[-1], (*seen, line.id))

    def _rank(self, line: Entry) -> int:
        if line.kind is EntryKind.ADJUSTMENT:
            return (
                0
                if line.subject in self.programme.live_by_id
                else 2
                if line.subject in self.programme.exams_by_id
                else 3
            )
        return RANKS.get(line.kind, 3)

    def _line(self, line: Entry) -> Counted:
        whole = self._whole_reason(line)
        if whole:
            return Counted(0, Counter({whole: line.measured_seconds}) if line.measured_seconds else Counter())
        if line.kind is EntryKind.ADJUSTMENT:
            return self._adjustment(line, self._policy(line) or Policy())
        return self._seconds(line, self._policy(line) or Policy())

    def _whole_reason(self, line: Entry) -> str:
        if self._is_left_out(line.id):
            return "left_out"
        if len(self.groups[line.id]) > 1:
            return "in_doubt"
        if self._is_reversed(line.id):
            return "reversed"
        if line.kind in TIMELESS:
            return "nothing"
        if self._policy(line) is None:
            return "in_doubt"
        if line.kind is EntryKind.ADJUSTMENT and not self._is_approved(line, line.measured_seconds):
            return "in_doubt"
        return "" if self._is_of_the_course(line) else "not_in_edition"

    def _is_of_the_course(self, line: Entry) -> bool:
        course = self.programme
        places = {
            EntryKind.SELF_PACED: {*course.lessons},
            EntryKind.LIVE: {*course.live_by_id},
            EntryKind.MAKE_UP: {*course.live_by_id},
            EntryKind.EXAM: {*course.exams_by_id},
            EntryKind.ADJUSTMENT: {*course.lessons, *course.live_by_id, *course.exams_by_id},
        }
        return line.subject in places[line.kind]

    def _is_reversed(self, id_: str) -> bool:
        reversals = [group[0] for group in self.groups.values() if group[0].kind is EntryKind.REVERSAL]
        return any(
            line.subject == id_
            and self._is_approved(line, self._stake(line))
            and not self._is_reversed(line.id)
            and not self._is_left_out(line.id)
            for line in reversals
        )

    def _stake(self, line: Entry) -> int:
        target = self.groups.get(line.subject)
        if target is None:
            return 0
        if target[0].kind in (EntryKind.RECALCULATION, EntryKind.SETTLEMENT) and target[0].second_author_id:
            return 10**9
        return self._stake(target[0]) if target[0].kind is EntryKind.REVERSAL else target[0].measured_seconds

    def _is_approved(self, line: Entry, seconds: int) -> bool:
        policy = self.policies.get(line.policy)
        if policy is None:
            return False
        limit = policy.adjustment_limit_seconds
        return (limit is not None and abs(seconds) <= limit) or line.second_author_id not in ("", line.author_id)

    def _cap(self, subject: str, policy: Policy) -> int | None:
        if subject in self.programme.live_by_id:
            return self.programme.live_by_id[subject].minutes * 60
        if subject in self.programme.exams_by_id:
            return self.programme.exams_by_id[subject].minutes * 60
        return self.programme.lessons[subject].minutes * 60 if policy.lesson_cap else None

    def _adjustment(self, line: Entry, policy: Policy) -> Counted:
        found = Counted()
        cap = self._cap(line.subject, policy)
        step = 1 if line.measured_seconds > 0 else -1
        for _ in range(abs(line.measured_seconds)):
            if step > 0 and cap is not None and self.on_subject[line.subject] >= cap:
                found.refused["lesson_cap"] += 1
            else:
                self.on_subject[line.subject] += step
                found.credited += step
                found.days[_day(line, 0)] += step
        return found

    def _seconds(self, line: Entry, policy: Policy) -> Counted:
        found = Counted()
        reasons, _left = self._walk(line)
        claimed = []
        for second in range(line.measured_seconds):
            reason = self._reason(line, policy, second, reasons)
            if reason:
                found.refused[reason] += 1
                continue
            found.credited += 1
            day = _day(line, second)
            found.days[day] += 1
            self.on_subject[line.subject] += 1
            self.on_day[day] += 1
            claimed.append(int(line.started_at.timestamp()) + second)
        self.owner.update(dict.fromkeys(claimed, _clock(line)))
        return found

    def _reason(self, line: Entry, policy: Policy, second: int, reasons: dict[int, str]) -> str:
        day = _day(line, second)
        if self.window and (day < self.window.starts_on or (self.window.ends_on and day > self.window.ends_on)):
            return "outside_enrolment"
        if second in reasons:
            return reasons[second]
        if self.owner.get(int(line.started_at.timestamp()) + second, _clock(line)) != _clock(line):
            return "overlap"
        cap = self._cap(line.subject, policy)
        if cap is not None and self.on_subject[line.subject] >= cap:
            return "lesson_cap"
        daily = policy.daily_cap_seconds
        return "daily_cap" if daily is not None and self.on_day[day] >= daily else ""

    def _walk(self, line: Entry) -> tuple[dict[int, str], int | None]:
        """Walks through the line with an hourglass that a sign of a person turns over; returns what is left in it."""
        if id(line) not in self.walks:
            before = self._line_before(line)
            left = None if before is None else self._walk(before)[1]
            policy = self._policy(line)
            if policy is not None:
                self.walks[id(line)] = self._walk_from(line, policy, left)
            else:
                # How long the hourglass would run is not known: a line that is silent from the start hands it on.
                self.walks[id(line)] = {}, left if _is_silent_at_first(line) else None
        return self.walks[id(line)]

    def _line_before(self, line: Entry) -> Entry | None:
        place = (line.device_id, line.sequence - 1)
        found = [other for other in self.lines if other.sequence and (other.device_id, other.sequence) == place]
        return found[-1] if found and (found[-1].subject, found[-1].kind) == (line.subject, line.kind) else None

    def _walk_from(self, line: Entry, policy: Policy, left: int | None) -> tuple[dict[int, str], int | None]:
        kinds = {second: gap.kind for gap in line.gaps for second in range(gap.start_second, gap.end_second)}
        keys_pressed = {gap.end_second for gap in line.gaps if gap.kind is GapKind.QUIET}
        missed = sum(kind is GapKind.AWAY for kind in kinds.values())
        limit = policy.idle_limit_seconds if line.idle_limit_seconds is None else line.idle_limit_seconds
        is_session = line.kind in (EntryKind.LIVE, EntryKind.MAKE_UP)
        overlooks = is_session and missed <= policy.attendance_tolerance_seconds
        rests = is_session and policy.break_rule == "counted_in_sessions"
        found = {}
        for second in range(line.measured_seconds):
            kind = kinds.get(second)
            if left is None or (kind is GapKind.QUIET and second in keys_pressed):
                left = limit
            if (kind is GapKind.AWAY and overlooks) or (kind is GapKind.PAUSED and rests):
                kind = None
            if kind is GapKind.QUIET and left > 0:
                left -= 1
            elif kind is GapKind.QUIET:
                found[second] = "idle"
            elif kind is not None:
                found[second] = GAP_REASONS[kind]
            if kind in (None, GapKind.AWAY, GapKind.PAUSED):
                left = limit
        return found, left


def _is_silent_at_first(line: Entry) -> bool:
    kinds = [gap.kind for gap in line.gaps if gap.start_second == 0]
    return line.measured_seconds == 0 or bool({GapKind.QUIET, GapKind.ASLEEP, GapKind.STALLED}.intersection(kinds))


def _day(line: Entry, second: int) -> date:
    return datetime.fromtimestamp(line.started_at.timestamp() + second, UTC).astimezone(ZoneInfo(line.zone)).date()


def _clock(line: Entry) -> object:
    if line.kind in (EntryKind.SELF_PACED, EntryKind.EXAM):
        return line.device_id, line.kind
    return line.id


def _names(settlement: Entry, line: Entry) -> bool:
    device, places, *seen = settlement.subject.split(":")
    first, last = places.split("-")
    return not seen and device == line.device_id and int(first) <= line.sequence <= int(last)


def _facts(line: Entry) -> bytes:
    return body_bytes(structs.replace(line, sequence=0, previous_hash="", hash=""))
