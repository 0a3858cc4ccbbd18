"""The tables of a transcript: by competency, by day, line by line, and what is not credited."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.pagesizes import LETTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Paragraph, Table, TableStyle

from trainer.clock import zone_named
from trainer.courses.outline import Programme, in_language
from trainer.hours.evidence_wording import evidence_words, signed_text
from trainer.hours.ledger import CHANGES, Entry
from trainer.hours.record import Credit, HoursRecord, Mode
from trainer.hours.required import required_seconds, seconds_left
from trainer.hours.wording import entry_title, flag_text, refusal_text
from trainer.i18n import _, format_day, format_hours, format_hours_left, format_moment, language
from trainer.printing import drawing
from trainer.printing.fonts import SANS, SANS_BOLD, SERIF_BOLD, printable

MARGIN = 54
_STYLES = {
    "title": ParagraphStyle("title", fontName=SERIF_BOLD, fontSize=22, leading=27, textColor=drawing.LAUREL),
    "heading": ParagraphStyle(
        "heading", fontName=SERIF_BOLD, fontSize=13, leading=17, textColor=drawing.INK, spaceBefore=14, spaceAfter=5
    ),
    "body": ParagraphStyle("body", fontName=SANS, fontSize=9.5, leading=13.5, textColor=drawing.INK),
    "cell": ParagraphStyle("cell", fontName=SANS, fontSize=8.5, leading=11, textColor=drawing.INK),
    "number": ParagraphStyle("number", fontName=SANS, fontSize=8.5, leading=11, textColor=drawing.INK, alignment=2),
    "strong": ParagraphStyle("strong", fontName=SANS_BOLD, fontSize=8.5, leading=11, textColor=drawing.INK),
    "sum": ParagraphStyle("sum", fontName=SANS_BOLD, fontSize=8.5, leading=11, textColor=drawing.INK, alignment=2),
    "quiet": ParagraphStyle("quiet", fontName=SANS, fontSize=8, leading=10.5, textColor=drawing.INK2),
}


def competency_table(record: HoursRecord, programme: Programme) -> Flowable:
    """Sets competencies against modes, with what each needs and what is still to go."""
    rows = [
        [_("Competency"), _("Self-paced"), _("Live"), _("Exams"), _("Credited"), _("Needed"), _("To go")],
    ]
    names = {one.id: f"{one.number}. {in_language(one.competency, language())}" for one in programme.modules}
    for key, due in required_seconds(programme).items():
        done = record.by_competency.get(key, 0)
        modes = [_spent(record.by_matrix.get((key, mode), 0)) for mode in Mode]
        rows.append([names.get(key, _("Exams")), *modes, *_progress(done, due, max(0, due - done))])
    totals = [_spent(record.by_mode.get(mode, 0)) for mode in Mode]
    whole, left = programme.total_minutes * 60, seconds_left(record, programme)
    rows.append([_("Total"), *totals, *_progress(record.credited_seconds, whole, left)])
    return _table(rows, (None, 56, 56, 56, 56, 56, 56), has_total=True)


def _progress(done: int, due: int, left: int) -> list[str]:
    """Writes credited rounded down and the gap rounded up, so that a table never promises a minute too much."""
    return [format_hours(done), format_hours(due), format_hours_left(left) if left else "–"]


def _spent(seconds: int) -> str:
    return format_hours(seconds) if seconds else "–"


def day_table(record: HoursRecord) -> Flowable:
    """Adds up day by day."""
    days: dict[date, dict[Mode, int]] = {}
    for credit in record.credits:
        for share in credit.days:
            modes = days.setdefault(share.day, {})
            modes[credit.mode] = modes.get(credit.mode, 0) + share.seconds
    rows = [[_("Day"), _("Self-paced"), _("Live"), _("Exams"), _("Credited")]]
    for day, modes in sorted(days.items()):
        spent = [_spent(modes.get(mode, 0)) for mode in Mode]
        rows.append([format_day(day, "full"), *spent, format_hours(record.by_day.get(day, 0))])
    if not days:
        return paragraph(_("Nothing has been credited yet."), "body")
    totals = [sum(modes.get(mode, 0) for modes in days.values()) for mode in Mode]
    rows.append([_("Total"), *map(_spent, totals), format_hours(sum(record.by_day.values()))])
    return _table(rows, (None, 70, 70, 70, 70), has_total=True)


def line_table(
    record: HoursRecord, programme: Programme, entries: Mapping[str, Entry], people: Mapping[str, str]
) -> Flowable:
    """Lists every line and its evidence: measured, less what is not credited, is credited; and the sum so far."""
    names = _subject_names(programme)
    rows = [[_("When"), _("What, and the evidence"), _("Measured"), _("Not credited"), _("Credited"), _("So far")]]
    total = 0
    for credit in record.credits:
        total += credit.credited_seconds
        refused = credit.measured_seconds - credit.credited_seconds
        moment = format_moment(credit.started_at, credit.zone)
        what = _what(credit, entries, names, people)
        rows.append([moment, what, *map(_exactly, (credit.measured_seconds, refused, credit.credited_seconds, total))])
    sums = (record.measured_seconds, record.refused_seconds, record.credited_seconds, total)
    rows.append([_("Total"), "", *map(_exactly, sums)])
    return _table(rows, (104, None, 62, 62, 62, 62), has_total=True, words=2)


def _what(credit: Credit, entries: Mapping[str, Entry], names: Mapping[str, str], people: Mapping[str, str]) -> str:
    """Names a line and its evidence; of a correction, what it does, why, and who signed it."""
    entry = entries.get(credit.entry_id)
    if entry is None or entry.kind not in CHANGES:
        name, words = names.get(credit.subject, credit.subject), evidence_words(entry)
        return f"{name} ({', '.join(words)})" if words else name
    return f"{entry_title(entry, entries, names)}. {entry.reason} {signed_text(entry, people)}"


def _exactly(seconds: int) -> str:
    """Writes a time to the second: here nothing is rounded, so that the sums can be followed with a pencil."""
    minus = "−" if seconds < 0 else ""
    minutes, rest = divmod(abs(seconds), 60)
    return f"{minus}{minutes // 60}:{minutes % 60:02}:{rest:02}"


def refusal_table(record: HoursRecord, programme: Programme) -> Flowable:
    """Names every stretch that is not credited, and why."""
    names = _subject_names(programme)
    rows = [[_("Day"), _("What"), _("Why it is not credited")]]
    for credit in record.credits:
        what = names.get(credit.subject, credit.subject)
        lines = [(item.started_at, refusal_text(item, credit.zone, credit.mode)) for item in credit.refusals]
        lines += [(credit.started_at, flag_text(flag)) for flag in credit.flags]
        for moment, text in lines:
            rows.append([format_day(moment.astimezone(zone_named(credit.zone)).date(), "medium"), what, text])
    if len(rows) == 1:
        return paragraph(_("All measured time was credited."), "body")
    return _table(rows, (80, 170, None), words=3)


def _subject_names(programme: Programme) -> dict[str, str]:
    titles = {lesson.id: lesson.title for lesson in programme.lessons.values()}
    titles |= {session.id: session.title for session in programme.live_sessions}
    titles |= {exam.id: exam.title for exam in programme.exams}
    return {key: in_language(title, language()) for key, title in titles.items()}


def paragraph(text: str, style: str) -> Paragraph:
    """Sets a text literally: what looks like markup in a name is printed as it stands."""
    found = _STYLES[style]
    text, face = printable(text, found.fontName)
    marked = escape(text)
    return Paragraph(marked if face == found.fontName else f'<font name="{face}">{marked}</font>', found)


def _table(
    rows: Sequence[Sequence[str]], widths: Sequence[float | None], *, has_total: bool = False, words: int = 1
) -> Flowable:
    """Sets a table whose first ``words`` columns are words; the others are numbers, set to the right."""
    body = []
    for number, row in enumerate(rows):
        is_strong = number == 0 or (has_total and number == len(rows) - 1)
        styles = ("strong", "sum") if is_strong else ("cell", "number")
        body.append([paragraph(text, styles[n >= words]) for n, text in enumerate(row)])
    free = LETTER[0] - 2 * MARGIN - sum(width for width in widths if width)
    look: list[tuple[Any, ...]] = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LINEBELOW", (0, 0), (-1, 0), 0.8, drawing.LAUREL),
        ("ROWBACKGROUNDS", (0, 1), (-1, -1), [drawing.WHITE, drawing.STRIPE]),
        ("TOPPADDING", (0, 0), (-1, -1), 3),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
        ("LEFTPADDING", (0, 0), (-1, -1), 4),
        ("RIGHTPADDING", (0, 0), (-1, -1), 4),
    ]
    if has_total:
        look.append(("LINEABOVE", (0, -1), (-1, -1), 0.8, drawing.LAUREL))
    return Table(
        body,
        colWidths=[width or free for width in widths],
        repeatRows=1,
        splitInRow=1,
        style=TableStyle(look),
        hAlign="LEFT",
    )
