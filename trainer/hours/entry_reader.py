"""Reads a ledger line back from its stored bytes, and believes nothing that it has not checked."""

import hashlib
import json
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, Final

from trainer.hours.ledger import CHANGES, FORMAT, TIMELESS, Entry, EntryKind, Gap, GapKind
from trainer.hours.local_days import is_zone

LONGEST_BODY: Final = 100_000
LONGEST_SECONDS: Final = 10_000_000
"""No line measures more than this, about 115 days."""

LONGEST_TEXT: Final = 2_000
MOST_GAPS: Final = 5_000
LAST_MOMENT: Final = 2**40
_SHORT_TEXT: Final = 200
_HASH: Final = re.compile(r"[0-9a-f]{64}|")
_NAMES: Final = (
    "author",
    "competency",
    "device",
    "edition",
    "enrolment",
    "evidence",
    "format",
    "gaps",
    "id",
    "idle_limit_seconds",
    "interrupted",
    "kind",
    "measured_seconds",
    "policy",
    "previous_hash",
    "reason",
    "second_author",
    "sequence",
    "started_at",
    "subject",
    "wall_seconds",
    "zone",
)
_KINDS: Final = {kind.value: kind for kind in EntryKind}
_GAP_KINDS: Final = {kind.value: kind for kind in GapKind}
_NAMED_ELSEWHERE: Final = frozenset({EntryKind.ADJUSTMENT, EntryKind.REVERSAL})
"""An adjustment may name a competency alone; a reversal of nothing changes nothing."""


class LedgerFault(ValueError):  # noqa: N818 - a fault is found in a line, it is no mistake of the program
    """A stored line is not one that this program wrote."""


def _refuse(text: str) -> Any:
    raise LedgerFault(f"not a whole number: {text[:40]}")


# Made once: making one takes longer than reading a line with it.
_DECODER: Final = json.JSONDecoder(parse_float=_refuse, parse_constant=_refuse)
_ENCODER: Final = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def entry_from_body(body: bytes, hash: str) -> Entry:  # noqa: A002 - the column's name
    """Reads a line.

    Args:
        body: The bytes that the hash covers.
        hash: The line's stored hash; empty for a stint that is still open and has none.

    Raises:
        LedgerFault: The bytes are not those that were hashed, not written as this program writes, or say something that
            cannot be: an unknown kind or zone, a gap outside the measured time.
    """
    if hash and hashlib.sha256(body).hexdigest() != hash:
        raise LedgerFault("the line's bytes are not those that its hash was made of")
    values = _read(body)
    line = Entry(
        id=_name(values, "id"),
        enrolment_id=_name(values, "enrolment"),
        kind=_kind(values),
        subject=_short(values, "subject"),
        edition=_short(values, "edition"),
        policy=_name(values, "policy"),
        started_at=datetime.fromtimestamp(_number(values, "started_at", 0, LAST_MOMENT), UTC),
        zone=_zone(values),
        measured_seconds=_number(values, "measured_seconds", -LONGEST_SECONDS, LONGEST_SECONDS),
        wall_seconds=_number(values, "wall_seconds", -LAST_MOMENT, LAST_MOMENT),
        device_id=_name(values, "device"),
        author_id=_name(values, "author"),
        gaps=_gaps(values["gaps"], values["measured_seconds"]),
        evidence=_evidence(values["evidence"]),
        competency=_short(values, "competency"),
        idle_limit_seconds=_idle_limit(values),
        reason=_text(values, "reason", LONGEST_TEXT),
        second_author_id=_short(values, "second_author"),
        interrupted=_yes_no(values, "interrupted"),
        sequence=_number(values, "sequence", 0, LAST_MOMENT),
        previous_hash=_hash(values),
        hash=hash,
    )
    _refuse_contradictions(line)
    return line


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


def _read(body: bytes) -> dict[str, Any]:
    """Reads the one spelling that canonical bytes have: names in order, each once, nothing else between them."""
    if len(body) > LONGEST_BODY:
        raise LedgerFault(f"longer than {LONGEST_BODY} bytes")
    try:
        values = _DECODER.decode(body.decode())
        spelled = _ENCODER.encode(values).encode()
    except (ValueError, RecursionError) as error:
        raise LedgerFault(f"not a line of the ledger: {error}") from error
    if spelled != body:
        raise LedgerFault("not spelled as this program spells it")
    # What is spelled the right way has its names in order.
    if not isinstance(values, dict) or tuple(values) != _NAMES:
        raise LedgerFault("not the fields of a line")
    if values["format"] != FORMAT or isinstance(values["format"], bool):
        raise LedgerFault("a format of another version of the program")
    return values


