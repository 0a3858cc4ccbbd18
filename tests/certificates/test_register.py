"""A certificate is issued once, to whom it belongs, when every requirement is met, and by whoever may."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from msgspec import structs

from tests.fakes.certificates import shortened
from tests.fixtures.certificates import APPROVED, PASSPHRASE, PROVIDER, Office
from trainer.certificates.pdf_check import check_pdf
from trainer.certificates.register import LEARNERS_MAY_ISSUE
from trainer.certificates.requirements import Rule
from trainer.errors import TrainerError
from trainer.hours.ledger import sealed


def test_a_finished_learner_gets_a_sample_that_verifies(office: Office) -> None:
    issued = office.service.issue("ana", office.finished)
    path = office.service.pdf("ana", issued.facts.number)
    checked = check_pdf(path.read_bytes(), office.service.trusted_keys())
    assert checked.facts == issued.facts
    assert issued.facts.number == "BBPA-2027-0001"
    assert issued.facts.sample
    assert issued.facts.credited_minutes == 140
    assert path.name == "BBPA-2027-0001.pdf"
    assert path.stat().st_mode & 0o777 == 0o600


def test_issuing_again_gives_the_same_certificate(office: Office) -> None:
    first = office.service.issue("ana", office.finished)
    assert office.service.issue("ines", office.finished) == first
    assert office.unit.register.last == {2027: 1}
    assert len(list(office.folder.iterdir())) == 1


def test_an_approved_provider_issues_with_its_passphrase(office: Office) -> None:
    sample = office.service.issue("ana", office.finished)
    office.service.set_provider("alma", APPROVED)
    with pytest.raises(TrainerError, match="signing key"):
        office.service.issue("ines", office.finished)
    office.service.create_keys("alma", PASSPHRASE)
    with pytest.raises(TrainerError, match="passphrase"):
        office.service.issue("ines", office.finished)
    with pytest.raises(TrainerError, match="not opened"):
        office.service.issue("ines", office.finished, "another passphrase")
    issued = office.service.issue("ines", office.finished, PASSPHRASE)
    assert (issued.facts.sample, issued.facts.number) == (False, "BBPA-2027-0002")
    assert office.service.issue("ana", office.finished, PASSPHRASE) == issued
    assert office.service.certificates("ana") == (issued, sample)


def test_nothing_is_issued_before_every_requirement_is_met(office: Office) -> None:
    with pytest.raises(TrainerError, match="cannot be issued yet"):
        office.service.issue("ben", office.unfinished)
    found = office.service.preflight("ben", office.unfinished)
    unmet = {line.rule for line in found.requirements if not line.met}
    assert unmet == {Rule.HOURS, Rule.COMPETENCIES, Rule.LIVE_SESSIONS}
    assert office.unit.register.last == {}
    assert not office.folder.exists()


def test_one_missing_second_is_missing(office: Office) -> None:
    ledger = office.unit.ledger
    ledger.kept[-1] = sealed(shortened(ledger.kept[-1], 1), ledger.kept[-1].sequence, ledger.kept[-1].previous_hash)
    found = office.service.preflight("ana", office.finished)
    assert [(line.rule, line.missing_seconds) for line in found.requirements if not line.met] == [
        (Rule.HOURS, 1),
        (Rule.COMPETENCIES, 1),
        (Rule.LIVE_SESSIONS, 1),
    ]


def test_a_changed_ledger_blocks_the_certificate(office: Office) -> None:
    kept = office.unit.ledger.kept
    kept[0] = structs.replace(kept[0], wall_seconds=kept[0].wall_seconds + 1)
    unmet = [line.rule for line in office.service.preflight("ana", office.finished).requirements if not line.met]
    assert Rule.LEDGER_SOUND in unmet
    with pytest.raises(TrainerError):
        office.service.issue("ana", office.finished)


@pytest.mark.parametrize(
    ("changes", "rule"), [({"legal_name": "  "}, Rule.LEGAL_NAME), ({"legal_name_confirmed": False}, Rule.ID_CHECKED)]
)
def test_the_name_must_be_there_and_checked(office: Office, changes: dict[str, object], rule: Rule) -> None:
    people = office.unit.people.by_id
    people["ana"] = replace(people["ana"], **changes)  # type: ignore[arg-type]
    unmet = [line.rule for line in office.service.preflight("ana", office.finished).requirements if not line.met]
    assert unmet == [rule]


@pytest.mark.parametrize(
    ("actor", "may_read", "may_issue"),
    [
        ("ana", True, True),
        ("ben", False, False),
        ("ines", True, True),
        ("alma", True, True),
        ("otto", True, False),
        ("nobody", False, False),
    ],
)
def test_who_may_ask_and_who_may_issue(office: Office, actor: str, *, may_read: bool, may_issue: bool) -> None:
    def refuses(ask: Callable[[], object]) -> bool:
        try:
            ask()
        except TrainerError:
            return True
        return False

    assert refuses(lambda: office.service.preflight(actor, office.finished)) is not may_read
    assert refuses(lambda: office.service.issue(actor, office.finished)) is not may_issue
    office.service.issue("ines", office.finished)
    assert refuses(lambda: office.service.pdf(actor, "BBPA-2027-0001")) is not may_read
    may_set_up = actor in ("ines", "alma")
    assert refuses(lambda: office.service.set_provider(actor, PROVIDER)) is not may_set_up
    assert refuses(lambda: office.service.create_keys(actor, PASSPHRASE)) is not may_set_up


def test_a_provider_may_keep_issuing_to_its_instructors(office: Office) -> None:
    office.unit.register.keep_value(LEARNERS_MAY_ISSUE, "no")
    with pytest.raises(TrainerError):
        office.service.issue("ana", office.finished)
    assert office.service.issue("ines", office.finished)


def test_without_a_provider_nothing_is_issued(office: Office) -> None:
    office.unit.register.current = None
    with pytest.raises(TrainerError, match="provider"):
        office.service.issue("ana", office.finished)


def test_another_edition_is_refused(office: Office) -> None:
    other = replace(office.finished, programme=replace(office.finished.programme, edition="pack-2"))
    with pytest.raises(TrainerError, match="another edition"):
        office.service.issue("ana", other)


def test_a_failed_commit_issues_nothing_and_the_next_try_takes_the_same_number(office: Office) -> None:
    office.service.issue("ana", office.finished)  # Makes the sample keys.
    office.unit.register.issued.clear()
    office.unit.register.last.clear()
    for path in office.folder.iterdir():
        path.unlink()
    office.unit.fails = OSError("disk full")
    with pytest.raises(OSError, match="disk full"):
        office.service.issue("ana", office.finished)
    assert office.unit.register.issued == []
    assert [path.suffix for path in office.folder.iterdir()] == [".staged"]
    assert office.service.issue("ana", office.finished).facts.number == "BBPA-2027-0001"
    assert [path.suffix for path in office.folder.iterdir()] == [".pdf"]


def test_a_crash_between_commit_and_publishing_loses_nothing(office: Office) -> None:
    issued = office.service.issue("ana", office.finished)
    path = office.service.pdf("ana", issued.facts.number)
    path.rename(path.with_suffix(".staged"))
    assert office.service.pdf("ana", issued.facts.number) == path
    path.write_bytes(path.read_bytes() + b" ")
    with pytest.raises(TrainerError, match="not the one that was issued"):
        office.service.pdf("ana", issued.facts.number)


@pytest.mark.parametrize(
    "name", ["CalMHSA-approved Academy", "Academy, approved by CalMHSA", "CALMHSA Certified Peers"]
)
def test_an_approval_that_was_not_entered_is_never_claimed(office: Office, name: str) -> None:
    office.service.set_provider("ines", replace(PROVIDER, name=name))
    with pytest.raises(TrainerError, match="claims an approval"):
        office.service.issue("ana", office.finished)
    office.service.set_provider("ines", replace(APPROVED, name=name))
    office.service.create_keys("ines", PASSPHRASE)
    assert not office.service.issue("ana", office.finished, PASSPHRASE).facts.sample


def test_a_name_that_cannot_be_printed_is_refused_and_no_number_is_used(office: Office) -> None:
    people = office.unit.people.by_id
    people["ana"] = replace(people["ana"], legal_name="李小龍")
    with pytest.raises(TrainerError, match="cannot print"):
        office.service.issue("ana", office.finished)
    assert office.unit.register.last == {}
    assert office.unit.register.issued == []


def test_a_corrected_name_makes_a_new_sample_and_leaves_the_first_as_it_was(office: Office) -> None:
    first = office.service.issue("ana", office.finished)
    people = office.unit.people.by_id
    people["ana"] = replace(people["ana"], legal_name="Ana Ruiz Vega")
    second = office.service.issue("ana", office.finished)
    assert second.facts.number != first.facts.number
    assert office.service.certificates("ana") == (second, first)
