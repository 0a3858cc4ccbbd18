"""Looks at open records as a file: its pages, its references, and answers that belong to no exam."""

from collections.abc import Iterator

from sqlalchemy import Connection, select

from trainer.i18n import N_, _
from trainer.store.tables import answers, attempts

_DAMAGE = N_("The file itself is damaged: %(what)s")
_SCATTERED = N_("An answer belongs to no exam: %(id)s")


def file_faults(connection: Connection) -> list[str]:
    """Returns one sentence for each fault, and changes nothing; a second look finds the same."""
    return [*_damage(connection), *_scattered(connection)]


def _damage(connection: Connection) -> Iterator[str]:
    if connection.dialect.name != "sqlite":
        return
    for row in connection.exec_driver_sql("PRAGMA integrity_check(20)"):
        if row[0] != "ok":
            yield _(_DAMAGE) % {"what": row[0]}
    for row in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield _(_DAMAGE) % {"what": f"{row[0]}, row {row[1]}, names a missing {row[2]}"}


def _scattered(connection: Connection) -> Iterator[str]:
    lonely = select(answers.c.id).where(answers.c.attempt_id.not_in(select(attempts.c.id)))
    for row in connection.execute(lonely):
        yield _(_SCATTERED) % {"id": row.id}
