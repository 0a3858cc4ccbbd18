"""Looks through a whole ledger: every chain, every signed checkpoint, every total, and what is odd about a line."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from trainer.hours.checkpoints import sort_out
from trainer.hours.doubts import Doubts, DoubtStore, IntakeStore, heads_of
from trainer.hours.findings import Finding, FindingKind
from trainer.hours.ledger import Entry, Head, LedgerStore
from trainer.hours.oddities import OddLine, is_grave, odd_lines
from trainer.hours.policy_seal import SealedUnit, changed_policies
from trainer.hours.projection import ProjectionStore, projected, unexplained
from trainer.hours.reconcile import agree, check_identities, compare_projections, differing_seconds
from trainer.hours.record import Flag, HoursRecord
from trainer.hours.service import HoursContext, lines_and_credit
from trainer.hours.settling import still_open
from trainer.hours.verify import verify_chain, vouched_for
from trainer.hours.wording import (
    finding_text,
    guard_text,
    mismatches_text,
    oddity_text,
    policy_fault_text,
    unexplained_text,
)
from trainer.i18n import _, ngettext


class RecordUnit(SealedUnit, Protocol):
    """The part of a unit of work that knows one learner's record."""

    @property
    def ledger(self) -> LedgerStore:
        """The lines."""

    @property
    def doubts(self) -> DoubtStore:
        """Which of them cannot be relied on."""

    @property
    def projections(self) -> ProjectionStore:
        """The totals kept for speed."""


class ExaminedUnit(RecordUnit, Protocol):
    """The part of a unit of work that is looked through."""

    @property
    def intake(self) -> IntakeStore:
        """Lines of other computers."""


@dataclass(frozen=True)
class Computer:
    """Who looks: this computer, as its checkpoints name it.

    Attributes:
        key: Its public key, in hexadecimal.
        now: Timezone-aware.
    """

    device_id: str
    key: str
    now: datetime


@dataclass(frozen=True)
class Learner:
    """Whose record is looked through."""

    id: str
    context: HoursContext

    @property
    def enrolment_id(self) -> str:
        """The enrolment that is looked through."""
        return self.context.enrolment_id


@dataclass(frozen=True)
class Unread:
    """A learner whose lines cannot be credited here: their edition of the course is not on this computer.

    Attributes:
        why: A sentence.
    """

    id: str
    enrolment_id: str
    why: str


@dataclass(frozen=True)
class Examined:
    """What was looked at, and what was found; a sentence each.

    Attributes:
        heads: The ends of what counts: receipts to hand out.
        faults: What is not as it was written, or does not agree.
        worth_a_look: What is odd and may have a good reason.
        not_compared: How many records' totals could not be compared with their lines.
    """

    lines: int
    heads: tuple[Head, ...]
    checkpoints: int
    faults: tuple[str, ...]
    worth_a_look: tuple[str, ...]
    not_compared: int = 0


