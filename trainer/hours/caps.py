"""How full each subject and each local day is, and how much of a stretch still fits."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from trainer.hours.ledger import Entry
from trainer.hours.local_days import Calendar
from trainer.hours.policy import Policy
from trainer.hours.record import Mode, Reason
from trainer.hours.stretches import Refused, Stretch
from trainer.hours.subjects import Subject


def cap_of(subject: Subject | None, policy: Policy) -> int | None:
    """Returns the most seconds that a subject can be credited with, or None.

    A provider may lift the cap of lessons; a session or an exam never counts for longer than it is.
    """
    if subject is None or (subject.mode is Mode.SELF_PACED and not policy.lesson_cap):
        return None
    return subject.cap_seconds


class Caps:
    """Seconds credited so far, by subject and by day."""

    def __init__(self, policies: Iterable[Policy], calendar: Calendar) -> None:
        """Nothing has been credited yet; days are only counted when some policy limits them."""
        self._calendar = calendar
        self._counts_days = any(policy.daily_cap_seconds is not None for policy in policies)
        self._on_subject: dict[str, int] = defaultdict(int)
        self._on_day: dict[date, int] = defaultdict(int)

    def adjust(self, line: Entry, cap: int | None) -> int:
        """Credits an adjustment as far as its subject has room; one that takes time away makes room.

        An adjustment is not study of the day on which it was written, so it does not fill the day.
        """
        seconds = line.measured_seconds
        if cap is not None:
            seconds = min(seconds, max(0, cap - self._on_subject[line.subject]))
        self._on_subject[line.subject] += seconds
        return seconds

    def grant(
        self, line: Entry, policy: Policy, subject: Subject, stretch: Stretch
    ) -> tuple[list[Stretch], list[Refused]]:
        """Credits a stretch until the subject or the day is full; what is over is refused."""
        if policy.daily_cap_seconds is None and not self._counts_days:
            return self._within_subject(subject.id, cap_of(subject, policy), stretch)
        credited: list[Stretch] = []
        refused: list[Refused] = []
        for day, first, last in self._calendar.days(line.zone).pieces(*stretch):
            room = None if policy.daily_cap_seconds is None else max(0, policy.daily_cap_seconds - self._on_day[day])
            fits = last if room is None else min(last, first + room)
            taken, over = self._within_subject(subject.id, cap_of(subject, policy), (first, fits))
            credited += taken
            refused += over
            self._on_day[day] += sum(b - a for a, b in taken)
            if fits < last:
                refused.append((Reason.DAILY_CAP, fits, last, policy.daily_cap_seconds))
        return credited, refused

    def _within_subject(self, subject: str, cap: int | None, stretch: Stretch) -> tuple[list[Stretch], list[Refused]]:
        start, end = stretch
        fits = end if cap is None else min(end, start + max(0, cap - self._on_subject[subject]))
        self._on_subject[subject] += fits - start
        credited = [(start, fits)] if start < fits else []
        return credited, [(Reason.LESSON_CAP, fits, end, cap)] if fits < end else []
