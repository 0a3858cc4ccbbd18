"""What a certificate's PDF carries beside the page: all its facts and its token, found again without a PDF parser."""

from trainer.canonical import CanonicalError, canonical_bytes, read_strict
from trainer.certificates.facts import CertificateFacts
from trainer.certificates.facts_json import facts_from_mapping, facts_to_mapping

ATTACHMENT_NAME = "certificate.json"
LARGEST = 60_000

_START = b'\nstream\n{"certificate":1,'
_END = b"\nendstream"


def attachment(facts: CertificateFacts, token: str) -> bytes:
    """Writes facts and token as the PDF holds them."""
    return canonical_bytes({"certificate": 1, "facts": facts_to_mapping(facts), "token": token}) + b"\n"


def read_attachment(pdf: bytes) -> tuple[CertificateFacts, str]:
    """Reads facts and token from a PDF whose signature has been found good.

    Raises:
        ValueError: There is not exactly one attachment, or it is not as this program writes it.
    """
    start, end = pdf.find(_START), -1
    if start >= 0 and pdf.find(_START, start + 1) < 0:
        start += len(b"\nstream\n")
        end = pdf.find(_END, start)
    if end < 0 or end - start > LARGEST:
        raise ValueError("not exactly one set of facts inside")
    try:
        values = read_strict(pdf[start:end], LARGEST)
        facts, token = facts_from_mapping(values["facts"]), values["token"]
        if not isinstance(token, str) or attachment(facts, token) != pdf[start:end] + b"\n":
            raise ValueError("the facts inside are not in the one way of writing")
    except (CanonicalError, KeyError, TypeError) as error:
        raise ValueError(str(error)) from error
    return facts, token
