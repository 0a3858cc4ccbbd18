"""Random sittings: whatever happens at the desk, the lines that the meter makes are worth what really was studied.

The model knows nothing of gaps. It looks at every second of true time and asks: was the learner there, was the computer
awake, and was the last sign of a person less than the idle limit ago?
"""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.hours.desk import Desk
from tests.hours.histories import PROGRAMME, line
from tests.hours.profiles import random_histories
from trainer.hours import meter
from trainer.hours.credit import HoursRecord, credit
from trainer.hours.ledger import Entry
from trainer.hours.meter import Absence, Activity, Measurement
from trainer.hours.policy import Policy
from trainer.hours.reconcile import check_identities

IDLE_LIMIT = 90
POLICY = Policy(idle_limit_seconds=IDLE_LIMIT, smallest_stint_seconds=0, lesson_cap=False)
ZONES = ("America/Los_Angeles", "America/Denver", "Asia/Kolkata", "Pacific/Apia")
BY_A_PERSON = [kind for kind in Activity if kind is not Activity.SPEECH]
LISTENING = meter.READ_ALOUD_SECONDS
STARTS = (
    "2026-09-14 14:00:00",
    "2026-09-14 23:58:00",
    "2027-03-14 01:57:00",
    "2026-11-01 01:56:00",
    "2026-10-31 23:57:30",
)


