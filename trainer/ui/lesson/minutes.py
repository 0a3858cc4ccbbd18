"""Where the minutes of a sitting went, in neutral words."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from trainer.hours.record import Credit, Reason, Refusal
from trainer.i18n import N_, _, format_clock, format_hours

_WORDS = {
    Reason.IDLE: N_("No activity"),
    Reason.AWAY: N_("Another window was in front"),
    Reason.BREAK: N_("Pause"),
    Reason.ASLEEP: N_("The computer was asleep"),
    Reason.STALLED: N_("The program stood still"),
    Reason.LESSON_CAP: N_("More than the lesson's minutes"),
    Reason.DAILY_CAP: N_("More than one day's limit"),
    Reason.OVERLAP: N_("Already counted in another record"),
    Reason.OUTSIDE_ENROLMENT: N_("Outside the days of your course"),
    Reason.NOT_IN_EDITION: N_("Not part of your course"),
    Reason.TOO_SHORT: N_("Shorter than the smallest stretch that counts"),
    Reason.REVERSED: N_("Taken back by a correction"),
    Reason.IN_DOUBT: N_("Waiting for a check of the record"),
}

_MOST_STRETCHES = 4


def minutes_table(credits: Sequence[Credit]) -> tuple[tuple[str, str], ...]:
    """Writes a sitting as lines of what and how long; the parts add up to the whole."""
    measured = sum(credit.measured_seconds for credit in credits)
    if not measured:
        return ()
    credited = sum(credit.credited_seconds for credit in credits)
    lines = [(_("In this sitting"), _exact(measured)), (_("Credited"), _exact(credited))]
    by_reason: dict[Reason, list[tuple[Refusal, str]]] = {}
    for credit in credits:
        for refusal in credit.refusals:
            by_reason.setdefault(refusal.reason, []).append((refusal, credit.zone))
    for reason, stretches in by_reason.items():
        lines.append((_reason(reason, stretches), _exact(sum(refusal.seconds for refusal, _zone in stretches))))
    return tuple(lines)


def goodbye(credits: Sequence[Credit]) -> str:
    """Writes a sitting in one line, or nothing when it was shorter than a minute."""
    measured = sum(credit.measured_seconds for credit in credits)
    if measured < 60:
        return ""
    credited = sum(credit.credited_seconds for credit in credits)
    if not any(credit.refusals for credit in credits):
        return _("This sitting: %(time)s credited.") % {"time": format_hours(credited)}
    reasons = dict.fromkeys(refusal.reason for credit in credits for refusal in credit.refusals)
    return _("This sitting: %(time)s credited, %(rest)s not credited (%(why)s).") % {
        "time": format_hours(credited),
        "rest": _exact(measured - credited),
        "why": _joined(reasons),
    }


def _joined(reasons: Iterable[Reason]) -> str:
    return "; ".join(_(_WORDS[reason]) for reason in reasons)


def _reason(reason: Reason, stretches: Sequence[tuple[Refusal, str]]) -> str:
    words = _(_WORDS[reason])
    if reason not in {Reason.IDLE, Reason.AWAY, Reason.BREAK, Reason.ASLEEP} or len(stretches) > _MOST_STRETCHES:
        return words
    spans = [_span(refusal, zone) for refusal, zone in stretches]
    return _("%(what)s: %(when)s") % {"what": words, "when": ", ".join(spans)}


def _span(refusal: Refusal, zone: str) -> str:
    end = refusal.started_at + timedelta(seconds=refusal.seconds)
    return _("%(from)s to %(to)s") % {
        "from": format_clock(refusal.started_at, zone),
        "to": format_clock(end, zone),
    }


def _exact(seconds: int) -> str:
    if seconds < 60:
        return _("%(n)s s") % {"n": seconds}
    if seconds < 3600 and seconds % 60:
        return _("%(minutes)s min %(seconds)s s") % {"minutes": seconds // 60, "seconds": seconds % 60}
    return format_hours(seconds)
