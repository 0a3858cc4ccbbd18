"""What a pack is: one SQLite file of documents that name each other by their hashes, and an index to search them.

The manifest lists every document with its hash, and the edition is the hash of the manifest. So the edition depends on
the content alone, not on the library that wrote the file, and a changed document is found out when it is read.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

SCHEMA_VERSION: Final = 1
"""Raised when an older program could misread the pack; each version keeps its reader for good."""

APPLICATION_ID: Final = 0x50545043
PAGE_SIZE: Final = 4096
MAX_PACK_BYTES: Final = 256_000_000
MAX_DOCUMENT_BYTES: Final = 1_000_000
MAX_MANIFEST_BYTES: Final = 8_000_000
MAX_INDEX_BYTES: Final = 64_000_000
SHORT: Final = 12

SETTINGS: Final = (
    f"PRAGMA page_size={PAGE_SIZE}",
    "PRAGMA encoding='UTF-8'",
    "PRAGMA journal_mode=OFF",
    f"PRAGMA application_id={APPLICATION_ID}",
    f"PRAGMA user_version={SCHEMA_VERSION}",
)
TABLES: Final = {
    "pack": "CREATE TABLE pack (name TEXT PRIMARY KEY, value BLOB NOT NULL)",
    "documents": (
        "CREATE TABLE documents (kind TEXT NOT NULL, id TEXT NOT NULL, language TEXT NOT NULL, body BLOB NOT NULL, "
        "PRIMARY KEY (kind, id, language))"
    ),
    "passages": (
        "CREATE VIRTUAL TABLE passages USING fts5(title, body, lesson UNINDEXED, section UNINDEXED, "
        "language UNINDEXED, serves UNINDEXED, tokenize = 'unicode61 remove_diacritics 2')"
    ),
}
INDEX_PARTS: Final = (
    "SELECT id, block FROM passages_data ORDER BY id",
    "SELECT segid, term, pgno FROM passages_idx ORDER BY segid, term",
    "SELECT id, sz FROM passages_docsize ORDER BY id",
)
"""What the index consists of. Its bytes depend on the library, so its hash is no part of the edition."""

SHADOWS: Final = frozenset(f"passages_{part}" for part in ("data", "idx", "content", "docsize", "config"))

_NAME = re.compile(r".+-([0-9a-f]{12})\.pack")
_KEY = re.compile(r"([a-z]+)/([A-Za-z0-9][A-Za-z0-9.-]*)/([a-z]{2}|-) ([0-9a-f]{64})")


class Key(NamedTuple):
    """The place of a document; the language is ``-`` where no language changes it."""

    kind: str
    id: str
    language: str = "-"


def digest(data: bytes) -> str:
    """Returns the hash that names a document or an edition."""
    return hashlib.sha256(data).hexdigest()


def digest_index(parts: Iterable[Iterable[tuple[object, ...]]]) -> str:
    """Returns the hash of the rows that :data:`INDEX_PARTS` gives."""
    stamp = hashlib.sha256()
    for rows in parts:
        for row in rows:
            stamp.update(repr(row).encode())
    return stamp.hexdigest()


def write_manifest(digests: Mapping[Key, str]) -> bytes:
    """Writes one sorted line for each document."""
    return "\n".join(f"{'/'.join(key)} {digests[key]}" for key in sorted(digests)).encode()


def read_manifest(manifest: bytes) -> dict[Key, str]:
    """Reads what :func:`write_manifest` wrote.

    Raises:
        ValueError: A line is not one of a manifest.
    """
    digests: dict[Key, str] = {}
    for line in manifest.decode("ascii").split("\n"):
        found = _KEY.fullmatch(line)
        if not found:
            raise ValueError(f"not a line of a manifest: {line[:60]}")
        digests[Key(found[1], found[2], found[3])] = found[4]
    return digests


def pack_name(programme_ids: tuple[str, ...], edition: str) -> str:
    """Returns a pack's file name, such as ``core-80+first-steps-1f0c3a5b7d9e.pack``."""
    return f"{'+'.join(programme_ids)[:80]}-{edition}.pack"


def edition_in_name(name: str) -> str | None:
    """Returns the edition that a file name claims, or None."""
    found = _NAME.fullmatch(name)
    return found.group(1) if found else None
