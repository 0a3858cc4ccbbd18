"""Answers whether a file or a code is what its provider signed: no network, and never longer than 5 seconds."""

import hashlib
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from trainer.canonical import CanonicalError, canonical_bytes, read_strict
from trainer.certificates.facts import CertificateFacts, IssuedCertificate
from trainer.certificates.facts_json import facts_from_mapping, facts_hash
from trainer.certificates.pdf_check import LARGEST_PDF, PdfFault, PdfReason
from trainer.certificates.public_keys import TrustedKeys
from trainer.certificates.token import TokenFault, TokenReason, VerifiedToken, verify_token
from trainer.errors import TrainerError
from trainer.i18n import _

SECONDS = 4.0
"""How long the child process may take; with its start and end this stays under 5 seconds."""

LARGEST_ANSWER = 200_000

FindCertificate = Callable[[str], IssuedCertificate | None]
"""Looks a number up in the register, such as ``unit.register.certificate``."""

Checker = Callable[[bytes, TrustedKeys], dict[str, Any]]


@dataclass(frozen=True)
class Verdict:
    """What a verification found.

    Attributes:
        accepted: The provider's keys signed exactly this. A SAMPLE can be accepted: it is a true sample.
        reason: ``good``, or a stable code for why it was refused.
        message: The same in plain words.
        token: What was signed, in short; None when refused.
        facts: All that was signed; None when refused, or when only a code was given.
        cautions: What this check cannot know, in plain words.
        in_register: Whether this computer's register holds the number; None when it was not asked.
    """

    accepted: bool
    reason: str
    message: str
    token: VerifiedToken | None = None
    facts: CertificateFacts | None = None
    cautions: tuple[str, ...] = ()
    in_register: bool | None = None
    details: str = ""


def verify_file(path: Path, trusted: TrustedKeys, register: FindCertificate | None = None) -> Verdict:
    """Checks a certificate's PDF; never raises for what is in the file.

    Args:
        path: The file.
        trusted: The keys that are accepted.
        register: The register of this computer, if there is one; it catches a second signed file of one number.
    """
    try:
        pdf = _read(path)
    except OSError as error:
        return Verdict(False, "unreadable", _("This file could not be read."), details=str(error))
    except PdfFault as fault:
        return _refused(fault.reason.value, fault)
    return _judged(pdf, trusted, register, ask_child)


def verify_token_text(text: str, trusted: TrustedKeys, register: FindCertificate | None = None) -> Verdict:
    """Checks the text of a QR code; never raises for what is in it."""
    try:
        token = verify_token(text, trusted)
    except TokenFault as fault:
        return _refused(fault.reason.value, fault)
    known = register(token.number) if register else None
    if known is not None and known.token != text:
        return _other_than_registered()
    paper = _("A code says nothing of the paper around it: compare name, number, program and dates with it.")
    found = None if register is None else known is not None
    facts = known.facts if known is not None and facts_hash(known.facts) == token.facts_hash else None
    return Verdict(True, "good", _good(token), token, facts, (paper, *_cautions(token, found)), found)


def ask_child(pdf: bytes, trusted: TrustedKeys) -> dict[str, Any]:
    """Has a PDF looked at by a process of its own with limits of time and memory; no answer is a refusal."""
    question = canonical_bytes({"trusted": [keys.as_mapping() for keys in trusted.values()]})
    # -P: the folder in which a stranger's file lies must never supply a module.
    command = [sys.executable, "-P", "-m", "trainer.certificates.verify_child"]
    try:
        run = subprocess.run(command, input=question + b"\n" + pdf, capture_output=True, timeout=SECONDS, check=False)
        answer = read_strict(run.stdout, LARGEST_ANSWER)
    except subprocess.TimeoutExpired:
        return {"fault": "no_answer", "details": "time"}
    except (OSError, CanonicalError) as error:
        return {"fault": "no_answer", "details": str(error)}
    return answer if isinstance(answer, dict) else {"fault": "no_answer", "details": "no object"}


def _read(path: Path) -> bytes:
    """Reads an ordinary file that is not larger than a certificate can be; a pipe or a device could keep us waiting."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(handle, "rb") as stream:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise PdfFault(PdfReason.NOT_A_PDF, "not an ordinary file")
        pdf = stream.read(LARGEST_PDF + 1)
    if len(pdf) > LARGEST_PDF:
        raise PdfFault(PdfReason.TOO_LARGE)
    return pdf


def _judged(pdf: bytes, trusted: TrustedKeys, register: FindCertificate | None, ask: Checker) -> Verdict:
    answer = ask(pdf, trusted)
    fault = answer.get("fault")
    if fault in {reason.value for reason in PdfReason}:
        return _refused(str(fault), PdfFault(PdfReason(fault), str(answer.get("details", ""))))
    try:
        facts, text = facts_from_mapping(answer["facts"]), str(answer["token"])
        token = verify_token(text, trusted)
        if facts_hash(facts) != token.facts_hash or answer["sha256"] != hashlib.sha256(pdf).hexdigest():
            raise ValueError("the answer is about another file")
    except (KeyError, TypeError, ValueError, TokenFault) as error:
        message = _("This file could not be looked at within the limits of time and memory, so it is refused.")
        return Verdict(False, "no_answer", message, details=str(answer.get("details") or error))
    known = register(facts.number) if register else None
    if known is not None and known.pdf_sha256 != answer["sha256"]:
        return _other_than_registered()
    found = None if register is None else known is not None
    return Verdict(True, "good", _good(token), token, facts, _cautions(token, found), found)


def _refused(reason: str, fault: TrainerError) -> Verdict:
    return Verdict(False, reason, fault.message, details=fault.details)


def _other_than_registered() -> Verdict:
    message = _("The register of this computer holds another certificate under this number.")
    return Verdict(False, "not_the_registered_one", message, in_register=True)


def _good(token: VerifiedToken) -> str:
    if token.sample:
        return _("This is a SAMPLE, signed and unchanged. It is not a certificate: no provider approval was entered.")
    return _("Signed by this provider and unchanged since.")


def _cautions(token: VerifiedToken, found: bool | None) -> tuple[str, ...]:
    lines = [_("Whether it was recalled later cannot be known here: no list of recalled certificates was asked.")]
    if found is False:
        lines.append(_("The number is not in the register of this computer."))
    fingerprint = token.keys.fingerprint
    lines.append(
        _("Whether the key is really the provider's: compare its fingerprint with them. %(fingerprint)s")
        % {"fingerprint": " ".join(fingerprint[start : start + 8] for start in range(0, 64, 8))}
    )
    lines.append(_("Whether the person who shows it is the person named: look at a photo ID."))
    return tuple(lines)


REASONS = ("good", "unreadable", "no_answer", "not_the_registered_one", *PdfReason, *TokenReason)
"""Every code that a verdict can carry."""