def _text(values: dict[str, Any], name: str, longest: int) -> str:
    value = values[name]
    if not isinstance(value, str) or len(value) > longest:
        raise LedgerFault(f"{name} is not a text of at most {longest} characters")
    return value


def _short(values: dict[str, Any], name: str) -> str:
    return _text(values, name, _SHORT_TEXT)


def _name(values: dict[str, Any], name: str) -> str:
    value = _text(values, name, _SHORT_TEXT)
    if not value:
        raise LedgerFault(f"{name} is empty")
    return value


def _number(values: dict[str, Any], name: str, least: int, most: int) -> int:
    value = values[name]
    if type(value) is not int or not least <= value <= most:
        raise LedgerFault(f"{name} is not a whole number from {least} to {most}")
    return value


def _yes_no(values: dict[str, Any], name: str) -> bool:
    value = values[name]
    if not isinstance(value, bool):
        raise LedgerFault(f"{name} is neither true nor false")
    return value


def _kind(values: dict[str, Any]) -> EntryKind:
    kind = _KINDS.get(_short(values, "kind"))
    if kind is None:
        raise LedgerFault("an unknown kind of line")
    return kind


def _zone(values: dict[str, Any]) -> str:
    zone = _name(values, "zone")
    if not is_zone(zone):
        raise LedgerFault("an unknown time zone")
    return zone


def _hash(values: dict[str, Any]) -> str:
    value = _text(values, "previous_hash", 64)
    if not _HASH.fullmatch(value):
        raise LedgerFault("previous_hash is not a hash")
    return value


def _idle_limit(values: dict[str, Any]) -> int | None:
    return None if values["idle_limit_seconds"] is None else _number(values, "idle_limit_seconds", 0, LONGEST_SECONDS)


def _gaps(value: Any, measured: Any) -> tuple[Gap, ...]:
    if not isinstance(value, list) or len(value) > MOST_GAPS:
        raise LedgerFault(f"gaps are not a list of at most {MOST_GAPS}")
    gaps = tuple([_gap(item) for item in value])
    cursor = 0
    for gap in gaps:
        if gap.start_second < cursor or gap.seconds < 1:
            raise LedgerFault("gaps are empty, out of order or overlap")
        cursor = gap.end_second
    if gaps and cursor > measured:
        raise LedgerFault("a gap lies outside the measured time")
    return gaps


def _gap(item: Any) -> Gap:
    if not isinstance(item, list) or len(item) != 3 or not isinstance(item[0], str):
        raise LedgerFault("a gap is not a kind, a start and a length")
    kind, start, seconds = item
    if kind not in _GAP_KINDS or type(start) is not int or type(seconds) is not int:
        raise LedgerFault("a gap is not a known kind, a start and a length")
    return Gap(_GAP_KINDS[kind], start, seconds)


def _evidence(value: Any) -> dict[str, int]:
    if not isinstance(value, dict) or len(value) > 50:
        raise LedgerFault("evidence is not a list of counts")
    for name, count in value.items():
        if len(name) > 40 or type(count) is not int or not 0 <= count <= LAST_MOMENT:
            raise LedgerFault("evidence is not a count")
    return value


def _refuse_contradictions(line: Entry) -> None:
    """Refuses what no honest program writes: negative time, time in a reversal, a change without a reason."""
    if line.kind in TIMELESS and line.measured_seconds:
        raise LedgerFault("a reversal, recalculation or settlement measures no time")
    if line.kind is not EntryKind.ADJUSTMENT and line.measured_seconds < 0:
        raise LedgerFault("negative time")
    if line.kind in CHANGES:
        if not line.reason.strip():
            raise LedgerFault("a change without a reason")
        if line.gaps:
            raise LedgerFault("a change has no gaps")
    if not line.subject and line.kind not in _NAMED_ELSEWHERE:
        raise LedgerFault("subject is empty")
