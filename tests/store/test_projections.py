"""Totals kept for speed: brought up to date row by row, and read for a whole cohort at once."""

from datetime import date

from sqlalchemy import event

from tests.fakes.records import ENROLMENT
from trainer.hours.projection import projected
from trainer.hours.record import HoursRecord, Mode
from trainer.store.database import Database

OTHER = "01990000-0000-7000-8000-00000000000f"
DAY = date(2026, 9, 14)


def record_of(**subjects: int) -> HoursRecord:
    total = sum(subjects.values())
    modes = {Mode.SELF_PACED: total} if total else {}
    matrix = {("one", Mode.SELF_PACED): total}
    return HoursRecord((), total + 5, total, 5, {DAY: total}, {"one": total}, modes, matrix, subjects)


def save(database: Database, enrolment_id: str, record: HoursRecord) -> None:
    with database.unit() as unit:
        unit.projections.save_projection(enrolment_id, record)
        unit.commit()


def test_totals_become_those_of_the_latest_record(any_database: Database) -> None:
    for record in (record_of(a=60, b=30), record_of(b=90), record_of(b=90, c=1)):
        save(any_database, ENROLMENT, record)
        save(any_database, OTHER, record_of(a=7))
        with any_database.unit() as unit:
            assert unit.projections.projection(ENROLMENT) == projected(record)
            assert unit.projections.projection(OTHER) == projected(record_of(a=7))


def test_rows_that_agree_already_are_not_written_again(any_database: Database) -> None:
    save(any_database, ENROLMENT, record_of(a=60, b=30))
    written: list[str] = []

    def _note(_connection: object, _cursor: object, statement: str, *_others: object) -> None:
        written.extend([statement] if statement.startswith(("INSERT", "UPDATE", "DELETE")) else [])

    event.listen(any_database.engine, "before_cursor_execute", _note)
    save(any_database, ENROLMENT, record_of(a=60, b=30))
    assert written == []
    save(any_database, ENROLMENT, record_of(a=60, b=31))
    assert [statement.split()[0] for statement in written] == ["UPDATE"]


def test_a_cohort_is_added_up_in_one_query(any_database: Database) -> None:
    save(any_database, ENROLMENT, record_of(a=60, b=30))
    save(any_database, OTHER, record_of(a=7))
    save(any_database, "nobody", record_of())
    with any_database.unit() as unit:
        assert unit.projections.totals() == {ENROLMENT: {"self_paced": 90}, OTHER: {"self_paced": 7}}
        assert unit.projections.totals([OTHER]) == {OTHER: {"self_paced": 7}}
        assert unit.projections.totals([]) == {}


def test_a_cohort_is_read_from_the_index_alone(database: Database) -> None:
    with database.alone() as connection:
        plan = connection.exec_driver_sql(
            "EXPLAIN QUERY PLAN SELECT enrolment_id, name, seconds FROM projections WHERE axis = 'mode'"
        ).fetchall()
    assert "COVERING INDEX ix_projections_axis" in str(plan)
