"""What a benchmark returns: our figure, the yardstick measured in the same run, and the budget."""

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Measurement:
    """One promise of speed, measured.

    A machine is fast or slow, so most promises are ratios: ours divided by a reference that was measured in the same
    run. A promise to a person (a step is shown within 16 ms) has no reference; its budget is in its own unit, and time
    grows or shrinks with the pace of the machine in the same run: see :mod:`benchmarks.pace`.

    Attributes:
        name: The promise in a few words.
        ours: What the program took, in ``unit``.
        unit: Such as ``ms`` or ``MB``.
        budget: The most allowed: a ratio when there is a reference, otherwise an amount in ``unit``.
        reference: What the yardstick took in the same run.
        slowness: How many times longer this machine takes for plain Python than the one of the promise.
        tries: How often it was measured.
    """

    name: str
    ours: float
    unit: str
    budget: float
    reference: float | None = None
    slowness: float = 1.0
    tries: int = 1

    def at_best(self, other: "Measurement") -> "Measurement":
        """Returns both together: ours, the yardstick and the pace each at its best, so that no burst is a help."""
        yardsticks = [one.reference for one in (self, other) if one.reference is not None]
        return replace(
            self,
            ours=min(self.ours, other.ours),
            reference=min(yardsticks, default=None),
            slowness=min(self.slowness, other.slowness),
            tries=self.tries + other.tries,
        )

    @property
    def ratio(self) -> float | None:
        """Ours divided by the reference, if there is one."""
        return None if self.reference is None else self.ours / self.reference

    @property
    def is_kept(self) -> bool:
        """Says whether the promise is kept."""
        return self.load <= 1

    @property
    def load(self) -> float:
        """How much of what is allowed was taken: more than 1 is too much."""
        if self.ratio is not None:
            return self.ratio / self.budget
        return self.ours / (self.budget * (self.slowness if self.is_time else 1.0))

    @property
    def is_time(self) -> bool:
        """Says whether an amount of time is promised."""
        return self.unit == "ms" and self.reference is None
