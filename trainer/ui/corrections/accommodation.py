"""A personal idle limit as a recorded accommodation, in words; no Qt."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from trainer.cohorts.people import Enrolment, EnrolmentChange
from trainer.hours.policy import Policy
from trainer.hours.wording import span_text
from trainer.i18n import _, format_moment
from trainer.ui.cells import Cell, Row, Sheet


@dataclass(frozen=True)
class AccommodationWords:
    """What is granted now, and what was before.

    Attributes:
        minutes: What the field starts with.
        granted: Whether there is one that can be ended.
    """

    state: str
    minutes: int
    granted: bool
    history: Sheet


def accommodation_words(
    enrolment: Enrolment, policy: Policy, changes: Sequence[EnrolmentChange], names: Mapping[str, str], zone: str
) -> AccommodationWords:
    """Words an enrolment's accommodation."""
    seconds = enrolment.idle_limit_seconds
    state = _("No personal limit. The policy's own holds: %(limit)s without a sign of activity.") % {
        "limit": span_text(policy.idle_limit_seconds)
    }
    if seconds is not None:
        state = _("A personal limit of %(limit)s is granted: %(note)s") % {
            "limit": span_text(seconds),
            "note": enrolment.accommodation_note,
        }
    minutes = (seconds or policy.idle_limit_seconds) // 60
    return AccommodationWords(state, minutes, seconds is not None, _history(enrolment, changes, names, zone))


def _history(enrolment: Enrolment, changes: Sequence[EnrolmentChange], names: Mapping[str, str], zone: str) -> Sheet:
    """Each change with what it led to: the state after it is the one before the next."""
    after = [change.before for change in changes[1:]] + [enrolment]
    rows = [
        Row(
            str(number),
            (
                Cell(format_moment(change.changed_at, zone), sort=int(change.changed_at.timestamp())),
                Cell(_limit(change.before), _("then %(limit)s") % {"limit": _limit(now)}),
                Cell(now.accommodation_note, names.get(change.author_id, _("Somebody who is not here any more"))),
            ),
        )
        for number, (change, now) in enumerate(zip(changes, after, strict=False))
    ]
    head = (_("When"), _("Before and after"), _("Note, and by whom"))
    return Sheet(_("Accommodations so far"), head, (26, 28, 46), rows)


def _limit(enrolment: Enrolment) -> str:
    if enrolment.idle_limit_seconds is None:
        return _("no personal limit")
    return span_text(enrolment.idle_limit_seconds)
