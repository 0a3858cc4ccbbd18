"""The fold: goes through the lines of an enrolment in rank and credits each with what rules and earlier lines leave."""

from collections.abc import Mapping, Sequence
from typing import Final

from trainer.hours.caps import Caps
from trainer.hours.flags import Flags
from trainer.hours.ledger import Entry, EntryKind
from trainer.hours.local_days import Calendar, is_zone
from trainer.hours.neighbours import Neighbours
from trainer.hours.policy import Policy
from trainer.hours.record import EXAMS, Credit, DayShare, Mode, Reason, Refusal
from trainer.hours.silence import Silence, counted_gaps, idle_limit
from trainer.hours.standing import Standing
from trainer.hours.stretches import Claims, Piece, cut_at_gaps, within
from trainer.hours.subjects import Subject, apportion
from trainer.hours.terms import Rules, Terms, TermsBook, cap_of

__all__ = ["Fold", "Rules"]

# Python 3.11 asks a descriptor for each member of an enumeration, so what every line needs is asked once, here.
_ADJUSTMENT: Final = EntryKind.ADJUSTMENT
_LESSON_CAP: Final = Reason.LESSON_CAP
_LAST = 3
_BY_SUBJECT = -1
_RANK = {
    EntryKind.SELF_PACED: _LAST,
    EntryKind.LIVE: 0,
    EntryKind.MAKE_UP: 1,
    EntryKind.EXAM: 2,
    EntryKind.ADJUSTMENT: _BY_SUBJECT,
    EntryKind.REVERSAL: _LAST,
    EntryKind.RECALCULATION: _LAST,
    EntryKind.SETTLEMENT: _LAST,
}
_Outcome = tuple[int, tuple[Refusal, ...], tuple[DayShare, ...]]
"""Of a line that measured time: the seconds that are credited, what is refused, and the days of the credit."""
_RANK_OF_MODE = {Mode.LIVE: 0, Mode.EXAM: 2, Mode.SELF_PACED: _LAST}


