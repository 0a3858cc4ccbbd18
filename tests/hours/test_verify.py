"""Verification: each way of tampering is found and the line is named; a sound ledger gives no findings."""

import hashlib
import json
from collections.abc import Callable
from typing import Any

import pytest
from msgspec import structs

from tests.hours.histories import chained, line, row_of, stored, tampered
from trainer.hours import chain
from trainer.hours.ledger import Entry, Head, StoredLine, body_bytes, sealed
from trainer.hours.verify import ChainReport, FindingKind, verify_chain, vouched_for
from trainer.hours.wording import finding_text

Lines = list[StoredLine]


@pytest.fixture
def entries() -> list[Entry]:
    """Ten lines of a laptop."""
    return chained([line(seconds=600 + index, id=f"entry-{index:02}") for index in range(1, 11)])


@pytest.fixture
def lines(entries: list[Entry]) -> Lines:
    return stored(entries)


def found(report: ChainReport) -> list[tuple[str, int, int]]:
    return [(finding.kind.value, finding.sequence, finding.last_sequence) for finding in report.findings]


def edited(entry: Entry, **changes: Any) -> bytes:
    """Edits a body by hand, without sealing it again."""
    values = json.loads(body_bytes(entry)) | changes
    return json.dumps(values, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def test_a_sound_ledger_gives_no_findings(lines: Lines, entries: list[Entry]) -> None:
    report = verify_chain(iter(lines), [Head("laptop", 4, entries[3].hash)])
    assert report.is_sound
    assert report.lines == 10
    assert report.heads == (Head("laptop", 10, entries[-1].hash),)


def test_several_devices_have_a_chain_each() -> None:
    entries = chained([line(device_id=f"device-{index % 3}") for index in range(30)])
    report = verify_chain(stored(entries))
    assert report.is_sound
    assert [(head.device_id, head.sequence) for head in report.heads] == [(f"device-{index}", 10) for index in range(3)]


def test_an_empty_ledger_is_sound_and_has_no_heads() -> None:
    assert verify_chain([]) == ChainReport((), 0, ())


def test_a_changed_minute_is_found_and_the_line_is_in_doubt(lines: Lines, entries: list[Entry]) -> None:
    body = edited(entries[4], measured_seconds=9_999)
    report = verify_chain(tampered(lines, 4, body=body, measured_seconds=9_999))
    assert found(report) == [("changed", 5, 5)]
    assert report.findings[0].entry_id == "entry-05"
    assert report.doubtful == {"entry-05"}
    assert finding_text(report.findings[0]) == "Line 5 was changed after it was written."


def test_a_changed_hash_is_found(lines: Lines) -> None:
    assert found(verify_chain(tampered(lines, 4, hash="f" * 64))) == [("changed", 5, 5)]


def test_a_line_changed_and_sealed_again_is_found_by_the_line_after_it(lines: Lines, entries: list[Entry]) -> None:
    forged = sealed(structs.replace(entries[4], measured_seconds=9_999), 5, entries[3].hash)
    rows = [*lines[:4], row_of(forged, 5), *lines[5:]]
    report = verify_chain(rows, [Head("laptop", 6, entries[5].hash)])
    assert found(report) == [("changed", 5, 5)]
    assert report.doubtful == {"entry-05"}


def test_where_no_receipt_tells_which_side_is_true_neither_counts(lines: Lines, entries: list[Entry]) -> None:
    forged = sealed(structs.replace(entries[4], measured_seconds=9_999), 5, entries[3].hash)
    rows = [*lines[:4], row_of(forged, 5), *lines[5:]]
    report = verify_chain(rows)
    last = entries[-1].sequence
    assert found(report) == [("changed", 5, 5), *[("loose", n, n) for n in range(6, last + 1)]]


def test_a_tail_that_was_put_in_does_not_accuse_the_line_that_a_receipt_vouches_for(
    lines: Lines, entries: list[Entry]
) -> None:
    last = entries[-1]
    forged = sealed(structs.replace(last, id="forged", hash=""), last.sequence + 1, "ab" * 32)
    row = row_of(forged, 99)
    report = verify_chain([*lines, row], [Head("laptop", last.sequence, last.hash)])
    assert found(report) == [("loose", forged.sequence, forged.sequence)]
    assert report.doubtful == {"forged"}
    assert verify_chain([*lines, row]).doubtful == {last.id, "forged"}


def test_a_tail_rebuilt_to_its_end_is_found_only_by_a_receipt(entries: list[Entry]) -> None:
    forged = [*entries[:4], structs.replace(entries[4], measured_seconds=9_999), *entries[5:]]
    rebuilt = stored(chained([structs.replace(entry, hash="") for entry in forged]))
    assert verify_chain(rebuilt).is_sound, "whoever holds the file can rebuild it; the manual says so"
    receipts = [Head("laptop", 3, entries[2].hash), Head("laptop", 8, entries[7].hash)]
    report = verify_chain(rebuilt, receipts)
    assert found(report) == [*[("loose", n, n) for n in range(4, 8)], ("not_as_receipt", 8, 8)]
    assert report.doubtful == {f"entry-{n:02}" for n in range(4, 9)}


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("measured_seconds", 9_999),
        ("measured_seconds", 605.0),
        ("measured_seconds", "605"),
        ("subject", "hope-02"),
        ("subject", 'hope-01","wall_seconds":605,"zone":"UTC'),
        ("kind", "live"),
        ("started_at", 1),
        ("enrolment_id", "another"),
        ("id", "entry-99"),
        ("sequence", 6),
        ("sequence", None),
    ],
)
def test_a_column_that_says_something_else_is_found(lines: Lines, column: str, value: object) -> None:
    report = verify_chain(tampered(lines, 4, **{column: value}))
    assert found(report) == [("columns", 5, 5)]
    assert report.findings[0].columns == (column,)
    assert report.doubtful == frozenset(), "the line itself is whole, and it is what counts"


