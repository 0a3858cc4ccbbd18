"""Reads a ledger line back from its stored bytes, and believes nothing that it has not checked."""

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Annotated, Final

from msgspec import Meta, Struct
from msgspec.json import Decoder

from trainer.canonical import ENCODER
from trainer.hours.ledger import CHANGES, FORMAT, TIMELESS, Entry, EntryKind, Gap
from trainer.hours.local_days import is_zone

LONGEST_BODY: Final = 100_000
LONGEST_SECONDS: Final = 10_000_000
"""No line measures more than this, about 115 days."""

LONGEST_TEXT: Final = 2_000
LAST_MOMENT: Final = 253_370_764_800
"""Seconds since 1970: the first day of the year 9999. What ends after it is no date that Python can tell."""

LAST_PLACE: Final = 2_000_000_000
"""In a chain: what both databases can keep."""

_HEX: Final = b"0123456789abcdef"
_NAMED_ELSEWHERE: Final = frozenset({EntryKind.ADJUSTMENT, EntryKind.REVERSAL})
"""An adjustment may name a competency alone; a reversal of nothing changes nothing."""

_Text = Annotated[str, Meta(max_length=200)]
_Name = Annotated[str, Meta(min_length=1, max_length=200)]
# As long as the columns are wide in which a server keeps them.
_Id = Annotated[str, Meta(min_length=1, max_length=36)]
_Subject = Annotated[str, Meta(max_length=80)]
_Moment = Annotated[int, Meta(ge=0, le=LAST_MOMENT)]
_EvidenceName = Annotated[str, Meta(max_length=40)]


class LedgerFault(ValueError):  # noqa: N818 - a fault is found in a line, it is no mistake of the program
    """A stored line is not one that this program wrote."""


class Body(Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """What the bytes of a line say; the fields stand in the order in which they are spelled.

    Named as in the bytes; see :class:`trainer.hours.ledger.Entry` for what they mean.
    """

    author: _Name
    competency: _Text
    device: _Id
    edition: _Text
    enrolment: _Id
    evidence: Annotated[dict[_EvidenceName, _Moment], Meta(max_length=50)]
    format: Annotated[int, Meta(ge=FORMAT, le=FORMAT)]
    gaps: Annotated[tuple[Gap, ...], Meta(max_length=5_000)]
    id: _Id
    idle_limit_seconds: Annotated[int, Meta(ge=0, le=LONGEST_SECONDS)] | None
    interrupted: bool
    kind: EntryKind
    measured_seconds: Annotated[int, Meta(ge=-LONGEST_SECONDS, le=LONGEST_SECONDS)]
    policy: _Name
    previous_hash: str
    reason: Annotated[str, Meta(max_length=LONGEST_TEXT)]
    second_author: _Text
    sequence: Annotated[int, Meta(ge=0, le=LAST_PLACE)]
    started_at: _Moment
    subject: _Subject
    wall_seconds: Annotated[int, Meta(ge=-LAST_MOMENT, le=LAST_MOMENT)]
    zone: _Name


_DECODER: Final = Decoder(Body)


def entry_from_body(body: bytes, hash: str) -> Entry:  # noqa: A002 - the column's name
    """Reads a line.

    Args:
        body: The bytes that the hash covers.
        hash: The line's stored hash; empty for a stint that is still open and has none.

    Raises:
        LedgerFault: The bytes are not those that were hashed, or :func:`read_body` refuses them.
    """
    if hash and hashlib.sha256(body).hexdigest() != hash:
        raise LedgerFault("the line's bytes are not those that its hash was made of")
    return entry_of(read_body(body), hash)


def entry_of(said: Body, hash: str) -> Entry:  # noqa: A002 - the column's name
    """Makes an entry of what a body says."""
    return Entry(
        id=said.id,
        enrolment_id=said.enrolment,
        kind=said.kind,
        subject=said.subject,
        edition=said.edition,
        policy=said.policy,
        started_at=datetime.fromtimestamp(said.started_at, UTC),
        zone=said.zone,
        measured_seconds=said.measured_seconds,
        wall_seconds=said.wall_seconds,
        device_id=said.device,
        author_id=said.author,
        gaps=said.gaps,
        evidence=said.evidence,
        competency=said.competency,
        idle_limit_seconds=said.idle_limit_seconds,
        reason=said.reason,
        second_author_id=said.second_author,
        interrupted=said.interrupted,
        sequence=said.sequence,
        previous_hash=said.previous_hash,
        hash=hash,
    )


def sound_entries(lines: Iterable[tuple[bytes, str]]) -> tuple[list[Entry], list[LedgerFault]]:
    """Reads what can be read, so that one damaged line does not stop a learner; what cannot is handed out as faults."""
    entries: list[Entry] = []
    faults: list[LedgerFault] = []
    for body, digest in lines:
        try:
            entries.append(entry_from_body(body, digest))
        except LedgerFault as fault:
            faults.append(fault)
    return entries, faults


def read_body(body: bytes, scratch: bytearray | None = None) -> Body:
    """Reads what a line says.

    Spelling it again shows whether it has the one spelling of canonical bytes: names in order, each once, whole numbers
    without a zero before them, nothing in between.

    Args:
        body: The bytes that the hash covers.
        scratch: Room to spell it in, for whoever reads line after line; two threads must not share it.

    Raises:
        LedgerFault: The bytes are not written as this program writes, or say something that cannot be: an unknown kind
            or zone, a gap outside the measured time.
    """
    if len(body) > LONGEST_BODY:
        raise LedgerFault(f"longer than {LONGEST_BODY} bytes")
    try:
        said = _DECODER.decode(body)
    except (ValueError, RecursionError) as error:
        raise LedgerFault(f"not a line of the ledger: {error}") from error
    spelled = bytearray() if scratch is None else scratch
    ENCODER.encode_into(said, spelled)
    if spelled != body:
        raise LedgerFault("not spelled as this program spells it")
    if len(said.previous_hash) not in (0, 64) or said.previous_hash.encode().translate(None, _HEX):
        raise LedgerFault("previous_hash is not a hash")
    if not is_zone(said.zone):
        raise LedgerFault("an unknown time zone")
    if "\0" in said.id or "\0" in said.enrolment or "\0" in said.device or "\0" in said.subject:
        raise LedgerFault("a name that no server can keep")
    if said.gaps:
        _refuse_odd_gaps(said)
    if said.kind in CHANGES or said.measured_seconds < 0 or not said.subject:
        _refuse_contradictions(said)
    return said


def _refuse_odd_gaps(said: Body) -> None:
    cursor = 0
    for gap in said.gaps:
        if gap.start_second < cursor or gap.seconds < 1:
            raise LedgerFault("gaps are empty, out of order or overlap")
        cursor = gap.start_second + gap.seconds
    if cursor > said.measured_seconds:
        raise LedgerFault("a gap lies outside the measured time")


def _refuse_contradictions(said: Body) -> None:
    """Refuses what no honest program writes: negative time, time in a reversal, a change without a reason."""
    if said.kind in TIMELESS and said.measured_seconds:
        raise LedgerFault("a reversal, recalculation or settlement measures no time")
    if said.kind is not EntryKind.ADJUSTMENT and said.measured_seconds < 0:
        raise LedgerFault("negative time")
    if said.kind in CHANGES:
        if not said.reason.strip():
            raise LedgerFault("a change without a reason")
        if said.gaps:
            raise LedgerFault("a change has no gaps")
    if not said.subject and said.kind not in _NAMED_ELSEWHERE:
        raise LedgerFault("subject is empty")
