"""The meter: what counts as a sign of study, what makes a gap, and when a line must be cut."""

from collections.abc import Callable

import pytest

from tests.hours.desk import Desk
from tests.hours.histories import at, line
from trainer.hours import meter
from trainer.hours.entry_reader import LONGEST_BODY
from trainer.hours.ledger import body_bytes
from trainer.hours.meter import Absence, Activity


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_study_without_a_break_has_no_gap(desk: Desk) -> None:
    desk.study(1_800)
    found = desk.measured()
    assert (found.measured_seconds, found.wall_seconds, found.gaps) == (1_800, 1_800, ())
    assert found.evidence == {"keys": 181}
    assert (found.started_at, found.zone) == (at("2026-09-14 14:00:00"), "America/Los_Angeles")


@pytest.mark.parametrize("kind", [kind for kind in Activity if kind is not Activity.SPEECH])
def test_each_kind_of_activity_ends_the_silence_and_is_counted(desk: Desk, kind: Activity) -> None:
    desk.wait(250)
    desk.act(kind.value)
    assert meter.quiet_for(desk.state, desk.reading) == 0
    assert desk.measured().evidence == {kind.value: 1}


def test_an_unknown_kind_of_activity_is_a_mistake_of_the_program(desk: Desk) -> None:
    with pytest.raises(ValueError, match="telepathy"):
        desk.act("telepathy")


def test_a_silence_is_written_down_from_the_last_activity_to_the_next(desk: Desk) -> None:
    desk.study(100)
    desk.wait(720)
    desk.study(100)
    assert desk.gaps() == [("quiet", 100, 720)]


def test_a_silence_under_a_minute_is_not_written_down(desk: Desk) -> None:
    desk.wait(59)
    desk.act()
    desk.wait(60)
    assert desk.gaps() == [("quiet", 59, 60)]


def test_a_silence_under_way_is_part_of_the_snapshot(desk: Desk) -> None:
    desk.wait(400)
    assert desk.gaps() == [("quiet", 1, 399)]
    desk.wait(5)
    assert desk.gaps() == [("quiet", 1, 404)]


def test_a_glance_at_another_window_is_no_gap(desk: Desk) -> None:
    desk.study(100)
    desk.do(meter.away)
    desk.wait(2)
    desk.do(meter.back)
    desk.study(100)
    assert desk.gaps() == []


def test_a_notification_that_takes_the_focus_is_no_sign_of_a_person(desk: Desk) -> None:
    desk.wait(200)
    desk.do(meter.away)
    desk.wait(2)
    desk.do(meter.back)
    desk.wait(200)
    assert desk.gaps() == [("quiet", 1, 401)]


@pytest.mark.parametrize("absence", list(Absence))
def test_being_away_is_a_gap_whatever_the_cause(desk: Desk, absence: Absence) -> None:
    desk.study(100)
    desk.do(meter.away, absence.value)
    desk.wait(90)
    desk.do(meter.back, absence.value)
    desk.study(50)
    assert desk.gaps() == [("away", 100, 90)]


def test_a_minimized_window_stays_away_when_the_screen_is_unlocked(desk: Desk) -> None:
    desk.do(meter.away, Absence.MINIMIZED)
    desk.wait(30)
    desk.do(meter.away, Absence.LOCKED)
    desk.wait(30)
    desk.do(meter.back, Absence.LOCKED)
    desk.wait(30)
    desk.do(meter.back, Absence.MINIMIZED)
    assert desk.gaps() == [("away", 0, 90)]


def test_coming_back_is_a_sign_of_a_person_and_silence_before_leaving_is_kept(desk: Desk) -> None:
    desk.wait(100)
    desk.do(meter.away)
    desk.wait(100)
    desk.do(meter.back)
    desk.wait(100)
    assert desk.gaps() == [("quiet", 1, 99), ("away", 100, 100), ("quiet", 201, 99)]


def test_what_happens_while_away_is_not_evidence(desk: Desk) -> None:
    desk.do(meter.away)
    desk.wait(10)
    desk.act()
    assert desk.measured().evidence == {}
    assert desk.gaps() == [("away", 0, 10)]


