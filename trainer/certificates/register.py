"""Issues certificates: requirements, frozen facts, number, signatures and file, all in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from trainer.certificates.facts import CertificateFacts, IssuedCertificate, Provider
from trainer.certificates.files import CertificateFiles, sha256
from trainer.certificates.freezing import Source, certificate_number, frozen_facts, same_but_number
from trainer.certificates.keys import KeyFolder, SigningKeys
from trainer.certificates.pdf_check import PdfFault, check_pdf
from trainer.certificates.ports import CertificateRenderer, CertificateUnit, OpenCertificateUnit, PdfSigner
from trainer.certificates.public_keys import PublicKeys, keep_public_keys, keys_in_use, trusted_keys
from trainer.certificates.requirements import Candidate, Requirement, all_met, requirements
from trainer.certificates.token import sign_token
from trainer.clock import Clock
from trainer.cohorts.people import Enrolment, Person, Role
from trainer.errors import TrainerError
from trainer.hours.checkpoints import Purpose
from trainer.hours.doubts import heads_of
from trainer.hours.examine import count_faults
from trainer.hours.ledger import Head
from trainer.hours.notary import Notary
from trainer.hours.policy_book import in_force
from trainer.hours.reconcile import check_identities
from trainer.hours.record import HoursRecord
from trainer.hours.service import HoursContext, lines_and_credit
from trainer.hours.settling import still_open
from trainer.i18n import _
from trainer.identifiers import new_id
from trainer.plain_text import checked_line

LEARNERS_MAY_ISSUE = "learners_may_issue"
"""Kept value: ``no`` where instructors alone issue; anything else lets learners produce their own certificate."""

_ISSUERS = frozenset({Role.INSTRUCTOR, Role.ADMINISTRATOR})
_READERS = _ISSUERS | {Role.AUDITOR}


@dataclass(frozen=True)
class Preflight:
    """Whether an enrolment may have a certificate now, and what is missing.

    Attributes:
        sample: Whether it would be a SAMPLE.
        needs_passphrase: Whether issuing asks for the passphrase of the provider's key.
        issued: What was issued for this enrolment, latest first.
    """

    requirements: tuple[Requirement, ...]
    candidate: Candidate
    record: HoursRecord
    sample: bool
    needs_passphrase: bool
    issued: tuple[IssuedCertificate, ...] = ()

    @property
    def ready(self) -> bool:
        """Whether every requirement is met."""
        return all_met(self.requirements)


@dataclass(frozen=True)
class Tools:
    """What the service works with beside the records."""

    renderer: CertificateRenderer
    signer: PdfSigner
    keys: KeyFolder
    files: CertificateFiles
    clock: Clock
    notary: Notary | None = None


@dataclass(frozen=True)
class _Case:
    """One enrolment as it stands inside one transaction."""

    person: Person
    enrolment: Enrolment
    context: HoursContext
    record: HoursRecord
    provider: Provider | None
    preflight: Preflight


class CertificateService:
    """The one door to the register of certificates."""

    def __init__(self, open_unit: OpenCertificateUnit, tools: Tools) -> None:
        """``open_unit`` begins a unit of work; leaving it without commit rolls back."""
        self._open_unit = open_unit
        self._tools = tools

    def preflight(self, actor_id: str, context: HoursContext) -> Preflight:
        """Lists every requirement, met or not met.

        Args:
            actor_id: Who asks.
            context: The enrolment and what its hours are credited by.

        Raises:
            TrainerError: This person may not ask for this enrolment, or it is not here.
        """
        with self._open_unit() as unit:
            return _case(unit, actor_id, context, self._today(), readers=True).preflight

    def issue(self, actor_id: str, context: HoursContext, passphrase: str = "") -> IssuedCertificate:
        """Issues a certificate, or returns the one that this enrolment already has.

        It takes a while: never call it on the main thread.

        Args:
            actor_id: Who issues.
            context: The enrolment and what its hours are credited by.
            passphrase: Of the provider's key; not needed for a SAMPLE.

        Raises:
            TrainerError: A requirement is not met, the key was not opened, or a text cannot be printed.
        """
        keys = self._signing_keys(actor_id, context, passphrase)
        self._tools.signer.prepare()
        with self._open_unit() as unit:
            case = _case(unit, actor_id, context, self._today())
            certificate = self._issued_already(case, keys)
            if certificate is None:
                heads = _heads(unit, context.enrolment_id)
                certificate = self._issue(unit, case, actor_id, keys, heads)
                self._witness(unit, heads)
            unit.commit()
        self._tools.files.published(certificate.facts.number, certificate.pdf_sha256)
        return certificate

    def _witness(self, unit: CertificateUnit, heads: Sequence[Head]) -> None:
        """Signs the ends of the chains that the certificate rests on, so that nothing before them can change unseen."""
        if self._tools.notary is not None:
            self._tools.notary.give_out(unit, heads, Purpose.CERTIFICATE)

    def certificates(self, actor_id: str, enrolment_id: str | None = None) -> tuple[IssuedCertificate, ...]:
        """Returns certificates that this person may see, latest first.

        Raises:
            TrainerError: Nobody has this id.
        """
        with self._open_unit() as unit:
            actor = _actor(unit, actor_id)
            found = unit.register.certificates(enrolment_id)
        return tuple(item for item in found if actor.role in _READERS or item.person_id == actor.id)

    def pdf(self, actor_id: str, number: str) -> Path:
        """Returns the file of a certificate, checked against the register.

        Raises:
            TrainerError: There is no such certificate for this person, or its file is missing or another one.
        """
        found = [item for item in self.certificates(actor_id) if item.facts.number == number]
        if not found:
            raise TrainerError(_("There is no certificate %(number)s here.") % {"number": number})
        return self._tools.files.published(number, found[0].pdf_sha256)

    def set_provider(self, actor_id: str, provider: Provider) -> None:
        """Stores the provider's facts; certificates that were issued keep theirs.

        Raises:
            TrainerError: This person may not, the provider has no name, or a text holds control characters.
        """
        lines = {name: checked_line(text) for name, text in vars(provider).items()}
        if not lines["name"]:
            raise TrainerError(_("Please enter the provider's name."))
        with self._open_unit() as unit:
            _allow_issuers(_actor(unit, actor_id))
            unit.register.save_provider(Provider(**lines))
            unit.commit()

    def create_keys(self, actor_id: str, passphrase: str) -> PublicKeys:
        """Makes the provider's signing keys; older public keys still verify what they signed.

        It takes a while: never call it on the main thread.

        Raises:
            TrainerError: This person may not, there is no provider, or the passphrase is too short.
        """
        with self._open_unit() as unit:
            _allow_issuers(_actor(unit, actor_id))
            provider = unit.register.provider()
        if provider is None:
            raise _no_provider()
        keys = self._tools.keys.create(provider.name, passphrase, self._tools.clock.now())
        with self._open_unit() as unit:
            keep_public_keys(unit.register, keys.public)
            unit.commit()
        return keys.public

    def trusted_keys(self) -> dict[str, PublicKeys]:
        """Returns every public key of this installation, by id; they are no secret."""
        with self._open_unit() as unit:
            return trusted_keys(unit.register)

    def find(self, number: str) -> IssuedCertificate | None:
        """Looks a number up for a verification; whoever holds a certificate already knows what it says."""
        with self._open_unit() as unit:
            return unit.register.certificate(number)

    def _signing_keys(self, actor_id: str, context: HoursContext, passphrase: str) -> SigningKeys:
        """Opens the keys outside the transaction, since stretching a passphrase takes a while."""
        with self._open_unit() as unit:
            case = _case(unit, actor_id, context, self._today())
            provider, sample = case.provider, case.preflight.sample
            own, sample_keys = keys_in_use(unit.register, sample=False), keys_in_use(unit.register, sample=True)
        if provider is None:
            raise _no_provider()
        if not sample or (own and passphrase):
            return self._opened(own, passphrase)
        if sample_keys and self._tools.keys.path(sample_keys).exists():
            return self._tools.keys.open(sample_keys)
        made = self._tools.keys.create_sample(provider.name, self._tools.clock.now())
        with self._open_unit() as unit:
            keep_public_keys(unit.register, made.public)
            unit.commit()
        return made

    def _opened(self, own: PublicKeys | None, passphrase: str) -> SigningKeys:
        if own is None:
            raise TrainerError(
                _("This provider has no signing key yet."),
                _("Set one up in the provider's settings, with a passphrase. Nothing was issued."),
            )
        if not passphrase:
            raise TrainerError(_("Please enter the passphrase of the provider's signing key."))
        return self._tools.keys.open(own, passphrase)

    def _issued_already(self, case: _Case, keys: SigningKeys) -> IssuedCertificate | None:
        """Returns the enrolment's certificate; a SAMPLE stands in neither for a real one nor for other facts."""
        for item in case.preflight.issued:
            if not item.facts.sample:
                return item
        if not case.preflight.ready or case.provider is None:
            return None
        wanted = self._frozen(case, "", keys)
        return next((item for item in case.preflight.issued if same_but_number(item.facts, wanted)), None)

    def _issue(
        self, unit: CertificateUnit, case: _Case, actor_id: str, keys: SigningKeys, heads: Sequence[Head]
    ) -> IssuedCertificate:
        if not case.preflight.ready:
            raise _not_ready(case.preflight)
        now = self._tools.clock.now()
        assert case.provider is not None  # A requirement.
        year = self._today().year
        number = certificate_number(case.provider, year, unit.register.take_number(year))
        facts = replace(self._frozen(case, number, keys), heads=tuple(heads))
        token = sign_token(facts, keys)
        pdf = self._tools.signer.sign(self._tools.renderer.render(facts, token), keys, now, facts.programme_title)
        _check_own_work(pdf, facts, token, keys)
        self._tools.files.stage(number, pdf)
        certificate = IssuedCertificate(
            new_id(now), case.enrolment.id, case.person.id, facts, token, sha256(pdf), now, actor_id
        )
        unit.register.add_certificate(certificate)
        return certificate

    def _frozen(self, case: _Case, number: str, keys: SigningKeys) -> CertificateFacts:
        assert case.provider is not None  # A requirement.
        sample = case.preflight.sample or keys.public.sample
        source = Source(case.person, case.enrolment, case.context.programme, case.record, case.provider, sample)
        return frozen_facts(source, number, self._today())

    def _today(self) -> date:
        return self._tools.clock.now().astimezone(ZoneInfo(self._tools.clock.zone())).date()


