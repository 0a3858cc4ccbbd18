"""The transcript of hours: what counts and what does not, line by line, the sums, and a receipt for the ledger."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from reportlab.lib.pagesizes import LETTER
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, SimpleDocTemplate, Spacer

from trainer.courses.outline import Programme, in_language
from trainer.hours.ledger import Entry, Head
from trainer.hours.provider_hour import ProviderHours, provider_hours_texts
from trainer.hours.receipts import receipt_text
from trainer.hours.reconcile import check_identities
from trainer.hours.record import HoursRecord
from trainer.hours.required import seconds_left
from trainer.hours.wording import findings_text
from trainer.i18n import _, format_hours, format_hours_left, format_moment, format_seconds, language, locale
from trainer.printing import drawing
from trainer.printing.fonts import SANS, printable, register_fonts
from trainer.printing.transcript_tables import (
    MARGIN,
    competency_table,
    day_table,
    line_table,
    paragraph,
    refusal_table,
)

_BEGINNING = 110
"""Points that a heading takes with the head of its table and a first row of three lines: it never stands alone."""


@dataclass(frozen=True)
class Transcript:
    """What a transcript is made of.

    Attributes:
        name: The legal name, or the name the person goes by.
        entries: The lines, for what the corrections among them do and why.
        heads: The ends of the chains that hold this enrolment's lines; printed, they are a receipt.
        findings: How many findings the verification of those chains made.
        policies: The hours policies that the lines were credited under.
        provider_hours: What the total comes to where the provider's own hour is shorter; otherwise empty.
        editions: The editions of the course that were studied.
        printed_at: UTC.
        zone: IANA zone of the desk that prints.
        people: Names by id, of whoever may have written or approved a correction.
    """

    name: str
    programme: Programme
    record: HoursRecord
    entries: Sequence[Entry]
    heads: Sequence[Head]
    findings: int
    policies: Sequence[str]
    provider_hours: Sequence[ProviderHours]
    editions: Sequence[str]
    provider: str
    printed_at: datetime
    zone: str
    people: Mapping[str, str]


def render_transcript(report: Transcript) -> bytes:
    """Draws it in the language of the window, on as many Letter pages as it takes."""
    register_fonts()
    stream = BytesIO()
    title = _("Transcript of hours: %(name)s") % {"name": printable(report.name, SANS)[0]}
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


def _story(report: Transcript) -> Iterator[Flowable]:
    yield from _head(report)
    record, programme = report.record, report.programme
    entries = {entry.id: entry for entry in report.entries}
    for words, table in (
        (_("Hours by competency"), competency_table(record, programme)),
        (_("Day by day"), day_table(record)),
        (_("Not credited, and why"), refusal_table(record, programme)),
        (_("Line by line, to the second"), line_table(record, programme, entries, report.people)),
    ):
        yield CondPageBreak(_BEGINNING)
        yield paragraph(words, "heading")
        yield table
    yield KeepTogether(list(_sums(report)))
    yield KeepTogether(list(_receipt(report)))


def _head(report: Transcript) -> Iterator[Flowable]:
    record, programme = report.record, report.programme
    yield paragraph(_("Transcript of hours"), "title")
    yield paragraph(report.name, "heading")
    values = {
        "programme": in_language(programme.title, language()),
        "provider": report.provider or _("no provider set up"),
    }
    yield paragraph(_("%(programme)s · %(provider)s") % values, "body")
    yield paragraph(_("Printed %(moment)s") % {"moment": format_moment(report.printed_at, report.zone)}, "body")
    yield Spacer(0, 8)
    values = {
        "credited": format_hours(record.credited_seconds),
        "due": format_hours(programme.total_minutes * 60),
        "missing": format_hours_left(seconds_left(record, programme)),
    }
    yield paragraph(_("%(credited)s credited of %(due)s; %(missing)s to go.") % values, "strong")
    values = {
        "measured": format_hours(record.measured_seconds),
        "refused": format_hours(record.refused_seconds),
        "policy": ", ".join(report.policies) or "–",
        "edition": ", ".join(report.editions) or programme.edition,
    }
    yield paragraph(_("%(measured)s measured, of which %(refused)s not credited.") % values, "body")
    if report.provider_hours:
        texts = [
            _("The hours above and in all tables are of 60 minutes."),
            *provider_hours_texts(report.provider_hours),
        ]
        yield paragraph(" ".join(texts), "body")
    yield paragraph(_("Hours policy %(policy)s · Edition %(edition)s") % values, "quiet")


def _sums(report: Transcript) -> Iterator[Flowable]:
    """Adds the same hours up in four ways, each from its own figures, and says whether they agree.

    That they do is no praise for a record that is not as it was written, so that stands beside it.
    """
    record = report.record
    sums = {
        _("by line"): sum(credit.credited_seconds for credit in record.credits),
        _("by day"): sum(record.by_day.values()),
        _("by competency"): sum(record.by_competency.values()),
        _("by mode"): sum(record.by_mode.values()),
    }
    yield paragraph(_("Four sums"), "heading")
    parts = ", ".join(f"{name} {format_seconds(seconds)}" for name, seconds in sums.items())
    agree = not check_identities(record)
    yield paragraph(_("Credited: %(sums)s.") % {"sums": parts}, "body")
    text = _("They agree to the second.") if agree else _("They do not agree: please show this page to the provider.")
    yield paragraph(text, "strong")
    if report.findings:
        yield paragraph(findings_text(report.findings), "strong")


def _receipt(report: Transcript) -> Iterator[Flowable]:
    yield paragraph(_("Receipt for the ledger"), "heading")
    for head in report.heads:
        yield paragraph(receipt_text(head), "quiet")
    if report.findings:
        yield paragraph(findings_text(report.findings), "strong")
    else:
        yield paragraph(_("The check of the ledger found no fault."), "body")
    yield Spacer(0, 4)
    yield paragraph(
        _(
            "This record is tamper-evident from the last receipt on: whoever keeps this page can show later that a "
            "line up to the codes above was changed, removed or put in another order. It cannot show that a person was "
            "reading, who it was, that the computer's clock was right, or that no line was cut off after the last "
            "receipt."
        ),
        "quiet",
    )


def _draw_foot(page: Canvas, report: Transcript) -> None:
    text, face = printable(report.name, SANS)
    page.setDateFormatter(lambda *_moment: f"D:{report.printed_at:%Y%m%d%H%M%S}Z")
    page.saveState()
    page.setFillColor(drawing.INK2)
    page.setFont(face, 8)
    page.drawString(MARGIN, 36, text[:80])
    page.setFont(SANS, 8)
    page.drawRightString(LETTER[0] - MARGIN, 36, _("Page %(n)s") % {"n": page.getPageNumber()})
    page.restoreState()