def test_a_line_given_to_another_device_is_found(lines: Lines) -> None:
    report = verify_chain(tampered(lines, 9, device_id="phone"))
    assert found(report) == [("columns", 10, 10)]


def test_a_deleted_line_is_found(lines: Lines) -> None:
    report = verify_chain(lines[:4] + lines[5:])
    assert found(report) == [("missing", 5, 5)]
    assert finding_text(report.findings[0]) == "Line 5 is missing."


def test_several_deleted_lines_are_one_finding(lines: Lines) -> None:
    report = verify_chain(lines[:2] + lines[6:])
    assert found(report) == [("missing", 3, 6)]
    assert finding_text(report.findings[0]) == "Lines 3 to 6 are missing."


def test_a_deleted_beginning_is_found(lines: Lines) -> None:
    assert found(verify_chain(lines[3:])) == [("missing", 1, 3)]


def test_a_cut_tail_is_found_by_a_receipt(lines: Lines, entries: list[Entry]) -> None:
    receipt = Head("laptop", 9, entries[8].hash)
    assert verify_chain(lines[:7]).is_sound
    assert found(verify_chain(lines[:7], [receipt])) == [("cut", 8, 9)]
    assert found(verify_chain([], [receipt])) == [("cut", 1, 9)]


def test_a_receipt_of_a_line_beside_the_ledger_vouches_for_the_ledger_before_it(entries: list[Entry]) -> None:
    """A rival came first, so the lines of the receipt were set aside: nothing was cut off, and nothing is forged."""
    rival = sealed(structs.replace(entries[7], id="rival", measured_seconds=900, wall_seconds=900), 8, entries[6].hash)
    here, beside = stored([*entries[:7], rival]), entries[7:]
    receipts = [Head("laptop", entry.sequence, entry.hash) for entry in (entries[2], *entries[7:])]
    assert not verify_chain(here, receipts).is_sound
    assert vouched_for(receipts, beside) == [receipts[0], *[Head("laptop", 7, entries[6].hash)] * 3]
    assert verify_chain(here, vouched_for(receipts, beside)).is_sound
    rebuilt = stored(chained([*entries[:6], structs.replace(entries[6], measured_seconds=900, wall_seconds=900)]))
    assert ("not_as_receipt", 7, 7) in found(verify_chain(rebuilt, vouched_for(receipts, beside)))
    assert vouched_for([Head("laptop", 1, entries[0].hash)], entries) == [], "a first line says nothing of the ledger"


def test_a_swapped_order_is_found(lines: Lines) -> None:
    swapped = tampered(tampered(lines, 4, position=lines[5].position), 5, position=lines[4].position)
    by_position = sorted(swapped, key=lambda row: row.position)
    assert found(verify_chain(by_position)) == [("reordered", 5, 5)]
    assert found(verify_chain(swapped)) == [("reordered", 6, 6)], "read by sequence instead"


