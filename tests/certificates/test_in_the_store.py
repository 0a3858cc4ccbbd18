"""The whole way with the real store: issued, stored, read back, verified, and the row refuses to change."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests.fakes.certificates import full_course
from tests.fixtures.certificates import NOW, PROVIDER, small_programme
from trainer.certificates.files import CertificateFiles
from trainer.certificates.keys import KeyFolder
from trainer.certificates.register import CertificateService, Tools
from trainer.certificates.verify import verify_file
from trainer.clock import SimulatedClock
from trainer.cohorts.people import Enrolment, Person, Role
from trainer.hours.policy import Policy
from trainer.hours.service import HoursContext, HoursService
from trainer.printing.certificate import CertificatePage
from trainer.printing.signature import PadesSigner
from trainer.store.database import Database


@pytest.fixture
def service(any_database: Database, tmp_path: Path) -> CertificateService:
    programme = small_programme()
    with any_database.unit() as unit:
        unit.people.add_person(Person("ana", Role.LEARNER, "Ana", "es", NOW, "Ana Ruiz", True))
        unit.people.add_enrolment(Enrolment("of-ana", "ana", programme.id, "pack-1", "default-1", NOW.date()))
        unit.register.save_provider(PROVIDER)
        unit.commit()
    for entry in full_course(programme, "of-ana", datetime(2027, 3, 1, 17, tzinfo=UTC)):
        HoursService(any_database.unit).append(entry, CONTEXT)
    files, keys = CertificateFiles(tmp_path / "certificates"), KeyFolder(tmp_path / "keys")
    return CertificateService(
        any_database.unit, Tools(CertificatePage(), PadesSigner(), keys, files, SimulatedClock(NOW))
    )


CONTEXT = HoursContext("of-ana", small_programme(), {"default-1": Policy()})


def test_a_certificate_survives_the_store_and_verifies(service: CertificateService) -> None:
    issued = service.issue("ana", CONTEXT)
    assert service.certificates("ana") == (issued,)
    assert service.find(issued.facts.number) == issued
    assert issued.facts.language == "es"
    assert issued.facts.local_competencies == ("Los conceptos de esperanza, recuperación y bienestar",)
    path = service.pdf("ana", issued.facts.number)
    verdict = verify_file(path, service.trusted_keys(), service.find)
    assert (verdict.accepted, verdict.in_register, verdict.facts) == (True, True, issued.facts)
    assert service.issue("ana", CONTEXT) == issued


def test_an_issued_certificate_cannot_be_changed(service: CertificateService, any_database: Database) -> None:
    service.issue("ana", CONTEXT)
    for statement in ("UPDATE certificates SET token = 'x'", "DELETE FROM certificates"):
        with any_database.alone() as connection, pytest.raises(DBAPIError):
            connection.execute(text(statement))
    assert len(service.certificates("ana")) == 1
