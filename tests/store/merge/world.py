"""Three computers that write one learner's hours, and a plain model of what their lines must come to."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta

from tests.fakes.learner import CONTEXT
from tests.fakes.records import PERSON, START, make_entry
from trainer.hours.ledger import FIRST_HASH, Entry, body_bytes, sealed
from trainer.hours.record import HoursRecord, Reason
from trainer.hours.service import HoursContext, HoursService
from trainer.identifiers import new_id
from trainer.store.database import Database

DEVICES = 3


@dataclass
class World:
    """What the computers have written.

    Attributes:
        lines: Every line of every branch, in the order in which it was written.
        tips: The last line of each branch; a computer whose disk was copied has two.
        last_sequences: Of revoked computers.
    """

    enrolment_id: str = field(default_factory=lambda: new_id(START))
    devices: list[str] = field(default_factory=lambda: [new_id(START) for _n in range(DEVICES)])
    lines: list[Entry] = field(default_factory=list)
    tips: dict[tuple[int, int], Entry] = field(default_factory=dict)
    last_sequences: dict[str, int] = field(default_factory=dict)
    minutes: int = 0

    @property
    def context(self) -> HoursContext:
        return replace(CONTEXT, enrolment_id=self.enrolment_id)

    def write(self, device: int, branch: int, minutes: int, id_: str = "") -> Entry:
        """Adds a line to a branch; the second branch of a computer starts behind the first one's end."""
        tip = self.tips.get((device, branch)) or self.tips.get((device, 0))
        self.minutes += 1
        started_at = START + timedelta(minutes=30 * self.minutes)
        bare = make_entry(
            0,
            self.devices[device],
            id=id_ or new_id(started_at),
            enrolment_id=self.enrolment_id,
            started_at=started_at,
            measured_seconds=minutes * 60,
            wall_seconds=minutes * 60,
            gaps=(),
        )
        line = sealed(bare, tip.sequence + 1 if tip else 1, tip.hash if tip else FIRST_HASH)
        self.lines.append(line)
        self.tips[device, branch] = line
        return line

    def expected(self, known: Iterable[Entry]) -> tuple[int, int, dict[str, int]]:
        """Returns measured and undisputed seconds of some known lines, and the last undisputed place of each device."""
        lines = {line.hash: line for line in known}
        trusted = [line for line in lines.values() if line.sequence <= self.last_sequences.get(line.device_id, 10**9)]
        claims = Counter((line.device_id, line.sequence) for line in trusted)
        ids = Counter(line.id for line in trusted)
        heads: dict[str, int] = {}
        undisputed = 0
        for device in self.devices:
            tip = FIRST_HASH
            for line in sorted((x for x in trusted if x.device_id == device), key=lambda x: x.sequence):
                fits = line.sequence == heads.get(device, 0) + 1 and line.previous_hash == tip
                if not fits or claims[device, line.sequence] > 1 or ids[line.id] > 1:
                    break
                heads[device], tip = line.sequence, line.hash
                undisputed += line.measured_seconds
        counting = {line.id for line in trusted if line.sequence <= heads.get(line.device_id, 0)}
        shown = [
            line
            for line in lines.values()
            if line.id not in counting or (line in trusted and line.sequence <= heads.get(line.device_id, 0))
        ]
        return sum(line.measured_seconds for line in shown), undisputed, heads


def deliver(database: Database, packet: Iterable[Entry]) -> tuple[int, ...]:
    """Brings lines to an office; returns how many were accepted, known, set aside and unreadable."""
    with database.unit() as unit:
        found = unit.intake.take_in([(body_bytes(line), line.hash) for line in packet])
        unit.commit()
    return len(found.accepted), len(found.known), len(found.set_aside), len(found.unreadable)


def revoke(database: Database, device_id: str, last_sequence: int) -> None:
    with database.unit() as unit:
        unit.intake.revoke(device_id, last_sequence, author_id=PERSON, reason="The laptop was lost.", at=START)
        unit.commit()


def record_of(database: Database, world: World) -> HoursRecord:
    return HoursService(database.unit).record(world.context)


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
