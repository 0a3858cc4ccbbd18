"""What a programme asks for, competency by competency, and what is left of it."""

from collections.abc import Mapping

from trainer.courses.outline import Programme
from trainer.hours.record import EXAMS, HoursRecord


def required_seconds(programme: Programme) -> dict[str, int]:
    """Returns what each competency needs, in programme order, and then the exams, if there are any."""
    due = {module.id: (module.self_paced_minutes + module.live_minutes) * 60 for module in programme.modules}
    if programme.exams:
        due[EXAMS] = sum(exam.minutes for exam in programme.exams) * 60
    return due


def seconds_left(record: HoursRecord, programme: Programme) -> int:
    """Returns what competencies and exams lack together; never less than the whole lacks.

    Each competency must be full, so what one has beyond its own hours fills no other: the whole may be there while
    something is still to go.
    """
    parts = sum(missing(required_seconds(programme), record.by_competency).values())
    return max(0, programme.total_minutes * 60 - record.credited_seconds, parts)


def seconds_to_go(record: HoursRecord, programme: Programme) -> int:
    """Returns the time that is still to be spent: hours of another kind stand in for no live session and no exam."""
    exams = {exam.id: exam.minutes * 60 for exam in programme.exams}
    sittings = live_seconds_left(record, programme) + sum(missing(exams, record.by_subject).values())
    return max(seconds_left(record, programme), sittings)


def live_seconds_left(record: HoursRecord, programme: Programme) -> int:
    """Returns how much of the live sessions is still to come."""
    due = {session.id: session.minutes * 60 for session in programme.live_sessions}
    return sum(missing(due, record.by_subject).values())


def missing(due: Mapping[str, int], done: Mapping[str, int]) -> dict[str, int]:
    """Returns by how much each falls short, in seconds; what is full is left out."""
    return {key: seconds - done.get(key, 0) for key, seconds in due.items() if done.get(key, 0) < seconds}
