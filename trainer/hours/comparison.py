"""Two records of the same lines side by side: what a recalculation changes, before anybody signs it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from trainer.hours.record import HoursRecord, Mode

_Name = TypeVar("_Name")


@dataclass(frozen=True)
class Change:
    """Credited seconds before and after."""

    before: int
    after: int

    @property
    def difference(self) -> int:
        """What is gained; negative where something is lost."""
        return self.after - self.before


@dataclass(frozen=True)
class LineChange(Change):
    """A line whose credit differs."""

    entry_id: str


@dataclass(frozen=True)
class Comparison:
    """Two records side by side.

    Attributes:
        lines: Those whose credit differs, in the order of the record.
        by_competency: By module id, or ``exams``; everything that either record has, changed or not.
        by_mode: The same by mode.
        moved_lines: How many lines are credited under another policy, whether or not that changes their seconds.
    """

    total: Change
    lines: tuple[LineChange, ...]
    by_competency: Mapping[str, Change]
    by_mode: Mapping[Mode, Change]
    moved_lines: int

    @property
    def changed_seconds(self) -> int:
        """All seconds that are gained or lost; what one lesson gains does not hide what another one loses."""
        return sum(abs(line.difference) for line in self.lines)


def compare_records(before: HoursRecord, after: HoursRecord) -> Comparison:
    """Compares what an enrolment's lines came to with what they come to now or would come to.

    Args:
        before: As it stands.
        after: Of the same lines, and perhaps some more.
    """
    old, new = _by_line(before), _by_line(after)
    policies = {line.entry_id: line.policy for line in before.credits}
    return Comparison(
        Change(before.credited_seconds, after.credited_seconds),
        tuple(
            [
                LineChange(old.get(id_, 0), new.get(id_, 0), id_)
                for id_ in {**new, **old}
                if old.get(id_, 0) != new.get(id_, 0)
            ]
        ),
        _side_by_side(before.by_competency, after.by_competency),
        _side_by_side(before.by_mode, after.by_mode),
        sum(line.policy != policies.get(line.entry_id, line.policy) for line in after.credits),
    )


def _by_line(record: HoursRecord) -> dict[str, int]:
    found: dict[str, int] = {}
    for line in record.credits:
        found[line.entry_id] = found.get(line.entry_id, 0) + line.credited_seconds
    return found


def _side_by_side(before: Mapping[_Name, int], after: Mapping[_Name, int]) -> dict[_Name, Change]:
    return {name: Change(before.get(name, 0), after.get(name, 0)) for name in {**before, **after}}
