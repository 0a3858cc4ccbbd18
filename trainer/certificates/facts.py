"""The facts of a certificate, frozen when it is issued: what is printed, signed and verified."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from trainer.hours.ledger import Head


@dataclass(frozen=True)
class Provider:
    """The training vendor that issues certificates on this computer.

    Attributes:
        approval_id: The provider's own approval, as the provider typed it; while empty, SAMPLE stands across each page
            and no approval is claimed.
    """

    id: str
    name: str
    contact: str = ""
    signatory: str = ""
    signatory_title: str = ""
    approval_id: str = ""
    approval_date: str = ""


@dataclass(frozen=True)
class CertificateFacts:
    """What one certificate says.

    Attributes:
        credited_minutes: Whole minutes, rounded down.
        competencies: Full official wording, in programme order.
        language: The language in which the course was taken, and in which the page is written.
        sample: True while the provider has entered no approval.
        programme_kind: ``core``, ``specialization`` or ``taster``.
        local_title: The programme's title in ``language``, or empty where that is English.
        local_competencies: The competencies in ``language``, as many as there are official ones, or none.
        heads: The ends of the chains of lines that it rests on: whoever holds the certificate holds receipts.
    """

    number: str
    legal_name: str
    programme_id: str
    programme_title: str
    programme_minutes: int
    credited_minutes: int
    competencies: tuple[str, ...]
    started_on: date
    completed_on: date
    issued_on: date
    provider: Provider
    edition: str
    policy: str
    language: str
    sample: bool
    programme_kind: str = ""
    local_title: str = ""
    local_competencies: tuple[str, ...] = ()
    heads: tuple[Head, ...] = ()


@dataclass(frozen=True)
class IssuedCertificate:
    """A certificate in the register.

    Attributes:
        token: The signed facts that the QR code carries.
        pdf_sha256: Hash of the whole file; it alone catches a change of any byte.
    """

    id: str
    enrolment_id: str
    person_id: str
    facts: CertificateFacts
    token: str
    pdf_sha256: str
    issued_at: datetime
    issued_by: str


class RegisterStore(Protocol):
    """Where certificates, the provider and its numbers are kept."""

    def provider(self) -> Provider | None:
        """Returns the provider set up on this computer, or None."""

    def save_provider(self, provider: Provider) -> None:
        """Stores the provider; earlier states are kept."""

    def take_number(self, year: int) -> int:
        """Returns the next certificate number of a year; a number is never given twice."""

    def last_numbers(self) -> Mapping[int, int]:
        """Returns the number given last in each year."""

    def add_certificate(self, certificate: IssuedCertificate) -> None:
        """Stores an issued certificate."""

    def certificates(self, enrolment_id: str | None = None) -> Sequence[IssuedCertificate]:
        """Returns issued certificates, latest first."""

    def certificate(self, number: str) -> IssuedCertificate | None:
        """Finds a certificate by its number, or None."""

    def numbers(self) -> Sequence[str]:
        """Returns the numbers under which certificates are found."""

    def keep_value(self, name: str, value: str) -> None:
        """Keeps a small fact of this installation, such as the device id or public keys."""

    def kept_values(self) -> Mapping[str, str]:
        """Returns all kept facts."""
