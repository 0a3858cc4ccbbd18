"""Records that were edited by hand, settled at the office: the certificate is free again, and the edit stays named."""

from dataclasses import replace
from pathlib import Path

import pytest
from msgspec import structs

from tests.fakes import learner
from tests.fakes.by_hand import body_edit, by_hand
from tests.fakes.examined import looked_through
from tests.fakes.records import ENROLMENT, make_enrolment, make_entry, make_person
from tests.store.test_by_hand import EDITS
from trainer.certificates.files import CertificateFiles
from trainer.certificates.keys import KeyFolder
from trainer.certificates.register import CertificateService, Tools
from trainer.certificates.requirements import Rule
from trainer.clock import SimulatedClock
from trainer.cohorts.accounts import AccountService
from trainer.cohorts.corrections import Approval, Correction, CorrectionService, Settle
from trainer.cohorts.people import Role
from trainer.hours.examine import count_faults, is_touched, touched
from trainer.hours.ledger import body_bytes, sealed
from trainer.hours.notary import Notary
from trainer.hours.service import HoursService
from trainer.identifiers import new_id
from trainer.printing.certificate import CertificatePage
from trainer.printing.signature import PadesSigner
from trainer.store.database import Database, open_database

PIN = "493817"
NOT_OF_A_LEARNER = {"a dropped trigger", "a forged checkpoint"}
"""What concerns no learner's lines: guards are put back by command, and a forged checkpoint vouches for nothing."""


CONTEXT = replace(learner.CONTEXT, programme=replace(learner.CONTEXT.programme, edition="edition-1"))


class Office:
    """Two instructors over open records, with the guards put back."""

    def __init__(self, database: Database, clock: SimulatedClock) -> None:
        self.database, self.clock = database, clock
        self.accounts = AccountService(database.unit, clock)
        with database.unit() as unit:
            unit.ledger.put_guards_back()
            if unit.people.person("ines") is None:
                for key in ("ines", "ben"):
                    unit.people.add_person(make_person(id=key, role=Role.INSTRUCTOR, name=key.title()))
            unit.commit()
        self.accounts.set_pin("ben", PIN)
        self.hours = HoursService(database.unit, Notary(database.device_id, database.key, clock))
        self.corrections = CorrectionService(self.hours, self.accounts, clock, database.device_id)

    def settle(self, *, count_unchanged: bool = False) -> None:
        wish = Correction(
            new_id(self.clock.now()), Settle(count_unchanged), "We compared it with the printed transcript."
        )
        self.corrections.correct("ines", wish, CONTEXT, Approval("ben", PIN))

    @property
    def is_sound(self) -> bool:
        folder = self.database.folder
        tools = Tools(
            CertificatePage(),
            PadesSigner(),
            KeyFolder(folder / "keys"),
            CertificateFiles(folder / "papers"),
            self.clock,
        )
        lines = CertificateService(self.database.unit, tools).preflight("ines", CONTEXT).requirements
        return next(line.met for line in lines if line.rule is Rule.LEDGER_SOUND)

    @property
    def credited_seconds(self) -> int:
        return self.hours.record(CONTEXT).credited_seconds


@pytest.mark.parametrize("name", sorted(EDITS.keys() - NOT_OF_A_LEARNER))
def test_what_was_found_is_settled_and_the_certificate_is_free_again(
    kept: Path, store_clock: SimulatedClock, expected_warnings: list[object], name: str
) -> None:
    by_hand(kept, EDITS[name][0])
    store_clock.advance(86_400)
    with open_database(kept, store_clock) as database:
        office = Office(database, store_clock)
        assert not office.is_sound
        before = office.credited_seconds
        office.settle()
        assert office.credited_seconds == before
        assert office.is_sound
        with database.unit() as unit:
            assert count_faults(unit, ENROLMENT) == 0
    with open_database(kept, store_clock) as database:
        found = looked_through(database, store_clock)
        assert found.faults == ()
        assert any(EDITS[name][1] in text and "Settled" in text for text in found.worth_a_look), found.worth_a_look
        assert Office(database, store_clock).is_sound


ODD_TOTALS = {
    "seconds = seconds + 3600 WHERE axis = 'total' AND name = 'credited'": ("sqlite", "postgresql"),
    "name = CAST(x'FF41' AS TEXT) WHERE axis = 'total' AND name = 'credited'": ("sqlite",),
    "axis = x'00' WHERE axis = 'mode'": ("sqlite",),
    "seconds = 'many' WHERE axis = 'day'": ("sqlite",),
}


