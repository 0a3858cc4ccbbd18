"""The certificate's page: frozen facts and their token in, a PDF with embedded fonts and its own facts out."""

from bisect import bisect_left
from datetime import date
from io import BytesIO
from typing import Any

from reportlab.lib.pagesizes import A4, LETTER, landscape
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFStream, PDFString
from reportlab.pdfgen.canvas import Canvas

from trainer import i18n
from trainer.certificates.facts import CertificateFacts
from trainer.certificates.page_facts import ATTACHMENT_NAME, attachment
from trainer.errors import TrainerError
from trainer.printing import drawing
from trainer.printing.drawing import INK2, LAUREL, Style, balanced, fitted, line, line_before, wrapped, write_lines
from trainer.printing.fonts import SANS, SANS_BOLD, SERIF, SERIF_BOLD, SERIF_ITALIC, prepared, register_fonts
from trainer.printing.wording import Wording

PAPERS = {"letter": landscape(LETTER), "a4": landscape(A4)}
"""Width and height in points."""

MARGIN = 76
COLUMN = 222
QR_SIZE = 100
LEADING, PARAGRAPH_GAP = 1.22, 0.38
"""Of the competencies, in parts of their size."""
QR_BOTTOM = 56
FOOT = 45
"""The baseline of the last line."""

_LABEL, _VALUE = Style(SANS, 9, INK2), Style(SANS_BOLD, 11.5)
_BODY = Style(SANS, 12)


class CertificatePage:
    """Draws certificates; see :class:`trainer.certificates.register.CertificateRenderer`."""

    def __init__(self, paper: str = "letter") -> None:
        """``paper`` is ``letter`` or ``a4``."""
        self._size = PAPERS[paper]

    def render(self, facts: CertificateFacts, token: str) -> bytes:
        """Draws a certificate; the same facts and token give the same bytes.

        Raises:
            TrainerError: The fonts lack a letter, or a text does not fit the page.
        """
        register_fonts()
        stream = BytesIO()
        wording = Wording(facts.language)
        page = Canvas(stream, pagesize=self._size, pdfVersion=(1, 7), invariant=1, lang=wording.tag, pageCompression=1)
        _Sheet(page, self._size, facts, token, wording).draw()
        _describe(page, facts, wording)
        _attach(page, attachment(facts, token))
        page.showPage()
        page.save()
        return stream.getvalue()


