"""From requirements to paper: what is missing, the legal name, issuing, printing, saving, checking; no Qt."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from trainer.certificates.facts import IssuedCertificate
from trainer.certificates.files import write_durably
from trainer.certificates.register import CertificateService, Preflight
from trainer.certificates.verify import Verdict, verify_file, verify_token_text
from trainer.cohorts.accounts import AccountService
from trainer.cohorts.people import Person, Role
from trainer.errors import TrainerError
from trainer.hours.service import HoursContext
from trainer.i18n import _, format_day, speak_hours
from trainer.ui.certificate.checklist import CheckItem, checklist, heading_line, open_count
from trainer.ui.certificate.verdicts import VerdictWords, words_of
from trainer.ui.navigation import Navigator, Place
from trainer.ui.one_job import OneJob
from trainer.ui.runner import Runner


@dataclass(frozen=True)
class NameForm:
    """The legal name as it is on record."""

    name: str
    checked: bool


@dataclass(frozen=True)
class PageWords:
    """What stands beside the preview; ``picture`` is None until something is issued."""

    picture: Any
    spoken: str
    number: str
    signed_by: str


@dataclass(frozen=True)
class Buttons:
    """Which buttons work; ``why_not`` says what the closed ones wait for."""

    issue: bool
    issue_label: str
    paper: bool
    why_not: str


@dataclass(frozen=True)
class IssueQuestion:
    """What is asked before issuing."""

    title: str
    text: str
    safe: str
    act: str


class CertificateView(Protocol):
    """What the screen can show."""

    def show_heading(self, title: str, line: str) -> None:
        """Shows the page title and where things stand."""

    def show_checklist(self, title: str, items: Sequence[CheckItem]) -> None:
        """Shows the requirements, the open ones first."""

    def show_name(self, form: NameForm) -> None:
        """Fills the legal name in."""

    def show_name_error(self, message: str) -> None:
        """Says under the field what to mend."""

    def focus_name(self) -> None:
        """Leads to the field of the legal name."""

    def show_page(self, page: PageWords) -> None:
        """Shows the certificate, or what will be there."""

    def show_buttons(self, buttons: Buttons) -> None:
        """Opens and closes the buttons."""

    def show_busy(self, text: str) -> None:
        """Says what takes a moment; an empty text means that it is done."""

    def show_problem(self, message: str, advice: str) -> None:
        """Says kindly what did not work; empty texts take it away."""

    def show_saved(self, text: str) -> None:
        """Says quietly what was done."""

    def show_verdict(self, words: VerdictWords) -> None:
        """Shows what a verification found."""

    def ask_issue(self, question: IssueQuestion) -> bool:
        """Asks before issuing; True means issue."""

    def ask_passphrase(self) -> str | None:
        """Asks for the passphrase of the provider's key; None when the person thought better of it."""

    def ask_path(self, title: str, suggestion: str, kind: str) -> Path | None:
        """Asks where to save."""

    def ask_file(self) -> Path | None:
        """Asks which file to check."""

    def print_pages(self, pages: Sequence[Any]) -> None:
        """Hands the page to a printer that the person chooses."""


@dataclass(frozen=True)
class PageTools:
    """What turns a certificate's PDF into something else; each runs off the main thread.

    Attributes:
        picture: A picture of the page for the screen.
        pages: Pictures for the printer.
        save_jpeg: Writes the page as JPEG.
    """

    picture: Callable[[Path], Any]
    pages: Callable[[bytes], Sequence[Any]]
    save_jpeg: Callable[[Path, Path], None]


@dataclass(frozen=True)
class _Loaded:
    person: Person
    preflight: Preflight
    issued: IssuedCertificate | None
    pdf: Path | None
    picture: Any


