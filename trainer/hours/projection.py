"""A record's totals by axis and name: what is kept for speed, and compared with a record that is credited afresh."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from trainer.hours.record import HoursRecord


class ProjectionStore(Protocol):
    """Totals kept for speed. They may be thrown away at any time and are never the truth."""

    def save_projection(self, enrolment_id: str, record: HoursRecord, unexplained_seconds: int = 0) -> None:
        """Replaces an enrolment's totals; see :func:`unexplained` for what stays beside them until it is settled."""

    def projected_seconds(self, enrolment_id: str) -> Mapping[str, int]:
        """Returns credited seconds by subject as last projected; empty when there is no projection."""

    def projection(self, enrolment_id: str) -> Mapping[str, Mapping[str, int]]:
        """Returns all kept totals of an enrolment by axis and name; empty when there is no projection."""


@dataclass(frozen=True)
class Mismatch:
    """A kept total that is not what the lines come to.

    Attributes:
        axis: As :func:`projected` names it, such as ``mode``.
        name: On that axis, such as ``live``.
    """

    axis: str
    name: str
    kept_seconds: int
    due_seconds: int


def unexplained(kept: Mapping[str, Mapping[str, int]], measured_seconds: int) -> int:
    """Returns by how many seconds the lines differ from what the kept totals counted: some are gone, or were put in.

    Args:
        kept: As a store returns them.
        measured_seconds: What the lines that are here measure together.
    """
    total = kept.get("total", {})
    return abs(total.get("unexplained", 0)) + abs(total.get("measured", measured_seconds) - measured_seconds)


def projected(record: HoursRecord) -> dict[str, dict[str, int]]:
    """Flattens a record's totals by axis and name."""
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
