"""Hours policies: every version as it was published; a row that cannot be read is kept and passed over."""

import logging

from sqlalchemy import Connection, Row, insert, select
from sqlalchemy.exc import IntegrityError

from trainer.errors import TrainerError
from trainer.hours.policy import Policy
from trainer.hours.policy_book import PublishedPolicy, StoredPolicies
from trainer.hours.policy_json import policy_from_json, policy_to_json
from trainer.i18n import _
from trainer.store.moments import from_microseconds, to_microseconds
from trainer.store.tables import policies

_log = logging.getLogger(__name__)


class SqlPolicyStore:
    """See :class:`trainer.hours.policy_book.PolicyStore`."""

    def __init__(self, connection: Connection) -> None:
        """Works inside the transaction of ``connection``."""
        self._connection = connection

    def add_policy(self, published: PublishedPolicy) -> None:
        """Stores a version.

        Raises:
            TrainerError: Another computer of the office published one of the same name in the same moment.
        """
        row = insert(policies).values(
            name=published.policy.name,
            facts=policy_to_json(published.policy),
            author_id=published.author_id,
            made_at=to_microseconds(published.made_at),
        )
        try:
            self._connection.execute(row)
        except IntegrityError as error:
            raise TrainerError(
                _("Somebody else published a version in the same moment."),
                _("Nothing of yours is lost. Please look at what changes against it, and publish again."),
            ) from error

    def policies(self) -> StoredPolicies:
        """Returns what can be read, and the names of what cannot."""
        published, unreadable = [], []
        for row in self._connection.execute(select(policies).order_by(policies.c.position)):
            found = _published(row)
            if found is None:
                unreadable.append(str(row.name))
            else:
                published.append(found)
        return StoredPolicies(tuple(published), tuple(unreadable))


def _published(row: Row[tuple[object, ...]]) -> PublishedPolicy | None:
    values = row._asdict()
    try:
        policy = policy_from_json(str(values["facts"]))
        if policy.name != values["name"] or policy.name == Policy().name:
            raise ValueError(f"it calls itself {policy.name}")
        return PublishedPolicy(policy, str(values["author_id"]), from_microseconds(values["made_at"]))
    except (ValueError, TypeError, OverflowError, RecursionError) as error:
        # A row that somebody edited by hand must not take the others with it: study goes on under those.
        _log.warning("the hours policy %r cannot be read: %s", values["name"], error)
        return None
