"""Publishing versions of the hours policy: only added, never changed, and only by an administrator."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date
from typing import Protocol

from trainer.clock import Clock, local_day
from trainer.cohorts.people import PeopleStore, Role, may_administer
from trainer.errors import TrainerError
from trainer.hours.notary import Notary
from trainer.hours.policy import Policy, difference, validate
from trainer.hours.policy_book import PolicyBook, PublishedPolicy
from trainer.hours.policy_seal import SealedUnit, number_of
from trainer.i18n import _


class PolicyUnit(SealedUnit, Protocol):
    """The part of a unit of work that policies need."""

    @property
    def people(self) -> PeopleStore:
        """Profiles, to see who may publish."""

    def commit(self) -> None:
        """Makes everything durable, or raises and leaves nothing."""


class StalePolicyError(TrainerError):
    """Somebody published a version while another one was being written."""


class PolicyService:
    """The one door to the versions of the hours policy."""

    def __init__(
        self, open_unit: Callable[[], AbstractContextManager[PolicyUnit]], clock: Clock, notary: Notary
    ) -> None:
        """``open_unit`` begins a unit of work; ``notary`` seals what is published."""
        self._open_unit = open_unit
        self._clock = clock
        self._notary = notary

    def book(self) -> PolicyBook:
        """Returns all policies as they stand."""
        with self._open_unit() as unit:
            return PolicyBook(unit.policies.policies())

    def publish(self, actor_id: str, wish: Policy, based_on: str) -> Policy:
        """Adds a version. Hours that are credited keep theirs; new lines are written under this one from its day on.

        Args:
            actor_id: Who publishes.
            wish: The rules; the number is given here, whatever the wish says.
            based_on: The name of the latest version when the wish was written, or empty where there was none.

        Returns:
            The version. Publishing the same again, as after an error, publishes it once.

        Raises:
            StalePolicyError: Somebody else published meanwhile.
            TrainerError: This person may not, nothing changed, or a rule cannot be followed. Nothing was written.
        """
        with self._open_unit() as unit:
            self._allow(unit, actor_id)
            book = PolicyBook(unit.policies.policies())
            versions = book.versions(wish.id)
            latest = versions[-1] if versions else None
            if latest is not None and latest.name != based_on:
                return _same_or_stale(latest, wish)
            sealed = {seal.head.sequence for seal in unit.checkpoints.seals()}
            policy = replace(wish, version=book.next_version(wish.id), title=" ".join(wish.title.split()))
            while number_of(policy.name) in sealed:
                # One that is gone had this name, and its seal would speak against this one.
                policy = replace(policy, version=policy.version + 1)
            self._check(policy, latest)
            published = PublishedPolicy(policy, actor_id, self._clock.now())
            unit.policies.add_policy(published)
            self._notary.seal(unit, published)
            unit.commit()
        return policy

    def today(self) -> date:
        """Returns the day on which this computer is."""
        return local_day(self._clock)

    def _allow(self, unit: PolicyUnit, actor_id: str) -> None:
        people = unit.people.people()
        actor = next((person for person in people if person.id == actor_id), None)
        if unit.people.damaged():
            # An administrator may be among those who cannot be read, so nobody acts in the place of one.
            people = [person for person in people if person.role is Role.ADMINISTRATOR]
        if actor is None or not may_administer(actor, people):
            raise TrainerError(
                _("Only an administrator can publish a version of the hours policy."),
                _("Please ask the person who set this computer up. Nothing was changed."),
            )

    def _check(self, policy: Policy, latest: Policy | None) -> None:
        faults = validate(policy)
        if faults:
            raise TrainerError(
                _("A rule cannot be followed like this, so nothing was published."), next(iter(faults.values()))
            )
        today = self.today().isoformat()
        if policy.effective_from < today:
            raise TrainerError(
                _("A new version can hold from today on, or from a later day."),
                _("For hours that lie behind, ask for a recalculation: it shows before and after."),
            )
        if latest is not None and not is_changed(latest, policy, today):
            raise TrainerError(_("Nothing has changed, so there is nothing to publish."))


def is_changed(latest: Policy, wish: Policy, today: str) -> bool:
    """Says whether a wish differs; another day alone is a change only while the latest version has not begun."""
    return any(change.field != "effective_from" or latest.effective_from > today for change in difference(latest, wish))


def _same_or_stale(latest: Policy, wish: Policy) -> Policy:
    if replace(wish, version=latest.version) == latest:
        return latest
    raise StalePolicyError(
        _("Somebody published version %(n)s while you were writing.") % {"n": latest.version},
        _("Nothing of yours is lost. Please look at what changes against it, and publish again."),
    )