class CertificatePresenter:
    """Serves a learner who looks at the own certificate, and an instructor who looks at a learner's."""

    def __init__(
        self,
        view: CertificateView,
        certificates: CertificateService,
        accounts: AccountService,
        context: HoursContext,
        tools: PageTools,
        runner: Runner,
        navigator: Navigator,
        actor: Person,
        learner_id: str,
    ) -> None:
        """``actor`` is at the screen; the certificate is for ``learner_id``, who may be the same."""
        self._view, self._certificates, self._accounts, self._context = view, certificates, accounts, context
        self._tools, self._runner, self._navigator = tools, runner, navigator
        self._actor, self._learner_id = actor, learner_id
        self._is_office = actor.role is not Role.LEARNER
        self._loaded: _Loaded | None = None
        self._jobs = OneJob(runner, view.show_busy)

    def open(self) -> None:
        """Checks every requirement afresh."""
        self._runner.run(self._load, self._on_loaded)

    def save_name(self, name: str, checked: bool) -> None:
        """Stores the legal name, and whether it was compared with the photo ID."""
        self._work(
            "",
            lambda: self._accounts.set_legal_name(self._learner_id, name, confirmed=checked),
            lambda _person: self._on_name_saved(),
            lambda error: self._view.show_name_error(error.message),
        )

    def follow(self, goal: str) -> None:
        """Does what the button of an open requirement offers."""
        if goal == "name":
            self._view.focus_name()
        elif goal in {"course", "office"}:
            self._navigator.go(Place(goal))

    def issue(self) -> None:
        """Asks, then issues; what is issued cannot be taken back, only replaced."""
        loaded = self._loaded
        if loaded is None or self._jobs.is_running or not loaded.preflight.ready:
            return
        if not self._view.ask_issue(_issue_question(loaded)):
            return
        passphrase = self._view.ask_passphrase() if loaded.preflight.needs_passphrase else ""
        if passphrase is None:
            return
        self._work(
            _("Signing the certificate…"),
            lambda: self._certificates.issue(self._actor.id, self._context, passphrase),
            self._on_issued,
        )

    def print_page(self) -> None:
        """Prints the issued certificate."""
        pdf = self._pdf()
        if pdf is not None:
            self._work(_("Preparing the page…"), lambda: self._tools.pages(pdf.read_bytes()), self._view.print_pages)

    def save_pdf(self) -> None:
        """Saves a copy of the signed file, byte by byte."""
        self._save(
            _("Save the certificate"), "pdf", "PDF (*.pdf)", lambda pdf, out: write_durably(out, pdf.read_bytes())
        )

    def save_jpeg(self) -> None:
        """Saves the page as a picture, for portals that ask for one."""
        self._save(_("Save the certificate as a picture"), "jpg", "JPEG (*.jpg)", self._tools.save_jpeg)

    def choose_file(self) -> None:
        """Asks for a file, then checks it."""
        path = self._view.ask_file()
        if path is not None:
            self.check_file(path)

    def check_file(self, path: Path) -> None:
        """Checks any certificate file, without a network."""
        self._check(lambda: verify_file(path, self._certificates.trusted_keys(), self._certificates.find))

    def check_code(self, text: str) -> None:
        """Checks the text of a QR code."""
        code = "".join(text.split())
        if code:
            self._check(lambda: verify_token_text(code, self._certificates.trusted_keys(), self._certificates.find))

    def _load(self) -> _Loaded:
        preflight = self._certificates.preflight(self._actor.id, self._context)
        person = self._accounts.person(self._learner_id)
        if person is None:
            raise TrainerError(_("This profile is not on this computer."), _("Please choose another one."))
        issued = _best(preflight)
        pdf = self._certificates.pdf(self._actor.id, issued.facts.number) if issued else None
        return _Loaded(person, preflight, issued, pdf, self._tools.picture(pdf) if pdf else None)

    def _on_loaded(self, loaded: _Loaded) -> None:
        self._loaded = loaded
        programme, preflight = self._context.programme, loaded.preflight
        title = _("Your certificate")
        if self._is_office:
            title = _("Certificate for %(name)s") % {"name": loaded.person.name}
        self._view.show_heading(title, heading_line(preflight, programme))
        total = len(preflight.requirements)
        ready = _("%(done)s of %(all)s ready") % {"done": total - open_count(preflight), "all": total}
        self._view.show_checklist(ready, checklist(preflight, programme, is_office=self._is_office))
        self._view.show_name(NameForm(loaded.person.legal_name, loaded.person.legal_name_confirmed))
        self._view.show_page(_page_words(loaded))
        self._view.show_buttons(_buttons(loaded))

    def _on_name_saved(self) -> None:
        self._view.show_name_error("")
        self._view.show_saved(_("The legal name is saved."))
        self.open()

    def _on_issued(self, issued: IssuedCertificate) -> None:
        self._view.show_saved(_("Issued: number %(number)s.") % {"number": issued.facts.number})
        self.open()

    def _check(self, look: Callable[[], Verdict]) -> None:
        self._work(_("Looking at it…"), look, lambda verdict: self._view.show_verdict(words_of(verdict)))

    def _save(self, title: str, ending: str, kind: str, write: Callable[[Path, Path], None]) -> None:
        pdf = self._pdf()
        if pdf is None:
            return
        path = self._view.ask_path(title, f"{pdf.stem}.{ending}", kind)
        if path is not None:
            self._work(
                "",
                lambda: write(pdf, path),
                lambda _nothing: self._view.show_saved(_("Saved as %(name)s") % {"name": path.name}),
            )

    def _pdf(self) -> Path | None:
        return self._loaded.pdf if self._loaded else None

    def _work(
        self,
        words: str,
        job: Callable[[], Any],
        on_done: Callable[[Any], None],
        on_trouble: Callable[[TrainerError], None] | None = None,
    ) -> None:
        """Runs a job; while it runs nothing else is started, and what goes wrong is said where it happened."""
        if self._jobs.is_running:
            return
        self._view.show_problem("", "")
        self._jobs.run(words, job, on_done, on_trouble or self._on_trouble)

    def _on_trouble(self, error: TrainerError) -> None:
        self._view.show_problem(error.message, error.advice)


