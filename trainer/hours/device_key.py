"""The key of one computer: it signs the ends of the chains that it knows, and lies beside the records, not in them."""

import secrets
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

SEED_BYTES = 32


@dataclass(frozen=True)
class DeviceKey:
    """An Ed25519 key (RFC 8032), made of nothing but its seed.

    Attributes:
        seed: 32 random bytes; never printed, logged or handed on.
    """

    seed: bytes = field(repr=False)

    def __post_init__(self) -> None:
        """Refuses a seed of another length.

        Raises:
            ValueError: The seed does not have 32 bytes.
        """
        if len(self.seed) != SEED_BYTES:
            raise ValueError(f"a seed has {SEED_BYTES} bytes")

    @property
    def fingerprint(self) -> str:
        """Says which key this is, at no cost: the records keep it to notice that they were carried elsewhere."""
        return sha256(b"peer-trainer device key\0" + self.seed).hexdigest()

    @cached_property
    def public(self) -> str:
        """The public half, in hexadecimal."""
        return self._private.public_key().public_bytes_raw().hex()

    def sign(self, data: bytes) -> str:
        """Returns the signature of some bytes, in hexadecimal."""
        return self._private.sign(data).hex()

    @cached_property
    def _private(self) -> "Ed25519PrivateKey":
        # Imported here: opening the records needs no signature, and the library takes a while.
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        return Ed25519PrivateKey.from_private_bytes(self.seed)


def make_device_key() -> DeviceKey:
    """Makes a new key."""
    return DeviceKey(secrets.token_bytes(SEED_BYTES))


def is_signed(data: bytes, public: str, signature: str) -> bool:
    """Says whether a signature over some bytes is that of a public key; what is no key or no signature is not."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).verify(bytes.fromhex(signature), data)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True
