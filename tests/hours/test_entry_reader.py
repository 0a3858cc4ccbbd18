"""Reading a line back: what this program wrote comes back whole, and nothing else comes back at all."""

import hashlib
import json
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from tests.hours.histories import adjustment, chained, line, recalculation, reversal
from tests.hours.profiles import HISTORIES
from tests.hours.slow_reader import Refused, slow_read
from trainer.hours.entry_reader import (
    LAST_MOMENT,
    LONGEST_SECONDS,
    LONGEST_TEXT,
    LedgerFault,
    entry_from_body,
    sound_entries,
)
from trainer.hours.ledger import Entry, EntryKind, Gap, GapKind, body_bytes

GAPS = (Gap(GapKind.QUIET, 10, 100), Gap(GapKind.AWAY, 110, 5))


def full_line(**more: Any) -> Entry:
    return chained([line(gaps=GAPS, idle_limit_seconds=600, interrupted=True, **more)])[0]


def spelled(entry: Entry, **changes: Any) -> bytes:
    """Spells a body with some facts changed, as the program would."""
    values = json.loads(body_bytes(entry)) | changes
    values = {name: value for name, value in values.items() if value != "left out"}
    return json.dumps(values, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


@pytest.mark.parametrize("kind", [EntryKind.SELF_PACED, EntryKind.LIVE, EntryKind.MAKE_UP, EntryKind.EXAM])
def test_a_line_comes_back_as_it_was_written(kind: EntryKind) -> None:
    entry = full_line(kind=kind)
    assert entry_from_body(body_bytes(entry), entry.hash) == entry


def test_corrections_come_back_as_they_were_written() -> None:
    first = line()
    for entry in chained([adjustment("hope-01", -600, competency="hope"), reversal(first), recalculation("default-2")]):
        assert entry_from_body(body_bytes(entry), entry.hash) == entry


def test_an_open_stint_has_no_hash_yet() -> None:
    entry = line(gaps=GAPS)
    assert entry_from_body(body_bytes(entry), "") == entry


def test_bytes_that_are_not_those_that_were_hashed_are_refused() -> None:
    entry = full_line()
    with pytest.raises(LedgerFault, match="hash"):
        entry_from_body(spelled(entry, measured_seconds=2_460), entry.hash)


RECALCULATION = {"kind": "recalculation", "measured_seconds": 0, "gaps": [], "reason": "The county has new rules."}

WRONG: dict[str, dict[str, Any]] = {
    "an unknown kind": {"kind": "gift"},
    "a kind that is a number": {"kind": 1},
    "an unknown zone": {"zone": "America/Atlantis"},
    "a zone that climbs out of its folder": {"zone": "../../etc/passwd"},
    "no zone": {"zone": ""},
    "negative time": {"measured_seconds": -1, "gaps": []},
    "more time than can be": {"measured_seconds": LONGEST_SECONDS + 1},
    "time in words": {"measured_seconds": "2400"},
    "time that is true": {"measured_seconds": True},
    "no time at all": {"measured_seconds": None},
    "a moment before 1970": {"started_at": -1},
    "a moment after the end of time": {"started_at": 10**18},
    "a gap of an unknown kind": {"gaps": [["coffee", 0, 10]]},
    "a gap without length": {"gaps": [["quiet", 0, 0]]},
    "a gap of negative length": {"gaps": [["quiet", 10, -5]]},
    "a gap before the line": {"gaps": [["quiet", -10, 20]]},
    "a gap after the line": {"gaps": [["quiet", 2_390, 11]]},
    "gaps that overlap": {"gaps": [["quiet", 0, 100], ["away", 99, 10]]},
    "gaps in the wrong order": {"gaps": [["quiet", 200, 10], ["away", 100, 10]]},
    "a gap with four parts": {"gaps": [["quiet", 0, 10, 10]]},
    "a gap in words": {"gaps": ["quiet"]},
    "a gap with a truth in it": {"gaps": [["quiet", False, 10]]},
    "gaps that are no list": {"gaps": {"quiet": 10}},
    "too many gaps": {"gaps": [["away", index * 2, 1] for index in range(5_001)], "measured_seconds": 20_000},
    "evidence that is no count": {"evidence": {"keys": "many"}},
    "negative evidence": {"evidence": {"keys": -1}},
    "nested evidence": {"evidence": {"keys": {"device": "laptop"}}},
    "evidence that is a list": {"evidence": [1]},
    "a sequence below zero": {"sequence": -1},
    "a previous hash that is none": {"previous_hash": "0" * 63 + "g"},
    "a field too many": {"credited_seconds": 9_999},
    "a field too few": {"reason": "left out"},
    "another format": {"format": 2},
    "a format that is true": {"format": True},
    "a name that is a list": {"author": ["learner"]},
    "no id": {"id": ""},
    "no subject": {"subject": ""},
    "an id without end": {"id": "x" * 201},
    "interrupted in words": {"interrupted": "no"},
    "a negative idle limit": {"idle_limit_seconds": -1},
    "a reversal that measures time": {"kind": "reversal", "reason": "Entered twice.", "gaps": []},
    "a reversal without a reason": {"kind": "reversal", "measured_seconds": 0, "gaps": []},
    "a recalculation that measures time": {"kind": "recalculation", "reason": "New rules.", "gaps": []},
    "a recalculation with gaps": {"kind": "recalculation", "measured_seconds": 0, "reason": "New rules."},
    "a recalculation without a reason": {"kind": "recalculation", "measured_seconds": 0, "gaps": [], "reason": " "},
    "a recalculation under no policy": {**RECALCULATION, "subject": ""},
    "an adjustment without a reason": {"kind": "adjustment", "gaps": [], "reason": "  "},
    "an adjustment with gaps": {"kind": "adjustment", "reason": "The power went out."},
}


@pytest.mark.parametrize("name", WRONG)
def test_what_cannot_be_is_refused(name: str) -> None:
    body = spelled(full_line(), **WRONG[name])
    with pytest.raises(LedgerFault):
        entry_from_body(body, hashlib.sha256(body).hexdigest())


def test_a_recalculation_is_refused_for_nothing_but_its_faults() -> None:
    assert entry_from_body(spelled(full_line(), **RECALCULATION), "").kind is EntryKind.RECALCULATION


BODY = body_bytes(full_line(subject="año ✓"))

UNREADABLE = {
    "nothing": b"",
    "half a line": BODY[: len(BODY) // 2],
    "spaces": BODY.replace(b",", b", "),
    "a name twice": BODY.replace(b'{"author"', b'{"author":"x","author"', 1),
    "another order": b'{"zone":"UTC",' + BODY[1:],
    "a fraction": BODY.replace(b'"measured_seconds":2400', b'"measured_seconds":2400.0'),
    "an exponent": BODY.replace(b'"measured_seconds":2400', b'"measured_seconds":24e2'),
    "not a number": BODY.replace(b'"measured_seconds":2400', b'"measured_seconds":NaN'),
    "infinity": BODY.replace(b'"measured_seconds":2400', b'"measured_seconds":1e400'),
    "minus nothing": BODY.replace(b'"wall_seconds":2400', b'"wall_seconds":-0'),
    "five thousand digits": BODY.replace(b":2400", b":" + b"9" * 5_000),
    "half a character": BODY.replace("año".encode(), b"\\ud800"),
    "an escaped letter": BODY.replace(b'"keys"', b'"k\\u0065ys"'),
    "other bytes": BODY.replace("ñ".encode(), b"\xff"),
    "a tower of brackets": b"[" * 100_000,
    "a list": b"[" + BODY + b"]",
    "a very long line": BODY + b" " * 200_000,
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_another_spelling_is_refused(name: str) -> None:
    assert UNREADABLE[name] != BODY
    with pytest.raises(LedgerFault):
        entry_from_body(UNREADABLE[name], "")


@given(st.binary(max_size=400) | st.text(max_size=200).map(str.encode))
def test_any_bytes_give_a_fault_and_never_another_error(data: bytes) -> None:
    with pytest.raises(LedgerFault):
        entry_from_body(data, "")


@given(st.integers(0, len(BODY) - 1), st.integers(1, 255))
def test_any_changed_byte_gives_a_fault_or_a_line(index: int, mask: int) -> None:
    changed = BODY[:index] + bytes([BODY[index] ^ mask]) + BODY[index + 1 :]
    with pytest.raises(LedgerFault, match="hash"):
        entry_from_body(changed, hashlib.sha256(BODY).hexdigest())
    with suppress(LedgerFault):
        assert body_bytes(entry_from_body(changed, "")) == changed


TEXTS = st.text(max_size=8) | st.sampled_from(['"', "\\", "\n\t\x00\x1f\x7f", "a" * 200, "a" * 201, "año ✓ 𝄞", "", " "])
WHOLES = st.sampled_from(
    [-1, 0, 1, 100, 2_400, LONGEST_SECONDS, LONGEST_SECONDS + 1, 2**31, LAST_MOMENT, LAST_MOMENT + 1, 2**63, 2**64]
)
ODD = TEXTS | WHOLES | WHOLES.map(lambda n: -n) | st.sampled_from([None, True, False, 1.0, [], {}, [[]], {"keys": {}}])
GAP_LISTS = st.lists(st.tuples(st.sampled_from(GapKind) | TEXTS, WHOLES | ODD, st.integers(0, 60) | ODD), max_size=3)
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "kind": st.sampled_from(EntryKind),
    "gaps": GAP_LISTS,
    "evidence": st.dictionaries(TEXTS, WHOLES, max_size=4),
    "measured_seconds": WHOLES,
    "previous_hash": st.text("0123456789abcdefAF ", min_size=62, max_size=66) | st.just(""),
    "reason": TEXTS | st.sampled_from(["a" * 2_000, "a" * 2_001]),
    "zone": st.sampled_from(["UTC", "America/Los_Angeles", "Mars"]),
}
NAMES = sorted(json.loads(BODY))
SPELLINGS: list[dict[str, Any]] = [
    {},
    {},
    {},
    {},
    {"ensure_ascii": True},
    {"separators": (", ", ":")},
    {"sort_keys": False},
]


@st.composite
def bodies(draw: st.DrawFn) -> bytes:
    """Lines of which a few fields are other than they were written, in one of several spellings."""
    values = json.loads(BODY)
    for name in draw(st.lists(st.sampled_from([*NAMES, "more"]), max_size=2)):
        values.pop(name, None)
        values[name] = draw(VALUES.get(name, TEXTS) | (VALUES.get(name, TEXTS) | ODD))
    spelling = {"sort_keys": True, "separators": (",", ":"), "ensure_ascii": False} | draw(st.sampled_from(SPELLINGS))
    return json.dumps(values, **spelling).encode(errors="replace")


def outcome(read: Callable[[bytes], Entry], body: bytes) -> Entry | None:
    try:
        return read(body)
    except (LedgerFault, Refused):
        return None


@settings(max_examples=2 * HISTORIES)
@given(bodies())
def test_the_reader_takes_just_what_a_slow_one_takes(body: bytes) -> None:
    taken = outcome(lambda read: entry_from_body(read, ""), body)
    assert taken == outcome(slow_read, body)
    event("refused" if taken is None else "taken")


def test_every_sign_is_spelled_as_this_program_spells_it() -> None:
    signs = [chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code < 0xE000]
    for first in range(0, len(signs), LONGEST_TEXT):
        entry = line(reason="".join(signs[first : first + LONGEST_TEXT]))
        assert entry_from_body(body_bytes(entry), "") == entry


def test_one_damaged_line_does_not_hide_the_others() -> None:
    first, second, third = chained([line(), line(), line()])
    lines = [(body_bytes(first), first.hash), (body_bytes(second), third.hash), (body_bytes(third), third.hash)]
    entries, faults = sound_entries(lines)
    assert entries == [first, third]
    assert len(faults) == 1
