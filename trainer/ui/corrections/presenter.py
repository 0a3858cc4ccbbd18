"""Correcting a learner's hours: what it comes to is shown first, then it becomes a new line; no Qt."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from trainer.clock import Clock, local_day
from trainer.cohorts.accounts import AccountService
from trainer.cohorts.corrections import (
    Adjust,
    Approval,
    ApprovalError,
    Change,
    Correction,
    CorrectionService,
    Outcome,
    Preview,
    Recalculate,
    Settle,
    TakeBack,
)
from trainer.cohorts.people import Enrolment, EnrolmentChange, Person
from trainer.courses.outline import in_language
from trainer.errors import TrainerError
from trainer.hours.ledger import Entry
from trainer.hours.policy_book import in_force
from trainer.hours.provider_hour import provider_hours, provider_hours_texts
from trainer.hours.record import HoursRecord
from trainer.hours.service import Books, HoursContext
from trainer.hours.settling import OpenDoubts, open_doubts
from trainer.i18n import _, format_hours, language, ngettext
from trainer.identifiers import new_id
from trainer.ui.cells import Sheet
from trainer.ui.choice import Choice
from trainer.ui.corrections.accommodation import AccommodationWords, accommodation_words
from trainer.ui.corrections.doubts import DoubtWords, doubt_words
from trainer.ui.corrections.words import (
    COMPETENCY,
    SUBJECT,
    approval_words,
    entries_sheet,
    line_words,
    lines_sheet,
    place_choices,
    policy_choices,
    remarks,
    settling_remarks,
    total_words,
    totals_sheet,
)
from trainer.ui.hours.lines import titles_of
from trainer.ui.navigation import Navigator, Place
from trainer.ui.one_job import OneJob
from trainer.ui.runner import Runner


class Kind(StrEnum):
    """How hours are corrected."""

    ADJUST = "adjust"
    TAKE_BACK = "take_back"
    RECALCULATE = "recalculate"
    SETTLE = "settle"


@dataclass(frozen=True)
class CorrectionForm:
    """What stands in the fields.

    Attributes:
        minutes: Negative to take time away.
        place: A lesson, session, exam or competency; see :mod:`trainer.ui.corrections.words`.
        policy: The version to recalculate under.
        count_unchanged: Whether unchanged entries in doubt are to count.
    """

    kind: Kind
    minutes: int = 0
    place: str = ""
    policy: str = ""
    count_unchanged: bool = False
    reason: str = ""
    approver: str = ""
    pin: str = ""


@dataclass(frozen=True)
class PreviewWords:
    """What a correction would come to.

    Attributes:
        totals: Before and after; None while there is nothing to compare.
        lines: The entries that change; None where the totals say it all.
        ready: Whether it can be written.
    """

    summary: str
    remarks: tuple[str, ...] = ()
    totals: Sheet | None = None
    lines: Sheet | None = None
    ready: bool = False


class CorrectionsView(Protocol):
    """What the screen can show."""

    def show_heading(self, title: str, line: str) -> None:
        """Shows whose hours they are, and how many."""

    def show_lines(self, sheet: Sheet, note: str) -> None:
        """Shows every entry so far."""

    def show_choices(self, places: Sequence[Choice], policies: Sequence[Choice], people: Sequence[Choice]) -> None:
        """Offers what can be corrected, and who can approve."""

    def show_doubts(self, words: DoubtWords) -> None:
        """Shows what in the record waits for two people to look at it."""

    def show_chosen(self, text: str) -> None:
        """Names the entry that is to be taken back, and opens its tab."""

    def show_preview(self, words: PreviewWords) -> None:
        """Shows before and after."""

    def show_approval(self, text: str) -> None:
        """Asks for a second person; an empty text takes that away."""

    def show_approval_problem(self, message: str) -> None:
        """Says under the PIN what to mend."""

    def show_problem(self, message: str, advice: str) -> None:
        """Says kindly what did not work; empty texts take it away."""

    def show_accommodation(self, words: AccommodationWords) -> None:
        """Shows the personal idle limit."""

    def show_accommodation_problem(self, message: str, advice: str) -> None:
        """Says kindly what did not work there; empty texts take it away."""

    def clear(self) -> None:
        """Empties the fields once the correction is written."""

    def show_busy(self, text: str) -> None:
        """Says what takes a moment; an empty text means that it is done."""

    def show_saved(self, text: str) -> None:
        """Says quietly what was done."""


@dataclass(frozen=True)
class CorrectionServices:
    """Whom the screen asks.

    Attributes:
        context: What the enrolment is credited by, read afresh.
    """

    corrections: CorrectionService
    accounts: AccountService
    context: Callable[[], HoursContext]


@dataclass(frozen=True)
class _Loaded:
    enrolment: Enrolment
    people: Mapping[str, Person]
    changes: Sequence[EnrolmentChange]
    approvers: Sequence[Person]
    context: HoursContext
    books: Books
    doubts: OpenDoubts
    entries: Mapping[str, Entry]

    @property
    def record(self) -> HoursRecord:
        """What the lines come to."""
        return self.books.record


class CorrectionsPresenter:
    """Serves an instructor or an administrator, for one learner."""

    def __init__(
        self,
        view: CorrectionsView,
        services: CorrectionServices,
        clock: Clock,
        runner: Runner,
        navigator: Navigator,
        actor: Person,
        enrolment_id: str,
    ) -> None:
        """``actor`` is at the screen, and stands as author on every correction."""
        self._view, self._services, self._clock, self._runner = view, services, clock, runner
        self._navigator, self._actor, self._enrolment_id = navigator, actor, enrolment_id
        self._loaded: _Loaded | None = None
        self._form = CorrectionForm(Kind.ADJUST)
        self._line_id = self._entry_id = ""
        self._signed: tuple[Change, str] | None = None
        self._preview: tuple[Change, Preview] | None = None
        self._is_previewing = False
        self._jobs = OneJob(runner, view.show_busy)

    def open(self) -> None:
        """Reads the learner's lines, off the main thread."""
        self._runner.run(self._load, self._on_loaded)

    def back(self) -> None:
        """Returns to the office."""
        self._navigator.go(Place("office"))

    def edited(self, form: CorrectionForm) -> None:
        """Shows what the fields come to; a reason or a PIN changes nothing about that."""
        before = (self._form.kind, self._change)
        self._form = form
        self._view.show_problem("", "")
        self._view.show_approval_problem("")
        if (form.kind, self._change) != before:
            self._show_preview()

    def choose_line(self, entry_id: str) -> None:
        """Chooses the entry that is to be taken back."""
        if self._loaded is None or entry_id not in self._loaded.entries:
            return
        self._line_id = entry_id
        credit = next(item for item in self._loaded.record.credits if item.entry_id == entry_id)
        self._view.show_chosen(line_words(credit, titles_of(self._loaded.context.programme)))
        self._show_preview()

    def submit(self) -> None:
        """Writes the correction; trying again after an error writes it once."""
        form, change = self._form, self._change
        if change is None or self._loaded is None:
            self._view.show_problem(_("Please say what is to be corrected."), "")
            return
        approval = None
        if self._needs_approval(change):
            if not form.approver:
                self._view.show_approval_problem(_("Please choose who approves."))
                return
            approval = Approval(form.approver, form.pin)
        wish = self._wish(change, form.reason)
        corrections, context = self._services.corrections, self._services.context
        self._jobs.run(
            _("Writing…"),
            lambda: corrections.correct(self._actor.id, wish, context(), approval),
            self._on_corrected,
            self._on_trouble,
        )

    def save_limit(self, minutes: int | None, note: str) -> None:
        """Grants a personal idle limit, or with None ends it."""
        seconds = None if minutes is None else minutes * 60
        accounts = self._services.accounts
        self._view.show_accommodation_problem("", "")
        self._jobs.run(
            _("Writing…"),
            lambda: accounts.set_idle_limit(self._enrolment_id, seconds, note, self._actor.id),
            lambda _enrolment: self._on_limit_saved(seconds),
            lambda error: self._view.show_accommodation_problem(error.message, error.advice),
        )

    @property
    def _change(self) -> Change | None:
        form = self._form
        if form.kind is Kind.TAKE_BACK:
            return TakeBack(self._line_id) if self._line_id else None
        if form.kind is Kind.RECALCULATE:
            return Recalculate(form.policy) if form.policy else None
        if form.kind is Kind.SETTLE:
            is_open = self._loaded is not None and bool(self._loaded.doubts.settlements)
            return Settle(form.count_unchanged) if is_open else None
        if not form.minutes or not form.place:
            return None
        subject = form.place.removeprefix(SUBJECT) if form.place.startswith(SUBJECT) else ""
        competency = form.place.removeprefix(COMPETENCY) if form.place.startswith(COMPETENCY) else ""
        return Adjust(form.minutes * 60, subject, competency)

    def _wish(self, change: Change, reason: str) -> Correction:
        """Keeps the id while the same correction is tried again."""
        if self._signed != (change, reason):
            self._signed, self._entry_id = (change, reason), new_id(self._clock.now())
        return Correction(self._entry_id, change, reason)

    def _needs_approval(self, change: Change) -> bool:
        return self._preview is not None and self._preview[0] == change and self._preview[1].second_person

    # --- reading

    def _load(self) -> _Loaded:
        services = self._services
        context = services.context()
        enrolment = services.accounts.enrolment(self._enrolment_id)
        books = services.corrections.books(self._actor.id, context)
        return _Loaded(
            enrolment,
            {person.id: person for person in services.accounts.people()},
            services.accounts.enrolment_history(enrolment.id),
            [one for one in services.corrections.approvers(self._actor.id) if one.id != enrolment.person_id],
            context,
            books,
            open_doubts(books),
            {entry.id: entry for entry in books.lines},
        )

    def _on_loaded(self, loaded: _Loaded) -> None:
        self._loaded = loaded
        programme, record = loaded.context.programme, loaded.record
        learner = loaded.people.get(loaded.enrolment.person_id)
        values = {
            "course": in_language(programme.title, language()),
            "done": format_hours(record.credited_seconds),
            "all": format_hours(programme.total_minutes * 60),
        }
        line = _("%(course)s. %(done)s credited of %(all)s.") % values
        line = " ".join([line, *provider_hours_texts(provider_hours(record, loaded.context.policies))])
        name = learner.name if learner else _("Somebody who is not here any more")
        self._view.show_heading(_("Correct the hours of %(name)s") % {"name": name}, line)
        count = len(record.credits)
        note = ngettext("%(n)s entry.", "%(n)s entries.", count) % {"n": count}
        note += " " + _("Enter chooses one to take back. Nothing is ever deleted: each correction is a new entry.")
        names = {person.id: person.name for person in loaded.people.values()}
        self._view.show_lines(entries_sheet(record, loaded.entries, titles_of(programme), names), note)
        self._view.show_choices(
            place_choices(programme),
            policy_choices(loaded.context.policies.values()),
            [Choice(person.id, _approver_words(person)) for person in loaded.approvers],
        )
        policy = in_force(loaded.context.policies, loaded.enrolment.policy, local_day(self._clock))
        self._view.show_accommodation(
            accommodation_words(loaded.enrolment, policy, loaded.changes, names, self._clock.zone())
        )
        self._view.show_doubts(doubt_words(loaded.doubts, titles_of(programme)))
        self._show_preview()

    # --- before and after

    def _show_preview(self) -> None:
        """Asks for a preview; while one is being made the latest wish waits, and those in between are passed over."""
        change = self._change
        if change is None or self._loaded is None:
            self._preview = None
            self._view.show_approval("")
            self._view.show_preview(PreviewWords(_NOTHING[self._form.kind]()))
            return
        if self._is_previewing:
            return
        self._is_previewing = True
        corrections, context = self._services.corrections, self._services.context
        self._runner.run(
            lambda: corrections.preview(self._actor.id, change, context()),
            lambda preview: self._on_preview(change, preview),
            lambda error: self._on_no_preview(change, error),
        )

    def _on_preview(self, change: Change, preview: Preview) -> None:
        self._is_previewing = False
        if self._change != change:
            self._show_preview()
            return
        assert self._loaded is not None
        self._preview = (change, preview)
        titles, comparison = titles_of(self._loaded.context.programme), preview.comparison
        shows_lines = isinstance(change, Recalculate | Settle)
        if isinstance(change, Recalculate) and not comparison.moved_lines:
            self._view.show_approval("")
            self._view.show_preview(PreviewWords(_("Every entry is credited under this policy already.")))
            return
        is_settling = isinstance(change, Settle)
        text = approval_words(preview.limit_seconds, anybody=bool(self._loaded.approvers), is_settling=is_settling)
        self._view.show_approval(text if preview.second_person else "")
        self._view.show_preview(
            PreviewWords(
                total_words(comparison.total),
                (*remarks(preview), *(settling_remarks(comparison.total) if is_settling else ())),
                totals_sheet(comparison, titles),
                lines_sheet(comparison, self._loaded.record, titles) if shows_lines else None,
                ready=not preview.second_person or bool(self._loaded.approvers),
            )
        )

    def _on_no_preview(self, change: Change, error: Exception) -> None:
        self._is_previewing = False
        if not isinstance(error, TrainerError):
            raise error
        if self._change != change:
            self._show_preview()
            return
        self._preview = None
        self._view.show_approval("")
        self._view.show_preview(PreviewWords(error.message, (error.advice,) if error.advice else ()))

    # --- writing

    def _on_corrected(self, outcome: Outcome) -> None:
        self._signed, self._entry_id, self._line_id, self._preview = None, "", "", None
        self._view.clear()
        self._view.show_saved(_("Written as a new entry. %(words)s") % {"words": total_words(outcome.comparison.total)})
        self.open()

    def _on_trouble(self, error: TrainerError) -> None:
        if isinstance(error, ApprovalError):
            self._view.show_approval_problem(f"{error.message} {error.advice}".strip())
        else:
            self._view.show_problem(error.message, error.advice)

    def _on_limit_saved(self, seconds: int | None) -> None:
        self._view.show_saved(
            _("The personal limit has ended.") if seconds is None else _("The personal limit is recorded.")
        )
        self.open()


_NOTHING: Mapping[Kind, Callable[[], str]] = {
    Kind.ADJUST: lambda: _("Say how many minutes, and where they belong."),
    Kind.TAKE_BACK: lambda: _("Choose an entry in the list below."),
    Kind.RECALCULATE: lambda: _("Choose a version; before and after are shown here first."),
    Kind.SETTLE: lambda: _("Nothing in this record is in doubt."),
}


def _approver_words(person: Person) -> str:
    if person.pin_hash:
        return person.name
    return _("%(name)s (no PIN yet)") % {"name": person.name}
