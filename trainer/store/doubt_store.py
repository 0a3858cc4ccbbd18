"""Which lines of an enrolment cannot be relied on: changed by hand, contradicted, or of a device that was revoked."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, exists, select

from trainer.certificates.facts import IssuedCertificate
from trainer.hours.checkpoints import sort_out
from trainer.hours.doubts import Doubts
from trainer.hours.entry_reader import LedgerFault, entry_from_body
from trainer.hours.findings import ChainReport
from trainer.hours.ledger import FIRST_HASH, Entry, EntryKind, Head
from trainer.hours.settlements import Settlement, standing_settlements
from trainer.hours.soundness import Link, sound_hashes, sound_heads
from trainer.hours.verify import verify_chain, vouched_for
from trainer.store.checkpoint_store import SqlCheckpointStore
from trainer.store.intake_store import SqlIntakeStore
from trainer.store.kept import count_changes, kept_while_alone
from trainer.store.known_lines import as_bytes, known_lines, sound_entry, sound_entry_again
from trainer.store.ledger_store import SqlLedgerStore
from trainer.store.register_store import SqlRegisterStore
from trainer.store.tables import ledger, set_aside

CHAIN_BEFORE = "chain_before:"
"""The beginning of the name of the kept value that names the chain which a computer wrote before another one."""


class SqlDoubtStore:
    """See :class:`trainer.hours.doubts.DoubtStore`."""

    def __init__(self, connection: Connection) -> None:
        """Works inside the transaction of ``connection``."""
        self._connection = connection

    def of(self, enrolment_id: str) -> Doubts:
        """Gathers them, or remembers them while nobody has written anything."""
        kept, key = kept_while_alone(self._connection), (Doubts, enrolment_id)
        changes = count_changes(self._connection)
        found: tuple[object, Doubts] | None = kept.get(key)
        if found is None or found[0] != changes:
            found = kept[key] = (changes, _doubts(self._connection, enrolment_id))
        return found[1]

    def settled(self) -> tuple[Settlement, ...]:
        """Returns what was settled in the record of any learner."""
        return _settled(self._connection, besides="")

    def chains_before(self, device_id: str) -> Sequence[str]:
        """Returns the ids of the chains that a computer wrote before its present one, the latest first."""
        kept = SqlRegisterStore(self._connection).kept_values()
        found: list[str] = []
        while (device_id := kept.get(CHAIN_BEFORE + device_id, "")) and device_id not in found:
            found.append(device_id)
        return found

    def concerned(self, device_id: str) -> Collection[str]:
        """Returns the ids of the enrolments whose lines the verification of one device's chain names."""
        report = self.chain(device_id)
        ids = {finding.entry_id for finding in report.findings} | report.doubtful
        return set(self._connection.execute(select(ledger.c.enrolment_id).where(ledger.c.id.in_(ids))).scalars())

    def head(self, device_id: str) -> Head | None:
        """Returns the end of what counts; where nothing is disputed, that is the end of the ledger's chain."""
        if not _is_disputed(self._connection, [device_id]):
            return SqlLedgerStore(self._connection).head(device_id)
        links, limits = _links(_known(self._connection, [device_id])), SqlIntakeStore(self._connection).last_sequences()
        return sound_heads(links, limits).get(device_id)

    def chain(self, device_id: str, *, afresh: bool = False) -> ChainReport:
        """Verifies one device's chain; where it need not be afresh, what came of it before is remembered."""
        return _verified(self._connection, device_id) if afresh else _chain_report(self._connection, device_id)

    def remember_sound(self, heads: Iterable[Head]) -> None:
        """Takes over that these chains were verified to their ends just now, in this transaction, without a finding."""
        kept = kept_while_alone(self._connection)
        for head in heads:
            kept[ChainReport, head.device_id] = _Verified(ChainReport((), head.sequence, (head,)), head)


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
    elsewhere = _settled(connection, besides=enrolment_id) if findings else ()
    return Doubts(tuple(lines), ids, findings, hidden, elsewhere)


def _settled(connection: Connection, *, besides: str) -> tuple[Settlement, ...]:
    """Returns what was settled, enrolment by enrolment, by lines that are not in doubt themselves."""
    decided = ledger.c.kind.in_([EntryKind.SETTLEMENT.value, EntryKind.REVERSAL.value])
    made = select(ledger.c.enrolment_id).where(ledger.c.kind == EntryKind.SETTLEMENT.value)
    rows = connection.execute(
        select(ledger.c.body, ledger.c.hash).where(
            decided, ledger.c.enrolment_id.in_(made), ledger.c.enrolment_id != besides
        )
    )
    lines = [line for line in (sound_entry(body, digest) for body, digest in rows.all()) if line is not None]
    devices = sorted({line.device_id for line in lines})
    in_doubt = frozenset[str]().union(*(_chain_report(connection, device).doubtful for device in devices))
    if _is_disputed(connection, devices):
        sound = sound_hashes(_links(_known(connection, devices)), SqlIntakeStore(connection).last_sequences())
        lines = [line for line in lines if line.hash in sound]
    by_enrolment: dict[str, list[Entry]] = defaultdict(list)
    for line in lines:
        by_enrolment[line.enrolment_id].append(line)
    return tuple([one for found in by_enrolment.values() for one in standing_settlements(found, in_doubt)])


