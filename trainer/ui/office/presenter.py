"""The office: who learns on this computer, live attendance, the provider and its keys; no Qt."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from trainer.certificates.facts import Provider
from trainer.certificates.keys import SHORTEST_PASSPHRASE
from trainer.certificates.register import CertificateService, Preflight
from trainer.clock import Clock
from trainer.cohorts.accounts import AccountService
from trainer.cohorts.attendance import Attendance, AttendanceService
from trainer.cohorts.people import Enrolment, Person
from trainer.courses.outline import in_language
from trainer.errors import TrainerError
from trainer.hours.record import HoursRecord
from trainer.hours.service import HoursContext
from trainer.i18n import _, format_day, format_hours, format_number, language, ngettext, speak_hours
from trainer.identifiers import new_id
from trainer.ui.cells import Cell, Row, Sheet
from trainer.ui.certificate.checklist import open_count
from trainer.ui.navigation import Navigator, Place
from trainer.ui.runner import Runner


@dataclass(frozen=True)
class ProviderForm:
    """The provider as it is typed."""

    name: str = ""
    contact: str = ""
    signatory: str = ""
    signatory_title: str = ""
    approval_id: str = ""
    approval_date: str = ""


@dataclass(frozen=True)
class KeyWords:
    """What is known of the provider's signing key."""

    state: str
    fingerprint: str
    button: str


@dataclass(frozen=True)
class Choice:
    """One entry of a list to choose from."""

    id: str
    label: str


@dataclass(frozen=True)
class AttendanceForm:
    """What an instructor types in; times are those of the clock on the wall.

    Attributes:
        break_from: When the break began, or None when there was none.
    """

    enrolment_id: str
    session_id: str
    day: date
    arrived: time
    left: time
    break_from: time | None
    break_minutes: int


class OfficeView(Protocol):
    """What the screen can show."""

    def show_learners(self, sheet: Sheet, note: str) -> None:
        """Shows who learns here."""

    def show_attendance_choices(self, learners: Sequence[Choice], day: date) -> None:
        """Offers learners, and today as the day."""

    def show_sessions(self, sessions: Sequence[Choice], break_minutes: int) -> None:
        """Offers the live sessions of the chosen learner's programme."""

    def show_attendance_preview(self, text: str) -> None:
        """Says what the times come to."""

    def show_attendance_problem(self, message: str, advice: str) -> None:
        """Says kindly what to mend; empty texts take it away."""

    def show_provider(self, form: ProviderForm, approval_words: str) -> None:
        """Fills the provider in."""

    def show_provider_error(self, message: str) -> None:
        """Says under the name what to mend."""

    def show_key(self, words: KeyWords) -> None:
        """Shows whether there is a signing key."""

    def show_key_error(self, message: str) -> None:
        """Says under the passphrase what to mend."""

    def clear_passphrase(self) -> None:
        """Empties both fields once the key is made."""

    def show_busy(self, text: str) -> None:
        """Says what takes a moment; an empty text means that it is done."""

    def show_saved(self, text: str) -> None:
        """Says quietly what was done."""


@dataclass(frozen=True)
class OfficeServices:
    """Whom the office asks.

    Attributes:
        read_provider: Reads the provider of this computer.
        context: What an enrolment's hours are credited by.
    """

    certificates: CertificateService
    accounts: AccountService
    attendance: AttendanceService
    read_provider: Callable[[], Provider | None]
    context: Callable[[Enrolment], HoursContext]


@dataclass(frozen=True)
class _Learner:
    person: Person
    enrolment: Enrolment
    context: HoursContext
    preflight: Preflight | None


@dataclass(frozen=True)
class _Loaded:
    learners: tuple[_Learner, ...]
    provider: Provider | None
    fingerprint: str


