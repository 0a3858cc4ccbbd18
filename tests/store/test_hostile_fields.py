"""Every field that a person can type in, over a real database: kept exactly as typed, or kindly refused."""

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import inspect
from sqlalchemy import text as sql

from tests.fakes.hostile import is_refused, some_texts
from tests.fakes.programmes import make_programme
from tests.fakes.records import ENROLMENT, PERSON, PROVIDER, START, enrol, make_person
from trainer.certificates.facts import Provider
from trainer.certificates.keys import KeyFolder
from trainer.certificates.register import CertificateService
from trainer.cohorts.accounts import LONGEST_NAME, LONGEST_NOTE, AccountService, NewPerson
from trainer.cohorts.people import Role
from trainer.errors import TrainerError
from trainer.hours.adjustments import LONGEST_TEXT, Signing, adjustment
from trainer.hours.policy import Policy
from trainer.store.database import Database
from trainer.study.progress import LessonProgress

Tell = Callable[[str], None]
OFFICE = "office"
PASSPHRASES = (
    "'; DROP TABLE people; --",
    "<b>four words nobody</b>",
    "A\u0301 %s {0} \u202e words",
    "\ud800 is half a letter",
)


@dataclass
class House:
    """Services over one real database."""

    database: Database
    accounts: AccountService
    certificates: CertificateService

    def rows(self) -> Mapping[str, int]:
        """Counts the rows of every table."""
        with self.database.unit() as unit:
            connection = unit.people._connection
            names = inspect(connection).get_table_names()
            return {name: connection.execute(sql(f'SELECT count(*) FROM "{name}"')).scalar_one() for name in names}


@pytest.fixture
def house(any_database: Database, store_clock: Any) -> House:
    enrol(any_database)
    with any_database.unit() as unit:
        unit.people.add_person(make_person(id=OFFICE, role=Role.ADMINISTRATOR))
        unit.commit()
    # No tool is needed to keep a text.
    certificates = CertificateService(any_database.unit, None)  # type: ignore[arg-type]
    return House(any_database, AccountService(any_database.unit, store_clock), certificates)


def _plain(text: str) -> str:
    return " ".join(text.split())


def _name(house: House, text: str) -> str:
    made = house.accounts.add(NewPerson(Role.LEARNER, text, "en"))
    return house.accounts.person(made.id).name


def _legal_name(house: House, text: str) -> str:
    house.accounts.set_legal_name(PERSON, text, confirmed=True)
    return house.accounts.person(PERSON).legal_name


def _provider(field: str) -> Callable[[House, str], str]:
    def _keep(house: House, text: str) -> str:
        house.certificates.set_provider(OFFICE, replace(PROVIDER, **{field: text}))
        with house.database.unit() as unit:
            return getattr(unit.register.provider(), field)

    return _keep


def _reason(house: House, text: str) -> str:
    signing = Signing(ENROLMENT, PERSON, OFFICE, text, house.database.device_id, "edition-1", START, "UTC", "second")
    line = adjustment(signing, Policy(), make_programme(), seconds=60, subject="one-01")
    with house.database.unit() as unit:
        unit.ledger.append(line)
        unit.commit()
        return next(kept.reason for kept in unit.ledger.entries(ENROLMENT) if kept.id == line.id)


def _note(house: House, text: str) -> str:
    house.accounts.set_idle_limit(ENROLMENT, 600, text, OFFICE)
    return house.accounts.enrolment(ENROLMENT).accommodation_note


def _writing(house: House, text: str) -> str:
    with house.database.unit() as unit:
        unit.progress.save_progress(LessonProgress(ENROLMENT, "one-01", "p", START, work={"p/f1": text}))
        unit.commit()
        return unit.progress.progress(ENROLMENT, "one-01").work["p/f1"]


KEPT: Mapping[str, Callable[[House, str], str]] = {
    "name": _name,
    "legal name": _legal_name,
    **{f"provider's {one.name}": _provider(one.name) for one in fields(Provider) if one.name != "id"},
    "reason": _reason,
    "accommodation note": _note,
    "writing": _writing,
}
LONG = {"name": LONGEST_NAME, "legal name": LONGEST_NAME}
SEVERAL_LINES = {"reason": LONGEST_TEXT, "accommodation note": LONGEST_NOTE}
MAY_BE_EMPTY = {f"provider's {one.name}" for one in fields(Provider) if one.name != "name"}


def _texts(field: str, picture: Path, is_nightly: bool) -> list[str]:
    found = some_texts(field, picture, all_of_them=is_nightly)
    return [f"{text} is the reason" for text in found] if field in SEVERAL_LINES else list(found)


def _may_refuse(field: str, text: str) -> bool:
    """Says whether a field has a good reason to refuse a text."""
    if field == "writing":
        return False
    if field in SEVERAL_LINES:
        signs = set(text.strip()) - {"\n", "\t"}
        return len(text.strip()) > SEVERAL_LINES[field] or any(
            unicodedata.category(sign) in ("Cc", "Cs") for sign in signs
        )
    if not _plain(text):
        return field not in MAY_BE_EMPTY
    return is_refused(text) or len(_plain(text)) > LONG.get(field, 10_000)


@pytest.mark.parametrize("field", KEPT)
def test_what_is_typed_is_kept_exactly_or_kindly_refused(
    house: House, picture: Path, field: str, is_nightly: bool, tell: Tell
) -> None:
    refused, wrong = 0, []
    texts = _texts(field, picture, is_nightly)
    before = house.rows()
    for text in texts:
        try:
            found = KEPT[field](house, text)
        except TrainerError as error:
            refused += 1
            if not _may_refuse(field, text) or not error.message:
                wrong.append(f"refused {text[:60]!r}: {error}")
            continue
        kept = text if field == "writing" else text.strip() if field in SEVERAL_LINES else _plain(text)
        if found != kept:
            wrong.append(f"{text[:60]!r} became {found[:60]!r}")
    after = house.rows()
    tell(f"{field}: {len(texts)} texts, {refused} refused, {len(wrong)} faults")
    assert wrong == []
    assert set(after) == set(before)
    assert all(after[table] >= before[table] for table in before)
    assert sum(after.values()) - sum(before.values()) <= 3 * len(texts)


def test_no_text_opens_a_locked_profile(house: House, picture: Path, is_nightly: bool) -> None:
    house.accounts.set_pin(PERSON, "271828")
    person = house.accounts.person(PERSON)
    for text in (
        *some_texts("pin", picture, all_of_them=is_nightly)[:4],
        "\ud800",
        "\x00",
        "271828\x00",
        "\uff12\uff17\uff11\uff18\uff12\uff18",
    ):
        house.accounts._tries.clear()
        assert not house.accounts.unlock(person, text)
        with pytest.raises(TrainerError):
            house.accounts.set_pin(PERSON, text or "x")


@pytest.mark.parametrize("passphrase", PASSPHRASES)
def test_a_passphrase_is_taken_as_it_is_or_kindly_refused(tmp_path: Path, passphrase: str) -> None:
    folder = KeyFolder(tmp_path / "keys")
    if "\ud800" in passphrase:
        with pytest.raises(TrainerError, match="U\\+D800"):
            folder.create("Bay Peer Training", passphrase, START)
        assert not (tmp_path / "keys").exists()
    else:
        made = folder.create("Bay Peer Training", passphrase, START)
        assert folder.open(made.public, passphrase).public == made.public