def examine(
    unit: ExaminedUnit, learners: Iterable[Learner | Unread], computer: Computer, receipts: Sequence[Head] = ()
) -> Examined:
    """Looks through everything and changes nothing; a second look finds the same.

    Args:
        unit: Open records.
        learners: Everybody whose lines may be here.
        computer: This one.
        receipts: Heads that somebody holds on paper.
    """
    checkpoints, own = unit.checkpoints.all(), {computer.device_id: computer.key}
    heads, false = sort_out(checkpoints, own)
    waiting = unit.intake.waiting()
    report = verify_chain(unit.ledger.lines(), vouched_for([*heads, *receipts], waiting))
    if report.is_sound and not false:
        unit.doubts.remember_sound(report.heads)
    odd: list[OddLine] = []
    settled = _Settled()
    everybody = list(learners)
    unread = [one for one in everybody if isinstance(one, Unread)]
    read = [one for one in everybody if isinstance(one, Learner)]
    of_records = [fault for learner in read for fault in _record_faults(unit, learner, computer.now, odd, settled)]
    of_records += [fault for one in unread for fault in _unread_faults(unit, one, settled)]
    faults = [
        *[guard_text(name) for name in unit.ledger.missing_guards()],
        *[policy_fault_text(name) for name in changed_policies(unit, own=own)],
        *[_finding_text(found) for found in (*report.findings, *false) if found not in settled],
        *_set_aside(waiting),
        *of_records,
        *[oddity_text(found) for found in odd if is_grave(found.oddity)],
    ]
    harmless = [
        *[_("Settled: %(what)s") % {"what": _finding_text(found)} for found in report.findings if found in settled],
        *[oddity_text(found) for found in odd if not is_grave(found.oddity)],
        *_unread_texts(unread),
    ]
    devices = {head.device_id for head in report.heads} | {line.device_id for line in waiting}
    ends = tuple(heads_of(devices, unit.doubts))
    unlike = tuple(dict.fromkeys(faults))
    return Examined(report.lines, ends, len(checkpoints), unlike, tuple(harmless), len(unread))


def needs_attention(unit: RecordUnit, enrolment_id: str) -> bool:
    """Says whether somebody at the office should look at an enrolment's record; quick enough for every start."""
    return count_faults(unit, enrolment_id) > 0


def count_faults(unit: RecordUnit, enrolment_id: str, record: HoursRecord | None = None) -> int:
    """Counts what is not as it was written in an enrolment's record and not settled, for the paper it is printed on.

    Args:
        unit: Open records.
        enrolment_id: Whose record.
        record: What its lines come to, where that is known: then every kept total is compared with it.
    """
    found = unit.doubts.of(enrolment_id)
    lines = _lines_of(unit, enrolment_id, found)
    open_count = still_open(found, lines).count
    if record is None or open_count or _lacks_a_policy(record):
        # What is in doubt, or under a policy that is not here, is not credited: that explains every other difference.
        is_stale = _unexplained(unit, enrolment_id, lines) > 0
    else:
        is_stale = differing_seconds(unit.projections.projection(enrolment_id), record) > 0
    # A recalculation puts lines under another version; the one that they name decides nothing then.
    names = {line.policy for line in lines} if record is None else {credit.policy for credit in record.credits}
    rules = changed_policies(unit, names)
    return open_count + len(unit.ledger.missing_guards()) + len(rules) + is_stale


def _lacks_a_policy(record: HoursRecord) -> bool:
    return any(Flag.UNKNOWN_POLICY in credit.flags for credit in record.credits)


def _unexplained(unit: RecordUnit, enrolment_id: str, lines: Sequence[Entry]) -> int:
    """What was measured is kept among the totals too: where every line is gone, no chain is left to tell."""
    here = sum({(entry.id, entry.hash): entry.measured_seconds for entry in lines}.values())
    return unexplained(unit.projections.projection(enrolment_id), here)


def _lines_of(unit: RecordUnit, enrolment_id: str, doubts: Doubts) -> list[Entry]:
    return [line for line in (*unit.ledger.entries(enrolment_id), *doubts.lines) if line.hash not in doubts.hidden]


def is_touched(unit: ExaminedUnit, device_id: str) -> bool:
    """Says whether one computer's chains, the database's guards or lines from elsewhere ask for a look."""
    findings = [found for chain in _chains_of(unit, device_id) for found in unit.doubts.chain(chain).findings]
    # To look for settlements takes a walk through the whole ledger, which a sound one is spared.
    settled = unit.doubts.settled() if findings else ()
    is_open = any(not any(one.settles(finding) for one in settled) for finding in findings)
    if is_open or touched(unit, device_id):
        return True
    return bool(unit.ledger.missing_guards() or unit.intake.waiting() or changed_policies(unit))


