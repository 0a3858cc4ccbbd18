"""Which lines of an enrolment cannot be relied on: changed by hand, contradicted, or of a device that was revoked."""

from collections.abc import Iterable

from sqlalchemy import Connection, func, select, union

from trainer.hours.doubts import Doubts
from trainer.hours.entry_reader import LedgerFault, entry_from_body
from trainer.hours.findings import ChainReport, FindingKind
from trainer.hours.ledger import Entry
from trainer.hours.soundness import Link, sound_hashes
from trainer.hours.verify import verify_chain
from trainer.store.checkpoint_store import SqlCheckpointStore
from trainer.store.intake_store import SqlIntakeStore
from trainer.store.ledger_store import SqlLedgerStore, as_bytes, stored_entry
from trainer.store.tables import device_revocations, ledger, set_aside

_KEY = "chain_reports"
_KEPT_DOUBTS = "doubts"
_STATE = select(
    *[select(func.max(table.c.position)).scalar_subquery() for table in (ledger, set_aside, device_revocations)]
)
_BY_RECEIPT = frozenset({FindingKind.NOT_AS_RECEIPT, FindingKind.CUT})


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


def _state(connection: Connection) -> tuple[object, ...]:
    """Returns what changes whenever another program writes to the file, or we add a line, wherever it goes."""
    version = connection.exec_driver_sql("PRAGMA data_version").scalar()
    return (version, *connection.execute(_STATE).one())


def _doubts(connection: Connection, enrolment_id: str) -> Doubts:
    devices = _devices(connection, enrolment_id)
    reports = [_chain_report(connection, device) for device in devices]
    ids = frozenset().union(*(report.doubtful for report in reports))
    findings = tuple(finding for report in reports for finding in report.findings)
    # A line that was changed shows in its chain, so without a finding there is none to look for.
    lines = list(_changed(connection, enrolment_id)) if findings else []
    ids |= {line.id for line in lines}
    if _is_disputed(connection, devices):
        others, in_doubt = _disputed(connection, enrolment_id, devices)
        lines += others
        ids |= in_doubt
    return Doubts(tuple(lines), ids, findings)


def _devices(connection: Connection, enrolment_id: str) -> list[str]:
    query = union(
        select(ledger.c.device_id).where(ledger.c.enrolment_id == enrolment_id),
        select(set_aside.c.device_id).where(set_aside.c.enrolment_id == enrolment_id),
    )
    return sorted(map(str, connection.execute(query).scalars()))


def _chain_report(connection: Connection, device_id: str) -> ChainReport:
    """Verifies a chain once, and again when another program has written to the file; our own lines put none in doubt.

    A server has no such sign, so there each look is a new one.
    """
    if connection.dialect.name != "sqlite":
        return _verified(connection, device_id)
    version = connection.exec_driver_sql("PRAGMA data_version").scalar()
    kept: dict[str, tuple[object, ChainReport]] = connection.info.setdefault(_KEY, {})
    found = kept.get(device_id)
    if found is None or found[0] != version:
        found = kept[device_id] = (version, _verified(connection, device_id))
    return found[1]


def _verified(connection: Connection, device_id: str) -> ChainReport:
    store, checkpoints = SqlLedgerStore(connection), SqlCheckpointStore(connection).all(device_id)
    report = verify_chain(store.lines(device_id), [found.head for found in checkpoints])
    if any(finding.kind in _BY_RECEIPT for finding in report.findings):
        # Signatures are looked at only where it matters: a checkpoint that was forged must put no line in doubt.
        heads = [found.head for found in checkpoints if found.is_genuine]
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
    here = select(set_aside.c.position).where(set_aside.c.device_id.in_(devices)).limit(1)
    revoked = SqlIntakeStore(connection).last_sequences()
    return bool(revoked.keys() & set(devices)) or connection.execute(here).first() is not None


def _disputed(connection: Connection, enrolment_id: str, devices: list[str]) -> tuple[list[Entry], frozenset[str]]:
    """Judges all known lines of the enrolment's devices, and of those that claim one of their ids."""
    known = _known(connection, devices)
    links = {line.hash: Link(line.device_id, line.sequence, line.id, line.hash, line.previous_hash) for line in known}
    sound = sound_hashes(links.values(), SqlIntakeStore(connection).last_sequences())
    mine = [line for line in known if line.enrolment_id == enrolment_id]
    in_ledger = set(connection.execute(select(ledger.c.hash).where(ledger.c.enrolment_id == enrolment_id)).scalars())
    others = [line for line in mine if line.hash not in in_ledger]
    return others, frozenset(line.id for line in mine if line.hash not in sound)


def _known(connection: Connection, devices: list[str]) -> list[Entry]:
    found: list[Entry] = []
    for table in (ledger, set_aside):
        shared = select(set_aside.c.id)
        query = select(table.c.body, table.c.hash).where(table.c.device_id.in_(devices) | table.c.id.in_(shared))
        rows = connection.execute(query).fetchall()
        found += [line for line in (stored_entry(as_bytes(body), digest) for body, digest in rows) if line is not None]
    return found