@pytest.mark.parametrize(
    ("kind", "edit"), [(kind, edit) for edit, kinds in ODD_TOTALS.items() for kind in kinds], indirect=["kind"]
)
def test_kept_totals_that_no_line_explains_are_settled_too(
    kept: Path, store_clock: SimulatedClock, expected_warnings: list[object], edit: str
) -> None:
    """Also where they differ in what was credited alone, or are no totals at all; what was measured agrees."""
    by_hand(kept, f"UPDATE projections SET {edit}")
    with open_database(kept, store_clock) as database:
        office = Office(database, store_clock)
        assert not office.is_sound
        before = office.credited_seconds
        office.settle()
        assert office.is_sound
        assert office.credited_seconds == before
    with open_database(kept, store_clock) as database:
        assert looked_through(database, store_clock).faults == ()


@pytest.fixture
def shared(kept: Path, store_clock: SimulatedClock) -> Path:
    """The six lines, and behind them one of another learner, whose time has a seventh place on the same computer."""
    with open_database(kept, store_clock) as database:
        with database.unit() as unit:
            unit.people.add_person(make_person(id="lea"))
            unit.people.add_enrolment(make_enrolment(id="of-lea", person_id="lea"))
            unit.commit()
        line = make_entry(20, database.device_id, enrolment_id="of-lea", author_id="lea")
        HoursService(database.unit).append(line, replace(CONTEXT, enrolment_id="of-lea"))
    return kept


def test_what_no_line_of_a_learner_names_is_settled_once_for_everybody_on_the_computer(
    shared: Path, store_clock: SimulatedClock, expected_warnings: list[object]
) -> None:
    """An office's chain holds the lines of many; a lost one must not take two people to every learner's record."""
    by_hand(shared, f"{EDITS['a deleted line'][0]}; {body_edit('1500', '1501', 5)}")
    with open_database(shared, store_clock) as database:
        office = Office(database, store_clock)
        with database.unit() as unit:
            assert count_faults(unit, "of-lea") > 0
            assert is_touched(unit, database.device_id)
            assert touched(unit, database.device_id) == {ENROLMENT}
        office.settle()
        with database.unit() as unit:
            assert count_faults(unit, "of-lea") == count_faults(unit, ENROLMENT) == 0
            assert not is_touched(unit, database.device_id)
            assert not touched(unit, database.device_id)
        store_clock.advance(86_400)
        assert not looked_through(database, store_clock).faults


def test_a_line_of_ones_own_is_settled_under_ones_own_name(
    shared: Path, store_clock: SimulatedClock, expected_warnings: list[object]
) -> None:
    by_hand(shared, body_edit("1500", "1501", 7))
    with open_database(shared, store_clock) as database:
        Office(database, store_clock).settle()
        with database.unit() as unit:
            assert count_faults(unit, ENROLMENT) == 0
            assert count_faults(unit, "of-lea") > 0
            assert touched(unit, database.device_id) == {"of-lea"}
            assert is_touched(unit, database.device_id)


def test_another_edit_after_it_was_settled_is_open_again(
    kept: Path, store_clock: SimulatedClock, expected_warnings: list[object]
) -> None:
    by_hand(kept, EDITS["a deleted line"][0])
    with open_database(kept, store_clock) as database:
        Office(database, store_clock).settle()
    by_hand(kept, EDITS["a changed minute"][0])
    with open_database(kept, store_clock) as database:
        assert not Office(database, store_clock).is_sound


def test_a_settlement_that_is_edited_settles_nothing(
    kept: Path, store_clock: SimulatedClock, expected_warnings: list[object]
) -> None:
    by_hand(kept, EDITS["a deleted line"][0])
    with open_database(kept, store_clock) as database:
        Office(database, store_clock).settle()
    by_hand(
        kept,
        "UPDATE ledger SET body = bytes_of(replace(text_of(body), 'We compared', 'I did')) WHERE kind = 'settlement'",
    )
    with open_database(kept, store_clock) as database:
        assert not Office(database, store_clock).is_sound


def test_lines_behind_a_torn_place_may_count_and_count_once(
    kept: Path, store_clock: SimulatedClock, expected_warnings: list[object]
) -> None:
    """Somebody rebuilt line 1 with other minutes: what follows is as it was written, and hangs on nothing."""
    with open_database(kept, store_clock) as database:
        office = Office(database, store_clock)
        whole = office.credited_seconds
        (first, *_others) = office.hours.entries(CONTEXT)
        forged = sealed(structs.replace(first, measured_seconds=6_000), 1, first.previous_hash)
    columns = f"measured_seconds = 6000, hash = '{forged.hash}', body = bytes_of('{body_bytes(forged).decode()}')"
    by_hand(kept, f"DELETE FROM checkpoints; UPDATE ledger SET {columns} WHERE sequence = 1")
    with open_database(kept, store_clock) as database:
        office = Office(database, store_clock)
        assert office.credited_seconds < whole
        office.settle(count_unchanged=True)
        assert office.is_sound
        assert 0 < office.credited_seconds <= whole
