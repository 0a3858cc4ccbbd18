"""The public half of a provider's keys: what a verifier trusts, and the file in which it is handed on."""

import base64
import binascii
import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from trainer.canonical import CanonicalError, canonical_bytes, read_strict
from trainer.certificates.facts import RegisterStore
from trainer.certificates.files import write_durably
from trainer.errors import TrainerError
from trainer.i18n import _

FORMAT = "peer-trainer-provider-key"
VERSION = 1
LARGEST_FILE = 20_000
CURRENT, SAMPLE, KEY = "provider_key", "sample_key", "public_key:"
"""Names under which the register keeps the ids of the keys in use, and each public key."""


@dataclass(frozen=True)
class PublicKeys:
    """What the signatures of one provider are checked against.

    Attributes:
        token_key: Ed25519, 32 raw bytes; signs tokens.
        certificate: X.509 of the P-256 key, DER; signs PDFs and is compared byte for byte.
        sample: True: whatever these keys sign is a SAMPLE.
    """

    provider_name: str
    token_key: bytes
    certificate: bytes
    sample: bool

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 over everything a verifier relies on, in hexadecimal; it can be read out over the telephone."""
        return hashlib.sha256(b"peer-trainer-keys-1\0" + canonical_bytes(self._facts())).hexdigest()

    @cached_property
    def key_id(self) -> str:
        """The first 16 digits of the fingerprint: it finds a key in a list of trusted ones, and proves nothing."""
        return self.fingerprint[:16]

    def _facts(self) -> dict[str, Any]:
        return {
            "provider": self.provider_name,
            "token_key": _text(self.token_key),
            "certificate": _text(self.certificate),
            "sample": self.sample,
        }

    def as_mapping(self) -> dict[str, Any]:
        """Returns the keys as the file holds them."""
        return {"format": FORMAT, "version": VERSION, "fingerprint": self.fingerprint, **self._facts()}


TrustedKeys = Mapping[str, PublicKeys]
"""The keys that a verifier accepts, by id."""


def keys_from_mapping(values: Any) -> PublicKeys:
    """Reads public keys back.

    Raises:
        ValueError: Not such a file, or the fingerprint does not belong to the keys.
    """
    if not isinstance(values, dict) or (values.get("format"), values.get("version")) != (FORMAT, VERSION):
        raise ValueError("not a file of public keys")
    provider, sample = values.get("provider"), values.get("sample")
    if not isinstance(provider, str) or not isinstance(sample, bool):
        raise ValueError("a field is missing or of another type")
    keys = PublicKeys(provider, _bytes(values.get("token_key")), _bytes(values.get("certificate")), sample)
    if keys.as_mapping() != values:
        raise ValueError("the fingerprint does not belong to these keys")
    _refuse_other_kinds(keys)
    return keys


def read_key_file(path: Path) -> PublicKeys:
    """Reads a provider's ``provider-key.json``.

    Raises:
        TrainerError: It cannot be read or is not such a file.
    """
    try:
        with path.open("rb") as stream:
            data = stream.read(LARGEST_FILE + 1)
        return keys_from_mapping(read_strict(data, LARGEST_FILE))
    except (OSError, CanonicalError, ValueError) as error:
        raise TrainerError(
            _("This is not a provider's key file that can be used."),
            _("Ask the provider for its file provider-key.json, and compare the fingerprint with them."),
            path=path,
            details=str(error),
        ) from error


def export_public_keys(keys: PublicKeys, path: Path) -> None:
    """Writes the file that a provider gives to whoever wants to verify its certificates.

    Raises:
        TrainerError: It cannot be written.
    """
    text = json.dumps(keys.as_mapping(), ensure_ascii=False, indent=2, sort_keys=True)
    write_durably(path, text.encode() + b"\n")


def keep_public_keys(register: RegisterStore, keys: PublicKeys) -> None:
    """Keeps public keys for ever, and makes them the ones in use; older ones still verify what they signed."""
    register.keep_value(KEY + keys.key_id, canonical_bytes(keys.as_mapping()).decode())
    register.keep_value(SAMPLE if keys.sample else CURRENT, keys.key_id)


def trusted_keys(register: RegisterStore) -> dict[str, PublicKeys]:
    """Returns every public key of this installation, by id.

    Raises:
        TrainerError: A kept key is damaged.
    """
    return _keys_of(register.kept_values())


def readable_keys(register: RegisterStore) -> dict[str, PublicKeys]:
    """Returns those that can be read, so that a damaged one does not take from what others signed."""
    found: dict[str, PublicKeys] = {}
    for name, text in register.kept_values().items():
        with suppress(TrainerError):
            found |= _keys_of({name: text})
    return found


def keys_in_use(register: RegisterStore, *, sample: bool) -> PublicKeys | None:
    """Returns the provider's keys in use, or those for samples; None while there are none."""
    values = register.kept_values()
    return _keys_of(values).get(values.get(SAMPLE if sample else CURRENT, ""))


def _keys_of(values: Mapping[str, str]) -> dict[str, PublicKeys]:
    try:
        found = [keys_from_mapping(read_strict(text.encode())) for name, text in values.items() if name.startswith(KEY)]
    except (AttributeError, CanonicalError, ValueError) as error:
        raise TrainerError(
            _("A signing key in the records is damaged."),
            _("Nothing was changed. Please restore the records from a backup."),
            details=str(error),
        ) from error
    return {keys.key_id: keys for keys in found}


def _refuse_other_kinds(keys: PublicKeys) -> None:
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicKey
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    Ed25519PublicKey.from_public_bytes(keys.token_key)
    page_key = x509.load_der_x509_certificate(keys.certificate).public_key()
    if not isinstance(page_key, EllipticCurvePublicKey) or not isinstance(page_key.curve, SECP256R1):
        raise ValueError("the key for PDFs is not a P-256 key")


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _bytes(text: object) -> bytes:
    if not isinstance(text, str):
        raise ValueError("a key is missing")
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise ValueError("a key is not base64") from error
