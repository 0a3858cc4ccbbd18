"""Totals of an enrolment, kept for speed and never the truth."""

from collections.abc import Mapping

from sqlalchemy import Connection, delete, insert, select

from trainer.hours.record import HoursRecord
from trainer.store.tables import projections


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
