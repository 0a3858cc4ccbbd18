"""The two clocks, simulated and real."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfoNotFoundError

import pytest

from trainer.clock import ZONE_KEPT_SECONDS, SimulatedClock, SystemClock
from trainer.identifiers import new_id

START = datetime(2027, 1, 4, 17, 0, tzinfo=UTC)


def test_advancing_moves_both_clocks() -> None:
    clock = SimulatedClock(START)
    before = clock.monotonic()
    clock.advance(90)
    assert clock.now() - START == timedelta(seconds=90)
    assert clock.monotonic() - before == 90


def test_a_moved_wall_clock_leaves_the_monotonic_one_alone() -> None:
    clock = SimulatedClock(START)
    before = clock.monotonic()
    clock.move_wall_clock(-3600)
    assert clock.now() == START - timedelta(hours=1)
    assert clock.monotonic() == before


def test_the_system_clock_gives_aware_moments_and_a_known_zone(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = SystemClock()
    assert clock.now().tzinfo is UTC
    assert clock.monotonic() <= clock.monotonic()
    assert clock.zone()


def test_ids_are_version_7_unique_and_sort_by_time() -> None:
    early = {new_id(START) for _ in range(200)}
    late = new_id(START + timedelta(milliseconds=1))
    assert len(early) == 200
    assert all(found[14] == "7" and found[19] in "89ab" for found in early)
    assert late > max(early)


def test_a_zone_changed_while_the_program_runs_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    passed = [100.0]
    monkeypatch.setattr("trainer.clock.time.monotonic", lambda: passed[0])
    clock, seen = SystemClock(), []
    for name in ("America/Los_Angeles", "America/Denver", "Asia/Kolkata"):
        monkeypatch.setenv("TZ", name)
        seen.append(clock.zone())
        passed[0] += ZONE_KEPT_SECONDS
    assert seen == ["America/Los_Angeles", "America/Denver", "Asia/Kolkata"]


def test_a_zone_that_cannot_be_told_just_now_is_the_one_before(monkeypatch: pytest.MonkeyPatch) -> None:
    passed = [100.0]
    monkeypatch.setattr("trainer.clock.time.monotonic", lambda: passed[0])
    monkeypatch.setenv("TZ", "America/Denver")
    clock = SystemClock()
    assert clock.zone() == "America/Denver"

    def _torn() -> str:
        raise ZoneInfoNotFoundError("Multiple conflicting time zone configurations found")

    monkeypatch.setattr("tzlocal.get_localzone_name", _torn)
    passed[0] += ZONE_KEPT_SECONDS
    assert clock.zone() == "America/Denver"
    assert SystemClock().zone() == "UTC"
