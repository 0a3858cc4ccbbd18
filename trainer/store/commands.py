"""``trainer db status|upgrade|backup|restore|check``: looking after the records without the window."""

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from trainer.certificates.audit import audit
from trainer.clock import Clock, SystemClock
from trainer.hours.examine import Computer, Learner, Unread
from trainer.i18n import _
from trainer.plain_text import one_line, printable_lines
from trainer.store import backup
from trainer.store.copies import count_lines, has_sound_chains, look_over
from trainer.store.database import Database, open_database, refuse_nothing, server_address
from trainer.store.driver import Driver, find_driver
from trainer.store.failures import DamagedError, StoreError
from trainer.store.inspection import file_faults
from trainer.store.places import Places, stamp
from trainer.store.upgrade import REVISIONS

GOOD, FINDINGS, WRONG_CALL = 0, 1, 2

FindLearners = Callable[[Database], Sequence[Learner | Unread]]


def status_command(folder: Path, as_json: bool = False, clock: Clock | None = None) -> int:
    """Says where the records are, how they are kept and which copies there are."""
    with open_database(folder, clock or SystemClock()) as database:
        facts = _facts(database)
    if as_json:
        _say(json.dumps(facts, indent=1))
        return GOOD
    _say(_("Records: %(place)s") % {"place": facts["place"]})
    _say(_("Kept by: %(library)s, tables %(revision)s") % facts)
    _say(_("This computer: %(device_id)s") % facts)
    _say(_("Safety copies: %(n)s") % {"n": len(facts["copies"])})
    for path in facts["copies"]:
        _say(f"  {path}")
    for notice in facts["notices"]:
        _say(notice)
    return GOOD


def upgrade_command(folder: Path, clock: Clock | None = None) -> int:
    """Brings the records up to this version; opening them does it, with a safety copy before."""
    with open_database(folder, clock or SystemClock()):
        _say(_("The records are up to date (tables %(revision)s).") % {"revision": REVISIONS[-1]})
    return GOOD


def guard_command(folder: Path, clock: Clock | None = None) -> int:
    """Puts back the guards that somebody took away, and says which; what was changed meanwhile stays named."""
    with open_database(folder, clock or SystemClock()) as database, database.unit() as unit:
        put_back = unit.ledger.put_guards_back()
        unit.commit()
    for name in put_back:
        _say(_("Put back: %(name)s") % {"name": name})
    if not put_back:
        _say(_("Every guard is in its place."))
    else:
        _say(_("Please check next what was done while they were away: trainer hours verify"))
    return GOOD


def backup_command(folder: Path, to: Path | None = None, clock: Clock | None = None) -> int:
    """Copies the records to a file or folder, verified; without one, among the program's own safety copies."""
    clock = clock or SystemClock()
    if to is not None and os.path.lexists(to) and not to.is_dir():
        _complain(_("There is a file of this name already, and it is left as it is: %(path)s") % {"path": to})
        return WRONG_CALL
    with open_database(folder, clock) as database:
        if database.driver is None:
            _complain(_("Records on a server are copied there, with pg_dump."))
            return WRONG_CALL
        with database.alone() as connection:
            if to is None:
                made = backup.make(connection, Places(folder), database.driver, clock.now(), backup.BY_HAND).path
            else:
                target = to / f"records-{stamp(clock.now())}.db" if to.is_dir() else to
                made = backup.write_copy(connection, target, database.driver)
    _say(_("Copied and verified: %(path)s") % {"path": made})
    _say_if_unsound(made, database.driver)
    return GOOD


def restore_command(folder: Path, source: Path | None = None, *, anyway: bool = False) -> int:
    """Puts a copy in the place of the records; without a name, the latest sound one. The former file is kept.

    Args:
        folder: The data folder.
        source: The copy.
        anyway: Also where sound records here hold more lines than the copy; otherwise nothing is changed then.
    """
    if server_address():
        _complain(_("Records on a server are brought back there, with pg_restore."))
        return WRONG_CALL
    if source is not None and not source.is_file():
        _complain(_("There is no such file: %(file)s") % {"file": one_line(str(source))})
        return WRONG_CALL
    places, driver = Places(folder), find_driver()
    if source is None:
        refuse_nothing(folder)
    elif not _is_sound_file(source, driver):
        _complain(_("This is no sound copy of the records, and nothing was changed: %(path)s") % {"path": source})
        return FINDINGS
    places.prepare()
    with places.hold():
        chosen = source or _latest(places, driver)
        if chosen is None:
            _complain(_("There is no sound safety copy in %(path)s.") % {"path": places.backups})
            return FINDINGS
        others = [copy.path for copy in backup.copies(places)] if source is None else []
        fuller = _fuller_than(chosen, [places.records, *others], driver)
        if fuller is not None and not anyway:
            _complain(_fewer_text(chosen, fuller, driver))
            return FINDINGS
        is_known = not places.records.exists() or _is_sound_file(places.records, driver)
        before = count_lines(places.records, driver) if is_known else None
        aside = backup.restore(places, chosen, driver)
    _say(_("Back in place: %(path)s") % {"path": chosen})
    _say(_lines_text(count_lines(places.records, driver), before))
    _say(_("What was done after that copy is not in it."))
    _say_if_unsound(places.records, driver)
    if aside is not None:
        _say(_("The former file was kept: %(path)s") % {"path": aside})
    return GOOD


