"""Versions of the hours policy that an older program published: sealed once, as they are found then."""

from sqlalchemy import Connection

from trainer.clock import Clock
from trainer.hours.checkpoints import Purpose, make_checkpoint
from trainer.hours.device_key import DeviceKey
from trainer.hours.policy_seal import seal_of
from trainer.store.checkpoint_store import SqlCheckpointStore
from trainer.store.policy_store import SqlPolicyStore
from trainer.store.register_store import SqlRegisterStore

SEALED = "policies_are_sealed"
"""The name of the kept value that says that from now on a version without a seal is a fault."""


def seal_older_policies(connection: Connection, device_id: str, key: DeviceKey, clock: Clock) -> None:
    """Seals what has no seal, unless that was done before: who upgrades must not be told of edits that nobody made."""
    register, checkpoints = SqlRegisterStore(connection), SqlCheckpointStore(connection)
    if SEALED in register.kept_values():
        return
    sealed = {seal.head.sequence for seal in checkpoints.seals()}
    for published in SqlPolicyStore(connection).policies().published:
        seal = seal_of(device_id, published)
        if seal.sequence not in sealed:
            checkpoints.add(make_checkpoint(seal, clock.now(), Purpose.POLICY, key))
    register.keep_value(SEALED, "1")
