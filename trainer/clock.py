"""The two clocks that study time is measured with, and a simulated pair for demos and tests."""

import sys
import time
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import Protocol

ZONE_KEPT_SECONDS = 2.0
"""How long the zone that was found is taken for granted; asking the system means reading files, or the registry."""


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
    return clock.now().astimezone(_zone(clock.zone())).date()


class SystemClock:
    """The computer's own clocks."""

    def __init__(self) -> None:
        """Asks the system nothing yet."""
        self._zone = "UTC"
        self._zone_asked_at = float("-inf")

    def now(self) -> datetime:
        """See :class:`Clock`."""
        return datetime.now(UTC)

    def zone(self) -> str:
        """See :class:`Clock`; UTC when the system names no known zone."""
        now = self.monotonic()
        if now - self._zone_asked_at >= ZONE_KEPT_SECONDS:
            self._zone_asked_at, self._zone = now, _system_zone(self._zone)
        return self._zone

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


def zone_named(name: str) -> tzinfo:
    """Returns a zone, or UTC where this computer knows none of that name: what is shown must not fail for a stamp."""
    return _zone(name) if _is_known(name) else UTC


def _system_zone(before: str) -> str:
    """Asks the system for its zone, which a traveller changes while the program runs."""
    # Imported here: only a stamp needs it, and the window must be on the screen before the first stamp is taken.
    import logging

    import tzlocal

    # The library remembers its first answer for ever; its own way to ask anew compares offsets too, and warns. It would
    # also warn at every asking where it passes over an old file.
    logging.getLogger("tzlocal").setLevel(logging.ERROR)
    vars(sys.modules[tzlocal.get_localzone.__module__])["_cache_tz_name"] = None
    try:
        name = tzlocal.get_localzone_name() or "UTC"
    except KeyError:
        # Half-way through a change of the zone, the system's own files contradict each other.
        return before
    return name if _is_known(name) else "UTC"


@lru_cache(maxsize=256)
def _zone(name: str) -> tzinfo:
    # Imported here: the window is on the screen before anybody asks for a zone. Kept, because to import costs more than
    # to ask; an unknown zone is asked for anew.
    from zoneinfo import ZoneInfo

    return ZoneInfo(name)


def _is_known(name: str) -> bool:
    try:
        _zone(name)
    except (KeyError, ValueError, OSError):
        return False
    return True
