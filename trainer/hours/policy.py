"""The hours policy: what counts as an hour, as versioned data that every credit names."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Policy:
    """One version of a provider's rules. None means "not known" or "no limit", and everything works with it.

    Attributes:
        idle_limit_seconds: Reading without any activity counts up to this long; the rest of the gap does not.
        daily_cap_seconds: The most that one local day can be credited with.
        smallest_stint_seconds: A shorter line is measured and kept but not credited.
        lesson_cap: True: a lesson is credited with at most its stated minutes.
        attendance_tolerance_seconds: How much of a live session may be missed before it is subtracted.
        minimum_live_share: Share of live minutes in percent, or None.
        maximum_self_paced_share: Share of self-paced minutes in percent, or None.
        minutes_per_hour: How many minutes the provider's credited hour has.
        adjustment_limit_seconds: A larger adjustment needs a second person; None: every one does.
        effective_from: First day, ISO date.
    """

    id: str = "default"
    version: int = 1
    title: str = ""
    effective_from: str = "2026-07-01"
    idle_limit_seconds: int = 300
    daily_cap_seconds: int | None = None
    smallest_stint_seconds: int = 60
    lesson_cap: bool = True
    attendance_tolerance_seconds: int = 0
    minimum_live_share: int | None = None
    maximum_self_paced_share: int | None = None
    minutes_per_hour: int = 60
    adjustment_limit_seconds: int | None = 1800

    @property
    def name(self) -> str:
        """What a line of the ledger calls this version, such as ``default-1``."""
        return f"{self.id}-{self.version}"
