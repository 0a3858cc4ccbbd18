"""The signed facts that a QR code carries: a compact JWS with one fixed suite, read more strictly than JWS asks."""

import base64
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from trainer.canonical import CanonicalError, canonical_bytes, read_strict
from trainer.certificates.facts import CertificateFacts
from trainer.certificates.facts_json import facts_hash
from trainer.certificates.keys import SigningKeys
from trainer.certificates.public_keys import PublicKeys, TrustedKeys
from trainer.errors import TrainerError
from trainer.i18n import N_, _

Kind = TypeVar("Kind")

LONGEST_TOKEN = 666
"""Characters: what a QR code of version 20 with correction level M holds."""

LONGEST_GIVEN = 2_000
"""Characters looked at when a stranger gives a token."""

_HEADER = b'{"alg":"EdDSA","kid":"%s","typ":"trainer-certificate+1"}'
_BASE64URL = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_HASH_BYTES = 32


class TokenReason(StrEnum):
    """Why a token is refused; the value is a stable code."""

    SHAPE = "shape"
    ENCODING = "encoding"
    HEADER = "header"
    UNKNOWN_KEY = "unknown_key"
    SIGNATURE = "signature"
    CONTENT = "content"


_WORDS = {
    TokenReason.SHAPE: N_("This is not a certificate code of Peer Trainer."),
    TokenReason.ENCODING: N_("This code was changed or copied with a mistake: it holds signs that no such code has."),
    TokenReason.HEADER: N_("This code is of another kind than Peer Trainer's certificates."),
    TokenReason.UNKNOWN_KEY: N_("This code names a key that is not among the keys you trust."),
    TokenReason.SIGNATURE: N_("This code was changed after it was signed, or was never signed by this provider."),
    TokenReason.CONTENT: N_("This code is signed, but what it says is not what a certificate says."),
}


class TokenFault(TrainerError):  # noqa: N818 - a token at fault, not a failing program
    """A token that is refused.

    Attributes:
        reason: Why, as a code.
    """

    def __init__(self, reason: TokenReason, details: str = "") -> None:
        """The message follows from the reason."""
        super().__init__(_(_WORDS[reason]), details=details)
        self.reason = reason


@dataclass(frozen=True)
class VerifiedToken:
    """What a token says, after its signature was found good.

    Attributes:
        keys: The trusted keys that signed it.
        programme_title: May be empty where it did not fit; the id is always there.
        competencies: How many; their full wording is under ``facts_hash``.
        provider_name: As on the page; may be empty where it did not fit, ``keys`` has a name too.
        facts_hash: SHA-256 of everything the certificate says, in hexadecimal.
    """

    keys: PublicKeys
    number: str
    legal_name: str
    programme_id: str
    programme_title: str
    programme_minutes: int
    credited_minutes: int
    competencies: int
    started_on: date
    completed_on: date
    issued_on: date
    provider_name: str
    language: str
    sample: bool
    facts_hash: str


def sign_token(facts: CertificateFacts, keys: SigningKeys) -> str:
    """Signs facts as a token of at most :data:`LONGEST_TOKEN` characters.

    Raises:
        TrainerError: The name is too long for a QR code that prints well.
        ValueError: Sample keys were asked to sign something that is not a sample.
    """
    if keys.public.sample and not facts.sample:
        raise ValueError("sample keys sign samples alone")
    payload = _payload(facts)
    # What can be looked up elsewhere makes room for a long name.
    for spare in ("", "t", "o"):
        payload.pop(spare, None)
        signed = f"{_header(keys.public)}.{_encoded(canonical_bytes(payload))}"
        token = f"{signed}.{_encoded(keys.token_key.sign(signed.encode()))}"
        if len(token) <= LONGEST_TOKEN:
            return token
    raise TrainerError(
        _("This name is too long for the certificate's QR code."),
        _("Please write the legal name in fewer letters, exactly as the photo ID shows it."),
    )


