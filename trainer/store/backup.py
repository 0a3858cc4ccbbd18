"""Safety copies by generation, and the way back from one; a damaged file is set aside, never deleted."""

import logging
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection

from trainer.paths import make_private_folder
from trainer.store.copies import copy_database, has_sound_chains, open_to_read, verify_copy
from trainer.store.driver import Driver
from trainer.store.failures import StoreError, in_plain_words
from trainer.store.places import Places, beside, flush_folder, move_into_place, stamp
from trainer.store.upgrade import needs_upgrade

_log = logging.getLogger(__name__)

DAILY, BEFORE_UPGRADE, BY_HAND = "daily", "before-upgrade", "by-hand"
DAYS, WEEKS, UPGRADES = 7, 8, 3
"""How many days, weeks and upgrades are kept; each day and week by its latest copy."""

RESTORED = "restored_from"
"""The kept value that says which copy these records came back from."""

_BEGIN_A_NEW_CHAIN = "DELETE FROM kept_values WHERE name = 'device_id'"
"""Lines written after the copy may be known in the office: the same chain must not be continued with other lines."""

_SAY_WHERE_FROM = "INSERT OR REPLACE INTO kept_values (name, value) VALUES (?, ?)"

_NAME = re.compile(rf"records-(\d{{8}}T\d{{6}}Z)-({DAILY}|{BEFORE_UPGRADE}|{BY_HAND})\.db")


@dataclass(frozen=True)
class Copy:
    """A safety copy.

    Attributes:
        kind: :data:`DAILY`, :data:`BEFORE_UPGRADE` or :data:`BY_HAND`.
    """

    path: Path
    made_at: datetime
    kind: str


def copies(places: Places) -> list[Copy]:
    """Returns the safety copies, latest first."""
    found = []
    for path in places.backups.glob("records-*.db"):
        match = _NAME.fullmatch(path.name)
        if match:
            made_at = datetime.strptime(match[1], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
            found.append(Copy(path, made_at, match[2]))
    return sorted(found, key=lambda copy: (copy.made_at, copy.path.name), reverse=True)


def make(connection: Connection, places: Places, driver: Driver, now: datetime, kind: str) -> Copy:
    """Makes and verifies a copy of open records, then lets old generations go.

    Raises:
        StoreError: There is no sound copy; nothing old was removed.
    """
    with in_plain_words(places.backups):
        make_private_folder(places.backups)
    target = places.backups / f"records-{stamp(now)}-{kind}.db"
    write_copy(connection, target, driver)
    thin(places)
    return Copy(target, now, kind)


def make_daily(connection: Connection, places: Places, driver: Driver, now: datetime) -> Copy | None:
    """Makes the copy of the day unless there is one; days are those of UTC, so that a journey makes no second one."""
    today = now.astimezone(UTC).date()
    if any(copy.kind == DAILY and copy.made_at.date() == today for copy in copies(places)):
        return None
    return make(connection, places, driver, now, DAILY)


def write_copy(connection: Connection, target: Path, driver: Driver) -> Path:
    """Copies open records to any place, verified.

    Raises:
        StoreError: There is no sound copy.
    """
    return copy_database(connection.connection.driver_connection, target, driver)


def thin(places: Places) -> None:
    """Removes copies that no generation needs; copies made by hand stay until a hand removes them."""
    kept = kept_copies(copies(places))
    for copy in copies(places):
        if copy not in kept:
            copy.path.unlink(missing_ok=True)


def kept_copies(found: Sequence[Copy]) -> list[Copy]:
    """Chooses what stays: the latest copy of each of the last days and weeks that have one, and before each upgrade."""
    newest_first = sorted(found, key=lambda copy: copy.made_at, reverse=True)
    daily = [copy for copy in newest_first if copy.kind == DAILY]
    days: dict[object, Copy] = {}
    weeks: dict[object, Copy] = {}
    for copy in daily:
        days.setdefault(copy.made_at.date(), copy)
        weeks.setdefault(copy.made_at.isocalendar()[:2], copy)
    upgrades = [copy for copy in newest_first if copy.kind == BEFORE_UPGRADE][:UPGRADES]
    by_hand = [copy for copy in newest_first if copy.kind == BY_HAND]
    return [*list(days.values())[:DAYS], *list(weeks.values())[:WEEKS], *upgrades, *by_hand]


def latest_sound(places: Places, driver: Driver) -> Copy | None:
    """Returns the latest copy whose pages and chains are sound; one that fails does not count."""
    for copy in copies(places):
        try:
            verify_copy(copy.path, driver)
            if has_sound_chains(copy.path, driver):
                return copy
        except StoreError as error:
            _log.warning("a safety copy does not count: %s", error.details)
    return None


def restore(places: Places, source: Path, driver: Driver) -> Path | None:
    """Puts a verified copy in the place of the records. The folder's lock must be held.

    Args:
        places: The data folder.
        source: A safety copy; it stays where it is.
        driver: The library to read it with.

    Returns:
        Where the former records lie now, or None when there were none.

    Raises:
        StoreError: The copy is not sound or belongs to a later version; nothing was changed.
    """
    needs_upgrade(verify_copy(source, driver), source)
    with in_plain_words(source, driver.error):
        connection = open_to_read(source, driver)
        try:
            copy_database(connection, places.unfinished, driver)
        finally:
            connection.close()
        _mark(places.unfinished, source, driver)
        move_into_place(places.unfinished, places.restored)
    return finish_restore(places)


def finish_restore(places: Places) -> Path | None:
    """Sets the former records aside and moves the restored ones into their place.

    The presence of the restored file is what says that this is to be done, so a power cut in the middle is made good by
    the next start. The log of the former records moves first: beside another database it would be read as that one's.
    """
    if not places.restored.exists():
        return None
    with in_plain_words(places.records):
        aside = _name_for_former(places)
        for suffix in ("-wal", "-shm", "-journal", ""):
            former = beside(places.records, suffix)
            if former.exists():
                os.replace(former, beside(aside, suffix))
        flush_folder(places.folder)
        move_into_place(places.restored, places.records)
    return aside if aside.exists() else None


def _mark(path: Path, source: Path, driver: Driver) -> None:
    connection = driver.connect(str(path))
    try:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(_BEGIN_A_NEW_CHAIN)
        connection.execute(_SAY_WHERE_FROM, (RESTORED, source.name))
        connection.execute("COMMIT")
    finally:
        connection.close()


def _name_for_former(places: Places) -> Path:
    """Names what is set aside by the restored file's own time, so that a second try goes on with the first."""
    made_at = datetime.fromtimestamp(places.restored.stat().st_mtime, UTC)
    return places.folder / f"records-set-aside-{made_at:%Y%m%dT%H%M%S%fZ}.db"
