"""Records edited with the database's own program: every edit is named, nothing counts twice, and study goes on."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.fakes.by_hand import body_edit, by_hand, copied_row
from tests.fakes.examined import looked_through
from tests.fakes.learner import CONTEXT
from tests.fakes.records import ENROLMENT, make_entry
from tests.fixtures.store import FILE_ALONE
from trainer.clock import SimulatedClock
from trainer.hours.doubts import heads_of
from trainer.hours.examine import needs_attention
from trainer.hours.ledger import body_bytes, line_columns, sealed
from trainer.hours.notary import Notary
from trainer.hours.service import HoursService
from trainer.store.database import open_database
from trainer.store.places import Places

EDITS = {
    "a changed minute": (
        f"""UPDATE ledger SET measured_seconds = 6000 WHERE sequence = 3;
            {body_edit('"measured_seconds":1500', '"measured_seconds":6000')}""",
        "Line 3",
    ),
    "a changed column": ("UPDATE ledger SET measured_seconds = 6000 WHERE sequence = 3", "Line 3"),
    "a deleted line": ("DELETE FROM ledger WHERE sequence = 2", "Line 2"),
    "a cut tail": ("DELETE FROM ledger WHERE sequence > 4", "Lines 5"),
    "a copied line": (copied_row(4, "id = 'copy', sequence = 7"), "Line 4"),
    "a swapped order": (
        "UPDATE ledger SET position = -1 WHERE sequence = 2; UPDATE ledger SET position = 2 WHERE sequence = 3;"
        "UPDATE ledger SET position = 3 WHERE position = -1",
        "Line 2",
    ),
    "a dropped trigger": ("", "ledger_never_delete"),
    "a forged checkpoint": ("UPDATE checkpoints SET sequence = 2", "checkpoint"),
    "nonsense in a line": (
        "UPDATE ledger SET body = bytes_of('?'), hash = 7, measured_seconds = -1 WHERE sequence = 5",
        "Line 5",
    ),
}


def test_untouched_records_have_no_faults(kept: Path, store_clock: SimulatedClock) -> None:
    store_clock.advance(86_400)
    with open_database(kept, store_clock) as database:
        found = looked_through(database, store_clock)
        assert (found.faults, found.worth_a_look, found.lines, found.checkpoints) == ((), (), 6, 2)
        with database.unit() as unit:
            assert not needs_attention(unit, ENROLMENT)


NO_TEXT = "CAST(x'FF41' AS TEXT)"
NOT_UTF8 = {
    f"UPDATE ledger SET subject = {NO_TEXT} WHERE sequence = 3": "Line 3",
    f"UPDATE ledger SET hash = {NO_TEXT} WHERE sequence = 3": "Line 3",
    f"UPDATE ledger SET id = {NO_TEXT} WHERE sequence = 3": "Line 3",
    f"UPDATE ledger SET body = CAST({NO_TEXT} AS BLOB) WHERE sequence = 3": "Line 3",
    f"UPDATE checkpoints SET signature = {NO_TEXT}": "checkpoint",
    f"UPDATE projections SET name = {NO_TEXT} WHERE axis = 'subject' AND name = 'one-01'": "kept totals",
}


@FILE_ALONE
@pytest.mark.parametrize("script", NOT_UTF8)
def test_text_that_is_no_text_is_named_too(
    kept: Path, store_clock: SimulatedClock, expected_warnings: list[object], script: str
) -> None:
    by_hand(kept, script)
    store_clock.advance(86_400)
    with open_database(kept, store_clock) as database:
        found = looked_through(database, store_clock)
        assert any(NOT_UTF8[script] in fault for fault in found.faults), found.faults
        with database.unit() as unit:
            needs_attention(unit, ENROLMENT)
        hours = HoursService(database.unit, Notary(database.device_id, database.key, store_clock))
        before = hours.record(CONTEXT).credited_seconds
        assert hours.append(make_entry(99, database.device_id, subject="two-01"), CONTEXT).credited_seconds > before


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_is_named_and_nothing_counts_twice(
    kept: Path, store_clock: SimulatedClock, expected_warnings: list[object], name: str
) -> None:
    script, expected = EDITS[name]
    with open_database(kept, store_clock) as database:
        before = HoursService(database.unit).record(CONTEXT).credited_seconds
    by_hand(kept, script)
    store_clock.advance(86_400)
    with open_database(kept, store_clock) as database:
        found = looked_through(database, store_clock)
        assert any(expected in fault for fault in found.faults), found.faults
        assert looked_through(database, store_clock) == found, "a look changes nothing"
        with database.unit() as unit:
            assert needs_attention(unit, ENROLMENT)
        hours = HoursService(database.unit, Notary(database.device_id, database.key, store_clock))
        left = hours.record(CONTEXT).credited_seconds
        assert left <= before
        grown = hours.append(make_entry(99, database.device_id, subject="two-01"), CONTEXT).credited_seconds
        assert grown > left, "the learner goes on"


def test_a_changed_line_stays_in_the_record_as_being_looked_at(
    kept: Path, store_clock: SimulatedClock, expected_warnings: list[object]
) -> None:
    by_hand(kept, EDITS["a changed minute"][0])
    with open_database(kept, store_clock) as database:
        record = HoursService(database.unit).record(CONTEXT)
    doubtful = [credit for credit in record.credits if credit.measured_seconds == 6_000]
    assert [credit.credited_seconds for credit in doubtful] == [0]
    assert len(record.credits) == 6


def test_a_receipt_shows_what_was_cut_off_after_it(kept: Path, store_clock: SimulatedClock) -> None:
    with open_database(kept, store_clock) as database, database.unit() as unit:
        (head,) = heads_of([database.device_id], unit.doubts)
    by_hand(kept, "DELETE FROM ledger WHERE sequence > 4; DELETE FROM checkpoints")
    with open_database(kept, store_clock) as database:
        alone = looked_through(database, store_clock)
        assert not any("Lines 5" in fault for fault in alone.faults)
        assert any("Lines 5" in fault for fault in looked_through(database, store_clock, (head,)).faults)


def test_records_that_were_carried_to_another_computer_begin_a_new_chain(
    kept: Path, store_clock: SimulatedClock, tmp_path: Path
) -> None:
    with open_database(kept, store_clock) as database:
        first = database.device_id
    with open_database(kept, store_clock) as database:
        assert database.device_id == first
    store_clock.advance(2 * 86_400)
    elsewhere = tmp_path / "elsewhere"
    shutil.copytree(kept, elsewhere, ignore=shutil.ignore_patterns("device.key"))
    with open_database(elsewhere, store_clock) as database:
        assert database.device_id != first
        HoursService(database.unit).append(make_entry(50, database.device_id), CONTEXT)
        assert looked_through(database, store_clock).faults == ()
    assert (elsewhere / "device.key").stat().st_mode & 0o777 == 0o600


def test_a_chain_that_is_not_as_it_was_written_ends_and_the_next_start_begins_another(
    kept: Path, store_clock: SimulatedClock, expected_warnings: list[object]
) -> None:
    """Otherwise what is written now would hang on what somebody edited, and be signed with it."""
    with open_database(kept, store_clock) as database:
        first = database.device_id
    by_hand(kept, EDITS["a deleted line"][0])
    with open_database(kept, store_clock) as database:
        second = database.device_id
        with database.unit() as unit:
            assert unit.doubts.chains_before(second) == [first]
    with open_database(kept, store_clock) as database:
        assert first != database.device_id == second, "once is enough"


def test_nothing_hides_that_lines_were_put_in_and_the_checkpoints_deleted(
    kept: Path, store_clock: SimulatedClock, expected_warnings: list[object]
) -> None:
    """Once one more honest line brought the kept totals up, and all was well."""
    with open_database(kept, store_clock) as database:
        hours = HoursService(database.unit, Notary(database.device_id, database.key, store_clock))
        hours.append(make_entry(20, database.device_id, subject="two-01"), CONTEXT)
        (last,) = [line for line in hours.entries(CONTEXT) if line.sequence == 7]
    forged = sealed(make_entry(30, last.device_id, subject="two-01"), 8, last.hash)
    values = {**line_columns(forged), "body": None, "hash": forged.hash}
    told = ", ".join(
        f"bytes_of('{body_bytes(forged).decode()}')" if name == "body" else repr(value)
        for name, value in values.items()
    )
    by_hand(kept, f"DELETE FROM checkpoints; INSERT INTO ledger ({', '.join(values)}) VALUES ({told})")
    with open_database(kept, store_clock) as database:
        with database.unit() as unit:
            unit.ledger.put_guards_back()
            unit.commit()
        hours = HoursService(database.unit, Notary(database.device_id, database.key, store_clock))
        hours.append(make_entry(40, database.device_id, subject="one-02"), CONTEXT)
        with database.unit() as unit:
            assert needs_attention(unit, ENROLMENT)
        assert any("kept totals" in fault for fault in looked_through(database, store_clock).faults)


def test_a_key_that_cannot_be_read_ends_its_chain(kept: Path, store_clock: SimulatedClock) -> None:
    with open_database(kept, store_clock) as database:
        first = database.device_id
    Places(kept).key.write_text("spilled coffee")
    with open_database(kept, store_clock) as database:
        assert database.device_id != first
        assert len(bytes.fromhex(Places(kept).key.read_text())) == 32


def test_a_copy_of_the_records_holds_no_key(kept: Path, tell: Callable[[str], None]) -> None:
    seed = Places(kept).key.read_bytes()
    files = [path for path in kept.rglob("*") if path.is_file() and path != Places(kept).key]
    tell(f"{len(files)} files were searched")
    assert files
    assert not any(seed in path.read_bytes() or bytes.fromhex(seed.decode()) in path.read_bytes() for path in files)
