"""The ways in: the window, and every command that needs none."""

import argparse
import errno
import io
import logging
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from trainer import paths
from trainer.errors import TrainerError
from trainer.i18n import _, set_language
from trainer.plain_text import printable_lines

if TYPE_CHECKING:
    from trainer.hours.examine import Learner, Unread
    from trainer.store.database import Database

    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

LONGEST_MINUTES = 24 * 60

_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)

Handler = Callable[[argparse.Namespace], int]


def run(arguments: Sequence[str]) -> int:
    """Runs a command; without one, the window.

    Returns:
        0 when all is well, 1 when there are findings, 2 when the call was wrong.
    """
    set_language(os.environ.get("TRAINER_LANGUAGE", "en"))
    _accept_every_sign()
    options = _parser().parse_args(arguments)
    handler: Handler = options.handler
    try:
        code = handler(options)
        sys.stdout.flush()
        return code
    except TrainerError as error:
        print(printable_lines(str(error)), file=sys.stderr)
        return 2
    except BrokenPipeError:
        # Whoever read the output has heard enough.
        _write_no_more()
        return 0
    except KeyboardInterrupt:
        print(_("Stopped. What was saved before is safe."), file=sys.stderr)
        return 2
    except Exception as error:
        if isinstance(error, OSError) and error.errno in _NO_ROOM and not error.filename:
            _write_no_more()
            print(_("The output could not be written: there is no room where it goes."), file=sys.stderr)
            return 2
        print(_tell_log(), file=sys.stderr)
        return 2


