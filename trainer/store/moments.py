"""Moments as whole numbers, so that both databases keep them exactly."""

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def to_microseconds(moment: datetime) -> int:
    """Turns a timezone-aware moment into microseconds since 1970, UTC."""
    return (moment - _EPOCH) // timedelta(microseconds=1)


def from_microseconds(value: int) -> datetime:
    """Turns microseconds since 1970 back into a moment in UTC."""
    return _EPOCH + timedelta(microseconds=value)
