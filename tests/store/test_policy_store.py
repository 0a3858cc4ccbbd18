"""Policies and changed enrolments in both databases; a row edited by hand takes no other with it."""

import json
from dataclasses import asdict, replace

import pytest
from sqlalchemy import insert

from tests.fakes.records import ENROLMENT, PERSON, START, enrol, make_enrolment
from trainer.cohorts.people import EnrolmentChange
from trainer.errors import TrainerError
from trainer.hours.policy import Policy
from trainer.hours.policy_book import PolicyBook, PublishedPolicy, StoredPolicies
from trainer.store.database import Database
from trainer.store.tables import policies

SECOND = PublishedPolicy(Policy(version=2, title="Política «nueva»", daily_cap_seconds=28_800), PERSON, START)
THIRD = PublishedPolicy(Policy(version=3, effective_from="2027-01-01"), PERSON, START)


def test_versions_come_back_as_they_were_published(any_database: Database) -> None:
    for published in (SECOND, THIRD):
        with any_database.unit() as unit:
            unit.policies.add_policy(published)
            unit.commit()
    with any_database.unit() as unit:
        assert unit.policies.policies() == StoredPolicies((SECOND, THIRD))


def test_a_name_is_given_once(any_database: Database) -> None:
    with any_database.unit() as unit:
        unit.policies.add_policy(SECOND)
        unit.commit()
    with pytest.raises(TrainerError, match="same moment"), any_database.unit() as unit:
        unit.policies.add_policy(SECOND)


@pytest.mark.parametrize(
    ("name", "facts"),
    [
        ("default-2", "not JSON"),
        ("default-2", "{}"),
        ("default-2", json.dumps({**asdict(Policy(version=2)), "idle_limit_seconds": 0})),
        ("default-2", json.dumps(asdict(Policy(version=9)))),
        ("default-1", json.dumps(asdict(Policy(idle_limit_seconds=3_600)))),
    ],
)
def test_a_row_edited_by_hand_is_kept_logged_and_passed_over(
    any_database: Database, expected_warnings: list[object], name: str, facts: str
) -> None:
    with any_database.unit() as unit:
        row = {"name": name, "facts": facts, "author_id": PERSON, "made_at": 1}
        unit.policies._connection.execute(insert(policies).values(row))
        unit.policies.add_policy(THIRD)
        unit.commit()
    with any_database.unit() as unit:
        stored = unit.policies.policies()
    assert stored == StoredPolicies((THIRD,), (name,))
    assert PolicyBook(stored).policies == {"default-1": Policy(), "default-3": THIRD.policy}


def test_a_changed_enrolment_keeps_what_it_was_with_author_and_moment(any_database: Database) -> None:
    enrol(any_database)
    before = make_enrolment()
    longer = replace(before, idle_limit_seconds=900, accommodation_note="Reads with a «magnifier».")
    for wish in (longer, longer, replace(longer, idle_limit_seconds=None)):
        with any_database.unit() as unit:
            unit.people.save_enrolment(wish, "ana", START)
            unit.commit()
    with any_database.unit() as unit:
        assert unit.people.enrolment(ENROLMENT) == replace(longer, idle_limit_seconds=None)
        assert unit.people.enrolment_history(ENROLMENT) == [
            EnrolmentChange(before, "ana", START),
            EnrolmentChange(longer, "ana", START),
        ]
        assert unit.people.enrolment_history("none") == []
