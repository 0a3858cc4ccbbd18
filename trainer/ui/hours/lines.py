"""The lines of the hours record: each worded when it is looked at, since there may be thousands; no Qt."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from trainer.clock import zone_named
from trainer.courses.outline import Programme, in_language
from trainer.hours.evidence_wording import evidence_words
from trainer.hours.ledger import CHANGES, Entry
from trainer.hours.record import EXAMS, Credit, HoursRecord, Mode, Reason
from trainer.hours.wording import entry_title, flag_text, mode_text, reason_text, refusal_text
from trainer.i18n import _, format_clock, format_day, format_seconds, language
from trainer.ui.arrangement import folded
from trainer.ui.cells import Cell, LazyRows, Row, Sheet
from trainer.ui.hour_cells import TOKENS, day_words, hours_cell, short_hours


@dataclass(frozen=True)
class LineDetails:
    """One line of the ledger with its arithmetic."""

    title: str
    lines: tuple[str, ...]
    codes: str


def titles_of(programme: Programme) -> dict[str, str]:
    """Returns what lessons, sessions, exams and modules are called."""
    found = {module.id: in_language(module.short, language()) for module in programme.modules}
    found |= {lesson.id: in_language(lesson.title, language()) for lesson in programme.lessons.values()}
    found |= {
        session.id: _("Live: %(title)s") % {"title": in_language(session.title, language())}
        for session in programme.live_sessions
    }
    found |= {exam.id: in_language(exam.title, language()) for exam in programme.exams}
    return found | {EXAMS: mode_text(Mode.EXAM)}


def sheet_of_lines(
    record: HoursRecord,
    entries: Mapping[str, Entry],
    titles: Mapping[str, str],
    reword: Callable[[Row], Row] = lambda row: row,
) -> Sheet:
    """Lists every line, as the record orders them: by time, so that the place of a line is what it is sorted by.

    Args:
        record: What the lines come to.
        entries: The lines by id.
        titles: What they can be about.
        reword: Changes the words of a row that somebody looks at.
    """
    credits = record.credits
    rows = LazyRows(
        len(credits),
        lambda number: reword(_line(credits[number], entries, titles)),
        (
            lambda number: number,
            lambda number: folded(titles.get(credits[number].subject, credits[number].subject)),
            lambda number: credits[number].credited_seconds,
            lambda number: _refused_seconds(credits[number]),
        ),
    )
    head = (_("When"), _("What, and the evidence"), _("Credited"), _("Not credited, why"))
    return Sheet(_("Hours record"), head, (29, 38, 13, 40), rows)


def details_of(credit: Credit, entries: Mapping[str, Entry], titles: Mapping[str, str]) -> LineDetails:
    """Explains one line: measured, less what does not count, is what is credited."""
    entry = entries.get(credit.entry_id)
    is_correction = entry is not None and entry.kind in CHANGES
    measured = _("Adjusted by: %(time)s") if is_correction else _("Measured: %(time)s")
    lines = [f"{day_words(_local_day(credit))}, {_times(credit, entry)}"]
    lines += [] if is_correction else [_evidence(credit, entry, whole=True)]
    lines.append(measured % {"time": format_seconds(credit.measured_seconds)})
    lines += [refusal_text(refusal, credit.zone, credit.mode) for refusal in credit.refusals]
    lines.append(_("Credited: %(time)s") % {"time": format_seconds(credit.credited_seconds)})
    if entry is not None and entry.reason:
        lines.append(_("Reason: %(reason)s") % {"reason": entry.reason})
    lines.append(_("Hours policy: %(name)s") % {"name": credit.policy})
    lines += [flag_text(flag) for flag in credit.flags]
    return LineDetails(_what(credit, entry, entries, titles).text, tuple(lines), _codes(credit, entry))


def _codes(credit: Credit, entry: Entry | None) -> str:
    codes = [credit.entry_id, credit.zone]
    if entry is not None:
        codes += [entry.edition, f"{entry.device_id} {entry.sequence}", entry.hash]
        codes += [id_ for id_ in (entry.author_id, entry.second_author_id) if id_]
    return "\n".join(codes)


def _line(credit: Credit, entries: Mapping[str, Entry], titles: Mapping[str, str]) -> Row:
    entry = entries.get(credit.entry_id)
    cells = (
        Cell(format_day(_local_day(credit), "medium"), _times(credit, entry)),
        _what(credit, entry, entries, titles),
        hours_cell(credit.credited_seconds, strong=True),
        _refused_cell(credit),
    )
    return Row(credit.entry_id, cells)


def _what(credit: Credit, entry: Entry | None, entries: Mapping[str, Entry], titles: Mapping[str, str]) -> Cell:
    if entry is None or entry.kind not in CHANGES:
        return Cell(titles.get(credit.subject, credit.subject), _evidence(credit, entry), token=TOKENS[credit.mode])
    return Cell(entry_title(entry, entries, titles), entry.reason)


def _refused_seconds(credit: Credit) -> int:
    return sum([refusal.seconds for refusal in credit.refusals])


def _refused_cell(credit: Credit) -> Cell:
    if not credit.refusals:
        return Cell(_("None"))
    by_reason: Counter[Reason] = Counter()
    for refusal in credit.refusals:
        by_reason[refusal.reason] += refusal.seconds
    if len(credit.refusals) == 1:
        only = credit.refusals[0]
        why = _("%(reason)s, from %(time)s") % {
            "reason": _capital(reason_text(only.reason)),
            "time": format_clock(only.started_at, credit.zone),
        }
    elif len(by_reason) == 1:
        why = _capital(reason_text(next(iter(by_reason))))
    else:
        why = _capital(
            ", ".join(f"{reason_text(reason)} {short_hours(seconds)}" for reason, seconds in by_reason.items())
        )
    return Cell(short_hours(_refused_seconds(credit)), why)


def _evidence(credit: Credit, entry: Entry | None, *, whole: bool = False) -> str:
    mode = mode_text(credit.mode)
    words = evidence_words(entry, whole=whole)
    return f"{mode}: {', '.join(words)}" if words else mode


def _times(credit: Credit, entry: Entry | None) -> str:
    if entry is not None and entry.kind in CHANGES:
        return format_clock(credit.started_at, credit.zone)
    ended = credit.started_at + timedelta(seconds=abs(credit.measured_seconds))
    return _("%(start)s to %(end)s") % {
        "start": format_clock(credit.started_at, credit.zone),
        "end": format_clock(ended, credit.zone),
    }


def _local_day(credit: Credit) -> date:
    return credit.started_at.astimezone(zone_named(credit.zone)).date()


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