class _Sheet:
    """One certificate being drawn; its parts are drawn in the order in which a person reads them."""

    def __init__(
        self, page: Canvas, size: tuple[float, float], facts: CertificateFacts, token: str, wording: Wording
    ) -> None:
        self._page, self._facts, self._token, self._wording = page, facts, token, wording
        self._wide, self._high = size
        self._right = self._wide - MARGIN
        self._column = COLUMN + (40 if facts.local_competencies else 0)
        self._split = self._right - self._column - 18
        self._room = self._split - 16 - MARGIN

    def draw(self) -> None:
        """Draws the whole page."""
        drawing.hills(self._page, self._wide)
        if self._facts.sample:
            drawing.sample_across(self._page, self._wide, self._high)
        drawing.double_frame(self._page, self._wide, self._high)
        self._draw_head()
        self._draw_table(self._draw_programme(self._draw_person()))
        self._draw_competencies()
        self._draw_signatory()
        self._draw_foot()

    def _from_top(self, points: float) -> float:
        return self._high - points

    def _line(self, top: float, text: str, style: Style, smallest: float) -> None:
        """Writes one line at the left, made smaller until it fits."""
        line(self._page, MARGIN, self._from_top(top), text, fitted(text, style, self._room, smallest))

    def _draw_head(self) -> None:
        _ = self._wording.text
        provider, page, right = self._facts.provider, self._page, self._right
        room = self._room + 60
        name, contact = Style(SERIF_BOLD, 15.5, LAUREL), Style(SANS, 9.5, INK2)
        line(page, MARGIN, self._from_top(82), provider.name, _fitted_or_refused(provider.name, name, room, 9))
        line(page, MARGIN, self._from_top(96), provider.contact, _fitted_or_refused(provider.contact, contact, room, 6))
        line_before(page, right, self._from_top(82), _("Certificate number"), Style(SANS, 9.5, INK2))
        line_before(page, right, self._from_top(96), self._facts.number, Style(SANS_BOLD, 11.5))

    def _draw_person(self) -> float:
        """Draws title, name and statement; returns the baseline after them, in points from the top."""
        _ = self._wording.text
        title = _("Certificate of Completion")
        self._line(150, title, Style(SERIF, 34), 20)
        if title != "Certificate of Completion":
            self._line(166, "Certificate of Completion", Style(SERIF_ITALIC, 11, INK2), 9)
        self._line(189, _("This certifies that"), Style(SANS, 12, INK2), 9)
        self._draw_name(233)
        self._page.setStrokeColor(drawing.LINE)
        self._page.setLineWidth(0.7)
        self._page.line(MARGIN, self._from_top(246), MARGIN + self._room, self._from_top(246))
        lines = balanced([(self._statement(), _BODY)], min(self._room, 350))
        return self._high - write_lines(self._page, MARGIN, self._from_top(268), lines, 17)

    def _draw_name(self, top: float) -> None:
        """Writes the legal name as large as it fits: on one line down to 22 points, then on two or three."""
        name = self._facts.legal_name
        if not prepared(name):
            raise _no_room(name)
        for size in range(40, 8, -1):
            runs = [(name, Style(SERIF_BOLD, size, LAUREL))]
            count = len(wrapped(runs, self._room))
            if size <= {1: 40, 2: 21, 3: 13}.get(count, 0):
                last = top + 3 * (count - 1)
                lines = balanced(runs, self._room)
                write_lines(self._page, MARGIN, self._from_top(last) + (count - 1) * size * 1.1, lines, size * 1.1)
                return
        raise _no_room(name)

    def _statement(self) -> str:
        _, facts = self._wording.text, self._facts
        count = len(facts.competencies)
        values = {"hours": self._wording.long_hours(facts.programme_minutes), "n": count}
        if facts.programme_kind == "core":
            return (
                _("has completed %(hours)s of instruction in the course named here, in all %(n)s core competencies.")
                % values
            )
        return (
            self._wording.ngettext(
                "has completed %(hours)s of instruction in the course named here, in the competency listed.",
                "has completed %(hours)s of instruction in the course named here, in the %(n)s competencies listed.",
                count,
            )
            % values
        )

    def _draw_programme(self, top: float) -> float:
        facts, style = self._facts, Style(SERIF_BOLD, 15)
        lines = balanced([(facts.local_title or facts.programme_title, style)], self._room)
        if facts.local_title:
            lines += wrapped([(facts.programme_title, Style(SERIF_ITALIC, 11, INK2))], self._room)
        top = self._high - write_lines(self._page, MARGIN, self._from_top(top + 11), lines, 18)
        if facts.programme_kind == "taster":
            _ = self._wording.text
            note = _("A short first course. It does not take the place of the 80-hour core course.")
            lines = balanced([(note, Style(SANS, 9.5, INK2))], self._room)
            top = self._high - write_lines(self._page, MARGIN, self._from_top(top - 3), lines, 12)
        return top

    def _draw_table(self, top: float) -> None:
        _, facts, words = self._wording.text, self._facts, self._wording
        second = MARGIN + (125 if facts.local_title else 150)
        rows = [
            [
                (MARGIN, _("Instruction"), words.long_hours(facts.programme_minutes)),
                (second, _("Delivered"), _span(words, facts.started_on, facts.completed_on)),
            ],
            [
                (MARGIN, _("Language"), words.language_name(facts.language)),
                (second, _("Completed"), words.day(facts.completed_on)),
            ],
        ]
        for number, row in enumerate(rows):
            y = self._from_top(top + 14 + number * 36)
            for x, label, value in row:
                line(self._page, x, y, label, _LABEL)
                line(self._page, x, y - 14, value, fitted(value, _VALUE, self._split - 14 - x, 8))

    def _draw_competencies(self) -> None:
        facts, page, left = self._facts, self._page, self._split + 18
        lines, leading, paragraph_gap = self._competency_lines()
        top = 130.0
        line(page, left, self._from_top(top), self._competency_heading(), Style(SANS_BOLD, 9.5))
        y = self._from_top(top + 17)
        for number, paragraph in enumerate(lines, 1):
            line_before(page, left + 11, y, str(number), Style(SANS, paragraph[0][0][1].size, INK2))
            y = write_lines(page, left + 17, y, paragraph, leading) - paragraph_gap
        page.setStrokeColor(drawing.LINE)
        page.setLineWidth(0.7)
        bottom = min(y + leading, self._from_top(404)) if len(facts.competencies) > 3 else self._from_top(404)
        page.line(self._split, self._from_top(126), self._split, bottom)

    def _competency_heading(self) -> str:
        count = len(self._facts.competencies)
        if self._facts.programme_kind == "core":
            return self._wording.ngettext("%(n)s core competency", "%(n)s core competencies", count) % {"n": count}
        return self._wording.ngettext("%(n)s competency", "%(n)s competencies", count) % {"n": count}

    def _competency_lines(self) -> tuple[list[list[list[drawing.Run]]], float, float]:
        """Sets the competencies in the largest size at which all of them fit above the QR code."""
        room = self._from_top(147) - (QR_BOTTOM + QR_SIZE + 18)
        sizes = [tenths / 10 for tenths in range(86 if len(self._facts.competencies) > 6 else 106, 49, -2)]
        smaller = bisect_left(sizes, True, key=lambda size: self._competency_height(size) <= room)
        if smaller == len(sizes):
            raise _no_room(self._competency_heading())
        size = sizes[smaller]
        return self._competencies_in(size), size * LEADING, size * PARAGRAPH_GAP

    def _competency_height(self, size: float) -> float:
        return sum(len(lines) * size * LEADING + size * PARAGRAPH_GAP for lines in self._competencies_in(size))

    def _competencies_in(self, size: float) -> list[list[list[drawing.Run]]]:
        """Breaks the competencies into lines; in another language the official English wording follows each."""
        facts, style, beside = self._facts, Style(SANS, size), Style(SANS, size - 0.3, INK2)
        local = facts.local_competencies or facts.competencies
        official = facts.competencies if facts.local_competencies else ("",) * len(local)
        return [
            wrapped([(text, style), (f"· {name}" if name else "", beside)], self._column - 17)
            for text, name in zip(local, official, strict=True)
        ]

    def _draw_signatory(self) -> None:
        _, facts, page = self._wording.text, self._facts, self._page
        provider, room = facts.provider, 218
        if provider.signatory:
            style = _fitted_or_refused(provider.signatory, Style(SERIF_ITALIC, 22, LAUREL), room - 10, 9)
            line(page, MARGIN + 6, 87, provider.signatory, style)
        page.setStrokeColor(INK2)
        page.setLineWidth(0.7)
        page.line(MARGIN, 80, MARGIN + room, 80)
        name = Style(SANS_BOLD, 9)
        line(page, MARGIN, 68, provider.signatory, _fitted_or_refused(provider.signatory, name, room, 6))
        issued = _("Issued %(date)s") % {"date": self._wording.day(facts.issued_on)}
        text = f"{provider.signatory_title}. {issued}" if provider.signatory_title else issued
        line(page, MARGIN, 57, text, _fitted_or_refused(text, Style(SANS, 9, INK2), room + 60, 6))

    def _draw_foot(self) -> None:
        _, facts, page = self._wording.text, self._facts, self._page
        small, left = Style(SANS, 7, INK2), self._right - QR_SIZE - 20
        values = {"policy": facts.policy, "edition": facts.edition}
        text = _("Hours policy %(policy)s · Edition %(edition)s") % values
        line(page, MARGIN, FOOT, text, _fitted_or_refused(text, small, left - MARGIN - 8, 4))
        line_before(page, left, 130, _("Verify offline"), Style(SANS_BOLD, 9.5))
        help_text = _("Scan this code with any copy of Peer Trainer, or open this file in it. No network is needed.")
        y = self._paragraph_before(left, 117, help_text, Style(SANS, 8.5, INK2))
        self._paragraph_before(left, y - 5, self._standing(), Style(SANS_BOLD, 8.5))
        drawing.qr_code(page, self._token, self._right - QR_SIZE, QR_BOTTOM, QR_SIZE)

    def _paragraph_before(self, right: float, y: float, text: str, style: Style) -> float:
        """Writes a few lines that end at ``right``; returns the baseline after them.

        Raises:
            TrainerError: They would run into the line at the foot.
        """
        lines = balanced([(text, style)], 180)
        if y - 11 * (len(lines) - 1) < FOOT + 8:
            raise _no_room(text)
        for runs in lines:
            line_before(self._page, right, y, " ".join(word for word, _style in runs), style)
            y -= 11
        return y

    def _standing(self) -> str:
        """Says which approval the provider has entered, or that there is none."""
        _, provider = self._wording.text, self._facts.provider
        if self._facts.sample:
            return _("SAMPLE: no provider approval has been entered.")
        values = {"id": provider.approval_id, "date": provider.approval_date}
        if provider.approval_date:
            return _("Training provider approval %(id)s, %(date)s") % values
        return _("Training provider approval %(id)s") % values


