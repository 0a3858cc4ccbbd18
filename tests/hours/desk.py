"""A desk with a clock moved by hand: what a test does there, the meter measures."""

from collections.abc import Callable

from tests.hours.histories import at
from trainer.clock import SimulatedClock
from trainer.hours import meter
from trainer.hours.ledger import Gap
from trainer.hours.meter import Measurement, MeterState, Reading


class Desk:
    """Ticks every second, and closes and begins lines as the program does when the meter asks for it."""

    def __init__(self, start: str = "2026-09-14 14:00:00") -> None:
        self.clock = SimulatedClock(at(start))
        self.state: MeterState = meter.begin(self.reading)
        self.closed: list[Measurement] = []

    @property
    def reading(self) -> Reading:
        return Reading(self.clock.monotonic(), self.clock.now(), self.clock.zone())

    def do(self, event: Callable[..., MeterState], *details: object, **more: object) -> None:
        """Lets something happen now: ``desk.do(meter.pause)``."""
        self.state = event(self.state, self.reading, *details, **more)

    def act(self, kind: str = "keys") -> None:
        self.do(meter.activity, kind)

    def wait(self, seconds: int, *, step: int = 1) -> None:
        """Lets time pass, with a tick every ``step`` seconds."""
        for _ in range(seconds // step):
            self.clock.advance(step)
            self.tick()

    def study(self, seconds: int) -> None:
        """Lets time pass with a sign of a person every ten seconds."""
        for _ in range(seconds // 10):
            self.act()
            self.wait(10)
        self.act()

    def jump(self, seconds: float, *, wall: float | None = None) -> None:
        """Lets time pass without a tick, as asleep; ``wall`` seconds on the wall clock, if it moved differently."""
        self.clock.advance(seconds)
        if wall is not None:
            self.clock.move_wall_clock(wall - seconds)
        self.tick()

    def tick(self) -> None:
        self.do(meter.tick)
        if meter.must_split(self.state, self.reading):
            self.closed.append(meter.finish(self.state, self.reading))
            self.state = meter.begin(self.reading, self.state)

    def measured(self) -> Measurement:
        return meter.snapshot(self.state, self.reading)

    def gaps(self) -> list[tuple[str, int, int]]:
        return [_plain(gap) for gap in self.measured().gaps]

    def lines(self) -> list[Measurement]:
        """Returns every line of the sitting, the last one as if it ended now."""
        return [*self.closed, self.measured()]


def _plain(gap: Gap) -> tuple[str, int, int]:
    return gap.kind.value, gap.start_second, gap.seconds