def _case(unit: CertificateUnit, actor_id: str, context: HoursContext, today: date, *, readers: bool = False) -> _Case:
    """Reads everything about one enrolment afresh, after checking that this person may ask."""
    actor, enrolment = _actor(unit, actor_id), unit.people.enrolment(context.enrolment_id)
    person = unit.people.person(enrolment.person_id) if enrolment else None
    if enrolment is None or person is None or not _may(unit, actor, person, readers=readers):
        # One answer for "not here" and "not yours": an id must not tell whether it exists.
        raise TrainerError(_("This enrollment is not here, or it is not yours."), _("Ask your instructor."))
    if (context.programme.id, context.programme.edition) != (enrolment.programme_id, enrolment.edition):
        raise TrainerError(
            _("These hours were studied in another edition of the course."),
            _("Nothing was issued. Please put the edition back that this enrollment belongs to."),
            details=f"{context.programme.edition} instead of {enrolment.edition}",
        )
    record, findings = _record(unit, context, afresh=not readers)
    provider = unit.register.provider()
    policy = in_force(context.policies, enrolment.policy, today)
    candidate = Candidate(
        legal_name=person.legal_name.strip(),
        id_checked=person.legal_name_confirmed,
        provider_name=provider.name.strip() if provider else "",
        ledger_findings=findings,
        minimum_live_share=policy.minimum_live_share,
        maximum_self_paced_share=policy.maximum_self_paced_share,
    )
    lines = requirements(context.programme, record, candidate)
    sample = provider is None or not provider.approval_id.strip()
    issued = tuple(unit.register.certificates(enrolment.id))
    return _Case(
        person, enrolment, context, record, provider, Preflight(lines, candidate, record, sample, not sample, issued)
    )


