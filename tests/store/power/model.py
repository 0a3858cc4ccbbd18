"""A disk that keeps what was synced, and of the rest whatever chance leaves: what a power cut may find."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

SECTOR = 512


@dataclass(frozen=True)
class Operation:
    """One thing that a program did.

    Attributes:
        kind: ``o``pen with create, ``w``rite, ``t``runcate, ``s``ync, ``u``nlink or ``r``ename.
        data: What was written; for a rename the new path.
    """

    kind: str
    path: str
    offset: int
    data: bytes


def read_record(path: Path) -> Iterator[Operation]:
    """Reads what the recorder wrote."""
    raw = path.read_bytes()
    at = 0

    def number() -> int:
        nonlocal at
        at += 8
        return int.from_bytes(raw[at - 8 : at], "little")

    def take(size: int) -> bytes:
        nonlocal at
        at += size
        return raw[at - size : at]

    while at < len(raw):
        kind = take(1).decode()
        name = take(number()).decode()
        offset, size = number(), number()
        yield Operation(kind, name, offset, take(size))


@dataclass
class File:
    """A file on that disk: what is safe, and what was done since the last sync, in order."""

    safe: bytearray = field(default_factory=bytearray)
    pending: list[tuple[str, int, bytes]] = field(default_factory=list)

    def sync(self) -> None:
        for change in self.pending:
            _apply(self.safe, change)
        self.pending.clear()

    def found(self, chance: random.Random, keep: float) -> bytes:
        """Returns what lies there after a power cut: each unsynced sector is kept or not, and an older one may win."""
        content = bytearray(self.safe)
        kept = [piece for change in self.pending for piece in _sectors(change) if chance.random() < keep]
        if 0 < keep < 1 and chance.random() < 0.5:
            chance.shuffle(kept)
        for piece in kept:
            _apply(content, piece)
        return bytes(content)


class Disk:
    """Follows a record; names are safe up to the last sync of their folder, then in the order they were made."""

    def __init__(self) -> None:
        self.names: dict[str, File] = {}
        self._safe_names: dict[str, File] = {}
        self._pending_names: list[dict[str, File]] = []

    def do(self, operation: Operation) -> None:
        path = operation.path
        if operation.kind == "s":
            if path in self.names:
                self.names[path].sync()
            else:
                self._safe_names = dict(self.names)
                self._pending_names.clear()
        elif operation.kind == "w":
            self.names[path].pending.append(("w", operation.offset, operation.data))
        elif operation.kind == "t":
            self.names[path].pending.append(("t", operation.offset, b""))
        else:
            self._rename(operation)

    def found(self, chance: random.Random, keep: float) -> dict[str, bytes]:
        """Returns the files that a start after the power cut sees."""
        states = [self._safe_names, *self._pending_names]
        names = states[round(keep * (len(states) - 1))] if keep in (0, 1) else chance.choice(states)
        return {path: file.found(chance, keep) for path, file in names.items()}

    def _rename(self, operation: Operation) -> None:
        if operation.kind == "o" and operation.path in self.names:
            return
        if operation.kind == "o":
            self.names[operation.path] = File()
        elif operation.kind == "r":
            self.names[operation.data.decode()] = self.names.pop(operation.path)
        else:
            self.names.pop(operation.path, None)
        self._pending_names.append(dict(self.names))


def _sectors(change: tuple[str, int, bytes]) -> Iterator[tuple[str, int, bytes]]:
    kind, offset, data = change
    if kind == "t":
        yield change
        return
    at = 0
    while at < len(data):
        size = SECTOR - (offset + at) % SECTOR
        yield ("w", offset + at, data[at : at + size])
        at += size


def _apply(content: bytearray, change: tuple[str, int, bytes]) -> None:
    kind, offset, data = change
    if kind == "t":
        del content[offset:]
        content.extend(bytes(offset - len(content)))
        return
    if len(content) < offset + len(data):
        content.extend(bytes(offset + len(data) - len(content)))
    content[offset : offset + len(data)] = data