class Fold:
    """One enrolment on its way from lines to credits.

    Lines are taken in rank: live sessions, make-ups, exams, study at the desk; within a rank by start. Each is credited
    with the seconds that lie inside the enrolment and outside its gaps and were not credited to another device or
    session, until its subject and its day are full.
    """

    def __init__(self, standing: Standing, rules: Rules) -> None:
        """Nothing is credited yet."""
        self._standing = standing
        self._struck = standing.struck
        self._rules = rules
        self._neighbours = Neighbours(standing.lines, standing.starts)
        self._flags = Flags(standing, self._neighbours.moved, rules.edition, rules.policies)
        self._odd = self._flags.odd
        self._silence = Silence(self._neighbours, self._policy)
        self._meeting = self._neighbours.meeting
        self._claims = Claims()
        self._calendar = Calendar()
        self._caps = Caps(rules.policies.values())
        self._terms = TermsBook(rules, self._calendar)

    def credits(self) -> list[Credit]:
        """Credits every line; returns the credits in the order of the record."""
        lines, starts = self._standing.lines, self._standing.starts
        ranks = [_RANK[line.kind] for line in lines]
        if _BY_SUBJECT in ranks:
            ranks = [self._rank_of_adjustment(line) if line.kind is _ADJUSTMENT else _RANK[line.kind] for line in lines]
        found: list[Credit | None] = [None] * len(lines)
        for index in sorted(range(len(lines)), key=ranks.__getitem__):
            found[index] = self._credit(lines[index], starts[index])
        return [credit for credit in found if credit is not None]

    def _rank_of_adjustment(self, line: Entry) -> int:
        subject = self._rules.subjects.get(line.subject)
        return _LAST if subject is None else _RANK_OF_MODE[subject.mode]

    def _credit(self, line: Entry, start: int) -> Credit:
        measured, identity, name = line.measured_seconds, id(line), line.policy
        is_odd = identity in self._odd
        if is_odd:
            if line.id in self._struck:
                return self._refused(line, self._struck[line.id])
            if line.kind is _ADJUSTMENT:
                return self._adjusted(line, start)
            if measured < 0:
                return self._refused(line, Reason.IN_DOUBT)
            name = self._standing.policy_of(line)
        terms = self._terms[line.kind, line.subject, name, line.zone]
        if type(terms) is not Terms:
            return self._refused(line, terms)
        if measured < terms.least_seconds and self._neighbours.stint_seconds(line) < terms.least_seconds:
            return self._refused(line, Reason.TOO_SHORT, terms.least_seconds)
        is_alone = identity not in self._meeting
        found = self._in_one_piece(line, terms, start) if is_alone and not line.gaps else None
        seconds, refusals, days = found or self._in_pieces(line, terms, start, is_alone=is_alone)
        return Credit(
            line.id,
            line.subject,
            terms.mode,
            start,
            line.zone,
            name,
            measured,
            seconds,
            refusals,
            self._shares(terms, seconds) if seconds else {},
            days,
            self._flags.of(line, terms.tolerance) if is_odd or terms.tolerance else (),
        )

    @staticmethod
    def _shares(terms: Terms, seconds: int) -> dict[str, int]:
        return {terms.module: seconds} if terms.module else apportion(seconds, terms.subject.weights)

    def _policy(self, line: Entry) -> Policy | None:
        return self._rules.policies.get(self._standing.policy_of(line))

    # Lines that are refused as a whole, and adjustments.

    def _refused(self, line: Entry, reason: Reason, limit: int | None = None) -> Credit:
        seconds = line.measured_seconds
        refusals = (Refusal(reason, line.start_second, seconds, limit),) if seconds else ()
        return self._finished(line, 0, refusals, {}, ())

    def _adjusted(self, line: Entry, start: int) -> Credit:
        policy = self._policy(line)
        if policy is None or not is_zone(line.zone):
            return self._refused(line, Reason.IN_DOUBT)
        if line.id in self._standing.not_approved:
            judged_by = self._rules.policies.get(line.policy)
            return self._refused(line, Reason.IN_DOUBT, judged_by.adjustment_limit_seconds if judged_by else None)
        subject = self._rules.subjects.get(line.subject)
        weights = self._adjusted_competencies(line, subject)
        if not weights:
            return self._refused(line, Reason.NOT_IN_EDITION)
        cap = cap_of(subject, policy)
        # An adjustment is not study of the day on which it was written, so it does not fill the day.
        seconds = self._caps.take(line.subject, cap, line.measured_seconds)
        rest = line.measured_seconds - seconds
        refusals = (Refusal(_LESSON_CAP, start, rest, cap),) if rest else ()
        day = self._calendar.days(line.zone).day_of(start)
        days = (DayShare(day, seconds),) if seconds else ()
        return self._finished(line, seconds, refusals, apportion(seconds, weights), days)

    def _adjusted_competencies(self, line: Entry, subject: Subject | None) -> tuple[tuple[str, int], ...]:
        """Returns where an adjustment belongs; nothing when it names what the programme does not have."""
        if line.subject and subject is None:
            return ()
        if not line.competency:
            return subject.weights if subject else ()
        known = line.competency == EXAMS or line.competency in self._rules.modules
        return ((line.competency, 1),) if known else ()

    def _finished(
        self,
        line: Entry,
        seconds: int,
        refusals: tuple[Refusal, ...],
        shares: Mapping[str, int],
        days: tuple[DayShare, ...],
    ) -> Credit:
        return Credit(
            line.id,
            line.subject or line.competency,
            self._rules.mode_of(line),
            line.start_second,
            line.zone,
            self._standing.policy_of(line),
            line.measured_seconds,
            seconds,
            refusals,
            shares,
            days,
            self._flags.of(line, 0),
        )

    # Lines that measured time.

    def _in_one_piece(self, line: Entry, terms: Terms, start: int) -> _Outcome | None:
        """Credits a line that nothing cuts but its cap: the short way to what :meth:`_in_pieces` finds."""
        seconds = line.measured_seconds
        end = start + seconds
        if start < terms.first or terms.end < end:
            return None
        left = self._caps.left(terms)
        if left <= 0:
            return 0, (Refusal(_LESSON_CAP, start, seconds, terms.cap),) if seconds else (), ()
        day = terms.days.only_day(start, end)
        if day is None or self._caps.counts_days:
            return None
        seconds = self._caps.take(line.subject, terms.cap, seconds)
        until = start + seconds
        refusals = (Refusal(_LESSON_CAP, until, end - until, terms.cap),) if until < end else ()
        return seconds, refusals, (DayShare(day, seconds),) if seconds else ()

    def _in_pieces(self, line: Entry, terms: Terms, start: int, *, is_alone: bool) -> _Outcome:
        pieces = self._pieces(line, terms, start)
        if not is_alone:
            clock = _clock(line, terms)
            pieces = self._claims.cut(pieces, clock)
        if self._caps.left(terms) <= 0:
            return 0, _refusals(pieces, terms.cap), ()
        credited, refused = self._caps.grant(terms, pieces)
        if not credited:
            return 0, _refusals(refused, terms.cap), ()
        seconds = 0
        for first, last in credited:
            seconds += last - first
            if not is_alone:
                self._claims.claim(first, last, clock)
        return seconds, _refusals(refused, terms.cap), terms.days.shares(credited, seconds)

    def _pieces(self, line: Entry, terms: Terms, start: int) -> list[Piece]:
        """Cuts a line into what gaps and enrolment leave of it, and what they take, in order."""
        end = start + line.measured_seconds
        gaps = line.gaps
        left = self._silence.left(line) if gaps and gaps[0].start_second <= 0 else None
        if terms.overlooks:
            gaps = counted_gaps(line, terms.policy)
        pieces, _left = cut_at_gaps(start, end, gaps, idle_limit(line, terms.policy), left)
        if start < terms.first or terms.end < end:
            return within((terms.first, terms.end), start, end, pieces)
        return pieces


def _clock(line: Entry, terms: Terms) -> tuple[str, ...]:
    """Returns what measured a line: the same clock cannot measure one second twice."""
    return (line.device_id, line.kind) if terms.at_the_desk else (line.id,)


def _refusals(pieces: Sequence[Piece], cap: int | None) -> tuple[Refusal, ...]:
    """Turns pieces that are refused, in order, into refusals; neighbours with the same reason become one.

    What is still open among them is over the cap.
    """
    found: list[Refusal] = []
    for reason, start, end, limit in pieces:
        if reason is None:
            reason, limit = _LESSON_CAP, cap
        if found and found[-1].reason is reason and found[-1].end_second == start and found[-1].limit_seconds == limit:
            start = found.pop().start_second
        found.append(Refusal(reason, start, end - start, limit))
    return tuple(found)
