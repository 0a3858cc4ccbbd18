"""Checks that a record's totals agree, with sums of its own; nothing is written while one of them does not."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from trainer.hours.projection import Mismatch, projected
from trainer.hours.record import Credit, HoursRecord, Mode
from trainer.hours.wording import explain_lines as explain

__all__ = ["check_identities", "compare_projections", "explain"]


def check_identities(record: HoursRecord) -> list[str]:
    """Returns every sum that does not agree, for a log; an empty list is the only good answer.

    Of each line: credited and refused is measured, shares and days are credited, and no second is refused twice. Of all
    lines: every total is the sum of its lines, and the total by day, competency, mode and subject is one and the same.
    """
    faults = [fault for line in record.credits if not _is_plain(line) for fault in _line_faults(line)]
    sums = _Sums(record.credits)
    return faults + _total_faults(record, sums) + _table_faults(record, sums)


def compare_projections(
    kept: Mapping[str, Mapping[str, int]], fresh: Mapping[str, Mapping[str, int]]
) -> list[Mismatch]:
    """Compares totals that were kept for speed with those of a record credited afresh; both by axis and name."""
    found = []
    for axis in sorted({*kept, *fresh}):
        ours, due = kept.get(axis, {}), fresh.get(axis, {})
        found += [
            Mismatch(axis, name, ours.get(name, 0), due.get(name, 0))
            for name in sorted({*ours, *due})
            if ours.get(name, 0) != due.get(name, 0)
        ]
    return found


def differing_seconds(kept: Mapping[str, Mapping[str, int]], record: HoursRecord) -> int:
    """Returns by how much the kept total that is farthest from what the lines come to differs; 0 where all agree."""
    if not kept and not record.credits:
        return 0
    unlike = compare_projections(kept, projected(record))
    return max([abs(found.kept_seconds - found.due_seconds) for found in unlike], default=0)


def agree(kept: Mapping[str, Mapping[str, int]]) -> bool:
    """Says whether kept totals agree with one another, where there are no lines to compare them with."""
    total = kept.get("total", {})
    credited, refused = total.get("credited", 0), total.get("refused", 0)
    tables = [sum(kept.get(axis, {}).values()) for axis in ("subject", "competency", "mode", "day", "matrix")]
    return credited + refused == total.get("measured", 0) and set(tables) == {credited}


class _Sums:
    """Every total and every cell of every table, added up again straight from the lines."""

    def __init__(self, lines: Sequence[Credit]) -> None:
        self.measured = sum([line.measured_seconds for line in lines])
        self.credited = sum([line.credited_seconds for line in lines])
        self.refused = sum([refusal.seconds for line in lines for refusal in line.refusals])
        self.days: Counter[date] = Counter()
        self.competencies: Counter[str] = Counter()
        self.modes: Counter[Mode] = Counter()
        self.matrix: Counter[tuple[str, Mode]] = Counter()
        self.subjects: Counter[str] = Counter()
        for line in lines:
            if line.credited_seconds or line.shares or line.days:
                self._add(line)

    def _add(self, line: Credit) -> None:
        mode = line.mode
        self.modes[mode] += line.credited_seconds
        self.subjects[line.subject] += line.credited_seconds
        for share in line.days:
            self.days[share.day] += share.seconds
        for module, seconds in line.shares.items():
            self.competencies[module] += seconds
            self.matrix[module, mode] += seconds


def _is_plain(line: Credit) -> bool:
    """Says whether nothing can be wrong within a line; the others, few of them wrong, are looked at more closely."""
    credited = line.credited_seconds
    refused = _refused(line) if line.refusals else 0
    if refused is None or credited < 0 or credited + refused != line.measured_seconds:
        return False
    if not credited:
        return not line.shares and not line.days
    return sum(line.shares.values()) == credited == sum([share.seconds for share in line.days])


def _line_faults(line: Credit) -> list[str]:
    refused, shared = sum([refusal.seconds for refusal in line.refusals]), sum(line.shares.values())
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
    if line.measured_seconds >= 0 and _refused(line) is None:
        faults.append("a refusal overlaps another, or lies outside the line")
    return [f"{line.entry_id}: {fault}" for fault in faults]


def _refused(line: Credit) -> int | None:
    """Returns how much is refused; None where the stretches do not follow one another inside the measured time."""
    refused, cursor = 0, line.start_second
    for refusal in line.refusals:
        begins, seconds = refusal.start_second, refusal.seconds
        if begins < cursor or seconds < 1:
            return None
        refused += seconds
        cursor = begins + seconds
    return refused if cursor <= line.start_second + line.measured_seconds else None


def _total_faults(record: HoursRecord, found: _Sums) -> list[str]:
    sums = {
        "measured": (record.measured_seconds, found.measured),
        "credited": (record.credited_seconds, found.credited),
        "refused": (record.refused_seconds, found.refused),
        "credited and refused": (record.credited_seconds + record.refused_seconds, record.measured_seconds),
        "by day": (sum(record.by_day.values()), record.credited_seconds),
        "by competency": (sum(record.by_competency.values()), record.credited_seconds),
        "by mode": (sum(record.by_mode.values()), record.credited_seconds),
        "by competency and mode": (sum(record.by_matrix.values()), record.credited_seconds),
        "by subject": (sum(record.by_subject.values()), record.credited_seconds),
    }
    return [f"{name}: {said}, not {due}" for name, (said, due) in sums.items() if said != due]


def _table_faults(record: HoursRecord, found: _Sums) -> list[str]:
    tables: dict[str, tuple[Mapping[Any, int], Counter[Any]]] = {
        "days": (record.by_day, found.days),
        "competencies": (record.by_competency, found.competencies),
        "modes": (record.by_mode, found.modes),
        "matrix": (record.by_matrix, found.matrix),
        "subjects": (record.by_subject, found.subjects),
    }
    return [f"{name}: a cell is wrong" for name, (said, due) in tables.items() if Counter(said) != due]
