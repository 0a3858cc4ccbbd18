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

_NO_LIMIT = 2**62


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
        self,
        line: Entry,
        policy: Policy,
        subject: Subject,
        stretch: Stretch,
        credited: list[Stretch],
        refused: list[Refused],
    ) -> None:
        """Credits a stretch until the subject or the day is full; adds what fits and what is over to the two lists.

        Where both are full at once the subject is named: the day will be empty again tomorrow.
        """
        cap = cap_of(subject, policy)
        if self._counts_days:
            self._grant_by_day(line, policy, subject, cap, stretch, credited, refused)
            return
        start, end = stretch
        used = self._on_subject[subject.id]
        fits = end if cap is None or end - start <= cap - used else max(start, start + cap - used)
        if start < fits:
            self._on_subject[subject.id] = used + fits - start
            credited.append((start, fits))
        if fits < end:
            refused.append((Reason.LESSON_CAP, fits, end, cap))

    def _grant_by_day(
        self,
        line: Entry,
        policy: Policy,
        subject: Subject,
        cap: int | None,
        stretch: Stretch,
        credited: list[Stretch],
        refused: list[Refused],
    ) -> None:
        daily = policy.daily_cap_seconds
        used, today = self._on_subject, self._on_day
        for day, first, last in self._calendar.days(line.zone).pieces(*stretch):
            left = _NO_LIMIT if cap is None else cap - used[subject.id]
            left_today = _NO_LIMIT if daily is None else daily - today[day]
            fits = min(last, first + max(0, min(left, left_today)))
            if first < fits:
                used[subject.id] += fits - first
                today[day] += fits - first
                credited.append((first, fits))
            if fits < last:
                full = (Reason.LESSON_CAP, cap) if left <= max(0, left_today) else (Reason.DAILY_CAP, daily)
                refused.append((full[0], fits, last, full[1]))
