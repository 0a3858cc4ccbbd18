"""What a person should look at: lines that are whole and well chained, and still cannot be quite right."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from trainer.hours.ledger import CHANGES, Entry, EntryKind
from trainer.hours.local_days import Calendar, is_zone
from trainer.hours.neighbours import CLOCK_TOLERANCE_SECONDS
from trainer.hours.policy import Policy
from trainer.hours.record import Flag, HoursRecord, Reason
from trainer.hours.standing import needs_second_person

NO_EVIDENCE_SECONDS = 600
"""Nobody reads this long without a single key, page or movement of the pointer."""

ONE_DAY_SECONDS = 86_400


class Oddity(StrEnum):
    """What is odd about a line."""

    REVERSES_NOTHING = "reverses_nothing"
    NOT_APPROVED = "not_approved"
    CORRECTED_ONESELF = "corrected_oneself"
    MANY_SMALL_CHANGES = "many_small_changes"
    CONTRADICTION = "contradiction"
    UNKNOWN_POLICY = "unknown_policy"
    UNKNOWN_ZONE = "unknown_zone"
    NOT_IN_COURSE = "not_in_course"
    CLOCK_MOVED = "clock_moved"
    CLOCK_WENT_BACK = "clock_went_back"
    IN_THE_FUTURE = "in_the_future"
    NO_EVIDENCE = "no_evidence"
    MORE_THAN_A_DAY = "more_than_a_day"
    WRONG_ENROLMENT = "wrong_enrolment"


_HARMLESS = frozenset(
    {
        Oddity.CLOCK_MOVED,
        Oddity.CLOCK_WENT_BACK,
        Oddity.IN_THE_FUTURE,
        Oddity.MANY_SMALL_CHANGES,
        Oddity.NOT_APPROVED,
        Oddity.NO_EVIDENCE,
    }
)


def is_grave(oddity: Oddity) -> bool:
    """Says whether something should never happen; the others may have a good reason, and a person looks at them."""
    return oddity not in _HARMLESS


@dataclass(frozen=True)
class OddLine:
    """An odd line; it is shown to a person and changes nothing by itself."""

    oddity: Oddity
    entry_id: str
    detail: str = ""


def odd_lines(
    entries: Iterable[Entry],
    record: HoursRecord,
    policies: Mapping[str, Policy],
    *,
    learner_id: str,
    now: datetime,
) -> tuple[OddLine, ...]:
    """Looks through the lines of one enrolment.

    Args:
        entries: As they were credited.
        record: What they came to.
        policies: By name.
        learner_id: Whose hours they are.
        now: Timezone-aware; a line that ends later is odd.
    """
    lines = list({(line.id, line.hash): line for line in entries}.values())
    found = [
        *_changes(lines, policies, learner_id),
        *_places(lines, policies, now),
        *_clocks(lines),
        *_evidence(lines, record),
        *_flags(record),
    ]
    return tuple(sorted(dict.fromkeys(found), key=lambda odd: (odd.oddity, odd.entry_id)))


def _changes(lines: Sequence[Entry], policies: Mapping[str, Policy], learner_id: str) -> Iterable[OddLine]:
    ids = {line.id for line in lines}
    alone: dict[tuple[str, str, str], list[Entry]] = defaultdict(list)
    for line in lines:
        if line.kind not in CHANGES:
            continue
        if line.kind is EntryKind.REVERSAL and line.subject not in ids:
            yield OddLine(Oddity.REVERSES_NOTHING, line.id)
        if learner_id in (line.author_id, line.second_author_id) or line.author_id == line.second_author_id:
            yield OddLine(Oddity.CORRECTED_ONESELF, line.id)
        if line.kind is EntryKind.ADJUSTMENT and not line.second_author_id:
            alone[line.author_id, line.subject or line.competency, line.policy].append(line)
    for (_author, _subject, name), small in alone.items():
        policy = policies.get(name)
        together = sum(line.measured_seconds for line in small)
        if policy is not None and len(small) > 1 and needs_second_person(together, policy):
            yield from (OddLine(Oddity.MANY_SMALL_CHANGES, line.id, f"{together} s together") for line in small)


def _places(lines: Sequence[Entry], policies: Mapping[str, Policy], now: datetime) -> Iterable[OddLine]:
    by_id: dict[str, Entry] = {}
    enrolment = lines[0].enrolment_id if lines else ""
    latest = now.timestamp() + CLOCK_TOLERANCE_SECONDS
    for line in lines:
        first = by_id.setdefault(line.id, line)
        if first is not line and first != line:
            yield OddLine(Oddity.CONTRADICTION, line.id)
        if line.policy not in policies:
            yield OddLine(Oddity.UNKNOWN_POLICY, line.id, line.policy)
        if line.kind is EntryKind.RECALCULATION and line.subject not in policies:
            yield OddLine(Oddity.UNKNOWN_POLICY, line.id, line.subject)
        if not is_zone(line.zone):
            yield OddLine(Oddity.UNKNOWN_ZONE, line.id, line.zone)
        if line.enrolment_id != enrolment:
            yield OddLine(Oddity.WRONG_ENROLMENT, line.id, line.enrolment_id)
        if line.end_second > latest and line.kind not in CHANGES:
            yield OddLine(Oddity.IN_THE_FUTURE, line.id)


def _clocks(lines: Sequence[Entry]) -> Iterable[OddLine]:
    """Finds lines that a device wrote after another one, and that say they began before it ended."""
    latest: dict[str, Entry] = {}
    for line in sorted(lines, key=lambda line: (line.device_id, line.sequence)):
        if line.kind not in (EntryKind.SELF_PACED, EntryKind.EXAM) or not line.sequence:
            continue
        before = latest.get(line.device_id)
        if before is not None and before.end_second - line.start_second > CLOCK_TOLERANCE_SECONDS:
            yield OddLine(Oddity.CLOCK_WENT_BACK, line.id, f"before the end of line {before.sequence}")
        latest[line.device_id] = line


def _evidence(lines: Sequence[Entry], record: HoursRecord) -> Iterable[OddLine]:
    counts = {line.id: sum((line.evidence or {}).values()) for line in lines if line.kind is EntryKind.SELF_PACED}
    for credit in record.credits:
        if credit.credited_seconds >= NO_EVIDENCE_SECONDS and counts.get(credit.entry_id) == 0:
            yield OddLine(Oddity.NO_EVIDENCE, credit.entry_id)
    yield from _long_days(lines)


def _long_days(lines: Sequence[Entry]) -> Iterable[OddLine]:
    """Finds days on which one device measured more time than a day has, an hour of daylight saving granted."""
    calendar = Calendar()
    measured: dict[tuple[str, date], int] = defaultdict(int)
    for line in sorted(lines, key=lambda line: (line.start_second, line.id)):
        if line.kind in CHANGES or not is_zone(line.zone):
            continue
        for day, first, last in calendar.days(line.zone).pieces(line.start_second, line.end_second):
            measured[line.device_id, day] += last - first
            if measured[line.device_id, day] > ONE_DAY_SECONDS + 3_600:
                yield OddLine(Oddity.MORE_THAN_A_DAY, line.id, day.isoformat())


def _flags(record: HoursRecord) -> Iterable[OddLine]:
    for credit in record.credits:
        if Flag.NOT_APPROVED in credit.flags:
            yield OddLine(Oddity.NOT_APPROVED, credit.entry_id)
        if Flag.CLOCK_MOVED in credit.flags:
            yield OddLine(Oddity.CLOCK_MOVED, credit.entry_id)
        if Reason.NOT_IN_EDITION in [refusal.reason for refusal in credit.refusals]:
            yield OddLine(Oddity.NOT_IN_COURSE, credit.entry_id)
