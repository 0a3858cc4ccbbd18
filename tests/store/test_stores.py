"""What goes into the store comes out as it was, on SQLite and on PostgreSQL."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from tests.fakes.records import (
    ENROLMENT,
    PERSON,
    PROVIDER,
    START,
    enrol,
    make_answer,
    make_attempt,
    make_certificate,
    make_enrolment,
    make_entry,
    make_person,
)
from trainer.clock import SimulatedClock
from trainer.cohorts.people import Role
from trainer.hours.ledger import FIRST_HASH, Head, OpenStint
from trainer.hours.verify import verify_chain
from trainer.store.database import Database, open_database
from trainer.study.progress import CheckAnswer, LessonProgress

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=60)
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))


def test_lines_form_one_chain_a_device(any_database: Database) -> None:
    with any_database.unit() as unit:
        appended = [unit.ledger.append(make_entry(n, f"device-{n % 2}")) for n in range(6)]
        unit.commit()
    with any_database.unit() as unit:
        assert sorted(unit.ledger.entries(ENROLMENT), key=lambda line: line.started_at) == appended
        report = verify_chain(unit.ledger.lines())
        assert unit.ledger.head("device-1") == Head("device-1", 3, appended[5].hash)
        assert unit.ledger.head("device-9") is None
        assert len(list(unit.ledger.lines("device-0"))) == 3
    assert report.is_sound
    assert report.lines == 6
    assert appended[0].previous_hash == FIRST_HASH
    assert appended[4].previous_hash == appended[2].hash


def test_a_line_that_is_known_is_left_as_it_is(any_database: Database) -> None:
    entry = make_entry()
    for _again in range(3):
        with any_database.unit() as unit:
            line = unit.ledger.append(entry)
            assert unit.ledger.append(structs.replace(entry, measured_seconds=9_000)) == line
            unit.commit()
    with any_database.unit() as unit:
        assert unit.ledger.entries(ENROLMENT) == [line]
        assert unit.ledger.append(make_entry(1)).sequence == 2


def test_the_chain_goes_on_after_a_rollback(any_database: Database) -> None:
    with any_database.unit() as unit:
        first = unit.ledger.append(make_entry(0))
        unit.commit()
        unit.ledger.append(make_entry(1))
    with any_database.unit() as unit:
        second = unit.ledger.append(make_entry(2))
        unit.commit()
    assert second.sequence == 2
    assert second.previous_hash == first.hash


def test_an_open_stint_is_kept_until_its_line_is_there(any_database: Database) -> None:
    first = OpenStint(make_entry(interrupted=True), START + timedelta(microseconds=5))
    later = OpenStint(structs.replace(first.entry, measured_seconds=1_600), START + timedelta(seconds=5))
    for stint in (first, later):
        with any_database.unit() as unit:
            unit.ledger.save_open_stint(stint)
            unit.commit()
    with any_database.unit() as unit:
        assert unit.ledger.open_stints() == [later]
        unit.ledger.close_open_stint(first.entry.id)
        assert unit.ledger.open_stints() == []


def test_people_and_enrolments(any_database: Database) -> None:
    ana = make_person()
    zoe = make_person(
        id="person-2", name="Zoë <img src=x>", role=Role.AUDITOR, pin_hash="$argon2id$…", legal_name="Zoë Q"
    )
    later = make_enrolment(
        id="enrolment-2", starts_on=date(2026, 10, 1), ends_on=date(2027, 1, 1), idle_limit_seconds=900
    )
    with any_database.unit() as unit:
        for person in (zoe, ana):
            unit.people.add_person(person)
        unit.people.add_enrolment(later)
        unit.people.add_enrolment(make_enrolment())
        unit.commit()
    with any_database.unit() as unit:
        assert unit.people.people() == [ana, zoe]
        assert unit.people.person("person-2") == zoe
        assert unit.people.person("nobody") is None
        assert unit.people.enrolments(PERSON) == [make_enrolment(), later]
        assert unit.people.enrolment("enrolment-2") == later
        assert unit.people.enrolment("none") is None


def test_a_changed_profile_keeps_what_it_was(any_database: Database) -> None:
    enrol(any_database)
    changed = make_person(name="Ana María", legal_name="Ana María Núñez", legal_name_confirmed=True)
    for _again in range(2):
        with any_database.unit() as unit:
            unit.people.save_person(changed)
            unit.commit()
    with any_database.alone() as connection:
        rows = connection.exec_driver_sql("SELECT before FROM people_history").fetchall()
    assert len(rows) == 1
    assert '"name": "Ana"' in rows[0][0]
    assert "pin_hash" not in rows[0][0]


def test_places_in_lessons_and_check_answers(any_database: Database) -> None:
    enrol(any_database)
    place = LessonProgress(ENROLMENT, "one-01", "s2", START, 750, frozenset({"s1"}), {"s1/why": "¿Por qué?\0"}, START)
    moved = replace(place, step_id="s3", updated_at=START + timedelta(seconds=1), finished_at=None)
    answer = CheckAnswer("check-1", ENROLMENT, "one-01", "q1", "B", True, START)
    with any_database.unit() as unit:
        unit.progress.save_progress(place)
        assert unit.progress.progress(ENROLMENT, "one-01") == place
        unit.progress.save_progress(moved)
        unit.progress.save_progress(replace(place, lesson_id="one-02"))
        for _again in range(2):
            unit.progress.add_check_answer(answer)
        unit.commit()
    with any_database.unit() as unit:
        assert unit.progress.all_progress(ENROLMENT) == [moved, replace(place, lesson_id="one-02")]
        assert unit.progress.check_answers(ENROLMENT, "one-01") == [answer]
        assert unit.progress.progress(ENROLMENT, "two-01") is None


def test_attempts_and_every_answer(any_database: Database) -> None:
    enrol(any_database)
    end = START + timedelta(hours=2)
    answers = [make_answer(n) for n in range(1, 8)]
    with any_database.unit() as unit:
        unit.attempts.add_attempt(make_attempt(1))
        unit.attempts.add_attempt(make_attempt(2))
        for event in (*answers, *answers):
            unit.attempts.add_answer(event)
        unit.attempts.finish_attempt("attempt-1", end)
        unit.attempts.finish_attempt("attempt-1", end + timedelta(hours=1))
        unit.commit()
    with any_database.unit() as unit:
        assert unit.attempts.answers("attempt-1") == answers
        assert unit.attempts.attempt("attempt-1") == replace(make_attempt(1), finished_at=end)
        assert [attempt.id for attempt in unit.attempts.attempts(ENROLMENT)] == ["attempt-2", "attempt-1"]
        assert unit.attempts.attempt("none") is None


def test_the_register(any_database: Database) -> None:
    enrol(any_database)
    approved = replace(PROVIDER, approval_id="CalMHSA-17")
    with any_database.unit() as unit:
        assert unit.register.provider() is None
        for provider in (PROVIDER, PROVIDER, approved):
            unit.register.save_provider(provider)
        assert [unit.register.take_number(year) for year in (2026, 2026, 2027, 2026)] == [1, 2, 1, 3]
        for number in (1, 2, 2):
            unit.register.add_certificate(make_certificate(number))
        unit.register.keep_value("key", "one")
        unit.register.keep_value("key", "two")
        unit.commit()
    with any_database.unit() as unit:
        assert unit.register.provider() == approved
        assert unit.register.certificates(ENROLMENT) == [make_certificate(2), make_certificate(1)]
        assert unit.register.certificate("PT-2026-00001") == make_certificate(1)
        assert unit.register.certificate("PT-2026-00009") is None
        assert unit.register.kept_values()["key"] == "two"


@pytest.fixture(scope="module")
def one_database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """One database for many examples; each has ids of its own."""
    with open_database(tmp_path_factory.mktemp("many") / "records", SimulatedClock(START)) as opened:
        yield opened


@given(name=TEXT, legal_name=TEXT, created_at=MOMENTS, role=st.sampled_from(Role), key=st.uuids())
def test_any_profile_round_trips(
    one_database: Database, name: str, legal_name: str, created_at: datetime, role: Role, key: object
) -> None:
    person = make_person(id=str(key), name=name, legal_name=legal_name, created_at=created_at, role=role)
    with one_database.unit() as unit:
        unit.people.add_person(person)
        assert unit.people.person(person.id) == person


@given(
    subject=TEXT,
    reason=st.text(st.characters(exclude_categories=["Cs"]), max_size=200),
    evidence=st.dictionaries(st.sampled_from(["pages", "keys", "answers"]), st.integers(0, 10**6)),
    measured=st.integers(0, 86_400),
    moment=st.integers(0, 2**32),
    key=st.uuids(),
)
def test_any_line_round_trips(
    one_database: Database,
    subject: str,
    reason: str,
    evidence: dict[str, int],
    measured: int,
    moment: int,
    key: object,
) -> None:
    entry = make_entry(
        id=str(key),
        enrolment_id=f"enrolment-{key}"[:36],
        subject=subject,
        reason=reason,
        evidence=evidence,
        measured_seconds=measured,
        started_at=datetime.fromtimestamp(moment, UTC),
        gaps=(),
    )
    with one_database.unit() as unit:
        line = unit.ledger.append(entry)
        assert unit.ledger.entries(entry.enrolment_id) == [line]
        assert structs.replace(line, sequence=0, previous_hash="", hash="") == entry


@pytest.mark.parametrize(
    "change",
    [
        "body = 'words'",
        "body = 17",
        "body = x'00ff'",
        "hash = 12",
        "hash = printf('%064d', 7) || 'x'",
        "sequence = 'many'",
        "device_id = 5",
        "id = 'other'",
    ],
)
def test_whatever_is_done_by_hand_study_goes_on(
    database: Database, expected_warnings: list[object], change: str
) -> None:
    with database.unit() as unit:
        for number in range(3):
            unit.ledger.append(make_entry(number, "device-1"))
        unit.commit()
    with database.unit() as unit:
        unit.ledger._connection.exec_driver_sql("DROP TRIGGER ledger_never_update")
        unit.ledger._connection.exec_driver_sql(f"UPDATE ledger SET {change} WHERE sequence = 3")
        unit.commit()
    database._turns.close()
    with database.unit() as unit:
        unit.ledger.append(make_entry(4, "device-1"))
        unit.commit()
        assert len(unit.ledger.entries(ENROLMENT)) >= 3
        assert not verify_chain(unit.ledger.lines()).is_sound


def test_a_line_changed_by_hand_does_not_count(
    database: Database, expected_warnings: list[object], tmp_path: Path
) -> None:
    with database.unit() as unit:
        lines = [unit.ledger.append(make_entry(n)) for n in range(3)]
        unit.commit()
    with database.unit() as unit:
        unit.ledger._connection.exec_driver_sql("DROP TRIGGER ledger_never_update")
        unit.ledger._connection.exec_driver_sql(
            "UPDATE ledger SET body = CAST(replace(CAST(body AS TEXT), '1500', '9500') AS BLOB) WHERE sequence = 2"
        )
        unit.commit()
    with database.unit() as unit:
        assert unit.ledger.entries(ENROLMENT) == [lines[0], lines[2]]
        assert unit.ledger.append(structs.replace(lines[1], sequence=0, previous_hash="", hash="")).id == lines[1].id
        assert unit.ledger.append(make_entry(3)).sequence == 4
    assert expected_warnings, "it is said in the log"
