"""Reconciliation: a record that agrees gives no fault, and a wrong second anywhere gives one."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from msgspec import structs

from tests.hours.histories import credited, line
from trainer.hours.credit import Credit, DayShare, HoursRecord, Mode, Reason, Refusal
from trainer.hours.ledger import EntryKind, Gap, GapKind
from trainer.hours.projection import Mismatch
from trainer.hours.reconcile import check_identities, compare_projections, explain
from trainer.hours.wording import mismatch_text


@pytest.fixture
def record() -> HoursRecord:
    """A lesson with two refusals, a session of two competencies, an exam."""
    gaps = (Gap(GapKind.QUIET, 600, 900), Gap(GapKind.AWAY, 1_600, 100))
    return credited(
        line(seconds=2_000, gaps=gaps),
        line("L02", "2026-09-15 18:00:00", 3_601, kind=EntryKind.LIVE, device_id="office"),
        line("final", "2026-09-16 10:00:00", 1_200, kind=EntryKind.EXAM),
    )


def changed(record: HoursRecord, index: int, **changes: Any) -> HoursRecord:
    credits_ = list(record.credits)
    credits_[index] = structs.replace(credits_[index], **changes)
    return replace(record, credits=tuple(credits_))


def _refusals(record: HoursRecord, **changes: Any) -> HoursRecord:
    first, second = record.credits[0].refusals
    return changed(record, 0, refusals=(first, structs.replace(second, **changes)))


FAULTS: dict[str, Callable[[HoursRecord], HoursRecord]] = {
    "a credited second too many": lambda r: changed(r, 0, credited_seconds=r.credits[0].credited_seconds + 1),
    "a measured second too few": lambda r: changed(r, 0, measured_seconds=1_999),
    "a refused second too many": lambda r: _refusals(r, seconds=101),
    "a refusal that is not there": lambda r: changed(r, 0, refusals=()),
    "a refusal that overlaps another": lambda r: _refusals(r, start_second=r.credits[0].refusals[0].start_second),
    "a refusal before the line": lambda r: _refusals(r, start_second=r.credits[0].start_second - 86_400),
    "a refusal after the line": lambda r: _refusals(r, start_second=r.credits[0].start_second + 86_400),
    "shares that do not sum": lambda r: changed(r, 1, shares={"role": 1_801, "self": 1_801}),
    "a share of another competency": lambda r: changed(r, 0, shares={"role": r.credits[0].credited_seconds}),
    "days that do not sum": lambda r: changed(r, 1, days=(DayShare(date(2026, 9, 15), 3_600),)),
    "another day": lambda r: changed(r, 1, days=(DayShare(date(2026, 9, 16), 3_601),)),
    "another mode": lambda r: changed(r, 1, mode=Mode.EXAM),
    "another subject": lambda r: changed(r, 1, subject="L01"),
    "a line twice": lambda r: replace(r, credits=(*r.credits, r.credits[0])),
    "a line too few": lambda r: replace(r, credits=r.credits[1:]),
    "a wrong total": lambda r: replace(r, credited_seconds=r.credited_seconds + 1),
    "a wrong measured total": lambda r: replace(r, measured_seconds=r.measured_seconds - 1),
    "a wrong refused total": lambda r: replace(r, refused_seconds=0),
    "a wrong day": lambda r: replace(r, by_day={**r.by_day, date(2026, 9, 16): 1_201}),
    "a wrong competency": lambda r: replace(r, by_competency={**r.by_competency, "hope": 0}),
    "a wrong mode": lambda r: replace(r, by_mode={**r.by_mode, Mode.LIVE: 1}),
    "a wrong cell": lambda r: replace(r, by_matrix={**r.by_matrix, ("role", Mode.LIVE): 1}),
    "cells that changed places": lambda r: replace(
        r, by_matrix=dict(zip(r.by_matrix, [*r.by_matrix.values()][::-1], strict=True))
    ),
    "a wrong subject": lambda r: replace(r, by_subject={**r.by_subject, "final": 0}),
    "more credit than time": lambda r: changed(
        r,
        2,
        credited_seconds=1_300,
        shares={"exams": 1_300},
        refusals=(Refusal(Reason.IDLE, r.credits[2].start_second, -100),),
        days=(DayShare(date(2026, 9, 16), 1_300),),
    ),
}


def test_a_record_that_agrees_gives_no_fault(record: HoursRecord) -> None:
    assert check_identities(record) == []


@pytest.mark.parametrize("name", FAULTS)
def test_every_disagreement_is_found(record: HoursRecord, name: str) -> None:
    assert check_identities(FAULTS[name](record))


def test_a_fault_names_the_line(record: HoursRecord) -> None:
    entry_id = record.credits[0].entry_id
    assert check_identities(changed(record, 0, measured_seconds=1_999))[0] == (
        f"{entry_id}: credited 1300 and refused 700 is not 1999"
    )


def test_projections_are_compared_name_by_name() -> None:
    kept = {"mode": {"live": 100, "exam": 5}, "day": {"2026-09-14": 7}}
    fresh = {"mode": {"live": 101}, "day": {"2026-09-14": 7}, "subject": {"hope-01": 0}}
    assert compare_projections(kept, fresh) == [Mismatch("mode", "exam", 5, 0), Mismatch("mode", "live", 100, 101)]
    assert compare_projections(kept, kept) == []


def test_the_arithmetic_can_be_followed_from_line_to_total(record: HoursRecord) -> None:
    lines = [text.replace("\N{NO-BREAK SPACE}", " ") for text in explain(record, {"hope-01": "Hope"})]
    assert lines == [
        "Sep 14, 2026, 2:00 PM, Hope: measured 0:33:20 − 0:10:00 (no activity) − 0:01:40 (lesson not in front)"
        " = 0:21:40 credited; so far 0:21:40",
        "Sep 15, 2026, 6:00 PM, L02: measured 1:00:01 = 1:00:01 credited; so far 1:21:41",
        "Sep 16, 2026, 10:00 AM, final: measured 0:20:00 = 0:20:00 credited; so far 1:41:41",
        "Measured 1:53:21 − not credited 0:11:40 = 1:41:41 credited",
        "By mode: Self-paced 0:21:40 + Live 1:00:01 + Exams 0:20:00 = 1:41:41",
        "By competency: hope 0:21:40 + role 0:30:01 + self 0:30:00 + Exams 0:20:00 = 1:41:41",
        "By day: Sep 14, 2026 0:21:40 + Sep 15, 2026 1:00:01 + Sep 16, 2026 0:20:00 = 1:41:41",
    ]


def test_a_record_without_lines_is_explained_too() -> None:
    assert explain(credited())[0] == "Measured 0:00:00 − not credited 0:00:00 = 0:00:00 credited"


def test_a_credit_is_compared_by_what_it_says(record: HoursRecord) -> None:
    first: Credit = record.credits[0]
    assert structs.replace(first) == first


@pytest.mark.parametrize(
    ("mismatch", "words"),
    [
        (Mismatch("total", "credited", 0, 14_405), "Total, credited: kept as 0:00:00, by its lines 4:00:05"),
        (Mismatch("matrix", "hope/live", 4_800, 0), "Competency and kind, hope / Live: kept as 1:20:00"),
        (Mismatch("mode", "self_paced", 60, 61), "Kind, Self-paced: kept as 0:01:00, by its lines 0:01:01"),
        (Mismatch("day", "2026-09-14", 7, 0), "Day, 2026-09-14: kept as 0:00:07"),
        (Mismatch("total", "unexplained", 3_600, 0), "The entries and the kept totals differ by 1 h."),
        (Mismatch("axis", "of/another program", 7, 0), "axis, of/another program: kept as 0:00:07"),
    ],
)
def test_a_mismatch_is_told_to_the_second(mismatch: Mismatch, words: str) -> None:
    assert mismatch_text(mismatch).startswith(words)
