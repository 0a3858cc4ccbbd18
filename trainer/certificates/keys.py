"""The provider's signing keys: made at set-up, kept encrypted under a passphrase, opened to sign."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import NameOID

from trainer.certificates.files import write_durably
from trainer.certificates.public_keys import PublicKeys
from trainer.errors import TrainerError
from trainer.i18n import _, ngettext
from trainer.plain_text import refuse_unwritable

SHORTEST_PASSPHRASE = 15
"""Characters. It is the only thing between a stolen key file and forged certificates."""

VALID_DAYS = 3653
LARGEST_KEY_FILE = 10_000
_SALT = "Argon2id salt: "
_PEM = "-----BEGIN "
_LONGEST_COMMON_NAME = 64


@dataclass(frozen=True)
class SigningKeys:
    """Both private keys, opened, with their public half."""

    token_key: Ed25519PrivateKey
    page_key: EllipticCurvePrivateKey
    public: PublicKeys

    def __repr__(self) -> str:
        """Tells the id alone, so that no log can hold a private key."""
        return f"SigningKeys({self.public.key_id})"


class KeyFolder:
    """Makes and opens key files; a file is named by the id of its keys."""

    def __init__(self, folder: Path) -> None:
        """The folder is made with the first key, for its owner alone."""
        self._folder = folder

    def create(self, provider_name: str, passphrase: str, now: datetime) -> SigningKeys:
        """Makes the provider's keys. It takes a while on purpose: never call it on the main thread.

        Raises:
            TrainerError: The passphrase is too short or holds control characters, or the file cannot be written.
        """
        if len(passphrase) < SHORTEST_PASSPHRASE:
            raise TrainerError(
                ngettext(
                    "Please choose a passphrase of at least %(n)s character.",
                    "Please choose a passphrase of at least %(n)s characters.",
                    SHORTEST_PASSPHRASE,
                )
                % {"n": SHORTEST_PASSPHRASE},
                _("Four or five words that only you put together are good, and easy to type."),
            )
        refuse_unwritable(passphrase)
        salt = secrets.token_bytes(16)
        keys = _generated(provider_name, now, sample=False)
        self._write(keys, BestAvailableEncryption(_stretched(passphrase, salt)), f"{_SALT}{salt.hex()}\n")
        return keys

    def create_sample(self, provider_name: str, now: datetime) -> SigningKeys:
        """Makes keys without a passphrase; whatever they sign is a SAMPLE.

        Raises:
            TrainerError: The file cannot be written.
        """
        keys = _generated(provider_name, now, sample=True)
        self._write(keys, NoEncryption(), "SAMPLE keys, not encrypted: they sign samples alone.\n")
        return keys

    def path(self, public: PublicKeys) -> Path:
        """Returns the file of a pair of keys."""
        return self._folder / f"{'sample' if public.sample else 'provider'}-{public.key_id}.pem"

    def open(self, public: PublicKeys, passphrase: str = "") -> SigningKeys:
        """Opens keys to sign with. It takes a while on purpose: never call it on the main thread.

        Raises:
            TrainerError: The passphrase is another one, or the file is missing or damaged.
        """
        path = self.path(public)
        try:
            with path.open(encoding="ascii") as stream:
                head, *blocks = stream.read(LARGEST_KEY_FILE).split(_PEM)
            password = None if public.sample else _stretched(passphrase, _salt_in(head))
            token_key, page_key = (load_pem_private_key((_PEM + block).encode(), password) for block in blocks)
        except OSError as error:
            raise _no_key(path, error) from error
        except (ValueError, TypeError) as error:
            raise _not_opened(path, error) from error
        return _matched(token_key, page_key, public, path)

    def _write(self, keys: SigningKeys, encryption: KeySerializationEncryption, note: str) -> None:
        head = f"Peer Trainer signing keys {keys.public.key_id}\n{note}".encode("ascii")
        blocks = [
            key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, encryption) for key in (keys.token_key, keys.page_key)
        ]
        write_durably(self.path(keys.public), head + b"".join(blocks))


def _generated(provider_name: str, now: datetime, *, sample: bool) -> SigningKeys:
    token_key, page_key = Ed25519PrivateKey.generate(), generate_private_key(SECP256R1())
    certificate = _self_signed(page_key, provider_name, now, sample=sample)
    raw = token_key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    return SigningKeys(token_key, page_key, PublicKeys(provider_name, raw, certificate, sample))


def _self_signed(key: EllipticCurvePrivateKey, provider_name: str, now: datetime, *, sample: bool) -> bytes:
    shown = f"SAMPLE {provider_name}" if sample else provider_name
    # X.509 allows 64 characters; the whole name stands in the public key file and on the page.
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, shown[:_LONGEST_COMMON_NAME].strip() or "-")])
    usage = x509.KeyUsage(True, True, False, False, False, False, False, False, False)
    builder = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=VALID_DAYS))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
    )
    return builder.sign(key, hashes.SHA256()).public_bytes(Encoding.DER)


def _stretched(passphrase: str, salt: bytes) -> bytes:
    # PKCS#8 alone, as the library writes it, makes a guess cheap (PBKDF2, 2,048 rounds); Argon2id makes it dear.
    from argon2.low_level import Type, hash_secret_raw

    return hash_secret_raw(passphrase.encode(), salt, 3, 65_536, 4, 32, Type.ID).hex().encode()


def _salt_in(head: str) -> bytes:
    lines = [line for line in head.splitlines() if line.startswith(_SALT)]
    salt = bytes.fromhex(lines[0].removeprefix(_SALT)) if lines else b""
    if len(salt) != 16:
        raise ValueError("the file has no salt")
    return salt


def _matched(token_key: object, page_key: object, public: PublicKeys, path: Path) -> SigningKeys:
    """Compares the opened keys with the registered ones: a swapped file must not sign."""
    if isinstance(token_key, Ed25519PrivateKey) and isinstance(page_key, EllipticCurvePrivateKey):
        raw = token_key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        registered = x509.load_der_x509_certificate(public.certificate).public_key()
        if raw == public.token_key and page_key.public_key() == registered:
            return SigningKeys(token_key, page_key, public)
    raise _not_opened(path, ValueError("the keys in this file are not the registered ones"))


def _no_key(path: Path, error: OSError) -> TrainerError:
    return TrainerError(
        _("The signing key of this provider is not on this computer."),
        _("Certificates that were issued stay valid. Put the key file back from a backup, or set up a new key."),
        path=path,
        details=str(error),
    )


def _not_opened(path: Path, error: Exception) -> TrainerError:
    return TrainerError(
        _("The signing key was not opened: the passphrase is another one, or the file is damaged."),
        _("Please try the passphrase again. Nothing was changed."),
        path=path,
        details=type(error).__name__ + ": " + str(error),
    )
