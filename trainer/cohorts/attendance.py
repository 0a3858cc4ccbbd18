"""Who was present at a live session, from when to when: an instructor's word becomes a line of the ledger."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from trainer.clock import Clock
from trainer.cohorts.people import STAFF, Enrolment, Person
from trainer.errors import TrainerError
from trainer.hours.ledger import Entry, EntryKind, Gap, GapKind
from trainer.hours.policy_book import in_force
from trainer.hours.record import HoursRecord
from trainer.hours.service import HoursContext, HoursService
from trainer.i18n import _

LONGEST_PRESENCE = timedelta(hours=12)
"""A session is not longer than a day of work; anything above is a slip of the keys."""


@dataclass(frozen=True)
class Attendance:
    """One learner's presence at one session.

    Attributes:
        entry_id: Made by the caller, so that trying again after an error records it once.
        break_started_at: When the break began, or None when there was none.
    """

    entry_id: str
    session_id: str
    arrived_at: datetime
    left_at: datetime
    break_started_at: datetime | None = None
    break_minutes: int = 0


class AttendanceService:
    """Records live hours."""

    def __init__(self, hours: HoursService, clock: Clock, device_id: str) -> None:
        """``device_id`` names the chain that the lines join."""
        self._hours = hours
        self._clock = clock
        self._device_id = device_id

    def record(
        self, attendance: Attendance, enrolment: Enrolment, context: HoursContext, author: Person
    ) -> HoursRecord:
        """Appends a line: the whole presence is measured, the break in it stands as a pause and is not credited.

        Raises:
            TrainerError: The author may not record attendance, the session is not of the programme, the times cannot
                be, or the same stretch has been recorded before. Nothing was written.
        """
        if author.role not in STAFF:
            raise TrainerError(_("Attendance is recorded by an instructor."), _("Please ask your instructor."))
        if author.id == enrolment.person_id:
            raise TrainerError(
                _("Nobody can record their own attendance."), _("Please ask another instructor to do it.")
            )
        if attendance.session_id not in context.programme.live_by_id:
            raise TrainerError(
                _("This live session is not part of the learner's course."), _("Please choose another session.")
            )
        _check_times(attendance, self._clock.now())
        self._refuse_twice(attendance, context)
        return self._hours.append(self._entry(attendance, enrolment, context, author), context)

    def _refuse_twice(self, attendance: Attendance, context: HoursContext) -> None:
        lines = self._hours.entries(context)
        taken_back = {line.subject for line in lines if line.kind is EntryKind.REVERSAL}
        for line in lines:
            if line.kind is not EntryKind.LIVE or line.id in taken_back or line.id == attendance.entry_id:
                continue
            ends_at = line.started_at + timedelta(seconds=line.measured_seconds)
            if (
                line.subject == attendance.session_id
                and line.started_at < attendance.left_at
                and attendance.arrived_at < ends_at
            ):
                raise TrainerError(
                    _("This attendance has been recorded already."), _("The learner's hours are unchanged.")
                )

    def _entry(self, attendance: Attendance, enrolment: Enrolment, context: HoursContext, author: Person) -> Entry:
        seconds = int((attendance.left_at - attendance.arrived_at).total_seconds())
        return Entry(
            id=attendance.entry_id,
            enrolment_id=enrolment.id,
            kind=EntryKind.LIVE,
            subject=attendance.session_id,
            edition=context.programme.edition or enrolment.edition,
            policy=in_force(context.policies, enrolment.policy, self._day(attendance)).name,
            started_at=attendance.arrived_at.replace(microsecond=0),
            zone=self._clock.zone(),
            measured_seconds=seconds,
            wall_seconds=seconds,
            device_id=self._device_id,
            author_id=author.id,
            gaps=_break_gap(attendance, seconds),
            evidence={"attendance": 1},
        )

    def _day(self, attendance: Attendance) -> date:
        return attendance.arrived_at.astimezone(ZoneInfo(self._clock.zone())).date()


def _check_times(attendance: Attendance, now: datetime) -> None:
    if attendance.left_at <= attendance.arrived_at:
        raise TrainerError(_("The end has to be later than the beginning."), _("Please look at the two times again."))
    if attendance.left_at - attendance.arrived_at > LONGEST_PRESENCE:
        raise TrainerError(_("This is more than 12 hours."), _("Please look at the two times again."))
    if attendance.left_at > now:
        raise TrainerError(
            _("This time has not come yet."), _("Attendance can be recorded when the learner has left the session.")
        )


def _break_gap(attendance: Attendance, seconds: int) -> tuple[Gap, ...]:
    """Returns the part of the break that lies inside the presence: who came after it was not on a break."""
    if attendance.break_started_at is None or attendance.break_minutes <= 0:
        return ()
    start = int((attendance.break_started_at - attendance.arrived_at).total_seconds())
    begin, end = max(0, start), min(seconds, start + attendance.break_minutes * 60)
    return (Gap(GapKind.PAUSED, begin, end - begin),) if begin < end else ()
