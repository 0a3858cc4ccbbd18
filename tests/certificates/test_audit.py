"""A certificate beside the ledger: what no longer agrees is told, also where the ledger was made whole again."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec import structs

from tests.fakes.by_hand import by_hand
from tests.fakes.certificates import full_course
from tests.fixtures.certificates import NOW, PROVIDER, small_programme
from tests.fixtures.store import Server, records_on
from trainer.certificates.audit import audit
from trainer.certificates.files import CertificateFiles
from trainer.certificates.keys import KeyFolder
from trainer.certificates.register import CertificateService, Tools
from trainer.clock import SimulatedClock
from trainer.cohorts.people import Enrolment, Person, Role
from trainer.hours.adjustments import Signing, adjustment, reversal
from trainer.hours.examine import Computer, Examined, Learner, examine
from trainer.hours.policy import Policy
from trainer.hours.service import HoursContext, HoursService
from trainer.printing.certificate import CertificatePage
from trainer.printing.signature import PadesSigner
from trainer.store.database import Database, open_database

POLICY = Policy()
CONTEXT = HoursContext("of-ana", small_programme(), {POLICY.name: POLICY})
EVERY_TABLE = ("ledger", "checkpoints", "certificates")


@dataclass
class Case:
    """Records in which Ana has her certificate, closed.

    Attributes:
        number: Of the certificate.
        credited: Whole minutes that it names.
    """

    folder: Path
    clock: SimulatedClock
    number: str
    credited: int

    def opened(self) -> Database:
        return open_database(self.folder, self.clock)

    def found(self, learner_id: str = "ana") -> Examined:
        with self.opened() as database, database.unit() as unit:
            computer = Computer(database.device_id, database.key.public, self.clock.now())
            return audit(unit, [Learner(learner_id, CONTEXT)], computer)

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
            tools = Tools(CertificatePage(), PadesSigner(), KeyFolder(tmp_path), CertificateFiles(tmp_path), clock)
            facts = CertificateService(database.unit, tools).issue("ana", CONTEXT).facts
        yield Case(folder, clock, facts.number, facts.credited_minutes)


def _study(database: Database) -> None:
    with database.unit() as unit:
        unit.people.add_person(Person("ana", Role.LEARNER, "Ana", "en", NOW, "Ana Ruiz", True))
        unit.people.add_enrolment(Enrolment("of-ana", "ana", CONTEXT.programme.id, "pack-1", POLICY.name, NOW.date()))
        unit.register.save_provider(PROVIDER)
        unit.commit()
    hours = HoursService(database.unit)
    for line in full_course(CONTEXT.programme, "of-ana", datetime(2027, 3, 1, 17, tzinfo=UTC)):
        hours.append(structs.replace(line, device_id=database.device_id, evidence={"pages": 4}), CONTEXT)


def _signing(database: Database, now: datetime) -> Signing:
    reason = "Entered twice by mistake."
    return Signing("of-ana", "ana", "ines", reason, database.device_id, CONTEXT.programme.edition, now, "UTC", "omar")


def _correct(case: Case, seconds: int) -> None:
    with case.opened() as database:
        subject = next(iter(CONTEXT.programme.lessons))
        signing = _signing(database, case.clock.now())
        line = adjustment(signing, POLICY, CONTEXT.programme, seconds=seconds, subject=subject)
        HoursService(database.unit).append(line, CONTEXT)


def test_a_certificate_that_agrees_is_nothing_to_tell(case: Case) -> None:
    for _again in range(2):
        assert case.found().faults == ()


def test_a_tail_that_was_cut_with_all_that_tells_of_it_is_told_by_the_certificate(case: Case) -> None:
    by_hand(case.folder, "DELETE FROM ledger WHERE sequence > 2; DELETE FROM checkpoints", EVERY_TABLE)
    with case.opened() as database:
        record = HoursService(database.unit).record(CONTEXT)
        with database.unit() as unit:
            unit.projections.save_projection("of-ana", record)
            unit.ledger.put_guards_back()
            unit.commit()
    assert case.without_certificates().faults == (), "the ledger alone looks whole: that is what this is about"
    told = case.found().faults
    assert len(told) == 1
    assert case.number in told[0]
    assert f"{case.credited // 60} h {case.credited % 60:02}" in told[0]
    assert "copy of the records" in told[0]


def test_a_later_correction_explains_it(case: Case) -> None:
    case.clock.advance(86_400)
    _correct(case, -120)
    found = case.found()
    assert found.faults == ()
    assert [text for text in found.worth_a_look if case.number in text and "corrections" in text]


def test_a_correction_that_was_there_before_explains_nothing(case: Case) -> None:
    case.clock.advance(-7 * 86_400)
    _correct(case, -120)
    case.clock.advance(7 * 86_400)
    assert [text for text in case.found().faults if case.number in text]


def test_more_hours_than_the_certificate_names_are_no_matter(case: Case) -> None:
    case.clock.advance(86_400)
    _correct(case, 600)
    with case.opened() as database:
        service = HoursService(database.unit)
        line = service.lines_and_record(CONTEXT)[0][-1]
        case.clock.advance(86_400)
        known = service.lines_and_record(CONTEXT)[0]
        service.append(reversal(_signing(database, case.clock.now()), POLICY, line, known), CONTEXT)
    found = case.found()
    assert found.faults == ()
    assert not [text for text in found.worth_a_look if case.number in text]


EDITS = {
    "UPDATE certificates SET facts = replace(facts, 'Ana Ruiz', 'Eva Ruiz')": "does not say",
    """UPDATE certificates SET facts = replace(facts, '"credited_minutes": 1', '"credited_minutes": 2')""": "not say",
    "UPDATE certificates SET token = replace(token, '.', 'A.')": "code",
    "UPDATE certificates SET token = ''": "not a certificate code",
    "DELETE FROM kept_values": "not among the keys",
    "UPDATE kept_values SET value = '{}' WHERE name LIKE 'public_key%'": "register",
    "UPDATE certificates SET facts = '?'": "register",
    "UPDATE certificates SET facts = '[]'": "register",
    "UPDATE certificates SET facts = '{}'": "register",
}


@pytest.mark.parametrize("edit", EDITS)
def test_an_edited_certificate_is_told(case: Case, edit: str) -> None:
    by_hand(case.folder, edit, EVERY_TABLE)
    told = [text for text in case.found().faults if "guard" not in text]
    assert [text for text in told if EDITS[edit] in text], told


def test_a_certificate_of_nobody_is_told(case: Case) -> None:
    told = case.found(learner_id="eva").faults
    assert any("belongs to nobody" in text for text in told), told