def _say_if_unsound(path: Path, driver: Driver) -> None:
    if not has_sound_chains(path, driver):
        _say(_("Lines of its ledger are not as they were written; trainer hours verify names them."))


def _latest(places: Places, driver: Driver) -> Path | None:
    latest = backup.latest_sound(places, driver)
    return latest.path if latest else None


def _fuller_than(chosen: Path, files: Iterable[Path], driver: Driver) -> Path | None:
    """Returns the file that holds the most lines, if that is more than the chosen copy does.

    One that is not whole does not count: some of its lines may be out of reach. What a copy is called proves nothing
    about what is in it, as the clock may have been wrong.
    """
    found = {path: count_lines(path, driver) for path in files if _is_sound_file(path, driver)}
    most = max(found, key=lambda path: found[path], default=chosen)
    return most if found.get(most, 0) > count_lines(chosen, driver) else None


def _is_sound_file(path: Path, driver: Driver) -> bool:
    try:
        look_over(path, driver)
    except StoreError:
        return False
    return True


def _fewer_text(chosen: Path, fuller: Path, driver: Driver) -> str:
    what = _("%(path)s holds %(n)s lines of the hours ledger, and %(other)s holds %(more)s.") % {
        "path": chosen,
        "n": count_lines(chosen, driver),
        "other": fuller,
        "more": count_lines(fuller, driver),
    }
    advice = _("Nothing was changed. The option --anyway puts the first of them in place, and the former file is kept.")
    return what + "\n" + advice


def _lines_text(now: int, before: int | None) -> str:
    if before is None:
        return _("Lines of the hours ledger: %(now)s now; those before could not be counted.") % {"now": now}
    return _("Lines of the hours ledger: %(now)s now, %(before)s before.") % {"now": now, "before": before}


def check_command(folder: Path, learners: FindLearners, as_json: bool = False, clock: Clock | None = None) -> int:
    """Looks through the file, the ledger, the totals and the certificates; changes nothing.

    Args:
        folder: The data folder.
        learners: Finds everybody whose hours are here, and what they are credited by.
        as_json: Prints JSON.
        clock: The system's unless told.
    """
    clock = clock or SystemClock()
    report: dict[str, Any] = {
        "faults": [],
        "worth_a_look": (),
        "lines": 0,
        "enrolments_compared": 0,
        "not_compared": 0,
        "next_steps": (),
    }
    faults: list[str] = report["faults"]
    try:
        with open_database(folder, clock) as database:
            with database.alone() as connection:
                faults += file_faults(connection)
            everybody = learners(database)
            with database.unit() as unit:
                found = audit(unit, everybody, Computer(database.device_id, database.key.public, clock.now()))
        faults += found.faults
        report["next_steps"] = found.next_steps
        hours, compared = found.hours, len(everybody) - found.hours.not_compared
        report |= {"worth_a_look": hours.worth_a_look, "lines": hours.lines, "enrolments_compared": compared}
        report["not_compared"] = hours.not_compared
    except DamagedError as error:
        faults.append(str(error))
    _say(json.dumps(report, indent=1, ensure_ascii=False) if as_json else "\n".join(_check_words(report)))
    return FINDINGS if faults else GOOD


def _check_words(report: Mapping[str, Any]) -> Iterator[str]:
    yield from report["faults"]
    yield from report["next_steps"]
    if report["worth_a_look"]:
        yield _("Worth a look; there may be a good reason:")
        yield from report["worth_a_look"]
    yield _("Lines read: %(lines)s. Records whose totals were compared: %(n)s.") % {
        "lines": report["lines"],
        "n": report["enrolments_compared"],
    }
    if not report["faults"] and report["not_compared"]:
        yield _("All that could be looked at is as it should be.")
    elif not report["faults"]:
        yield _("Everything is as it should be.")


def _facts(database: Database) -> dict[str, Any]:
    library = f"SQLite {database.driver.version_text}" if database.driver else "PostgreSQL"
    return {
        "place": str(database.path or server_address()),
        "library": library,
        "exclusive": bool(database.driver and database.driver.exclusive),
        "revision": REVISIONS[-1],
        "device_id": database.device_id,
        "copies": [str(copy.path) for copy in backup.copies(Places(database.folder))],
        "notices": list(database.notices),
    }


def _say(text: str) -> None:
    sys.stdout.write(printable_lines(text) + "\n")


def _complain(text: str) -> None:
    sys.stderr.write(printable_lines(text) + "\n")
