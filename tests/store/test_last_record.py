"""The record that is kept between two looks: it spares the arithmetic, and never stands for other lines or rules."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

import pytest

from tests.fakes.learner import CONTEXT
from tests.fakes.records import make_entry
from trainer.errors import TrainerError
from trainer.hours import service
from trainer.hours.credit import EnrolmentWindow, HoursRecord, credit
from trainer.hours.doubts import Doubts
from trainer.hours.ledger import Entry
from trainer.hours.policy import Policy
from trainer.hours.service import HoursContext, HoursService
from trainer.store.database import Database
from trainer.store.doubt_store import SqlDoubtStore


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many lines were credited, each time."""
    found: list[int] = []

    def note(lines: Sequence[object], *rest: object) -> HoursRecord:
        found.append(len(lines))
        return true_credit(lines, *rest)

    true_credit: Callable[..., HoursRecord] = credit
    monkeypatch.setattr(service, "credit", note)
    return found


def line(database: Database, number: int) -> Entry:
    return make_entry(number, database.device_id)


def afresh(database: Database, context: HoursContext = CONTEXT) -> HoursRecord:
    return HoursService(database.unit).record(context)


def test_lines_that_are_as_they_were_are_credited_once(any_database: Database, counted: list[int]) -> None:
    hours = HoursService(any_database.unit)
    written = hours.append(line(any_database, 0), CONTEXT)
    assert hours.record(CONTEXT) == hours.lines_and_record(CONTEXT)[1] == written
    assert counted == [1]
    assert written.credited_seconds > 0


def test_a_line_that_comes_is_credited_with_all_others(any_database: Database, counted: list[int]) -> None:
    hours = HoursService(any_database.unit)
    for number in range(3):
        hours.append(line(any_database, number), CONTEXT)
    assert counted == [1, 2, 3]
    assert hours.record(CONTEXT) == afresh(any_database)


def test_a_line_that_another_program_wrote_counts(any_database: Database) -> None:
    hours, other = HoursService(any_database.unit), HoursService(any_database.unit)
    hours.append(line(any_database, 0), CONTEXT)
    written = other.append(line(any_database, 1), CONTEXT)
    assert hours.record(CONTEXT) == written


def test_each_learner_has_a_record_of_their_own(any_database: Database) -> None:
    hours = HoursService(any_database.unit)
    written = hours.append(line(any_database, 0), CONTEXT)
    elsewhere = replace(CONTEXT, enrolment_id="another")
    assert hours.record(elsewhere).credits == ()
    assert hours.record(CONTEXT) == written


@pytest.mark.parametrize(
    "change",
    [
        {"window": EnrolmentWindow(date(2030, 1, 1))},
        {"programme": replace(CONTEXT.programme, modules=())},
        {"policies": {"default-1": Policy(lesson_cap=False, idle_limit_seconds=1)}},
        {"policies": {}},
    ],
)
def test_other_rules_give_another_record(any_database: Database, change: dict[str, object]) -> None:
    hours = HoursService(any_database.unit)
    hours.append(line(any_database, 0), CONTEXT)
    other = replace(CONTEXT, **change)
    assert hours.record(other) == afresh(any_database, other)
    assert hours.record(other) != hours.record(CONTEXT) == afresh(any_database)


def test_a_rule_that_joins_the_same_book_is_seen(any_database: Database) -> None:
    policies: dict[str, Policy] = {}
    context = replace(CONTEXT, policies=policies)
    hours = HoursService(any_database.unit)
    assert hours.append(line(any_database, 0), context).credited_seconds == 0
    policies["default-1"] = Policy()
    assert hours.record(context).credited_seconds > 0


def test_a_line_that_comes_into_doubt_counts_no_more(any_database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    hours = HoursService(any_database.unit)
    written = hours.append(line(any_database, 0), CONTEXT)
    doubts = Doubts(ids=frozenset({written.credits[0].entry_id}))
    with monkeypatch.context() as patch:
        patch.setattr(SqlDoubtStore, "of", lambda _self, _enrolment_id: doubts)
        assert hours.record(CONTEXT).credited_seconds == 0
    assert hours.record(CONTEXT) == written


def test_a_record_that_does_not_agree_is_refused_every_time(
    any_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    hours = HoursService(any_database.unit)
    hours.append(line(any_database, 0), CONTEXT)
    false = HoursService(any_database.unit)
    monkeypatch.setattr(service, "check_identities", lambda _record: ["a second too many"])
    for _look in range(2):
        with pytest.raises(TrainerError, match="do not agree"):
            false.record(CONTEXT)


def test_what_is_handed_out_cannot_be_changed(any_database: Database) -> None:
    record = HoursService(any_database.unit).append(line(any_database, 0), CONTEXT)
    for totals in (record.by_day, record.by_competency, record.by_mode, record.by_matrix, record.by_subject):
        with pytest.raises(TypeError):
            totals[next(iter(totals))] += 3_600


def test_a_line_that_was_undone_does_not_stay_in_the_record(
    any_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    hours = HoursService(any_database.unit)
    before = hours.append(line(any_database, 0), CONTEXT)
    with monkeypatch.context() as patch:
        patch.setattr(service, "unexplained", _fail)
        with pytest.raises(OSError, match="no disk"):
            hours.append(line(any_database, 1), CONTEXT)
    assert hours.record(CONTEXT) == before
    assert len(hours.entries(CONTEXT)) == 1


def _fail(*_values: object) -> int:
    raise OSError("no disk")
