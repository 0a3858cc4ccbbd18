"""The ledger's lines: what was measured, chained by hash so that a change shows."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final, Protocol

from msgspec import Struct, structs

from trainer.canonical import canonical_bytes

FIRST_HASH = "0" * 64
"""What the first line of a device names as its previous hash."""

FORMAT = 1


class EntryKind(StrEnum):
    """What a ledger line records."""

    SELF_PACED = "self_paced"
    LIVE = "live"
    MAKE_UP = "make_up"
    EXAM = "exam"
    ADJUSTMENT = "adjustment"
    REVERSAL = "reversal"
    RECALCULATION = "recalculation"
    SETTLEMENT = "settlement"


TIMELESS = frozenset({EntryKind.REVERSAL, EntryKind.RECALCULATION, EntryKind.SETTLEMENT})
"""The kinds that have no time of their own and decide what becomes of other lines."""

CHANGES = TIMELESS | {EntryKind.ADJUSTMENT}
"""The kinds that measure nothing and change what was measured; each has an author and a reason."""


class GapKind(StrEnum):
    """Why part of a measured stretch holds no study."""

    QUIET = "quiet"
    AWAY = "away"
    PAUSED = "paused"
    ASLEEP = "asleep"
    STALLED = "stalled"


class Gap(Struct, frozen=True, array_like=True, gc=False):
    """A stretch without study, in whole seconds from the entry's start.

    A quiet gap runs from the last activity to the next, whatever the idle limit: the ledger keeps the fact, the policy
    decides how much of it was reading. One that touches a stall, a sleep or the beginning of its line is the silence
    from before it, gone on.
    """

    kind: GapKind
    start_second: int
    seconds: int

    @property
    def end_second(self) -> int:
        """The first second after the gap."""
        return self.start_second + self.seconds


class Entry(Struct, frozen=True, gc=False):
    """One line of the ledger; never updated, never deleted.

    Attributes:
        id: UUIDv7, made by the device.
        subject: Lesson, session or exam id; for a reversal the id of the entry that it takes back; for a recalculation
            the name of the policy under which everything before it is credited; for a settlement what it settles, as
            :mod:`trainer.hours.settlements` writes it.
        competency: For an adjustment, the module it belongs to; otherwise empty and read from the outline.
        edition: The pack that was studied.
        policy: The policy version in force, such as ``default-1``.
        started_at: Wall clock at the start, UTC, whole seconds.
        zone: IANA zone at the start; it decides the local day.
        measured_seconds: Monotonic time from start to end, gaps included; for an adjustment, signed.
        wall_seconds: Wall time from start to end; a difference shows that the clock was moved.
        idle_limit_seconds: A personal idle limit granted as an accommodation, or None for the policy's.
        gaps: In order, not overlapping, inside the measured time.
        evidence: Counts by kind, such as ``{"pages": 4, "keys": 12}``.
        reason: Required for adjustment, reversal, recalculation and settlement.
        second_author: Who approved, where the policy asks for a second person.
        interrupted: The program was killed; the line was closed from its last saved moment.
        sequence: Position on its device, from 1.
        start_second: The first second since 1970; always what ``started_at`` says, whatever is given.
    """

    id: str
    enrolment_id: str
    kind: EntryKind
    subject: str
    edition: str
    policy: str
    started_at: datetime
    zone: str
    measured_seconds: int
    wall_seconds: int
    device_id: str
    author_id: str
    gaps: tuple[Gap, ...] = ()
    evidence: Mapping[str, int] | None = None
    competency: str = ""
    idle_limit_seconds: int | None = None
    reason: str = ""
    second_author_id: str = ""
    interrupted: bool = False
    sequence: int = 0
    previous_hash: str = ""
    hash: str = ""
    start_second: int = 0

    def __post_init__(self) -> None:
        """Notes the first second: to ask a date for it again and again takes as long as half a credit."""
        structs.force_setattr(self, "start_second", int(self.started_at.timestamp()))

    @property
    def end_second(self) -> int:
        """The second after the last, since 1970."""
        return self.start_second + self.measured_seconds


def body_bytes(entry: Entry) -> bytes:
    """Returns the exact bytes that an entry's hash covers: all of it but the hash itself."""
    return _bytes_at(entry, entry.sequence, entry.previous_hash)


