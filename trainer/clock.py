"""The two clocks that study time is measured with, and a simulated pair for demos and tests."""

import time
from datetime import UTC, date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo


class Clock(Protocol):
    """Wall clock for stamps, monotonic clock for durations.

    A duration is never the difference of two stamps: the wall clock can be moved by hand, a time server or a journey.
    """

    def now(self) -> datetime:
        """Returns the wall clock, timezone-aware, in UTC."""

    def zone(self) -> str:
        """Returns the IANA name of the zone that the computer shows, such as ``America/Los_Angeles``."""

    def monotonic(self) -> float:
        """Returns seconds that only ever move forward; the zero is arbitrary."""


def local_day(clock: Clock) -> date:
    """Returns the day that a calendar on the wall shows."""
    return clock.now().astimezone(ZoneInfo(clock.zone())).date()


class SystemClock:
    """The computer's own clocks."""

    def now(self) -> datetime:
        """See :class:`Clock`."""
        return datetime.now(UTC)

    def zone(self) -> str:
        """See :class:`Clock`; UTC when the system names no known zone."""
        # Imported here: only a stamp needs it, and the window must be on the screen before the first stamp is taken.
        from tzlocal import get_localzone_name

        name = get_localzone_name() or "UTC"
        return name if _is_known(name) else "UTC"

    def monotonic(self) -> float:
        """See :class:`Clock`."""
        return time.monotonic()


class SimulatedClock:
    """A clock moved by hand: nothing passes unless someone says so.

    Attributes:
        zone_name: The zone it reports; may be changed at any moment.
    """

    def __init__(self, start: datetime, zone_name: str = "America/Los_Angeles") -> None:
        """Starts both clocks; ``start`` must be timezone-aware."""
        self._now = start.astimezone(UTC)
        self._monotonic = 1_000.0
        self.zone_name = zone_name

    def now(self) -> datetime:
        """See :class:`Clock`."""
        return self._now

    def zone(self) -> str:
        """See :class:`Clock`."""
        return self.zone_name

    def monotonic(self) -> float:
        """See :class:`Clock`."""
        return self._monotonic

    def advance(self, seconds: float) -> None:
        """Lets time pass on both clocks."""
        self._monotonic += seconds
        self._now += timedelta(seconds=seconds)

    def move_wall_clock(self, seconds: float) -> None:
        """Moves the wall clock alone, as a person or a time server would."""
        self._now += timedelta(seconds=seconds)


def _is_known(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True
