"""Forgeries by somebody who knows the program: lines that hash well, ids used twice, checkpoints of their own."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from msgspec import structs

from tests.fakes.by_hand import by_hand, copied_row
from tests.fakes.examined import looked_through
from tests.fakes.learner import CONTEXT
from tests.fakes.records import ENROLMENT, PERSON, START, make_entry
from tests.fixtures.store import SERVER_ALONE
from trainer.clock import SimulatedClock
from trainer.errors import TrainerError
from trainer.hours.checkpoints import Purpose, make_checkpoint
from trainer.hours.device_key import make_device_key
from trainer.hours.doubts import heads_of
from trainer.hours.examine import count_faults, needs_attention
from trainer.hours.ledger import FIRST_HASH, Entry, Head, body_bytes, line_columns, sealed
from trainer.hours.notary import Notary
from trainer.hours.service import HoursService
from trainer.identifiers import new_id
from trainer.store.database import Database, open_database
from trainer.store.places import Places

OTHER = "01990000-0000-7000-8000-0000000000ff"
COPIED = copied_row(1, f"id = 'copy', sequence = 7, enrolment_id = '{OTHER}'")
GIVEN = f"UPDATE ledger SET enrolment_id = '{OTHER}' WHERE sequence = 1"


def credited(database: Database, enrolment_id: str) -> int:
    context = replace(CONTEXT, enrolment_id=enrolment_id)
    return HoursService(database.unit).record(context).credited_seconds


def put_in(folder: Path, line: Entry) -> None:
    values = {name: f"'{value}'" for name, value in {**line_columns(line), "hash": line.hash}.items()}
    values["body"] = f"bytes_of('{body_bytes(line).decode()}')"
    by_hand(folder, f"INSERT INTO ledger ({', '.join(values)}) VALUES ({', '.join(values.values())})")


def written(number: int, device: str, enrolment: str, before: Entry | None = None, **more: object) -> Entry:
    bare = make_entry(number, device, enrolment_id=enrolment, id=new_id(START), subject="one-01", gaps=())
    bare = structs.replace(bare, **more)  # type: ignore[arg-type]
    return sealed(bare, before.sequence + 1 if before else 1, before.hash if before else FIRST_HASH)


def bring(database: Database, *lines: Entry) -> None:
    with database.unit() as unit:
        unit.intake.take_in([(body_bytes(line), line.hash) for line in lines])
        unit.commit()


@pytest.mark.parametrize("script", [COPIED, GIVEN])
def test_no_line_is_credited_to_somebody_else(
    kept: Path, store_clock: SimulatedClock, expected_warnings: list[object], script: str
) -> None:
    by_hand(kept, script)
    store_clock.advance(86_400)
    with open_database(kept, store_clock) as database:
        assert credited(database, OTHER) == 0
        assert any("Line 1" in fault for fault in looked_through(database, store_clock).faults)


def test_a_forged_tail_counts_for_nothing_and_accuses_nobody(kept: Path, store_clock: SimulatedClock) -> None:
    with open_database(kept, store_clock) as database:
        before, device = credited(database, ENROLMENT), database.device_id
    forged = sealed(make_entry(8, device, subject="two-01", gaps=()), 7, "ab" * 32)
    put_in(kept, forged)
    store_clock.advance(86_400)
    with open_database(kept, store_clock) as database:
        found = looked_through(database, store_clock)
        assert any("Line 7" in fault for fault in found.faults)
        assert not any("Line 6" in fault for fault in found.faults)
        assert credited(database, ENROLMENT) == before


def test_an_id_that_two_learners_lines_claim_counts_for_neither(any_database: Database) -> None:
    for order in (1, -1):
        first, second = new_id(START), new_id(START)
        one = written(1, new_id(START), first)
        other = written(2, new_id(START), second, id=one.id)
        for line in (one, other)[::order]:
            bring(any_database, line)
        assert (credited(any_database, first), credited(any_database, second)) == (0, 0)


@pytest.mark.parametrize("order", [1, -1])
def test_what_stands_on_a_claimed_line_counts_for_nobody(any_database: Database, order: int) -> None:
    """Two learners share the laptop, and another computer claims the first one's id: whichever of them came first."""
    laptop, first, second = new_id(START), new_id(START), new_id(START)
    one = written(1, laptop, first)
    two = written(2, laptop, second, one)
    claim = written(3, new_id(START), first, id=one.id)
    for lines in ((one, two), (claim,))[::order]:
        bring(any_database, *lines)
    assert (credited(any_database, first), credited(any_database, second)) == (0, 0)
    with any_database.unit() as unit:
        assert heads_of([laptop, claim.device_id], unit.doubts) == []


