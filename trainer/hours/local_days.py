"""Local days: where midnight lies in a zone, right with daylight saving time, and asked of the zone once a day."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from trainer.hours.record import DayShare
from trainer.hours.stretches import Stretch

ONE_DAY = timedelta(days=1)


@lru_cache(maxsize=256)
def is_zone(name: str) -> bool:
    """Says whether a name is a zone that this computer knows."""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True


def midnight(zone: str, day: date) -> int:
    """Returns the first second of a local day, in seconds since 1970.

    Where clocks skip midnight the day begins at the change; where they show it twice it begins at the first.
    """
    return int(datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)).timestamp())


class LocalDays:
    """Answers which local day a second falls on; remembers the last day, since study comes in order."""

    def __init__(self, zone: str) -> None:
        """``zone`` must be known."""
        self._zone = zone
        self._from = self._until = 0
        self._day = date.min

    def day_of(self, second: int) -> date:
        """Returns the local day of a second since 1970."""
        if not self._from <= second < self._until:
            self._find(second)
        return self._day

    def has(self, start: int, end: int) -> bool:
        """Says whether a stretch lies within the day that was found last."""
        return self._from <= start and end <= self._until

    def pieces(self, start: int, end: int) -> Iterator[tuple[date, int, int]]:
        """Cuts a stretch at local midnights; yields (day, start, end)."""
        while start < end:
            day = self.day_of(start)
            until = min(end, self._until)
            yield day, start, until
            start = until

    def _find(self, second: int) -> None:
        day = datetime.fromtimestamp(second, UTC).date() - ONE_DAY
        until = midnight(self._zone, day)
        while until <= second:
            since, day = until, day + ONE_DAY
            until = midnight(self._zone, day)
        self._from, self._until, self._day = since, until, day - ONE_DAY


class Calendar:
    """The local days of every zone that a record's lines name."""

    def __init__(self) -> None:
        """No zone has been asked yet."""
        self._zones: dict[str, LocalDays] = {}

    def days(self, zone: str) -> LocalDays:
        """Returns the days of a known zone."""
        found = self._zones.get(zone)
        if found is None:
            found = self._zones[zone] = LocalDays(zone)
        return found

    def shares(self, zone: str, stretches: Sequence[Stretch]) -> tuple[DayShare, ...]:
        """Returns how many seconds of some stretches fall on each local day."""
        days = self.days(zone)
        if len(stretches) == 1 and days.has(*stretches[0]):
            start, end = stretches[0]
            return (DayShare(days.day_of(start), end - start),)
        found: dict[date, int] = {}
        for start, end in stretches:
            for day, first, last in days.pieces(start, end):
                found[day] = found.get(day, 0) + last - first
        return tuple([DayShare(day, seconds) for day, seconds in found.items()])
