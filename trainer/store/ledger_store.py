"""The ledger's rows: sealed on the way in, handed out as they are."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import Connection, Row, delete, insert, select

from trainer.hours.credit import HoursRecord
from trainer.hours.entry_reader import entry_from_body
from trainer.hours.ledger import FIRST_HASH, Entry, Head, OpenStint, StoredLine, body_bytes, sealed
from trainer.store.moments import from_microseconds, to_microseconds
from trainer.store.tables import ledger, open_stints, projections


class SqlLedgerStore:
    """See :class:`trainer.hours.ledger.LedgerStore`."""

    def __init__(self, connection: Connection) -> None:
        """Works inside the transaction of ``connection``."""
        self._connection = connection

    def append(self, entry: Entry) -> Entry:
        """Seals and stores a line; one that is already there is returned as it is."""
        known = self._connection.execute(select(ledger.c.body, ledger.c.hash).where(ledger.c.id == entry.id)).first()
        if known is not None:
            return entry_from_body(bytes(known.body), known.hash)
        head = self.head(entry.device_id)
        line = sealed(entry, head.sequence + 1 if head else 1, head.hash if head else FIRST_HASH)
        self._connection.execute(insert(ledger).values(body=body_bytes(line), hash=line.hash, **line_columns(line)))
        return line

    def entries(self, enrolment_id: str) -> Sequence[Entry]:
        """Returns an enrolment's lines, by device and sequence."""
        rows = self._connection.execute(
            select(ledger.c.body, ledger.c.hash)
            .where(ledger.c.enrolment_id == enrolment_id)
            .order_by(ledger.c.device_id, ledger.c.sequence)
        )
        return [entry_from_body(bytes(row.body), row.hash) for row in rows]

    def lines(self, device_id: str | None = None) -> Iterator[StoredLine]:
        """Yields raw lines by device and position: as they lie in the table, so that a swapped order shows."""
        query = select(ledger).order_by(ledger.c.device_id, ledger.c.position)
        if device_id is not None:
            query = query.where(ledger.c.device_id == device_id)
        for row in self._connection.execute(query, execution_options={"yield_per": 1000}):
            yield _stored_line(row)

    def head(self, device_id: str) -> Head | None:
        """Returns the end of a device's chain."""
        row = self._connection.execute(
            select(ledger.c.sequence, ledger.c.hash)
            .where(ledger.c.device_id == device_id)
            .order_by(ledger.c.sequence.desc())
            .limit(1)
        ).first()
        return Head(device_id, row.sequence, row.hash) if row else None

    def save_open_stint(self, stint: OpenStint) -> None:
        """Replaces the saved state of the stint under way."""
        self.close_open_stint(stint.entry.id)
        self._connection.execute(
            insert(open_stints).values(
                id=stint.entry.id,
                enrolment_id=stint.entry.enrolment_id,
                saved_at=to_microseconds(stint.saved_at),
                body=body_bytes(replace(stint.entry, sequence=0, previous_hash="", hash="")),
            )
        )

    def open_stints(self) -> Sequence[OpenStint]:
        """Returns stints that were never closed."""
        rows = self._connection.execute(select(open_stints).order_by(open_stints.c.saved_at))
        return [OpenStint(entry_from_body(bytes(row.body), ""), from_microseconds(row.saved_at)) for row in rows]

    def close_open_stint(self, entry_id: str) -> None:
        """Forgets the scratch copy of a stint."""
        self._connection.execute(delete(open_stints).where(open_stints.c.id == entry_id))


class SqlProjectionStore:
    """See :class:`trainer.hours.service.ProjectionStore`."""

    def __init__(self, connection: Connection) -> None:
        """Works inside the transaction of ``connection``."""
        self._connection = connection

    def save_projection(self, enrolment_id: str, record: HoursRecord) -> None:
        """Replaces an enrolment's totals."""
        self._connection.execute(delete(projections).where(projections.c.enrolment_id == enrolment_id))
        rows = [
            {"enrolment_id": enrolment_id, "axis": axis, "name": name, "seconds": seconds}
            for axis, values in projected(record).items()
            for name, seconds in values.items()
        ]
        self._connection.execute(insert(projections), rows)

    def projected_seconds(self, enrolment_id: str) -> Mapping[str, int]:
        """Returns credited seconds by subject as last projected."""
        return self.projection(enrolment_id).get("subject", {})

    def projection(self, enrolment_id: str) -> dict[str, dict[str, int]]:
        """Returns all totals of an enrolment by axis and name."""
        found: dict[str, dict[str, int]] = {}
        rows = self._connection.execute(select(projections).where(projections.c.enrolment_id == enrolment_id))
        for row in rows:
            found.setdefault(row.axis, {})[row.name] = row.seconds
        return found


def projected(record: HoursRecord) -> dict[str, dict[str, int]]:
    """Flattens a record's totals into rows by axis and name."""
    return {
        "total": {
            "measured": record.measured_seconds,
            "credited": record.credited_seconds,
            "refused": record.refused_seconds,
        },
        "subject": dict(record.by_subject),
        "competency": dict(record.by_competency),
        "mode": {mode.value: seconds for mode, seconds in record.by_mode.items()},
        "day": {day.isoformat(): seconds for day, seconds in record.by_day.items()},
        "matrix": {f"{module}/{mode.value}": seconds for (module, mode), seconds in record.by_matrix.items()},
    }


def line_columns(line: Entry) -> dict[str, str | int]:
    """Returns the columns that queries use; they say what the body says."""
    return {
        "id": line.id,
        "enrolment_id": line.enrolment_id,
        "device_id": line.device_id,
        "sequence": line.sequence,
        "kind": line.kind.value,
        "subject": line.subject,
        "started_at": int(line.started_at.timestamp()),
        "measured_seconds": line.measured_seconds,
    }


def _stored_line(row: Row[tuple[object, ...]]) -> StoredLine:
    values = row._asdict()
    body, digest, position = values.pop("body"), values.pop("hash"), values.pop("position")
    return StoredLine(position, bytes(body), digest, values)
