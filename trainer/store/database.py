"""Opens the records: lock, self-test, check, copy, upgrade; after that every part of the program may trust them."""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from filelock import FileLock
from sqlalchemy import Connection, Engine, make_url

from trainer.clock import Clock
from trainer.errors import TrainerError
from trainer.hours.device_key import DeviceKey
from trainer.i18n import N_, _
from trainer.plain_text import one_line
from trainer.store import backup
from trainer.store.copies import look_over
from trainer.store.device import device_of_computer, device_of_file
from trainer.store.driver import Driver, find_driver, self_test
from trainer.store.engine import postgresql_engine, sqlite_engine
from trainer.store.failures import MISSING, StoreError, failure, in_plain_words
from trainer.store.older_policies import seal_older_policies
from trainer.store.places import Places, create_private, move_into_place, remove_database
from trainer.store.register_store import SqlRegisterStore
from trainer.store.turns import Turns
from trainer.store.unit_of_work import UnitOfWork
from trainer.store.upgrade import check_room, needs_upgrade, revision_of, upgrade

_log = logging.getLogger(__name__)

SERVER = "TRAINER_DATABASE"
"""The environment variable that puts the records on a PostgreSQL server."""

_OLD_LIBRARY = N_("This computer's SQLite is old (%(version)s), so only one program at a time can open your records.")
_NO_COPY = N_("Today's safety copy could not be made: %(reason)s")

_RESTORED = N_("These records were brought back from the copy %(name)s. What was done after that copy is not in them.")


@dataclass
class Database:
    """Open records.

    Attributes:
        folder: The data folder.
        device_id: This computer's; its lines form one chain.
        key: This computer's; it signs the ends of chains.
        driver: The SQLite in use, or None on a server.
        notices: What the person should know, already translated, such as a safety copy that could not be made.
    """

    folder: Path
    engine: Engine
    device_id: str
    key: DeviceKey
    driver: Driver | None = None
    notices: tuple[str, ...] = ()
    _lock: FileLock | None = None

    def __post_init__(self) -> None:
        """Nothing is opened before the first unit of work."""
        self._turns = Turns(self.engine)

    @property
    def path(self) -> Path | None:
        """The file of the records, or None on a server."""
        return Places(self.folder).records if self.driver else None

    def unit(self) -> UnitOfWork:
        """Returns a unit of work, to be used with ``with``; threads take turns."""
        return UnitOfWork(self._turns)

    @contextmanager
    def alone(self) -> Iterator[Connection]:
        """Hands out the connection itself, for checks and copies; what they write is rolled back.

        No transaction is under way yet, since a database that is being written to cannot be copied.
        """
        connection = self._turns.begin()
        try:
            self._turns.roll_back(connection)
            yield connection
        except Exception as error:
            raise self._turns.explained(error) from error
        finally:
            self._turns.end(connection)

    def close(self) -> None:
        """Gives everything back; a second call does nothing."""
        self._turns.close()
        if self._lock is not None:
            self._lock.release()

    def __enter__(self) -> Self:
        """Returns itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Closes."""
        self.close()


def open_database(folder: Path, clock: Clock, driver: Driver | None = None) -> Database:
    """Opens the records of a folder, or of the server that ``TRAINER_DATABASE`` names; new ones when there are none.

    Args:
        folder: The data folder; created when it is not there.
        clock: Stamps copies and new ids.
        driver: The SQLite to use; the best one here unless told.

    Raises:
        LockedError: Another program uses them; told within two seconds.
        DamagedError: The file is not sound; it was left as it is.
        NewerVersionError: They belong to a later version of the program.
        StoreError: They cannot be opened for another reason, in plain words.
    """
    places = Places(folder)
    places.prepare()
    server = os.environ.get(SERVER)
    if server:
        return _open_server(places, server, clock)
    lock = places.hold()
    try:
        return _open_file(places, clock, driver or find_driver(), lock)
    except BaseException:
        lock.release()
        raise


