"""Certificates, their numbers, the provider, and small facts of the installation."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict

from sqlalchemy import Connection, Row, delete, insert, select, update

from trainer.certificates.facts import IssuedCertificate, Provider
from trainer.certificates.facts_json import facts_from_mapping, facts_to_mapping
from trainer.store.moments import from_microseconds, to_microseconds
from trainer.store.tables import certificate_numbers, certificates, kept_values, providers


class SqlRegisterStore:
    """See :class:`trainer.certificates.facts.RegisterStore`."""

    def __init__(self, connection: Connection) -> None:
        """Works inside the transaction of ``connection``."""
        self._connection = connection

    def provider(self) -> Provider | None:
        """Returns the provider set up on this computer, or None."""
        row = self._connection.execute(select(providers.c.facts).order_by(providers.c.position.desc()).limit(1)).first()
        return Provider(**json.loads(row.facts)) if row else None

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
        """Returns issued certificates, latest first."""
        query = select(certificates).order_by(certificates.c.issued_at.desc(), certificates.c.number.desc())
        if enrolment_id is not None:
            query = query.where(certificates.c.enrolment_id == enrolment_id)
        return [_certificate(row) for row in self._connection.execute(query)]

    def certificate(self, number: str) -> IssuedCertificate | None:
        """Finds a certificate by its number, or None."""
        row = self._connection.execute(select(certificates).where(certificates.c.number == number)).first()
        return _certificate(row) if row else None

    def keep_value(self, name: str, value: str) -> None:
        """Keeps a small fact of this installation."""
        self._connection.execute(delete(kept_values).where(kept_values.c.name == name))
        self._connection.execute(insert(kept_values).values(name=name, value=value))

    def kept_values(self) -> Mapping[str, str]:
        """Returns all kept facts."""
        return {row.name: row.value for row in self._connection.execute(select(kept_values))}


def _certificate(row: Row[tuple[object, ...]]) -> IssuedCertificate:
    values = row._asdict()
    values.pop("number")
    return IssuedCertificate(
        **{
            **values,
            "facts": facts_from_mapping(json.loads(values["facts"])),
            "issued_at": from_microseconds(values["issued_at"]),
        }
    )
