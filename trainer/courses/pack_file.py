"""Opens a pack file and hands out its documents, each checked against the hash that the pack's name stands for."""

import struct
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Final

from trainer.canonical import CanonicalError, read_strict
from trainer.courses import engine
from trainer.courses.pack_format import (
    APPLICATION_ID,
    INDEX_PARTS,
    MAX_DOCUMENT_BYTES,
    MAX_INDEX_BYTES,
    MAX_MANIFEST_BYTES,
    MAX_PACK_BYTES,
    PAGE_SIZE,
    SCHEMA_VERSION,
    SHADOWS,
    SHORT,
    TABLES,
    Key,
    digest,
    digest_index,
    edition_in_name,
    read_manifest,
)
from trainer.errors import TrainerError
from trainer.i18n import _

MAX_SECONDS: Final = 3.0
_STEPS_BETWEEN_LOOKS: Final = 20_000
_HEADER_BYTES: Final = 100


class PackFile:
    """An open pack; several threads may use it.

    Attributes:
        path: The file.
        edition: The hash that names its content.
        keys: Every document in it.
    """

    def __init__(self, path: Path) -> None:
        """Opens a pack.

        Raises:
            TrainerError: The file is not there, is no pack, is damaged, or is from a newer program.
        """
        self.path = path
        self._lock = threading.Lock()
        self._deadline = 0.0
        self._index_checked = False
        _check_header(path)
        try:
            self._connection = engine.open_for_reading(path)
        except engine.errors() as error:
            raise damaged(path, str(error)) from error
        try:
            self._connection.set_progress_handler(self._overdue, _STEPS_BETWEEN_LOOKS)
            self._digests = self._read_digests()
        except BaseException:
            self._connection.close()
            raise
        self.keys = frozenset(self._digests)

    def __enter__(self) -> "PackFile":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the file."""
        self._connection.close()

    def document(self, key: Key) -> Any:
        """Returns the plain data of a document.

        Raises:
            TrainerError: The document was changed after the pack was made, or is far too large.
        """
        rows = self.select(
            "SELECT body FROM documents WHERE kind = ? AND id = ? AND language = ? "
            "AND typeof(body) = 'blob' AND length(body) <= ?",
            (*key, MAX_DOCUMENT_BYTES),
        )
        body = rows[0][0] if rows else b""
        if digest(body) != self._digests.get(key):
            raise damaged(self.path, f"hash of {'/'.join(key)}")
        try:
            return read_strict(body, MAX_DOCUMENT_BYTES)
        except CanonicalError as error:
            raise damaged(self.path, f"{'/'.join(key)}: {error}") from error

    def select(self, statement: str, values: Sequence[object]) -> list[tuple[Any, ...]]:
        """Runs a query that must not take long.

        Raises:
            TrainerError: The file is damaged, or the query found no end.
        """
        with self._lock:
            self._deadline = time.monotonic() + MAX_SECONDS
            try:
                return self._connection.execute(statement, tuple(values)).fetchall()
            except engine.errors() as error:
                raise damaged(self.path, str(error)) from error

    def check_index(self) -> None:
        """Makes sure, once, that the index is the one that was made with the pack.

        Raises:
            TrainerError: The index was changed.
        """
        if self._index_checked:
            return
        sizes = self.select("SELECT sum(length(block)) FROM passages_data", ())
        if not isinstance(sizes[0][0], int) or sizes[0][0] > MAX_INDEX_BYTES:
            raise damaged(self.path, "size of the index")
        if digest_index(self.select(part, ()) for part in INDEX_PARTS) != self._index:
            raise damaged(self.path, "hash of the index")
        self._index_checked = True

    def _overdue(self) -> int:
        return int(time.monotonic() > self._deadline)

    def _read_digests(self) -> dict[Key, str]:
        _check_schema(self.path, self.select("SELECT type, name, tbl_name, sql FROM sqlite_master", ()))
        rows = self.select(
            "SELECT name, value FROM pack WHERE typeof(value) = 'blob' AND length(value) <= ? LIMIT 8",
            (MAX_MANIFEST_BYTES,),
        )
        values = dict(rows)
        manifest = values.get("manifest", b"")
        self._index = values.get("index", b"").decode("ascii", "replace")
        self.edition = digest(manifest)[:SHORT]
        if values.get("edition") != digest(manifest).encode():
            raise damaged(self.path, "hash of the manifest")
        if edition_in_name(self.path.name) not in (None, self.edition):
            raise damaged(self.path, "the name is that of another edition")
        try:
            return read_manifest(manifest)
        except ValueError as error:
            raise damaged(self.path, str(error)) from error


def damaged(path: Path, details: str) -> TrainerError:
    """Makes the error of a pack that cannot be trusted."""
    return TrainerError(
        _("The course file is damaged or was changed."),
        _("Your hours and answers are safe; they are kept elsewhere. Get a fresh copy of the course file."),
        path=path,
        details=details,
    )


def _check_header(path: Path) -> None:
    try:
        with path.open("rb") as file:
            header = file.read(_HEADER_BYTES)
        size = path.stat().st_size
    except FileNotFoundError as error:
        raise TrainerError(
            _("The course file is not there."),
            _("Get it again from your training provider, or install the program again."),
            path=path,
        ) from error
    except OSError as error:
        raise TrainerError(
            _("The course file cannot be read."), _("Check that you may open it."), path=path, details=str(error)
        ) from error
    problem = _header_problem(header, size)
    if problem:
        raise problem(path)


def _header_problem(header: bytes, size: int) -> Callable[[Path], TrainerError] | None:
    if len(header) < _HEADER_BYTES or not header.startswith(b"SQLite format 3\0"):
        return _not_a_pack
    version, application = struct.unpack_from(">I", header, 60)[0], struct.unpack_from(">I", header, 68)[0]
    if application != APPLICATION_ID:
        return _not_a_pack
    if version > SCHEMA_VERSION:
        return _too_new
    page_size, write_version, read_version, reserved = struct.unpack_from(">HBBB", header, 16)
    pages = struct.unpack_from(">I", header, 28)[0]
    if (version, page_size, write_version, read_version, reserved) != (SCHEMA_VERSION, PAGE_SIZE, 1, 1, 0):
        return lambda path: damaged(path, "header")
    if size > MAX_PACK_BYTES:
        return lambda path: damaged(path, "too large")
    if size != pages * PAGE_SIZE:
        return lambda path: damaged(path, f"{size} bytes where {pages * PAGE_SIZE} belong")
    return None


def _not_a_pack(path: Path) -> TrainerError:
    return TrainerError(
        _("This file is not a course file of this program."),
        _("Choose a file whose name ends in .pack, or get the course again from your training provider."),
        path=path,
    )


def _too_new(path: Path) -> TrainerError:
    return TrainerError(
        _("This course file was made for a newer version of this program."),
        _("Install the newest version of the program, then open it again. Your records are safe."),
        path=path,
    )


def _check_schema(path: Path, rows: list[tuple[Any, ...]]) -> None:
    """Refuses a file whose tables are not exactly ours: a view or a trigger could run queries of its own."""
    tables: dict[object, object] = {}
    for kind, name, table, statement in rows:
        if kind == "index" and statement is None and table in ("pack", "documents"):
            continue
        if kind != "table" or name != table or name in tables:
            raise damaged(path, f"{kind} {name} does not belong here")
        tables[name] = statement
    ours = {name: statement for name, statement in tables.items() if name not in SHADOWS}
    shadows = {name: statement for name, statement in tables.items() if name in SHADOWS}
    plain = all(str(statement).startswith(f"CREATE TABLE '{name}'(") for name, statement in shadows.items())
    if ours != dict(TABLES) or set(shadows) != SHADOWS or not plain:
        raise damaged(path, "the tables are not those of a pack")
