"""The one door to the ledger: every line is appended, credited and reconciled in one transaction."""

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from trainer.courses.outline import Programme
from trainer.errors import TrainerError
from trainer.hours.checkpoints import CheckpointStore
from trainer.hours.credit import EnrolmentWindow, HoursRecord, credit
from trainer.hours.doubts import Doubts, DoubtStore
from trainer.hours.last_record import LastRecord
from trainer.hours.ledger import Entry, EntryKind, LedgerStore, OpenStint
from trainer.hours.notary import Notary
from trainer.hours.policy import Policy
from trainer.hours.projection import ProjectionStore, unexplained
from trainer.hours.reconcile import check_identities, differing_seconds
from trainer.hours.settlements import standing_settlements
from trainer.hours.settling import in_doubt, still_open
from trainer.i18n import _

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class HoursContext:
    """What an enrolment's hours are credited by.

    Attributes:
        policies: By name; a line is credited by the version that it names.
    """

    enrolment_id: str
    programme: Programme
    policies: Mapping[str, Policy]
    window: EnrolmentWindow | None = None


class HoursUnit(Protocol):
    """The part of a unit of work that hours need."""

    @property
    def ledger(self) -> LedgerStore:
        """The lines."""

    @property
    def doubts(self) -> DoubtStore:
        """Which of them cannot be relied on."""

    @property
    def checkpoints(self) -> CheckpointStore:
        """The signed ends of their chains."""

    @property
    def projections(self) -> ProjectionStore:
        """The totals kept for speed."""

    def commit(self) -> None:
        """Makes everything durable, or raises and leaves nothing."""


@dataclass(frozen=True)
class Books:
    """An enrolment's lines as they stand.

    Attributes:
        lines: All that is known, in doubt or not.
        record: What they come to.
        doubts: What of them counts for nothing until somebody has looked at it, and what was found.
        unexplained_seconds: By how much the lines differ from what was counted before.
    """

    context: HoursContext
    lines: Sequence[Entry]
    record: HoursRecord
    doubts: Doubts
    unexplained_seconds: int = 0

    def with_lines(self, lines: Iterable[Entry]) -> HoursRecord:
        """Returns what they would come to with more lines, which are written nowhere."""
        return _credit([*self.lines, *lines], self.context, self.doubts)


OpenHoursUnit = Callable[[], AbstractContextManager[HoursUnit]]


class HoursService:
    """Appends lines and answers what they come to."""

    def __init__(self, open_unit: OpenHoursUnit, notary: Notary | None = None) -> None:
        """Keeps whom it asks.

        Args:
            open_unit: Begins a unit of work; leaving it without commit rolls back.
            notary: Signs the ends of this computer's chain; without one no checkpoint is made.
        """
        self._open_unit = open_unit
        self._notary = notary
        self._last = LastRecord()

    def record(self, context: HoursContext) -> HoursRecord:
        """Returns what an enrolment's lines come to."""
        with self._open_unit() as unit:
            return self.read(unit, context)[1]

    def entries(self, context: HoursContext) -> Sequence[Entry]:
        """Returns an enrolment's lines."""
        with self._open_unit() as unit:
            return unit.ledger.entries(context.enrolment_id)

    def lines_and_record(self, context: HoursContext) -> tuple[Sequence[Entry], HoursRecord]:
        """Returns an enrolment's lines and what they come to; the lines are read once."""
        with self._open_unit() as unit:
            return self.read(unit, context)

    def append(self, entry: Entry, context: HoursContext) -> HoursRecord:
        """Appends a line and returns the new totals; appending the same id again changes nothing.

        Raises:
            TrainerError: The totals would not reconcile; nothing was written.
        """
        with self._open_unit() as unit:
            before = len(unit.ledger.entries(context.enrolment_id))
            _append(unit, entry)
            unit.ledger.close_open_stint(entry.id)
            record = self.read(unit, context)[1]
            is_new = len(unit.ledger.entries(context.enrolment_id)) > before
            _keep_totals(unit, context, record, entry.measured_seconds if is_new else 0)
            if self._notary is not None:
                self._notary.after_append(unit)
            unit.commit()
        return record

    def books(self, context: HoursContext) -> Books:
        """Returns an enrolment's lines as they stand, to try out what another one would change."""
        with self._open_unit() as unit:
            return _books(unit, context)

    def correct(
        self, entry_id: str, make: Callable[[Books], Sequence[Entry]], context: HoursContext
    ) -> tuple[HoursRecord, HoursRecord]:
        """Appends lines that are made from the lines as they stand; reading and writing are one transaction.

        Args:
            entry_id: The first line's id; where it is there already nothing is made, so that trying again is harmless.
            make: Makes the lines from the others.
            context: What the enrolment is credited by.

        Returns:
            The record without the line, and with it.

        Raises:
            TrainerError: Whatever ``make`` says, the totals would not reconcile, or the lines would be in doubt
                themselves; nothing was written.
        """
        with self._open_unit() as unit:
            books = _books(unit, context, without=entry_id)
            lines: Sequence[Entry] = ()
            if all(line.id != entry_id for line in unit.ledger.entries(context.enrolment_id)):
                lines = make(books)
                self._add(unit, lines)
            after = self.read(unit, context)[1]
            is_settled = any(line.kind is EntryKind.SETTLEMENT for line in lines)
            added = sum(line.measured_seconds for line in lines)
            _keep_totals(unit, context, after, added, is_settled=is_settled)
            unit.commit()
        return books.record, after

    def read(self, unit: HoursUnit, context: HoursContext) -> tuple[Sequence[Entry], HoursRecord]:
        """Returns an enrolment's lines and what they come to, from records that are open already."""
        doubts = unit.doubts.of(context.enrolment_id)
        lines = _known_lines(unit.ledger, doubts, context)
        question = (tuple(lines), context, dict(context.policies), doubts)
        record = self._last.of(question)
        if record is None:
            record = _credit(lines, context, doubts)
            _refuse_disagreement(record)
            self._last.keep(question, record)
        return lines, record

    def _add(self, unit: HoursUnit, corrections: Sequence[Entry]) -> None:
        """Appends corrections and signs the chain at once, so that what people decided cannot be rebuilt unseen."""
        sealed = [_append(unit, line) for line in corrections]
        if self._notary is not None:
            self._notary.sign_end(unit)
        _refuse_doubtful(unit, sealed)

    def save_open_stint(self, stint: OpenStint) -> None:
        """Makes the stint under way durable."""
        with self._open_unit() as unit:
            unit.ledger.save_open_stint(stint)
            unit.commit()

    def drop_open_stint(self, entry_id: str) -> None:
        """Forgets a stint in which nothing was measured."""
        with self._open_unit() as unit:
            unit.ledger.close_open_stint(entry_id)
            unit.commit()

    def recover(self, contexts: Callable[[str], HoursContext | None]) -> Sequence[Entry]:
        """Turns stints that a killed program left open into lines.

        Args:
            contexts: Finds the context of an enrolment id; a stint without one is left as it is, so nothing is lost.

        Returns:
            The lines that were appended, each marked as interrupted.
        """
        recovered = []
        with self._open_unit() as unit:
            stints = unit.ledger.open_stints()
        for stint in stints:
            context = contexts(stint.entry.enrolment_id)
            if context is None:
                _log.warning("an open stint has no enrolment here: %s", stint.entry.id)
                continue
            self.append(stint.entry, context)
            recovered.append(stint.entry)
        return recovered


