"""Live attendance: minutes present, the break not counted, an instructor as author, nothing recorded twice."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from tests.fakes.programmes import make_programme
from tests.fakes.records import ENROLMENT, START, make_enrolment, make_person
from tests.fakes.study_unit import MemoryStudyUnit
from trainer.clock import SimulatedClock
from trainer.cohorts.attendance import Attendance, AttendanceService
from trainer.cohorts.people import Role
from trainer.errors import TrainerError
from trainer.hours.ledger import EntryKind, GapKind
from trainer.hours.policy import Policy
from trainer.hours.record import HoursRecord, Mode, Reason
from trainer.hours.service import HoursContext, HoursService

CONTEXT = HoursContext(ENROLMENT, make_programme(), {Policy().name: Policy()})
INSTRUCTOR = make_person(id="ines", role=Role.INSTRUCTOR)


class Room:
    """A live session of 130 minutes with a break of 10, and the clock an hour after it."""

    def __init__(self) -> None:
        self.unit = MemoryStudyUnit()
        self.clock = SimulatedClock(START + timedelta(hours=3))
        self.service = AttendanceService(HoursService(self.unit.open), self.clock, "device-1")

    def record(self, role: Role = Role.INSTRUCTOR, **changes: object) -> HoursRecord:
        values: dict[str, object] = {
            "entry_id": "entry-1",
            "session_id": "L01",
            "arrived_at": START,
            "left_at": START + timedelta(minutes=130),
            "break_started_at": START + timedelta(minutes=60),
            "break_minutes": 10,
        }
        author = make_person(id="ines", role=role)
        return self.service.record(Attendance(**{**values, **changes}), make_enrolment(), CONTEXT, author)  # type: ignore[arg-type]

    @property
    def lines(self) -> list[object]:
        return list(self.unit.ledger.lines.values())


@pytest.fixture
def room() -> Room:
    return Room()


def after(minutes: int) -> datetime:
    return START + timedelta(minutes=minutes)


def test_presence_is_credited_and_the_break_is_not(room: Room) -> None:
    record = room.record()
    (credit,) = record.credits
    assert (credit.mode, credit.measured_seconds, credit.credited_seconds) == (Mode.LIVE, 130 * 60, 120 * 60)
    assert [(refusal.reason, refusal.seconds) for refusal in credit.refusals] == [(Reason.BREAK, 600)]


def test_the_line_names_its_author_and_stands_in_the_chain_of_this_computer(room: Room) -> None:
    room.record()
    (line,) = room.unit.ledger.lines.values()
    assert (line.kind, line.author_id, line.device_id) == (EntryKind.LIVE, "ines", "device-1")
    assert (line.subject, line.policy, line.edition) == ("L01", "default-1", "edition-1")
    assert [(gap.kind, gap.start_second, gap.seconds) for gap in line.gaps] == [(GapKind.PAUSED, 3600, 600)]


@pytest.mark.parametrize(
    ("arrived", "left", "break_from", "credited"),
    [
        (0, 103, 60, 93),
        (65, 130, 60, 60),
        (75, 130, 60, 55),
        (0, 55, 60, 55),
        (0, 130, None, 120),
    ],
)
def test_only_the_part_of_the_break_that_was_attended_counts_as_break(
    room: Room, arrived: int, left: int, break_from: int | None, credited: int
) -> None:
    begins = None if break_from is None else after(break_from)
    record = room.record(arrived_at=after(arrived), left_at=after(left), break_started_at=begins)
    assert record.credited_seconds == credited * 60


@pytest.mark.parametrize("role", [Role.LEARNER, Role.AUDITOR])
def test_others_than_instructors_may_not_record(room: Room, role: Role) -> None:
    with pytest.raises(TrainerError, match="instructor"):
        room.record(role)
    assert not room.lines


@pytest.mark.parametrize(
    "changes",
    [
        {"session_id": "L99"},
        {"left_at": START},
        {"left_at": START - timedelta(minutes=1)},
        {"left_at": START + timedelta(hours=4)},
        {"arrived_at": START - timedelta(hours=11)},
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(room: Room, changes: dict[str, object]) -> None:
    with pytest.raises(TrainerError):
        room.record(**changes)
    assert not room.lines


def test_the_same_stretch_is_not_recorded_twice(room: Room) -> None:
    room.record()
    with pytest.raises(TrainerError, match="already"):
        room.record(entry_id="entry-2", arrived_at=after(120), left_at=after(140))
    assert len(room.lines) == 1


def test_trying_again_under_the_same_id_changes_nothing(room: Room) -> None:
    assert room.record() == room.record()
    assert len(room.lines) == 1


def test_who_left_and_came_back_has_two_lines(room: Room) -> None:
    room.record(left_at=after(40), break_started_at=None)
    record = room.record(entry_id="entry-2", arrived_at=after(80), left_at=after(130), break_started_at=None)
    assert record.credited_seconds == 90 * 60


def test_a_line_is_written_under_the_version_in_force_on_the_day_of_the_session(room: Room) -> None:
    """It is recorded on the day on which the third version begins; the session was a day earlier."""
    later = [Policy(version=2, effective_from="2026-09-01"), Policy(version=3, effective_from="2026-09-15")]
    context = replace(CONTEXT, policies={policy.name: policy for policy in [Policy(), *later]})
    room.clock.advance(86_400)
    attendance = Attendance("entry-1", "L01", START, after(60))
    room.service.record(attendance, make_enrolment(), context, INSTRUCTOR)
    (line,) = room.unit.ledger.lines.values()
    assert line.policy == "default-2"
