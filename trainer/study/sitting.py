"""At the desk: one learner, one lesson, and the minutes between opening and closing it."""

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from msgspec import structs

from trainer.clock import Clock
from trainer.hours import meter
from trainer.hours.ledger import Entry, EntryKind, OpenStint
from trainer.hours.policy import Policy
from trainer.identifiers import new_id

SAVE_EVERY_SECONDS = 3
"""With a tick every second, and whole seconds rounded down, a killed program loses at most five seconds of study."""


@dataclass(frozen=True)
class Desk:
    """Who studies what, and under which rules.

    Attributes:
        subject: The lesson (or exam) that the minutes belong to.
        policy: In force on the day when the sitting begins.
        idle_limit_seconds: A personal limit granted as an accommodation, or None for the policy's.
        upcoming: Later versions of the policy; one that begins at midnight holds for what is studied after it.
    """

    enrolment_id: str
    person_id: str
    device_id: str
    subject: str
    edition: str
    policy: Policy
    kind: EntryKind = EntryKind.SELF_PACED
    idle_limit_seconds: int | None = None
    upcoming: tuple[Policy, ...] = ()

    def policy_on(self, day: date) -> Policy:
        """Returns the version in force on a local day."""
        begun = [policy for policy in self.upcoming if policy.effective_from <= day.isoformat()]
        return max([self.policy, *begun], key=lambda policy: policy.version)

    def idle_limit(self, policy: Policy) -> int:
        """Returns the idle limit in force, in seconds."""
        return self.idle_limit_seconds or policy.idle_limit_seconds


@dataclass(frozen=True)
class Beat:
    """What a tick of the clock asks for.

    Attributes:
        save: The state to make durable now, or None.
        closed: A stint that ended because the clock, the zone or the day changed, or None; a new one has begun.
        notice_due: The quiet "Still reading?" may be shown.
        reads_to_nobody: Read-aloud goes on, and its time counts again with the next sign of a person.
        quiet_seconds: How long nothing has happened.
    """

    save: OpenStint | None = None
    closed: Entry | None = None
    notice_due: bool = False
    reads_to_nobody: bool = False
    quiet_seconds: int = 0


class StudySitting:
    """Measures a sitting and turns it into ledger lines; it writes nothing, the caller saves what it hands out."""

    def __init__(self, desk: Desk, clock: Clock) -> None:
        """Begins measuring at once."""
        self._state: meter.MeterState
        self._entry_id: str
        self._policy: Policy
        self._saved_at: float
        self._desk = desk
        self._clock = clock
        self._begin(self._reading())

    @property
    def entry_id(self) -> str:
        """The id of the line that the stint under way will become."""
        return self._entry_id

    def activity(self, kind: str) -> None:
        """Records a sign of study, such as ``keys`` or ``pages``."""
        self._state = meter.activity(self._state, self._reading(), kind)

    def away(self) -> None:
        """The window lost the focus, was minimized, or the screen was locked."""
        self._state = meter.away(self._state, self._reading())

    def back(self) -> None:
        """The window has the focus again."""
        self._state = meter.back(self._state, self._reading())

    def pause(self) -> None:
        """The learner takes a break; time stops."""
        self._state = meter.pause(self._state, self._reading())

    def resume(self) -> None:
        """The break is over."""
        self._state = meter.resume(self._state, self._reading())

    def read_aloud(self, *, running: bool) -> None:
        """Someone started read-aloud, or it stopped; each sentence read to its end is a ``speech`` activity."""
        self._state = meter.read_aloud(self._state, self._reading(), running=running)

    def tick(self) -> Beat:
        """To be called about once a second."""
        reading = self._reading()
        self._state = meter.tick(self._state, reading)
        closed = self._entry(reading) if meter.must_split(self._state, reading) else None
        # A line of no second would be forgotten, and what it says of the clock with it: it is cut at the next tick.
        if closed is not None and closed.measured_seconds > 0:
            self._begin(reading, self._state)
            return Beat(closed=closed, save=self.snapshot())
        quiet = int(meter.quiet_for(self._state, reading))
        limit = self._desk.idle_limit(self._policy)
        due = meter.notice_due(self._state, reading, limit)
        unheard = meter.reads_to_nobody(self._state, reading, limit)
        if reading.monotonic - self._saved_at >= SAVE_EVERY_SECONDS:
            self._saved_at = reading.monotonic
            return Beat(self.snapshot(), None, due, unheard, quiet)
        return Beat(None, None, due, unheard, quiet)

    def snapshot(self) -> OpenStint:
        """Returns the stint as a line that a restart can close."""
        reading = self._reading()
        return OpenStint(structs.replace(self._entry(reading), interrupted=True), reading.wall)

    def so_far(self) -> Entry:
        """Returns the stint under way as a line, for a preview of what it comes to."""
        return self._entry(self._reading())

    def finish(self) -> Entry:
        """Ends the stint and returns its line."""
        return self._entry(self._reading())

    def _begin(self, reading: meter.Reading, before: meter.MeterState | None = None) -> None:
        self._state = meter.begin(reading, before)
        self._policy = self._desk.policy_on(reading.wall.astimezone(ZoneInfo(reading.zone)).date())
        self._entry_id = new_id(reading.wall)
        self._saved_at = reading.monotonic

    def _reading(self) -> meter.Reading:
        return meter.Reading(self._clock.monotonic(), self._clock.now(), self._clock.zone())

    def _entry(self, reading: meter.Reading) -> Entry:
        measured = meter.snapshot(self._state, reading)
        desk = self._desk
        return Entry(
            id=self._entry_id,
            enrolment_id=desk.enrolment_id,
            kind=desk.kind,
            subject=desk.subject,
            edition=desk.edition,
            policy=self._policy.name,
            started_at=measured.started_at,
            zone=measured.zone,
            measured_seconds=measured.measured_seconds,
            wall_seconds=measured.wall_seconds,
            device_id=desk.device_id,
            author_id=desk.person_id,
            gaps=measured.gaps,
            evidence=dict(measured.evidence),
            idle_limit_seconds=desk.idle_limit_seconds,
        )
