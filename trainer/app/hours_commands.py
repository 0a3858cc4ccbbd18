"""``trainer hours report|verify|export|plan|policy``."""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from trainer import paths
from trainer.app.lookup import find_learner
from trainer.app.plan_command import plan
from trainer.app.policy_command import policy_command
from trainer.app.workspace import Workspace
from trainer.certificates.audit import Audited
from trainer.certificates.files import save_as
from trainer.clock import SystemClock
from trainer.exchange.hours_export import as_csv, as_json, export_rows, lines_table, sums_table
from trainer.exchange.safe_tables import Table, table_csv, table_xlsx
from trainer.hours.examine import Examined
from trainer.hours.provider_hour import provider_hours, provider_hours_texts
from trainer.hours.receipts import receipt_from_text
from trainer.hours.required import seconds_left
from trainer.hours.wording import explain_lines, findings_text
from trainer.i18n import _, format_hours, format_hours_left
from trainer.plain_text import one_line, printable_lines
from trainer.store.database import refuse_nothing


def run(options: argparse.Namespace) -> int:
    """Runs one of the commands on this computer's records.

    Returns:
        0 when all is well, 1 when there are findings or a plan is not enough.
    """
    if options.what != "policy":
        refuse_nothing(paths.data_folder())
    workspace = Workspace(paths.data_folder(), SystemClock())
    try:
        if options.what == "verify":
            return _verify(workspace, options)
        if options.what == "export":
            return _export(workspace, options)
        if options.what == "plan":
            return plan(workspace, options)
        if options.what == "policy":
            return policy_command(workspace, options.against, as_json=options.json)
        return _report(workspace, options)
    finally:
        workspace.close()


def _verify(workspace: Workspace, options: argparse.Namespace) -> int:
    receipts = [receipt_from_text(text) for text in options.receipt]
    found = workspace.examine(receipts)
    if options.json:
        values = {
            "lines": found.hours.lines,
            "checkpoints": found.hours.checkpoints,
            "receipts": len(receipts),
            "heads": [vars(head) for head in found.hours.heads],
            "findings": found.faults,
            "worth_a_look": found.hours.worth_a_look,
        }
        sys.stdout.write(json.dumps(values, indent=1, ensure_ascii=False) + "\n")
    elif not _gave_table(_findings_table(found), options):
        sys.stdout.write("\n".join(_verdict(found, len(receipts))) + "\n")
    return 1 if found.faults else 0


def _findings_table(found: Audited) -> Table:
    rows = [(_("Fault"), text) for text in found.faults]
    rows += [(_("Worth a look"), text) for text in found.hours.worth_a_look]
    return Table(_("Ledger"), (_("Kind"), _("What was found")), rows)


def _verdict(found: Audited, receipts: int) -> Iterator[str]:
    hours = found.hours
    yield _("Checked: lines %(lines)s, signed checkpoints %(checkpoints)s, receipts %(receipts)s.") % {
        "lines": hours.lines,
        "checkpoints": hours.checkpoints,
        "receipts": receipts,
    }
    yield from map(one_line, hours.faults or [_sound_text(hours)])
    yield from map(one_line, found.register or [_("Every certificate is in the register as it was signed.")])
    yield from found.next_steps
    if hours.worth_a_look:
        yield _("Worth a look; there may be a good reason:")
        yield from map(one_line, hours.worth_a_look)


def _sound_text(hours: Examined) -> str:
    if hours.not_compared:
        return _("Every line is as it was written. Not every total could be compared with its lines; see below.")
    return _("Every line is as it was written, and all totals agree.")


def _export(workspace: Workspace, options: argparse.Namespace) -> int:
    _person, enrolment = find_learner(workspace, options.learner)
    lines, record, findings = workspace.standing(enrolment)
    if options.json:
        _write(as_json(record, lines, workspace.policies, findings) + "\n")
        return _code(findings)
    _warn(findings)
    rows = export_rows(record, lines)
    if not _gave_table(lines_table(rows), options):
        _write(as_csv(rows))
    return _code(findings)


def _report(workspace: Workspace, options: argparse.Namespace) -> int:
    person, enrolment = find_learner(workspace, options.learner)
    lines, record, findings = workspace.standing(enrolment)
    policies = workspace.policies
    if options.json:
        _write(as_json(record, lines, policies, findings) + "\n")
        return _code(findings)
    _warn(findings)
    if options.pdf is not None:
        _save(options.pdf, workspace.transcript(person, enrolment))
        return _code(findings)
    if _gave_table(sums_table(record, workspace.programme(enrolment), policies), options):
        return _code(findings)
    programme = workspace.programme(enrolment)
    head = _("%(name)s: %(done)s credited of %(all)s; %(left)s to go.") % {
        "name": one_line(person.name),
        "done": format_hours(record.credited_seconds),
        "all": format_hours(programme.total_minutes * 60),
        "left": format_hours_left(seconds_left(record, programme)),
    }
    more = provider_hours_texts(provider_hours(record, policies))
    explained = map(one_line, explain_lines(record, entries=lines, people=workspace.names()))
    sys.stdout.write("\n".join([head, *more, "", *explained]) + "\n")
    return _code(findings)


def _code(findings: int) -> int:
    return 1 if findings else 0


def _warn(findings: int) -> None:
    """Says beside whatever is written that not all of it is as it was: totals alone would look healthy."""
    if findings:
        sys.stderr.write(findings_text(findings) + "\n")


def _gave_table(table: Table, options: argparse.Namespace) -> bool:
    """Prints or saves a table in the form that was asked for; says whether one was."""
    if options.xlsx is not None:
        _save(options.xlsx, table_xlsx(table))
    elif options.csv:
        _write(table_csv(table))
    return bool(options.csv or options.xlsx is not None)


def _save(path: Path, data: bytes) -> None:
    save_as(path, data)
    sys.stdout.write(_("Written: %(path)s") % {"path": path} + "\n")


def _write(exact: str) -> None:
    """Writes every sign into a file or a pipe, and to a terminal only those that it cannot obey."""
    sys.stdout.write(printable_lines(exact) if sys.stdout.isatty() else exact)