def test_a_break_is_a_gap_even_when_the_window_is_left_during_it(desk: Desk) -> None:
    desk.study(60)
    desk.do(meter.pause)
    desk.wait(20)
    desk.do(meter.away)
    desk.wait(20)
    desk.do(meter.back)
    desk.wait(20)
    desk.do(meter.resume)
    desk.study(60)
    assert desk.gaps() == [("paused", 60, 60)]


def test_a_break_begun_while_away_follows_the_absence(desk: Desk) -> None:
    desk.do(meter.away)
    desk.wait(30)
    desk.do(meter.pause)
    desk.wait(30)
    desk.do(meter.resume)
    desk.wait(30)
    desk.do(meter.back)
    assert desk.gaps() == [("away", 0, 30), ("paused", 30, 30), ("away", 60, 30)]


def test_pausing_twice_and_resuming_twice_changes_nothing(desk: Desk) -> None:
    for event in (meter.pause, meter.pause, meter.resume, meter.resume):
        desk.do(event)
        desk.wait(10)
    assert desk.gaps() == [("paused", 0, 20)]


def test_a_stalled_program_leaves_a_gap(desk: Desk) -> None:
    desk.study(100)
    desk.jump(16)
    desk.study(100)
    assert desk.gaps() == [("stalled", 100, 16)]


def test_ticks_that_come_a_little_late_are_no_gap(desk: Desk) -> None:
    desk.study(100)
    desk.jump(15)
    assert desk.gaps() == []


def test_a_machine_that_slept_leaves_a_gap_and_an_unbroken_line(desk: Desk) -> None:
    desk.study(100)
    desk.jump(3_600)
    desk.study(100)
    assert desk.gaps() == [("asleep", 100, 3_600)]
    assert not desk.closed


def test_silence_goes_on_through_a_stalled_program(desk: Desk) -> None:
    desk.wait(100)
    desk.jump(20)
    desk.wait(100)
    assert desk.gaps() == [("quiet", 1, 99), ("stalled", 100, 20), ("quiet", 120, 100)]
    assert meter.quiet_for(desk.state, desk.reading) == 220


def test_a_key_between_two_gaps_gets_a_second_of_its_own(desk: Desk) -> None:
    desk.study(10)
    desk.wait(100)
    desk.act()
    desk.wait(100)
    desk.jump(20)
    desk.act()
    desk.wait(100)
    assert desk.gaps() == [("quiet", 10, 100), ("quiet", 111, 99), ("stalled", 210, 20), ("quiet", 231, 99)]


def test_a_key_just_before_a_stall_gets_a_second_of_its_own(desk: Desk) -> None:
    desk.wait(70)
    desk.act()
    desk.jump(20)
    desk.wait(70)
    assert desk.gaps() == [("quiet", 1, 69), ("stalled", 71, 19), ("quiet", 90, 70)]


@pytest.mark.parametrize("seconds", [3, -3, 3_600, -3_600, 10 * 365 * 86_400, -10 * 365 * 86_400])
def test_a_moved_clock_cuts_the_line_and_shows_in_it(desk: Desk, seconds: int) -> None:
    desk.study(100)
    desk.jump(1, wall=1 + seconds)
    desk.study(50)
    first, second = desk.lines()
    assert (first.measured_seconds, first.wall_seconds - first.measured_seconds) == (101, seconds)
    assert second.measured_seconds == second.wall_seconds == 50


def test_a_suspend_during_which_the_monotonic_clock_stands_still_cuts_the_line(desk: Desk) -> None:
    desk.study(100)
    desk.jump(0.5, wall=8 * 3_600)
    desk.study(100)
    assert [found.measured_seconds for found in desk.lines()] == [100, 100]


def test_a_clock_that_drifts_is_cut_after_two_seconds(desk: Desk) -> None:
    for _ in range(100):
        desk.clock.move_wall_clock(0.05)
        desk.wait(10)
        desk.act()
    assert [found.wall_seconds - found.measured_seconds for found in desk.closed] == [2, 2]