def verify_token(token: str, trusted: TrustedKeys) -> VerifiedToken:
    """Checks a token: first the signature over its exact characters, only then what it says.

    Raises:
        TokenFault: It is refused.
    """
    if len(token) > LONGEST_GIVEN or token.count(".") != 2:
        raise TokenFault(TokenReason.SHAPE)
    header, body, signature = token.split(".")
    keys = _named_keys(header, trusted)
    payload = _decoded(body)
    try:
        Ed25519PublicKey.from_public_bytes(keys.token_key).verify(_decoded(signature), f"{header}.{body}".encode())
    except InvalidSignature as error:
        raise TokenFault(TokenReason.SIGNATURE) from error
    try:
        return _read(payload, keys)
    except (CanonicalError, ValueError) as error:
        raise TokenFault(TokenReason.CONTENT, str(error)) from error


def _payload(facts: CertificateFacts) -> dict[str, Any]:
    return {
        "c": len(facts.competencies),
        "d": [facts.started_on.isoformat(), facts.completed_on.isoformat(), facts.issued_on.isoformat()],
        "f": _encoded(bytes.fromhex(facts_hash(facts))),
        "l": facts.language,
        "m": [facts.programme_minutes, facts.credited_minutes],
        "n": facts.number,
        "o": facts.provider.name,
        "p": facts.programme_id,
        "s": facts.sample,
        "t": facts.programme_title,
        "w": facts.legal_name,
    }


def _read(payload: bytes, keys: PublicKeys) -> VerifiedToken:
    """Reads a payload whose signature is good; a value of another kind means that something else was signed."""
    values = read_strict(payload, LONGEST_GIVEN)
    if not isinstance(values, dict) or canonical_bytes(values) != payload:
        raise ValueError("not in the one way of writing")
    if not {"c", "d", "f", "l", "m", "n", "p", "s", "w"} <= values.keys() <= {*"cdflmnopstw"}:
        raise ValueError("a field is missing or unknown")
    text, whole = _of_type(str), _of_type(int)
    days = [_day(value) for value in _items(values["d"], 3)]
    programme_minutes, credited_minutes = (whole(value) for value in _items(values["m"], 2))
    if not days[0] <= days[1] <= days[2] or not 0 < programme_minutes <= credited_minutes:
        raise ValueError("dates or minutes do not agree")
    sample = _of_type(bool)(values["s"])
    if keys.sample and not sample:
        raise ValueError("signed with keys for samples, but not a sample")
    digest = _decoded(text(values["f"]))
    if len(digest) != _HASH_BYTES:
        raise ValueError("no hash of the facts")
    return VerifiedToken(
        keys=keys,
        number=text(values["n"]),
        legal_name=text(values["w"]),
        programme_id=text(values["p"]),
        programme_title=text(values.get("t", "")),
        programme_minutes=programme_minutes,
        credited_minutes=credited_minutes,
        competencies=whole(values["c"]),
        started_on=days[0],
        completed_on=days[1],
        issued_on=days[2],
        provider_name=text(values.get("o", "")),
        language=text(values["l"]),
        sample=sample,
        facts_hash=digest.hex(),
    )


def _header(keys: PublicKeys) -> str:
    return _encoded(_HEADER % keys.key_id.encode())


def _named_keys(header: str, trusted: TrustedKeys) -> PublicKeys:
    """Finds the keys whose one possible header this is; nothing in it is ever parsed."""
    for keys in trusted.values():
        if header == _header(keys):
            return keys
    shape = re.compile(re.escape(_HEADER).replace(b"%s", rb"[0-9a-f]{16}"))
    raise TokenFault(TokenReason.UNKNOWN_KEY if shape.fullmatch(_decoded(header)) else TokenReason.HEADER)


def _encoded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _decoded(text: str) -> bytes:
    """Decodes base64url that is spelled in its one way: no padding, no other alphabet, no spare bits."""
    if not _BASE64URL.fullmatch(text) or len(text) % 4 == 1:
        raise TokenFault(TokenReason.ENCODING)
    data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if _encoded(data) != text:
        raise TokenFault(TokenReason.ENCODING)
    return data


def _of_type(kind: type[Kind]) -> Callable[[object], Kind]:
    def checked(value: object) -> Kind:
        if type(value) is not kind:
            raise ValueError(f"not of type {kind.__name__}")
        return value

    return checked


def _items(value: object, count: int) -> list[object]:
    if not isinstance(value, list) or len(value) != count:
        raise ValueError("not a list of the right length")
    return value


def _day(value: object) -> date:
    text = _of_type(str)(value)
    if not _DAY.fullmatch(text):
        raise ValueError("not a date")
    return date.fromisoformat(text)
