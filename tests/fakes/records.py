"""People, enrolments, lines, attempts and certificates with valid defaults, for tests of the store."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import insert

from trainer.certificates.facts import CertificateFacts, IssuedCertificate, Provider
from trainer.cohorts.people import Enrolment, Person, Role
from trainer.exams.attempt import AnswerEvent, Attempt, ExamKind, FormItem
from trainer.hours.ledger import Entry, EntryKind, Gap, GapKind
from trainer.identifiers import new_id
from trainer.store.database import Database
from trainer.store.tables import metadata

START = datetime(2026, 9, 14, 16, 0, tzinfo=UTC)
ENROLMENT = "01990000-0000-7000-8000-00000000000e"
PERSON = "01990000-0000-7000-8000-00000000000a"
PROVIDER = Provider("provider-1", "Bay Peer Training", signatory="A. Reyes")


def make_person(**changes: Any) -> Person:
    """Makes a learner."""
    values: dict[str, Any] = {"id": PERSON, "role": Role.LEARNER, "name": "Ana", "language": "es", "created_at": START}
    return Person(**{**values, **changes})


def make_enrolment(**changes: Any) -> Enrolment:
    """Makes an enrolment in the small programme."""
    values: dict[str, Any] = {
        "id": ENROLMENT,
        "person_id": PERSON,
        "programme_id": "small",
        "edition": "edition-1",
        "policy": "default-1",
        "starts_on": date(2026, 9, 1),
    }
    return Enrolment(**{**values, **changes})


def make_entry(number: int = 0, device_id: str = "device-1", **changes: Any) -> Entry:
    """Makes a line of 25 minutes; each number begins half an hour later."""
    started_at = START + timedelta(minutes=30 * number)
    values: dict[str, Any] = {
        "id": new_id(started_at),
        "enrolment_id": ENROLMENT,
        "kind": EntryKind.SELF_PACED,
        "subject": "one-01",
        "edition": "edition-1",
        "policy": "default-1",
        "started_at": started_at,
        "zone": "America/Los_Angeles",
        "measured_seconds": 1_500,
        "wall_seconds": 1_500,
        "device_id": device_id,
        "author_id": PERSON,
        "gaps": (Gap(GapKind.QUIET, 300, 200), Gap(GapKind.AWAY, 900, 60)),
        "evidence": {"pages": 12, "keys": 40},
    }
    return Entry(**{**values, **changes})


def make_attempt(number: int = 1, questions: int = 8) -> Attempt:
    """Makes a practice attempt."""
    return Attempt(
        id=f"attempt-{number}",
        enrolment_id=ENROLMENT,
        kind=ExamKind.PRACTICE,
        exam_id="practice",
        edition="edition-1",
        language="es",
        started_at=START + timedelta(hours=number),
        items=tuple(FormItem(f"q{n}", ("C", "A", "D", "B")) for n in range(questions)),
        areas=("RS", "AR"),
        limit_seconds=600,
    )


def make_answer(number: int = 1, attempt_id: str = "attempt-1", **changes: Any) -> AnswerEvent:
    """Makes an answer to the question of the same number."""
    values: dict[str, Any] = {
        "id": f"answer-{attempt_id}-{number}",
        "attempt_id": attempt_id,
        "question_id": f"q{number}",
        "letter": "ABCD"[number % 4],
        "flagged": number % 3 == 0,
        "given_at": START + timedelta(hours=1, seconds=number),
        "sequence": number,
    }
    return AnswerEvent(**{**values, **changes})


def make_certificate(number: int = 1) -> IssuedCertificate:
    """Makes an issued certificate."""
    day = date(2026, 11, 2)
    facts = CertificateFacts(
        number=f"PT-2026-{number:05}",
        legal_name="Ana María Núñez",
        programme_id="small",
        programme_title="A small course",
        programme_minutes=240,
        credited_minutes=240,
        competencies=("The concepts of one", "The concepts of two"),
        started_on=date(2026, 9, 1),
        completed_on=day,
        issued_on=day,
        provider=PROVIDER,
        edition="edition-1",
        policy="default-1",
        language="es",
        sample=True,
    )
    return IssuedCertificate(
        f"certificate-{number}", ENROLMENT, PERSON, facts, "token", "0" * 64, START + timedelta(days=number), PERSON
    )


def enrol(database: Database) -> None:
    """Stores the person and the enrolment that all others belong to."""
    with database.unit() as unit:
        unit.people.add_person(make_person())
        unit.people.add_enrolment(make_enrolment())
        unit.commit()


def fill(database: Database, lines: int = 6) -> None:
    """Stores one row of everything that is never changed, and some lines."""
    enrol(database)
    with database.unit() as unit:
        for number in range(lines):
            unit.ledger.append(make_entry(number, database.device_id))
        unit.attempts.add_attempt(make_attempt())
        unit.attempts.add_answer(make_answer())
        unit.register.save_provider(PROVIDER)
        unit.register.add_certificate(make_certificate())
        unit.people.save_person(make_person(name="Ana María"))
        for table, values in _ROWS.items():
            unit.ledger._connection.execute(insert(metadata.tables[table]).values(values))
        unit.commit()


_ROWS: dict[str, dict[str, Any]] = {
    "checkpoints": {
        "device_id": "device-9",
        "sequence": 1,
        "hash": "0" * 64,
        "made_at": 1,
        "purpose": "daily",
        "key": "0" * 64,
        "signature": "0" * 128,
    },
    "set_aside": {
        "id": "line-9",
        "enrolment_id": ENROLMENT,
        "device_id": "device-9",
        "sequence": 1,
        "body": b"{}",
        "hash": "9" * 64,
    },
    "device_revocations": {
        "device_id": "device-9",
        "last_sequence": 0,
        "author_id": PERSON,
        "reason": "The laptop was lost.",
        "made_at": 1,
    },
    "policies": {"name": "evening-1", "facts": "{}", "author_id": PERSON, "made_at": 1},
    "enrolments_history": {"enrolment_id": ENROLMENT, "before": "{}", "author_id": PERSON, "changed_at": 1},
}
