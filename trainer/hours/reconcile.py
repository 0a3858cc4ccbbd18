"""Checks that a record's totals agree, with sums of its own; nothing is written while one of them does not."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

from trainer.hours.record import Credit, HoursRecord, Mode
from trainer.hours.wording import explain_lines as explain

__all__ = ["check_identities", "compare_projections", "explain"]


def check_identities(record: HoursRecord) -> list[str]:
    """Returns every sum that does not agree, for a log; an empty list is the only good answer.

    Of each line: credited and refused is measured, shares and days are credited, and no second is refused twice. Of all
    lines: every total is the sum of its lines, and the total by day, competency, mode and subject is one and the same.
    """
    faults: list[str] = []
    for line in record.credits:
        faults += _line_faults(line)
    return faults + _total_faults(record) + _table_faults(record)


def compare_projections(kept: Mapping[str, Mapping[str, int]], fresh: Mapping[str, Mapping[str, int]]) -> list[str]:
    """Compares totals that were kept for speed with those of a record credited afresh; both by axis and name."""
    return [
        f"{axis} {name}: kept {kept.get(axis, {}).get(name, 0)}, not {fresh.get(axis, {}).get(name, 0)}"
        for axis in sorted({*kept, *fresh})
        for name in sorted({*kept.get(axis, {}), *fresh.get(axis, {})})
        if kept.get(axis, {}).get(name, 0) != fresh.get(axis, {}).get(name, 0)
    ]


def _line_faults(line: Credit) -> list[str]:
    refused = sum([refusal.seconds for refusal in line.refusals])
    shared = sum(line.shares.values())
    in_days = sum([share.seconds for share in line.days])
    faults = []
    if line.credited_seconds + refused != line.measured_seconds:
        faults.append(f"credited {line.credited_seconds} and refused {refused} is not {line.measured_seconds}")
    if shared != line.credited_seconds:
        faults.append(f"shares {shared}, not {line.credited_seconds}")
    if in_days != line.credited_seconds:
        faults.append(f"days {in_days}, not {line.credited_seconds}")
    if abs(line.credited_seconds) > abs(line.measured_seconds):
        faults.append(f"credited {line.credited_seconds} is more than measured {line.measured_seconds}")
    if line.refusals and line.measured_seconds >= 0:
        faults += _stretch_faults(line)
    return [f"{line.entry_id}: {fault}" for fault in faults]


def _stretch_faults(line: Credit) -> list[str]:
    """Checks that refused stretches follow one another inside the measured time."""
    start = cursor = line.started_at.timestamp()
    for refusal in line.refusals:
        begins = refusal.started_at.timestamp()
        if begins < cursor or refusal.seconds < 1:
            return [f"the refusal at {refusal.started_at.isoformat()} overlaps another"]
        cursor = begins + refusal.seconds
    return ["a refusal lies outside the line"] if cursor > start + line.measured_seconds else []


def _total_faults(record: HoursRecord) -> list[str]:
    lines = record.credits
    sums = {
        "measured": (record.measured_seconds, sum(line.measured_seconds for line in lines)),
        "credited": (record.credited_seconds, sum(line.credited_seconds for line in lines)),
        "refused": (record.refused_seconds, sum(refusal.seconds for line in lines for refusal in line.refusals)),
        "credited and refused": (record.credited_seconds + record.refused_seconds, record.measured_seconds),
        "by day": (sum(record.by_day.values()), record.credited_seconds),
        "by competency": (sum(record.by_competency.values()), record.credited_seconds),
        "by mode": (sum(record.by_mode.values()), record.credited_seconds),
        "by competency and mode": (sum(record.by_matrix.values()), record.credited_seconds),
        "by subject": (sum(record.by_subject.values()), record.credited_seconds),
    }
    return [f"{name}: {found}, not {due}" for name, (found, due) in sums.items() if found != due]


def _table_faults(record: HoursRecord) -> list[str]:
    """Adds up every cell of every table again, straight from the lines."""
    days: Counter[date] = Counter()
    competencies: Counter[str] = Counter()
    modes: Counter[Mode] = Counter()
    matrix: Counter[tuple[str, Mode]] = Counter()
    subjects: Counter[str] = Counter()
    for line in record.credits:
        modes[line.mode] += line.credited_seconds
        subjects[line.subject] += line.credited_seconds
        for share in line.days:
            days[share.day] += share.seconds
        for module, seconds in line.shares.items():
            competencies[module] += seconds
            matrix[module, line.mode] += seconds
    tables: dict[str, tuple[Mapping[Any, int], Counter[Any]]] = {
        "days": (record.by_day, days),
        "competencies": (record.by_competency, competencies),
        "modes": (record.by_mode, modes),
        "matrix": (record.by_matrix, matrix),
        "subjects": (record.by_subject, subjects),
    }
    return [f"{name}: a cell is wrong" for name, (found, due) in tables.items() if Counter(found) != due]
