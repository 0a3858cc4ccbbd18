"""Study in memory: a unit of work with a ledger, totals and places, which can be told to have a full disk."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from msgspec import structs

from trainer.errors import TrainerError
from trainer.hours.doubts import NO_DOUBTS, Doubts
from trainer.hours.findings import ChainReport
from trainer.hours.ledger import Entry, Head, OpenStint
from trainer.hours.projection import projected
from trainer.hours.record import HoursRecord
from trainer.hours.settlements import Settlement
from trainer.study.progress import CheckAnswer, LessonProgress


class MemoryLedger:
    """The part of :class:`trainer.hours.ledger.LedgerStore` that study needs."""

    def __init__(self) -> None:
        self.lines: dict[str, Entry] = {}
        self.stints: dict[str, OpenStint] = {}

    def append(self, entry: Entry) -> Entry:
        return self.lines.setdefault(entry.id, structs.replace(entry, sequence=len(self.lines) + 1))

    def entries(self, enrolment_id: str) -> Sequence[Entry]:
        return [line for line in self.lines.values() if line.enrolment_id == enrolment_id]

    def save_open_stint(self, stint: OpenStint) -> None:
        self.stints[stint.entry.id] = stint

    def open_stints(self) -> Sequence[OpenStint]:
        return list(self.stints.values())

    def close_open_stint(self, entry_id: str) -> None:
        self.stints.pop(entry_id, None)


class NoDoubts:
    """See :class:`trainer.hours.doubts.DoubtStore`."""

    def of(self, enrolment_id: str) -> Doubts:
        return NO_DOUBTS

    def settled(self) -> tuple[Settlement, ...]:
        return ()

    def chains_before(self, device_id: str) -> Sequence[str]:
        return ()

    def concerned(self, device_id: str) -> frozenset[str]:
        return frozenset()

    def chain(self, device_id: str, *, afresh: bool = False) -> ChainReport:
        return ChainReport((), 0, ())

    def head(self, device_id: str) -> Head | None:
        return None


class MemoryTotals:
    """See :class:`trainer.hours.service.ProjectionStore`."""

    def __init__(self) -> None:
        self.saved: dict[str, HoursRecord] = {}
        self.unexplained: dict[str, int] = {}

    def save_projection(self, enrolment_id: str, record: HoursRecord, unexplained_seconds: int = 0) -> None:
        self.saved[enrolment_id], self.unexplained[enrolment_id] = record, unexplained_seconds

    def projection(self, enrolment_id: str) -> Mapping[str, Mapping[str, int]]:
        record = self.saved.get(enrolment_id)
        if record is None:
            return {}
        totals = projected(record)
        return {**totals, "total": {**totals["total"], "unexplained": self.unexplained[enrolment_id]}}

    def projected_seconds(self, enrolment_id: str) -> Mapping[str, int]:
        record = self.saved.get(enrolment_id)
        return record.by_subject if record else {}


class MemoryProgress:
    """See :class:`trainer.study.progress.ProgressStore`."""

    def __init__(self) -> None:
        self.places: dict[tuple[str, str], LessonProgress] = {}
        self.answers: list[CheckAnswer] = []

    def save_progress(self, progress: LessonProgress) -> None:
        self.places[progress.enrolment_id, progress.lesson_id] = progress

    def progress(self, enrolment_id: str, lesson_id: str) -> LessonProgress | None:
        return self.places.get((enrolment_id, lesson_id))

    def all_progress(self, enrolment_id: str) -> Sequence[LessonProgress]:
        mine = [place for place in self.places.values() if place.enrolment_id == enrolment_id]
        return sorted(mine, key=lambda place: place.updated_at, reverse=True)

    def add_check_answer(self, answer: CheckAnswer) -> None:
        if all(answer.id != known.id for known in self.answers):
            self.answers.append(answer)

    def check_answers(self, enrolment_id: str, lesson_id: str) -> Sequence[CheckAnswer]:
        return [a for a in self.answers if (a.enrolment_id, a.lesson_id) == (enrolment_id, lesson_id)]


class MemoryStudyUnit:
    """Opens over the same records each time.

    Attributes:
        full_disk: While True, opening raises and nothing is kept.
        commits: How often something was made durable.
    """

    def __init__(self) -> None:
        self.ledger = MemoryLedger()
        self.doubts = NoDoubts()
        self.projections = MemoryTotals()
        self.progress = MemoryProgress()
        self.full_disk = False
        self.commits = 0

    @contextmanager
    def open(self) -> Iterator["MemoryStudyUnit"]:
        if self.full_disk:
            raise TrainerError("The disk is full.", "Please make room and try again.")
        yield self

    def commit(self) -> None:
        self.commits += 1