class Sitting(RuleBasedStateMachine):
    """A learner at a desk, and a model that only counts seconds."""

    def __init__(self) -> None:
        super().__init__()
        self.desk = Desk()
        self.true = 0.0
        self.silence = 0.0
        self.is_away = False
        self.is_paused = False
        self.slack = 2.0

    @initialize(start=st.sampled_from(STARTS))
    def sit_down(self, start: str) -> None:
        self.desk = Desk(start)

    # What the model does with a second.

    def pass_time(self, seconds: int, step: int) -> None:
        for _ in range(seconds // step):
            if not self.is_away and not self.is_paused:
                self.true += max(0.0, min(step, IDLE_LIMIT - self.silence))
                self.silence += step
            self.desk.wait(step, step=step)

    def person_acts(self) -> None:
        # A silence under a minute is not written down; with this limit it would have counted anyway.
        self.silence = 0.0

    @rule(seconds=st.integers(1, 240), step=st.sampled_from([1, 1, 1, 5, 14]))
    def nothing_happens(self, seconds: int, step: int) -> None:
        self.pass_time(seconds, step)

    @rule(rounds=st.integers(1, 12), pause=st.integers(1, 30), kind=st.sampled_from(BY_A_PERSON))
    def study(self, rounds: int, pause: int, kind: Activity) -> None:
        for _ in range(rounds):
            self.desk.act(kind.value)
            if not self.is_away and not self.is_paused:
                self.person_acts()
            self.pass_time(pause, 1)

    @rule(kind=st.sampled_from(BY_A_PERSON), seconds=st.integers(1, 120))
    def press_one_key(self, kind: Activity, seconds: int) -> None:
        self.desk.act(kind.value)
        if not self.is_paused:
            self.person_acts()
        self.pass_time(seconds, 1)

    @precondition(lambda self: not self.is_away and not self.is_paused)
    @rule(sentences=st.integers(1, 60), seconds=st.integers(1, 30))
    def be_read_to(self, sentences: int, seconds: int) -> None:
        """Whoever starts it may leave the room: after a quarter of an hour a sentence is no sign any more."""
        self.desk.do(meter.read_aloud, running=True)
        self.person_acts()
        for number in range(1, sentences + 1):
            self.pass_time(seconds, 1)
            self.desk.act("speech")
            if number * seconds <= LISTENING:
                self.person_acts()
        self.desk.do(meter.read_aloud, running=False)

    @precondition(lambda self: not self.is_away)
    @rule(seconds=st.integers(4, 400), cause=st.sampled_from(list(Absence)))
    def leave_the_window(self, seconds: int, cause: Absence) -> None:
        self.desk.do(meter.away, cause.value)
        self.is_away = True
        self.pass_time(seconds, 1)
        self.desk.do(meter.back, cause.value)
        self.is_away = False
        if not self.is_paused:
            self.person_acts()

    @precondition(lambda self: not self.is_paused)
    @rule()
    def take_a_break(self) -> None:
        self.desk.do(meter.pause)
        self.is_paused = True

    @precondition(lambda self: self.is_paused)
    @rule()
    def end_the_break(self) -> None:
        self.desk.do(meter.resume)
        self.is_paused = False
        self.person_acts()

    @rule(seconds=st.integers(16, 50_000))
    def sleep_while_the_monotonic_clock_runs(self, seconds: int) -> None:
        self.desk.jump(seconds)
        self.slack += 1

    @rule(seconds=st.integers(3, 50_000))
    def sleep_while_the_monotonic_clock_stands_still(self, seconds: int) -> None:
        self.desk.jump(0, wall=seconds)
        self.slack += 1

    @rule(seconds=st.sampled_from([-90_000, -3_600, -121, -3, 1, 3, 121, 3_600, 90_000]))
    def move_the_clock(self, seconds: int) -> None:
        self.desk.clock.move_wall_clock(seconds)
        self.desk.tick()
        self.slack += 1

    @rule(zone=st.sampled_from(ZONES))
    def travel(self, zone: str) -> None:
        self.desk.clock.zone_name = zone
        self.desk.tick()
        self.slack += 1

    @rule()
    def the_program_is_killed(self) -> None:
        """The line is closed from its scratch copy, at most five seconds old; the learner opens the lesson again."""
        self.desk.closed.append(self.desk.measured())
        self.desk.state = meter.begin(self.desk.reading)
        self.is_paused = False
        self.person_acts()
        self.slack += 1

    # What must hold at every moment.

    @invariant()
    def every_line_is_one_that_the_ledger_takes(self) -> None:
        for measured in self.desk.lines():
            cursor = 0
            for gap in measured.gaps:
                assert gap.seconds > 0
                assert gap.start_second >= cursor
                cursor = gap.end_second
            assert cursor <= measured.measured_seconds

    @invariant()
    def stamps_are_honest(self) -> None:
        """Only a line's end may be untrue, where the clock was moved and the line cut."""
        now = self.desk.measured()
        assert abs(now.wall_seconds - now.measured_seconds) <= 2

    def teardown(self) -> None:
        record = _credited(list(self.desk.lines()))
        assert not check_identities(record)
        assert record.credited_seconds <= record.measured_seconds
        # Each cut and each gap loses a fraction of a second.
        slack = self.slack + 2 * sum(len(measured.gaps) + 1 for measured in self.desk.lines())
        assert record.credited_seconds <= self.true + slack
        assert record.credited_seconds >= self.true - slack


def _credited(lines: list[Measurement]) -> HoursRecord:
    return credit(_entries(lines), {POLICY.name: POLICY}, PROGRAMME)


def _entries(lines: list[Measurement]) -> Iterator[Entry]:
    for index, measured in enumerate(lines, 1):
        yield line(
            start=measured.started_at,
            zone=measured.zone,
            seconds=measured.measured_seconds,
            wall_seconds=measured.wall_seconds,
            gaps=measured.gaps,
            sequence=index,
        )


TestSitting = Sitting.TestCase
TestSitting.settings = random_histories


def _counts_by_wall_clock(state: meter.MeterState, reading: meter.Reading) -> Measurement:
    found = _snapshot(state, reading)
    return replace(found, measured_seconds=max(0, found.wall_seconds))


_snapshot = meter.snapshot

BROKEN_METERS = {
    "sleep goes unseen": ("STALLED_SECONDS", 10**9),
    "silence goes unseen": ("QUIET_SECONDS", 10**9),
    "absence goes unseen": ("SHORT_ABSENCE_SECONDS", 10**9),
    "a voice keeps an empty room busy": ("READ_ALOUD_SECONDS", 10**9),
    "a moved clock goes unseen": ("DRIFT_SECONDS", 10**12),
    "durations come from the wall clock": ("snapshot", _counts_by_wall_clock),
}


@pytest.mark.parametrize("name", BROKEN_METERS)
def test_a_broken_meter_is_found_out(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    attribute, value = BROKEN_METERS[name]
    monkeypatch.setattr(meter, attribute, value)
    if attribute == "snapshot":
        monkeypatch.setattr(meter, "finish", value)
    with pytest.raises(AssertionError):
        run_state_machine_as_test(
            Sitting, settings=settings(random_histories, max_examples=200, phases=[Phase.generate])
        )
