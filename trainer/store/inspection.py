"""Looks through open records: the file, the triggers, every line of the ledger, and the totals kept for speed."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from trainer.hours.findings import Finding
from trainer.hours.projection import projected
from trainer.hours.service import HoursContext, lines_and_credit
from trainer.hours.verify import verify_chain
from trainer.i18n import N_, _
from trainer.store import append_only
from trainer.store.doubt_store import SqlDoubtStore
from trainer.store.ledger_store import SqlLedgerStore
from trainer.store.projection_store import SqlProjectionStore
from trainer.store.tables import answers, attempts, ledger, projections

FindContext = Callable[[str], HoursContext | None]

_DAMAGE = N_("The file itself is damaged: %(what)s")
_TRIGGER = N_("A guard of the record was taken away: %(name)s")
_LINE = N_("Line %(sequence)s of device %(device)s: %(kind)s. %(detail)s")
_TOTALS = N_("The kept totals of enrolment %(id)s are not what its lines come to.")
_SCATTERED = N_("An answer belongs to no exam: %(id)s")


@dataclass(frozen=True)
class Inspection:
    """What was looked at, and what was found.

    Attributes:
        faults: One sentence each; empty when all is well.
        lines: How many lines of the ledger were read.
        compared: How many enrolments had their totals compared.
    """

    faults: tuple[str, ...]
    lines: int
    compared: int


def inspect(connection: Connection, contexts: FindContext | None = None) -> Inspection:
    """Looks through everything and changes nothing; a second look finds the same.

    Args:
        connection: Open records.
        contexts: Finds what an enrolment's hours are credited by; without it, totals are not compared.
    """
    report = verify_chain(SqlLedgerStore(connection).lines(), deep=True)
    compared = list(_compared(connection, contexts)) if contexts else []
    faults = [
        *_damage(connection),
        *[_(_TRIGGER) % {"name": name} for name in append_only.missing(connection)],
        *[_line(finding) for finding in report.findings],
        *_scattered(connection),
        *[_(_TOTALS) % {"id": enrolment} for enrolment, agrees in compared if not agrees],
    ]
    return Inspection(tuple(faults), report.lines, len(compared))


def _damage(connection: Connection) -> Iterator[str]:
    if connection.dialect.name != "sqlite":
        return
    for row in connection.exec_driver_sql("PRAGMA integrity_check(20)"):
        if row[0] != "ok":
            yield _(_DAMAGE) % {"what": row[0]}
    for row in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield _(_DAMAGE) % {"what": f"{row[0]}, row {row[1]}, names a missing {row[2]}"}


def _line(finding: Finding) -> str:
    last = "" if finding.last_sequence == finding.sequence else f"-{finding.last_sequence}"
    return _(_LINE) % {
        "sequence": f"{finding.sequence}{last}",
        "device": finding.device_id,
        "kind": finding.kind.value,
        "detail": finding.detail or finding.entry_id,
    }


def _scattered(connection: Connection) -> Iterator[str]:
    lonely = select(answers.c.id).where(answers.c.attempt_id.not_in(select(attempts.c.id)))
    for row in connection.execute(lonely):
        yield _(_SCATTERED) % {"id": row.id}


def _compared(connection: Connection, contexts: FindContext) -> Iterator[tuple[str, bool]]:
    store, doubts, kept = SqlLedgerStore(connection), SqlDoubtStore(connection), SqlProjectionStore(connection)
    for enrolment in _enrolments(connection):
        context = contexts(enrolment)
        if context is not None:
            _lines, record = lines_and_credit(store, doubts, context)
            fresh = {axis: dict(values) for axis, values in projected(record).items() if values}
            yield enrolment, fresh == kept.projection(enrolment)


def _enrolments(connection: Connection) -> Sequence[str]:
    both = select(ledger.c.enrolment_id).union(select(projections.c.enrolment_id))
    return sorted(connection.execute(both).scalars())
