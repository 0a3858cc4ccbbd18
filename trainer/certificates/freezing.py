"""Freezes the facts of a certificate from the person, the programme, the hours and the provider."""

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date

from trainer.certificates.facts import CertificateFacts, Provider
from trainer.cohorts.people import Enrolment, Person
from trainer.courses.outline import Programme
from trainer.errors import TrainerError
from trainer.hours.policy_book import credited_under
from trainer.hours.record import HoursRecord
from trainer.i18n import LANGUAGES, _

LONGEST_PREFIX = 8

_CLAIM = re.compile(r"cal\W*mhsa\W{0,3}(approved|certified|endorsed)|(approved|endorsed)\s+by\s+cal\W*mhsa")


@dataclass(frozen=True)
class Source:
    """What the facts are taken from.

    Attributes:
        sample: Whether it will be a SAMPLE.
    """

    person: Person
    enrolment: Enrolment
    programme: Programme
    record: HoursRecord
    provider: Provider
    sample: bool


def frozen_facts(source: Source, number: str, issued_on: date) -> CertificateFacts:
    """Freezes the facts of one certificate; everything printed and signed comes from here.

    Raises:
        TrainerError: A text claims an approval that the provider has not entered.
    """
    programme, language = source.programme, _language(source)
    days = sorted(day for day, seconds in source.record.by_day.items() if seconds > 0)
    official = tuple(module.competency["en"] for module in programme.modules)
    local = tuple(module.competency.get(language, "") for module in programme.modules)
    facts = CertificateFacts(
        number=number,
        legal_name=source.person.legal_name,
        programme_id=programme.id,
        programme_title=programme.title["en"],
        programme_minutes=programme.total_minutes,
        credited_minutes=source.record.credited_seconds // 60,
        competencies=official,
        started_on=days[0],
        completed_on=days[-1],
        issued_on=max(issued_on, days[-1]),
        provider=source.provider,
        edition=source.enrolment.edition,
        policy=", ".join(credited_under(source.record)) or source.enrolment.policy,
        language=language,
        sample=source.sample,
        programme_kind=programme.kind,
        local_title=programme.title.get(language, "") if language != "en" else "",
        local_competencies=local if language != "en" and all(local) else (),
    )
    _refuse_claims(facts)
    return facts


def same_but_number(one: CertificateFacts, other: CertificateFacts) -> bool:
    """Says whether two certificates say the same, their number, date of issue and receipts apart."""
    return _without_issue(one) == _without_issue(other)


def _without_issue(facts: CertificateFacts) -> CertificateFacts:
    return replace(facts, number="", issued_on=facts.completed_on, heads=())


def certificate_number(provider: Provider, year: int, position: int) -> str:
    """Writes a number such as ``BBPA-2027-0142``."""
    return f"{number_prefix(provider)}-{year}-{position:04d}"


def number_prefix(provider: Provider) -> str:
    """Returns up to eight Latin capitals and digits: the provider's id if it is short, or its name's initials."""
    short = _plain(provider.id)
    if not 2 <= len(short) <= LONGEST_PREFIX:
        short = "".join(_plain(word)[:1] for word in provider.name.split())
    return short[:LONGEST_PREFIX] or "PT"


def _plain(text: str) -> str:
    latin = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Z0-9]", "", latin.upper())


def _language(source: Source) -> str:
    return source.person.language if source.person.language in LANGUAGES else "en"


def _refuse_claims(facts: CertificateFacts) -> None:
    """While no approval is entered, no text may say that there is one."""
    provider = facts.provider
    said = " · ".join((provider.name, provider.contact, provider.signatory, provider.signatory_title, facts.legal_name))
    if facts.sample and _CLAIM.search(unicodedata.normalize("NFKC", said).casefold()):
        raise TrainerError(
            _("A text of the provider claims an approval that has not been entered."),
            _("Nothing was issued. Enter the approval with its number in the provider's settings, or change the text."),
        )
