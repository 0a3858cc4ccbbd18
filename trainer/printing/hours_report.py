"""The hours report: what was studied, credited and not credited, day by day, with the head of the ledger."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.pagesizes import LETTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, KeepTogether, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from trainer.clock import zone_named
from trainer.courses.outline import Programme, in_language
from trainer.hours.credit import EXAMS, HoursRecord, Mode
from trainer.hours.ledger import Head
from trainer.hours.wording import flag_text, refusal_text
from trainer.i18n import _, format_day, format_hours, format_moment, language, locale, ngettext
from trainer.printing import drawing
from trainer.printing.fonts import SANS, SANS_BOLD, SERIF_BOLD, printable, register_fonts

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


@dataclass(frozen=True)
class HoursReport:
    """What an hours report is made of.

    Attributes:
        name: The legal name, or the name the person goes by.
        heads: The ends of the chains that hold this enrolment's lines; printed, they are a receipt.
        findings: How many findings the verification of those chains made.
        policy: The hours policy's name.
        printed_at: UTC.
        zone: IANA zone of the desk that prints.
    """

    name: str
    programme: Programme
    record: HoursRecord
    heads: Sequence[Head]
    findings: int
    policy: str
    provider: str
    printed_at: datetime
    zone: str


def render_hours_report(report: HoursReport) -> bytes:
    """Draws the report in the language of the window, on as many Letter pages as it takes."""
    register_fonts()
    stream = BytesIO()
    title = _("Hours report: %(name)s") % {"name": printable(report.name, SANS)[0]}
    document = SimpleDocTemplate(
        stream,
        pagesize=LETTER,
        leftMargin=MARGIN,
        rightMargin=MARGIN,
        topMargin=MARGIN,
        bottomMargin=MARGIN + 12,
        title=title,
        author=printable(report.provider, SANS)[0] or "Peer Trainer",
        creator="Peer Trainer",
        producer="Peer Trainer",
        lang=str(locale()).replace("_", "-"),
        invariant=1,
    )

    def foot(page: Canvas, _document: object) -> None:
        _draw_foot(page, report)

    document.build(list(_story(report)), onFirstPage=foot, onLaterPages=foot)
    return stream.getvalue()


def _story(report: HoursReport) -> Iterator[Flowable]:
    yield from _head(report)
    yield _paragraph(_("Hours by competency"), "heading")
    yield _competency_table(report)
    yield _paragraph(_("Day by day"), "heading")
    yield _day_table(report)
    yield _paragraph(_("Not credited, and why"), "heading")
    yield _refusal_table(report)
    yield KeepTogether(list(_receipt(report)))


def _head(report: HoursReport) -> Iterator[Flowable]:
    record, programme = report.record, report.programme
    yield _paragraph(_("Hours report"), "title")
    yield _paragraph(report.name, "heading")
    values = {
        "programme": in_language(programme.title, language()),
        "provider": report.provider or _("no provider set up"),
    }
    yield _paragraph(_("%(programme)s · %(provider)s") % values, "body")
    yield _paragraph(_("Printed %(moment)s") % {"moment": format_moment(report.printed_at, report.zone)}, "body")
    yield Spacer(0, 8)
    due = programme.total_minutes * 60
    values = {
        "credited": format_hours(record.credited_seconds),
        "due": format_hours(due),
        "missing": format_hours(-(-max(0, due - record.credited_seconds) // 60) * 60),
    }
    yield _paragraph(_("%(credited)s credited of %(due)s; %(missing)s to go.") % values, "strong")
    values = {
        "measured": format_hours(record.measured_seconds),
        "refused": format_hours(record.refused_seconds),
        "policy": report.policy,
        "edition": programme.edition,
    }
    yield _paragraph(_("%(measured)s measured, of which %(refused)s not credited.") % values, "body")
    yield _paragraph(_("Hours policy %(policy)s · Edition %(edition)s") % values, "quiet")


def _competency_table(report: HoursReport) -> Flowable:
    record, programme = report.record, report.programme
    rows = [
        [_("Competency"), _("Self-paced"), _("Live"), _("Exams"), _("Credited"), _("Needed"), _("To go")],
    ]
    for module in programme.modules:
        due = (module.self_paced_minutes + module.live_minutes) * 60
        name = f"{module.number}. {in_language(module.competency, language())}"
        rows.append([name, *_modes(record, module.id), *_progress(record.by_competency.get(module.id, 0), due)])
    if programme.exams:
        due = sum(exam.minutes for exam in programme.exams) * 60
        rows.append([_("Exams"), *_modes(record, EXAMS), *_progress(record.by_competency.get(EXAMS, 0), due)])
    totals = [_spent(record.by_mode.get(mode, 0)) for mode in Mode]
    rows.append([_("Total"), *totals, *_progress(record.credited_seconds, programme.total_minutes * 60)])
    return _table(rows, (None, 56, 56, 56, 56, 56, 56), has_total=True)


def _modes(record: HoursRecord, key: str) -> list[str]:
    return [_spent(record.by_matrix.get((key, mode), 0)) for mode in Mode]


def _progress(done: int, due: int) -> list[str]:
    """Writes credited rounded down and the gap rounded up, so that a table never promises a minute too much."""
    return [format_hours(done), format_hours(due), _spent(-(-max(0, due - done) // 60) * 60)]


def _spent(seconds: int) -> str:
    return format_hours(seconds) if seconds else "–"


def _day_table(report: HoursReport) -> Flowable:
    days: dict[date, dict[Mode, int]] = {}
    for credit in report.record.credits:
        for share in credit.days:
            modes = days.setdefault(share.day, {})
            modes[credit.mode] = modes.get(credit.mode, 0) + share.seconds
    rows = [[_("Day"), _("Self-paced"), _("Live"), _("Exams"), _("Credited")]]
    for day, modes in sorted(days.items()):
        spent = [_spent(modes.get(mode, 0)) for mode in Mode]
        rows.append([format_day(day, "full"), *spent, format_hours(report.record.by_day.get(day, 0))])
    if not days:
        return _paragraph(_("Nothing has been credited yet."), "body")
    return _table(rows, (None, 70, 70, 70, 70))


def _refusal_table(report: HoursReport) -> Flowable:
    names = _subject_names(report.programme)
    rows = [[_("Day"), _("What"), _("Why it is not credited")]]
    for credit in report.record.credits:
        what = names.get(credit.subject, credit.subject)
        lines = [(item.started_at, refusal_text(item, credit.zone, credit.mode)) for item in credit.refusals]
        lines += [(credit.started_at, flag_text(flag)) for flag in credit.flags]
        for moment, text in lines:
            rows.append([format_day(moment.astimezone(zone_named(credit.zone)).date(), "medium"), what, text])
    if len(rows) == 1:
        return _paragraph(_("All measured time was credited."), "body")
    return _table(rows, (80, 170, None), numbers=False)


def _receipt(report: HoursReport) -> Iterator[Flowable]:
    yield _paragraph(_("Receipt for the ledger"), "heading")
    for head in report.heads:
        code = " ".join(head.hash[start : start + 8] for start in range(0, len(head.hash), 8))
        values = {"n": head.sequence, "device": head.device_id[:8]}
        yield _paragraph(_("Computer %(device)s, line %(n)s:") % values + f" {code}", "quiet")
    if report.findings:
        found = ngettext(
            "The check of the ledger found %(n)s fault.", "The check of the ledger found %(n)s faults.", report.findings
        )
        yield _paragraph(found % {"n": report.findings}, "strong")
    else:
        yield _paragraph(_("The check of the ledger found no fault."), "body")
    yield Spacer(0, 4)
    yield _paragraph(
        _(
            "This record is tamper-evident from the last receipt on: whoever keeps this page can show later that a "
            "line up to the codes above was changed, removed or put in another order. It cannot show that a person was "
            "reading, who it was, that the computer's clock was right, or that no line was cut off after the last "
            "receipt."
        ),
        "quiet",
    )


def _subject_names(programme: Programme) -> dict[str, str]:
    titles = {lesson.id: lesson.title for lesson in programme.lessons.values()}
    titles |= {session.id: session.title for session in programme.live_sessions}
    titles |= {exam.id: exam.title for exam in programme.exams}
    return {key: in_language(title, language()) for key, title in titles.items()}


def _paragraph(text: str, style: str) -> Paragraph:
    """Sets a text literally: what looks like markup in a name is printed as it stands."""
    found = _STYLES[style]
    text, face = printable(text, found.fontName)
    marked = escape(text)
    return Paragraph(marked if face == found.fontName else f'<font name="{face}">{marked}</font>', found)


def _table(
    rows: Sequence[Sequence[str]], widths: Sequence[float | None], *, has_total: bool = False, numbers: bool = True
) -> Flowable:
    body = [[_paragraph(text, "strong" if n == 0 or not numbers else "sum") for n, text in enumerate(rows[0])]]
    for number, row in enumerate(rows[1:], 1):
        last = has_total and number == len(rows) - 1
        styles = ("strong", "sum") if last else ("cell", "number" if numbers else "cell")
        body.append([_paragraph(text, styles[min(n, 1)]) for n, text in enumerate(row)])
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
        body, colWidths=[width or free for width in widths], repeatRows=1, style=TableStyle(look), hAlign="LEFT"
    )


def _draw_foot(page: Canvas, report: HoursReport) -> None:
    text, face = printable(report.name, SANS)
    page.setDateFormatter(lambda *_moment: f"D:{report.printed_at:%Y%m%d%H%M%S}Z")
    page.saveState()
    page.setFillColor(drawing.INK2)
    page.setFont(face, 8)
    page.drawString(MARGIN, 36, text[:80])
    page.setFont(SANS, 8)
    page.drawRightString(LETTER[0] - MARGIN, 36, _("Page %(n)s") % {"n": page.getPageNumber()})
    page.restoreState()
