"""Publishing a version of the policy: who may, what is refused, and what happens when two people write at once."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.fakes.staff import MemoryStaffUnit, make_notary
from trainer.clock import SimulatedClock
from trainer.cohorts.people import Person, Role, administrator, may_administer
from trainer.cohorts.policy_service import PolicyService, StalePolicyError
from trainer.errors import TrainerError
from trainer.hours.policy import Policy

NOW = datetime(2027, 1, 4, 17, 0, tzinfo=UTC)
WISH = Policy(effective_from="2027-01-04", idle_limit_seconds=240)


@pytest.fixture
def unit() -> MemoryStaffUnit:
    made = MemoryStaffUnit()
    for number, (key, role) in enumerate(
        [("ana", Role.INSTRUCTOR), ("ben", Role.INSTRUCTOR), ("lea", Role.LEARNER), ("otto", Role.AUDITOR)]
    ):
        made.people.add_person(Person(key, role, key.title(), "en", NOW + timedelta(hours=number)))
    return made


@pytest.fixture
def service(unit: MemoryStaffUnit) -> PolicyService:
    clock = SimulatedClock(NOW)
    return PolicyService(unit.open, clock, make_notary(clock))


def test_a_version_gets_the_next_number_and_the_earlier_ones_stay(service: PolicyService) -> None:
    second = service.publish("ana", replace(WISH, version=77, title=" Evening   rules "), "default-1")
    assert (second.name, second.title) == ("default-2", "Evening rules")
    third = service.publish("ana", replace(WISH, idle_limit_seconds=600), "default-2")
    book = service.book()
    assert list(book.policies.values()) == [Policy(), second, third] or set(book.policies) == {
        "default-1",
        "default-2",
        "default-3",
    }
    assert book.policies["default-1"] == Policy()
    published = book.published("default-2")
    assert published is not None
    assert (published.author_id, published.made_at) == ("ana", NOW)
    assert book.published("default-1") is None


@pytest.mark.parametrize("actor", ["ben", "lea", "otto", "nobody", ""])
def test_nobody_else_publishes(service: PolicyService, unit: MemoryStaffUnit, actor: str) -> None:
    with pytest.raises(TrainerError, match="administrator"):
        service.publish(actor, WISH, "default-1")
    assert not unit.policies.published


def test_once_there_is_an_administrator_the_first_instructor_is_one_no_more(
    service: PolicyService, unit: MemoryStaffUnit
) -> None:
    unit.people.add_person(Person("zoe", Role.ADMINISTRATOR, "Zoe", "en", NOW))
    with pytest.raises(TrainerError, match="administrator"):
        service.publish("ana", WISH, "default-1")
    assert service.publish("zoe", WISH, "default-1").version == 2


def test_with_learners_alone_nobody_administers() -> None:
    learner = Person("lea", Role.LEARNER, "Lea", "en", NOW)
    assert administrator([learner]) is None
    assert not may_administer(learner, [learner])


def test_who_came_first_administers_and_a_tie_is_decided_by_id() -> None:
    two = [Person(key, Role.INSTRUCTOR, key, "en", NOW) for key in ("b", "a")]
    assert administrator(two) == two[1]
    assert not may_administer(two[0], two)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"idle_limit_seconds": 5}, "cannot be followed"),
        ({"title": ""}, "cannot be followed"),
        ({"effective_from": "tomorrow"}, "cannot be followed"),
        ({"effective_from": "2027-01-03"}, "from today on"),
        ({"idle_limit_seconds": 300}, "Nothing has changed"),
    ],
)
def test_what_cannot_be_published_says_why(
    service: PolicyService, unit: MemoryStaffUnit, changes: dict[str, object], says: str
) -> None:
    with pytest.raises(TrainerError, match=says):
        service.publish("ana", replace(WISH, **changes), "default-1")  # type: ignore[arg-type]
    assert not unit.policies.published


def test_another_day_is_a_change_only_while_the_latest_version_has_not_begun(service: PolicyService) -> None:
    future = replace(WISH, effective_from="2027-02-01")
    service.publish("ana", future, "default-1")
    moved = service.publish("ana", replace(future, effective_from="2027-03-01"), "default-2")
    assert (moved.version, moved.effective_from) == (3, "2027-03-01")
    service.publish("ana", replace(WISH, effective_from="2027-01-04"), "default-3")
    with pytest.raises(TrainerError, match="Nothing has changed"):
        service.publish("ana", replace(WISH, effective_from="2027-01-09"), "default-4")


def test_somebody_published_meanwhile_and_nothing_is_lost(service: PolicyService) -> None:
    service.publish("ana", WISH, "default-1")
    mine = replace(WISH, idle_limit_seconds=420)
    with pytest.raises(StalePolicyError, match="version 2"):
        service.publish("ana", mine, "default-1")
    assert service.publish("ana", mine, "default-2").version == 3


def test_trying_again_after_an_error_publishes_once(service: PolicyService, unit: MemoryStaffUnit) -> None:
    unit.fails = TrainerError("The disk is full.")
    with pytest.raises(TrainerError, match="full"):
        service.publish("ana", WISH, "default-1")
    assert not unit.policies.published
    first = service.publish("ana", WISH, "default-1")
    assert service.publish("ana", WISH, "default-1") == first
    assert len(unit.policies.published) == 1


def test_a_row_that_cannot_be_read_keeps_its_number(service: PolicyService, unit: MemoryStaffUnit) -> None:
    unit.policies.unreadable.append("default-2")
    assert service.publish("ana", WISH, "default-1").name == "default-3"