def test_swapped_bodies_are_found(lines: Lines) -> None:
    four, five = lines[4], lines[5]
    swapped = tampered(tampered(lines, 4, body=five.body, hash=five.hash), 5, body=four.body, hash=four.hash)
    kinds = {kind for kind, _first, _last in found(verify_chain(swapped))}
    assert kinds == {"columns", "reordered"}


def test_a_copied_line_is_found(lines: Lines) -> None:
    report = verify_chain([*lines, structs.replace(lines[4], position=11)])
    assert found(report) == [("copied", 5, 5)]
    assert report.doubtful == frozenset(), "credit counts it once in any case"


def test_a_copy_with_another_place_in_its_columns_is_found(lines: Lines) -> None:
    copy = structs.replace(lines[4], position=11, sequence=11, id="entry-11")
    assert set(found(verify_chain([*lines, copy]))) == {("columns", 5, 5), ("copied", 5, 5)}


def test_what_is_written_behind_such_a_copy_is_not_taken_for_the_one_after_a_lost_line(
    lines: Lines, entries: list[Entry]
) -> None:
    """Once a learner who went on studying was told that a line was missing that nobody had ever written."""
    copy = structs.replace(lines[4], position=11, sequence=11, id="entry-11")
    behind, false = sealed(line(), 12, entries[4].hash), {("columns", 5, 5), ("copied", 5, 5)}
    assert set(found(verify_chain([*lines, copy, row_of(behind, 12)]))) == false
    lost = sealed(line(), 11, entries[-1].hash)
    behind = sealed(line(), 12, lost.hash)
    assert set(found(verify_chain([*lines, copy, row_of(behind, 12)]))) == {*false, ("missing", 11, 11)}


def test_a_copy_sealed_as_a_new_line_is_found(entries: list[Entry]) -> None:
    copy = sealed(entries[4], 11, entries[-1].hash)
    assert found(verify_chain(stored([*entries, copy]))) == [("copied", 11, 11)]


def test_an_inserted_line_is_found_after_the_true_one(lines: Lines, entries: list[Entry]) -> None:
    false = sealed(line(id="false"), 5, entries[3].hash)
    row = row_of(false, 11)
    report = verify_chain([*lines[:5], structs.replace(row, position=5), *_moved(lines[5:])])
    assert found(report) == [("inserted", 5, 5)]
    assert report.doubtful == {"false"}
    assert found(verify_chain([*lines, row])) == [("inserted", 5, 5)], "put in at the end of the table"


def test_an_inserted_line_is_told_from_the_true_one_that_follows_it(lines: Lines, entries: list[Entry]) -> None:
    false = sealed(line(id="false"), 5, entries[3].hash)
    row = row_of(false, 5)
    report = verify_chain([*lines[:4], row, *_moved(lines[4:])])
    assert report.doubtful == {"false"}


def test_the_last_line_of_two_that_claim_its_place_is_in_doubt(lines: Lines, entries: list[Entry]) -> None:
    false = sealed(line(id="false"), 10, entries[8].hash)
    report = verify_chain([*lines, row_of(false, 11)])
    assert (found(report), report.doubtful) == ([("inserted", 10, 10)], {"false"})


def test_a_first_line_that_names_one_before_it_is_found(entries: list[Entry]) -> None:
    forged = sealed(entries[0], 1, "a" * 64)
    assert found(verify_chain(stored([forged]))) == [("changed", 1, 1)]


@pytest.mark.parametrize(
    "changes",
    [
        {"body": b""},
        {"body": b"\xff\xfe"},
        {"body": b"{}"},
        {"body": b"[" * 50_000},
        {"body": None},
        {"body": "text"},
        {"hash": None},
        {"hash": 7},
        {"position": None},
        {"position": "five"},
        {"device_id": None, "sequence": "five", "id": 5},
    ],
)
def test_rubbish_in_the_table_is_found_and_raises_nothing(lines: Lines, changes: dict[str, Any]) -> None:
    report = verify_chain(tampered(lines, 4, **changes))
    assert report.findings or changes.get("position", 1) != 1
    assert report.lines == 10


