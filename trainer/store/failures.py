"""Database errors in words that a person can act on."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import DatabaseError, DBAPIError

from trainer.errors import TrainerError
from trainer.i18n import N_, _


class StoreError(TrainerError):
    """The records could not be read or written just now."""


class LockedError(StoreError):
    """Another program holds the records."""


class DamagedError(StoreError):
    """The file is not a sound database."""


class NewerVersionError(StoreError):
    """The records were written by a newer version of the program."""


_CAUSES: tuple[tuple[tuple[str, ...], type[StoreError], str, str], ...] = (
    (
        ("database or disk is full", "no space left", "disk full"),
        StoreError,
        N_("The disk is full, so this could not be saved."),
        N_("What was saved before is safe. Please free some space; the program goes on by itself then."),
    ),
    (
        ("database is locked", "locking protocol", "database table is locked"),
        LockedError,
        N_("Another program is using your records right now."),
        N_("Your records are unchanged. Please close the other window of Peer Trainer and try again."),
    ),
    (
        ("readonly database", "read-only"),
        StoreError,
        N_("Your records can be read but not changed in this place."),
        N_("Your records are unchanged. Please check that the folder may be written to, then start again."),
    ),
    (
        ("malformed", "not a database", "file is encrypted", "database corruption", "unsupported file format"),
        DamagedError,
        N_("The file of your records could not be opened. It may be damaged."),
        N_("Nothing was changed. Please keep this file and restore the latest backup, or ask your training provider."),
    ),
    (
        ("unable to open database file",),
        StoreError,
        N_("The file of your records could not be opened."),
        N_("Please check that the folder exists and may be written to, then start again."),
    ),
    (
        ("append-only",),
        StoreError,
        N_("A line of the record is never changed or removed."),
        N_("Your records are unchanged. A correction is written as a new line."),
    ),
)


@contextmanager
def translated(engine: Engine) -> Iterator[None]:
    """Turns a database's error into a :class:`StoreError`; a bug stays a bug.

    Raises:
        StoreError: What happened, what is safe and what to do.
    """
    try:
        yield
    except DBAPIError as error:
        raise in_plain_words(error, engine.url.database) from error


def in_plain_words(error: Exception, database: str | None) -> Exception:
    """Returns a StoreError for a known cause, or the error itself when nobody but a developer could act on it."""
    text = str(getattr(error, "orig", error)).lower()
    path = Path(database) if database else None
    for signs, kind, message, advice in _CAUSES:
        if any(sign in text for sign in signs):
            return kind(_(message), _(advice), path=path, details=text)
    if isinstance(error, DatabaseError) and "disk i/o" in text:
        return StoreError(
            _("The disk did not answer, so it is not certain that this was saved."),
            _(
                "The program looks again before it goes on. If this comes back, please copy your records to another disk."
            ),
            path=path,
            details=text,
        )
    return error
