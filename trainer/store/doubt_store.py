"""Which lines of an enrolment cannot be relied on: changed by hand, contradicted, or of a device that was revoked."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, exists, select, union

from trainer.hours.checkpoints import sort_out
from trainer.hours.doubts import Doubts
from trainer.hours.entry_reader import LedgerFault, entry_from_body
from trainer.hours.findings import ChainReport
from trainer.hours.ledger import FIRST_HASH, Entry, Head
from trainer.hours.soundness import Link, sound_hashes, sound_heads
from trainer.hours.verify import verify_chain, vouched_for
from trainer.store.checkpoint_store import SqlCheckpointStore
from trainer.store.intake_store import SqlIntakeStore
from trainer.store.ledger_store import SqlLedgerStore, as_bytes, stored_entry
from trainer.store.tables import ledger, set_aside

_KEY = "chain_reports"
_KEPT_DOUBTS = "doubts"


class SqlDoubtStore:
    """See :class:`trainer.hours.doubts.DoubtStore`."""

    def __init__(self, connection: Connection) -> None:
        """Works inside the transaction of ``connection``."""
        self._connection = connection

    def of(self, enrolment_id: str) -> Doubts:
        """Gathers them, or remembers them while nobody has written anything."""
        if self._connection.dialect.name != "sqlite":
            return _doubts(self._connection, enrolment_id)
        state = _state(self._connection)
        kept: dict[str, tuple[object, Doubts]] = self._connection.info.setdefault(_KEPT_DOUBTS, {})
        found = kept.get(enrolment_id)
        if found is None or found[0] != state:
            found = kept[enrolment_id] = (state, _doubts(self._connection, enrolment_id))
        return found[1]

    def chain(self, device_id: str) -> ChainReport:
        """Verifies one device's chain, or remembers what came of it."""
        return _chain_report(self._connection, device_id)

    def head(self, device_id: str) -> Head | None:
        """Returns the end of what counts; where nothing is disputed, that is the end of the ledger's chain."""
        if not _is_disputed(self._connection, [device_id]):
            return SqlLedgerStore(self._connection).head(device_id)
        links, limits = _links(_known(self._connection, [device_id])), SqlIntakeStore(self._connection).last_sequences()
        return sound_heads(links, limits).get(device_id)


def _state(connection: Connection) -> tuple[object, object]:
    """Returns what changes whenever another program writes to the file, or this one writes anything at all.

    The second number never goes back, not even where a transaction does.
    """
    version = connection.exec_driver_sql("PRAGMA data_version").scalar()
    return version, connection.connection.dbapi_connection.total_changes  # type: ignore[union-attr]


def _doubts(connection: Connection, enrolment_id: str) -> Doubts:
    devices = _devices(connection, enrolment_id)
    reports = [_chain_report(connection, device) for device in devices]
    ids = frozenset().union(*(report.doubtful for report in reports))
    findings = tuple(finding for report in reports for finding in report.findings)
    # A line that was changed shows in its chain, so without a finding there is none to look for.
    lines = list(_changed(connection, enrolment_id)) if findings else []
    ids |= {line.id for line in lines}
    hidden: frozenset[str] = frozenset()
    if _is_disputed(connection, devices):
        others, in_doubt, hidden = _disputed(connection, enrolment_id, devices)
        lines += others
        ids |= in_doubt
    return Doubts(tuple(lines), ids, findings, hidden)


def _devices(connection: Connection, enrolment_id: str) -> list[str]:
    query = union(
        select(ledger.c.device_id).where(ledger.c.enrolment_id == enrolment_id),
        select(set_aside.c.device_id).where(set_aside.c.enrolment_id == enrolment_id),
    )
    return sorted(map(str, connection.execute(query).scalars()))


@dataclass(frozen=True)
class _Verified:
    """A chain as far as it was verified, and the file's version then."""

    version: object
    report: ChainReport
    tip: Head


def _chain_report(connection: Connection, device_id: str) -> ChainReport:
    """Verifies a chain once; later only what was added since, unless another program has written to the file.

    A server has no sign of that, so there each look is a new one.
    """
    if connection.dialect.name != "sqlite":
        return _verified(connection, device_id)
    version = connection.exec_driver_sql("PRAGMA data_version").scalar()
    kept: dict[str, _Verified] = connection.info.setdefault(_KEY, {})
    found = kept.get(device_id)
    is_kept = found is not None and found.version == version and not found.report.findings
    tip = _followed(connection, found.tip) if found is not None and is_kept else None
    if found is None or tip is None:
        report = _verified(connection, device_id)
        tip = report.heads[0] if report.heads else Head(device_id, 0, FIRST_HASH)
    else:
        grown = found.report.lines + tip.sequence - found.tip.sequence
        report = ChainReport((), grown, (tip,) if tip.sequence else ())
    kept[device_id] = _Verified(version, report, tip)
    return report


