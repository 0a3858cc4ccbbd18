"""``trainer hours policy``: the versions of the hours policy, and what differs between two of them."""

import json
import sys
from dataclasses import asdict
from typing import Any

from trainer.app.workspace import Workspace
from trainer.errors import TrainerError
from trainer.hours.policy import Policy, difference
from trainer.hours.policy_book import DEFAULT_ID, PolicyBook, StoredPolicies, in_force
from trainer.hours.policy_wording import difference_lines, policy_lines
from trainer.i18n import _


def policy_command(workspace: Workspace, against: str, *, as_json: bool) -> int:
    """Prints every version and which one is in force today, or compares that one with ``against``."""
    # Asking makes no records.
    book = workspace.policy_service.book() if workspace.has_records else PolicyBook(StoredPolicies())
    current = in_force(book.policies, f"{DEFAULT_ID}-1", workspace.local_now().date())
    if against:
        _compare(_named(book, against), current, as_json=as_json)
    elif as_json:
        _write_json(_plain(book, current))
    else:
        sys.stdout.write("\n".join(_text(book, current)) + "\n")
    return 0


def _named(book: PolicyBook, name: str) -> Policy:
    if name not in book.policies:
        raise TrainerError(
            _("No hours policy is called %(name)s here.") % {"name": name},
            _("These are: %(names)s.") % {"names": ", ".join(sorted(book.policies))},
        )
    return book.policies[name]


def _compare(old: Policy, new: Policy, *, as_json: bool) -> None:
    if as_json:
        changes = [{"rule": one.field, "before": one.old, "after": one.new} for one in difference(old, new)]
        _write_json({"from": old.name, "to": new.name, "changes": changes})
        return
    lines = difference_lines(old, new) or [_("Nothing differs.")]
    heading = _("From %(old)s to %(new)s, which is in force today:") % {"old": old.name, "new": new.name}
    sys.stdout.write("\n".join([heading, *lines]) + "\n")


def _plain(book: PolicyBook, current: Policy) -> dict[str, Any]:
    policies = [asdict(policy) for _name, policy in sorted(book.policies.items(), key=_order)]
    return {"in_force": current.name, "policies": policies, "unreadable": list(book.stored.unreadable)}


def _text(book: PolicyBook, current: Policy) -> list[str]:
    lines = []
    for name, policy in sorted(book.policies.items(), key=_order):
        sign = " " + _("(in force today)") if policy == current else ""
        lines += [f"{name}: {policy.title}{sign}", *(f"  {line}" for line in policy_lines(policy))]
    for name in book.stored.unreadable:
        lines.append(_("%(name)s cannot be read; it is kept, and nothing is credited by it.") % {"name": name})
    return lines


def _order(item: tuple[str, Policy]) -> tuple[str, int]:
    return item[1].id, item[1].version


def _write_json(value: object) -> None:
    sys.stdout.write(json.dumps(value, indent=1, ensure_ascii=False) + "\n")
