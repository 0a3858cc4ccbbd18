"""Correcting a learner's hours: who may, who approves, what it comes to, and one new line in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass

from msgspec import structs

from trainer.clock import Clock, local_day
from trainer.cohorts.accounts import AccountService
from trainer.cohorts.people import STAFF, Person
from trainer.errors import TrainerError
from trainer.hours.adjustments import Signing, adjustment, recalculation, reversal, settlement, trial_recalculation
from trainer.hours.comparison import Comparison, compare_records
from trainer.hours.ledger import Entry
from trainer.hours.policy import Policy
from trainer.hours.policy_book import in_force
from trainer.hours.record import Credit, HoursRecord
from trainer.hours.service import Books, HoursContext, HoursService
from trainer.hours.settling import settlements
from trainer.hours.standing import needs_second_person, stake
from trainer.i18n import _

_TRIAL = "Only a trial, which is never written."


@dataclass(frozen=True)
class Adjust:
    """Time is added, or with a negative number taken away.

    Attributes:
        subject: Lesson, session or exam id; may be empty when a competency is given.
        competency: Module id or ``exams``; may be empty when the subject says it.
    """

    seconds: int
    subject: str = ""
    competency: str = ""


@dataclass(frozen=True)
class TakeBack:
    """A line is taken back."""

    line_id: str


@dataclass(frozen=True)
class Recalculate:
    """Everything that lies behind is credited under another policy."""

    policy_name: str


@dataclass(frozen=True)
class Settle:
    """Two people have looked at what is in doubt, and decided; it asks for nobody's attention any more.

    Attributes:
        count_unchanged: Whether lines count whose own bytes are as they were hashed; otherwise all are left out.
    """

    count_unchanged: bool = False


Change = Adjust | TakeBack | Recalculate | Settle


@dataclass(frozen=True)
class Correction:
    """What is asked for.

    Attributes:
        entry_id: Made by the caller, so that trying again after an error corrects once.
    """

    entry_id: str
    change: Change
    reason: str


@dataclass(frozen=True)
class Approval:
    """A second person, who shows with their own PIN that they are there."""

    person_id: str
    pin: str


@dataclass(frozen=True)
class Preview:
    """What a correction would come to.

    Attributes:
        comparison: Before and after.
        lines: What the new lines themselves would be credited with.
        second_person: Whether the policy asks for one.
        limit_seconds: Up to which one person decides alone; None when never.
    """

    comparison: Comparison
    lines: tuple[Credit, ...]
    second_person: bool
    limit_seconds: int | None


@dataclass(frozen=True)
class Outcome:
    """What a correction has come to."""

    before: HoursRecord
    after: HoursRecord

    @property
    def comparison(self) -> Comparison:
        """Before and after, side by side."""
        return compare_records(self.before, self.after)


class ApprovalError(TrainerError):
    """The second person did not approve: no PIN, or another one."""


class CorrectionService:
    """Corrects hours. Nothing is changed or deleted: each correction is a line of its own, or several in one step."""

    def __init__(self, hours: HoursService, accounts: AccountService, clock: Clock, device_id: str) -> None:
        """``device_id`` names the chain that the lines join."""
        self._hours, self._accounts, self._clock, self._device_id = hours, accounts, clock, device_id

    def approvers(self, author_id: str) -> Sequence[Person]:
        """Returns who can approve what this author corrects; one without a PIN has to set one first."""
        return [person for person in self._accounts.people() if person.role in STAFF and person.id != author_id]

    def books(self, author_id: str, context: HoursContext) -> Books:
        """Returns a learner's lines and what they come to, for somebody who may correct them.

        Raises:
            TrainerError: This person may not.
        """
        self._case(author_id, context, "", "")
        return self._hours.books(context)

    def preview(self, author_id: str, change: Change, context: HoursContext) -> Preview:
        """Says what a correction would come to; nothing is written.

        Raises:
            TrainerError: This person may not correct, or the correction cannot be made.
        """
        case, books = self._case(author_id, context, _TRIAL, f"not {author_id}"), self._hours.books(context)
        lines = case.trial(change, books)
        after, ids = books.with_lines(lines), {line.id for line in lines}
        comparison = compare_records(books.record, after)
        return Preview(
            comparison,
            tuple([item for item in after.credits if item.entry_id in ids]),
            isinstance(change, Settle) or needs_second_person(_stake(change, books.lines, comparison), case.policy),
            case.policy.adjustment_limit_seconds,
        )

    def correct(
        self, author_id: str, wish: Correction, context: HoursContext, approval: Approval | None = None
    ) -> Outcome:
        """Writes the line. It takes a while when somebody approves: never call it on the main thread.

        Raises:
            ApprovalError: The second person has no PIN, or it is another one.
            TrainerError: This person may not correct, the reason is missing, a second person is needed, or the
                correction cannot be made. Nothing was written.
        """
        # Whoever may not correct must not learn either whether somebody else's PIN is right.
        self._case(author_id, context, wish.reason, "")
        case = self._case(author_id, context, wish.reason, self._approved(approval))

        def _make(books: Books) -> Sequence[Entry]:
            first, *others = case.lines(wish.change, books)
            return structs.replace(first, id=wish.entry_id), *others

        return Outcome(*self._hours.correct(wish.entry_id, _make, context))

    def _approved(self, approval: Approval | None) -> str:
        if approval is None:
            return ""
        person = self._accounts.person(approval.person_id)
        if person is None or person.role not in STAFF:
            raise ApprovalError(_("Only an instructor or an administrator can approve."))
        if not person.pin_hash:
            raise ApprovalError(
                _("%(name)s has no PIN yet, and it is the PIN that shows who approves.") % {"name": person.name},
                _("They open their own profile once, go to the office, and press “My PIN”."),
            )
        if not self._accounts.unlock(person, approval.pin):
            raise ApprovalError(_("This is not the PIN of %(name)s. Please try again.") % {"name": person.name})
        return person.id

    def _case(self, author_id: str, context: HoursContext, reason: str, second: str) -> "_Case":
        author, enrolment = self._accounts.person(author_id), self._accounts.enrolment(context.enrolment_id)
        if author is None or author.role not in STAFF:
            raise TrainerError(_("Hours are corrected by an instructor."), _("Please ask your instructor."))
        signing = Signing(
            enrolment_id=enrolment.id,
            learner_id=enrolment.person_id,
            author_id=author.id,
            reason=reason,
            device_id=self._device_id,
            edition=context.programme.edition or enrolment.edition,
            now=self._clock.now(),
            zone=self._clock.zone(),
            second_author_id=second,
        )
        return _Case(signing, in_force(context.policies, enrolment.policy, local_day(self._clock)))


@dataclass(frozen=True)
class _Case:
    """One learner, one author, and the policy that is in force today."""

    signing: Signing
    policy: Policy

    def lines(self, change: Change, books: Books) -> tuple[Entry, ...]:
        """Makes the lines of a correction."""
        if isinstance(change, Adjust):
            return (self._adjusted(change, books),)
        if isinstance(change, TakeBack):
            return (reversal(self.signing, self.policy, _found(change.line_id, books.lines), books.lines),)
        if isinstance(change, Settle):
            return self._settled(change, books)
        trial = trial_recalculation(self.signing, self.policy, change.policy_name)
        comparison = compare_records(books.record, books.with_lines([trial]))
        return (recalculation(self.signing, self.policy, change.policy_name, books.context.policies, comparison),)

    def trial(self, change: Change, books: Books) -> tuple[Entry, ...]:
        """Makes lines that are never written, to see what they would come to."""
        if not isinstance(change, Recalculate):
            return self.lines(change, books)
        if change.policy_name not in books.context.policies:
            raise TrainerError(_("This policy is not known here."))
        return (trial_recalculation(self.signing, self.policy, change.policy_name),)

    def _adjusted(self, change: Adjust, books: Books) -> Entry:
        place = {"subject": change.subject, "competency": change.competency}
        return adjustment(self.signing, self.policy, books.context.programme, seconds=change.seconds, **place)

    def _settled(self, change: Settle, books: Books) -> tuple[Entry, ...]:
        decided = settlements(books, count_unchanged=change.count_unchanged)
        if not decided:
            raise TrainerError(_("Nothing in this record is in doubt any more."))
        return tuple([settlement(self.signing, self.policy, one) for one in decided])


def _stake(change: Change, lines: Sequence[Entry], comparison: Comparison) -> int:
    if isinstance(change, Adjust):
        return change.seconds
    if isinstance(change, TakeBack):
        return stake(_found(change.line_id, lines), {line.id: line for line in lines})
    return comparison.changed_seconds


def _found(line_id: str, lines: Sequence[Entry]) -> Entry:
    """Finds a line among the learner's own: an id of somebody else's line is not found here."""
    for line in lines:
        if line.id == line_id:
            return line
    raise TrainerError(_("This entry is not in the learner's record."))
