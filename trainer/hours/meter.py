"""Measures a stint: a pure state machine over readings of both clocks, from which a ledger line is made.

Durations come from the monotonic clock alone, stamps from the wall clock. Where the two part, the zone changes or a new
local day begins, the stint must be cut, so that the stamps of every line stay true.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from math import floor
from zoneinfo import ZoneInfo

from trainer.hours.ledger import Gap, GapKind
from trainer.hours.local_days import is_zone

QUIET_SECONDS = 60
"""A shorter time without activity is not worth writing down."""

SHORT_ABSENCE_SECONDS = 3
"""A window that loses the focus for less than this was not left."""

STALLED_SECONDS = 15
"""Ticks come every second; without one for longer than this the program stood still."""

ASLEEP_SECONDS = 60
"""Standing still for longer than this, on both clocks, means that the machine slept."""

DRIFT_SECONDS = 2
"""The clocks may drift this far apart before the stint is cut."""

NOTICE_SECONDS = 60
"""How long before the idle limit "Still reading?" may be shown."""

MOST_GAPS = 1_000
"""A stint with more gaps than this is cut, long before its line would be too long for the ledger."""

READ_ALOUD_SECONDS = 900
"""Sentences that were read aloud count as activity for this long without any other sign of a person."""


class Activity(StrEnum):
    """Signs of study; a line counts them as evidence."""

    PAGES = "pages"
    KEYS = "keys"
    POINTER = "pointer"
    SCROLL = "scroll"
    TOUCH = "touch"
    SPEECH = "speech"
    ANSWERS = "answers"
    READER = "reader"


class Absence(StrEnum):
    """Why a learner cannot be reading this window."""

    FOCUS = "focus"
    MINIMIZED = "minimized"
    LOCKED = "locked"
    OTHER_WINDOW = "other_window"


@dataclass(frozen=True)
class Reading:
    """Both clocks at one moment.

    Attributes:
        monotonic: Seconds from an arbitrary zero.
        wall: Timezone-aware.
        zone: IANA name of the zone that the computer shows.
    """

    monotonic: float
    wall: datetime
    zone: str


@dataclass(frozen=True)
class Span:
    """A gap that has ended, on the monotonic clock.

    Attributes:
        is_new: It begins with a sign of a person, and is not a silence that goes on.
    """

    kind: GapKind
    start: float
    end: float
    is_new: bool = False


@dataclass(frozen=True)
class MeterState:
    """A stint under way.

    Attributes:
        started: The reading at its beginning.
        day: The local day on which it began.
        latest: The reading of the last event or tick.
        acted_at: Monotonic; when a person last did something.
        quiet_from: Monotonic; where the silence that is under way begins, after the last gap.
        spans: Gaps that have ended, in order, not overlapping.
        counts: Evidence by kind.
        absences: Why the window is away now; empty while it is in front.
        absent_from: Monotonic; when it went away.
        paused_from: Monotonic; when the break began, or None.
        read_aloud_until: Monotonic; until when a sentence that was read aloud is a sign of study, in the past once the
            quarter of an hour is over; None while it is silent.
        is_broken: The clocks parted, the zone changed, a new day began, or there are too many gaps.
    """

    started: Reading
    day: date
    latest: Reading
    acted_at: float
    quiet_from: float
    spans: tuple[Span, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    absences: frozenset[Absence] = frozenset()
    absent_from: float = 0.0
    paused_from: float | None = None
    read_aloud_until: float | None = None
    is_broken: bool = False

    @property
    def is_present(self) -> bool:
        """Whether the window is in front and no break is on."""
        return not self.absences and self.paused_from is None


@dataclass(frozen=True)
class Measurement:
    """What a stint measured so far, as a ledger line wants it.

    Attributes:
        started_at: UTC, whole seconds.
        measured_seconds: By the monotonic clock.
        wall_seconds: By the wall clock.
    """

    started_at: datetime
    zone: str
    measured_seconds: int
    wall_seconds: int
    gaps: tuple[Gap, ...]
    evidence: Mapping[str, int]


def begin(reading: Reading, before: MeterState | None = None) -> MeterState:
    """Starts a stint; opening a lesson is itself a sign of a person.

    Args:
        reading: Now.
        before: The stint that had to be cut here. Nobody did anything then, so an absence, a break, read-aloud and the
            silence under way go on. Lines have whole seconds: the fraction that its line could not hold is measured
            anew.
    """
    if before is None:
        return MeterState(reading, _local_day(reading), reading, reading.monotonic, reading.monotonic)
    start = _earlier(reading, (reading.monotonic - before.started.monotonic) % 1)
    return MeterState(
        start,
        _local_day(reading),
        start,
        acted_at=before.acted_at,
        quiet_from=max(start.monotonic, before.acted_at),
        absences=before.absences,
        absent_from=max(start.monotonic, before.absent_from),
        paused_from=None if before.paused_from is None else max(start.monotonic, before.paused_from),
        read_aloud_until=before.read_aloud_until,
    )


def tick(state: MeterState, reading: Reading) -> MeterState:
    """Takes notice of the time; to be called every second."""
    now = max(reading.monotonic, state.latest.monotonic)
    stood_still = now - state.latest.monotonic > STALLED_SECONDS and state.is_present
    if stood_still:
        state = _stood_still(state, reading, now)
    is_broken = state.is_broken or len(state.spans) >= MOST_GAPS or _is_parted(state, reading, now)
    return replace(state, latest=replace(reading, monotonic=now), is_broken=is_broken)


def activity(state: MeterState, reading: Reading, kind: str) -> MeterState:
    """Records a sign of study; while the learner is away or on a break it is not one.

    While read-aloud runs, a sentence is one too, for a quarter of an hour after the last sign of another kind.

    Raises:
        ValueError: ``kind`` is no :class:`Activity`.
    """
    name = Activity(kind).value
    state = tick(state, reading)
    if not state.is_present:
        return state
    now = state.latest.monotonic
    if name == Activity.SPEECH and (state.read_aloud_until is None or now > state.read_aloud_until):
        return state
    state = replace(_acted(state, now), counts={**state.counts, name: state.counts.get(name, 0) + 1})
    if state.read_aloud_until is not None and name != Activity.SPEECH:
        state = replace(state, read_aloud_until=now + READ_ALOUD_SECONDS)
    return state


def read_aloud(state: MeterState, reading: Reading, *, running: bool) -> MeterState:
    """A person starts read-aloud, or it stops by itself, which nobody need have been there for."""
    state = tick(state, reading)
    if not running or not state.is_present:
        return replace(state, read_aloud_until=None)
    now = state.latest.monotonic
    return replace(_acted(state, now), read_aloud_until=now + READ_ALOUD_SECONDS)


def away(state: MeterState, reading: Reading, absence: str = Absence.FOCUS) -> MeterState:
    """The window cannot be read: it lost the focus, was minimized or locked, or a second one was opened."""
    state = tick(state, reading)
    since = state.absent_from if state.absences else state.latest.monotonic
    return replace(state, absences=state.absences | {Absence(absence)}, absent_from=since)


def back(state: MeterState, reading: Reading, absence: str = Absence.FOCUS) -> MeterState:
    """One cause of absence has ended; the learner is back when none is left. A short absence never was one."""
    state = tick(state, reading)
    left = state.absences - {Absence(absence)}
    returned = replace(state, absences=left)
    if left or not state.absences or state.paused_from is not None:
        return returned
    now = state.latest.monotonic
    if now - state.absent_from < SHORT_ABSENCE_SECONDS:
        return returned
    return replace(returned, spans=_all_spans(state), acted_at=now, quiet_from=now)


def pause(state: MeterState, reading: Reading) -> MeterState:
    """The learner takes a break."""
    state = tick(state, reading)
    if state.paused_from is not None:
        return state
    return replace(state, spans=_all_spans(state), paused_from=state.latest.monotonic, read_aloud_until=None)


def resume(state: MeterState, reading: Reading) -> MeterState:
    """The break is over."""
    state = tick(state, reading)
    if state.paused_from is None:
        return state
    now = state.latest.monotonic
    return replace(state, spans=_all_spans(state), paused_from=None, acted_at=now, quiet_from=now, absent_from=now)


def must_split(state: MeterState, reading: Reading) -> bool:
    """Says whether the line must be closed and a new one begun: the clocks parted, or the zone or local day changed."""
    return state.is_broken or _is_parted(state, reading, max(reading.monotonic, state.latest.monotonic))


def quiet_for(state: MeterState, reading: Reading) -> float:
    """Returns for how many seconds a present learner has done nothing; 0 while away or on a break."""
    return max(0.0, reading.monotonic - state.acted_at) if state.is_present else 0.0


def notice_due(state: MeterState, reading: Reading, idle_limit: int) -> bool:
    """Says whether "Still reading?" may be shown: a minute before the idle limit, and never while read-aloud runs.

    Args:
        state: The stint.
        reading: Now.
        idle_limit: Seconds; with a limit under two minutes the notice comes half-way.
    """
    return state.read_aloud_until is None and _is_nearly_idle(state, reading, idle_limit)


def reads_to_nobody(state: MeterState, reading: Reading, idle_limit: int) -> bool:
    """Says whether the notice would be due, were it not for read-aloud, which goes on and is not interrupted."""
    return state.read_aloud_until is not None and _is_nearly_idle(state, reading, idle_limit)


def snapshot(state: MeterState, reading: Reading) -> Measurement:
    """Returns what was measured up to now, with the gap under way, ready for the ledger or its scratch copy."""
    state = tick(state, reading)
    started, latest = state.started, state.latest
    return Measurement(
        started_at=started.wall.astimezone(UTC).replace(microsecond=0),
        zone=started.zone,
        measured_seconds=int(latest.monotonic - started.monotonic),
        wall_seconds=floor((latest.wall - started.wall).total_seconds()),
        gaps=_whole_gaps(_all_spans(state, shortest=0 if state.is_broken else QUIET_SECONDS), started.monotonic),
        evidence=dict(state.counts),
    )


def finish(state: MeterState, reading: Reading) -> Measurement:
    """Ends the stint: the last snapshot."""
    return snapshot(state, reading)


def _is_nearly_idle(state: MeterState, reading: Reading, idle_limit: int) -> bool:
    return state.is_present and quiet_for(state, reading) >= max(idle_limit - NOTICE_SECONDS, idle_limit / 2)


def _acted(state: MeterState, now: float) -> MeterState:
    return replace(state, spans=_all_spans(state, now), acted_at=now, quiet_from=now)


def _stood_still(state: MeterState, reading: Reading, now: float) -> MeterState:
    """Adds the gap in which no tick came. Nobody came back from it, so the silence before it goes on."""
    before = state.latest
    slept = now - before.monotonic > ASLEEP_SECONDS and (reading.wall - before.wall).total_seconds() > ASLEEP_SECONDS
    kind = GapKind.ASLEEP if slept else GapKind.STALLED
    span = Span(kind, before.monotonic, now, is_new=before.monotonic == state.acted_at)
    return replace(state, spans=(*_all_spans(state, shortest=0), span), quiet_from=now)


def _all_spans(state: MeterState, now: float | None = None, *, shortest: float = QUIET_SECONDS) -> tuple[Span, ...]:
    """Returns the gaps that have ended, and the one under way as if it ended now, or at the latest reading.

    Args:
        state: The stint.
        now: Monotonic.
        shortest: The shortest silence to write down, in seconds; any at all where it goes on after a gap or a cut.
    """
    now = state.latest.monotonic if now is None else now
    if state.paused_from is not None:
        return (*state.spans, Span(GapKind.PAUSED, state.paused_from, now))
    if state.absences and now - state.absent_from >= SHORT_ABSENCE_SECONDS:
        silence = _silence(state, state.absent_from, QUIET_SECONDS)
        return (*state.spans, *silence, Span(GapKind.AWAY, state.absent_from, now))
    return (*state.spans, *_silence(state, now, shortest))


def _silence(state: MeterState, until: float, shortest: float) -> tuple[Span, ...]:
    if until - state.acted_at < shortest or until <= state.quiet_from:
        return ()
    return (Span(GapKind.QUIET, state.quiet_from, until, is_new=state.quiet_from == state.acted_at),)


def _is_parted(state: MeterState, reading: Reading, now: float) -> bool:
    if reading.zone != state.started.zone:
        return True
    by_wall = (reading.wall - state.started.wall).total_seconds()
    return abs(by_wall - (now - state.started.monotonic)) > DRIFT_SECONDS or _local_day(reading) != state.day


def _earlier(reading: Reading, seconds: float) -> Reading:
    return replace(reading, monotonic=reading.monotonic - seconds, wall=reading.wall - timedelta(seconds=seconds))


def _local_day(reading: Reading) -> date:
    return reading.wall.astimezone(ZoneInfo(reading.zone) if is_zone(reading.zone) else UTC).date()


def _whole_gaps(spans: tuple[Span, ...], zero: float) -> tuple[Gap, ...]:
    """Rounds both ends of every gap down, which keeps them in order and apart; one without a whole second goes.

    A sign of a person gets a second of its own where it would otherwise vanish between two gaps or before the first.
    So a silence that touches the gap before it, or the beginning of its line, is one that went on.
    """
    gaps: list[Gap] = []
    for span in spans:
        start, end = int(span.start - zero), int(span.end - zero)
        if span.is_new and start == (gaps[-1].end_second if gaps else 0):
            start += 1
        if start < end:
            gaps.append(Gap(span.kind, start, end - start))
    return tuple(gaps)
