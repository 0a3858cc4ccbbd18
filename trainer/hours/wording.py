"""The words for refusals, flags and findings: plain, kind and never a reproach."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from trainer.hours.evidence_wording import evidence_words, signed_text
from trainer.hours.findings import Finding, FindingKind
from trainer.hours.ledger import CHANGES, Entry, EntryKind
from trainer.hours.oddities import Oddity, OddLine
from trainer.hours.projection import Mismatch
from trainer.hours.record import EXAMS, Credit, Flag, HoursRecord, Mode, Reason, Refusal
from trainer.hours.settlements import TOTALS, Settlement, settlement_from
from trainer.i18n import N_, _, format_clock, format_day, format_hours, format_moment, format_seconds, ngettext

_AXES: Final[Mapping[str, str]] = {
    "total": N_("Total"),
    "day": N_("Day"),
    "competency": N_("Competency"),
    "mode": N_("Kind"),
    "matrix": N_("Competency and kind"),
    "subject": N_("Lesson, session or exam"),
}

_KEPT_TOTALS: Final[Mapping[str, str]] = {
    "measured": N_("measured"),
    "credited": N_("credited"),
    "refused": N_("not credited"),
}

_REFUSALS: Final[Mapping[Reason, str]] = {
    Reason.IDLE: N_("%(span)s from %(time)s: no activity. Your limit is %(limit)s."),
    Reason.AWAY: N_("%(span)s from %(time)s: the lesson was not in front."),
    Reason.BREAK: N_("%(span)s from %(time)s: break."),
    Reason.ASLEEP: N_("%(span)s from %(time)s: the computer was asleep."),
    Reason.STALLED: N_("%(span)s from %(time)s: the computer was busy and the program could not measure."),
    Reason.LESSON_CAP: N_("%(span)s from %(time)s: over the %(limit)s that this lesson counts for."),
    Reason.DAILY_CAP: N_("%(span)s from %(time)s: over the %(limit)s that one day can count for."),
    Reason.OVERLAP: N_("%(span)s from %(time)s: this time is already counted on another device or in a session."),
    Reason.OUTSIDE_ENROLMENT: N_("%(span)s from %(time)s: outside the days of your enrollment."),
    Reason.NOT_IN_EDITION: N_("%(span)s from %(time)s: this is not part of your course."),
    Reason.TOO_SHORT: N_("%(span)s from %(time)s: shorter than %(limit)s, so it is kept but not counted."),
    Reason.REVERSED: N_("%(span)s from %(time)s: taken back by a later entry, which says why."),
    Reason.IN_DOUBT: N_("%(span)s from %(time)s: kept, and waiting for your training provider to look at it."),
    Reason.LEFT_OUT: N_("%(span)s from %(time)s: your training provider looked at it, left it out and wrote down why."),
}

_IN_A_SESSION: Final[Mapping[Reason, str]] = {
    Reason.AWAY: N_("%(span)s from %(time)s: not in the session."),
    Reason.LESSON_CAP: N_("%(span)s from %(time)s: over the %(limit)s that this session counts for."),
}

_IN_AN_EXAM: Final[Mapping[Reason, str]] = {
    Reason.LESSON_CAP: N_("%(span)s from %(time)s: over the %(limit)s that this exam counts for."),
}

_BY_MODE: Final[Mapping[Mode, Mapping[Reason, str]]] = {
    Mode.SELF_PACED: {},
    Mode.LIVE: _IN_A_SESSION,
    Mode.EXAM: _IN_AN_EXAM,
}

_SHORT: Final[Mapping[Reason, str]] = {
    Reason.IDLE: N_("no activity"),
    Reason.AWAY: N_("lesson not in front"),
    Reason.BREAK: N_("break"),
    Reason.ASLEEP: N_("computer asleep"),
    Reason.STALLED: N_("computer busy"),
    Reason.LESSON_CAP: N_("over its minutes"),
    Reason.DAILY_CAP: N_("over the daily limit"),
    Reason.OVERLAP: N_("already counted elsewhere"),
    Reason.OUTSIDE_ENROLMENT: N_("outside the enrollment"),
    Reason.NOT_IN_EDITION: N_("not part of the course"),
    Reason.TOO_SHORT: N_("too short"),
    Reason.REVERSED: N_("taken back"),
    Reason.IN_DOUBT: N_("being looked at"),
    Reason.LEFT_OUT: N_("left out"),
}

_MODES: Final[Mapping[Mode, str]] = {
    Mode.SELF_PACED: N_("Self-paced"),
    Mode.LIVE: N_("Live"),
    Mode.EXAM: N_("Exams"),
}

_FLAGS: Final[Mapping[str, str]] = {
    Flag.CLOCK_MOVED.value: N_("The computer's clock was moved; the time was measured by a clock that cannot be."),
    Flag.INTERRUPTED.value: N_("The program was interrupted; up to 5 seconds may be missing."),
    Flag.OTHER_EDITION.value: N_("Studied in another edition of the course."),
    Flag.WITHIN_TOLERANCE.value: N_("A few minutes were missed; the policy overlooks them."),
    Flag.NOT_APPROVED.value: N_("This change waits for a second person."),
    Flag.RECALCULATED.value: N_("Credited under another policy since a recalculation, which says why."),
    Flag.UNKNOWN_POLICY.value: N_("The policy that it names is not here, so nothing was recalculated."),
    Flag.REVERSED.value: N_("Taken back by a later entry, so it changes nothing."),
    Flag.IN_DOUBT.value: N_("Kept, and waiting for your training provider to look at it; it changes nothing yet."),
    Flag.LEFT_OUT.value: N_("Left out after a look at the record, so it changes nothing."),
}

_ODDITIES: Final[Mapping[Oddity, str]] = {
    Oddity.REVERSES_NOTHING: N_("Entry %(id)s takes back an entry that is not here."),
    Oddity.NOT_APPROVED: N_("Entry %(id)s waits for a second person."),
    Oddity.CORRECTED_ONESELF: N_("Entry %(id)s was made or approved by somebody who may not do so."),
    Oddity.MANY_SMALL_CHANGES: N_("Entry %(id)s is one of several corrections that need a second person together."),
    Oddity.CONTRADICTION: N_("Two entries carry the id %(id)s and say different things."),
    Oddity.UNKNOWN_POLICY: N_("Entry %(id)s names an hours policy that is not here."),
    Oddity.UNKNOWN_ZONE: N_("Entry %(id)s names a time zone that is not known."),
    Oddity.NOT_IN_COURSE: N_("Entry %(id)s belongs to nothing in this course."),
    Oddity.CLOCK_MOVED: N_("Entry %(id)s: the computer's clock was moved."),
    Oddity.CLOCK_WENT_BACK: N_("Entry %(id)s begins before the one before it ended."),
    Oddity.IN_THE_FUTURE: N_("Entry %(id)s ends later than now."),
    Oddity.NO_EVIDENCE: N_("Entry %(id)s is credited without any sign of a person."),
    Oddity.MORE_THAN_A_DAY: N_("Entry %(id)s: more time than the day has."),
    Oddity.WRONG_ENROLMENT: N_("Entry %(id)s belongs to another enrollment."),
}

_FINDINGS: Final[Mapping[FindingKind, str]] = {
    FindingKind.CHANGED: N_("Line %(first)s was changed after it was written."),
    FindingKind.COLUMNS: N_("Line %(first)s: the table says something else than the line itself (%(columns)s)."),
    FindingKind.UNREADABLE: N_("Line %(first)s cannot be read."),
    FindingKind.MISSING: N_("Line %(first)s is missing."),
    FindingKind.LOOSE: N_("Line %(first)s cannot be relied on: what it hangs on is not as it was."),
    FindingKind.CHECKPOINT: N_("Line %(first)s: its signed checkpoint is not one that this computer made."),
    FindingKind.REORDERED: N_("Line %(first)s is not in its place."),
    FindingKind.INSERTED: N_("Line %(first)s was put in: another line stands in this place already."),
    FindingKind.COPIED: N_("Line %(first)s is a copy; the time counts once."),
    FindingKind.CUT: N_("Line %(first)s was here when the chain was signed or a receipt was given, and is gone."),
    FindingKind.NOT_AS_RECEIPT: N_("Line %(first)s is not the one that was signed, or that a receipt was given for."),
}

_SEVERAL: Final[Mapping[FindingKind, str]] = {
    FindingKind.MISSING: N_("Lines %(first)s to %(last)s are missing."),
    FindingKind.LOOSE: N_("Lines %(first)s to %(last)s cannot be relied on: what they hang on is not as it was."),
    FindingKind.CUT: N_(
        "Lines %(first)s to %(last)s were here when the chain was signed or a receipt was given, and are gone."
    ),
}


def span_text(seconds: int) -> str:
    """Writes how long something was: seconds under a minute, then minutes rounded down."""
    if 0 < seconds < 60:
        return _("%(seconds)s s") % {"seconds": seconds}
    return format_hours(seconds) if seconds >= 0 else "−" + span_text(-seconds)


def refusal_text(refusal: Refusal, zone: str, mode: Mode = Mode.SELF_PACED) -> str:
    """Says why a stretch was not credited: "12 min from 2:03 PM: no activity. Your limit is 5 min.", for example.

    Args:
        refusal: From a credit.
        zone: The credit's zone; times are shown as its clocks show them.
        mode: The credit's mode; a live session is not left by opening another window.
    """
    sentence = _BY_MODE[mode].get(refusal.reason) or _REFUSALS[refusal.reason]
    return _(sentence) % {
        "span": span_text(refusal.seconds),
        "time": format_clock(refusal.started_at, zone),
        "limit": span_text(refusal.limit_seconds or 0),
    }


def entry_title(entry: Entry, entries: Mapping[str, Entry], titles: Mapping[str, str]) -> str:
    """Says what a line is about; of a correction, what it does.

    Args:
        entry: The line.
        entries: The lines of the record by id, to name what was taken back.
        titles: What lessons, sessions, exams and modules are called, by id.
    """
    title = titles.get(entry.subject) or titles.get(entry.competency) or entry.subject
    if entry.kind is EntryKind.REVERSAL:
        target = entries.get(entry.subject)
        taken = titles.get(target.subject, target.subject) if target else entry.subject
        return _("Taken back: %(title)s") % {"title": taken}
    if entry.kind is EntryKind.RECALCULATION:
        return _("Recalculated under %(name)s") % {"name": entry.subject}
    if entry.kind is EntryKind.SETTLEMENT:
        settled = settlement_from(entry.subject)
        return settlement_text(settled) if settled else entry.subject
    return _("Adjusted: %(title)s") % {"title": title} if entry.kind is EntryKind.ADJUSTMENT else title


def reason_text(reason: Reason) -> str:
    """Names a reason in two or three words, for a table."""
    return _(_SHORT[reason])


def mode_text(mode: Mode) -> str:
    """Names a mode."""
    return _(_MODES[mode])


def flag_text(flag: str) -> str:
    """Explains a flag of a credit; one that this version does not know is shown as it is."""
    return _(_FLAGS[flag]) if flag in _FLAGS else flag


def finding_texts(findings: Iterable[Finding]) -> list[str]:
    """Says what verification found; what follows one another and is alike is said in one sentence."""
    joined: list[Finding] = []
    for finding in findings:
        if joined and _goes_on(joined[-1], finding):
            joined[-1] = replace(joined[-1], last_sequence=finding.last_sequence)
        else:
            joined.append(finding)
    return [finding_text(finding) for finding in joined]


def _goes_on(before: Finding, finding: Finding) -> bool:
    is_alike = (before.kind, before.device_id) == (finding.kind, finding.device_id)
    return is_alike and finding.kind in _SEVERAL and finding.sequence == before.last_sequence + 1


def finding_text(finding: Finding) -> str:
    """Says what verification found, and in which line."""
    is_several = finding.last_sequence > finding.sequence and finding.kind in _SEVERAL
    sentence = _SEVERAL[finding.kind] if is_several else _FINDINGS[finding.kind]
    return _(sentence) % {
        "first": finding.sequence,
        "last": finding.last_sequence,
        "columns": ", ".join(finding.columns),
    }


def attention_text() -> str:
    """Says calmly that a record is not as it was written."""
    return _(
        "Something in this hours record needs a look from your training provider. Nothing of yours is lost, and you "
        "can go on studying. Please show them your hours record when you can."
    )


def office_attention_text() -> str:
    """Says at the office that its ledger is not as it was written, and how to see what it is."""
    return _(
        "Something in the ledger of this computer is not as it was written. What is in doubt is kept and not credited. "
        "The command “trainer hours verify” names it, and what can be done. Lines are settled learner by learner, "
        "under “Correct hours”."
    )


def findings_text(count: int) -> str:
    """Says that not all of a record is as it was written, where its totals are shown, and what to do."""
    text = ngettext(
        "%(n)s thing in this record is not as it was written. What is in doubt is kept and not credited. "
        "The command “trainer hours verify” names it, and what can be done. Lines are settled under “Correct hours”.",
        "%(n)s things in this record are not as they were written. What is in doubt is kept and not credited. "
        "The command “trainer hours verify” names them, and what can be done. Lines are settled under “Correct hours”.",
        count,
    )
    return text % {"n": count}


def settlement_text(settled: Settlement) -> str:
    """Says what two people settled about lines that were in doubt."""
    if settled.seen == TOTALS:
        return _("Looked at: the entries and the kept totals differ by %(time)s") % {"time": span_text(settled.last)}
    several = settled.last > settled.first
    if settled.seen:
        sentence = N_("Looked at: lines %(first)s to %(last)s, which count as they are")
        one = N_("Looked at: line %(first)s, which counts as it is")
    else:
        sentence, one = N_("Left out: lines %(first)s to %(last)s"), N_("Left out: line %(first)s")
    return _(sentence if several else one) % {"first": settled.first, "last": settled.last}


def guard_text(name: str) -> str:
    """Says which guard of the database was taken away."""
    text = _("A guard of the record was taken away: %(name)s. The command “trainer db guard” puts it back.")
    return text % {"name": name}


def policy_fault_text(name: str) -> str:
    """Says which version of the hours policy is not as it was published, and what to do."""
    return _(
        "The hours policy %(name)s is not as it was published, or cannot be read. The command “trainer db restore” "
        "brings back the latest good copy."
    ) % {"name": name}


def unexplained_text(seconds: int) -> str:
    """Says that lines are gone, or were put in, since the totals were kept."""
    return _("The entries and the kept totals differ by %(time)s.") % {"time": span_text(seconds)}


def mismatches_text(found: Sequence[Mismatch]) -> str:
    """Says of the whole, or else of the first part, by how much it differs, and how many more totals do."""
    first = min(found, key=lambda one: (one.axis != "total", found.index(one)))
    others = len(found) - 1
    if not others:
        return mismatch_text(first)
    more = ngettext("%(n)s more total differs.", "%(n)s more totals differ.", others) % {"n": others}
    return f"{mismatch_text(first)} {more}"


def mismatch_text(found: Mismatch) -> str:
    """Says which kept total differs, and by how much, to the second."""
    if (found.axis, found.name) == ("total", "unexplained"):
        return unexplained_text(found.kept_seconds)
    axis = _(_AXES[found.axis]) if found.axis in _AXES else found.axis
    return _("%(axis)s, %(name)s: kept as %(kept)s, by its lines %(due)s (hours:minutes:seconds).") % {
        "axis": axis,
        "name": _mismatched_name(found),
        "kept": format_seconds(found.kept_seconds),
        "due": format_seconds(found.due_seconds),
    }


def _mismatched_name(found: Mismatch) -> str:
    """Words what :func:`trainer.hours.projection.projected` names; what somebody put in by hand is shown as it is."""
    if found.axis == "total" and found.name in _KEPT_TOTALS:
        return _(_KEPT_TOTALS[found.name])
    module, _slash, mode = found.name.rpartition("/")
    if found.axis not in ("mode", "matrix") or mode not in {*Mode}:
        return found.name
    return " / ".join([*([module] if module else []), mode_text(Mode(mode))])


def oddity_text(odd: OddLine) -> str:
    """Says what is odd about a line, and which line it is."""
    text = _(_ODDITIES[odd.oddity]) % {"id": odd.entry_id}
    return f"{text} ({odd.detail})" if odd.detail else text


def explain_lines(
    record: HoursRecord,
    titles: Mapping[str, str] | None = None,
    entries: Iterable[Entry] = (),
    people: Mapping[str, str] | None = None,
) -> list[str]:
    """Writes out how the total comes about, so that a person can follow it with a pencil: by entry, then the sums.

    Args:
        record: The hours.
        titles: What lessons, sessions, exams and modules are called, by id; without one the id is shown.
        entries: The lines themselves, so that the evidence can be said, and of a correction the reason.
        people: Who may have written corrections: names by id; without one the id is shown.
    """
    names = {EXAMS: mode_text(Mode.EXAM), **(titles or {})}
    by_id = {entry.id: entry for entry in entries}
    lines = []
    total = 0
    for line in record.credits:
        total += line.credited_seconds
        entry = by_id.get(line.entry_id)
        if entry is None or entry.kind not in CHANGES:
            lines.append(_with_evidence(_line_text(line, names.get(line.subject, line.subject), total), entry))
        else:
            text = _line_text(line, entry_title(entry, by_id, names), total)
            text = _("%(line)s. Reason: %(reason)s") % {"line": text, "reason": entry.reason}
            lines.append(f"{text} {signed_text(entry, people or {})}")
    return [*lines, *_total_texts(record, names)]


def _with_evidence(text: str, entry: Entry | None) -> str:
    words = evidence_words(entry)
    return _("%(line)s. Evidence: %(evidence)s") % {"line": text, "evidence": ", ".join(words)} if words else text


def _line_text(line: Credit, title: str, total: int) -> str:
    refused: Counter[Reason] = Counter()
    for refusal in line.refusals:
        refused[refusal.reason] += refusal.seconds
    parts = [f" − {format_seconds(seconds)} ({reason_text(reason)})" for reason, seconds in refused.items()]
    return _("%(moment)s, %(title)s: measured %(measured)s%(refused)s = %(credited)s credited; so far %(total)s") % {
        "moment": format_moment(line.started_at, line.zone),
        "title": title,
        "measured": format_seconds(line.measured_seconds),
        "refused": "".join(parts),
        "credited": format_seconds(line.credited_seconds),
        "total": format_seconds(total),
    }


def _total_texts(record: HoursRecord, names: Mapping[str, str]) -> list[str]:
    measured, refused = format_seconds(record.measured_seconds), format_seconds(record.refused_seconds)
    total = format_seconds(record.credited_seconds)
    return [
        _("Measured %(measured)s − not credited %(refused)s = %(total)s credited")
        % {"measured": measured, "refused": refused, "total": total},
        _sum_text(_("By mode"), {mode_text(mode): seconds for mode, seconds in record.by_mode.items()}, total),
        _sum_text(
            _("By competency"),
            {names.get(name, name): seconds for name, seconds in record.by_competency.items()},
            total,
        ),
        _sum_text(
            _("By day"), {format_day(day, "medium"): seconds for day, seconds in sorted(record.by_day.items())}, total
        ),
    ]


def _sum_text(heading: str, parts: Mapping[str, int], total: str) -> str:
    added = " + ".join(f"{name} {format_seconds(seconds)}" for name, seconds in parts.items()) or "0"
    return f"{heading}: {added} = {total}"
