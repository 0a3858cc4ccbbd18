"""Who may have a certificate: each requirement met or not met, with what is missing."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from trainer.courses.outline import Programme
from trainer.hours.credit import HoursRecord, Mode
from trainer.hours.record import EXAMS
from trainer.hours.required import missing, required_seconds


class Rule(StrEnum):
    """A requirement; its wording belongs to the screen."""

    HOURS = "hours"
    COMPETENCIES = "competencies"
    LIVE_SESSIONS = "live_sessions"
    EXAMS = "exams"
    LIVE_SHARE = "live_share"
    SELF_PACED_SHARE = "self_paced_share"
    LEGAL_NAME = "legal_name"
    ID_CHECKED = "id_checked"
    PROVIDER = "provider"
    LEDGER_SOUND = "ledger_sound"


@dataclass(frozen=True)
class Requirement:
    """One line of the checklist.

    Attributes:
        missing_seconds: What is missing in time, or 0.
        missing: Ids of what is missing (modules, sessions, exams), in order.
    """

    rule: Rule
    met: bool
    missing_seconds: int = 0
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Candidate:
    """What is known of the person and the provider, beyond the hours.

    Attributes:
        ledger_findings: How many findings the verification of the ledger made.
        minimum_live_share: Percent, or None when no rule is known.
        maximum_self_paced_share: The same.
    """

    legal_name: str
    id_checked: bool
    provider_name: str
    ledger_findings: int
    minimum_live_share: int | None = None
    maximum_self_paced_share: int | None = None


def requirements(programme: Programme, record: HoursRecord, candidate: Candidate) -> tuple[Requirement, ...]:
    """Checks all requirements; a certificate may be issued when every one is met.

    Each competency must have its own minutes in full (self-paced and live), each live session and exam its stated
    minutes, and the total at least the programme's. Hours are compared in seconds, never rounded up.
    """
    needed = programme.total_minutes * 60
    lines = [
        Requirement(Rule.HOURS, record.credited_seconds >= needed, max(0, needed - record.credited_seconds)),
        _all_met(Rule.COMPETENCIES, _missing_modules(programme, record)),
    ]
    if programme.live_sessions:
        due = {session.id: session.minutes * 60 for session in programme.live_sessions}
        lines.append(_all_met(Rule.LIVE_SESSIONS, missing(due, record.by_subject)))
    if programme.exams:
        due = {exam.id: exam.minutes * 60 for exam in programme.exams}
        lines.append(_all_met(Rule.EXAMS, missing(due, record.by_subject)))
    if candidate.minimum_live_share is not None:
        lines.append(_live_share(record, candidate.minimum_live_share))
    if candidate.maximum_self_paced_share is not None:
        lines.append(_self_paced_share(record, candidate.maximum_self_paced_share))
    lines += [
        Requirement(Rule.LEGAL_NAME, bool(candidate.legal_name)),
        Requirement(Rule.ID_CHECKED, candidate.id_checked),
        Requirement(Rule.PROVIDER, bool(candidate.provider_name)),
        Requirement(Rule.LEDGER_SOUND, candidate.ledger_findings == 0),
    ]
    return tuple(lines)


def all_met(lines: tuple[Requirement, ...]) -> bool:
    """Says whether a certificate may be issued."""
    return all(line.met for line in lines)


def _missing_modules(programme: Programme, record: HoursRecord) -> dict[str, int]:
    due = {key: seconds for key, seconds in required_seconds(programme).items() if key != EXAMS}
    return missing(due, record.by_competency)


def _all_met(rule: Rule, short: Mapping[str, int]) -> Requirement:
    return Requirement(rule, not short, sum(short.values()), tuple(short))


def _live_share(record: HoursRecord, percent: int) -> Requirement:
    live = record.by_mode.get(Mode.LIVE, 0)
    needed = -(-record.credited_seconds * percent // 100)
    return Requirement(Rule.LIVE_SHARE, live >= needed, max(0, needed - live))


def _self_paced_share(record: HoursRecord, percent: int) -> Requirement:
    """What is missing is time of other kinds: no hour at the desk is ever too many."""
    at_desk = record.by_mode.get(Mode.SELF_PACED, 0)
    needed = -(-at_desk * 100 // percent) if percent else record.credited_seconds + at_desk
    missing = max(0, needed - record.credited_seconds)
    return Requirement(Rule.SELF_PACED_SHARE, missing == 0, missing)