def lines_and_credit(
    ledger: LedgerStore, doubts: DoubtStore, context: HoursContext
) -> tuple[Sequence[Entry], HoursRecord]:
    """Credits all that is known of an enrolment; what is in doubt stays in the record and counts for nothing."""
    found = doubts.of(context.enrolment_id)
    lines = _known_lines(ledger, found, context)
    return lines, _credit(lines, context, found)


def _known_lines(ledger: LedgerStore, doubts: Doubts, context: HoursContext) -> list[Entry]:
    here = ledger.entries(context.enrolment_id)
    return [*(line for line in here if line.hash not in doubts.hidden), *doubts.lines]


def _credit(lines: Sequence[Entry], context: HoursContext, doubts: Doubts) -> HoursRecord:
    doubtful = in_doubt(doubts, lines) if doubts.ids else doubts.ids
    return credit(lines, context.policies, context.programme, context.window, doubtful)


def _books(unit: HoursUnit, context: HoursContext, without: str = "") -> Books:
    known, record = lines_and_credit(unit.ledger, unit.doubts, context)
    doubts = unit.doubts.of(context.enrolment_id)
    kept = unit.projections.projection(context.enrolment_id)
    # What is in doubt is not credited, which explains every difference but one in what was measured.
    is_open = still_open(doubts, known).count > 0
    gone = unexplained(kept, record.measured_seconds) if is_open else differing_seconds(kept, record)
    if not any(line.id == without for line in known):
        return Books(context, known, record, doubts, gone)
    lines = [line for line in known if line.id != without]
    return Books(context, lines, _credit(lines, context, doubts), doubts, gone)


def _keep_totals(
    unit: HoursUnit, context: HoursContext, record: HoursRecord, added_seconds: int, *, is_settled: bool = False
) -> None:
    """Keeps the new totals; a difference from the old ones that no new line explains stays until it is settled."""
    gone = unexplained(unit.projections.projection(context.enrolment_id), record.measured_seconds - added_seconds)
    unit.projections.save_projection(context.enrolment_id, record, 0 if is_settled else gone)


def _refuse_doubtful(unit: HoursUnit, lines: Sequence[Entry]) -> None:
    """Refuses corrections that hang on a torn chain, or take the places of lost lines; a new start begins a new chain.

    Raises:
        TrainerError: Not now.
    """
    enrolment_id = lines[0].enrolment_id
    doubtful = unit.doubts.of(enrolment_id).ids
    settled = standing_settlements(unit.ledger.entries(enrolment_id), doubtful)
    if any(line.id in doubtful or any(one.leaves_out(line) for one in settled) for line in lines):
        raise TrainerError(
            _("This computer's own lines are not as they were written, so nothing can be added to them now."),
            _("Nothing was written. Please close the program, open it again, and correct the hours then."),
        )


def _append(unit: HoursUnit, entry: Entry) -> Entry:
    """Appends a line and returns it sealed; an id that is another enrolment's is not taken for this one's.

    Raises:
        TrainerError: The id is in use.
    """
    sealed = unit.ledger.append(entry)
    if sealed.enrolment_id != entry.enrolment_id:
        raise TrainerError(_("This entry belongs to another learner's record."), _("Nothing was written."))
    return sealed


def _refuse_disagreement(record: HoursRecord) -> None:
    faults = check_identities(record)
    if faults:
        raise TrainerError(
            _("The totals of this record do not agree, so nothing was written."),
            _("Your earlier hours are unchanged. Please send the log to your training provider."),
            details="; ".join(faults),
        )
