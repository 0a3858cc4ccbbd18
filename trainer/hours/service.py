"""The one door to the ledger: every line is appended, credited and reconciled in one transaction."""

import logging
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from trainer.courses.outline import Programme
from trainer.errors import TrainerError
from trainer.hours.checkpoints import CheckpointStore
from trainer.hours.credit import EnrolmentWindow, HoursRecord, credit
from trainer.hours.doubts import DoubtStore
from trainer.hours.ledger import Entry, LedgerStore, OpenStint
from trainer.hours.notary import Notary
from trainer.hours.policy import Policy
from trainer.hours.projection import ProjectionStore
from trainer.hours.reconcile import check_identities
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
        doubtful: Ids of lines that count for nothing until somebody has looked at them.
    """

    context: HoursContext
    lines: Sequence[Entry]
    record: HoursRecord
    doubtful: frozenset[str]

    def with_line(self, line: Entry) -> HoursRecord:
        """Returns what they would come to with one more line, which is written nowhere."""
        context = self.context
        return credit([*self.lines, line], context.policies, context.programme, context.window, self.doubtful)


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

    def record(self, context: HoursContext) -> HoursRecord:
        """Credits an enrolment's lines afresh."""
        with self._open_unit() as unit:
            return _credited(unit, context)

    def entries(self, context: HoursContext) -> Sequence[Entry]:
        """Returns an enrolment's lines."""
        with self._open_unit() as unit:
            return unit.ledger.entries(context.enrolment_id)

    def lines_and_record(self, context: HoursContext) -> tuple[Sequence[Entry], HoursRecord]:
        """Returns an enrolment's lines and what they come to; the lines are read once."""
        with self._open_unit() as unit:
            return _lines_and_record(unit, context)

    def append(self, entry: Entry, context: HoursContext) -> HoursRecord:
        """Appends a line and returns the new totals; appending the same id again changes nothing.

        Raises:
            TrainerError: The totals would not reconcile; nothing was written.
        """
        with self._open_unit() as unit:
            _append(unit, entry)
            unit.ledger.close_open_stint(entry.id)
            record = _credited(unit, context)
            unit.projections.save_projection(context.enrolment_id, record)
            if self._notary is not None:
                self._notary.after_append(unit)
            unit.commit()
        return record

    def books(self, context: HoursContext) -> Books:
        """Returns an enrolment's lines as they stand, to try out what another one would change."""
        with self._open_unit() as unit:
            return _books(unit, context)

    def correct(
        self, entry_id: str, make: Callable[[Books], Entry], context: HoursContext
    ) -> tuple[HoursRecord, HoursRecord]:
        """Appends a line that is made from the lines as they stand; reading and writing are one transaction.

        Args:
            entry_id: The line's id; where it is there already nothing is made, so that trying again is harmless.
            make: Makes the line from the others.
            context: What the enrolment is credited by.

        Returns:
            The record without the line, and with it.

        Raises:
            TrainerError: Whatever ``make`` says, or the totals would not reconcile; nothing was written.
        """
        with self._open_unit() as unit:
            books = _books(unit, context, without=entry_id)
            if all(line.id != entry_id for line in unit.ledger.entries(context.enrolment_id)):
                _append(unit, make(books))
            after = _credited(unit, context)
            unit.projections.save_projection(context.enrolment_id, after)
            if self._notary is not None:
                self._notary.after_append(unit)
            unit.commit()
        return books.record, after

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
    entries = [entry for entry in ledger.entries(context.enrolment_id) if entry.hash not in found.hidden]
    entries += found.lines
    return entries, credit(entries, context.policies, context.programme, context.window, found.ids)


def _books(unit: HoursUnit, context: HoursContext, without: str = "") -> Books:
    known, record = lines_and_credit(unit.ledger, unit.doubts, context)
    doubtful = unit.doubts.of(context.enrolment_id).ids
    if not any(line.id == without for line in known):
        return Books(context, known, record, doubtful)
    lines = [line for line in known if line.id != without]
    return Books(context, lines, credit(lines, context.policies, context.programme, context.window, doubtful), doubtful)


def _append(unit: HoursUnit, entry: Entry) -> None:
    """Appends a line; an id that is another enrolment's is not taken for this one's.

    Raises:
        TrainerError: The id is in use.
    """
    if unit.ledger.append(entry).enrolment_id != entry.enrolment_id:
        raise TrainerError(_("This entry belongs to another learner's record."), _("Nothing was written."))


def _credited(unit: HoursUnit, context: HoursContext) -> HoursRecord:
    return _lines_and_record(unit, context)[1]


def _lines_and_record(unit: HoursUnit, context: HoursContext) -> tuple[Sequence[Entry], HoursRecord]:
    entries, record = lines_and_credit(unit.ledger, unit.doubts, context)
    faults = check_identities(record)
    if faults:
        raise TrainerError(
            _("The totals of this record do not agree, so nothing was written."),
            _("Your earlier hours are unchanged. Please send the log to your training provider."),
            details="; ".join(faults),
        )
    return entries, record
