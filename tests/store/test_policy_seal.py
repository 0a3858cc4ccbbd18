"""A version of the hours policy that was edited by hand is named, and stops the certificates that hang on it."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import delete

from tests.fakes.by_hand import by_hand
from tests.fakes.examined import looked_through
from tests.fakes.records import ENROLMENT, PERSON, START, make_entry, make_person
from trainer.clock import SimulatedClock
from trainer.cohorts.people import Role
from trainer.cohorts.policy_service import PolicyService
from trainer.hours.device_key import make_device_key
from trainer.hours.examine import count_faults, is_touched
from trainer.hours.notary import Notary
from trainer.hours.policy import Policy
from trainer.hours.policy_book import PublishedPolicy
from trainer.hours.policy_seal import changed_policies
from trainer.store.database import Database, open_database
from trainer.store.older_policies import SEALED, seal_older_policies
from trainer.store.tables import kept_values

SECOND = PublishedPolicy(Policy(version=2, idle_limit_seconds=480), PERSON, START)
THIRD = PublishedPolicy(Policy(version=3, title="Política «nueva»"), PERSON, START)
UNGUARDED = ("policies", "checkpoints")
EDITS = {
    "a rule": """UPDATE policies SET facts = replace(facts, 'not_counted', 'counted_in_sessions')
        WHERE name = 'default-2'""",
    "who published it": "UPDATE policies SET author_id = 'somebody' WHERE name = 'default-2'",
    "when it was published": "UPDATE policies SET made_at = made_at - 1 WHERE name = 'default-2'",
    "nonsense": "UPDATE policies SET facts = '{}' WHERE name = 'default-2'",
    "no seal": "DELETE FROM checkpoints WHERE purpose = 'policy' AND position = (SELECT min(position) FROM checkpoints "
    "WHERE purpose = 'policy')",
    "a seal of nobody": "UPDATE checkpoints SET signature = replace(signature, '0', '1') WHERE purpose = 'policy' "
    "AND position = (SELECT min(position) FROM checkpoints WHERE purpose = 'policy')",
}


def publish(database: Database, clock: SimulatedClock, *published: PublishedPolicy) -> None:
    notary = Notary(database.device_id, database.key, clock)
    with database.unit() as unit:
        for one in published:
            unit.policies.add_policy(one)
            notary.seal(unit, one)
        unit.ledger.append(make_entry(50, database.device_id, policy="default-2"))
        unit.commit()


def test_what_was_published_is_as_it_was_published(kept: Path, store_clock: SimulatedClock) -> None:
    with open_database(kept, store_clock) as database:
        publish(database, store_clock, SECOND, THIRD)
    with open_database(kept, store_clock) as database, database.unit() as unit:
        assert changed_policies(unit) == changed_policies(unit, own={database.device_id: database.key.public}) == []
        assert [seal.head.device_id for seal in unit.checkpoints.seals()] == [database.device_id] * 2
        assert not [made for made in unit.checkpoints.all() if made in unit.checkpoints.seals()]


@pytest.mark.parametrize("name", EDITS)
def test_an_edited_version_is_named_and_stops_what_hangs_on_it(
    kept: Path, store_clock: SimulatedClock, expected_warnings: list[object], name: str
) -> None:
    with open_database(kept, store_clock) as database:
        publish(database, store_clock, SECOND, THIRD)
        with database.unit() as unit:
            before = count_faults(unit, ENROLMENT)
    by_hand(kept, EDITS[name], UNGUARDED)
    with open_database(kept, store_clock) as database, database.unit() as unit:
        unit.ledger.put_guards_back()
        assert list(changed_policies(unit)) == ["default-2"]
        assert changed_policies(unit, {"default-3"}) == []
        assert count_faults(unit, ENROLMENT) == before + 1
        assert count_faults(unit, "of somebody who studied under the first version") == 0
        assert is_touched(unit, database.device_id)
        unit.commit()
    with open_database(kept, store_clock) as database:
        assert [fault for fault in looked_through(database, store_clock).faults if "hours policy default-2" in fault]


def test_a_version_that_was_taken_out_is_named_where_a_line_names_it(
    kept: Path, store_clock: SimulatedClock, expected_warnings: list[object]
) -> None:
    with open_database(kept, store_clock) as database:
        publish(database, store_clock, SECOND, THIRD)
        with database.unit() as unit:
            before = count_faults(unit, ENROLMENT)
    by_hand(kept, "DELETE FROM policies", UNGUARDED)
    with open_database(kept, store_clock) as database, database.unit() as unit:
        unit.ledger.put_guards_back()
        assert changed_policies(unit, {"default-2", "default-1", "never published-7"}) == ["default-2"]
        assert count_faults(unit, ENROLMENT) == before + 1
        unit.commit()
    with open_database(kept, store_clock) as database:
        assert [fault for fault in looked_through(database, store_clock).faults if "hours policy default-2" in fault]


def test_a_version_after_one_that_is_gone_takes_no_name_that_was_sealed(
    kept: Path, store_clock: SimulatedClock, expected_warnings: list[object]
) -> None:
    with open_database(kept, store_clock) as database:
        publish(database, store_clock, SECOND, THIRD)
    by_hand(kept, "DELETE FROM policies", UNGUARDED)
    with open_database(kept, store_clock) as database:
        with database.unit() as unit:
            unit.people.add_person(make_person(id="alma", role=Role.ADMINISTRATOR, name="Alma"))
            unit.commit()
        service = PolicyService(database.unit, store_clock, Notary(database.device_id, database.key, store_clock))
        wish = replace(Policy(), idle_limit_seconds=600, effective_from=service.today().isoformat())
        made = service.publish("alma", wish, "default-1")
        assert made.name == "default-4"
        with database.unit() as unit:
            assert changed_policies(unit, {made.name}) == []


def test_a_seal_that_is_made_later_or_with_another_key_vouches_for_nothing(
    kept: Path, store_clock: SimulatedClock
) -> None:
    with open_database(kept, store_clock) as database:
        publish(database, store_clock, SECOND)
    by_hand(kept, EDITS["a rule"], UNGUARDED)
    edited = replace(SECOND, policy=replace(SECOND.policy, break_rule="counted_in_sessions"))
    with open_database(kept, store_clock) as database:
        with database.unit() as unit:
            Notary(database.device_id, make_device_key(), store_clock).seal(unit, edited)
            unit.commit()
        with database.unit() as unit:
            assert changed_policies(unit) == ["default-2"]
    by_hand(kept, "DELETE FROM checkpoints WHERE purpose = 'policy' AND position < "
            "(SELECT max(position) FROM checkpoints WHERE purpose = 'policy')", UNGUARDED)  # fmt: skip
    with open_database(kept, store_clock) as database, database.unit() as unit:
        assert changed_policies(unit) == [], "a seal alone does not tell whose key it was"
        assert changed_policies(unit, own={database.device_id: database.key.public}) == ["default-2"]


def test_what_an_older_program_published_is_sealed_once_and_later_ones_never(
    any_database: Database, store_clock: SimulatedClock
) -> None:
    with any_database.unit() as unit:
        unit.policies.add_policy(SECOND)
        unit.register._connection.execute(delete(kept_values).where(kept_values.c.name == SEALED))
        unit.commit()
    _seal(any_database, store_clock)
    with any_database.unit() as unit:
        own = {any_database.device_id: any_database.key.public}
        assert changed_policies(unit, own=own) == []
        unit.policies.add_policy(THIRD)
        unit.commit()
    _seal(any_database, store_clock)
    with any_database.unit() as unit:
        assert changed_policies(unit) == ["default-3"]


def test_new_records_know_no_older_program(any_database: Database) -> None:
    with any_database.unit() as unit:
        assert SEALED in unit.register.kept_values()


def _seal(database: Database, clock: SimulatedClock) -> None:
    with database.unit() as unit:
        seal_older_policies(unit.register._connection, database.device_id, database.key, clock)
        unit.commit()
