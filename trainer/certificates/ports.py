"""What issuing a certificate needs of the other rooms: a unit of work, a printer of pages, a signer of PDFs."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from trainer.certificates.facts import CertificateFacts, RegisterStore
from trainer.certificates.keys import SigningKeys
from trainer.cohorts.people import PeopleStore
from trainer.hours.doubts import DoubtStore
from trainer.hours.ledger import LedgerStore
from trainer.hours.policy_seal import SealedUnit
from trainer.hours.projection import ProjectionStore


class CertificateUnit(SealedUnit, Protocol):
    """The part of a unit of work that certificates need."""

    @property
    def people(self) -> PeopleStore:
        """Profiles and enrolments."""

    @property
    def ledger(self) -> LedgerStore:
        """The hours' lines."""

    @property
    def doubts(self) -> DoubtStore:
        """Which lines cannot be relied on."""

    @property
    def projections(self) -> ProjectionStore:
        """The totals kept for speed, which tell of lines that are gone."""

    @property
    def register(self) -> RegisterStore:
        """Certificates, the provider and its numbers."""

    def commit(self) -> None:
        """Makes everything durable, or raises and leaves nothing."""


OpenCertificateUnit = Callable[[], AbstractContextManager[CertificateUnit]]


class CertificateRenderer(Protocol):
    """Draws the page."""

    def render(self, facts: CertificateFacts, token: str) -> bytes:
        """Returns a PDF that carries facts and token; the same input gives the same bytes.

        Raises:
            TrainerError: A letter has no glyph, or a text does not fit.
        """


class PdfSigner(Protocol):
    """Signs the page."""

    def prepare(self) -> None:
        """Does what takes long and needs no transaction, such as imports."""

    def sign(self, pdf: bytes, keys: SigningKeys, at: datetime, reason: str) -> bytes:
        """Returns the PDF, signed so that no byte of it may change."""
