"""``trainer certificate verify|preflight|issue|list``."""

import argparse
import json
import sys

from trainer import paths
from trainer.app.lookup import find_learner
from trainer.app.workspace import Workspace
from trainer.certificates.commands import verify_command
from trainer.certificates.requirements import Requirement
from trainer.certificates.wording import requirement_text
from trainer.clock import SystemClock
from trainer.i18n import _, format_day
from trainer.plain_text import one_line
from trainer.store.database import refuse_nothing


def run(options: argparse.Namespace) -> int:
    """Runs one of the commands on this computer's records.

    Returns:
        0 when all is well, 1 when something is missing or refused, 2 when the call was wrong.
    """
    if options.what != "verify":
        refuse_nothing(paths.data_folder())
    workspace = Workspace(paths.data_folder(), SystemClock())
    try:
        return {"verify": _verify, "preflight": _preflight, "issue": _issue, "list": _list}[options.what](
            workspace, options
        )
    finally:
        workspace.close()


def _verify(workspace: Workspace, options: argparse.Namespace) -> int:
    # A stranger's computer has no records, and verifying must not make any.
    known = workspace.has_records
    return verify_command(
        options.what_to_verify,
        as_json=options.json,
        key_files=options.key,
        trusted=workspace.certificates.trusted_keys() if known else None,
        register=workspace.certificates.find if known else None,
    )


def _preflight(workspace: Workspace, options: argparse.Namespace) -> int:
    person, enrolment = find_learner(workspace, options.learner)
    seen = workspace.certificates.preflight(person.id, workspace.context(enrolment))
    if options.json:
        sys.stdout.write(json.dumps([_plain(line) for line in seen.requirements], indent=1) + "\n")
    else:
        programme = workspace.programme(enrolment)
        for line in seen.requirements:
            sign = _("met") if line.met else _("missing")
            sys.stdout.write(f"[{sign}] {one_line(requirement_text(line, programme))}\n")
    return 0 if seen.ready else 1


def _issue(workspace: Workspace, options: argparse.Namespace) -> int:
    from getpass import getpass

    person, enrolment = find_learner(workspace, options.learner)
    context = workspace.context(enrolment)
    seen = workspace.certificates.preflight(person.id, context)
    passphrase = getpass(_("Passphrase of the provider's key: ")) if seen.needs_passphrase else ""
    issued = workspace.certificates.issue(person.id, context, passphrase)
    path = workspace.certificates.pdf(person.id, issued.facts.number)
    sys.stdout.write(_("Written: %(path)s") % {"path": path} + "\n")
    return 0


def _list(workspace: Workspace, options: argparse.Namespace) -> int:
    with workspace.unit() as unit:
        found = unit.register.certificates()
    if options.json:
        rows = [{"number": one.facts.number, "name": one.facts.legal_name, "sha256": one.pdf_sha256} for one in found]
        sys.stdout.write(json.dumps(rows, indent=1, ensure_ascii=False) + "\n")
        return 0
    for one in found:
        sys.stdout.write(f"{one.facts.number}  {format_day(one.facts.issued_on)}  {one_line(one.facts.legal_name)}\n")
    if not found:
        sys.stdout.write(_("No certificate has been issued here yet.") + "\n")
    return 0


def _plain(line: Requirement) -> dict[str, object]:
    return {
        "rule": line.rule.value,
        "met": line.met,
        "missing_seconds": line.missing_seconds,
        "missing": list(line.missing),
    }
