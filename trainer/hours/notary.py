"""When checkpoints are made: every fifty lines, every day, and each time a head leaves the computer on paper."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Protocol

from trainer.clock import Clock
from trainer.hours.checkpoints import Checkpoint, CheckpointStore, Purpose, make_checkpoint
from trainer.hours.device_key import DeviceKey
from trainer.hours.doubts import DoubtStore
from trainer.hours.ledger import Head, LedgerStore
from trainer.hours.policy_book import PublishedPolicy
from trainer.hours.policy_seal import SealedUnit, seal_of

LINES_BETWEEN = 50
TIME_BETWEEN = timedelta(days=1)


class NotaryUnit(Protocol):
    """The part of a unit of work that checkpoints need."""

    @property
    def ledger(self) -> LedgerStore:
        """The lines."""

    @property
    def doubts(self) -> DoubtStore:
        """What is known of the chains."""

    @property
    def checkpoints(self) -> CheckpointStore:
        """The signed heads."""


class Notary:
    """Signs the ends of chains with this computer's key."""

    def __init__(self, device_id: str, key: DeviceKey, clock: Clock) -> None:
        """``device_id`` names the chain that this computer writes."""
        self.device_id = device_id
        self.key = key
        self._clock = clock

    def after_append(self, unit: NotaryUnit) -> None:
        """Signs the end of this computer's chain when it is time; part of the transaction that wrote the line."""
        head = unit.ledger.head(self.device_id)
        if head is not None and self._is_due(head, unit.checkpoints.latest(self.device_id)):
            self._sign_own(unit, head)

    def sign_end(self, unit: NotaryUnit) -> None:
        """Signs the end of this computer's chain now; part of the transaction that wrote the line."""
        head = unit.ledger.head(self.device_id)
        if head is not None:
            self._sign_own(unit, head)

    def give_out(self, unit: NotaryUnit, heads: Iterable[Head], purpose: Purpose) -> None:
        """Signs heads that are about to leave the computer, so that it remembers what others hold."""
        for head in heads:
            self._sign(unit, head, purpose)

    def seal(self, unit: SealedUnit, published: PublishedPolicy) -> None:
        """Signs a version of the hours policy; part of the transaction that publishes it."""
        self._sign(unit, seal_of(self.device_id, published), Purpose.POLICY)

    def _sign_own(self, unit: NotaryUnit, head: Head) -> None:
        """Signs, unless the chain is not as it was written: a signature would cover what somebody else put there."""
        if not unit.doubts.chain(self.device_id).findings:
            self._sign(unit, head, Purpose.PERIODIC)

    def _is_due(self, head: Head, latest: Checkpoint | None) -> bool:
        if latest is None or head.sequence - latest.head.sequence >= LINES_BETWEEN:
            return True
        return abs(self._clock.now() - latest.made_at) >= TIME_BETWEEN and head.sequence > latest.head.sequence

    def _sign(self, unit: NotaryUnit | SealedUnit, head: Head, purpose: Purpose) -> None:
        unit.checkpoints.add(make_checkpoint(head, self._clock.now(), purpose, self.key))
