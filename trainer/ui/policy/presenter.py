"""The hours policy in words: what a new version would change while it is typed, publishing, the versions; no Qt."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from trainer.cohorts.accounts import AccountService
from trainer.cohorts.people import Person, Role, administrator, may_administer
from trainer.cohorts.policy_service import PolicyService, StalePolicyError, is_changed
from trainer.errors import TrainerError
from trainer.hours.policy import Policy, difference
from trainer.hours.policy_book import DEFAULT_ID, PolicyBook, in_force
from trainer.hours.policy_wording import policy_lines, rule_label, value_text
from trainer.i18n import _, format_day, format_list, ngettext
from trainer.ui.cells import Cell, Row, Sheet
from trainer.ui.policy.form import PolicyForm, RuleField, form_of, policy_of, rule_fields
from trainer.ui.runner import Runner


@dataclass(frozen=True)
class PublishWords:
    """The button that publishes.

    Attributes:
        why_not: Why it cannot be pressed now; empty when it can.
    """

    label: str
    why_not: str


@dataclass(frozen=True)
class Confirmation:
    """What is asked before a version is published."""

    title: str
    text: str
    act: str


class PolicyView(Protocol):
    """What the tab can show."""

    def show_fields(self, rules: Sequence[RuleField], first_day: date) -> None:
        """Builds a field for each rule."""

    def fill(self, form: PolicyForm, editable: bool) -> None:
        """Fills the fields in."""

    def show_lead(self, text: str) -> None:
        """Says what a version is, and who may publish one."""

    def show_faults(self, faults: Mapping[str, str]) -> None:
        """Says under each field what to mend."""

    def show_difference(self, sheet: Sheet, summary: str) -> None:
        """Shows rule by rule what a new version would change."""

    def show_publish(self, words: PublishWords) -> None:
        """Shows the button."""

    def show_versions(self, sheet: Sheet, note: str) -> None:
        """Lists the versions so far."""

    def show_version(self, title: str, lines: Sequence[str]) -> None:
        """Shows one version, rule by rule."""

    def show_problem(self, message: str, advice: str) -> None:
        """Says kindly what did not work; empty texts take it away."""

    def show_saved(self, text: str) -> None:
        """Says quietly what was done."""

    def confirm(self, question: Confirmation) -> bool:
        """Asks before something that cannot be undone."""


@dataclass(frozen=True)
class PolicyServices:
    """Whom the tab asks.

    Attributes:
        refresh: Called once a version is published, so that new lines are written under it.
    """

    policies: PolicyService
    accounts: AccountService
    refresh: Callable[[], object]


@dataclass(frozen=True)
class _Loaded:
    book: PolicyBook
    people: Sequence[Person]


class PolicyPresenter:
    """Serves the hours policy to whoever looks after it, and shows it to everybody else in the office."""

    def __init__(self, view: PolicyView, services: PolicyServices, runner: Runner, actor: Person) -> None:
        """``actor`` is at the screen, and stands as author on every version."""
        self._view, self._services, self._runner, self._actor = view, services, runner, actor
        self._book: PolicyBook | None = None
        self._names: Mapping[str, str] = {}
        self._may = self._busy = False
        self._form: PolicyForm | None = None

    def open(self) -> None:
        """Reads the versions and fills the fields from the latest one."""
        self._runner.run(self._load, self._on_opened)

    def edited(self, form: PolicyForm) -> None:
        """Shows what the fields would change."""
        self._form = form
        if self._book is not None:
            self._view.show_problem("", "")
            self._show_change(form)

    def publish(self) -> None:
        """Publishes what stands in the fields, once it is confirmed."""
        if self._book is None or self._form is None or self._busy:
            return
        latest, today = self._latest, self._services.policies.today()
        wish, faults = policy_of(self._form, latest, today)
        if faults or not self._may or not is_changed(latest, wish, today.isoformat()):
            self._show_change(self._form)
            return
        if self._view.confirm(_confirmation(wish, self._next)):
            self._busy = True
            self._runner.run(lambda: self._publish(wish, latest.name), self._on_published, self._on_trouble)

    def open_version(self, name: str) -> None:
        """Shows one version, rule by rule."""
        if self._book is not None and name in self._book.policies:
            policy = self._book.policies[name]
            self._view.show_version(f"{policy.title}, {_version_words(policy)}", policy_lines(policy))

    @property
    def _latest(self) -> Policy:
        assert self._book is not None
        return self._book.versions(DEFAULT_ID)[-1]

    @property
    def _next(self) -> int:
        assert self._book is not None
        return self._book.next_version(DEFAULT_ID)

    def _load(self) -> _Loaded:
        return _Loaded(self._services.policies.book(), self._services.accounts.people())

    def _publish(self, wish: Policy, based_on: str) -> Policy:
        made = self._services.policies.publish(self._actor.id, wish, based_on)
        self._services.refresh()
        return made

    def _on_opened(self, loaded: _Loaded) -> None:
        self._take(loaded)
        today = self._services.policies.today()
        self._view.show_fields(rule_fields(), today)
        day = max(today, date.fromisoformat(self._latest.effective_from))
        self._form = form_of(self._latest, day)
        self._view.fill(self._form, self._may)
        self._view.show_lead(_lead(self._actor, loaded.people, may=self._may))
        self._show_change(self._form)

    def _take(self, loaded: _Loaded) -> None:
        self._book = loaded.book
        self._names = {person.id: person.name for person in loaded.people}
        self._may = may_administer(self._actor, loaded.people)
        self._view.show_versions(self._versions_sheet(loaded.book), _unreadable_note(loaded.book))

    def _show_change(self, form: PolicyForm) -> None:
        latest, today = self._latest, self._services.policies.today()
        wish, faults = policy_of(form, latest, today)
        changed = is_changed(latest, wish, today.isoformat())
        sheet = _difference_sheet(latest, wish) if changed else _difference_sheet(latest, latest)
        count = sum(row.id != "effective_from" for row in sheet.rows) or len(sheet.rows)
        summary = _("Nothing changed yet.")
        if count:
            summary = ngettext("%(n)s rule changes.", "%(n)s rules change.", count) % {"n": count}
        self._view.show_faults(faults)
        self._view.show_difference(sheet, summary)
        self._view.show_publish(PublishWords(_publish_label(self._next), self._why_not(changed, faults)))

    def _why_not(self, changed: bool, faults: Mapping[str, str]) -> str:
        if not self._may:
            return _("Only an administrator can publish a version of the hours policy.")
        if faults:
            return ngettext(
                "Please look at the field that is marked.", "Please look at the fields that are marked.", len(faults)
            )
        return "" if changed else _("Change a rule first; then it can be published.")

    def _versions_sheet(self, book: PolicyBook) -> Sheet:
        head = (_("Version"), _("Holds from"), _("Published by"), _("State"))
        today = self._services.policies.today()
        known = sorted(book.policies.values(), key=lambda policy: (policy.id, policy.version))
        rows = [self._version_row(book, policy, today) for policy in known]
        return Sheet(_("Versions of the hours policy"), head, (34, 26, 30, 26), rows)

    def _version_row(self, book: PolicyBook, policy: Policy, today: date) -> Row:
        published = book.published(policy.name)
        who, when = _("Came with the program"), ""
        if published is not None:
            who = self._names.get(published.author_id, _("Somebody who is not here any more"))
            when = format_day(published.made_at.date(), "medium")
        cells = (
            Cell(_version_words(policy), policy.title, sort=f"{policy.id} {policy.version:07}", strong=True),
            Cell(format_day(date.fromisoformat(policy.effective_from), "medium"), sort=policy.effective_from),
            Cell(who, when),
            Cell(_state(book, policy, today)),
        )
        return Row(policy.name, cells)

    def _on_published(self, policy: Policy) -> None:
        self._busy = False
        day = format_day(date.fromisoformat(policy.effective_from))
        self._view.show_saved(
            _("Version %(n)s is published. It holds from %(day)s.") % {"n": policy.version, "day": day}
        )
        self.open()

    def _on_trouble(self, error: Exception) -> None:
        self._busy = False
        if not isinstance(error, TrainerError):
            raise error
        if isinstance(error, StalePolicyError):
            self._runner.run(self._load, lambda loaded: self._on_stale(loaded, error))
        else:
            self._view.show_problem(error.message, error.advice)

    def _on_stale(self, loaded: _Loaded, error: TrainerError) -> None:
        """Compares what was typed with the version that came in between."""
        self._take(loaded)
        if self._form is not None:
            self._show_change(self._form)
        self._view.show_problem(error.message, error.advice)


def _lead(actor: Person, people: Sequence[Person], *, may: bool) -> str:
    what = _(
        "These rules decide what counts as an hour. They are never changed: a new version is published beside them."
    )
    if may and actor.role is not Role.ADMINISTRATOR:
        return what + " " + _("You were the first to set up this computer for teaching, so you can publish one.")
    if may:
        return what
    acting = administrator(people)
    names = [person.name for person in people if person.role is Role.ADMINISTRATOR]
    names = [acting.name] if acting is not None else names
    return what + " " + _("Here %(names)s can publish one.") % {"names": format_list(names)}


def _confirmation(wish: Policy, number: int) -> Confirmation:
    return Confirmation(
        _("Publish version %(n)s?") % {"n": number},
        _(
            "It holds from %(day)s for everything that is recorded on that day and later. Hours that are credited "
            "already keep their version and do not change. A published version stays for good; you can publish "
            "another one after it."
        )
        % {"day": format_day(date.fromisoformat(wish.effective_from))},
        _publish_label(number),
    )


def _publish_label(number: int) -> str:
    return _("Publish version %(n)s") % {"n": number}


def _difference_sheet(old: Policy, new: Policy) -> Sheet:
    rows = [
        Row(
            change.field,
            (
                Cell(rule_label(change.field), strong=True),
                Cell(value_text(change.field, change.old)),
                Cell(value_text(change.field, change.new)),
            ),
        )
        for change in difference(old, new)
    ]
    return Sheet(_("What changes"), (_("Rule"), _("Before"), _("After")), (40, 30, 30), rows)


def _version_words(policy: Policy) -> str:
    if policy.id == DEFAULT_ID:
        return _("Version %(n)s") % {"n": policy.version}
    return _("Version %(n)s of %(id)s") % {"n": policy.version, "id": policy.id}


def _state(book: PolicyBook, policy: Policy, today: date) -> str:
    current = in_force(book.policies, policy.name, today)
    if policy == current:
        return _("In force today")
    if policy.version > current.version:
        return _("Begins later")
    return _("Earlier; its hours keep it")


def _unreadable_note(book: PolicyBook) -> str:
    names = book.stored.unreadable
    if not names:
        return _("Enter shows a version, rule by rule.")
    text = ngettext(
        "%(names)s cannot be read. It is kept, and nothing is credited by it until it can.",
        "%(names)s cannot be read. They are kept, and nothing is credited by them until they can.",
        len(names),
    )
    return text % {"names": format_list(list(names))}
