"""The reader of ledger lines written again, slowly and field by field, for comparison with the fast one."""

import json
import re
from datetime import UTC, datetime
from typing import Any

from trainer.hours.ledger import Entry, EntryKind, Gap, GapKind, body_bytes
from trainer.hours.local_days import is_zone

SECONDS = range(-10_000_000, 10_000_001)
LAST = int(datetime(9999, 1, 1, tzinfo=UTC).timestamp())
MOMENTS = range(-LAST, LAST + 1)
TIMELESS = {EntryKind.REVERSAL, EntryKind.RECALCULATION, EntryKind.SETTLEMENT}


class Refused(Exception):  # noqa: N818 - what it says
    """The bytes are no line of the ledger."""


def slow_read(body: bytes) -> Entry:
    """Reads a body, or refuses it."""
    try:
        values = json.loads(body.decode(), parse_float=_refuse, parse_constant=_refuse)
        line = _line(dict(values))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise Refused from error
    _ask(len(body) <= 100_000 and len(values) == 22 and body_bytes(line) == body)
    _ask_for_sense(line)
    return line


def _refuse(text: str) -> None:
    raise Refused(text)


def _ask(holds: bool) -> None:
    if not holds:
        raise Refused


def _text(value: Any, least: int = 0, most: int = 200) -> str:
    _ask(type(value) is str and least <= len(value) <= most)
    return str(value)


def _stored(value: Any, most: int) -> str:
    """A text that stands in a column of its own too, and that a server must be able to keep there."""
    text = _text(value, 0, most)
    _ask("\0" not in text)
    return text


def _id(value: Any) -> str:
    _ask(value != "")
    return _stored(value, 36)


def _whole(value: Any, allowed: range) -> int:
    _ask(type(value) is int and value in allowed)
    return int(value)


def _line(values: dict[str, Any]) -> Entry:
    _ask(_whole(values["format"], range(1, 2)) == 1 and type(values["interrupted"]) is bool)
    idle = values["idle_limit_seconds"]
    return Entry(
        id=_id(values["id"]),
        enrolment_id=_id(values["enrolment"]),
        kind=EntryKind(values["kind"]),
        subject=_stored(values["subject"], 80),
        edition=_text(values["edition"]),
        policy=_text(values["policy"], 1),
        started_at=datetime.fromtimestamp(_whole(values["started_at"], MOMENTS[LAST:]), UTC),
        zone=_text(values["zone"], 1),
        measured_seconds=_whole(values["measured_seconds"], SECONDS),
        wall_seconds=_whole(values["wall_seconds"], MOMENTS),
        device_id=_id(values["device"]),
        author_id=_text(values["author"], 1),
        gaps=_gaps(values["gaps"]),
        evidence=_evidence(values["evidence"]),
        competency=_text(values["competency"]),
        idle_limit_seconds=None if idle is None else _whole(idle, SECONDS[10_000_000:]),
        reason=_text(values["reason"], 0, 2_000),
        second_author_id=_text(values["second_author"]),
        interrupted=values["interrupted"],
        sequence=_whole(values["sequence"], range(2_000_000_001)),
        previous_hash=_text(values["previous_hash"], 0, 64),
    )


def _gaps(value: Any) -> tuple[Gap, ...]:
    _ask(type(value) is list and len(value) <= 5_000)
    found = []
    for kind, start, seconds in value:
        found.append(Gap(GapKind(kind), _whole(start, SECONDS), _whole(seconds, SECONDS)))
    return tuple(found)


def _evidence(value: Any) -> dict[str, int]:
    _ask(type(value) is dict and len(value) <= 50)
    return {_text(name, 0, 40): _whole(count, MOMENTS[LAST:]) for name, count in value.items()}


def _ask_for_sense(line: Entry) -> None:
    ends = [0, *[gap.end_second for gap in line.gaps]]
    starts = [*[gap.start_second for gap in line.gaps], line.measured_seconds]
    _ask(not line.gaps or all(end <= start for end, start in zip(ends, starts, strict=True)))
    _ask(all(gap.seconds >= 1 for gap in line.gaps))
    _ask(is_zone(line.zone) and bool(re.fullmatch("(?:[0-9a-f]{64})?", line.previous_hash)))
    _ask(not (line.kind in TIMELESS and line.measured_seconds))
    _ask(line.measured_seconds >= 0 or line.kind is EntryKind.ADJUSTMENT)
    if line.kind in TIMELESS or line.kind is EntryKind.ADJUSTMENT:
        _ask(bool(line.reason.strip()) and not line.gaps)
    _ask(bool(line.subject) or line.kind in (EntryKind.ADJUSTMENT, EntryKind.REVERSAL))
