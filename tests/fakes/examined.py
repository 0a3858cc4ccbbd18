"""What the check of the whole ledger says of a learner's records."""

from tests.fakes.learner import CONTEXT
from tests.fakes.records import PERSON
from trainer.clock import SimulatedClock
from trainer.hours.examine import Computer, Examined, Learner, examine
from trainer.hours.ledger import Head
from trainer.store.database import Database


def looked_through(database: Database, clock: SimulatedClock, receipts: tuple[Head, ...] = ()) -> Examined:
    computer = Computer(database.device_id, database.key.public, clock.now())
    with database.unit() as unit:
        return examine(unit, [Learner(PERSON, CONTEXT)], computer, receipts)