def _span(words: Wording, first: date, last: date) -> str:
    if first == last:
        return words.day(first)
    _ = words.text
    return _("%(first)s to %(last)s") % {"first": words.day(first), "last": words.day(last)}


def _fitted_or_refused(text: str, style: Style, room: float, smallest: float) -> Style:
    found = fitted(text, style, room, smallest)
    if drawing.text_width(text, found) > room + 0.01:
        raise _no_room(text)
    return found


def _no_room(text: str) -> TrainerError:
    return TrainerError(
        i18n._("This text does not fit on the certificate: %(text)s") % {"text": prepared(text)[:80]},
        i18n._("Nothing was issued. Please write it in fewer letters."),
    )


def _describe(page: Canvas, facts: CertificateFacts, wording: Wording) -> None:
    """Fills in what a reader and a screen reader announce before the page itself."""
    _ = wording.text
    title = _("Certificate of Completion %(number)s, %(name)s") % {
        "number": facts.number,
        "name": prepared(facts.legal_name),
    }
    page.setTitle(("SAMPLE: " if facts.sample else "") + title)
    page.setAuthor(prepared(facts.provider.name))
    page.setSubject(prepared(facts.local_title or facts.programme_title))
    page.setCreator("Peer Trainer")
    page.setProducer("Peer Trainer")
    page.setKeywords(facts.number)
    page.setViewerPreference("DisplayDocTitle", "true")
    day = facts.issued_on
    page.setDateFormatter(lambda *_moment: f"D:{day:%Y%m%d}000000Z")


def _attach(page: Canvas, content: bytes) -> None:
    """Attaches the facts and the token, uncompressed, so that they can be found again without a PDF parser."""
    document: Any = page._doc  # type: ignore[attr-defined]
    kind = {"Type": PDFName("EmbeddedFile"), "Subtype": PDFName("application/json")}
    stream = document.Reference(PDFStream(PDFDictionary(kind), content, filters=[]))
    name = PDFString(ATTACHMENT_NAME)
    files = PDFDictionary({"F": stream, "UF": stream})
    entry = PDFDictionary({"Type": PDFName("Filespec"), "F": name, "UF": name, "EF": files})
    names = PDFDictionary({"Names": PDFArray([name, document.Reference(entry)])})
    document.Catalog.Names = PDFDictionary({"EmbeddedFiles": names})
