"""Looks at certificates beside the ledger: each says what was signed, and the lines still come to it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from trainer.certificates.facts import CertificateFacts, IssuedCertificate, RegisterStore
from trainer.certificates.facts_json import facts_hash
from trainer.certificates.public_keys import TrustedKeys, trusted_keys
from trainer.certificates.token import TokenFault, verify_token
from trainer.errors import TrainerError
from trainer.hours.examine import Computer, Examined, ExaminedUnit, Learner, Unread, examine
from trainer.hours.ledger import CHANGES, Entry, Head
from trainer.hours.service import lines_and_credit
from trainer.i18n import _, format_hours


class AuditedUnit(ExaminedUnit, Protocol):
    """The part of a unit of work that is looked through."""

    @property
    def register(self) -> RegisterStore:
        """Issued certificates and the keys that signed them."""


def audit(
    unit: AuditedUnit, learners: Sequence[Learner | Unread], computer: Computer, receipts: Sequence[Head] = ()
) -> Examined:
    """Looks through everything as :func:`trainer.hours.examine.examine` does, then at each certificate.

    A certificate tells of lines that are gone, even where whoever took them out made the ledger whole again.

    Args:
        unit: Open records.
        learners: Everybody whose lines may be here.
        computer: This one.
        receipts: Heads that somebody holds on paper.
    """
    found = examine(unit, learners, computer, receipts)
    try:
        issued, trusted = unit.register.certificates(), trusted_keys(unit.register)
    except (TrainerError, KeyError, TypeError, ValueError) as error:
        told = _("The register of certificates cannot be read: %(what)s") % {"what": error}
        return replace(found, faults=(*found.faults, told))
    faults, reduced = _compared(unit, issued, {one.enrolment_id: one for one in learners})
    return replace(
        found,
        faults=(*found.faults, *_not_as_signed(issued, trusted), *faults),
        worth_a_look=(*found.worth_a_look, *reduced),
    )


def _not_as_signed(issued: Iterable[IssuedCertificate], trusted: TrustedKeys) -> Iterator[str]:
    for certificate in issued:
        number = certificate.facts.number
        try:
            is_signed = verify_token(certificate.token, trusted).facts_hash == facts_hash(certificate.facts)
        except TokenFault as fault:
            yield _("Certificate %(number)s: %(what)s") % {"number": number, "what": fault}
            continue
        if not is_signed:
            yield _("Certificate %(number)s does not say in the register what was signed.") % {"number": number}


def _compared(
    unit: AuditedUnit, issued: Iterable[IssuedCertificate], learners: Mapping[str, Learner | Unread]
) -> tuple[list[str], list[str]]:
    """Returns faults, and what is less than a certificate names because of corrections made since then."""
    faults, corrected = [], []
    for certificate in issued:
        learner = learners.get(certificate.enrolment_id)
        if learner is None or learner.id != certificate.person_id:
            number = certificate.facts.number
            faults.append(_("Certificate %(number)s belongs to nobody whose hours are here.") % {"number": number})
            continue
        if isinstance(learner, Unread):
            continue
        # The lines were read a moment ago and are kept, so this takes as long as the credit.
        entries, record = lines_and_credit(unit.ledger, unit.doubts, learner.context)
        if record.credited_seconds // 60 >= certificate.facts.credited_minutes:
            continue
        if _was_corrected(certificate, entries):
            corrected.append(_corrected_text(certificate.facts, record.credited_seconds))
        else:
            faults.append(_lacking_text(certificate.facts, record.credited_seconds))
    return faults, corrected


def _was_corrected(certificate: IssuedCertificate, entries: Iterable[Entry]) -> bool:
    issued_second = int(certificate.issued_at.timestamp())
    return any(entry.kind in CHANGES and entry.start_second >= issued_second for entry in entries)


def _lacking_text(facts: CertificateFacts, credited_seconds: int) -> str:
    return _(
        "Certificate %(number)s names %(certified)s, but the lines that are here come to %(credited)s. "
        "Lines may be gone: compare with a copy of the records, or with a transcript on paper."
    ) % _values(facts, credited_seconds)


def _corrected_text(facts: CertificateFacts, credited_seconds: int) -> str:
    return _(
        "Certificate %(number)s names %(certified)s; with the corrections made since then, it is %(credited)s."
    ) % (_values(facts, credited_seconds))


def _values(facts: CertificateFacts, credited_seconds: int) -> dict[str, str]:
    return {
        "number": facts.number,
        "certified": format_hours(facts.credited_minutes * 60),
        "credited": format_hours(credited_seconds),
    }
