"""The terms on which lines are credited: worked out once for a kind, a subject, a policy and a zone."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import final

from trainer.hours.ledger import Entry, EntryKind
from trainer.hours.local_days import ONE_DAY, Calendar, LocalDays, is_zone, midnight
from trainer.hours.neighbours import AT_THE_DESK
from trainer.hours.policy import Policy
from trainer.hours.record import EXAMS, EnrolmentWindow, Mode, Reason
from trainer.hours.stretches import Stretch
from trainer.hours.subjects import MODES, Subject

_FOR_EVER = 2**62


@dataclass(frozen=True)
class Rules:
    """What an enrolment is credited by.

    Attributes:
        subjects: By id.
        modules: Ids of the programme's modules.
        policies: By name.
    """

    edition: str
    subjects: Mapping[str, Subject]
    modules: frozenset[str]
    policies: Mapping[str, Policy]
    window: EnrolmentWindow | None

    def mode_of(self, line: Entry) -> Mode:
        """Returns how a line's hour was earned; a change has the mode of what it changes."""
        mode = MODES.get(line.kind)
        if mode is not None:
            return mode
        subject = self.subjects.get(line.subject)
        if subject is not None:
            return subject.mode
        return Mode.EXAM if line.competency == EXAMS else Mode.SELF_PACED


def cap_of(subject: Subject | None, policy: Policy) -> int | None:
    """Returns the most seconds that a subject can be credited with, or None.

    A provider may lift the cap of lessons; a session or an exam never counts for longer than it is.
    """
    if subject is None or (subject.mode is Mode.SELF_PACED and not policy.lesson_cap):
        return None
    return subject.cap_seconds


@final
@dataclass(frozen=True, slots=True)
class Terms:
    """What measured time of one kind, subject, policy and zone is credited by; thousands of lines share a few hundred.

    Attributes:
        name: Of the policy.
        module: Where the subject belongs, if that is one module; otherwise empty.
        at_the_desk: Whether the computer's own clock measured it.
        least_seconds: A shorter stint is not credited.
        tolerance: How much of it may be missed.
        overlooks: Whether some gaps may count: what of a session was missed, or its break.
        cap: The most that the subject can be credited with, or None.
        first: The first second of the enrolment in this zone.
        end: The second after its last.
    """

    name: str
    policy: Policy
    subject: Subject
    mode: Mode
    module: str
    at_the_desk: bool
    least_seconds: int
    tolerance: int
    overlooks: bool
    cap: int | None
    first: int
    end: int
    days: LocalDays


Key = tuple[EntryKind, str, str, str]
"""Kind, subject, name of the policy, zone."""


class TermsBook(dict[Key, Terms | Reason]):
    """Terms by key, worked out when they are first asked for; or the reason why no such line is credited."""

    def __init__(self, rules: Rules, calendar: Calendar) -> None:
        """Nothing is worked out yet."""
        super().__init__()
        self._rules = rules
        self._calendar = calendar
        self._bounds: dict[str, Stretch] = {}

    def __missing__(self, key: Key) -> Terms | Reason:
        """Works out terms that nobody has asked for before."""
        found = self[key] = self._find(*key)
        return found

    def _find(self, kind: EntryKind, subject_id: str, policy_name: str, zone: str) -> Terms | Reason:
        policy, mode = self._rules.policies.get(policy_name), MODES.get(kind)
        if policy is None or mode is None or not is_zone(zone):
            return Reason.IN_DOUBT
        subject = self._rules.subjects.get(subject_id)
        if subject is None or subject.mode is not mode:
            return Reason.NOT_IN_EDITION
        tolerance = policy.attendance_tolerance_seconds if mode is Mode.LIVE else 0
        return Terms(
            policy_name,
            policy,
            subject,
            mode,
            subject.weights[0][0] if len(subject.weights) == 1 else "",
            kind in AT_THE_DESK,
            policy.smallest_stint_seconds if mode is Mode.SELF_PACED else 0,
            tolerance,
            tolerance > 0 or (mode is Mode.LIVE and policy.counts_breaks),
            cap_of(subject, policy),
            *self._bounds_in(zone),
            self._calendar.days(zone),
        )

    def _bounds_in(self, zone: str) -> Stretch:
        window = self._rules.window
        if window is None:
            return -_FOR_EVER, _FOR_EVER
        if zone not in self._bounds:
            last = _FOR_EVER if window.ends_on is None else midnight(zone, window.ends_on + ONE_DAY)
            self._bounds[zone] = midnight(zone, window.starts_on), last
        return self._bounds[zone]
