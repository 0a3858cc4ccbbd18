"""Checks a signed certificate with no PDF parser: every byte of the file must be the one that the provider signed.

The whole signature blob is computed again from the pinned certificate and the digest of the file, and compared. So no
part of a stranger's file is parsed before it is known to be the provider's, and no byte of the blob is free to change.
"""

import hashlib
import re
from dataclasses import dataclass
from enum import StrEnum

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePublicKey

from trainer.certificates.facts import CertificateFacts
from trainer.certificates.facts_json import facts_hash
from trainer.certificates.page_facts import read_attachment
from trainer.certificates.public_keys import PublicKeys, TrustedKeys
from trainer.certificates.signature_blob import is_low, signature_blob, signed_attributes
from trainer.certificates.token import TokenFault, VerifiedToken, verify_token
from trainer.errors import TrainerError
from trainer.i18n import N_, _

LARGEST_PDF = 5_000_000
"""Bytes; a certificate has about a hundred thousand."""

_BYTE_RANGE = re.compile(rb"/ByteRange \[0 ([1-9]\d{0,8}) ([1-9]\d{0,8}) ([1-9]\d{0,8})\] *\n/")
_GAP = re.compile(rb"<([0-9A-F]+)>")
_SIGNATURE_LENGTHS = range(66, 73)


class PdfReason(StrEnum):
    """Why a file is refused; the value is a stable code."""

    TOO_LARGE = "too_large"
    NOT_A_PDF = "not_a_pdf"
    UNSIGNED = "unsigned"
    SEVERAL_SIGNATURES = "several_signatures"
    NOT_WHOLE = "not_whole"
    BLOB = "blob"
    UNKNOWN_KEY = "unknown_key"
    CHANGED = "changed"
    FACTS = "facts"


_WORDS = {
    PdfReason.TOO_LARGE: N_("This file is much larger than any certificate."),
    PdfReason.NOT_A_PDF: N_("This file is not a PDF."),
    PdfReason.UNSIGNED: N_("This PDF carries no signature of a certificate."),
    PdfReason.SEVERAL_SIGNATURES: N_("This PDF speaks of more than one signature; a certificate has exactly one."),
    PdfReason.NOT_WHOLE: N_("The signature does not cover the whole file: something was added or cut off."),
    PdfReason.BLOB: N_("The signature itself was changed."),
    PdfReason.UNKNOWN_KEY: N_("This PDF is signed with a key that is not among the keys you trust."),
    PdfReason.CHANGED: N_("This file was changed after it was signed."),
    PdfReason.FACTS: N_("This PDF is signed, but what it carries is not a certificate's facts and code."),
}


class PdfFault(TrainerError):  # noqa: N818 - a file at fault, not a failing program
    """A PDF that is refused.

    Attributes:
        reason: Why, as a code.
    """

    def __init__(self, reason: PdfReason, details: str = "") -> None:
        """The message follows from the reason."""
        super().__init__(_(_WORDS[reason]), details=details)
        self.reason = reason


@dataclass(frozen=True)
class CheckedPdf:
    """What a certificate's PDF says, after every byte was found to be the provider's.

    Attributes:
        token_text: The token as the PDF carries it.
        token: What it says.
        sha256: Of the whole file.
    """

    facts: CertificateFacts
    token_text: str
    token: VerifiedToken
    sha256: str


def check_pdf(pdf: bytes, trusted: TrustedKeys) -> CheckedPdf:
    """Checks a certificate's PDF.

    Raises:
        PdfFault: It is refused.
    """
    start, end = _gap(pdf)
    blob = _blob(pdf[start:end])
    digest = hashlib.sha256(pdf[:start] + pdf[end:]).digest()
    keys = _signed_by(blob, digest, trusted)
    try:
        facts, text = read_attachment(pdf)
        token = verify_token(text, {keys.key_id: keys})
    except (ValueError, TokenFault) as error:
        raise PdfFault(PdfReason.FACTS, str(error)) from error
    _compare(facts, token)
    return CheckedPdf(facts, text, token, hashlib.sha256(pdf).hexdigest())


