"""How full each subject and each local day is, and how much of a stretch still fits."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Final

from trainer.hours.policy import Policy
from trainer.hours.record import Reason
from trainer.hours.stretches import Piece, Refused, Stretch
from trainer.hours.terms import Terms

# Python 3.11 asks a descriptor for each member of an enumeration, so what every line needs is asked once, here.
_LESSON_CAP: Final = Reason.LESSON_CAP
_DAILY_CAP: Final = Reason.DAILY_CAP
_NO_LIMIT = 2**62


class Caps:
    """Seconds credited so far, by subject and by day.

    Attributes:
        counts_days: Whether some policy limits the days; otherwise nobody asks how full they are.
    """

    def __init__(self, policies: Iterable[Policy]) -> None:
        """Nothing has been credited yet."""
        self.counts_days = any(policy.daily_cap_seconds is not None for policy in policies)
        self._on_subject: dict[str, int] = defaultdict(int)
        self._on_day: dict[date, int] = defaultdict(int)

    def take(self, subject_id: str, cap: int | None, seconds: int) -> int:
        """Credits as many seconds as a subject has room for, whatever the day; negative ones make room."""
        used = self._on_subject[subject_id]
        if cap is not None and used + seconds > cap:
            seconds = min(seconds, max(0, cap - used))
        self._on_subject[subject_id] = used + seconds
        return seconds

    def left(self, terms: Terms) -> int:
        """Returns how many seconds the subject has room for."""
        return _NO_LIMIT if terms.cap is None else terms.cap - self._on_subject[terms.subject.id]

    def grant(self, terms: Terms, pieces: Iterable[Piece]) -> tuple[list[Stretch], list[Refused]]:
        """Credits the open pieces of a line until the subject or the day is full; the subject must not be full yet.

        Where both are full at once the subject is named: the day will be empty again tomorrow.

        Returns:
            What is credited; and what is refused, with what was refused before. Both in order.
        """
        if self.counts_days:
            return self._grant_by_day(terms, pieces)
        credited: list[Stretch] = []
        refused: list[Refused] = []
        used, cap = self._on_subject[terms.subject.id], terms.cap
        left = self.left(terms)
        for reason, start, end, limit in pieces:
            if reason is not None:
                refused.append((reason, start, end, limit))
                continue
            fits = end if end - start <= left else start + left
            if start < fits:
                credited.append((start, fits))
                left -= fits - start
                used += fits - start
            if fits < end:
                refused.append((_LESSON_CAP, fits, end, cap))
        self._on_subject[terms.subject.id] = used
        return credited, refused

    def _grant_by_day(self, terms: Terms, pieces: Iterable[Piece]) -> tuple[list[Stretch], list[Refused]]:
        credited: list[Stretch] = []
        refused: list[Refused] = []
        cap, daily, subject_id = terms.cap, terms.policy.daily_cap_seconds, terms.subject.id
        used, today = self._on_subject, self._on_day
        for reason, start, end, limit in pieces:
            if reason is not None:
                refused.append((reason, start, end, limit))
                continue
            for day, first, last in terms.days.pieces(start, end):
                left = self.left(terms)
                left_today = _NO_LIMIT if daily is None else daily - today[day]
                fits = min(last, first + max(0, min(left, left_today)))
                if first < fits:
                    used[subject_id] += fits - first
                    today[day] += fits - first
                    credited.append((first, fits))
                if fits < last:
                    full = (_LESSON_CAP, cap) if left <= max(0, left_today) else (_DAILY_CAP, daily)
                    refused.append((full[0], fits, last, full[1]))
        return credited, refused
