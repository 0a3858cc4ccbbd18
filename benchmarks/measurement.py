"""What a benchmark returns: our figure, the yardstick measured in the same run, and the budget."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Measurement:
    """One promise of speed, measured.

    A machine is fast or slow, so most promises are ratios: ours divided by a reference that was measured in the same
    run. A promise to a person (a step is shown within 16 ms) has no reference, and its budget is in its own unit.

    Attributes:
        name: The promise in a few words.
        ours: What the program took, in ``unit``.
        unit: Such as ``ms`` or ``MB``.
        budget: The most allowed: a ratio when there is a reference, otherwise an amount in ``unit``.
        reference: What the yardstick took in the same run.
    """

    name: str
    ours: float
    unit: str
    budget: float
    reference: float | None = None

    @property
    def ratio(self) -> float | None:
        """Ours divided by the reference, if there is one."""
        return None if self.reference is None else self.ours / self.reference

    @property
    def is_kept(self) -> bool:
        """Says whether the promise is kept."""
        measured = self.ours if self.ratio is None else self.ratio
        return measured <= self.budget
