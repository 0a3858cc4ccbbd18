"""Local days: where midnight lies in a zone, right with daylight saving time, and asked of the zone once a day."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from trainer.hours.record import DayShare
from trainer.hours.stretches import Stretch

ONE_DAY = timedelta(days=1)
_LONG_AGO = -(2**62)
_A_FEW_DAYS = 3 * 86_400
"""Not farther than this, it is quicker to go on from the last day than to begin anew."""


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
    return _midnight(ZoneInfo(zone), day)


def _midnight(zone: tzinfo, day: date) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=zone).timestamp())


class LocalDays:
    """Answers which local day a second falls on; remembers the last day, since study comes in order."""

    def __init__(self, zone: str) -> None:
        """``zone`` must be known."""
        self._zone = ZoneInfo(zone)
        self._from = self._until = _LONG_AGO
        self._day = date.min

    def day_of(self, second: int) -> date:
        """Returns the local day of a second since 1970."""
        if not self._from <= second < self._until:
            self._find(second)
        return self._day

    def only_day(self, start: int, end: int) -> date | None:
        """Returns the one local day of a stretch; None where a midnight lies inside it."""
        if not self._from <= start < self._until:
            self._find(start)
        return self._day if end <= self._until else None

    def pieces(self, start: int, end: int) -> Iterator[tuple[date, int, int]]:
        """Cuts a stretch at local midnights; yields (day, start, end)."""
        while start < end:
            day = self.day_of(start)
            until = min(end, self._until)
            yield day, start, until
            start = until

    def shares(self, stretches: Sequence[Stretch], seconds: int) -> tuple[DayShare, ...]:
        """Returns how many of some seconds fall on each local day; the stretches come in order."""
        day = self.only_day(stretches[0][0], stretches[-1][1])
        if day is not None:
            return (DayShare(day, seconds),)
        found: dict[date, int] = {}
        for stretch in stretches:
            for day, first, last in self.pieces(*stretch):
                found[day] = found.get(day, 0) + last - first
        return tuple([DayShare(day, seconds) for day, seconds in found.items()])

    def _find(self, second: int) -> None:
        day, until = self._day + ONE_DAY, self._until
        if not until <= second < until + _A_FEW_DAYS:
            day = datetime.fromtimestamp(second, UTC).date() - ONE_DAY
            until = _midnight(self._zone, day)
        while until <= second:
            since, day = until, day + ONE_DAY
            until = _midnight(self._zone, day)
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
