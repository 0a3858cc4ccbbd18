"""A small course with lines to credit: three competencies, short lessons, sessions that belong to several, one exam."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from msgspec import structs

from trainer.courses.outline import ExamPlan, LessonPlan, LiveSessionPlan, Module, Programme
from trainer.hours.credit import EnrolmentWindow, HoursRecord, credit
from trainer.hours.ledger import FIRST_HASH, Entry, EntryKind, StoredLine, body_bytes, line_columns, sealed
from trainer.hours.policy import Policy

LOS_ANGELES = "America/Los_Angeles"
EDITION = "edition-1"


def make_programme(*, lesson_minutes: int = 40, session_minutes: int = 120, exam_minutes: int = 90) -> Programme:
    def module(number: int, name: str, lessons: int) -> Module:
        plans = tuple(
            LessonPlan(f"{name}-{index:02}", name, {"en": f"{name} {index}"}, lesson_minutes)
            for index in range(1, lessons + 1)
        )
        return Module(name, number, {"en": name}, {"en": name}, plans, lessons * lesson_minutes, 120)

    modules = (module(1, "hope", 4), module(2, "role", 3), module(3, "self", 3))
    sessions = (
        LiveSessionPlan("L01", {"en": "One"}, session_minutes, 10, {"hope": 120}),
        LiveSessionPlan("L02", {"en": "Two"}, session_minutes, 10, {"role": 60, "self": 60}),
        LiveSessionPlan("L03", {"en": "Three"}, session_minutes, 10, {"role": 40, "self": 50, "hope": 30}),
    )
    final = ExamPlan("final", "final", {"en": "Final"}, exam_minutes, 68, break_minutes=10)
    return Programme("small", "core", {"en": "Small"}, 850, modules, sessions, (final,), edition=EDITION)


PROGRAMME = make_programme()


def at(text: str, zone: str = LOS_ANGELES) -> datetime:
    """Reads local time such as ``2026-09-14 14:00:00``; `` second`` marks the second of two equal hours in autumn."""
    local, _, second = text.partition(" second")
    moment = datetime.fromisoformat(local).replace(tzinfo=ZoneInfo(zone), fold=1 if text != local or second else 0)
    return moment.astimezone(UTC)


_made = 0


def line(
    subject: str = "hope-01", start: str | datetime = "2026-09-14 14:00:00", seconds: int = 2_400, **more: Any
) -> Entry:
    """Makes a line with a new id; a self-paced one unless ``kind`` says otherwise."""
    global _made
    _made += 1
    zone = more.get("zone", LOS_ANGELES)
    values: dict[str, Any] = {
        "id": f"line-{_made:06}",
        "enrolment_id": "enrolment",
        "kind": EntryKind.SELF_PACED,
        "subject": subject,
        "edition": EDITION,
        "policy": "default-1",
        "started_at": at(start, zone) if isinstance(start, str) else start,
        "zone": zone,
        "measured_seconds": seconds,
        "wall_seconds": seconds,
        "device_id": "laptop",
        "author_id": "learner",
        "evidence": {"keys": 12, "pages": 4},
    }
    return Entry(**values | more)


def adjustment(subject: str, seconds: int, **more: Any) -> Entry:
    values = {"kind": EntryKind.ADJUSTMENT, "reason": "The power went out in class.", "author_id": "instructor"}
    return line(
        subject, seconds=seconds, **{**values, "evidence": {}, "wall_seconds": 0, "device_id": "office", **more}
    )


def reversal(target: Entry, **more: Any) -> Entry:
    values = {"kind": EntryKind.REVERSAL, "reason": "Entered for another person.", "author_id": "instructor"}
    approved = {"second_author_id": "coordinator", "device_id": "office", "evidence": {}, "wall_seconds": 0}
    return line(target.id, seconds=0, **{**values, **approved, **more})


def recalculation(policy_name: str, **more: Any) -> Entry:
    values = {"kind": EntryKind.RECALCULATION, "reason": "The county has new rules.", "author_id": "instructor"}
    approved = {"second_author_id": "coordinator", "device_id": "office", "evidence": {}, "wall_seconds": 0}
    return line(policy_name, seconds=0, **{**values, **approved, **more})


def settlement(subject: str, **more: Any) -> Entry:
    values = {"kind": EntryKind.SETTLEMENT, "reason": "Somebody edited the file.", "author_id": "instructor"}
    approved = {"second_author_id": "coordinator", "device_id": "office", "evidence": {}, "wall_seconds": 0}
    return line(subject, seconds=0, **{**values, **approved, **more})


def credited(
    *lines: Entry,
    policy: Policy | None = None,
    others: Iterable[Policy] = (),
    window: EnrolmentWindow | None = None,
    programme: Programme = PROGRAMME,
    doubtful: frozenset[str] = frozenset(),
) -> HoursRecord:
    policies = {known.name: known for known in (policy or Policy(), *others)}
    return credit(lines, policies, programme, window, doubtful)


def chained(entries: Iterable[Entry]) -> list[Entry]:
    """Seals lines as their devices would, in the order given."""
    tips: dict[str, tuple[int, str]] = {}
    found = []
    for entry in entries:
        sequence, previous = tips.get(entry.device_id, (0, FIRST_HASH))
        found.append(sealed(entry, sequence + 1, previous))
        tips[entry.device_id] = found[-1].sequence, found[-1].hash
    return found


def stored(entries: Iterable[Entry]) -> list[StoredLine]:
    """Lays sealed lines into a table, by device."""
    ordered = sorted(entries, key=lambda entry: (entry.device_id, entry.sequence))
    return [row_of(entry, index) for index, entry in enumerate(ordered, 1)]


def row_of(entry: Entry, position: int) -> StoredLine:
    """Lays a sealed line into a table."""
    return StoredLine(position, body_bytes(entry), entry.hash, **line_columns(entry))


def tampered(lines: list[StoredLine], index: int, **changes: Any) -> list[StoredLine]:
    """Changes parts of one stored line by hand."""
    return [*lines[:index], structs.replace(lines[index], **changes), *lines[index + 1 :]]
