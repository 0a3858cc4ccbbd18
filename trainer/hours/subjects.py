"""What minutes can belong to: each lesson, session and exam with its mode, its cap and its competencies."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from trainer.courses.outline import Programme
from trainer.hours.ledger import EntryKind
from trainer.hours.record import EXAMS, Mode

MODES: Mapping[EntryKind, Mode] = {
    EntryKind.SELF_PACED: Mode.SELF_PACED,
    EntryKind.LIVE: Mode.LIVE,
    EntryKind.MAKE_UP: Mode.LIVE,
    EntryKind.EXAM: Mode.EXAM,
}
"""The mode of each kind that measures time; a make-up makes up for a live session."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A lesson, session or exam of a programme.

    Attributes:
        cap_seconds: The most that it can be credited with, over all lines.
        weights: Minutes by module id; a credit is shared in this proportion.
    """

    id: str
    mode: Mode
    cap_seconds: int
    weights: tuple[tuple[str, int], ...]


def subjects(programme: Programme) -> dict[str, Subject]:
    """Returns everything that a line of this programme can be about, by id."""
    found = {
        lesson.id: Subject(lesson.id, Mode.SELF_PACED, lesson.minutes * 60, ((module.id, 1),))
        for module in programme.modules
        for lesson in module.lessons
    }
    for session in programme.live_sessions:
        weights = tuple(session.competency_minutes.items()) or ((session.id, 1),)
        found[session.id] = Subject(session.id, Mode.LIVE, session.minutes * 60, weights)
    for exam in programme.exams:
        found[exam.id] = Subject(exam.id, Mode.EXAM, exam.minutes * 60, ((EXAMS, 1),))
    return found


def apportion(seconds: int, weights: Sequence[tuple[str, int]]) -> dict[str, int]:
    """Shares whole seconds in proportion, by largest remainder; ties go to what stands first.

    Args:
        seconds: May be negative, for an adjustment.
        weights: At least one; all of them positive.

    Returns:
        Shares that sum to ``seconds``; without those that are nothing.
    """
    if len(weights) == 1:
        return {weights[0][0]: seconds} if seconds else {}
    sign, amount = (-1, -seconds) if seconds < 0 else (1, seconds)
    whole = sum(weight for _, weight in weights)
    shares = {name: amount * weight // whole for name, weight in weights}
    remainders = sorted(weights, key=lambda item: -(amount * item[1] % whole))
    for name, _ in remainders[: amount - sum(shares.values())]:
        shares[name] += 1
    return {name: sign * share for name, share in shares.items() if share}
