"""Database errors in words that a person can act on."""

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from trainer.errors import TrainerError
from trainer.i18n import N_, _

LEAST_ROOM = 100_000
"""With fewer free bytes than this, a disk that does not answer is a full one."""


class StoreError(TrainerError):
    """The records could not be read or written just now."""


class LockedError(StoreError):
    """Another program, or another part of this one, holds the records."""


class DamagedError(StoreError):
    """The file is not a sound database of records."""


class NewerVersionError(StoreError):
    """The records were written by a newer version of the program."""


@dataclass(frozen=True)
class Cause:
    """What may go wrong with records, and what is said about it.

    Attributes:
        signs: Parts of a database's own words, in lower case.
    """

    message: str
    advice: str
    kind: type[StoreError] = StoreError
    signs: tuple[str, ...] = ()


FULL = Cause(
    N_("The disk is full, so this could not be saved."),
    N_("What was saved before is safe. Please free some space and try again; the program need not be closed."),
    signs=("database or disk is full", "no space left", "disk full", "could not extend file"),
)
IN_USE = Cause(
    N_("Another program is using your records right now."),
    N_("Your records are unchanged. Please close the other window of Peer Trainer and try again."),
    LockedError,
    ("database is locked", "locking protocol", "database table is locked", "lock timeout"),
)
AT_ONCE = Cause(
    N_("Another computer saved something at the same moment, so this was not saved yet."),
    N_("Your records are unchanged. Please try again."),
    LockedError,
    ("could not serialize access", "deadlock detected"),
)
READ_ONLY = Cause(
    N_("Your records can be read but not changed in this place."),
    N_("Your records are unchanged. Please check that you may write to this folder, then start again."),
    signs=("readonly database", "read-only"),
)
DAMAGED = Cause(
    N_("The file of your records could not be opened. It may be damaged."),
    N_("Nothing was changed. Please keep the file; the command “trainer db restore” brings back the latest good copy."),
    DamagedError,
    (
        "malformed",
        "not a database",
        "file is encrypted",
        "database corruption",
        "unsupported file format",
        "could not decode",
        "no such table",
        "no such column",
    ),
)
MISSING = Cause(
    N_("The file of your records is not in its place, but there are copies of it."),
    N_("Please put the file back, or bring back the latest good copy with the command “trainer db restore”."),
    DamagedError,
)
NEWER = Cause(
    N_("Your records were last used by a newer version of Peer Trainer."),
    N_("They are safe and unchanged. Please install the latest version and start again."),
    NewerVersionError,
)
UNREADABLE = Cause(
    N_("The file of your records could not be opened."),
    N_("Please check that the folder exists and that you may write to it, then start again."),
    signs=("unable to open database file",),
)
APPEND_ONLY = Cause(
    N_("A line of the record is never changed or removed."),
    N_("Your records are unchanged. A correction is written as a new line."),
    signs=("append-only",),
)
UNCERTAIN = Cause(
    N_("The disk did not answer, so it is not certain that this was saved."),
    N_("Please try again: nothing is counted twice. If this comes back, copy your records to another disk."),
    signs=("disk i/o", "input/output error"),
)
UNSAFE_PLACE = Cause(
    N_("Your records lie in a place where they cannot be kept safely, such as a network drive."),
    N_("Your records are unchanged. Please move the folder to a disk of this computer, then start again."),
)
UNREACHABLE = Cause(
    N_("The database of the office could not be reached."),
    N_("Please check the network, or ask whoever looks after the database, then try again."),
    signs=(
        "connection refused",
        "connection failed",
        "server closed the connection",
        "terminating connection",
        "could not translate host name",
        "the connection is lost",
        "connection timeout expired",
        "is starting up",
        "is shutting down",
    ),
)
_TOLD_BY_DATABASES = (
    FULL,
    IN_USE,
    AT_ONCE,
    READ_ONLY,
    DAMAGED,
    UNREADABLE,
    APPEND_ONLY,
    UNCERTAIN,
    UNREACHABLE,
)
_TOLD_BY_SYSTEMS = {
    errno.ENOSPC: FULL,
    errno.EDQUOT: FULL,
    errno.EFBIG: FULL,
    errno.EROFS: READ_ONLY,
    errno.EACCES: READ_ONLY,
    errno.EPERM: READ_ONLY,
    errno.EIO: UNCERTAIN,
}


def failure(cause: Cause, path: Path | None, details: str = "") -> StoreError:
    """Makes the error for a cause, in the language in use."""
    return cause.kind(_(cause.message), _(cause.advice), path=path, details=details)


@contextmanager
def in_plain_words(path: Path | None, *kinds: type[Exception]) -> Iterator[None]:
    """Turns an error of the database or the system into a :class:`StoreError`; a bug stays a bug.

    Args:
        path: The file it is about.
        kinds: A driver's own errors, where it is used without SQLAlchemy.

    Raises:
        StoreError: What happened, what is safe and what to do.
    """
    try:
        yield
    except Exception as error:
        if isinstance(error, (DBAPIError, OSError, UnicodeDecodeError, *kinds)):
            raise explained(error, path) from error
        raise


@contextmanager
def readable(sentence: str) -> Iterator[None]:
    """Reads values of a row that somebody may have written past this program.

    Args:
        sentence: Says that it cannot be read, and which row it is.

    Raises:
        DamagedError: A value is not what belongs there.
    """
    try:
        yield
    except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError) as error:
        advice = _("Nothing was changed. The command “trainer db restore” brings a good copy of the records back.")
        raise DamagedError(sentence, advice, details=str(error)) from error


def explained(error: Exception, path: Path | None) -> Exception:
    """Returns a StoreError for a known cause, or the error itself when nobody but a developer could act on it."""
    if isinstance(error, OSError):
        return failure(_TOLD_BY_SYSTEMS.get(error.errno or 0, UNREADABLE), path, str(error))
    text = str(getattr(error, "orig", error))
    if isinstance(error, UnicodeDecodeError):
        return failure(DAMAGED, path, text)
    for cause in _TOLD_BY_DATABASES:
        if any(sign in text.lower() for sign in cause.signs):
            return failure(FULL if cause is UNCERTAIN and _is_full(path) else cause, path, text)
    return error


def _is_full(path: Path | None) -> bool:
    """Says whether there is no room beside a file: SQLite cannot always tell a full disk from a broken one."""
    try:
        return path is not None and shutil.disk_usage(path.parent).free < LEAST_ROOM
    except OSError:
        return False
