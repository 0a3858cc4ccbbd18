"""The fold: goes through the lines of an enrolment in rank and credits each with what rules and earlier lines leave."""

from collections.abc import Mapping
from datetime import UTC, datetime
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
from trainer.hours.stretches import Claims, Piece, Refused, cut_at_gaps, within
from trainer.hours.subjects import Subject, apportion
from trainer.hours.terms import Rules, Terms, TermsBook, cap_of

__all__ = ["Fold", "Rules"]

# Python 3.11 asks a descriptor for each member of an enumeration, so what every line needs is asked once, here.
_ADJUSTMENT: Final = EntryKind.ADJUSTMENT
_LESSON_CAP: Final = Reason.LESSON_CAP
_LAST = 3
_RANK = {
    EntryKind.SELF_PACED: _LAST,
    EntryKind.LIVE: 0,
    EntryKind.MAKE_UP: 1,
    EntryKind.EXAM: 2,
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
        self._struck, self._recalculated = standing.struck, standing.recalculated
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
        ranks = [self._rank_of_adjustment(line) if (rank := _RANK.get(line.kind)) is None else rank for line in lines]
        found: list[Credit | None] = [None] * len(lines)
        for index in sorted(range(len(lines)), key=ranks.__getitem__):
            found[index] = self._credit(lines[index], starts[index])
        return [credit for credit in found if credit is not None]

    def _rank_of_adjustment(self, line: Entry) -> int:
        subject = self._rules.subjects.get(line.subject)
        return _LAST if subject is None else _RANK_OF_MODE[subject.mode]

    def _credit(self, line: Entry, start: int) -> Credit:
        measured, identity = line.measured_seconds, id(line)
        if line.id in self._struck:
            return self._refused(line, self._struck[line.id])
        if line.kind is _ADJUSTMENT:
            return self._adjusted(line, start)
        name = self._standing.policy if identity in self._recalculated else line.policy
        terms = self._terms[line.kind, line.subject, name, line.zone] if measured >= 0 else Reason.IN_DOUBT
        if isinstance(terms, Reason):
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
            line.started_at,
            line.zone,
            name,
            measured,
            seconds,
            refusals,
            self._shares(terms, seconds) if seconds else {},
            days,
            self._flags.of(line, terms.tolerance) if terms.tolerance or identity in self._odd else (),
        )

    @staticmethod
    def _shares(terms: Terms, seconds: int) -> dict[str, int]:
        return {terms.module: seconds} if terms.module else apportion(seconds, terms.subject.weights)

    def _policy(self, line: Entry) -> Policy | None:
        return self._rules.policies.get(self._standing.policy_of(line))

    # Lines that are refused as a whole, and adjustments.

    def _refused(self, line: Entry, reason: Reason, limit: int | None = None) -> Credit:
        seconds = line.measured_seconds
        refusals = (Refusal(reason, line.started_at, seconds, limit),) if seconds else ()
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
        refusals = (Refusal(_LESSON_CAP, line.started_at, rest, cap),) if rest else ()
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
            line.started_at,
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
        end = start + line.measured_seconds
        day = terms.days.only_day(start, end)
        if day is None or start < terms.first or terms.end < end or self._caps.counts_days:
            return None
        seconds = self._caps.take(line.subject, terms.cap, end - start)
        until = start + seconds
        refusals: tuple[Refusal, ...] = ()
        if until < end:
            moment = datetime.fromtimestamp(until, UTC) if seconds else line.started_at
            refusals = (Refusal(_LESSON_CAP, moment, end - until, terms.cap),)
        return seconds, refusals, (DayShare(day, seconds),) if seconds else ()

    def _in_pieces(self, line: Entry, terms: Terms, start: int, *, is_alone: bool) -> _Outcome:
        pieces = self._pieces(line, terms, start)
        if not is_alone:
            clock = _clock(line, terms)
            pieces = self._claims.cut(pieces, clock)
        credited, refused = self._caps.grant(terms, pieces)
        if not credited:
            return 0, _refusals(refused, line, start), ()
        seconds = 0
        for first, last in credited:
            seconds += last - first
            if not is_alone:
                self._claims.claim(first, last, clock)
        return seconds, _refusals(refused, line, start), terms.days.shares(credited, seconds)

    def _pieces(self, line: Entry, terms: Terms, start: int) -> list[Piece]:
        """Cuts a line into what gaps and enrolment leave of it, and what they take, in order."""
        end = start + line.measured_seconds
        gaps = line.gaps
        left = self._silence.left(line) if gaps and gaps[0].start_second <= 0 else None
        if terms.tolerance:
            gaps = counted_gaps(line, terms.policy)
        pieces, _left = cut_at_gaps(start, end, gaps, idle_limit(line, terms.policy), left)
        if start < terms.first or terms.end < end:
            return within((terms.first, terms.end), start, end, pieces)
        return pieces


def _clock(line: Entry, terms: Terms) -> tuple[str, ...]:
    """Returns what measured a line: the same clock cannot measure one second twice."""
    return (line.device_id, line.kind) if terms.at_the_desk else (line.id,)


def _refusals(pieces: list[Refused], line: Entry, line_start: int) -> tuple[Refusal, ...]:
    """Turns refused pieces, which come in order, into refusals; neighbours with the same reason become one."""
    if not pieces:
        return ()
    found: list[Refusal] = []
    reason, start, end, limit = pieces[0]
    moment = line.started_at if start == line_start else datetime.fromtimestamp(start, UTC)
    for piece in pieces[1:]:
        if piece[0] is reason and piece[1] == end and piece[3] == limit:
            end = piece[2]
        else:
            found.append(Refusal(reason, moment, end - start, limit))
            reason, start, end, limit = piece
            moment = datetime.fromtimestamp(start, UTC)
    found.append(Refusal(reason, moment, end - start, limit))
    return tuple(found)
