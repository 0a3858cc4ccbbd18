"""Where certificates and keys lie on disk: written whole or not at all, readable by their owner alone."""

import contextlib
import hashlib
import os
import re
import tempfile
from pathlib import Path

from trainer.errors import TrainerError
from trainer.i18n import _
from trainer.paths import make_private_folder

_NOT_IN_A_SLUG = re.compile(r"[^A-Za-z0-9-]+")


def write_durably(path: Path, data: bytes) -> None:
    """Writes a file of mode 0600 so that a crash at any moment leaves the old file or the new one.

    Raises:
        TrainerError: The folder cannot be written; nothing changed.
    """
    try:
        make_private_folder(path.parent)
        handle, name = tempfile.mkstemp(prefix=".", suffix=".new", dir=path.parent)
    except OSError as error:
        raise _cannot_write(path, error) from error
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(name, path)
        _sync_folder(path.parent)
    except OSError as error:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise _cannot_write(path, error) from error


def save_as(path: Path, data: bytes) -> None:
    """Writes a file where a person asked for it; a folder that is not there was a slip of the keys, and none is made.

    Raises:
        TrainerError: There is no such folder, or it cannot be written; nothing changed.
    """
    if not path.parent.is_dir():
        raise TrainerError(
            _("There is no folder %(folder)s.") % {"folder": path.parent},
            _("Nothing was written. Please name a folder that exists."),
        )
    if path.is_dir():
        raise TrainerError(_("This is a folder: %(path)s") % {"path": path}, _("Please name a file in it."))
    write_durably(path, data)


def sha256(data: bytes) -> str:
    """Returns the SHA-256 of some bytes in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


class CertificateFiles:
    """The folder of issued PDFs, each named by its number, never by the learner's name.

    A file is staged inside the transaction that registers it and published after the commit, so that no file with a
    certificate's name exists without its line in the register, and no line without its file.
    """

    def __init__(self, folder: Path) -> None:
        """The folder is made when the first file is staged."""
        self._folder = folder

    def path(self, number: str) -> Path:
        """Returns where the PDF of a number lies."""
        return self._folder / f"{_NOT_IN_A_SLUG.sub('-', number).strip('-')}.pdf"

    def stage(self, number: str, pdf: bytes) -> None:
        """Writes a PDF beside its place.

        Raises:
            TrainerError: It cannot be written.
        """
        write_durably(self._staged(number), pdf)

    def published(self, number: str, expected_sha256: str) -> Path:
        """Returns the registered PDF, moving it from its staging place if a crash left it there.

        Raises:
            TrainerError: The file is gone, or is not the one that was registered.
        """
        path, staged = self.path(number), self._staged(number)
        if not _holds(path, expected_sha256) and _holds(staged, expected_sha256):
            try:
                os.replace(staged, path)
                _sync_folder(path.parent)
            except OSError as error:
                raise _cannot_write(path, error) from error
        if _holds(path, expected_sha256):
            return path
        raise TrainerError(
            _("The file of certificate %(number)s is not here, or is not the one that was issued.")
            % {"number": number},
            _("The certificate stays registered. Put the file back from a backup; a changed copy is not used."),
            path=path,
        )

    def _staged(self, number: str) -> Path:
        return self.path(number).with_suffix(".staged")


def _holds(path: Path, expected_sha256: str) -> bool:
    try:
        return sha256(path.read_bytes()) == expected_sha256
    except OSError:
        return False


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _cannot_write(path: Path, error: OSError) -> TrainerError:
    return TrainerError(
        _("This file could not be written."),
        _("Nothing was changed. Check that the folder exists, that it may be written, and that the disk has room."),
        path=path,
        details=str(error),
    )