def _write_no_more() -> None:
    """Has Python not complain at its end either about output that nobody takes."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _accept_every_sign() -> None:
    """Lets a terminal or a file of few signs have all others spelled out: no report may stop at a minus."""
    for stream in (sys.stdout, sys.stderr):
        # In the C locale Python is strict with everything but parts of file names.
        if isinstance(stream, io.TextIOWrapper) and stream.errors in ("strict", "surrogateescape"):
            stream.reconfigure(errors="backslashreplace")


def _tell_log() -> str:
    """Writes an unforeseen error to the log and returns what a person should know."""
    from trainer.app.log import write_down

    log = paths.log_file()
    write_down(log)
    return "\n".join(
        [
            _("Something in the program went wrong."),
            _("Your records are safe: every minute and every answer is saved as it happens."),
            _("You can go on. If it comes back, please send this file to your training provider: %(path)s")
            % {"path": log},
        ]
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="trainer",
        description=_("Trains, examines and certifies peer support specialists. Without a command, the window opens."),
    )
    parser.add_argument("--version", action="version", version="Peer Trainer 0.1.0")
    parser.add_argument("--quit-when-shown", action="store_true", help=_("end at the first usable screen (benchmarks)"))
    parser.set_defaults(handler=_window)
    commands = parser.add_subparsers(title=_("commands"), metavar=_("command"))
    _add_demo(commands)
    _add_content(commands)
    _add_hours(commands)
    _add_certificate(commands)
    _add_db(commands)
    return parser


def _add_demo(commands: "Commands") -> None:
    demo = commands.add_parser("demo", help=_("run the whole main job with no display"))
    demo.add_argument("--out", type=Path, required=True, metavar="DIR", help=_("where the results go"))
    demo.set_defaults(handler=_demo)


def _add_content(commands: "Commands") -> None:
    content = commands.add_parser("content", help=_("check, compile and count the authored course"))
    kinds = content.add_subparsers(required=True, metavar=_("what"))
    for name, text in (
        ("check", _("name every fault with file and line")),
        ("build", _("compile everything into one pack")),
        ("stats", _("count lessons, minutes, words and questions")),
    ):
        one = kinds.add_parser(name, help=text)
        one.add_argument("folder", nargs="?", type=Path, default=paths.content_folder(), metavar="DIR")
        one.add_argument("--json", action="store_true", help=_("print JSON"))
        one.add_argument("--out", type=Path, default=None, metavar="DIR", help=_("where the pack goes"))
        one.set_defaults(handler=_content, what=name)


def _add_hours(commands: "Commands") -> None:
    hours = commands.add_parser("hours", help=_("report, verify and export the hours"))
    kinds = hours.add_subparsers(required=True, metavar=_("what"))
    _add_learner(report := kinds.add_parser("report", help=_("say what a learner's hours come to, line by line")))
    _add_forms(report).add_argument("--pdf", type=Path, default=None, metavar="FILE", help=_("write the transcript"))
    report.set_defaults(handler=_hours, what="report")
    verify = kinds.add_parser("verify", help=_("check every line of the ledger and all totals"))
    receipt = _("a line of a receipt, as it is printed")
    verify.add_argument("--receipt", action="append", default=[], metavar="TEXT", help=receipt)
    _add_forms(verify)
    verify.set_defaults(handler=_hours, what="verify")
    _add_learner(export := kinds.add_parser("export", help=_("write a learner's lines for other programs")))
    _add_forms(export)
    export.set_defaults(handler=_hours, what="export")
    _add_plan(kinds)
    policy = kinds.add_parser("policy", help=_("show the hours policies and what differs between them"))
    policy.add_argument("--against", default="", metavar="NAME", help=_("compare the version in force with another"))
    policy.add_argument("--json", action="store_true", help=_("print JSON"))
    policy.set_defaults(handler=_hours, what="policy")


def _add_learner(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--learner", default="", metavar="ID", help=_("a learner's id or name"))


def _add_forms(parser: argparse.ArgumentParser) -> argparse._MutuallyExclusiveGroup:
    forms = parser.add_mutually_exclusive_group()
    forms.add_argument("--json", action="store_true", help=_("print JSON"))
    forms.add_argument("--csv", action="store_true", help=_("print CSV"))
    forms.add_argument("--xlsx", type=Path, default=None, metavar="FILE", help=_("write a spreadsheet"))
    return forms


def _add_plan(kinds: "Commands") -> None:
    plan = kinds.add_parser("plan", help=_("set times of study aside until a day, for a calendar"))
    _add_learner(plan)
    plan.add_argument("--finish", default="", metavar="DAY", help=_("the last day, such as 2027-03-27"))
    plan.add_argument("--days", default="", metavar="DAYS", help=_("days of the week, such as mon,wed,sat"))
    plan.add_argument("--from", default="18:00", metavar="TIME", dest="start", help=_("when a session starts"))
    plan.add_argument("--minutes", type=_minutes, default=None, metavar="N", help=_("how long a session is"))
    plan.add_argument("--remind", type=_minutes, default=None, metavar="N", help=_("minutes before; never without"))
    plan.add_argument("--ics", type=Path, default=None, metavar="FILE", help=_("write an iCalendar file"))
    plan.set_defaults(handler=_hours, what="plan")


def _minutes(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= LONGEST_MINUTES:
        raise argparse.ArgumentTypeError(
            _("please write whole minutes, from 1 to %(most)s") % {"most": LONGEST_MINUTES}
        )
    return int(text)


def _add_certificate(commands: "Commands") -> None:
    certificate = commands.add_parser("certificate", help=_("check, issue, list and verify certificates"))
    kinds = certificate.add_subparsers(required=True, metavar=_("what"))
    verify = kinds.add_parser("verify", help=_("say exactly what a certificate's signature covers"))
    verify.add_argument("what_to_verify", metavar="FILE-OR-TOKEN")
    verify.add_argument("--key", type=Path, action="append", default=[], metavar="FILE", help=_("a provider's key"))
    verify.add_argument("--json", action="store_true", help=_("print JSON"))
    verify.set_defaults(handler=_certificate, what="verify")
    for name, text in (
        ("preflight", _("list what is met and what is missing")),
        ("issue", _("issue a certificate")),
        ("list", _("list issued certificates")),
    ):
        one = kinds.add_parser(name, help=text)
        one.add_argument("--learner", default="", metavar="ID", help=_("a learner's id or name"))
        one.add_argument("--json", action="store_true", help=_("print JSON"))
        one.set_defaults(handler=_certificate, what=name)


def _add_db(commands: "Commands") -> None:
    db = commands.add_parser("db", help=_("look after the records"))
    kinds = db.add_subparsers(required=True, metavar=_("what"))
    for name, text in (
        ("status", _("say where the records are and how they are kept")),
        ("upgrade", _("bring the records up to this version")),
        ("check", _("check the file, the ledger and the totals")),
        ("guard", _("put back guards against change that somebody took away")),
    ):
        one = kinds.add_parser(name, help=text)
        one.add_argument("--json", action="store_true", help=_("print JSON"))
        one.set_defaults(handler=_db, what=name, file=None)
    for name, text, where in (
        ("backup", _("copy the records"), _("where to; without it, among the program's own safety copies")),
        ("restore", _("put a copy in place"), _("the copy; without it, the latest sound safety copy")),
    ):
        one = kinds.add_parser(name, help=text)
        one.add_argument("file", type=Path, nargs="?", metavar="FILE", help=where)
        one.set_defaults(handler=_db, what=name, json=False)
    one.add_argument("--anyway", action="store_true", help=_("also where the records here hold more lines"))


def _window(options: argparse.Namespace) -> int:
    from trainer.app.start import start_window

    return start_window(quit_when_shown=options.quit_when_shown)


def _demo(options: argparse.Namespace) -> int:
    from trainer.demo import run_demo

    return run_demo(options.out)


def _content(options: argparse.Namespace) -> int:
    from trainer.courses import commands

    if options.what == "check":
        return commands.check_command(options.folder, options.json)
    if options.what == "build":
        return commands.build_command(options.folder, options.out or paths.packs_folder())
    return commands.stats_command(options.folder, options.json)


def _hours(options: argparse.Namespace) -> int:
    from trainer.app import hours_commands

    _say_no_log_lines()
    return hours_commands.run(options)


def _certificate(options: argparse.Namespace) -> int:
    from trainer.app import certificate_commands

    _say_no_log_lines()
    return certificate_commands.run(options)


def _db(options: argparse.Namespace) -> int:
    from trainer.store import commands
    from trainer.store.database import refuse_nothing

    _say_no_log_lines()
    folder = paths.data_folder()
    if options.what == "restore":
        return commands.restore_command(folder, options.file, anyway=options.anyway)
    refuse_nothing(folder)
    if options.what == "backup":
        return commands.backup_command(folder, options.file)
    if options.what == "status":
        return commands.status_command(folder, options.json)
    if options.what == "upgrade":
        return commands.upgrade_command(folder)
    if options.what == "guard":
        return commands.guard_command(folder)
    return commands.check_command(folder, _learners, options.json)


def _say_no_log_lines() -> None:
    """Keeps what a log is told out of a command's output, where it is said in words for people."""
    logging.getLogger("trainer").addHandler(logging.NullHandler())


def _learners(database: "Database") -> "Sequence[Learner | Unread]":
    from trainer.app.workspace import Workspace
    from trainer.clock import SystemClock

    space = Workspace(database.folder, SystemClock())
    space.adopt(database)
    return space.learners()
