"""Every way in which a clock can be moved under a sitting: what is measured and credited is what was studied."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest

from tests.fixtures.ui import StudyHouse
from trainer.clock import SimulatedClock
from trainer.hours.record import Flag
from trainer.study.sitting import StudySitting

MINUTE, HOUR, DAY, YEAR = 60, 3_600, 86_400, 365 * 86_400
MOST_LOST = 5
BIG_JUMP = 120
SIZES = (1, 5, 60, 119, 121, HOUR, DAY, YEAR, 10 * YEAR)
JUMPS = [sign * size for size in SIZES for sign in (1, -1)]

Move = Callable[[SimulatedClock], None]


class Learner:
    """Studies, with a key every ten seconds, and appends what is closed."""

    def __init__(self, house: StudyHouse) -> None:
        self.house, self.clock = house, house.clock
        self.sitting: StudySitting = house.sitting()
        self.true_seconds = 0.0

    def study(self, seconds: float, step: float = 1.0) -> None:
        passed = 0.0
        while passed < seconds:
            self.clock.advance(step)
            passed += step
            if passed % 10 < step:
                self.sitting.activity("keys")
            self.tick()
        self.true_seconds += passed

    def tick(self) -> None:
        closed = self.sitting.tick().closed
        if closed is not None:
            self.house.hours.append(closed, self.house.context)

    def faults(self, jumps: tuple[int, ...] = (), *, asleep: int = 0) -> list[str]:
        """Ends the sitting and holds the promise against what became of it."""
        self.house.hours.append(self.sitting.finish(), self.house.context)
        record, lines = self.house.hours.record(self.house.context), list(self.house.unit.ledger.lines.values())
        wrong = []
        if abs(record.measured_seconds - asleep - self.true_seconds) > MOST_LOST:
            wrong.append(f"measured {record.measured_seconds} s of {self.true_seconds}")
        if abs(record.credited_seconds - self.true_seconds) > MOST_LOST:
            wrong.append(f"credited {record.credited_seconds} s of {self.true_seconds}")
        moved = {line.id: line.wall_seconds - line.measured_seconds for line in lines}
        told = [moved[credit.entry_id] for credit in record.credits if Flag.CLOCK_MOVED in credit.flags]
        for jump in jumps:
            if abs(jump) > BIG_JUMP and not any(abs(by - jump) <= 1 for by in told):
                wrong.append(f"no flag tells of {jump}")
        return wrong


@pytest.fixture
def learner(house: StudyHouse) -> Learner:
    return Learner(house)


@pytest.mark.parametrize("before", [30, 600])
@pytest.mark.parametrize("jump", JUMPS)
def test_a_jump_changes_no_minute_and_shows(learner: Learner, jump: int, before: int) -> None:
    learner.study(before)
    learner.clock.move_wall_clock(jump)
    learner.study(600)
    assert learner.faults((jump,)) == []


@pytest.mark.parametrize("pause", [20, 90])
def test_all_jumps_in_one_sitting_change_no_minute_and_show(learner: Learner, pause: int) -> None:
    for jump in JUMPS:
        learner.study(pause + 0.7, step=1.1)
        learner.clock.move_wall_clock(jump)
    learner.study(pause)
    assert learner.faults(tuple(JUMPS)) == []


@pytest.mark.parametrize("there_and_back", [(HOUR, -HOUR), (-DAY, DAY)])
def test_a_clock_that_is_set_and_set_back_shows_twice(learner: Learner, there_and_back: tuple[int, int]) -> None:
    for jump in there_and_back:
        learner.study(45)
        learner.clock.move_wall_clock(jump)
    learner.study(45)
    assert learner.faults(there_and_back) == []


@pytest.mark.parametrize("start", ["2027-03-14T09:50", "2026-11-01T08:50"])
def test_daylight_saving_time_changes_no_minute(house: StudyHouse, start: str) -> None:
    house.clock.advance((datetime.fromisoformat(start).replace(tzinfo=UTC) - house.clock.now()).total_seconds())
    learner = Learner(house)
    learner.study(1_200)
    assert learner.faults() == []
    assert len(house.unit.ledger.lines) == 1


def test_a_journey_through_every_zone_changes_no_minute(learner: Learner) -> None:
    for zone in ("America/Denver", "America/Chicago", "Asia/Kolkata", "Pacific/Apia", "UTC"):
        learner.study(45)
        learner.clock.zone_name = zone
    learner.study(45)
    assert learner.faults() == []


def _stepped(clock: SimulatedClock) -> Iterator[None]:
    """The clock shows one second twice."""
    yield
    clock.move_wall_clock(-1)
    while True:
        yield


def _smeared(clock: SimulatedClock) -> Iterator[None]:
    """The clock is slow by a second in a day."""
    while True:
        yield
        clock.move_wall_clock(-10 / DAY)


@pytest.mark.parametrize("leap", [_stepped, _smeared])
def test_a_leap_second_changes_no_minute_and_cuts_nothing(
    learner: Learner, leap: Callable[[SimulatedClock], Iterator[None]]
) -> None:
    leaping = leap(learner.clock)
    for _ten_seconds in range(120):
        next(leaping)
        learner.study(10)
    assert learner.faults() == []
    assert len(learner.house.unit.ledger.lines) == 1


@pytest.mark.parametrize(("monotonic", "wall"), [(8 * HOUR, 8 * HOUR), (0, 8 * HOUR), (8 * HOUR, 0)])
def test_a_night_asleep_is_not_study(learner: Learner, monotonic: int, wall: int) -> None:
    learner.study(300)
    learner.clock.advance(monotonic)
    learner.clock.move_wall_clock(wall - monotonic)
    learner.tick()
    learner.study(300)
    assert learner.faults((wall - monotonic,), asleep=monotonic) == []
