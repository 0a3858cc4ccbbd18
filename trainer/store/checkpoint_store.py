"""Signed ends of chains."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from trainer.hours.checkpoints import Checkpoint, Purpose
from trainer.hours.entry_reader import LAST_MOMENT
from trainer.hours.ledger import Head
from trainer.store.tables import checkpoints

_PURPOSES = {purpose.value: purpose for purpose in Purpose}
_IS_OF_A_CHAIN = checkpoints.c.purpose != Purpose.POLICY.value


class SqlCheckpointStore:
    """See :class:`trainer.hours.checkpoints.CheckpointStore`."""

    def __init__(self, connection: Connection) -> None:
        """Works inside the transaction of ``connection``."""
        self._connection = connection

    def add(self, checkpoint: Checkpoint) -> None:
        """Stores a checkpoint."""
        head = checkpoint.head
        self._connection.execute(
            insert(checkpoints).values(
                device_id=head.device_id,
                sequence=head.sequence,
                hash=head.hash,
                made_at=int(checkpoint.made_at.timestamp()),
                purpose=checkpoint.purpose.value,
                key=checkpoint.key,
                signature=checkpoint.signature,
            )
        )

    def latest(self, device_id: str) -> Checkpoint | None:
        """Returns the latest checkpoint of a device's chain."""
        query = select(checkpoints).where(checkpoints.c.device_id == device_id, _IS_OF_A_CHAIN)
        row = self._connection.execute(query.order_by(checkpoints.c.position.desc()).limit(1)).first()
        return _checkpoint(row) if row else None

    def all(self, device_id: str | None = None) -> Sequence[Checkpoint]:
        """Returns all checkpoints of chains, or those of one device's, in the order in which they were made."""
        query = select(checkpoints).where(_IS_OF_A_CHAIN).order_by(checkpoints.c.position)
        if device_id is not None:
            query = query.where(checkpoints.c.device_id == device_id)
        return [_checkpoint(row) for row in self._connection.execute(query)]

    def seals(self) -> Sequence[Checkpoint]:
        """Returns the seals of policies, in the order in which they were made."""
        query = select(checkpoints).where(~_IS_OF_A_CHAIN).order_by(checkpoints.c.position)
        return [_checkpoint(row) for row in self._connection.execute(query)]


def _checkpoint(row: Row[Any]) -> Checkpoint:
    """Reads a row; one that was written over by hand becomes a checkpoint whose signature does not hold."""
    purpose = _PURPOSES.get(row.purpose, Purpose.PERIODIC)
    head = Head(str(row.device_id), _whole(row.sequence), str(row.hash))
    made_at = datetime.fromtimestamp(_whole(row.made_at), UTC)
    return Checkpoint(head, made_at, purpose, str(row.key), str(row.signature))


def _whole(value: object) -> int:
    return value if isinstance(value, int) and 0 <= value <= LAST_MOMENT else 0