def _gap(pdf: bytes) -> tuple[int, int]:
    """Returns where the signature blob lies; the signed ranges must leave out exactly that, to the end of the file."""
    if len(pdf) > LARGEST_PDF:
        raise PdfFault(PdfReason.TOO_LARGE)
    if not pdf.startswith(b"%PDF-"):
        raise PdfFault(PdfReason.NOT_A_PDF)
    count = pdf.count(b"/ByteRange")
    if count != 1:
        raise PdfFault(PdfReason.SEVERAL_SIGNATURES if count else PdfReason.UNSIGNED)
    found = _BYTE_RANGE.search(pdf)
    if found is None:
        raise PdfFault(PdfReason.NOT_WHOLE)
    start, end, rest = (int(number) for number in found.groups())
    if not start < end < len(pdf) or end + rest != len(pdf) or pdf[start - 10 : start] != b"/Contents ":
        raise PdfFault(PdfReason.NOT_WHOLE)
    return start, end


def _blob(gap: bytes) -> bytes:
    """Reads ``<`` hexadecimal digits of one case ``>``; after the signature only zeros."""
    found = _GAP.fullmatch(gap)
    if found is None or len(gap) % 2:
        raise PdfFault(PdfReason.BLOB, "not hexadecimal digits of one case")
    padded = bytes.fromhex(found[1].decode())
    if padded[:2] != b"\x30\x82":
        raise PdfFault(PdfReason.BLOB, "no signature inside")
    length = 4 + int.from_bytes(padded[2:4], "big")
    if length > len(padded) or any(padded[length:]):
        raise PdfFault(PdfReason.BLOB, "something follows the signature")
    return padded[:length]


def _signed_by(blob: bytes, digest: bytes, trusted: TrustedKeys) -> PublicKeys:
    """Finds the trusted keys whose signature of this digest the blob is, byte for byte."""
    for keys in trusted.values():
        if keys.certificate in blob:
            _check_blob(blob, digest, keys)
            return keys
    raise PdfFault(PdfReason.UNKNOWN_KEY)


def _check_blob(blob: bytes, digest: bytes, keys: PublicKeys) -> None:
    if digest not in blob:
        raise PdfFault(PdfReason.CHANGED)
    tails = (blob[-length:] for length in _SIGNATURE_LENGTHS)
    signature = next((tail for tail in tails if signature_blob(keys.certificate, digest, tail) == blob), None)
    if signature is None:
        raise PdfFault(PdfReason.BLOB, "not in the one form of our signatures")
    key = x509.load_der_x509_certificate(keys.certificate).public_key()
    assert isinstance(key, EllipticCurvePublicKey)
    try:
        key.verify(signature, signed_attributes(keys.certificate, digest), ECDSA(hashes.SHA256()))
    except InvalidSignature as error:
        raise PdfFault(PdfReason.BLOB, "the signature is not of this key") from error
    if not is_low(signature):
        raise PdfFault(PdfReason.BLOB, "the twin of a signature")


def _compare(facts: CertificateFacts, token: VerifiedToken) -> None:
    """The token must say what the facts say, and both must lie in the time for which the key was made."""
    same = (
        facts_hash(facts) == token.facts_hash
        and (facts.number, facts.legal_name, facts.sample) == (token.number, token.legal_name, token.sample)
        and (facts.programme_id, facts.programme_minutes) == (token.programme_id, token.programme_minutes)
        and facts.credited_minutes == token.credited_minutes
        and (facts.started_on, facts.completed_on) == (token.started_on, token.completed_on)
        and facts.issued_on == token.issued_on
    )
    if not same:
        raise PdfFault(PdfReason.FACTS, "the facts and the code differ")
    if not facts.sample and not facts.provider.approval_id:
        raise PdfFault(PdfReason.FACTS, "no approval, but not a sample")
    certificate = x509.load_der_x509_certificate(token.keys.certificate)
    first, last = certificate.not_valid_before_utc.date(), certificate.not_valid_after_utc.date()
    if not first <= facts.issued_on <= last:
        raise PdfFault(PdfReason.FACTS, "issued outside the time for which the key was made")
