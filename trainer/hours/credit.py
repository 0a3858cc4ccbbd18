"""From measured lines to credited hours: a pure fold, the same for any order in which the lines arrive."""

from collections.abc import Iterable, Mapping, Sequence, Set
from datetime import date

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
    standing = Standing(entries, policies, doubtful)
    modules = frozenset(programme.modules_by_id)
    rules = Rules(programme.edition, subjects(programme), modules, policies, enrolment)
    return totals(Fold(standing, rules).credits())


def totals(credits_: Sequence[Credit]) -> HoursRecord:
    """Adds up credits, which must be in the order of the record."""
    by_day: dict[date, int] = {}
    by_competency: dict[str, int] = {}
    by_mode: dict[Mode, int] = {}
    by_matrix: dict[tuple[str, Mode], int] = {}
    by_subject: dict[str, int] = {}
    credited = measured = refused = 0
    for item in credits_:
        measured += item.measured_seconds
        credited += item.credited_seconds
        refused += sum([refusal.seconds for refusal in item.refusals])
        if not item.credited_seconds:
            continue
        mode = item.mode
        by_mode[mode] = by_mode.get(mode, 0) + item.credited_seconds
        by_subject[item.subject] = by_subject.get(item.subject, 0) + item.credited_seconds
        for share in item.days:
            by_day[share.day] = by_day.get(share.day, 0) + share.seconds
        for module, seconds in item.shares.items():
            by_competency[module] = by_competency.get(module, 0) + seconds
            by_matrix[module, mode] = by_matrix.get((module, mode), 0) + seconds
    return HoursRecord(
        tuple(credits_), measured, credited, refused, by_day, by_competency, by_mode, by_matrix, by_subject
    )
