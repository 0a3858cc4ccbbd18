"""What credited time comes to in the provider's own hours: kept apart by their length, exact until it is shown."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from trainer.hours.policy import Policy
from trainer.hours.record import HoursRecord
from trainer.hours.wording import span_text
from trainer.i18n import _, ngettext

CLOCK_HOUR_MINUTES: Final = 60
"""What an hour of the clock has. Everything is credited, required and certified in these; the others only explain."""


@dataclass(frozen=True)
class ProviderHours:
    """The part of a record that was credited under policies with one length of the hour.

    Attributes:
        credited_seconds: Negative where corrections took away more than was credited under these policies.
    """

    minutes_per_hour: int
    credited_seconds: int

    @property
    def whole_hours(self) -> int:
        """Hours of this length that are full; with :attr:`rest_seconds` they are what was credited, to the second."""
        return self._sign * (abs(self.credited_seconds) // self._hour_seconds)

    @property
    def rest_seconds(self) -> int:
        """What is left over beside the whole hours, with the same sign."""
        return self.credited_seconds - self.whole_hours * self._hour_seconds

    @property
    def _hour_seconds(self) -> int:
        return self.minutes_per_hour * 60

    @property
    def _sign(self) -> int:
        return -1 if self.credited_seconds < 0 else 1


def by_hour_length(record: HoursRecord, policies: Mapping[str, Policy]) -> tuple[ProviderHours, ...]:
    """Adds up what was credited by the length of the hour, the longest first.

    Each line counts under the policy that it was credited under, so a later version changes nothing that earlier lines
    came to, and a line that is taken back takes away what it gave. A policy that nobody here has is taken for one of 60
    minutes: that claims nothing which the clock does not show.
    """
    seconds: dict[int, int] = defaultdict(int)
    for credit in record.credits:
        policy = policies.get(credit.policy)
        seconds[policy.minutes_per_hour if policy else CLOCK_HOUR_MINUTES] += credit.credited_seconds
    return tuple(ProviderHours(length, seconds[length]) for length in sorted(seconds, reverse=True) if seconds[length])


def provider_hours(record: HoursRecord, policies: Mapping[str, Policy]) -> tuple[ProviderHours, ...]:
    """Returns what there is to say beside the total; nothing where all of it is in hours of the clock."""
    found = by_hour_length(record, policies)
    return found if any(part.minutes_per_hour != CLOCK_HOUR_MINUTES for part in found) else ()


def provider_hours_texts(parts: Sequence[ProviderHours]) -> list[str]:
    """Says what a total comes to, such as "In hours of 50 minutes: 57 h and 30 min."; several are parts of it."""
    sentence = _of_all if len(parts) == 1 else _of_a_part
    return [
        sentence(part.minutes_per_hour)
        % {"n": part.minutes_per_hour, "clock": span_text(part.credited_seconds), "amount": _amount(part)}
        for part in parts
    ]


def _of_all(minutes: int) -> str:
    return ngettext("In hours of %(n)s minute: %(amount)s.", "In hours of %(n)s minutes: %(amount)s.", minutes)


def _of_a_part(minutes: int) -> str:
    return ngettext(
        "Of the total, %(clock)s in hours of %(n)s minute: %(amount)s.",
        "Of the total, %(clock)s in hours of %(n)s minutes: %(amount)s.",
        minutes,
    )


def _amount(part: ProviderHours) -> str:
    """Writes hours and the minutes left over, rounded down."""
    if not part.whole_hours:
        return span_text(part.rest_seconds)
    minus = "−" if part.whole_hours < 0 else ""
    values = {"hours": abs(part.whole_hours), "minutes": abs(part.rest_seconds) // 60}
    words = _("%(hours)s h and %(minutes)s min") if values["minutes"] else _("%(hours)s h")
    return minus + words % values
