"""A certificate beside the ledger: what no longer agrees is told, also where the ledger was made whole again."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec import structs

from tests.fakes.by_hand import by_hand
from tests.fakes.certificates import full_course, line
from tests.fixtures.certificates import NOW, PROVIDER, small_programme
from tests.fixtures.store import FILE_ALONE, Server, records_on
from trainer.certificates.audit import Audited, audit
from trainer.certificates.files import CertificateFiles
from trainer.certificates.keys import KeyFolder
from trainer.certificates.public_keys import KEY
from trainer.certificates.register import CertificateService, Tools
from trainer.certificates.requirements import Rule
from trainer.clock import SimulatedClock
from trainer.cohorts.accounts import AccountService
from trainer.cohorts.corrections import Approval, Correction, CorrectionService, Settle
from trainer.cohorts.people import Enrolment, Person, Role
from trainer.errors import TrainerError
from trainer.hours.examine import Computer, Examined, Learner, count_faults, examine, is_touched
from trainer.hours.ledger import EntryKind
from trainer.hours.policy import Policy
from trainer.hours.service import HoursContext, HoursService
from trainer.printing.certificate import CertificatePage
from trainer.printing.signature import PadesSigner
from trainer.store.database import Database, open_database

POLICY = Policy()
CONTEXT = HoursContext("of-ana", small_programme(), {POLICY.name: POLICY})
PIN = "493817"
EVERY_TABLE = ("ledger", "checkpoints", "certificates")


@dataclass
class Case:
    """Records in which Ana has her certificate, closed.

    Attributes:
        papers: Where certificates and keys lie.
    """

    folder: Path
    clock: SimulatedClock
    papers: Path

    def opened(self) -> Database:
        return open_database(self.folder, self.clock)

    def found(self) -> Audited:
        with self.opened() as database, database.unit() as unit:
            computer = Computer(database.device_id, database.key.public, self.clock.now())
            return audit(unit, [Learner("ana", CONTEXT)], computer)

    def without_certificates(self) -> Examined:
        """Returns what is found by whoever looks at the ledger alone."""
        with self.opened() as database, database.unit() as unit:
            computer = Computer(database.device_id, database.key.public, self.clock.now())
            return examine(unit, [Learner("ana", CONTEXT)], computer)


@pytest.fixture
def case(
    server: Server | None, request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Case]:
    """Once on each kind of database."""
    folder, clock = tmp_path / "records", SimulatedClock(NOW)
    like = request.getfixturevalue("_new_records") if server else ""
    with records_on(server, like, monkeypatch):
        with open_database(folder, clock) as database:
            _study(database)
            case = Case(folder, clock, tmp_path)
            _service(database, case).issue("ana", CONTEXT)
        yield case


def _two_instructors(database: Database, clock: SimulatedClock) -> None:
    with database.unit() as unit:
        for key in ("ines", "ben"):
            unit.people.add_person(Person(key, Role.INSTRUCTOR, key.title(), "en", NOW))
        unit.commit()
    AccountService(database.unit, clock).set_pin("ben", PIN)


def _service(database: Database, case: Case) -> CertificateService:
    keys, files = KeyFolder(case.papers), CertificateFiles(case.papers)
    return CertificateService(database.unit, Tools(CertificatePage(), PadesSigner(), keys, files, case.clock))


def _study(database: Database) -> None:
    with database.unit() as unit:
        unit.people.add_person(Person("ana", Role.LEARNER, "Ana", "en", NOW, "Ana Ruiz", True))
        unit.people.add_enrolment(Enrolment("of-ana", "ana", CONTEXT.programme.id, "pack-1", POLICY.name, NOW.date()))
        unit.register.save_provider(PROVIDER)
        unit.commit()
    hours = HoursService(database.unit)
    for entry in full_course(CONTEXT.programme, "of-ana", datetime(2027, 3, 1, 17, tzinfo=UTC)):
        hours.append(structs.replace(entry, device_id=database.device_id, evidence={"pages": 4}), CONTEXT)


def test_a_certificate_that_agrees_is_nothing_to_tell(case: Case) -> None:
    for _again in range(2):
        assert case.found().faults == ()


def _cut_tail(case: Case) -> None:
    """Takes the last lines out, with the checkpoints, the kept totals and the guards as if they had never been."""
    by_hand(case.folder, "DELETE FROM ledger WHERE sequence > 2; DELETE FROM checkpoints", EVERY_TABLE)
    with case.opened() as database:
        record = HoursService(database.unit).record(CONTEXT)
        with database.unit() as unit:
            unit.projections.save_projection("of-ana", record)
            unit.ledger.put_guards_back()
            unit.commit()


def test_a_tail_that_was_cut_with_all_that_tells_of_it_is_told_by_the_certificate(case: Case) -> None:
    _cut_tail(case)
    assert case.without_certificates().faults == (), "the ledger alone looks whole: that is what this is about"
    (told,) = case.found().faults
    assert "Line 3 was here" in told


def test_lines_that_were_rebuilt_with_all_that_tells_of_them_are_told_by_the_certificate(case: Case) -> None:
    with case.opened() as database:
        written_by = database.device_id
    _cut_tail(case)
    with case.opened() as database:
        assert database.device_id != written_by, "a chain that is not as it was signed goes on"
        with database.unit() as unit:
            for entry in full_course(CONTEXT.programme, "of-ana", datetime(2027, 3, 1, 17, tzinfo=UTC))[2:]:
                unit.ledger.append(structs.replace(entry, device_id=written_by, evidence={"pages": 5}))
            unit.commit()
    told = [text for text in case.found().faults if "kept totals" not in text]
    assert any("is not the one that was signed" in text for text in told), told


def test_what_a_certificate_shows_is_told_to_everybody_and_can_be_settled(case: Case) -> None:
    """Not by the command alone: the window asks for a look, no further certificate is issued, and two people end it."""
    _cut_tail(case)
    with case.opened() as database:
        _two_instructors(database, case.clock)
        service, hours = _service(database, case), HoursService(database.unit)
        with database.unit() as unit:
            assert count_faults(unit, "of-ana") == 1
            assert is_touched(unit, database.device_id)
        told = service.preflight("ines", CONTEXT)
        assert [line.rule for line in told.requirements if line.rule is Rule.LEDGER_SOUND and not line.met]
        accounts = AccountService(database.unit, case.clock)
        corrections = CorrectionService(hours, accounts, case.clock, database.device_id)
        wish = Correction("settled", Settle(False), "We compared it with the certificate on paper.")
        corrections.correct("ines", wish, CONTEXT, Approval("ben", PIN))
        with database.unit() as unit:
            assert count_faults(unit, "of-ana") == 0
    found = case.found()
    assert found.faults == ()
    assert any("Settled" in text and "Line 3 was here" in text for text in found.hours.worth_a_look)


def test_what_honest_people_do_after_a_certificate_is_nothing_to_tell(case: Case) -> None:
    """Attendance that was forgotten may bring the total down: it is credited first where it overlaps other study."""
    with case.opened() as database:
        hours, device = HoursService(database.unit), database.device_id
        session = CONTEXT.programme.live_sessions[0]
        forgotten = line("of-ana", EntryKind.LIVE, session.id, 30, datetime(2027, 3, 1, 17, tzinfo=UTC), "late", "")
        before = hours.record(CONTEXT).credited_seconds
        late = structs.replace(forgotten, device_id=device, edition=CONTEXT.programme.edition, evidence={"signed": 1})
        hours.append(late, CONTEXT)
        assert hours.record(CONTEXT).credited_seconds < before
    assert case.found().faults == ()


def test_the_same_sample_is_given_again_whatever_other_lines_were_written_meanwhile(case: Case) -> None:
    with case.opened() as database:
        (issued,) = _service(database, case).certificates("ana")
        assert issued.facts.heads
        other = line("of-eva", EntryKind.SELF_PACED, "x", 5, NOW, "of another", "")
        with database.unit() as unit:
            unit.ledger.append(structs.replace(other, device_id=database.device_id))
            unit.commit()
        assert _service(database, case).issue("ana", CONTEXT) == issued


EDITS = {
    "UPDATE certificates SET facts = replace(facts, 'Ana Ruiz', 'Eva Ruiz')": "does not say",
    """UPDATE certificates SET facts = replace(facts, '"credited_minutes": 1', '"credited_minutes": 2')""": "not say",
    "UPDATE certificates SET token = replace(token, '.', 'A.')": "code",
    "UPDATE certificates SET token = ''": "not a certificate code",
    "DELETE FROM kept_values": "not among the keys",
    "UPDATE kept_values SET value = '{}' WHERE name LIKE 'public_key%'": "signing key in the records is damaged",
    "UPDATE certificates SET facts = '?'": "cannot be read",
    "UPDATE certificates SET facts = '[]'": "cannot be read",
    "UPDATE certificates SET facts = '{}'": "cannot be read",
    "UPDATE certificates SET issued_at = 9223372036854775807": "cannot be read",
    """UPDATE certificates SET facts = replace(facts, '"sample": true', '"sample": 1.5')""": "cannot be read",
    """UPDATE certificates SET facts = replace(facts, '"credited_minutes": ', '"credited_minutes": 0.')""": "cannot be",
    "UPDATE certificates SET facts = replace(facts, 'Ana Ruiz', '\\ud800')": "cannot be read",
    """UPDATE certificates SET facts = replace(facts, '"sequence": ', '"sequence": 1')""": "does not say",
    """UPDATE certificates SET facts = replace(facts, '"sequence": ', '"sequence": 0.')""": "cannot be read",
    "UPDATE certificates SET number = 'PT-2027-0007'": "It was signed as number",
    "DELETE FROM certificate_numbers": "The last certificate number of 2027 is not",
    "DELETE FROM certificates": "0001 of 2027 was issued and is not",
    "DELETE FROM certificates; UPDATE certificate_numbers SET last = 12": "0001–0012 of 2027",
    "UPDATE certificate_numbers SET last = 0": "The last certificate number of 2027 is not",
}


@FILE_ALONE
def test_one_bad_row_costs_no_receipt(case: Case) -> None:
    with case.opened() as database, database.unit() as unit:
        (issued,) = unit.register.certificates()
        unit.register.add_certificate(replace(issued, id="another", facts=replace(issued.facts, number="X-2027-0002")))
        unit.register.take_number(2027)
        unit.register.keep_value(KEY + "another", "{}")
        unit.commit()
    _cut_tail(case)
    by_hand(case.folder, "UPDATE certificates SET number = x'00FF' WHERE id = 'another'", EVERY_TABLE)
    told = case.found().faults
    assert any("Line 3 was here" in text for text in told)
    assert any("signing key" in text for text in told)


@FILE_ALONE
@pytest.mark.parametrize("table", ["certificates SET facts", "kept_values SET value"])
def test_text_that_is_no_text_hides_no_finding(case: Case, table: str) -> None:
    script = f"UPDATE {table} = CAST(x'FF41' AS TEXT); DELETE FROM ledger WHERE sequence = 2"
    by_hand(case.folder, script, EVERY_TABLE)
    told = case.found().faults
    assert any("Line 2" in text for text in told), told
    assert any("ertificate" in text for text in told), told


@pytest.mark.parametrize("edit", EDITS)
def test_an_edited_certificate_is_told(case: Case, edit: str) -> None:
    by_hand(case.folder, edit, EVERY_TABLE)
    told = [text for text in case.found().faults if "guard" not in text]
    assert [text for text in told if EDITS[edit] in text], told


def test_a_damaged_certificate_hides_no_other_and_is_not_issued_again(case: Case) -> None:
    by_hand(case.folder, "UPDATE certificates SET facts = '?'", EVERY_TABLE)
    with case.opened() as database:
        service = _service(database, case)
        assert service.certificates("ana") == ()
        for ask in (service.preflight, service.issue):
            with pytest.raises(TrainerError, match="cannot be read") as raised:
                ask("ana", CONTEXT)
            assert "trainer db restore" in raised.value.advice
