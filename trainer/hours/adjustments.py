"""Corrections, each a new line with a reason: an adjustment, a reversal, a recalculation, a settlement of doubts."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from trainer.courses.outline import Programme
from trainer.errors import TrainerError
from trainer.hours.comparison import Comparison
from trainer.hours.entry_reader import LONGEST_SECONDS, LONGEST_TEXT
from trainer.hours.ledger import Entry, EntryKind
from trainer.hours.policy import Policy
from trainer.hours.record import EXAMS
from trainer.hours.reversals import carried_out
from trainer.hours.settlements import Settlement
from trainer.hours.standing import needs_second_person, stake
from trainer.hours.subjects import subjects
from trainer.hours.wording import span_text
from trainer.i18n import _, ngettext
from trainer.identifiers import new_id
from trainer.plain_text import refuse_unwritable

SHORTEST_REASON = 10
"""Characters; fewer cannot tell an auditor anything."""


@dataclass(frozen=True)
class Signing:
    """Who makes a correction, why, when and where.

    Attributes:
        learner_id: The person whose hours they are; never the one who corrects or approves.
        second_author_id: Who approves; may be empty where the policy asks for nobody.
        now: Timezone-aware.
        zone: IANA zone of the computer.
    """

    enrolment_id: str
    learner_id: str
    author_id: str
    reason: str
    device_id: str
    edition: str
    now: datetime
    zone: str
    second_author_id: str = ""


def adjustment(
    signing: Signing, policy: Policy, programme: Programme, *, seconds: int, subject: str = "", competency: str = ""
) -> Entry:
    """Makes the line that adds time to a lesson, session, exam or module, or takes time away.

    Args:
        signing: Who, why, when.
        policy: In force now.
        programme: What the enrolment is in.
        seconds: Negative to take time away; never 0.
        subject: Lesson, session or exam id; may be empty when a competency is given.
        competency: Module id, or ``exams``; may be empty when the subject says it.

    Raises:
        TrainerError: The correction may not be made like this; the message says what is missing.
    """
    if not 0 < abs(seconds) <= LONGEST_SECONDS:
        raise TrainerError(_("An adjustment must add or take some time."))
    _check_place(programme, subject, competency)
    _check_signing(signing, policy, seconds)
    return _line(signing, policy, EntryKind.ADJUSTMENT, subject, competency, seconds)


def reversal(signing: Signing, policy: Policy, line: Entry, lines: Iterable[Entry]) -> Entry:
    """Makes the line that takes another one back; taking back a reversal restores what it took.

    Args:
        signing: Who, why, when.
        policy: In force now.
        line: What is taken back.
        lines: The enrolment's lines, to see what is at stake and what was taken back before.

    Raises:
        TrainerError: The correction may not be made like this; the message says what is missing.
    """
    by_id = {known.id: known for known in lines}
    if line.id not in by_id or line.enrolment_id != signing.enrolment_id:
        raise TrainerError(_("This entry is not in the learner's record."))
    taken_back, _unclear = carried_out(
        {known.id: known.subject for known in by_id.values() if known.kind is EntryKind.REVERSAL}
    )
    if line.id in taken_back:
        raise TrainerError(
            _("This entry has been taken back already."), _("To restore it, take back the entry that took it back.")
        )
    _check_signing(signing, policy, stake(line, by_id))
    return _line(signing, policy, EntryKind.REVERSAL, line.id, "", 0)


def recalculation(
    signing: Signing, policy: Policy, policy_name: str, known: Collection[str], comparison: Comparison
) -> Entry:
    """Makes the line that credits everything before it under another policy; a reversal takes it back.

    Args:
        signing: Who, why, when.
        policy: In force now; it says when a second person is needed.
        policy_name: The policy to credit under, such as ``default-2``.
        known: The names of all policies.
        comparison: The record as it stands, and credited with :func:`trial_recalculation`.

    Raises:
        TrainerError: The correction may not be made like this; the message says what is missing.
    """
    if policy_name not in known:
        raise TrainerError(_("This policy is not known here."))
    if not comparison.moved_lines:
        raise TrainerError(_("Every entry is credited under this policy already."))
    _check_signing(signing, policy, comparison.changed_seconds)
    return _line(signing, policy, EntryKind.RECALCULATION, policy_name, "", 0)


def settlement(signing: Signing, policy: Policy, settled: Settlement) -> Entry:
    """Makes the line by which two people settle what is in doubt; a reversal, by two people, takes it back.

    Args:
        signing: Who, why, when. Whatever the policy says, there is a second person.
        policy: In force now.
        settled: What is settled.

    Raises:
        TrainerError: The correction may not be made like this; the message says what is missing.
    """
    if not signing.second_author_id:
        raise TrainerError(
            _("What is in doubt is settled by two people together."), _("Ask a colleague to approve it here.")
        )
    _check_signing(signing, policy, 0)
    return _line(signing, policy, EntryKind.SETTLEMENT, settled.subject, "", 0)


def trial_recalculation(signing: Signing, policy: Policy, policy_name: str) -> Entry:
    """Makes a recalculation that stands without a reason and without anybody's approval.

    A record credited with it, beside one without, shows the change before it is signed. It is never written.
    """
    approved = replace(signing, reason="Only a trial.", second_author_id=f"not {signing.author_id}")
    return _line(approved, policy, EntryKind.RECALCULATION, policy_name, "", 0)


def _check_place(programme: Programme, subject: str, competency: str) -> None:
    if subject and subject not in subjects(programme):
        raise TrainerError(_("This lesson, session or exam is not part of the learner's course."))
    if competency and competency != EXAMS and competency not in programme.modules_by_id:
        raise TrainerError(_("This competency is not part of the learner's course."))
    if not subject and not competency:
        raise TrainerError(_("Say which lesson, session, exam or competency the time belongs to."))


def _check_signing(signing: Signing, policy: Policy, seconds: int) -> None:
    _check_reason(signing.reason.strip())
    if signing.author_id == signing.learner_id:
        raise TrainerError(_("Learners cannot correct their own hours."), _("Please ask the instructor to do it."))
    second = signing.second_author_id
    if second in (signing.author_id, signing.learner_id):
        raise TrainerError(
            _("The person who approves must be somebody else."),
            _("Neither the learner nor the person who makes the correction can approve it."),
        )
    if not second and needs_second_person(seconds, policy):
        limit = policy.adjustment_limit_seconds
        raise TrainerError(
            _("Every correction needs a second person.")
            if limit is None
            else _("A correction of more than %(limit)s needs a second person.") % {"limit": span_text(limit)},
            _("Ask a colleague to approve it here."),
        )


def _check_reason(reason: str) -> None:
    refuse_unwritable(reason, allowed="\n\t")
    if len(reason) < SHORTEST_REASON:
        raise TrainerError(
            ngettext(
                "Please give a reason of at least %(n)s character.",
                "Please give a reason of at least %(n)s characters.",
                SHORTEST_REASON,
            )
            % {"n": SHORTEST_REASON},
            _("It stays in the record, so that an auditor can understand the correction years from now."),
        )
    if len(reason) > LONGEST_TEXT:
        raise TrainerError(
            ngettext(
                "The reason is longer than %(n)s character.",
                "The reason is longer than %(n)s characters.",
                LONGEST_TEXT,
            )
            % {"n": LONGEST_TEXT}
        )


def _line(signing: Signing, policy: Policy, kind: EntryKind, subject: str, competency: str, seconds: int) -> Entry:
    return Entry(
        id=new_id(signing.now),
        enrolment_id=signing.enrolment_id,
        kind=kind,
        subject=subject,
        edition=signing.edition,
        policy=policy.name,
        started_at=signing.now.astimezone(UTC).replace(microsecond=0),
        zone=signing.zone,
        measured_seconds=seconds,
        wall_seconds=0,
        device_id=signing.device_id,
        author_id=signing.author_id,
        competency=competency,
        reason=signing.reason.strip(),
        second_author_id=signing.second_author_id,
    )