def _devices(connection: Connection, enrolment_id: str) -> list[str]:
    beside = select(set_aside.c.device_id).where(set_aside.c.enrolment_id == enrolment_id)
    found = known_lines(connection, enrolment_id).devices.union(map(str, connection.execute(beside).scalars()))
    found |= {head.device_id for head in SqlRegisterStore(connection).receipts(enrolment_id)}
    return sorted(found or _signed_and_gone(connection))


def _signed_and_gone(connection: Connection) -> set[str]:
    """Returns the chains that were signed, where no line of any is left: everybody's may be among what is gone."""
    if connection.execute(select(ledger.c.position).limit(1)).first() is not None:
        return set()
    return {found.head.device_id for found in SqlCheckpointStore(connection).all()}


@dataclass(frozen=True)
class _Verified:
    """A chain as far as it was verified."""

    report: ChainReport
    tip: Head


def _chain_report(connection: Connection, device_id: str) -> ChainReport:
    """Verifies a chain once; later only what was added since, unless another program has written."""
    kept, key = kept_while_alone(connection), (ChainReport, device_id)
    found: _Verified | None = kept.get(key)
    tip = _followed(connection, found.tip) if found is not None and not found.report.findings else None
    if found is None or tip is None:
        report = _verified(connection, device_id)
        tip = report.heads[0] if report.heads else Head(device_id, 0, FIRST_HASH)
    else:
        grown = found.report.lines + tip.sequence - found.tip.sequence
        report = ChainReport((), grown, (tip,) if tip.sequence else ())
    kept[key] = _Verified(report, tip)
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
        line = sound_entry(row.body, row.hash)
        if line is None or (line.sequence, line.previous_hash) != (tip.sequence + 1, tip.hash):
            return None
        tip = Head(tip.device_id, line.sequence, line.hash)
    return tip


def _verified(connection: Connection, device_id: str) -> ChainReport:
    store, checkpoints = SqlLedgerStore(connection), SqlCheckpointStore(connection).all(device_id)
    certificates = SqlRegisterStore(connection).resting_on(device_id)
    said = [*[found.head for found in checkpoints], *[head for one in certificates for head in one.facts.heads]]
    report = verify_chain(store.lines(device_id), _of(device_id, said))
    if report.findings:
        # Signatures and lines set aside are looked at only where it matters; a checkpoint or a certificate that is not
        # genuine vouches for nothing.
        genuine = [*sort_out(checkpoints)[0], *_signed_heads(connection, certificates)]
        heads = vouched_for(genuine, SqlIntakeStore(connection).waiting())
        report = verify_chain(store.lines(device_id), _of(device_id, heads))
    return report


def _signed_heads(connection: Connection, certificates: Sequence[IssuedCertificate]) -> list[Head]:
    """Returns the receipts of genuine certificates; each is looked at once, until another program has written."""
    # Loaded where it is needed, which is seldom: it brings the signatures with it.
    from trainer.certificates.audit import signed_heads

    kept = kept_while_alone(connection)
    new = [one for one in certificates if (IssuedCertificate, one.id) not in kept]
    for id_, heads in signed_heads(new, SqlRegisterStore(connection)).items() if new else ():
        kept[IssuedCertificate, id_] = heads
    return [head for one in certificates for head in kept[IssuedCertificate, one.id]]


def _of(device_id: str, heads: Iterable[Head]) -> list[Head]:
    return [head for head in heads if head.device_id == device_id]


def _changed(connection: Connection, enrolment_id: str) -> Iterable[Entry]:
    """Yields lines whose bytes are not those that were hashed, as far as they still say something."""
    rows = connection.execute(select(ledger.c.body, ledger.c.hash).where(ledger.c.enrolment_id == enrolment_id))
    for body, digest in rows:
        if sound_entry_again(as_bytes(body), digest) is None:
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
    found = [sound_entry_again(as_bytes(body), digest) for body, digest in rows]
    return [line for line in found if line is not None]


def _beside(devices: list[str]) -> ColumnElement[bool]:
    """Finds lines set aside that are some devices' own, or claim the id of one in the ledger."""
    claims = exists().where(ledger.c.id == set_aside.c.id, ledger.c.device_id.in_(devices))
    return set_aside.c.device_id.in_(devices) | claims