def _heads(unit: CertificateUnit, enrolment_id: str) -> Sequence[Head]:
    lines = [*unit.ledger.entries(enrolment_id), *unit.doubts.of(enrolment_id).lines]
    return heads_of([line.device_id for line in lines], unit.doubts)


def _record(unit: CertificateUnit, context: HoursContext, *, afresh: bool) -> tuple[HoursRecord, int]:
    """Credits the lines and counts what the verification of chains and sums finds that nobody has settled."""
    entries, record = lines_and_credit(unit.ledger, unit.doubts, context)
    doubts = unit.doubts.of(context.enrolment_id)
    devices = sorted({entry.device_id for entry in entries})
    found = [finding for device in devices for finding in unit.doubts.chain(device, afresh=afresh).findings]
    doubts = replace(doubts, findings=tuple(dict.fromkeys([*doubts.findings, *found])))
    doubtful = still_open(doubts, entries).count or count_faults(unit, context.enrolment_id, record)
    return record, doubtful + len(check_identities(record))


def _actor(unit: CertificateUnit, actor_id: str) -> Person:
    actor = unit.people.person(actor_id)
    if actor is None:
        raise TrainerError(_("This profile is not on this computer."), _("Please choose another one."))
    return actor


def _may(unit: CertificateUnit, actor: Person, person: Person, *, readers: bool) -> bool:
    if actor.role in (_READERS if readers else _ISSUERS):
        return True
    own = actor.role is Role.LEARNER and actor.id == person.id
    return own and (readers or unit.register.kept_values().get(LEARNERS_MAY_ISSUE) != "no")


def _allow_issuers(actor: Person) -> None:
    if actor.role not in _ISSUERS:
        raise TrainerError(_("This is for instructors."), _("Ask your instructor."))


def _check_own_work(pdf: bytes, facts: CertificateFacts, token: str, keys: SigningKeys) -> None:
    """Verifies the finished file as a stranger would, before anything is registered."""
    details = "other facts"
    try:
        checked = check_pdf(pdf, {keys.public.key_id: keys.public})
        if (checked.facts, checked.token_text) == (facts, token):
            return
    except PdfFault as fault:
        details = f"{fault.reason}: {fault.details}"
    raise TrainerError(
        _("The finished certificate did not pass its own verification, so it was not issued."),
        _("Your records are unchanged. Please send the log to your training provider."),
        details=details,
    )


def _no_provider() -> TrainerError:
    return TrainerError(
        _("No training provider is set up on this computer."),
        _("Enter the provider's name in the settings first. Your hours are safe."),
    )


def _not_ready(preflight: Preflight) -> TrainerError:
    missing = [line.rule.value for line in preflight.requirements if not line.met]
    return TrainerError(
        _("The certificate cannot be issued yet: some requirements are not met."),
        _("The checklist shows what is missing. Nothing was changed."),
        details=", ".join(missing),
    )
