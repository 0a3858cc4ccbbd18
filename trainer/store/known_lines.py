"""An enrolment's lines, read from the ledger once; later only those that have come since."""

import logging
from bisect import insort
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, bindparam, select

from trainer.hours.entry_reader import LedgerFault, entry_from_body
from trainer.hours.ledger import Entry
from trainer.store.kept import kept_while_alone
from trainer.store.tables import ledger

_log = logging.getLogger(__name__)

_SINCE = select(ledger.c.position, ledger.c.device_id, ledger.c.body, ledger.c.hash).where(
    ledger.c.enrolment_id == bindparam("enrolment"), ledger.c.position > bindparam("since")
)


@dataclass
class KnownLines:
    """The lines of an enrolment, as far as they were read.

    Attributes:
        devices: Those that the rows name.
        entries: By device and sequence. A line that was changed by hand is left out, and said in the log.
    """

    enrolment_id: str
    devices: set[str] = field(default_factory=set)
    entries: list[Entry] = field(default_factory=list)
    _position: int = -(2**63)

    def read_on(self, connection: Connection) -> None:
        """Reads the rows that were not there at the last look."""
        rows = connection.execute(_SINCE, {"enrolment": self.enrolment_id, "since": self._position}).fetchall()
        entries = []
        for position, device, body, digest in rows:
            self._position = max(self._position, position)
            self.devices.add(str(device))
            entries.append(sound_entry(body, digest))
        self._add(entries)

    def _add(self, entries: list[Entry | None]) -> None:
        # A row whose column was changed belongs to nobody until somebody has looked; verification names it.
        mine = [entry for entry in entries if entry is not None and entry.enrolment_id == self.enrolment_id]
        if self.entries:
            for entry in mine:
                insort(self.entries, entry, key=_place)
        else:
            self.entries = sorted(mine, key=_place)


def _place(entry: Entry) -> tuple[str, int]:
    return entry.device_id, entry.sequence


def known_lines(connection: Connection, enrolment_id: str) -> KnownLines:
    """Returns an enrolment's lines; those of the last one that was asked for are kept while nobody else writes."""
    kept = kept_while_alone(connection)
    found = kept.get(KnownLines)
    if found is None or found.enrolment_id != enrolment_id:
        found = kept[KnownLines] = KnownLines(enrolment_id)
    found.read_on(connection)
    return found


def sound_entry(body: Any, digest: str) -> Entry | None:
    """Reads a row; None, and a word in the log, where it is not as it was written."""
    try:
        return entry_from_body(as_bytes(body), digest)
    except LedgerFault as fault:
        _log.warning("a line of the ledger does not count, it is not as it was written: %s", fault)
        return None


@lru_cache(maxsize=20_000)
def sound_entry_again(body: bytes, digest: str) -> Entry | None:
    """Reads a row that is looked at again and again: lines in dispute are judged anew at every write."""
    return sound_entry(body, digest)


def as_bytes(body: Any) -> bytes:
    """Returns a stored body as bytes, whatever kind of value somebody left in the column."""
    if type(body) is bytes:  # As a rule; a long record asks thousands of times.
        return body
    return body.encode(errors="replace") if isinstance(body, str) else bytes(body) if _is_binary(body) else b""


def _is_binary(body: Any) -> bool:
    return isinstance(body, bytes | memoryview)
