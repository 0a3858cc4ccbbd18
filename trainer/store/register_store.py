"""Certificates, their numbers, the provider, and small facts of the installation."""

import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from trainer.certificates.facts import IssuedCertificate, Provider
from trainer.certificates.facts_json import facts_from_mapping, facts_to_mapping
from trainer.hours.ledger import Head
from trainer.i18n import _
from trainer.store.failures import DamagedError, readable
from trainer.store.moments import from_microseconds, to_microseconds
from trainer.store.tables import certificate_numbers, certificates, kept_values, providers


class SqlRegisterStore:
    """See :class:`trainer.certificates.facts.RegisterStore`."""

    def __init__(self, connection: Connection) -> None:
        """Works inside the transaction of ``connection``."""
        self._connection = connection

    def provider(self) -> Provider | None:
        """Returns the provider set up on this computer, or None.

        Raises:
            DamagedError: What is stored of it cannot be read.
        """
        row = self._connection.execute(select(providers.c.facts).order_by(providers.c.position.desc()).limit(1)).first()
        if row is None:
            return None
        with readable(_("The facts of the training provider cannot be read: they were changed or damaged.")):
            return Provider(**json.loads(row.facts))

    def save_provider(self, provider: Provider) -> None:
        """Stores the provider as a new row; earlier states stay. The same facts again make no second row."""
        if self.provider() == provider:
            return
        self._connection.execute(insert(providers).values(facts=json.dumps(asdict(provider))))

    def take_number(self, year: int) -> int:
        """Returns the next certificate number of a year."""
        changed = self._connection.execute(
            update(certificate_numbers)
            .where(certificate_numbers.c.year == year)
            .values(last=certificate_numbers.c.last + 1)
        )
        if changed.rowcount == 0:
            self._connection.execute(insert(certificate_numbers).values(year=year, last=1))
        return int(
            self._connection.execute(
                select(certificate_numbers.c.last).where(certificate_numbers.c.year == year)
            ).scalar_one()
        )

    def last_numbers(self) -> Mapping[int, int]:
        """Returns the number given last in each year."""
        return {row.year: row.last for row in self._connection.execute(select(certificate_numbers))}

    def add_certificate(self, certificate: IssuedCertificate) -> None:
        """Stores an issued certificate; one with the same id is stored once."""
        if self._connection.execute(select(certificates.c.id).where(certificates.c.id == certificate.id)).first():
            return
        self._connection.execute(
            insert(certificates).values(
                id=certificate.id,
                number=certificate.facts.number,
                enrolment_id=certificate.enrolment_id,
                person_id=certificate.person_id,
                facts=json.dumps(facts_to_mapping(certificate.facts)),
                token=certificate.token,
                pdf_sha256=certificate.pdf_sha256,
                issued_at=to_microseconds(certificate.issued_at),
                issued_by=certificate.issued_by,
            )
        )

    def certificates(self, enrolment_id: str | None = None) -> Sequence[IssuedCertificate]:
        """Returns issued certificates, latest first.

        One that cannot be read hides no other: among everybody's it is left out, and asked for its own learner's it
        raises.

        Raises:
            DamagedError: A certificate of this enrolment cannot be read.
        """
        query = select(certificates).order_by(certificates.c.issued_at.desc(), certificates.c.number.desc())
        if enrolment_id is not None:
            query = query.where(certificates.c.enrolment_id == enrolment_id)
            return [_certificate(row) for row in self._connection.execute(query)]
        return _readable(self._connection.execute(query))

    def resting_on(self, device_id: str) -> Sequence[IssuedCertificate]:
        """Returns the certificates that carry a receipt for one computer's chain, as far as they can be read."""
        named = certificates.c.facts.contains(json.dumps(device_id), autoescape=True)
        return _readable(self._connection.execute(select(certificates).where(named)))

    def receipts(self, enrolment_id: str) -> Sequence[Head]:
        """Returns the ends of the chains that an enrolment's certificates rest on, as far as they can be read."""
        rows = self._connection.execute(select(certificates).where(certificates.c.enrolment_id == enrolment_id))
        return [head for certificate in _readable(rows) for head in certificate.facts.heads]

    def certificate(self, number: str) -> IssuedCertificate | None:
        """Finds a certificate by its number, or None.

        Raises:
            DamagedError: It cannot be read.
        """
        row = self._connection.execute(select(certificates).where(certificates.c.number == number)).first()
        return _certificate(row) if row else None

    def numbers(self) -> Sequence[str]:
        """Returns the numbers under which certificates are found."""
        return self._connection.scalars(select(certificates.c.number).order_by(certificates.c.number)).all()

    def keep_value(self, name: str, value: str) -> None:
        """Keeps a small fact of this installation."""
        self._connection.execute(delete(kept_values).where(kept_values.c.name == name))
        self._connection.execute(insert(kept_values).values(name=name, value=value))

    def kept_values(self) -> Mapping[str, str]:
        """Returns all kept facts; what somebody put there that is no text is none."""
        rows = self._connection.execute(select(kept_values.c.name, kept_values.c.value))
        return {name: value for name, value in rows if isinstance(name, str) and isinstance(value, str)}


def _readable(rows: Iterable[Row[Any]]) -> list[IssuedCertificate]:
    found = []
    for row in rows:
        with suppress(DamagedError):
            found.append(_certificate(row))
    return found


def _certificate(row: Row[tuple[object, ...]]) -> IssuedCertificate:
    values = row._asdict()
    number = values.pop("number")
    sentence = _("Certificate %(number)s cannot be read: its entry in the register was changed or damaged.")
    with readable(sentence % {"number": number}):
        facts, issued_at = facts_from_mapping(json.loads(values["facts"])), from_microseconds(values["issued_at"])
    return IssuedCertificate(**{**values, "facts": facts, "issued_at": issued_at})
