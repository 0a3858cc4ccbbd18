"""The ledger's rows: sealed on the way in, handed out as they are."""

import re
from collections.abc import Iterator, Sequence
from hashlib import sha256
from itertools import starmap

from msgspec import structs
from sqlalchemy import Connection, bindparam, delete, insert, select

from trainer.hours.entry_reader import LAST_PLACE
from trainer.hours.ledger import (
    FIRST_HASH,
    QUERIED,
    Entry,
    Head,
    OpenStint,
    StoredLine,
    body_bytes,
    line_columns,
    sealed_with_body,
)
from trainer.store import append_only
from trainer.store.kept import kept_while_alone
from trainer.store.known_lines import as_bytes, known_lines, sound_entry
from trainer.store.moments import from_microseconds, to_microseconds
from trainer.store.prepared import Prepared
from trainer.store.tables import ledger, open_stints

_HASH = re.compile("[0-9a-f]{64}")

_last = (
    select(ledger.c.sequence, ledger.c.hash, ledger.c.body)
    .where(ledger.c.device_id == bindparam("device"))
    .order_by(ledger.c.sequence.desc())
    .limit(1000)
)
_lines = select(*[ledger.c[name] for name in StoredLine.__struct_fields__]).order_by(ledger.c.position)
_ALL = Prepared(_lines)
_OF_A_DEVICE = Prepared(_lines.where(ledger.c.device_id == bindparam("device")))
_INSERT = Prepared(
    insert(ledger).inline().values({name: bindparam(name) for name in (*QUERIED, "body", "hash")}), unless_known="id"
)


class SqlLedgerStore:
    """See :class:`trainer.hours.ledger.LedgerStore`."""

    def __init__(self, connection: Connection) -> None:
        """Works inside the transaction of ``connection``."""
        self._connection = connection

    def append(self, entry: Entry) -> Entry:
        """Seals and stores a line; one that is already there is returned as it is."""
        kept = kept_while_alone(self._connection)
        last = kept.get(entry.device_id) or self.head(entry.device_id) or Head(entry.device_id, 0, FIRST_HASH)
        line, body = sealed_with_body(entry, last.sequence + 1, last.hash)
        if _INSERT.run(self._connection, {**line_columns(line), "body": body, "hash": line.hash}).rowcount:
            kept[entry.device_id] = Head(entry.device_id, line.sequence, line.hash)
            return line
        known = self._connection.execute(select(ledger.c.body, ledger.c.hash).where(ledger.c.id == entry.id)).one()
        return sound_entry(known.body, known.hash) or entry

    def join(self, line: Entry) -> None:
        """Stores a line of another computer, sealed there, behind the last one of its chain."""
        body = body_bytes(line)
        _INSERT.run(self._connection, {**line_columns(line), "body": body, "hash": line.hash})
        kept_while_alone(self._connection)[line.device_id] = Head(line.device_id, line.sequence, line.hash)

    def missing_guards(self) -> Sequence[str]:
        """Returns the names of triggers that somebody took away."""
        return append_only.missing(self._connection)

    def put_guards_back(self) -> Sequence[str]:
        """Puts them back and returns their names."""
        return append_only.put_back(self._connection)

    def entries(self, enrolment_id: str) -> Sequence[Entry]:
        """Returns an enrolment's lines, by device and sequence.

        A line that was changed by hand is left out of what counts, and said in the log; verification names it.
        """
        return list(known_lines(self._connection, enrolment_id).entries)

    def lines(self, device_id: str | None = None) -> Iterator[StoredLine]:
        """Yields raw lines as they lie in the table, so that a swapped order shows, and nothing has to be sorted."""
        query, values = (_ALL, {}) if device_id is None else (_OF_A_DEVICE, {"device": device_id})
        for line in starmap(StoredLine, query.rows(self._connection, values)):
            yield line if type(line.body) is bytes else structs.replace(line, body=as_bytes(line.body))

    def head(self, device_id: str) -> Head | None:
        """Returns the end of a device's chain."""
        for row in self._connection.execute(_last, {"device": device_id}):
            # Where somebody wrote nonsense into a line, verification names it, and the lines after it still count.
            if isinstance(row.sequence, int) and 0 <= row.sequence < LAST_PLACE:
                is_hash = isinstance(row.hash, str) and _HASH.fullmatch(row.hash)
                return Head(device_id, row.sequence, row.hash if is_hash else sha256(as_bytes(row.body)).hexdigest())
        return None

    def save_open_stint(self, stint: OpenStint) -> None:
        """Replaces the saved state of the stint under way."""
        self.close_open_stint(stint.entry.id)
        self._connection.execute(
            insert(open_stints).values(
                id=stint.entry.id,
                enrolment_id=stint.entry.enrolment_id,
                saved_at=to_microseconds(stint.saved_at),
                body=body_bytes(structs.replace(stint.entry, sequence=0, previous_hash="", hash="")),
            )
        )

    def open_stints(self) -> Sequence[OpenStint]:
        """Returns stints that were never closed; one that cannot be read stays where it is."""
        rows = self._connection.execute(select(open_stints).order_by(open_stints.c.saved_at, open_stints.c.id))
        found = [(sound_entry(row.body, ""), from_microseconds(row.saved_at)) for row in rows]
        return [OpenStint(entry, saved_at) for entry, saved_at in found if entry is not None]

    def close_open_stint(self, entry_id: str) -> None:
        """Forgets the scratch copy of a stint."""
        self._connection.execute(delete(open_stints).where(open_stints.c.id == entry_id))
