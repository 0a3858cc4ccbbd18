"""Where the records, their copies and their lock lie in the data folder, and how files are put there safely."""

import os
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from trainer.paths import make_private_folder
from trainer.store.failures import IN_USE, READ_ONLY, failure, in_plain_words

PATIENCE_SECONDS = 1.0
"""How long a second program waits for the first, which may just be closing."""


@dataclass(frozen=True)
class Places:
    """The files of one data folder."""

    folder: Path

    @property
    def records(self) -> Path:
        """The database. It is either complete or absent: a new one is made beside it and moved here."""
        return self.folder / "records.db"

    @property
    def unfinished(self) -> Path:
        """A database that is being made."""
        return self.folder / "records.new.db"

    @property
    def restored(self) -> Path:
        """A verified copy on its way to become the records; if it is there, a restore was interrupted."""
        return self.folder / "records.restored.db"

    @property
    def backups(self) -> Path:
        """The folder of copies."""
        return self.folder / "backups"

    @property
    def hold_nothing(self) -> bool:
        """Whether there are neither records here nor copies of any; where that cannot be seen, there may be."""
        try:
            return not any(place.exists() for place in (self.records, self.restored, self.unfinished, self.backups))
        except OSError:
            return False

    @property
    def lock(self) -> Path:
        """The file whose lock says that a program is using the folder; the file itself means nothing."""
        return self.folder / "records.lock"

    @property
    def device(self) -> Path:
        """This computer's id, where the records lie on a server and are shared."""
        return self.folder / "device-id"

    @property
    def key(self) -> Path:
        """This computer's key; it is in no copy of the records."""
        return self.folder / "device.key"

    def prepare(self) -> None:
        """Makes the folder, for its owner alone.

        Raises:
            StoreError: It cannot be made or written to.
        """
        with in_plain_words(self.folder):
            make_private_folder(self.folder)
        if not os.access(self.folder, os.W_OK | os.X_OK):
            raise failure(READ_ONLY, self.folder)
        if self.records.exists() and not os.access(self.records, os.R_OK | os.W_OK):
            raise failure(READ_ONLY, self.records)

    def hold(self) -> FileLock:
        """Takes the lock of the folder; the system frees it when the program ends, however it ends.

        Raises:
            LockedError: Another program has it.
        """
        lock = FileLock(
            self.lock, PATIENCE_SECONDS, mode=0o600, thread_local=False, fallback_to_soft=False, poll_interval=0.02
        )
        with in_plain_words(self.lock):
            try:
                lock.acquire()
            except Timeout as error:
                raise failure(IN_USE, self.records) from error
        return lock


def stamp(now: datetime) -> str:
    """Writes a moment so that names of files sort by it."""
    return now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def create_private(path: Path) -> None:
    """Creates an empty file that its owner alone may read; SQLite's own files beside it take over its mode."""
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))


def move_into_place(source: Path, target: Path) -> None:
    """Moves a finished file to its name so that a power cut leaves the old one or the new one."""
    flush(source)
    os.replace(source, target)
    flush_folder(target.parent)


def flush(path: Path) -> None:
    """Waits until a file is on the disk."""
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def flush_folder(folder: Path) -> None:
    """Waits until a folder's names are on the disk; Windows does this by itself."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def beside(path: Path, suffix: str) -> Path:
    """Returns the file that SQLite keeps beside a database, such as ``-wal``."""
    return path.with_name(path.name + suffix)


def remove_database(path: Path) -> None:
    """Removes a database that nobody needs any more, with the files beside it."""
    for name in (path, beside(path, "-wal"), beside(path, "-shm"), beside(path, "-journal")):
        name.unlink(missing_ok=True)