def test_a_chain_that_was_torn_does_not_go_on(kept: Path, store_clock: SimulatedClock) -> None:
    by_hand(kept, "DELETE FROM ledger WHERE sequence = 6")
    store_clock.advance(86_400)
    with open_database(kept, store_clock) as database:
        device, before = database.device_id, credited(database, ENROLMENT)
        hours = HoursService(database.unit, Notary(device, database.key, store_clock))
        hours.append(make_entry(9, device, subject="two-01", gaps=()), CONTEXT)
    with open_database(kept, store_clock) as database:
        assert database.device_id == device
        assert credited(database, ENROLMENT) > before, "what was studied since is not lost"
        assert any("Line 6" in fault for fault in looked_through(database, store_clock).faults)


def test_doubts_are_those_of_what_is_stored_also_after_something_was_taken_back(any_database: Database) -> None:
    enrolment, device = new_id(START), new_id(START)
    one = written(1, device, enrolment)
    two = written(2, device, enrolment, one)
    three = written(3, device, enrolment, two)
    four = written(4, device, enrolment, three)
    bring(any_database, one)
    with any_database.unit() as unit:
        unit.intake.take_in([(body_bytes(three), three.hash)])
        assert [line.sequence for line in unit.doubts.of(enrolment).lines] == [3]
    bring(any_database, four)
    with any_database.unit() as unit:
        assert [line.sequence for line in unit.doubts.of(enrolment).lines] == [4]
        assert unit.doubts.chain(device).lines == 1
    bring(any_database, two, three)
    with any_database.unit() as unit:
        assert unit.doubts.chain(device).heads == (Head(device, 4, four.hash),)


def test_somebody_elses_checkpoint_puts_no_line_in_doubt(kept: Path, store_clock: SimulatedClock) -> None:
    with open_database(kept, store_clock) as database:
        before = credited(database, ENROLMENT)
        forged = Head(database.device_id, 2, "00" * 32)
        with database.unit() as unit:
            for purpose in (Purpose.PAPER, Purpose.PERIODIC):
                unit.checkpoints.add(make_checkpoint(forged, START, purpose, make_device_key()))
            unit.commit()
    with open_database(kept, store_clock) as database:
        assert credited(database, ENROLMENT) == before
        faults = looked_through(database, store_clock).faults
        assert len([fault for fault in faults if "checkpoint" in fault]) == 1, "on paper another desk may sign as well"


def test_nonsense_among_the_lines_set_aside_stops_nobody(
    any_database: Database, store_clock: SimulatedClock, expected_warnings: list[object]
) -> None:
    enrolment, device = new_id(START), new_id(START)
    one = written(1, device, enrolment)
    two = written(2, device, enrolment, one)
    bring(any_database, two)
    any_database.close()
    by_hand(any_database.folder, "UPDATE set_aside SET body = bytes_of('nonsense')", ("set_aside",))
    with open_database(any_database.folder, store_clock) as database:
        bring(database, one)
        with database.unit() as unit:
            assert unit.intake.waiting() == []
        looked_through(database, store_clock)


def test_a_record_that_was_emptied_asks_for_a_look(kept: Path, store_clock: SimulatedClock) -> None:
    by_hand(kept, "DELETE FROM ledger")
    with open_database(kept, store_clock) as database, database.unit() as unit:
        unit.ledger.put_guards_back()
        assert needs_attention(unit, ENROLMENT)
        assert count_faults(unit, ENROLMENT) >= 1


def test_an_id_of_another_record_is_not_taken_for_this_ones(any_database: Database) -> None:
    line = make_entry(1, any_database.device_id, gaps=())
    hours = HoursService(any_database.unit)
    hours.append(line, CONTEXT)
    with pytest.raises(TrainerError, match="another learner's record"):
        hours.append(structs.replace(line, enrolment_id=OTHER), replace(CONTEXT, enrolment_id=OTHER))
    assert credited(any_database, OTHER) == 0


@SERVER_ALONE
def test_a_server_computer_without_its_key_begins_a_new_chain(
    any_database: Database, store_clock: SimulatedClock, tell: Callable[[str], None]
) -> None:
    first, places = any_database.device_id, Places(any_database.folder)
    any_database.close()
    with open_database(any_database.folder, store_clock) as again:
        assert again.device_id == first
    places.key.unlink()
    with open_database(any_database.folder, store_clock) as later:
        assert later.device_id != first
        tell(f"{PERSON} goes on as {later.device_id}")