class OfficePresenter:
    """Serves an instructor or an administrator."""

    def __init__(
        self,
        view: OfficeView,
        services: OfficeServices,
        clock: Clock,
        runner: Runner,
        navigator: Navigator,
        actor: Person,
    ) -> None:
        """``actor`` is at the screen, and stands as author on every attendance."""
        self._view, self._services, self._clock = view, services, clock
        self._runner, self._navigator, self._actor = runner, navigator, actor
        self._learners: Mapping[str, _Learner] = {}
        self._provider: Provider | None = None
        self._entry_id = self._chosen_id = ""
        self._busy = False

    def open(self) -> None:
        """Reads everything, off the main thread."""
        self._runner.run(self._load, self._on_loaded)

    def open_learner(self, enrolment_id: str) -> None:
        """Opens a learner's certificate page."""
        learner = self._learners.get(enrolment_id)
        if learner is not None:
            self._navigator.go(Place("certificate", learner.person.id))

    def choose_learner(self, enrolment_id: str) -> None:
        """Offers the sessions of this learner's programme."""
        self._entry_id, self._chosen_id = "", enrolment_id
        learner = self._learners.get(enrolment_id)
        sessions = learner.context.programme.live_sessions if learner else ()
        choices = [Choice(item.id, f"{item.id}  {in_language(item.title, language())}") for item in sessions]
        self._view.show_sessions(choices, sessions[0].break_minutes if sessions else 0)

    def preview(self, form: AttendanceForm) -> None:
        """Says what the times come to, while they are typed."""
        self._entry_id = ""
        seconds = self._counted_seconds(form)
        text = ""
        if seconds > 0:
            text = _("Present for %(time)s.") % {"time": format_hours(seconds)}
            if form.break_from is not None and form.break_minutes:
                text = _("Present for %(time)s, without the break.") % {"time": format_hours(seconds)}
        self._view.show_attendance_preview(text)

    def record(self, form: AttendanceForm) -> None:
        """Records attendance; trying again after an error records it once."""
        learner = self._learners.get(form.enrolment_id)
        if learner is None or not form.session_id:
            self._view.show_attendance_problem(_("Please choose a learner and a session."), "")
            return
        self._entry_id = self._entry_id or new_id(self._clock.now())
        attendance = self._attendance(form, self._entry_id)
        services = self._services
        self._work(
            "",
            lambda: services.attendance.record(attendance, learner.enrolment, learner.context, self._actor),
            lambda record: self._on_recorded(learner, attendance, record),
            lambda error: self._view.show_attendance_problem(error.message, error.advice),
        )

    def save_provider(self, form: ProviderForm) -> None:
        """Stores the provider; certificates that were issued keep what they say."""
        if not form.name.strip():
            self._view.show_provider_error(_("Please enter the provider's name."))
            return
        provider = _provider_of(form, self._provider, self._clock)
        services = self._services
        self._work(
            "",
            lambda: services.certificates.set_provider(self._actor.id, provider),
            lambda _nothing: self._on_provider_saved(),
            lambda error: self._view.show_provider_error(error.message),
        )

    def make_key(self, passphrase: str, again: str) -> None:
        """Makes the provider's signing key."""
        if passphrase != again:
            self._view.show_key_error(_("The two passphrases are not the same. Please type them again."))
            return
        if len(passphrase) < SHORTEST_PASSPHRASE:
            self._view.show_key_error(
                _("Please use at least %(n)s characters. Four or five words are good, and easy to type.")
                % {"n": format_number(SHORTEST_PASSPHRASE)}
            )
            return
        services = self._services
        self._work(
            _("Making the key…"),
            lambda: services.certificates.create_keys(self._actor.id, passphrase),
            lambda _keys: self._on_key_made(),
            lambda error: self._view.show_key_error(error.message),
        )

    def _load(self) -> _Loaded:
        services = self._services
        people = {person.id: person for person in services.accounts.people()}
        found = [
            self._learner(people[enrolment.person_id], enrolment)
            for enrolment in services.accounts.enrolments()
            if enrolment.person_id in people
        ]
        own = [keys for keys in services.certificates.trusted_keys().values() if not keys.sample]
        return _Loaded(tuple(found), services.read_provider(), own[-1].fingerprint if own else "")

    def _learner(self, person: Person, enrolment: Enrolment) -> _Learner:
        context = self._services.context(enrolment)
        try:
            preflight = self._services.certificates.preflight(self._actor.id, context)
        except TrainerError:
            # One learner's record that cannot be judged here must not hide the others.
            preflight = None
        return _Learner(person, enrolment, context, preflight)

    def _on_loaded(self, loaded: _Loaded) -> None:
        self._learners = {learner.enrolment.id: learner for learner in loaded.learners}
        self._provider = loaded.provider
        count = len(loaded.learners)
        note = _("No learner on this computer yet. Learners add themselves when they first start the program.")
        if count:
            note = ngettext("%(n)s learner on this computer.", "%(n)s learners on this computer.", count) % {"n": count}
            note += " " + _("Enter opens the certificate.")
        self._view.show_learners(_sheet(loaded.learners), note)
        choices = [Choice(learner.enrolment.id, learner.person.name) for learner in loaded.learners]
        today = self._clock.now().astimezone(ZoneInfo(self._clock.zone())).date()
        self._view.show_attendance_choices(choices, today)
        if self._chosen_id not in self._learners:
            self.choose_learner(choices[0].id if choices else "")
        self._view.show_provider(_form_of(loaded.provider), _approval_words(loaded.provider))
        self._view.show_key(_key_words(loaded.fingerprint))

    def _attendance(self, form: AttendanceForm, entry_id: str) -> Attendance:
        arrived, left = self._moment(form.day, form.arrived), self._moment(form.day, form.left)
        if form.left < form.arrived:
            # An evening session may end after midnight.
            left = self._moment(form.day + timedelta(days=1), form.left)
        break_from = None
        if form.break_from is not None and form.break_minutes:
            break_from = self._moment(form.day, form.break_from)
            if form.break_from < form.arrived:
                break_from = self._moment(form.day + timedelta(days=1), form.break_from)
        return Attendance(entry_id, form.session_id, arrived, left, break_from, form.break_minutes)

    def _moment(self, day: date, clock_time: time) -> datetime:
        return datetime.combine(day, clock_time, ZoneInfo(self._clock.zone())).astimezone(UTC)

    def _counted_seconds(self, form: AttendanceForm) -> int:
        attendance = self._attendance(form, "")
        seconds = int((attendance.left_at - attendance.arrived_at).total_seconds())
        if attendance.break_started_at is None:
            return seconds
        ends = attendance.break_started_at + timedelta(minutes=attendance.break_minutes)
        inside = min(ends, attendance.left_at) - max(attendance.break_started_at, attendance.arrived_at)
        return seconds - max(0, int(inside.total_seconds()))

    def _on_recorded(self, learner: _Learner, attendance: Attendance, record: HoursRecord) -> None:
        self._entry_id = ""
        self._view.show_attendance_problem("", "")
        credit = next((line for line in record.credits if line.entry_id == attendance.entry_id), None)
        credited = credit.credited_seconds if credit else 0
        self._view.show_saved(
            _("Recorded for %(name)s: %(time)s credited.")
            % {"name": learner.person.name, "time": format_hours(credited)}
        )
        self.open()

    def _on_provider_saved(self) -> None:
        self._view.show_provider_error("")
        self._view.show_saved(_("The provider is saved."))
        self.open()

    def _on_key_made(self) -> None:
        self._view.show_key_error("")
        self._view.clear_passphrase()
        self._view.show_saved(_("The signing key is made. Keep the passphrase where only you find it."))
        self.open()

    def _work(
        self,
        words: str,
        job: Callable[[], Any],
        on_done: Callable[[Any], None],
        on_trouble: Callable[[TrainerError], None],
    ) -> None:
        """Runs one job at a time, and says what went wrong where it happened."""
        if self._busy:
            return
        self._busy = True
        self._view.show_busy(words)

        def _rest() -> None:
            self._busy = False
            self._view.show_busy("")

        def _done(result: Any) -> None:
            _rest()
            on_done(result)

        def _trouble(error: Exception) -> None:
            _rest()
            if not isinstance(error, TrainerError):
                raise error
            on_trouble(error)

        self._runner.run(job, _done, _trouble)