def test_a_line_changed_and_its_neighbours_too_are_all_named(lines: Lines, entries: list[Entry]) -> None:
    for index in (3, 4, 5):
        lines = tampered(lines, index, body=edited(entries[index], measured_seconds=1))
    kinds = {finding for finding in found(verify_chain(lines)) if finding[0] == "changed"}
    assert kinds == {("changed", 4, 4), ("changed", 5, 5), ("changed", 6, 6)}


def test_a_second_look_finds_the_same(lines: Lines) -> None:
    broken = lines[:2] + lines[4:]
    assert verify_chain(broken) == verify_chain(broken)


def test_after_a_fault_the_rest_is_still_checked(lines: Lines, entries: list[Entry]) -> None:
    broken = tampered(lines[:1] + lines[2:], 6, body=edited(entries[7], measured_seconds=1))
    kinds = {kind for kind, _first, _last in found(verify_chain(broken))}
    assert {"missing", "changed"} <= kinds


def test_every_single_bit_of_a_body_matters(entries: list[Entry]) -> None:
    short = stored(entries[:3])
    body = short[1].body
    hit = 0
    for index in range(len(body)):
        for bit in (1, 32):
            changed = body[:index] + bytes([body[index] ^ bit]) + body[index + 1 :]
            assert not verify_chain(tampered(short, 1, body=changed)).is_sound
            hit += 1
    assert hit == 2 * len(body)


def _moved(lines: Lines) -> Lines:
    return [structs.replace(row, position=row.position + 1) for row in lines]


# Controls: a verification that leaves out a step must be found out by the tests above.


def _no_hashing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chain, "hashlib", _AlwaysRight())


class _AlwaysRight:
    """Pretends that every body has the hash that is stored with it."""

    digests: dict[bytes, str] = {}

    def sha256(self, body: bytes) -> Any:
        return type("Digest", (), {"hexdigest": lambda _self: self.digests.get(body, "f" * 64)})()


def _no_links(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chain.Chain, "_follow", lambda *_: None)


def _no_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chain.Chain, "_compare_columns", lambda *_: None)


def _no_receipts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chain.Chain, "_check_receipt", lambda *_: None)


BREAK: dict[FindingKind, Callable[[pytest.MonkeyPatch], None]] = {
    FindingKind.CHANGED: _no_links,
    FindingKind.COLUMNS: _no_columns,
    FindingKind.NOT_AS_RECEIPT: _no_receipts,
}


def _attacks(entries: list[Entry]) -> dict[FindingKind, tuple[Lines, list[Head]]]:
    lines = stored(entries)
    forged = sealed(structs.replace(entries[4], measured_seconds=9_999), 5, entries[3].hash)
    rebuilt = stored(chained([structs.replace(entry, reason="x") for entry in entries]))
    return {
        FindingKind.CHANGED: ([*lines[:4], row_of(forged, 5), *lines[5:]], []),
        FindingKind.COLUMNS: (tampered(lines, 4, measured_seconds=9_999), []),
        FindingKind.NOT_AS_RECEIPT: (rebuilt, [Head("laptop", 8, entries[7].hash)]),
    }


@pytest.mark.parametrize("kind", BREAK)
def test_a_verification_without_one_step_misses_what_that_step_finds(
    entries: list[Entry], kind: FindingKind, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines, receipts = _attacks(entries)[kind]
    assert {finding.kind for finding in verify_chain(lines, receipts).findings} - {FindingKind.LOOSE} == {kind}
    BREAK[kind](monkeypatch)
    assert verify_chain(lines, receipts).is_sound


def test_a_verification_that_skips_hashing_misses_a_changed_minute(
    lines: Lines, entries: list[Entry], monkeypatch: pytest.MonkeyPatch
) -> None:
    body = edited(entries[4], wall_seconds=9_999)
    broken = tampered(lines, 4, body=body)
    assert found(verify_chain(broken)) == [("changed", 5, 5)]
    _AlwaysRight.digests = {row.body: row.hash for row in broken}
    _no_hashing(monkeypatch)
    assert verify_chain(broken).is_sound


def test_the_fast_way_is_taken_for_every_sound_line(lines: Lines, monkeypatch: pytest.MonkeyPatch) -> None:
    slow: list[StoredLine] = []
    monkeypatch.setattr(chain.Chain, "examine", lambda _self, row, *_: slow.append(row))
    verify_chain(lines)
    assert not slow
    assert hashlib.sha256(lines[0].body).hexdigest() == lines[0].hash
