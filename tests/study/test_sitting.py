"""At the desk: what a sitting hands out to be saved, and when."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from trainer.clock import SimulatedClock
from trainer.hours.ledger import GapKind
from trainer.hours.policy import Policy
from trainer.study.sitting import SAVE_EVERY_SECONDS, Beat, Desk, StudySitting

START = datetime(2027, 1, 4, 17, 0, tzinfo=UTC)
DESK = Desk("enrolment", "person", "device", "hope-01", "edition", Policy())


@pytest.fixture
def clock() -> SimulatedClock:
    return SimulatedClock(START)


def _study(sitting: StudySitting, clock: SimulatedClock, seconds: int, *, active: bool = True) -> list[Beat]:
    beats = []
    for _second in range(seconds):
        clock.advance(1)
        if active:
            sitting.activity("keys")
        beats.append(sitting.tick())
    return beats


def test_the_state_is_handed_out_at_least_every_five_seconds(clock: SimulatedClock) -> None:
    sitting = StudySitting(DESK, clock)
    saves = [beat.save for beat in _study(sitting, clock, 60)]
    gaps = [index for index, save in enumerate(saves) if save]
    assert gaps
    assert all(later - earlier <= SAVE_EVERY_SECONDS for earlier, later in zip([-1, *gaps], gaps, strict=False))
    assert all(save.entry.interrupted and save.entry.id == sitting.entry_id for save in saves if save)


def test_a_finished_sitting_is_one_line_with_its_evidence(clock: SimulatedClock) -> None:
    sitting = StudySitting(DESK, clock)
    _study(sitting, clock, 300)
    line = sitting.finish()
    assert (line.measured_seconds, line.wall_seconds, line.gaps) == (300, 300, ())
    assert (line.started_at, line.zone, line.policy) == (START, "America/Los_Angeles", "default-1")
    assert line.evidence
    assert line.evidence["keys"] > 0
    assert not line.interrupted


def test_silence_away_and_breaks_are_kept_as_gaps(clock: SimulatedClock) -> None:
    sitting = StudySitting(DESK, clock)
    _study(sitting, clock, 60)
    _study(sitting, clock, 400, active=False)
    _study(sitting, clock, 10)
    sitting.away()
    _study(sitting, clock, 120, active=False)
    sitting.back()
    _study(sitting, clock, 10)
    sitting.pause()
    _study(sitting, clock, 90, active=False)
    sitting.resume()
    _study(sitting, clock, 10)
    kinds = [gap.kind for gap in sitting.finish().gaps]
    assert kinds == [GapKind.QUIET, GapKind.AWAY, GapKind.PAUSED]


def test_a_quiet_notice_comes_before_the_limit_and_activity_answers_it(clock: SimulatedClock) -> None:
    sitting = StudySitting(DESK, clock)
    beats = _study(sitting, clock, 299, active=False)
    assert beats[-1].notice_due
    assert not beats[60].notice_due
    assert not _study(sitting, clock, 1)[-1].notice_due


def test_listening_is_study_and_is_not_interrupted(clock: SimulatedClock) -> None:
    sitting = StudySitting(DESK, clock)
    sitting.read_aloud(running=True)
    beats = []
    for _sentence in range(60):
        beats += _study(sitting, clock, 20, active=False)
        sitting.activity("speech")
    assert not any(beat.notice_due for beat in beats)
    assert [beat.reads_to_nobody for beat in beats].index(True) == pytest.approx(900 + 240, abs=2)
    sitting.read_aloud(running=False)
    assert sitting.finish().evidence == {"speech": 45}


def test_a_silence_goes_on_after_the_line_was_split(clock: SimulatedClock) -> None:
    sitting = StudySitting(DESK, clock)
    _study(sitting, clock, 10)
    _study(sitting, clock, 100, active=False)
    clock.move_wall_clock(7200)
    beats = _study(sitting, clock, 145, active=False)
    assert beats[-1].notice_due


@pytest.mark.parametrize("moved_seconds", [7200, -93_600])
def test_a_moved_clock_closes_the_line_and_goes_on_in_a_new_one(clock: SimulatedClock, moved_seconds: int) -> None:
    sitting = StudySitting(DESK, clock)
    first = sitting.entry_id
    _study(sitting, clock, 100)
    clock.move_wall_clock(moved_seconds)
    closed = [beat.closed for beat in _study(sitting, clock, 50) if beat.closed]
    last = sitting.finish()
    assert [line.id for line in closed] == [first]
    assert last.id != first
    assert closed[0].measured_seconds + last.measured_seconds == 150


def test_a_pause_goes_on_after_the_line_was_split(clock: SimulatedClock) -> None:
    sitting = StudySitting(DESK, clock)
    _study(sitting, clock, 10)
    sitting.pause()
    clock.move_wall_clock(7200)
    _study(sitting, clock, 100, active=False)
    gaps = sitting.finish().gaps
    assert [gap.kind for gap in gaps] == [GapKind.PAUSED]
    assert gaps[0].seconds >= 98


def test_a_new_local_day_begins_a_new_line(clock: SimulatedClock) -> None:
    clock.advance(14 * 3600 + 59 * 60 + 30)
    sitting = StudySitting(DESK, clock)
    closed = [beat.closed for beat in _study(sitting, clock, 60) if beat.closed]
    assert len(closed) == 1
    assert closed[0].measured_seconds + sitting.finish().measured_seconds == 60


def test_a_moved_clock_is_no_sign_of_a_person(clock: SimulatedClock) -> None:
    sitting = StudySitting(DESK, clock)
    _study(sitting, clock, 200, active=False)
    clock.move_wall_clock(7_200)
    beats = _study(sitting, clock, 60, active=False)
    assert beats[-1].quiet_seconds == 260
    assert [(gap.kind, gap.seconds) for gap in sitting.finish().gaps] == [(GapKind.QUIET, 59)]


def test_no_fraction_of_a_second_is_lost_where_a_line_is_cut(clock: SimulatedClock) -> None:
    sitting = StudySitting(DESK, clock)
    closed = []
    for _ in range(40):
        clock.move_wall_clock(3_600)
        clock.advance(1.9)
        closed += [beat.closed for beat in [sitting.tick()] if beat.closed]
    assert len(closed) == 40
    assert sum(line.measured_seconds for line in closed) + sitting.finish().measured_seconds == 76


def test_a_clock_moved_twice_within_a_second_leaves_both_moves_in_a_line(clock: SimulatedClock) -> None:
    sitting = StudySitting(DESK, clock)
    clock.advance(5)
    moves, closed = (3_600, -7_200, 86_400, 0), []
    for move in moves:
        clock.move_wall_clock(move)
        clock.advance(0.6)
        closed += [beat.closed for beat in [sitting.tick()] if beat.closed]
    lines = [*closed, sitting.finish()]
    assert sum(line.measured_seconds for line in lines) == 7
    assert all(line.measured_seconds for line in closed)
    assert sum(line.wall_seconds - line.measured_seconds for line in lines) == sum(moves)


def test_a_version_that_begins_at_midnight_holds_for_what_is_studied_after_it(clock: SimulatedClock) -> None:
    clock.advance(14 * 3600 + 59 * 60 + 30)
    later = (Policy(version=2, effective_from="2027-01-05"), Policy(version=3, effective_from="2027-01-06"))
    sitting = StudySitting(replace(DESK, upcoming=later), clock)
    closed = [beat.closed for beat in _study(sitting, clock, 60) if beat.closed]
    assert (closed[0].policy, sitting.finish().policy) == ("default-1", "default-2")
