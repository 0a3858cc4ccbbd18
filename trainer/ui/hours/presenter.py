"""The hours record in words: every line, why a minute counts or not, and four totals that must be equal; no Qt."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from trainer.certificates.files import save_as
from trainer.hours.ledger import Entry
from trainer.hours.plan import StudyPlan
from trainer.hours.provider_hour import ProviderHours, provider_hours, provider_hours_texts
from trainer.hours.record import HoursRecord
from trainer.hours.service import HoursContext, HoursService
from trainer.i18n import _, format_hours, format_seconds, ngettext
from trainer.ui.cells import Sheet
from trainer.ui.hours.lines import LineDetails, details_of, sheet_of_lines, titles_of
from trainer.ui.hours.sheets import sheet_of_competencies, sheet_of_days
from trainer.ui.hours.sums import TotalCard, totals_of
from trainer.ui.navigation import Navigator, Place
from trainer.ui.plan.presenter import PlanPresenter
from trainer.ui.runner import Runner


@dataclass(frozen=True)
class Summary:
    """What stands above the totals.

    Attributes:
        lines: That they are equal, and what they come to where the provider's own hour is shorter.
        sound: False when they are not equal.
    """

    title: str
    lines: tuple[str, ...]
    sound: bool


@dataclass(frozen=True)
class Papers:
    """What the record can be turned into; each may take a while and runs off the main thread.

    Attributes:
        report: Draws the transcript of hours as PDF.
        csv: Writes the lines for a spreadsheet, safe against formulas.
        calendar: Writes a plan for calendar programs, with a reminder some minutes before each session, or none.
        pages: Turns a PDF into pictures for the printer.
        notes: Says what the person should know about the records.
    """

    report: Callable[[], bytes]
    csv: Callable[[HoursRecord], str]
    calendar: Callable[[StudyPlan, int | None], bytes]
    pages: Callable[[bytes], Sequence[Any]]
    notes: Callable[[], Sequence[str]]


class HoursView(Protocol):
    """What the screen can show."""

    def show_heading(self, title: str, line: str) -> None:
        """Shows the page title, and whose record under which policy it is."""

    def show_notes(self, notes: Sequence[str]) -> None:
        """Says what the person should know about the records; nothing, mostly."""

    def show_lines(self, sheet: Sheet, count: str) -> None:
        """Shows every line of the ledger."""

    def show_competencies(self, sheet: Sheet) -> None:
        """Shows competencies against modes, with the gap."""

    def show_days(self, sheet: Sheet) -> None:
        """Shows day by day."""

    def show_totals(self, summary: Summary, cards: Sequence[TotalCard]) -> None:
        """Shows the four totals side by side."""

    def show_empty(self, empty: bool) -> None:
        """Says that there is no line yet."""

    def show_details(self, details: LineDetails) -> None:
        """Shows one line with its arithmetic."""

    def show_saved(self, text: str) -> None:
        """Says quietly what was saved."""

    def ask_path(self, title: str, suggestion: str, kind: str) -> Path | None:
        """Asks where to save; None when the person thought better of it."""

    def print_pages(self, pages: Sequence[Any]) -> None:
        """Hands pages to a printer that the person chooses."""


@dataclass(frozen=True)
class _Loaded:
    record: HoursRecord
    entries: dict[str, Entry]
    lines: Sheet
    competencies: Sheet
    days: Sheet
    cards: tuple[TotalCard, ...]
    provider_hours: Sequence[ProviderHours]
    notes: Sequence[str]


class HoursPresenter:
    """Reads the record and words it, off the main thread."""

    def __init__(
        self,
        view: HoursView,
        hours: HoursService,
        context: HoursContext,
        papers: Papers,
        runner: Runner,
        navigator: Navigator,
        plan: PlanPresenter,
        name: str,
    ) -> None:
        """``name`` is whose record it is; ``plan`` is told the hours when they are known."""
        self._view, self._hours, self._context, self._papers = view, hours, context, papers
        self._runner, self._navigator, self._plan, self._name = runner, navigator, plan, name
        self._loaded: _Loaded | None = None

    def open(self) -> None:
        """Reads the record and shows it."""
        self._view.show_heading(_("Hours record"), self._name)
        self._runner.run(self._load, self._on_loaded)

    def open_line(self, entry_id: str) -> None:
        """Shows how one line comes about."""
        if self._loaded is None:
            return
        credit = next((line for line in self._loaded.record.credits if line.entry_id == entry_id), None)
        if credit is not None:
            titles = titles_of(self._context.programme)
            self._view.show_details(details_of(credit, self._loaded.entries, titles))

    def save_report(self) -> None:
        """Saves the transcript as PDF."""
        self._save(_("Save the transcript of hours"), "transcript.pdf", "PDF (*.pdf)", self._papers.report)

    def export_csv(self) -> None:
        """Saves the lines for a spreadsheet."""
        if self._loaded is not None:
            record = self._loaded.record
            # A spreadsheet takes UTF-8 for granted only after this mark.
            data = lambda: b"\xef\xbb\xbf" + self._papers.csv(record).encode("utf-8")  # noqa: E731
            self._save(_("Save the lines for a spreadsheet"), "hours.csv", "CSV (*.csv)", data)

    def save_plan(self) -> None:
        """Saves the sessions that were planned for a calendar."""
        plan, form = self._plan.plan, self._plan.form
        if plan is not None and form is not None and plan.sessions:
            data = lambda: self._papers.calendar(plan, form.reminder_minutes)  # noqa: E731
            self._save(_("Save plan for a calendar"), "study-time.ics", "iCalendar (*.ics)", data)

    def print_report(self) -> None:
        """Prints the transcript."""
        self._runner.run(lambda: self._papers.pages(self._papers.report()), self._view.print_pages)

    def open_course(self) -> None:
        """Goes where the first hours are made."""
        self._navigator.go(Place("course"))

    def _load(self) -> _Loaded:
        lines, record = self._hours.lines_and_record(self._context)
        entries = {entry.id: entry for entry in lines}
        programme = self._context.programme
        return _Loaded(
            record,
            entries,
            sheet_of_lines(record, entries, titles_of(programme)),
            sheet_of_competencies(record, programme),
            sheet_of_days(record),
            totals_of(record),
            provider_hours(record, self._context.policies),
            self._papers.notes(),
        )

    def _on_loaded(self, loaded: _Loaded) -> None:
        self._loaded = loaded
        count = len(loaded.record.credits)
        policies = sorted({credit.policy for credit in loaded.record.credits})
        line = self._name
        if policies:
            line = _("%(name)s. Hours policy %(policy)s.") % {"name": self._name, "policy": ", ".join(policies)}
        self._view.show_heading(_("Hours record"), line)
        self._view.show_notes(loaded.notes)
        self._view.show_empty(count == 0)
        self._view.show_lines(loaded.lines, ngettext("%(n)s entry", "%(n)s entries", count) % {"n": count})
        self._view.show_competencies(loaded.competencies)
        self._view.show_days(loaded.days)
        self._view.show_totals(_summary(loaded), loaded.cards)
        self._plan.know(loaded.record)

    def _save(self, title: str, suggestion: str, kind: str, make: Callable[[], bytes]) -> None:
        path = self._view.ask_path(title, suggestion, kind)
        if path is None:
            return
        self._runner.run(
            lambda: save_as(path, make()),
            lambda _nothing: self._view.show_saved(_("Saved as %(name)s") % {"name": path.name}),
        )


def _summary(loaded: _Loaded) -> Summary:
    seconds = loaded.record.credited_seconds
    title = _("%(hours)s credited") % {"hours": format_hours(seconds)}
    sums = {card.seconds for card in loaded.cards} | {seconds}
    if len(sums) == 1:
        text = _("The four totals below agree to the second: %(exact)s.") % {"exact": format_seconds(seconds)}
        return Summary(title, (text, *provider_hours_texts(loaded.provider_hours)), sound=True)
    text = _(
        "The totals below do not agree. Nothing of yours is lost: please show this page to your training provider."
    )
    return Summary(title, (text,), sound=False)
