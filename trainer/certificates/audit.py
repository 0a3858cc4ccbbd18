"""Looks at certificates beside the ledger: each says what was signed, and is a receipt for the lines it rests on."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Protocol

from trainer.certificates.facts import IssuedCertificate, RegisterStore
from trainer.certificates.facts_json import facts_hash
from trainer.certificates.public_keys import TrustedKeys, trusted_keys
from trainer.certificates.token import TokenFault, verify_token
from trainer.errors import TrainerError
from trainer.hours.examine import Computer, Examined, ExaminedUnit, Learner, Unread, examine
from trainer.hours.ledger import Head
from trainer.i18n import _

_ODD = (ArithmeticError, AttributeError, LookupError, RecursionError, TrainerError, TypeError, ValueError)
"""What reading values raises that somebody put in by hand."""


class AuditedUnit(ExaminedUnit, Protocol):
    """The part of a unit of work that is looked through."""

    @property
    def register(self) -> RegisterStore:
        """Issued certificates and the keys that signed them."""


def audit(
    unit: AuditedUnit, learners: Sequence[Learner | Unread], computer: Computer, receipts: Sequence[Head] = ()
) -> Examined:
    """Looks through everything as :func:`trainer.hours.examine.examine` does, with each certificate as a receipt.

    So a certificate tells of lines that are gone, even where whoever took them out took the checkpoints with them.

    Args:
        unit: Open records.
        learners: Everybody whose lines may be here.
        computer: This one.
        receipts: Heads that somebody holds on paper.
    """
    try:
        signed, faults = _sorted_out(unit.register.certificates(), trusted_keys(unit.register))
    except _ODD as error:
        signed, faults = [], [_("The register of certificates cannot be read: %(what)s") % {"what": error}]
    heads = [head for certificate in signed for head in certificate.facts.heads]
    found = examine(unit, learners, computer, [*receipts, *heads])
    return replace(found, faults=(*found.faults, *faults))


def _sorted_out(issued: Iterable[IssuedCertificate], trusted: TrustedKeys) -> tuple[list[IssuedCertificate], list[str]]:
    """Returns the certificates that say what was signed, and a sentence about each of the others."""
    signed, faults = [], []
    for certificate in issued:
        fault = _fault(certificate, trusted)
        if fault:
            faults.append(_("Certificate %(number)s: %(what)s") % {"number": certificate.facts.number, "what": fault})
        else:
            signed.append(certificate)
    return signed, faults


def _fault(certificate: IssuedCertificate, trusted: TrustedKeys) -> str:
    try:
        if verify_token(certificate.token, trusted).facts_hash == facts_hash(certificate.facts):
            return ""
    except TokenFault as fault:
        return fault.message
    except _ODD as error:
        return _("It cannot be read: %(what)s") % {"what": error}
    return _("The register does not say what was signed.")
