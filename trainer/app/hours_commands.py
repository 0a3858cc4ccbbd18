"""``trainer hours report|verify|export|plan|policy``."""

import argparse
import json
import sys
from collections.abc import Iterator

from trainer import paths
from trainer.app.lookup import find_learner
from trainer.app.plan_command import plan
from trainer.app.policy_command import policy_command
from trainer.app.workspace import Workspace
from trainer.clock import SystemClock
from trainer.exchange.hours_export import as_csv, as_json, export_rows
from trainer.hours.examine import Examined
from trainer.hours.receipts import receipt_from_text
from trainer.hours.wording import explain_lines
from trainer.i18n import _, format_hours
from trainer.plain_text import one_line, printable_lines


def run(options: argparse.Namespace) -> int:
    """Runs one of the commands on this computer's records.

    Returns:
        0 when all is well, 1 when there are findings or a plan is not enough.
    """
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
    with workspace.unit() as unit:
        devices = unit.ledger.devices()
    receipts = [receipt_from_text(text, devices) for text in options.receipt]
    found = workspace.examine(receipts)
    if options.json:
        values = {
            "lines": found.lines,
            "checkpoints": found.checkpoints,
            "receipts": len(receipts),
            "heads": [vars(head) for head in found.heads],
            "findings": found.faults,
            "worth_a_look": found.worth_a_look,
        }
        sys.stdout.write(json.dumps(values, indent=1, ensure_ascii=False) + "\n")
    else:
        sys.stdout.write("\n".join(_verdict(found)) + "\n")
    return 1 if found.faults else 0


def _verdict(found: Examined) -> Iterator[str]:
    yield _("%(n)s lines and %(checkpoints)s signed checkpoints checked.") % {
        "n": found.lines,
        "checkpoints": found.checkpoints,
    }
    yield from map(one_line, found.faults or [_("Every line is as it was written, and all totals agree.")])
    if found.worth_a_look:
        yield _("Worth a look; there may be a good reason:")
        yield from map(one_line, found.worth_a_look)


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
        options.pdf.write_bytes(workspace.transcript(person, enrolment))
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
