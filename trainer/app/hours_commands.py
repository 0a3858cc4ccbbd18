"""``trainer hours report|verify|export``."""

import argparse
import json
import sys

from trainer import paths
from trainer.app.lookup import find_learner
from trainer.app.workspace import Workspace
from trainer.clock import SystemClock
from trainer.exchange.hours_export import as_csv, as_json, export_rows
from trainer.hours.reconcile import check_identities
from trainer.hours.verify import verify_chain
from trainer.hours.wording import explain_lines, finding_text
from trainer.i18n import _, format_hours
from trainer.plain_text import one_line, printable_lines


def run(options: argparse.Namespace) -> int:
    """Runs one of the commands on this computer's records.

    Returns:
        0 when all is well, 1 when there are findings.
    """
    workspace = Workspace(paths.data_folder(), SystemClock())
    try:
        if options.what == "verify":
            return _verify(workspace, as_json=options.json)
        if options.what == "export":
            return _export(workspace, options)
        return _report(workspace, options)
    finally:
        workspace.close()


def _verify(workspace: Workspace, *, as_json: bool) -> int:
    with workspace.database.unit() as unit:
        report = verify_chain(unit.ledger.lines())
    faults = [one_line(finding_text(finding)) for finding in report.findings]
    for enrolment in workspace.enrolments():
        record = workspace.record(enrolment)
        faults += check_identities(record)
        faults += workspace.projection_faults(enrolment, record)
    if as_json:
        sys.stdout.write(json.dumps({"lines": report.lines, "findings": faults}, indent=1) + "\n")
    else:
        sys.stdout.write(_("%(n)s lines checked.") % {"n": report.lines} + "\n")
        sys.stdout.write("\n".join(faults or [_("Every line is as it was written, and all totals agree.")]) + "\n")
    return 1 if faults else 0


def _export(workspace: Workspace, options: argparse.Namespace) -> int:
    _person, enrolment = find_learner(workspace, options.learner)
    record = workspace.record(enrolment)
    if options.xlsx is not None:
        from trainer.exchange.hours_export import write_xlsx

        write_xlsx(export_rows(record), options.xlsx)
        return 0
    _write(as_json(record) + "\n" if options.json else as_csv(export_rows(record)))
    return 0


def _report(workspace: Workspace, options: argparse.Namespace) -> int:
    person, enrolment = find_learner(workspace, options.learner)
    record = workspace.record(enrolment)
    if options.pdf is not None:
        options.pdf.write_bytes(workspace.hours_report(person, enrolment))
        sys.stdout.write(_("Written: %(path)s") % {"path": options.pdf} + "\n")
        return 0
    if options.json:
        _write(as_json(record) + "\n")
        return 0
    head = _("%(name)s: %(done)s credited of %(all)s.") % {
        "name": one_line(person.name),
        "done": format_hours(record.credited_seconds),
        "all": format_hours(workspace.programme(enrolment).total_minutes * 60),
    }
    sys.stdout.write("\n".join([head, "", *map(one_line, explain_lines(record))]) + "\n")
    return 0


def _write(exact: str) -> None:
    """Writes every sign into a file or a pipe, and to a terminal only those that it cannot obey."""
    sys.stdout.write(printable_lines(exact) if sys.stdout.isatty() else exact)
