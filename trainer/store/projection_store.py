"""Totals of an enrolment, kept for speed and never the truth."""

from collections.abc import Collection, Mapping

from sqlalchemy import Connection, Executable, and_, bindparam, delete, insert, select, update

from trainer.hours.projection import projected
from trainer.hours.record import HoursRecord
from trainer.store.tables import projections

_ROW = and_(
    projections.c.enrolment_id == bindparam("of"),
    projections.c.axis == bindparam("on_axis"),
    projections.c.name == bindparam("named"),
)
_INSERT = insert(projections).values(
    enrolment_id=bindparam("of"), axis=bindparam("on_axis"), name=bindparam("named"), seconds=bindparam("value")
)
_UPDATE = update(projections).where(_ROW).values(seconds=bindparam("value"))
_OF = select(projections.c.axis, projections.c.name, projections.c.seconds).where(
    projections.c.enrolment_id == bindparam("of")
)
_DELETE_ALL = delete(projections).where(projections.c.enrolment_id == bindparam("of"))
_DELETE = delete(projections).where(_ROW)


class SqlProjectionStore:
    """See :class:`trainer.hours.projection.ProjectionStore`."""

    def __init__(self, connection: Connection) -> None:
        """Works inside the transaction of ``connection``."""
        self._connection = connection

    def save_projection(self, enrolment_id: str, record: HoursRecord, unexplained_seconds: int = 0) -> None:
        """Brings an enrolment's totals up to a record; rows that agree already are left as they are."""
        known, due = self._rows(enrolment_id), _flat(projected(record))
        if unexplained_seconds:
            due["total", "unexplained"] = unexplained_seconds
        self._write(_DELETE, enrolment_id, {key: 0 for key in known.keys() - due.keys()})
        self._write(_INSERT, enrolment_id, {key: due[key] for key in due.keys() - known.keys()})
        self._write(
            _UPDATE, enrolment_id, {key: due[key] for key in due.keys() & known.keys() if due[key] != known[key]}
        )

    def _rows(self, enrolment_id: str) -> dict[tuple[str, str], int]:
        """Returns the rows that are there; where one could not be found again by its names, none is left there."""
        rows = self._connection.execute(_OF, {"of": enrolment_id}).all()
        if all(_is_name(axis) and _is_name(name) for axis, name, _seconds in rows):
            return {(axis, name): _whole(seconds) for axis, name, seconds in rows}
        self._connection.execute(_DELETE_ALL, {"of": enrolment_id})
        return {}

    def _write(self, statement: Executable, enrolment_id: str, seconds: Mapping[tuple[str, str], int]) -> None:
        rows = [
            {"of": enrolment_id, "on_axis": axis, "named": name, "value": value}
            for (axis, name), value in seconds.items()
        ]
        if rows:
            self._connection.execute(statement, rows)

    def projected_seconds(self, enrolment_id: str) -> Mapping[str, int]:
        """Returns credited seconds by subject as last projected."""
        return self.projection(enrolment_id).get("subject", {})

    def projection(self, enrolment_id: str) -> dict[str, dict[str, int]]:
        """Returns all totals of an enrolment by axis and name."""
        found: dict[str, dict[str, int]] = {}
        for axis, name, seconds in self._connection.execute(_OF, {"of": enrolment_id}):
            found.setdefault(str(axis), {})[str(name)] = _whole(seconds)
        return found

    def totals(self, enrolment_ids: Collection[str] | None = None) -> dict[str, dict[str, int]]:
        """Returns credited seconds by mode of many enrolments at once, from the index alone.

        Args:
            enrolment_ids: Whose; None for all. One without any credit is not in the answer.
        """
        query = select(projections.c.enrolment_id, projections.c.name, projections.c.seconds).where(
            projections.c.axis == "mode"
        )
        if enrolment_ids is not None:
            query = query.where(projections.c.enrolment_id.in_(enrolment_ids))
        found: dict[str, dict[str, int]] = {}
        for enrolment_id, mode, seconds in self._connection.execute(query):
            found.setdefault(enrolment_id, {})[mode] = _whole(seconds)
        return found


def _is_name(value: object) -> bool:
    """Says whether this program may have written a name: somebody can put bytes into a file, or what is no text."""
    return isinstance(value, str) and "\N{REPLACEMENT CHARACTER}" not in value


def _whole(seconds: object) -> int:
    """Takes for nothing what somebody put into a file that is no whole number; then it differs from the lines."""
    return seconds if isinstance(seconds, int) else 0


def _flat(totals: Mapping[str, Mapping[str, int]]) -> dict[tuple[str, str], int]:
    return {(axis, name): seconds for axis, values in totals.items() for name, seconds in values.items()}