def sealed(entry: Entry, sequence: int, previous_hash: str) -> Entry:
    """Puts an entry at its place in its device's chain and computes its hash."""
    return sealed_with_body(entry, sequence, previous_hash)[0]


def sealed_with_body(entry: Entry, sequence: int, previous_hash: str) -> tuple[Entry, bytes]:
    """Seals an entry and returns the bytes that its hash covers too, for a store that keeps both."""
    body = _bytes_at(entry, sequence, previous_hash)
    digest = hashlib.sha256(body).hexdigest()
    return structs.replace(entry, sequence=sequence, previous_hash=previous_hash, hash=digest), body


# Python 3.11 asks a descriptor for each value of an enumeration, so what every line needs is asked once, here.
_SPELLED: Final = {kind: kind.value for kind in (*EntryKind, *GapKind)}


def _bytes_at(entry: Entry, sequence: int, previous_hash: str) -> bytes:
    return canonical_bytes(
        {
            "format": FORMAT,
            "id": entry.id,
            "enrolment": entry.enrolment_id,
            "kind": _SPELLED[entry.kind],
            "subject": entry.subject,
            "competency": entry.competency,
            "edition": entry.edition,
            "policy": entry.policy,
            "started_at": entry.start_second,
            "zone": entry.zone,
            "measured_seconds": entry.measured_seconds,
            "wall_seconds": entry.wall_seconds,
            "idle_limit_seconds": entry.idle_limit_seconds,
            "gaps": [[_SPELLED[gap.kind], gap.start_second, gap.seconds] for gap in entry.gaps],
            "evidence": dict(entry.evidence or {}),
            "device": entry.device_id,
            "author": entry.author_id,
            "second_author": entry.second_author_id,
            "reason": entry.reason,
            "interrupted": entry.interrupted,
            "sequence": sequence,
            "previous_hash": previous_hash,
        }
    )


class StoredLine(Struct, frozen=True, gc=False):
    """A line as the store keeps it: the signed bytes, and the columns that queries use, which must say the same.

    Attributes:
        position: Where the row lies in the table.
    """

    position: int
    body: bytes
    hash: str
    id: str
    enrolment_id: str
    device_id: str
    sequence: int
    kind: str
    subject: str
    started_at: int
    measured_seconds: int


QUERIED = StoredLine.__struct_fields__[3:]
"""The columns that queries use."""


def line_columns(line: Entry) -> dict[str, Any]:
    """Returns what the columns that queries use say about a line."""
    return {
        "id": line.id,
        "enrolment_id": line.enrolment_id,
        "device_id": line.device_id,
        "sequence": line.sequence,
        "kind": _SPELLED[line.kind],
        "subject": line.subject,
        "started_at": line.start_second,
        "measured_seconds": line.measured_seconds,
    }


@dataclass(frozen=True)
class Head:
    """The end of a device's chain: hand it out, and nothing before it can be changed unseen."""

    device_id: str
    sequence: int
    hash: str


@dataclass(frozen=True)
class OpenStint:
    """The stint under way, saved at least every five seconds so that a killed program loses no more.

    Its id is the id of the entry that it will become, so closing it twice makes one line.
    """

    entry: Entry
    saved_at: datetime


class LedgerStore(Protocol):
    """Where lines are kept. There is no way to change or remove one."""

    def append(self, entry: Entry) -> Entry:
        """Seals an entry at the end of its device's chain and stores it; an id that is already stored is left as it is.

        Returns:
            The sealed entry as stored.
        """

    def entries(self, enrolment_id: str) -> Sequence[Entry]:
        """Returns an enrolment's lines, by device and sequence."""

    def lines(self, device_id: str | None = None) -> Iterator[StoredLine]:
        """Yields raw lines of one device, or of all, as they lie in the table: a swapped order shows."""

    def head(self, device_id: str) -> Head | None:
        """Returns the end of a device's chain as it lies here; what counts of it: see ``DoubtStore.head``."""

    def missing_guards(self) -> Sequence[str]:
        """Returns the names of the database's guards against change that somebody took away."""

    def save_open_stint(self, stint: OpenStint) -> None:
        """Replaces the saved state of the stint under way."""

    def open_stints(self) -> Sequence[OpenStint]:
        """Returns stints that were never closed."""

    def close_open_stint(self, entry_id: str) -> None:
        """Forgets the scratch copy; its line has been appended in the same transaction."""