def _followed(connection: Connection, tip: Head) -> Head | None:
    """Follows a sound chain from where it was verified to its end; None where anything is not as it should be."""
    query = (
        select(ledger.c.body, ledger.c.hash)
        .where(ledger.c.device_id == tip.device_id, ledger.c.sequence >= max(1, tip.sequence))
        .order_by(ledger.c.sequence)
    )
    rows = list(connection.execute(query))
    if tip.sequence and (not rows or rows.pop(0).hash != tip.hash):
        return None
    for row in rows:
        line = stored_entry(as_bytes(row.body), row.hash)
        if line is None or (line.sequence, line.previous_hash) != (tip.sequence + 1, tip.hash):
            return None
        tip = Head(tip.device_id, line.sequence, line.hash)
    return tip


def _verified(connection: Connection, device_id: str) -> ChainReport:
    store, checkpoints = SqlLedgerStore(connection), SqlCheckpointStore(connection).all(device_id)
    report = verify_chain(store.lines(device_id), [found.head for found in checkpoints])
    if report.findings:
        # Signatures and lines set aside are looked at only where it matters; a checkpoint that is not genuine vouches
        # for nothing.
        heads = vouched_for(sort_out(checkpoints)[0], SqlIntakeStore(connection).waiting())
        report = verify_chain(store.lines(device_id), heads)
    return report


def _changed(connection: Connection, enrolment_id: str) -> Iterable[Entry]:
    """Yields lines whose bytes are not those that were hashed, as far as they still say something."""
    rows = connection.execute(select(ledger.c.body, ledger.c.hash).where(ledger.c.enrolment_id == enrolment_id))
    for body, digest in rows:
        if stored_entry(as_bytes(body), digest) is None:
            try:
                line = entry_from_body(as_bytes(body), "")
            except LedgerFault:
                continue
            if line.enrolment_id == enrolment_id:
                yield line


def _is_disputed(connection: Connection, devices: list[str]) -> bool:
    """Says whether it takes a judgement to know what counts of some devices' lines, whoever's hours these are."""
    if SqlIntakeStore(connection).last_sequences().keys() & set(devices):
        return True
    return connection.execute(select(set_aside.c.position).where(_beside(devices)).limit(1)).first() is not None


def _disputed(
    connection: Connection, enrolment_id: str, devices: list[str]
) -> tuple[list[Entry], frozenset[str], frozenset[str]]:
    """Judges all known lines of the enrolment's devices, and of those that claim one of their ids.

    Returns:
        Lines that are not in the ledger, ids in doubt, and hashes of lines that give way to one with the same id.
    """
    known = _known(connection, devices)
    sound = sound_hashes(_links(known), SqlIntakeStore(connection).last_sequences())
    mine = [line for line in known if line.enrolment_id == enrolment_id]
    in_ledger = set(connection.execute(select(ledger.c.hash).where(ledger.c.enrolment_id == enrolment_id)).scalars())
    counting = {line.id for line in mine if line.hash in sound}
    hidden = frozenset(line.hash for line in mine if line.hash not in sound and line.id in counting)
    others = [line for line in mine if line.hash not in in_ledger and line.hash not in hidden]
    return others, frozenset(line.id for line in mine if line.hash not in sound) - counting, hidden


def _links(lines: Iterable[Entry]) -> list[Link]:
    return [Link(line.device_id, line.sequence, line.id, line.hash, line.previous_hash) for line in lines]


def _known(connection: Connection, devices: list[str]) -> list[Entry]:
    """Returns some devices' lines, and all others with one of their ids; two lines of the ledger never share one."""
    other = set_aside.alias()
    shared = select(other.c.id).where(other.c.device_id.in_(devices))
    wanted = {
        ledger: ledger.c.device_id.in_(devices) | ledger.c.id.in_(shared),
        set_aside: _beside(devices) | set_aside.c.id.in_(shared),
    }
    queries = [select(table.c.body, table.c.hash).where(which) for table, which in wanted.items()]
    rows = [row for query in queries for row in connection.execute(query)]
    found = [stored_entry(as_bytes(body), digest) for body, digest in rows]
    return [line for line in found if line is not None]


def _beside(devices: list[str]) -> ColumnElement[bool]:
    """Finds lines set aside that are some devices' own, or claim the id of one in the ledger."""
    claims = exists().where(ledger.c.id == set_aside.c.id, ledger.c.device_id.in_(devices))
    return set_aside.c.device_id.in_(devices) | claims
