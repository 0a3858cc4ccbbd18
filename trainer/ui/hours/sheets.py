"""The tables of the hours record, made of words and seconds; no Qt."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from trainer.clock import zone_named
from trainer.courses.outline import Programme, in_language
from trainer.hours.ledger import Entry
from trainer.hours.record import EXAMS, Credit, HoursRecord, Mode, Reason
from trainer.hours.wording import flag_text, mode_text, reason_text, refusal_text
from trainer.i18n import (
    N_,
    _,
    format_clock,
    format_day,
    format_hours,
    format_seconds,
    language,
    locale,
    ngettext,
    speak_hours,
)
from trainer.ui.cells import Cell, Row, Sheet

TOKENS = {Mode.SELF_PACED: "laurel", Mode.LIVE: "lupine", Mode.EXAM: "poppy"}
"""Green is self-paced, violet is live, orange is exam, everywhere."""

_EVIDENCE = {
    "pages": N_("reading"),
    "answers": N_("answers"),
    "speech": N_("read aloud"),
    "attendance": N_("attendance taken"),
}


@dataclass(frozen=True)
class TotalLine:
    """A part of a total."""

    label: str
    amount: str
    token: str = ""


@dataclass(frozen=True)
class TotalCard:
    """The same hours, added up one way."""

    title: str
    seconds: int
    amount: str
    lines: tuple[TotalLine, ...]
    spoken: str


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


def sheet_of_lines(record: HoursRecord, entries: Mapping[str, Entry], titles: Mapping[str, str]) -> Sheet:
    """Lists every line, as the record orders them."""
    head = (_("When"), _("What, and the evidence"), _("Credited"), _("Not credited, why"))
    rows = [_line(credit, entries.get(credit.entry_id), titles) for credit in record.credits]
    return Sheet(_("Hours record"), head, (26, 44, 13, 38), rows)


def sheet_of_competencies(record: HoursRecord, programme: Programme) -> Sheet:
    """Sets competencies against modes, with what each needs and what is still to go."""
    head = (
        _("Competency"), mode_text(Mode.SELF_PACED), mode_text(Mode.LIVE), mode_text(Mode.EXAM), _("Credited"),
        _("Needed"), _("Still to go"),
    )  # fmt: skip
    titles = titles_of(programme)
    due = {module.id: (module.self_paced_minutes + module.live_minutes) * 60 for module in programme.modules}
    if programme.exams:
        due[EXAMS] = sum(exam.minutes for exam in programme.exams) * 60
    known = [*due, *(key for key in record.by_competency if key not in due)]
    rows = [_competency(record, key, titles.get(key, key), due.get(key, 0)) for key in known]
    modes = [record.by_mode.get(mode, 0) for mode in Mode]
    rows.append(_sums("", _("All together"), modes, record.credited_seconds, programme.total_minutes * 60, strong=True))
    return Sheet(_("By competency and mode"), head, (38, 14, 11, 11, 13, 12, 14), rows)


def sheet_of_days(record: HoursRecord) -> Sheet:
    """Adds up day by day, so that one can follow the sum from the first day to the last."""
    head = (
        _("Day"), mode_text(Mode.SELF_PACED), mode_text(Mode.LIVE), mode_text(Mode.EXAM), _("Credited"), _("So far"),
    )  # fmt: skip
    by_day: dict[date, Counter[Mode]] = {}
    for credit in record.credits:
        for share in credit.days:
            by_day.setdefault(share.day, Counter())[credit.mode] += share.seconds
    rows, total = [], 0
    for day in sorted(by_day):
        seconds = record.by_day.get(day, 0)
        total += seconds
        cells = [Cell(_day_words(day), sort=day.toordinal())]
        cells += [_hours(by_day[day][mode]) for mode in Mode]
        cells += [_hours(seconds, strong=True), _hours(total)]
        rows.append(Row(day.isoformat(), tuple(cells)))
    return Sheet(_("Day by day"), head, (34, 16, 13, 13, 15, 15), rows)


def totals_of(record: HoursRecord) -> tuple[TotalCard, ...]:
    """Adds the same hours up in four ways, each from its own figures."""
    modes = [TotalLine(mode_text(mode), _h(record.by_mode.get(mode, 0)), TOKENS[mode]) for mode in Mode]
    competencies = [key for key in record.by_competency if key != EXAMS]
    in_them = sum(record.by_competency[key] for key in competencies)
    count = len(competencies)
    parts = [
        TotalLine(ngettext("%(n)s competency", "%(n)s competencies", count) % {"n": count}, _h(in_them)),
        TotalLine(_("Exams, all areas"), _h(record.by_competency.get(EXAMS, 0))),
    ]
    days = len(record.by_day)
    lines = len(record.credits)
    credited = sum(credit.credited_seconds for credit in record.credits)
    refused = sum(refusal.seconds for credit in record.credits for refusal in credit.refusals)
    return (
        _card(_("By mode"), record.by_mode.values(), modes),
        _card(_("By competency"), record.by_competency.values(), parts if EXAMS in record.by_competency else parts[:1]),
        _card(
            _("By day"),
            record.by_day.values(),
            [TotalLine(ngettext("%(n)s day", "%(n)s days", days) % {"n": days}, _h(sum(record.by_day.values())))],
        ),
        _card(
            _("By entry"),
            [credited],
            [
                TotalLine(ngettext("%(n)s entry", "%(n)s entries", lines) % {"n": lines}, _h(credited)),
                TotalLine(_("Not credited"), _h(refused)),
            ],
        ),
    )


def details_of(credit: Credit, entry: Entry | None, titles: Mapping[str, str]) -> LineDetails:
    """Explains one line: measured, less what does not count, is what is credited."""
    lines = [f"{_day_words(_local_day(credit))}, {_times(credit)}", _evidence(credit, entry)]
    lines.append(_("Measured: %(time)s") % {"time": format_seconds(credit.measured_seconds)})
    lines += [refusal_text(refusal, credit.zone, credit.mode) for refusal in credit.refusals]
    lines.append(_("Credited: %(time)s") % {"time": format_seconds(credit.credited_seconds)})
    if entry is not None and entry.reason:
        lines.append(_("Reason: %(reason)s") % {"reason": entry.reason})
    lines += [flag_text(flag) for flag in credit.flags]
    codes = [credit.entry_id, credit.policy, credit.zone]
    if entry is not None:
        codes += [entry.edition, f"{entry.device_id} {entry.sequence}", entry.hash]
    return LineDetails(titles.get(credit.subject, credit.subject), tuple(lines), "\n".join(codes))


def _line(credit: Credit, entry: Entry | None, titles: Mapping[str, str]) -> Row:
    started = int(credit.started_at.timestamp())
    refused = sum(refusal.seconds for refusal in credit.refusals)
    title = titles.get(credit.subject, credit.subject)
    cells = (
        Cell(format_day(_local_day(credit), "medium"), _times(credit), sort=started),
        Cell(title, _evidence(credit, entry), sort=title, token=TOKENS[credit.mode]),
        _hours(credit.credited_seconds, strong=True),
        _refused_cell(credit, refused),
    )
    return Row(credit.entry_id, cells)


def _refused_cell(credit: Credit, refused: int) -> Cell:
    if not credit.refusals:
        return Cell(_("None"), sort=0)
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
        why = _capital(", ".join(f"{reason_text(reason)} {_h(seconds)}" for reason, seconds in by_reason.items()))
    return Cell(_h(refused), why, sort=refused)


def _competency(record: HoursRecord, key: str, title: str, due: int) -> Row:
    modes = [record.by_matrix.get((key, mode), 0) for mode in Mode]
    return _sums(key, title, modes, record.by_competency.get(key, 0), due)


def _sums(key: str, title: str, modes: list[int], done: int, due: int, *, strong: bool = False) -> Row:
    # What is missing is rounded up, so that the table never promises a minute too much.
    gap = -(-max(0, due - done) // 60) * 60
    cells = [Cell(title, sort=title, strong=strong)]
    cells += [_hours(seconds, strong=strong) for seconds in modes]
    cells += [_hours(done, strong=True), _hours(due, strong=strong)]
    cells.append(_hours(gap, strong=strong) if gap else Cell(_("Done"), sort=0, number=True, strong=strong))
    return Row(key, tuple(cells), strong)


def _card(title: str, seconds: Iterable[int], lines: list[TotalLine]) -> TotalCard:
    total = sum(seconds)
    parts = ". ".join(f"{line.label}: {line.amount}" for line in lines)
    spoken = f"{title}: {speak_hours(total)}. {parts}"
    return TotalCard(title, total, format_hours(total), tuple(lines), spoken)


def _hours(seconds: int, *, strong: bool = False) -> Cell:
    spoken = speak_hours(seconds)
    return Cell(_h(seconds) if seconds else "–", sort=seconds, number=True, strong=strong, spoken=spoken)


def _h(seconds: int) -> str:
    return format_hours(seconds) if seconds >= 60 or seconds <= 0 else _("%(n)s s") % {"n": seconds}


def _evidence(credit: Credit, entry: Entry | None) -> str:
    mode = mode_text(credit.mode)
    known = (entry.evidence or {}) if entry is not None else {}
    words = [_(_EVIDENCE[kind]) for kind in _EVIDENCE if known.get(kind)]
    return f"{mode}: {', '.join(words)}" if words else mode


def _times(credit: Credit) -> str:
    ended = credit.started_at + timedelta(seconds=abs(credit.measured_seconds))
    return _("%(start)s to %(end)s") % {
        "start": format_clock(credit.started_at, credit.zone),
        "end": format_clock(ended, credit.zone),
    }


def _local_day(credit: Credit) -> date:
    return credit.started_at.astimezone(zone_named(credit.zone)).date()


def _day_words(day: date) -> str:
    return _formatted(day, language())


@lru_cache(maxsize=2_000)
def _formatted(day: date, code: str) -> str:
    """Writes a day with its weekday; thousands of lines share a few hundred days."""
    from babel.dates import format_skeleton

    return format_skeleton("yMMMEd", datetime(day.year, day.month, day.day), locale=locale())


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