def _sheet(learners: Sequence[_Learner]) -> Sheet:
    head = (_("Learner"), _("Course"), _("Hours"), _("Certificate"))
    return Sheet(_("Learners on this computer"), head, (30, 34, 18, 30), [_row(learner) for learner in learners])


def _row(learner: _Learner) -> Row:
    programme = learner.context.programme
    course = in_language(programme.title, language())
    started = _("since %(day)s") % {"day": format_day(learner.enrolment.starts_on, "medium")}
    needed = programme.total_minutes * 60
    done = learner.preflight.record.credited_seconds if learner.preflight else 0
    hours = Cell(
        format_hours(done),
        _("of %(hours)s") % {"hours": format_hours(needed)},
        sort=done,
        number=True,
        strong=True,
        spoken=_("%(done)s of %(all)s") % {"done": speak_hours(done), "all": speak_hours(needed)},
    )
    cells = (Cell(learner.person.name, sort=learner.person.name, strong=True), Cell(course, started), hours)
    return Row(learner.enrolment.id, (*cells, _state_cell(learner.preflight)))


def _state_cell(preflight: Preflight | None) -> Cell:
    if preflight is None:
        return Cell(_("Another edition"), _("Open it on the computer it was studied on."))
    count = open_count(preflight)
    issued = next((item for item in preflight.issued if not item.facts.sample), None)
    if issued is not None:
        return Cell(_("Issued"), issued.facts.number, sort=_("Issued"))
    if not count:
        return Cell(_("Ready to issue"), _("as a SAMPLE") if preflight.sample else "")
    return Cell(ngettext("%(n)s thing left", "%(n)s things left", count) % {"n": count})


def _form_of(provider: Provider | None) -> ProviderForm:
    if provider is None:
        return ProviderForm()
    return ProviderForm(
        provider.name,
        provider.contact,
        provider.signatory,
        provider.signatory_title,
        provider.approval_id,
        provider.approval_date,
    )


def _provider_of(form: ProviderForm, known: Provider | None, clock: Clock) -> Provider:
    values = {name: " ".join(value.split()) for name, value in vars(form).items()}
    if known is not None:
        return replace(known, **values)
    return Provider(id=new_id(clock.now()), **values)


def _approval_words(provider: Provider | None) -> str:
    if provider is not None and provider.approval_id:
        return _("Certificates are issued under approval %(id)s.") % {"id": provider.approval_id}
    return _(
        "No approval is entered, so SAMPLE stands across each page. Enter one only if your organization has it: "
        "this program cannot check it, and it is printed on every certificate."
    )


def _key_words(fingerprint: str) -> KeyWords:
    if not fingerprint:
        return KeyWords(_("There is no signing key yet. Samples do not need one."), "", _("Make the signing key"))
    parts = " ".join(fingerprint[start : start + 8] for start in range(0, len(fingerprint), 8))
    return KeyWords(
        _("There is a signing key. Its fingerprint can be given to anyone who checks a certificate:"),
        parts,
        _("Make a new signing key"),
    )
