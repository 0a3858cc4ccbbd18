"""Looks at certificates beside the ledger: each says what was signed, and is a receipt for the lines it rests on."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from trainer.certificates.facts import IssuedCertificate, RegisterStore
from trainer.certificates.facts_json import facts_hash
from trainer.certificates.public_keys import TrustedKeys, readable_keys, trusted_keys
from trainer.certificates.token import TokenFault, verify_token
from trainer.cohorts.people import PeopleStore
from trainer.errors import TrainerError
from trainer.hours.examine import Computer, Examined, ExaminedUnit, Learner, Unread, examine
from trainer.hours.ledger import Head
from trainer.i18n import _

_NUMBER = re.compile(r"-(\d{4})-(\d{4,})$", re.ASCII)
"""Year and position at the end of a number: see :func:`trainer.certificates.freezing.certificate_number`."""

_ODD = (ArithmeticError, AttributeError, LookupError, RecursionError, TrainerError, TypeError, ValueError)
"""What reading values raises that somebody put in by hand."""


class AuditedUnit(ExaminedUnit, Protocol):
    """The part of a unit of work that is looked through."""

    @property
    def people(self) -> PeopleStore:
        """Profiles and enrolments."""

    @property
    def register(self) -> RegisterStore:
        """Issued certificates and the keys that signed them."""


@dataclass(frozen=True)
class Audited:
    """What was looked at, and what was found.

    Attributes:
        register: A sentence about each certificate that does not say what was signed or is gone, and each profile,
            enrolment and provider that cannot be read.
    """

    hours: Examined
    register: tuple[str, ...]

    @property
    def faults(self) -> tuple[str, ...]:
        """What is not as it was written or signed."""
        return (*self.hours.faults, *self.register)

    @property
    def next_steps(self) -> tuple[str, ...]:
        """What can be done about it."""
        settle = _(
            "Lines in doubt are kept and not credited. They are settled learner by learner, under “Correct hours”."
        )
        restore = _("Certificates on paper say what was signed. `trainer db restore` brings a good copy back.")
        return tuple([step for step, found in ((settle, self.hours.faults), (restore, self.register)) if found])


def audit(
    unit: AuditedUnit, learners: Sequence[Learner | Unread], computer: Computer, receipts: Sequence[Head] = ()
) -> Audited:
    """Looks through everything as :func:`trainer.hours.examine.examine` does, with each certificate as a receipt.

    So a certificate tells of lines that are gone, even where whoever took them out took the checkpoints with them.

    Args:
        unit: Open records.
        learners: Everybody whose lines may be here.
        computer: This one.
        receipts: Heads that somebody holds on paper.
    """
    signed, faults = _sorted_out(unit)
    hours = examine(unit, learners, computer, [*receipts, *_heads(signed)])
    return Audited(hours, (*unit.people.damaged(), *_of_the_provider(unit.register), *faults))


def signed_heads(certificates: Iterable[IssuedCertificate], register: RegisterStore) -> dict[str, Sequence[Head]]:
    """Returns the receipts of each certificate by its id; none of one that does not say what was signed."""
    trusted = readable_keys(register)
    return {one.id: one.facts.heads if _says_what_was_signed(one, trusted) else () for one in certificates}


def _heads(certificates: Iterable[IssuedCertificate]) -> list[Head]:
    return [head for certificate in certificates for head in certificate.facts.heads]


def _says_what_was_signed(certificate: IssuedCertificate, trusted: TrustedKeys) -> bool:
    try:
        return _matches(certificate, trusted)
    except _ODD:
        return False


def _matches(certificate: IssuedCertificate, trusted: TrustedKeys) -> bool:
    return verify_token(certificate.token, trusted).facts_hash == facts_hash(certificate.facts)


def _of_the_provider(register: RegisterStore) -> Iterator[str]:
    try:
        register.provider()
    except TrainerError as fault:
        yield fault.message


def _sorted_out(unit: AuditedUnit) -> tuple[list[IssuedCertificate], list[str]]:
    """Returns the certificates that say what was signed, and a sentence about each that does not or is not here."""
    register = unit.register
    trusted, numbers = readable_keys(register), register.numbers()
    signed: list[IssuedCertificate] = []
    faults: list[str] = []
    try:
        trusted_keys(register)
    except TrainerError as fault:
        faults.append(fault.message)
    for number in numbers:
        try:
            signed.append(_as_signed(register, number, trusted))
            _check_learner(unit.people, signed[-1])
        except TokenFault as fault:
            faults.append(_named(number, fault.message))
        except TrainerError as fault:
            faults.append(fault.message)
        except _ODD:
            faults.append(_named(number, _("It cannot be read.")))
    return signed, [*faults, *_gone(numbers, register.last_numbers())]


def _as_signed(register: RegisterStore, number: str, trusted: TrustedKeys) -> IssuedCertificate:
    certificate = register.certificate(number)
    if certificate is None:
        raise TrainerError(_named(number, _("It cannot be found.")))
    if not _matches(certificate, trusted):
        raise TrainerError(_named(number, _("The register does not say what was signed.")))
    if certificate.facts.number != number:
        signed = certificate.facts.number
        raise TrainerError(_named(number, _("It was signed as number %(number)s.") % {"number": signed}))
    return certificate


def _check_learner(people: PeopleStore, certificate: IssuedCertificate) -> None:
    try:
        enrolment = people.enrolment(certificate.enrolment_id)
    except TrainerError:
        return  # It is named as what cannot be read.
    if enrolment is None or enrolment.person_id != certificate.person_id:
        raise TrainerError(_named(certificate.facts.number, _("It is kept for somebody else than its enrollment.")))


def _named(number: str, fault: str) -> str:
    return _("Certificate %(number)s: %(what)s") % {"number": number, "what": fault}


def _gone(numbers: Iterable[str], last: Mapping[int, int]) -> Iterator[str]:
    """Names numbers that were given and stand in the register no more; a number is given together with its entry."""
    here = [match for number in numbers if (match := _NUMBER.search(str(number)))]
    for year in sorted({*last, *(int(match[1]) for match in here)}):
        taken, given = [int(match[2]) for match in here if int(match[1]) == year], last.get(year, 0)
        if type(given) is not int or max(taken, default=0) > given:
            yield _("The last certificate number of %(year)s is not the one that was given last.") % {"year": year}
            continue
        before = 0
        for position in sorted({*taken, given + 1}):
            if before + 1 < position:
                yield _gone_text(year, before + 1, position - 1)
            before = position


def _gone_text(year: int, first: int, last: int) -> str:
    numbers = f"{first:04d}" if first == last else f"{first:04d}–{last:04d}"
    return _("Certificate %(numbers)s of %(year)s was issued and is not in the register any more.") % {
        "numbers": numbers,
        "year": year,
    }
