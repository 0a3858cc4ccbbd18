"""Lines of other computers: what fits joins its chain, the rest is set aside, and nothing is lost or taken twice."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, func, insert, select

from trainer.hours.doubts import Intake
from trainer.hours.entry_reader import LedgerFault, entry_from_body
from trainer.hours.ledger import FIRST_HASH, Entry, body_bytes
from trainer.store.known_lines import sound_entry
from trainer.store.ledger_store import SqlLedgerStore
from trainer.store.moments import to_microseconds
from trainer.store.tables import device_revocations, ledger, set_aside


@dataclass
class _Sorted:
    """Where the lines of one intake went so far."""

    accepted: list[str] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    set_aside: list[str] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)

    def result(self) -> Intake:
        return Intake(tuple(self.accepted), tuple(self.known), tuple(self.set_aside), tuple(self.unreadable))


class SqlIntakeStore:
    """See :class:`trainer.hours.doubts.IntakeStore`.

    A chain in the ledger has no holes: a line that comes before its predecessor waits outside. Whether a line counts
    does not depend on where it lies, but on what is known of its chain: see :mod:`trainer.hours.soundness`.
    """

    def __init__(self, connection: Connection) -> None:
        """Works inside the transaction of ``connection``."""
        self._connection = connection
        self._ledger = SqlLedgerStore(connection)

    def take_in(self, lines: Iterable[tuple[bytes, str]]) -> Intake:
        """Takes in lines; see the port."""
        found = _Sorted()
        for body, digest in lines:
            try:
                line = entry_from_body(body, digest or "none")
            except LedgerFault as fault:
                found.unreadable.append(str(fault))
                continue
            self._take(line, found)
        return found.result()

    def revoke(self, device_id: str, last_sequence: int, *, author_id: str, reason: str, at: datetime) -> None:
        """Stops trusting a device from a line on; saying it again changes nothing."""
        if self.last_sequences().get(device_id, last_sequence + 1) <= last_sequence:
            return
        self._connection.execute(
            insert(device_revocations).values(
                device_id=device_id,
                last_sequence=last_sequence,
                author_id=author_id,
                reason=reason,
                made_at=to_microseconds(at),
            )
        )

    def last_sequences(self) -> Mapping[str, int]:
        """Returns the last line that still counts, of every revoked device: the earliest that anybody named."""
        query = select(device_revocations.c.device_id, func.min(device_revocations.c.last_sequence))
        rows = self._connection.execute(query.group_by(device_revocations.c.device_id))
        return {device_id: last for device_id, last in rows}

    def waiting(self) -> Sequence[Entry]:
        """Returns the lines that are set aside and not in the ledger."""
        query = select(set_aside.c.body, set_aside.c.hash).where(set_aside.c.hash.not_in(select(ledger.c.hash)))
        rows = self._connection.execute(query.order_by(set_aside.c.device_id, set_aside.c.sequence, set_aside.c.hash))
        found = [sound_entry(body, digest) for body, digest in rows]
        return [line for line in found if line is not None]

    def _take(self, line: Entry, found: _Sorted) -> None:
        if self._is_known(line):
            found.known.append(line.id)
        elif self._fits(line):
            self._ledger.join(line)
            found.accepted.append(line.id)
            self._settle(line.device_id)
        else:
            self._put_aside(line)
            found.set_aside.append(line.id)

    def _is_known(self, line: Entry) -> bool:
        here = select(ledger.c.hash).where(ledger.c.device_id == line.device_id, ledger.c.sequence == line.sequence)
        beside = select(set_aside.c.hash).where(set_aside.c.hash == line.hash)
        return line.hash in self._connection.execute(here.union(beside)).scalars().all()

    def _fits(self, line: Entry) -> bool:
        """Says whether a line continues its chain, and nothing else that is known claims its place or its id."""
        head = self._ledger.head(line.device_id)
        sequence, tip = (head.sequence, head.hash) if head else (0, FIRST_HASH)
        if (line.sequence, line.previous_hash) != (sequence + 1, tip):
            return False
        in_ledger = select(ledger.c.hash).where(ledger.c.id == line.id)
        beside = select(set_aside.c.hash).where(
            (set_aside.c.id == line.id)
            | ((set_aside.c.device_id == line.device_id) & (set_aside.c.sequence == line.sequence))
        )
        return not set(self._connection.execute(in_ledger.union(beside)).scalars()) - {line.hash}

    def _put_aside(self, line: Entry) -> None:
        self._connection.execute(
            insert(set_aside).values(
                id=line.id,
                enrolment_id=line.enrolment_id,
                device_id=line.device_id,
                sequence=line.sequence,
                body=body_bytes(line),
                hash=line.hash,
            )
        )

    def _settle(self, device_id: str) -> None:
        """Lets lines that waited for the one that has just come join the chain behind it."""
        head = self._ledger.head(device_id)
        while head is not None:
            query = select(set_aside.c.body, set_aside.c.hash).where(
                set_aside.c.device_id == device_id, set_aside.c.sequence == head.sequence + 1
            )
            rows = self._connection.execute(query).fetchall()
            line = sound_entry(rows[0].body, rows[0].hash) if len(rows) == 1 else None
            if line is None or not self._fits(line):
                return
            self._ledger.join(line)
            head = self._ledger.head(device_id)
