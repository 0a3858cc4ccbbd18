"""A learner with thousands of lines, for the benchmarks of credit and verification."""

import random
from datetime import UTC, datetime, timedelta

from trainer.courses.outline import ExamPlan, LessonPlan, LiveSessionPlan, Module, Programme
from trainer.hours.ledger import (
    FIRST_HASH,
    Entry,
    EntryKind,
    Gap,
    GapKind,
    StoredLine,
    body_bytes,
    line_columns,
    sealed,
)
from trainer.identifiers import new_id

START = datetime(2026, 9, 1, 16, tzinfo=UTC)
DEVICES = ("0192f3a4-0000-7000-8000-00000000000a", "0192f3a4-0000-7000-8000-00000000000b")
ENROLMENT = "0192f3a4-0000-7000-8000-0000000000ee"
PERSON = "0192f3a4-0000-7000-8000-0000000000ff"


def make_programme() -> Programme:
    """Makes a course of 17 modules with 66 lessons, 16 sessions and an exam, as the core course has."""
    modules = tuple(_module(number, 4 if number != 17 else 2) for number in range(1, 18))
    sessions = tuple(
        LiveSessionPlan(f"L{n:02}", {"en": "Live"}, 120, 10, {f"m{n:02}": 60, f"m{n + 1:02}": 60}) for n in range(1, 17)
    )
    exam = ExamPlan("final", "final", {"en": "Final"}, 90, 68)
    return Programme("core", "core", {"en": "Core"}, 4_800, modules, sessions, (exam,), edition="edition-1")


def _module(number: int, lessons: int) -> Module:
    id_ = f"m{number:02}"
    plans = tuple(LessonPlan(f"{id_}-{n:02}", id_, {"en": "Lesson"}, 40) for n in range(1, lessons + 1))
    return Module(id_, number, {"en": id_}, {"en": id_}, plans, lessons * 40, 120)


def make_entries(count: int, programme: Programme) -> list[Entry]:
    """Makes lines of two devices over many months: mostly study with gaps, some sessions, some at the same time."""
    chance = random.Random(7)
    moment = START
    entries = []
    for number in range(count):
        seconds = chance.randint(120, 900)
        kind = EntryKind.LIVE if number % 40 == 39 else EntryKind.SELF_PACED
        names = programme.live_by_id if kind is EntryKind.LIVE else programme.lessons
        entries.append(_entry(chance, moment, seconds, kind, chance.choice(list(names))))
        moment += timedelta(seconds=chance.randint(-60, 7_200) + seconds)
    return entries


def _entry(chance: random.Random, moment: datetime, seconds: int, kind: EntryKind, subject: str) -> Entry:
    gaps = (Gap(chance.choice(list(GapKind)), chance.randint(0, 60), chance.randint(1, 60)),)
    return Entry(
        id=new_id(moment),
        enrolment_id=ENROLMENT,
        kind=kind,
        subject=subject,
        edition="edition-1",
        policy="default-1",
        started_at=moment,
        zone="America/Los_Angeles",
        measured_seconds=seconds,
        wall_seconds=seconds,
        device_id=chance.choice(DEVICES),
        author_id=PERSON,
        gaps=gaps if chance.random() < 0.4 else (),
        evidence={"keys": chance.randint(1, 90), "pages": chance.randint(1, 9), "scroll": chance.randint(1, 99)},
    )


def stored(entries: list[Entry]) -> list[StoredLine]:
    """Seals lines as their devices would and lays them into a table."""
    rows: list[StoredLine] = []
    for device in DEVICES:
        sequence, tip = 0, FIRST_HASH
        for entry in entries:
            if entry.device_id == device:
                sequence += 1
                line = sealed(entry, sequence, tip)
                tip = line.hash
                rows.append(StoredLine(len(rows) + 1, body_bytes(line), line.hash, **line_columns(line)))
    return rows