def server_address() -> str:
    """Returns the server that keeps the records, without its password; empty when a file keeps them."""
    url = os.environ.get(SERVER)
    return make_url(url).render_as_string(hide_password=True) if url else ""


def refuse_nothing(folder: Path) -> None:
    """Refuses a folder without records: a mistyped name must not look like records without a fault.

    Raises:
        TrainerError: There is nothing to look at; nothing was made there.
    """
    if not server_address() and Places(folder).hold_nothing:
        raise TrainerError(
            _("There are no records in %(path)s.") % {"path": one_line(str(folder))},
            _("Please check the name of the folder; TRAINER_HOME says which one is meant. Nothing was made there."),
        )


def _open_file(places: Places, clock: Clock, driver: Driver, lock: FileLock) -> Database:
    self_test(driver)
    backup.finish_restore(places)
    is_new = not places.records.exists()
    if is_new:
        _create(places, driver)
    notices = [_(_OLD_LIBRARY) % {"version": driver.version_text}] if driver.exclusive else []
    with in_plain_words(places.records, driver.error):
        os.chmod(places.records, 0o600)
        is_old = needs_upgrade(look_over(places.records, driver), places.records)
        engine = sqlite_engine(places.records, driver)
        try:
            if is_old:
                engine = _upgraded(engine, places, driver, clock)
            if not is_new:
                notices += _copy_of_the_day(engine, places, driver, clock)
            device, key = device_of_file(engine, places, clock)
            with engine.begin() as connection:
                seal_older_policies(connection, device, key, clock)
            notices += _restored(engine)
        except BaseException:
            engine.dispose()
            raise
    return Database(places.folder, engine, device, key, driver, tuple(notices), lock)


def _create(places: Places, driver: Driver) -> None:
    """Makes new records beside their place and moves them there whole: an empty file in that place is always damage."""
    if backup.copies(places):
        raise failure(MISSING, places.records)
    with in_plain_words(places.records, driver.error):
        remove_database(places.unfinished)
        create_private(places.unfinished)
        engine = sqlite_engine(places.unfinished, driver, foreign_keys=False)
        try:
            upgrade(engine)
        finally:
            engine.dispose()
        move_into_place(places.unfinished, places.records)


def _upgraded(engine: Engine, places: Places, driver: Driver, clock: Clock) -> Engine:
    """Copies first, then upgrades; returns a fresh engine."""
    check_room(places.records)
    with engine.connect() as connection:
        backup.make(connection, places, driver, clock.now(), backup.BEFORE_UPGRADE)
    engine.dispose()
    bare = sqlite_engine(places.records, driver, foreign_keys=False)
    try:
        upgrade(bare)
    finally:
        bare.dispose()
    return sqlite_engine(places.records, driver)


def _copy_of_the_day(engine: Engine, places: Places, driver: Driver, clock: Clock) -> list[str]:
    """Makes the day's copy; a full disk must not keep anyone from their records, so it is only said."""
    try:
        with engine.connect() as connection:
            backup.make_daily(connection, places, driver, clock.now())
    except StoreError as error:
        _log.warning("no copy of the day: %s", error.details)
        return [_(_NO_COPY) % {"reason": error.message}]
    return []


def _restored(engine: Engine) -> list[str]:
    """Says once that these records came back from a copy."""
    with engine.begin() as connection:
        register = SqlRegisterStore(connection)
        source = register.kept_values().get(backup.RESTORED)
        if not source:
            return []
        register.keep_value(backup.RESTORED, "")
    return [_(_RESTORED) % {"name": source}]


def _open_server(places: Places, url: str, clock: Clock) -> Database:
    with in_plain_words(None):
        engine = postgresql_engine(url)
        try:
            with engine.begin() as connection:
                revision = revision_of(connection)
            if needs_upgrade(revision, None):
                upgrade(engine)
            device, key = device_of_computer(places, clock, engine)
            with engine.begin() as connection:
                seal_older_policies(connection, device, key, clock)
            return Database(places.folder, engine, device, key)
        except BaseException:
            engine.dispose()
            raise