def touched(unit: ExaminedUnit, device_id: str) -> frozenset[str]:
    """Returns the ids of the enrolments whose lines in one computer's chains ask for a look."""
    concerned = {one for chain in _chains_of(unit, device_id) for one in unit.doubts.concerned(chain)}
    return frozenset(one for one in concerned if needs_attention(unit, one))


def _chains_of(unit: ExaminedUnit, device_id: str) -> list[str]:
    return [device_id, *unit.doubts.chains_before(device_id)]


class _Settled:
    """The findings that were settled for every learner whom they concern."""

    def __init__(self) -> None:
        self._settled: set[_Place] = set()
        self._open: set[_Place] = set()

    def add(self, doubts: Doubts, lines: Sequence[Entry]) -> None:
        """Takes what was found in one learner's chains."""
        left = {_place(finding) for finding in still_open(doubts, lines).findings}
        self._open |= left
        self._settled |= {_place(finding) for finding in doubts.findings} - left

    def __contains__(self, finding: Finding) -> bool:
        return _place(finding) in self._settled - self._open


_Place = tuple[FindingKind, str, int, int]


def _place(finding: Finding) -> _Place:
    return finding.kind, finding.device_id, finding.sequence, finding.last_sequence


def _finding_text(finding: Finding) -> str:
    return _("Computer %(device)s. %(what)s") % {"device": finding.device_id, "what": finding_text(finding)}


def _set_aside(waiting: Sequence[Entry]) -> Iterator[str]:
    count = len(waiting)
    if count:
        text = ngettext(
            "%(n)s line of another computer waits for an earlier one, or is contradicted.",
            "%(n)s lines of other computers wait for an earlier one, or are contradicted.",
            count,
        )
        yield text % {"n": count}


def _unread_faults(unit: ExaminedUnit, one: Unread, settled: _Settled) -> Iterator[str]:
    """Yields what shows without crediting a line."""
    doubts = unit.doubts.of(one.enrolment_id)
    lines = _lines_of(unit, one.enrolment_id, doubts)
    settled.add(doubts, lines)
    seconds = _unexplained(unit, one.enrolment_id, lines)
    if seconds:
        yield _totals_text(one.enrolment_id, unexplained_text(seconds))
    elif not agree(unit.projections.projection(one.enrolment_id)):
        yield _totals_text(one.enrolment_id, _("They do not even agree with one another."))


def _totals_text(enrolment_id: str, what: str) -> str:
    return _("The kept totals of enrolment %(id)s are not what its lines come to. %(what)s") % {
        "id": enrolment_id,
        "what": what,
    }


def _unread_texts(unread: Sequence[Unread]) -> Iterator[str]:
    """Says for each reason how many records were not credited again."""
    for why, count in Counter(one.why for one in unread).items():
        text = ngettext(
            "The lines of %(n)s record were checked, but not credited again. %(why)s",
            "The lines of %(n)s records were checked, but not credited again. %(why)s",
            count,
        )
        yield text % {"n": count, "why": why}


def _record_faults(
    unit: ExaminedUnit, learner: Learner, now: datetime, odd: list[OddLine], settled: _Settled
) -> Iterator[str]:
    context = learner.context
    entries, record = lines_and_credit(unit.ledger, unit.doubts, context)
    doubts = unit.doubts.of(context.enrolment_id)
    settled.add(doubts, entries)
    yield from check_identities(record)
    unknown = {entry.policy for entry in entries} - context.policies.keys()
    if unknown:
        yield from map(policy_fault_text, changed_policies(unit, unknown))
    kept = unit.projections.projection(context.enrolment_id)
    if kept or record.credits:
        unlike = compare_projections(kept, projected(record))
        if unlike:
            yield _totals_text(context.enrolment_id, mismatches_text(unlike))
    found = odd_lines(entries, record, context.policies, learner_id=learner.id, now=now)
    # What is merely odd about a line in doubt says nothing about the line that was written.
    odd += [one for one in found if is_grave(one.oddity) or one.entry_id not in doubts.ids]
