"""A first look at the records with the bare driver, so that home can be painted before SQLAlchemy is loaded."""

import os
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from trainer.cohorts.people import Enrolment, Person, Role

LONGEST_SECONDS = 0.05

_PEOPLE = """
SELECT id, role, name, language, created_at, legal_name, legal_name_confirmed, pin_hash FROM people ORDER BY name, id
"""
_ENROLMENTS = """
SELECT id, person_id, programme_id, edition, policy, starts_on, ends_on, idle_limit_seconds, accommodation_note
FROM enrolments ORDER BY starts_on, id
"""
_TOTALS = "SELECT axis, name, seconds FROM projections WHERE enrolment_id = ?"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class QuickLook:
    """What the records said when the program was last used.

    Attributes:
        people: Profiles by name; one with a ``pin_hash`` is to be unlocked before anything of it is shown.
        enrolments: The latest enrolment by person id.
        totals: Seconds by enrolment id, axis (``total``, ``subject``, ``competency``, ``mode``, ``day``, ``matrix``)
            and name, as last projected; they are for a first glance and are replaced by the credited record.
    """

    people: tuple[Person, ...]
    enrolments: Mapping[str, Enrolment]
    totals: Mapping[str, Mapping[str, Mapping[str, int]]]


def quick_look(folder: Path) -> QuickLook | None:
    """Reads people and totals within a twentieth of a second, or not at all.

    Never writes, never waits for a lock, never says what is wrong: whatever the trouble, ``open_database`` will tell.
    """
    path = folder / "records.db"
    if os.environ.get("TRAINER_DATABASE") or (folder / "records.restored.db").exists() or not path.is_file():
        return None
    try:
        return _read(path)
    except Exception:
        return None


def _read(path: Path) -> QuickLook:
    from trainer.store.driver import find_driver

    until = time.monotonic() + LONGEST_SECONDS
    connection = find_driver().connect(_address(path), uri=True, timeout=0)
    try:
        connection.set_progress_handler(lambda: time.monotonic() > until, 1_000)
        people = tuple([_person(row) for row in connection.execute(_PEOPLE)])
        latest = {row[1]: _enrolment(row) for row in connection.execute(_ENROLMENTS)}
        totals = {enrolment.id: _totals(connection, enrolment.id) for enrolment in latest.values()}
    finally:
        connection.close()
    return QuickLook(people, latest, totals)


def _address(path: Path) -> str:
    """A file without a log is read as if nothing could change it: then not even a lock is taken."""
    log = path.with_name(path.name + "-wal")
    has_log = log.exists() and log.stat().st_size > 0
    return path.absolute().as_uri() + ("?mode=ro" if has_log else "?mode=ro&immutable=1")


def _person(row: Any) -> Person:
    key, role, name, language, created_at, legal_name, confirmed, pin_hash = row
    moment = _EPOCH + timedelta(microseconds=created_at)
    return Person(key, Role(role), name, language, moment, legal_name, bool(confirmed), pin_hash)


def _enrolment(row: Any) -> Enrolment:
    key, person, programme, edition, policy, starts_on, ends_on, limit, note = row
    ends = date.fromisoformat(ends_on) if ends_on else None
    return Enrolment(key, person, programme, edition, policy, date.fromisoformat(starts_on), ends, limit, note)


def _totals(connection: Any, enrolment_id: str) -> Mapping[str, Mapping[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for axis, name, seconds in connection.execute(_TOTALS, (enrolment_id,)):
        found.setdefault(axis, {})[name] = seconds
    return found