def _best(preflight: Preflight) -> IssuedCertificate | None:
    """Returns the certificate to show: a real one before a SAMPLE, then the latest."""
    real = [item for item in preflight.issued if not item.facts.sample]
    return next(iter(real or preflight.issued), None)


def _page_words(loaded: _Loaded) -> PageWords:
    if loaded.issued is None:
        return PageWords(None, _("The page stands here once it is issued."), "", "")
    facts = loaded.issued.facts
    spoken = _("Certificate %(number)s for %(name)s: %(hours)s, issued on %(day)s.") % {
        "number": facts.number,
        "name": facts.legal_name,
        "hours": speak_hours(facts.credited_minutes * 60),
        "day": format_day(facts.issued_on),
    }
    if facts.sample:
        spoken = _("SAMPLE.") + " " + spoken
    signed_by = ", ".join(part for part in (facts.provider.signatory, facts.provider.signatory_title) if part)
    return PageWords(loaded.picture, spoken, facts.number, signed_by or facts.provider.name)


def _buttons(loaded: _Loaded) -> Buttons:
    preflight, paper = loaded.preflight, loaded.issued is not None
    has_real = loaded.issued is not None and not loaded.issued.facts.sample
    label = _("Issue a SAMPLE") if preflight.sample else _("Issue the certificate")
    if has_real:
        return Buttons(False, label, paper, _("It is issued; it is issued once."))
    if not preflight.ready:
        return Buttons(False, label, paper, _("This opens as soon as every line at the left is ready."))
    return Buttons(True, label, paper, "")


def _issue_question(loaded: _Loaded) -> IssueQuestion:
    name = loaded.person.legal_name
    if loaded.preflight.sample:
        text = _("The SAMPLE is made out to %(name)s. It is not a certificate.") % {"name": name}
        return IssueQuestion(_("Issue a SAMPLE now?"), text, _("Look again"), _("Issue the SAMPLE"))
    text = _("It is made out to %(name)s and gets a number that is never given again.") % {"name": name}
    return IssueQuestion(_("Issue the certificate now?"), text, _("Look again"), _("Issue it"))