def test_a_journey_cuts_the_line(desk: Desk) -> None:
    desk.study(100)
    desk.clock.zone_name = "America/Denver"
    desk.study(100)
    assert [found.zone for found in desk.lines()] == ["America/Los_Angeles", "America/Denver"]


def test_midnight_cuts_the_line() -> None:
    desk = Desk("2026-09-14 23:59:00")
    desk.study(120)
    assert [found.started_at for found in desk.lines()] == [at("2026-09-14 23:59:00"), at("2026-09-15 00:00:00")]
    assert [found.measured_seconds for found in desk.lines()] == [60, 60]


def test_a_window_left_a_thousand_times_cuts_the_line_before_it_grows_too_long() -> None:
    desk = Desk("2026-09-14 08:00:00")
    for _ in range(meter.MOST_GAPS + 1):
        desk.do(meter.away)
        desk.wait(4)
        desk.do(meter.back)
        desk.wait(2)
    first, second = desk.lines()
    assert (len(first.gaps), len(second.gaps)) == (meter.MOST_GAPS, 1)
    assert len(body_bytes(line(gaps=first.gaps, seconds=first.measured_seconds))) < LONGEST_BODY / 3


@pytest.mark.parametrize("start", ["2027-03-14 01:30:00", "2026-11-01 01:30:00"])
def test_daylight_saving_time_does_not_cut_the_line(start: str) -> None:
    desk = Desk(start)
    desk.study(3_600)
    assert [(found.measured_seconds, found.wall_seconds) for found in desk.lines()] == [(3_600, 3_600)]


def test_silence_absence_and_break_go_on_over_midnight() -> None:
    desk = Desk("2026-09-14 23:57:00")
    desk.wait(120)
    assert meter.quiet_for(desk.state, desk.reading) == 120
    desk.do(meter.away)
    desk.wait(120)
    assert desk.gaps() == [("away", 0, 60)]
    desk.do(meter.back)
    desk.do(meter.pause)
    desk.wait(30)
    assert desk.gaps() == [("away", 0, 60), ("paused", 60, 30)]
    assert [gap.kind.value for gap in desk.closed[0].gaps] == ["quiet", "away"]


def test_the_notice_comes_a_minute_before_the_limit_and_a_key_answers_it(desk: Desk) -> None:
    desk.wait(239)
    assert not meter.notice_due(desk.state, desk.reading, 300)
    desk.wait(1)
    assert meter.notice_due(desk.state, desk.reading, 300)
    desk.act("keys")
    assert not meter.notice_due(desk.state, desk.reading, 300)


def test_with_a_short_limit_the_notice_comes_half_way(desk: Desk) -> None:
    desk.wait(30)
    assert meter.notice_due(desk.state, desk.reading, 60)


