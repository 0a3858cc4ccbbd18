"""A unit of work in memory, and ledger lines that come to exactly the hours of a programme."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from types import TracebackType
from typing import Self

from msgspec import structs

from tests.fakes.staff import MemoryCheckpoints, MemoryPolicies
from tests.fakes.study_unit import NoDoubts
from trainer.certificates.facts import IssuedCertificate, Provider
from trainer.cohorts.people import Enrolment, Person
from trainer.courses.outline import Programme
from trainer.hours.doubts import Doubts
from trainer.hours.findings import ChainReport
from trainer.hours.ledger import FIRST_HASH, Entry, EntryKind, Head, StoredLine, body_bytes, line_columns, sealed
from trainer.hours.projection import projected
from trainer.hours.service import HoursContext, lines_and_credit
from trainer.hours.verify import verify_chain

DEVICE = "device-1"


class ChainDoubts(NoDoubts):
    """Doubts what the verification of the chain doubts."""

    def __init__(self, ledger: "MemoryLedger") -> None:
        self._ledger = ledger

    def of(self, enrolment_id: str) -> Doubts:
        return Doubts(ids=self.chain("").doubtful)

    def chain(self, device_id: str, *, afresh: bool = False) -> ChainReport:
        return verify_chain(self._ledger.lines())

    def head(self, device_id: str) -> Head | None:
        return next((head for head in self.chain(device_id).heads if head.device_id == device_id), None)


class FreshTotals:
    """See :class:`trainer.hours.projection.ProjectionStore`: always what the lines come to.

    Attributes:
        contexts: By enrolment id; of any other nothing was kept.
    """

    def __init__(self, ledger: "MemoryLedger") -> None:
        self._ledger = ledger
        self.contexts: dict[str, HoursContext] = {}

    def projection(self, enrolment_id: str) -> Mapping[str, Mapping[str, int]]:
        context = self.contexts.get(enrolment_id)
        return projected(lines_and_credit(self._ledger, ChainDoubts(self._ledger), context)[1]) if context else {}


class MemoryPeople:
    """Profiles and enrolments by id."""

    def __init__(self) -> None:
        self.by_id: dict[str, Person] = {}
        self.enrolments_by_id: dict[str, Enrolment] = {}

    def person(self, person_id: str) -> Person | None:
        return self.by_id.get(person_id)

    def enrolment(self, enrolment_id: str) -> Enrolment | None:
        return self.enrolments_by_id.get(enrolment_id)


class MemoryRegister:
    """Certificates, numbers, provider and kept values."""

    def __init__(self) -> None:
        self.issued: list[IssuedCertificate] = []
        self.last: dict[int, int] = {}
        self.current: Provider | None = None
        self.values: dict[str, str] = {}

    def provider(self) -> Provider | None:
        return self.current

    def save_provider(self, provider: Provider) -> None:
        self.current = provider

    def take_number(self, year: int) -> int:
        self.last[year] = self.last.get(year, 0) + 1
        return self.last[year]

    def last_numbers(self) -> Mapping[int, int]:
        return dict(self.last)

    def add_certificate(self, certificate: IssuedCertificate) -> None:
        self.issued.insert(0, certificate)

    def certificates(self, enrolment_id: str | None = None) -> Sequence[IssuedCertificate]:
        return [item for item in self.issued if enrolment_id in (None, item.enrolment_id)]

    def certificate(self, number: str) -> IssuedCertificate | None:
        return next((item for item in self.issued if item.facts.number == number), None)

    def numbers(self) -> Sequence[str]:
        return [item.facts.number for item in self.issued]

    def keep_value(self, name: str, value: str) -> None:
        self.values[name] = value

    def kept_values(self) -> Mapping[str, str]:
        return dict(self.values)


class MemoryLedger:
    """One device's lines."""

    def __init__(self) -> None:
        self.kept: list[Entry] = []

    def append(self, entry: Entry) -> Entry:
        previous = self.kept[-1].hash if self.kept else FIRST_HASH
        self.kept.append(sealed(entry, len(self.kept) + 1, previous))
        return self.kept[-1]

    def entries(self, enrolment_id: str) -> Sequence[Entry]:
        return [entry for entry in self.kept if entry.enrolment_id == enrolment_id]

    def missing_guards(self) -> Sequence[str]:
        return ()

    def lines(self, device_id: str | None = None) -> Iterator[StoredLine]:
        for position, entry in enumerate(self.kept, 1):
            yield StoredLine(position, body_bytes(entry), entry.hash, **line_columns(entry))


class MemoryUnit:
    """Commits by staying as it is, and rolls back by restoring copies of what it holds.

    Attributes:
        commits: How often something was committed.
        fails: Raised by the next commit.
    """

    def __init__(self) -> None:
        self.people, self.register, self.ledger = MemoryPeople(), MemoryRegister(), MemoryLedger()
        self.doubts, self.projections = ChainDoubts(self.ledger), FreshTotals(self.ledger)
        self.policies, self.checkpoints = MemoryPolicies(), MemoryCheckpoints()
        self.commits = 0
        self.fails: Exception | None = None

    def __call__(self) -> Self:
        return self

    def __enter__(self) -> Self:
        register = self.register
        self._before = (list(register.issued), dict(register.last), register.current, dict(register.values))
        self._committed = False
        return self

    def commit(self) -> None:
        if self.fails is not None:
            error, self.fails = self.fails, None
            raise error
        self.commits += 1
        self._committed = True

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not self._committed:
            register = self.register
            register.issued, register.last, register.current, register.values = self._before


def full_course(programme: Programme, enrolment_id: str, start: datetime) -> list[Entry]:
    """Lines that meet every requirement of a programme: each lesson, live session and exam for its whole minutes."""
    work = [(EntryKind.SELF_PACED, lesson.id, lesson.minutes) for lesson in programme.lessons.values()]
    work += [(EntryKind.LIVE, session.id, session.minutes) for session in programme.live_sessions]
    work += [(EntryKind.EXAM, exam.id, exam.minutes) for exam in programme.exams]
    lines = []
    moment = start.astimezone(UTC)
    for number, (kind, subject, minutes) in enumerate(work):
        lines.append(line(enrolment_id, kind, subject, minutes, moment, f"entry-{number:04d}", programme.edition))
        moment += timedelta(days=1) if number % 3 == 2 else timedelta(minutes=minutes + 30)
    return lines


def line(
    enrolment_id: str, kind: EntryKind, subject: str, minutes: int, start: datetime, entry_id: str, edition: str
) -> Entry:
    """One line without gaps."""
    return Entry(
        entry_id,
        enrolment_id,
        kind,
        subject,
        edition,
        "default-1",
        start,
        "America/Los_Angeles",
        minutes * 60,
        minutes * 60,
        DEVICE,
        "author-1",
    )


def shortened(entry: Entry, seconds: int) -> Entry:
    """The same line, some seconds shorter."""
    return structs.replace(
        entry, measured_seconds=entry.measured_seconds - seconds, wall_seconds=entry.wall_seconds - seconds
    )
