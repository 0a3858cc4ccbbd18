"""Three computers that write two learners' hours, and a plain model of what their lines must come to."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta

from sqlalchemy import select, union

from tests.fakes.learner import CONTEXT
from tests.fakes.records import PERSON, START, make_entry
from trainer.hours.doubts import heads_of
from trainer.hours.ledger import FIRST_HASH, Entry, Head, body_bytes, sealed
from trainer.hours.record import HoursRecord, Reason
from trainer.hours.service import HoursContext, HoursService
from trainer.identifiers import new_id
from trainer.store.database import Database
from trainer.store.tables import ledger, set_aside

DEVICES = 3
LEARNERS = 2


@dataclass(frozen=True)
class Expected:
    """What some known lines come to.

    Attributes:
        judged: Measured seconds, and those not in doubt, of each learner.
        heads: The end of what counts of each computer; one of which nothing counts has none.
    """

    judged: list[tuple[int, int]]
    heads: list[Head]


@dataclass
class World:
    """What the computers have written.

    Attributes:
        enrolment_ids: Of learners who take turns at every computer.
        lines: Every line of every branch, in the order in which it was written.
        tips: The last line of each branch; a computer whose disk was copied has two.
        last_sequences: Of revoked computers.
    """

    enrolment_ids: list[str] = field(default_factory=lambda: [new_id(START) for _n in range(LEARNERS)])
    devices: list[str] = field(default_factory=lambda: sorted(new_id(START) for _n in range(DEVICES)))
    lines: list[Entry] = field(default_factory=list)
    tips: dict[tuple[int, int], Entry] = field(default_factory=dict)
    last_sequences: dict[str, int] = field(default_factory=dict)
    minutes: int = 0

    @property
    def contexts(self) -> list[HoursContext]:
        return [replace(CONTEXT, enrolment_id=enrolment_id) for enrolment_id in self.enrolment_ids]

    def write(self, device: int, branch: int, minutes: int, id_: str = "") -> Entry:
        """Adds a line to a branch; the second branch of a computer starts behind the first one's end."""
        tip = self.tips.get((device, branch)) or self.tips.get((device, 0))
        self.minutes += 1
        started_at = START + timedelta(minutes=30 * self.minutes)
        bare = make_entry(
            0,
            self.devices[device],
            id=id_ or new_id(started_at),
            enrolment_id=self.enrolment_ids[self.minutes % LEARNERS],
            started_at=started_at,
            measured_seconds=minutes * 60,
            wall_seconds=minutes * 60,
            gaps=(),
        )
        line = sealed(bare, tip.sequence + 1 if tip else 1, tip.hash if tip else FIRST_HASH)
        self.lines.append(line)
        self.tips[device, branch] = line
        return line

    def expected(self, known: Iterable[Entry]) -> Expected:
        """Works out what some known lines must come to."""
        lines = {line.hash: line for line in known}.values()
        trusted = [line for line in lines if line.sequence <= self.last_sequences.get(line.device_id, 10**9)]
        places = Counter((line.device_id, line.sequence) for line in trusted)
        ids = Counter(line.id for line in trusted)
        clear = [line for line in trusted if places[line.device_id, line.sequence] == ids[line.id] == 1]
        chains = [_chain([line for line in clear if line.device_id == device]) for device in self.devices]
        sound = [line for chain in chains for line in chain]
        ends = [chain[-1] for chain in chains if chain]
        return Expected(
            [_judged(enrolment_id, lines, sound) for enrolment_id in self.enrolment_ids],
            [Head(end.device_id, end.sequence, end.hash) for end in ends],
        )


def _chain(lines: Iterable[Entry]) -> list[Entry]:
    """Returns lines of one computer as far as each was chained to the one before."""
    found: list[Entry] = []
    for line in sorted(lines, key=lambda line: line.sequence):
        tip = found[-1].hash if found else FIRST_HASH
        if (line.sequence, line.previous_hash) != (len(found) + 1, tip):
            break
        found.append(line)
    return found


def _judged(enrolment_id: str, lines: Iterable[Entry], sound: Iterable[Entry]) -> tuple[int, int]:
    counting = {line.id: line for line in sound if line.enrolment_id == enrolment_id}
    shown = [line for line in lines if line.enrolment_id == enrolment_id and counting.get(line.id, line) == line]
    return sum(line.measured_seconds for line in shown), sum(line.measured_seconds for line in counting.values())


def deliver(database: Database, packet: Iterable[Entry]) -> tuple[int, ...]:
    """Brings lines to an office; returns how many were accepted, known, set aside and unreadable."""
    return brought(database, [(body_bytes(line), line.hash) for line in packet])


def brought(database: Database, packet: Iterable[tuple[bytes, str]]) -> tuple[int, ...]:
    """The same for lines as they travel: each as its bytes and its hash."""
    with database.unit() as unit:
        found = unit.intake.take_in(packet)
        unit.commit()
    return len(found.accepted), len(found.known), len(found.set_aside), len(found.unreadable)


def revoke(database: Database, device_id: str, last_sequence: int) -> None:
    with database.unit() as unit:
        unit.intake.revoke(device_id, last_sequence, author_id=PERSON, reason="The laptop was lost.", at=START)
        unit.commit()


def records_of(database: Database, world: World) -> list[HoursRecord]:
    hours = HoursService(database.unit)
    return [hours.record(context) for context in world.contexts]


def judged(record: HoursRecord) -> tuple[int, int]:
    """Returns measured seconds, and those not in doubt."""
    doubt = sum(r.seconds for credit in record.credits for r in credit.refusals if r.reason is Reason.IN_DOUBT)
    return record.measured_seconds, record.measured_seconds - doubt


def hours_of(record: HoursRecord) -> Mapping[str, object]:
    """Returns everything that two offices must agree on."""
    return {
        "measured": record.measured_seconds,
        "credited": record.credited_seconds,
        "by day": record.by_day,
        "by mode": record.by_mode,
        "by subject": record.by_subject,
        "lines": sorted((credit.entry_id, credit.credited_seconds) for credit in record.credits),
    }


def heads_at(database: Database, world: World) -> list[Head]:
    """Returns what an office knows as the end of what counts, of each computer."""
    with database.unit() as unit:
        return heads_of(world.devices, unit.doubts)


def ends_at(database: Database, world: World) -> list[Head]:
    """Returns where the chains end in an office's ledger, whether that counts or not."""
    with database.unit() as unit:
        return [head for head in map(unit.ledger.head, world.devices) if head is not None]


def hashes_at(database: Database, world: World) -> list[str]:
    """Returns the hashes of all lines that an office keeps, in its ledger or beside it."""
    queries = [select(table.c.hash).where(table.c.device_id.in_(world.devices)) for table in (ledger, set_aside)]
    with database.alone() as connection:
        return sorted(connection.execute(union(*queries)).scalars())
