"""From measured lines to credited hours: a pure fold, the same for any order in which the lines arrive."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from datetime import date
from types import MappingProxyType
from typing import TypeVar

from trainer.courses.outline import Programme
from trainer.hours.fold import Fold, Rules
from trainer.hours.ledger import Entry
from trainer.hours.policy import Policy
from trainer.hours.record import (
    EXAMS,
    Credit,
    DayShare,
    EnrolmentWindow,
    Flag,
    HoursRecord,
    Mode,
    Reason,
    Refusal,
)
from trainer.hours.standing import Standing
from trainer.hours.subjects import subjects

__all__ = [
    "EXAMS",
    "Credit",
    "DayShare",
    "EnrolmentWindow",
    "Flag",
    "HoursRecord",
    "Mode",
    "Reason",
    "Refusal",
    "credit",
    "totals",
]

_Name = TypeVar("_Name")


def credit(
    entries: Iterable[Entry],
    policies: Mapping[str, Policy],
    programme: Programme,
    enrolment: EnrolmentWindow | None = None,
    doubtful: Set[str] = frozenset(),
) -> HoursRecord:
    """Says what an enrolment's lines come to. Never raises for what a line says: what it cannot judge is in doubt.

    Args:
        entries: The lines of one enrolment, in any order; a line that comes twice counts once.
        policies: By name; each line is credited under the version that it names.
        programme: In the edition that the enrolment is pinned to.
        enrolment: The days on which study counts; None for all.
        doubtful: Ids of lines that the verification of the ledger found fault with; they are kept and not credited.
    """
    modules = frozenset(programme.modules_by_id)
    rules = Rules(programme.edition, subjects(programme), modules, policies, enrolment)
    return totals(Fold(Standing(entries, policies, doubtful), rules).credits())


def totals(credits_: Sequence[Credit]) -> HoursRecord:
    """Adds up credits, which must be in the order of the record."""
    by_day: dict[date, int] = defaultdict(int)
    by_subject: dict[tuple[str, Mode], int] = defaultdict(int)
    by_matrix: dict[tuple[str, Mode], int] = defaultdict(int)
    for line in [line for line in credits_ if line.credited_seconds]:
        mode = line.mode
        by_subject[line.subject, mode] += line.credited_seconds
        for share in line.days:
            by_day[share.day] += share.seconds
        for module, part in line.shares.items():
            by_matrix[module, mode] += part
    return HoursRecord(
        tuple(credits_),
        sum([line.measured_seconds for line in credits_]),
        sum([line.credited_seconds for line in credits_]),
        sum([refusal.seconds for line in credits_ for refusal in line.refusals]),
        MappingProxyType(dict(by_day)),
        _added_up((module, seconds) for (module, _mode), seconds in by_matrix.items()),
        _added_up((mode, seconds) for (_subject, mode), seconds in by_subject.items()),
        MappingProxyType(dict(by_matrix)),
        _added_up((subject, seconds) for (subject, _mode), seconds in by_subject.items()),
    )


def _added_up(parts: Iterable[tuple[_Name, int]]) -> Mapping[_Name, int]:
    found: dict[_Name, int] = {}
    for name, seconds in parts:
        found[name] = found.get(name, 0) + seconds
    return MappingProxyType(found)
