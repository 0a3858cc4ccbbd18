"""The office: who learns on this computer, live attendance, the provider and its keys; no Qt."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from trainer.certificates.facts import Provider
from trainer.certificates.keys import SHORTEST_PASSPHRASE
from trainer.certificates.register import CertificateService
from trainer.clock import Clock, local_day
from trainer.cohorts.accounts import AccountService
from trainer.cohorts.attendance import Attendance, AttendanceService
from trainer.cohorts.people import Enrolment, Person
from trainer.courses.outline import Programme, in_language
from trainer.errors import TrainerError
from trainer.hours.record import HoursRecord
from trainer.hours.service import HoursContext
from trainer.i18n import _, format_hours, format_number, language
from trainer.identifiers import new_id
from trainer.ui.cells import Sheet
from trainer.ui.choice import Choice
from trainer.ui.navigation import Navigator, Place
from trainer.ui.office.learners import Learner, certificates_by_enrolment, learners_note, learners_sheet
from trainer.ui.one_job import OneJob
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


@dataclass(frozen=True)
class PinForm:
    """One's own lock as it is typed.

    Attributes:
        current: Empty where there is none yet.
        pin: Empty to go on without one.
    """

    current: str
    pin: str
    again: str


class OfficeView(Protocol):
    """What the screen can show."""

    def show_notes(self, notes: Sequence[str]) -> None:
        """Says what whoever sits here should know about the records; nothing, mostly."""

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

    def ask_pin(self, has_pin: bool, error: str) -> PinForm | None:
        """Asks for a new PIN, and for the current one where there is one; None when the person goes back."""

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
        programme: The outline of an enrolment; it may not be here.
        totals: Credited seconds by mode of every enrolment that has some, as last projected.
        notes: What the office should know about the records.
        in_doubt: Ids of enrolments whose lines ask for a look.
    """

    certificates: CertificateService
    accounts: AccountService
    attendance: AttendanceService
    read_provider: Callable[[], Provider | None]
    context: Callable[[Enrolment], HoursContext]
    programme: Callable[[Enrolment], Programme]
    totals: Callable[[], Mapping[str, Mapping[str, int]]]
    notes: Callable[[], Sequence[str]] = tuple
    in_doubt: Callable[[], Collection[str]] = frozenset


@dataclass(frozen=True)
class _Loaded:
    actor: Person
    learners: tuple[Learner, ...]
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
        self._learners: Mapping[str, Learner] = {}
        self._provider: Provider | None = None
        self._entry_id = self._chosen_id = ""
        self._jobs = OneJob(runner, view.show_busy)

    def open(self) -> None:
        """Reads everything, off the main thread."""
        self._runner.run(self._load, self._on_loaded)
        self._runner.run(self._services.notes, self._view.show_notes)

    def open_learner(self, enrolment_id: str) -> None:
        """Opens a learner's certificate page."""
        learner = self._learners.get(enrolment_id)
        if learner is not None:
            self._navigator.go(Place("certificate", learner.person.id))

    def correct_learner(self, enrolment_id: str) -> None:
        """Opens a learner's hours to correct them."""
        if enrolment_id in self._learners:
            self._navigator.go(Place("corrections", enrolment_id))

    def change_pin(self, error: str = "") -> None:
        """Asks for a PIN of one's own: it keeps the screen private, and approves what a colleague corrects."""
        form = self._view.ask_pin(bool(self._actor.pin_hash), error)
        if form is None:
            return
        if form.pin != form.again:
            self.change_pin(_("The two PINs are not the same. Please type them again."))
            return
        accounts = self._services.accounts
        self._jobs.run(
            "",
            lambda: accounts.change_pin(self._actor.id, form.current, form.pin),
            self._on_pin_changed,
            lambda trouble: self.change_pin(trouble.message),
        )

    def choose_learner(self, enrolment_id: str) -> None:
        """Offers the sessions of this learner's programme."""
        self._entry_id, self._chosen_id = "", enrolment_id
        learner = self._learners.get(enrolment_id)
        sessions = learner.programme.live_sessions if learner and learner.programme else ()
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
        self._jobs.run(
            "",
            lambda: services.attendance.record(
                attendance, learner.enrolment, services.context(learner.enrolment), self._actor
            ),
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
        self._jobs.run(
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
        self._jobs.run(
            _("Making the key…"),
            lambda: services.certificates.create_keys(self._actor.id, passphrase),
            lambda _keys: self._on_key_made(),
            lambda error: self._view.show_key_error(error.message),
        )

    def _load(self) -> _Loaded:
        services = self._services
        people = {person.id: person for person in services.accounts.people()}
        totals, programmes, in_doubt = services.totals(), _Programmes(services.programme), services.in_doubt()
        issued = certificates_by_enrolment(services.certificates.certificates(self._actor.id))
        found = [
            Learner(
                people[one.person_id],
                one,
                programmes.of(one),
                sum(totals.get(one.id, {}).values()),
                issued.get(one.id),
                one.id in in_doubt,
            )
            for one in services.accounts.enrolments()
            if one.person_id in people
        ]
        own = [keys for keys in services.certificates.trusted_keys().values() if not keys.sample]
        actor = people.get(self._actor.id, self._actor)
        return _Loaded(actor, tuple(found), services.read_provider(), own[-1].fingerprint if own else "")

    def _on_loaded(self, loaded: _Loaded) -> None:
        # The profile as it is now: since this person sat down they may have set a PIN.
        self._actor = loaded.actor
        self._learners = {learner.enrolment.id: learner for learner in loaded.learners}
        self._provider = loaded.provider
        self._view.show_learners(learners_sheet(loaded.learners), learners_note(len(loaded.learners)))
        choices = [Choice(learner.enrolment.id, learner.person.name) for learner in loaded.learners]
        self._view.show_attendance_choices(choices, local_day(self._clock))
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

    def _on_recorded(self, learner: Learner, attendance: Attendance, record: HoursRecord) -> None:
        self._entry_id = ""
        self._view.show_attendance_problem("", "")
        credit = next((line for line in record.credits if line.entry_id == attendance.entry_id), None)
        credited = credit.credited_seconds if credit else 0
        self._view.show_saved(
            _("Recorded for %(name)s: %(time)s credited.")
            % {"name": learner.person.name, "time": format_hours(credited)}
        )
        self.open()

    def _on_pin_changed(self, person: Person) -> None:
        self._actor = person
        self._view.show_saved(_("Your PIN is set.") if person.pin_hash else _("Your profile has no PIN now."))

    def _on_provider_saved(self) -> None:
        self._view.show_provider_error("")
        self._view.show_saved(_("The provider is saved."))
        self.open()

    def _on_key_made(self) -> None:
        self._view.show_key_error("")
        self._view.clear_passphrase()
        self._view.show_saved(_("The signing key is made. Keep the passphrase where only you find it."))
        self.open()


class _Programmes:
    """Reads each outline once: a thousand learners are in a handful of courses."""

    def __init__(self, read: Callable[[Enrolment], Programme]) -> None:
        self._read = read
        self._known: dict[tuple[str, str], Programme | None] = {}

    def of(self, enrolment: Enrolment) -> Programme | None:
        key = (enrolment.programme_id, enrolment.edition)
        if key not in self._known:
            try:
                self._known[key] = self._read(enrolment)
            except TrainerError:
                # One edition that is not on this computer must not hide the others.
                self._known[key] = None
        return self._known[key]


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
