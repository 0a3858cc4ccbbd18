"""Checkpoints: ends of chains, signed by a computer, so that nothing before them can be changed without its key."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from trainer.canonical import canonical_bytes
from trainer.hours.device_key import DeviceKey, is_signed
from trainer.hours.findings import Finding, FindingKind
from trainer.hours.ledger import Head

_DOMAIN = b"peer-trainer checkpoint 1\0"


class Purpose(StrEnum):
    """Why a checkpoint was made."""

    PERIODIC = "periodic"
    PAPER = "paper"
    CERTIFICATE = "certificate"
    POLICY = "policy"


@dataclass(frozen=True)
class Checkpoint:
    """A head with the moment at which a computer knew it, signed.

    Attributes:
        made_at: UTC, whole seconds; by that computer's own clock, which proves no time.
        key: The public key that signed, in hexadecimal.
        signature: Ed25519 over domain, head, moment and purpose, in hexadecimal.
    """

    head: Head
    made_at: datetime
    purpose: Purpose
    key: str = ""
    signature: str = ""

    @property
    def is_genuine(self) -> bool:
        """Whether the signature is that of the key over just these facts."""
        return is_signed(_statement(self), self.key, self.signature)


def make_checkpoint(head: Head, made_at: datetime, purpose: Purpose, key: DeviceKey) -> Checkpoint:
    """Signs a head."""
    bare = Checkpoint(head, made_at.replace(microsecond=0), purpose, key.public)
    return replace(bare, signature=key.sign(_statement(bare)))


def sort_out(
    checkpoints: Iterable[Checkpoint], own: Mapping[str, str] | None = None
) -> tuple[list[Head], list[Finding]]:
    """Tells heads that may be relied on from checkpoints that were not signed as they stand.

    One computer signs one chain: its first genuine checkpoint says with which key, so that a key made later by somebody
    else vouches for nothing. What leaves on paper may be signed by another computer too, since the desk that prints a
    transcript signs the ends of all chains in it: such a witness is no forgery, and relied on where the key is known.

    Args:
        checkpoints: All that are kept, in the order in which they were made.
        own: By device id, keys that are known beforehand, in hexadecimal: this computer's own.
    """
    looked_at = [(found, found.is_genuine) for found in checkpoints]
    keys = dict(own or {})
    for found, is_genuine in looked_at:
        if is_genuine:
            keys.setdefault(found.head.device_id, found.key)
    trusted = set((own or {}).values())
    heads: list[Head] = []
    false: list[Finding] = []
    for found, is_genuine in looked_at:
        head = found.head
        is_witness = is_genuine and found.purpose is not Purpose.PERIODIC
        if is_genuine and (keys[head.device_id] == found.key or (is_witness and found.key in trusted)):
            heads.append(head)
        elif not is_witness:
            false.append(Finding(FindingKind.CHECKPOINT, head.device_id, head.sequence, head.sequence))
    return heads, false


class CheckpointStore(Protocol):
    """Where checkpoints are kept. There is no way to change or remove one."""

    def add(self, checkpoint: Checkpoint) -> None:
        """Stores a checkpoint."""

    def latest(self, device_id: str) -> Checkpoint | None:
        """Returns the latest checkpoint of a device's chain."""

    def all(self) -> Sequence[Checkpoint]:
        """Returns all checkpoints of chains, in the order in which they were made."""

    def seals(self) -> Sequence[Checkpoint]:
        """Returns the seals of policies, in the order in which they were made; see :mod:`trainer.hours.policy_seal`."""


def _statement(checkpoint: Checkpoint) -> bytes:
    head = checkpoint.head
    return _DOMAIN + canonical_bytes(
        {
            "device": head.device_id,
            "sequence": head.sequence,
            "hash": head.hash,
            "made_at": int(checkpoint.made_at.timestamp()),
            "purpose": checkpoint.purpose.value,
            "key": checkpoint.key,
        }
    )