def _listen(desk: Desk, seconds: int, *, every: int = 10) -> None:
    """Lets a voice read sentences of ``every`` seconds."""
    for _sentence in range(seconds // every):
        desk.wait(every)
        desk.act("speech")


def test_the_notice_never_interrupts_read_aloud_and_listening_is_study(desk: Desk) -> None:
    desk.do(meter.read_aloud, running=True)
    _listen(desk, 800)
    assert not meter.notice_due(desk.state, desk.reading, 300)
    desk.do(meter.read_aloud, running=False)
    assert (desk.gaps(), desk.measured().evidence) == ([], {"speech": 80})
    desk.wait(240)
    assert meter.notice_due(desk.state, desk.reading, 300)


def test_read_aloud_to_an_empty_room_ends_as_activity_after_a_quarter_of_an_hour(desk: Desk) -> None:
    desk.do(meter.read_aloud, running=True)
    _listen(desk, 1_200)
    assert desk.gaps() == [("quiet", 900, 300)]
    assert desk.measured().evidence["speech"] == 90
    assert not meter.notice_due(desk.state, desk.reading, 300)
    assert meter.reads_to_nobody(desk.state, desk.reading, 300)


def test_read_aloud_that_goes_on_counts_again_with_the_next_key(desk: Desk) -> None:
    desk.do(meter.read_aloud, running=True)
    _listen(desk, 1_200)
    desk.act("keys")
    assert not meter.reads_to_nobody(desk.state, desk.reading, 300)
    _listen(desk, 800)
    assert desk.gaps() == [("quiet", 900, 300)]


def test_a_key_during_read_aloud_grants_another_quarter_of_an_hour(desk: Desk) -> None:
    desk.do(meter.read_aloud, running=True)
    _listen(desk, 600)
    desk.act("keys")
    _listen(desk, 800)
    assert desk.gaps() == []


def test_read_aloud_that_reads_no_sentence_to_its_end_is_silence(desk: Desk) -> None:
    desk.do(meter.read_aloud, running=True)
    desk.wait(400)
    desk.do(meter.read_aloud, running=False)
    assert desk.gaps() == [("quiet", 1, 399)]


def test_a_sentence_is_no_sign_where_nothing_is_read_aloud(desk: Desk) -> None:
    desk.wait(100)
    desk.act("speech")
    assert (desk.gaps(), desk.measured().evidence) == ([("quiet", 1, 99)], {})


@pytest.mark.parametrize("stop", [meter.away, meter.pause])
def test_read_aloud_begins_for_nobody_who_is_not_there(desk: Desk, stop: Callable[..., meter.MeterState]) -> None:
    desk.do(stop)
    desk.do(meter.read_aloud, running=True)
    assert desk.state.read_aloud_until is None


def test_read_aloud_goes_on_over_a_new_day(desk: Desk) -> None:
    desk.do(meter.read_aloud, running=True)
    _listen(desk, 600)
    desk.clock.move_wall_clock(7_200)
    _listen(desk, 600)
    assert len(desk.closed) == 1
    assert desk.measured().evidence == {"speech": 30}
    assert desk.gaps()[-1][2] == pytest.approx(300, abs=2)


def test_there_is_no_notice_while_away_or_on_a_break(desk: Desk) -> None:
    desk.do(meter.away)
    desk.wait(400)
    assert not meter.notice_due(desk.state, desk.reading, 300)
    desk.do(meter.pause)
    desk.wait(400)
    assert not meter.notice_due(desk.state, desk.reading, 300)


def test_fractions_of_seconds_are_rounded_down_and_gaps_stay_apart(desk: Desk) -> None:
    desk.clock.advance(0.6)
    desk.do(meter.away)
    desk.clock.advance(5.7)
    desk.do(meter.back)
    desk.do(meter.pause)
    desk.clock.advance(5.6)
    assert desk.gaps() == [("away", 0, 6), ("paused", 6, 5)]
    assert desk.measured().measured_seconds == 11


def test_a_snapshot_can_be_taken_at_any_moment_without_changing_the_stint(desk: Desk) -> None:
    desk.study(50)
    before = desk.state
    desk.measured()
    assert desk.state is before
    assert meter.finish(desk.state, desk.reading) == desk.measured()


def test_a_monotonic_clock_that_went_back_adds_no_time(desk: Desk) -> None:
    desk.study(50)
    desk.clock.advance(-20)
    desk.do(meter.tick)
    assert meter.finish(desk.state, desk.reading).measured_seconds == 50


def test_a_key_in_the_second_in_which_a_line_is_cut_is_seen_in_the_next_line(desk: Desk) -> None:
    desk.wait(100)
    desk.clock.advance(0.5)
    desk.act()
    desk.jump(0.25, wall=7_200)
    desk.wait(100)
    assert [found.measured_seconds for found in desk.lines()] == [100, 100]
    assert desk.gaps() == [("quiet", 1, 99)]


def test_a_fraction_of_a_second_before_midnight_does_not_cut_a_line_twice() -> None:
    desk = Desk("2026-09-14 23:59:00")
    desk.clock.advance(0.6)
    desk.state = meter.begin(desk.reading)
    desk.jump(0.5)
    desk.study(120)
    assert [found.measured_seconds for found in desk.lines()] == [59, 61]
    assert desk.lines()[1].started_at == at("2026-09-14 23:59:59")
