"""Versions of the policy: which one holds on a day, which number comes next, and how they are written down."""

import json
from dataclasses import asdict, fields, replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.policy_schema import SCHEMA, schema_text
from trainer.hours.policy import RANGES, Policy
from trainer.hours.policy_book import (
    PolicyBook,
    PublishedPolicy,
    StoredPolicies,
    id_of,
    in_force,
    upcoming,
    version_of,
)
from trainer.hours.policy_json import policy_from_json, policy_schema, policy_to_json
from trainer.hours.policy_notes import policy_notes
from trainer.hours.policy_wording import RULES, difference_lines, policy_lines, rule_label, standing_text, value_text

MADE = datetime(2027, 1, 4, tzinfo=UTC)
SECOND = Policy(version=2, effective_from="2027-02-01", idle_limit_seconds=240)
THIRD = Policy(version=3, effective_from="2027-03-01", idle_limit_seconds=600)


def book(*policies: Policy, unreadable: tuple[str, ...] = ()) -> PolicyBook:
    return PolicyBook(StoredPolicies(tuple(PublishedPolicy(one, "ana", MADE) for one in policies), unreadable))


@pytest.mark.parametrize(
    ("day", "version"), [("2026-01-01", 1), ("2027-01-31", 1), ("2027-02-01", 2), ("2027-02-28", 2), ("2027-03-01", 3)]
)
def test_the_highest_version_that_has_begun_is_in_force(day: str, version: int) -> None:
    known = book(THIRD, SECOND).policies
    for name in ("default-1", "default-2", "default-9"):
        assert in_force(known, name, date.fromisoformat(day)).version == version


def test_a_later_number_that_begins_earlier_replaces_the_one_before_it() -> None:
    known = book(SECOND, replace(THIRD, effective_from="2027-01-10")).policies
    assert in_force(known, "default-1", date(2027, 2, 10)).version == 3


def test_an_enrolment_whose_policy_nobody_knows_goes_on_under_the_default() -> None:
    assert in_force(book().policies, "evening-3", date(2027, 1, 1)) == Policy()
    assert in_force({}, "", date(2027, 1, 1)) == Policy()


def test_versions_that_begin_later_are_known_in_advance() -> None:
    assert upcoming(book(SECOND, THIRD).policies, "default-1", date(2027, 2, 1)) == (THIRD,)


def test_numbers_are_never_used_again_not_even_those_of_rows_that_cannot_be_read() -> None:
    assert book().next_version("default") == 2
    assert book(SECOND).next_version("default") == 3
    assert book(SECOND, unreadable=("default-7", "evening-9", "nonsense")).next_version("default") == 8
    assert book().next_version("evening") == 1


def test_names_are_taken_apart() -> None:
    assert (id_of("evening-course-12"), version_of("evening-course-12")) == ("evening-course", 12)
    assert (id_of("nonsense"), version_of("nonsense"), version_of("a-1²")) == ("", 0, 0)


@given(
    st.fixed_dictionaries(
        {
            name: st.integers(least, most) | (st.none() if may_be_open else st.nothing())
            for name, (least, most, may_be_open) in RANGES.items()
        }
    ),
    st.booleans(),
    st.dates().map(date.isoformat),
)
def test_every_policy_comes_back_as_it_was_written(rules: dict[str, Any], lesson_cap: bool, day: str) -> None:
    policy = Policy(**rules, lesson_cap=lesson_cap, effective_from=day)
    assert policy_from_json(policy_to_json(policy)) == policy
    assert _faults_by_schema(json.loads(policy_to_json(policy))) == []


BAD: list[dict[str, Any]] = [
    {"idle_limit_seconds": "300"},
    {"idle_limit_seconds": 300.0},
    {"idle_limit_seconds": True},
    {"idle_limit_seconds": None},
    {"idle_limit_seconds": 59},
    {"daily_cap_seconds": 90_000},
    {"lesson_cap": 1},
    {"lesson_cap": None},
    {"break_rule": "counted"},
    {"rounding": None},
    {"title": " "},
    {"title": "x" * 201},
    {"id": "Default"},
    {"id": 7},
    {"effective_from": "July"},
    {"coffee": 1},
]


@pytest.mark.parametrize("changes", BAD)
def test_what_a_policy_may_not_say_is_refused_by_reader_and_schema_alike(changes: dict[str, Any]) -> None:
    values = {**asdict(Policy(version=2)), **changes}
    with pytest.raises(ValueError):  # noqa: PT011 - whatever it says, the caller passes the row over
        policy_from_json(json.dumps(values))
    assert _faults_by_schema(values)


@pytest.mark.parametrize("text", ["", "{}", "[]", "null", "{", "1" * 30_000, '{"id": NaN}', "[" * 5_000])
def test_what_is_no_policy_at_all_is_refused(text: str) -> None:
    with pytest.raises((ValueError, RecursionError)):
        policy_from_json(text)


def test_a_rule_that_is_missing_is_refused() -> None:
    values = asdict(Policy())
    for name in values:
        with pytest.raises(ValueError, match="not the rules"):
            policy_from_json(json.dumps({key: value for key, value in values.items() if key != name}))


def test_the_schema_that_ships_is_the_one_of_the_code() -> None:
    assert SCHEMA.read_text("utf-8") == schema_text(), "run make fix"


def test_every_rule_has_words_a_note_and_a_standing() -> None:
    assert policy_notes().keys() == RULES.keys()
    for name, note in policy_notes().items():
        assert rule_label(name)
        assert all(note.text[language] for language in ("en", "es"))
        assert standing_text(note.standing) != note.standing
    assert all(rule_label(field.name) for field in fields(Policy))


def test_values_are_said_in_words() -> None:
    assert value_text("idle_limit_seconds", 90) == "0:01:30"
    assert value_text("idle_limit_seconds", 45) == "45 s"
    assert value_text("daily_cap_seconds", None) == "no limit"
    assert value_text("minimum_live_share", None) == "not known: ask CalMHSA"
    assert value_text("minimum_live_share", 25) == "25 %"
    assert value_text("adjustment_limit_seconds", None) == "none: each one needs a second person"
    assert len(policy_lines(Policy())) == 12
    assert difference_lines(Policy(), replace(SECOND, effective_from=Policy().effective_from)) == [
        "Idle limit: 5 min → 4 min"
    ]


def _faults_by_schema(values: dict[str, Any]) -> list[str]:
    """Checks the few words of JSON Schema that ours uses."""
    import re

    schema = policy_schema()
    faults = [name for name in schema["required"] if name not in values]
    for name, value in values.items():
        rule = schema["properties"].get(name)
        if rule is None or (
            not _is_type(value, rule.get("type"))
            or ("enum" in rule and value not in rule["enum"])
            or (type(value) is int and not rule.get("minimum", value) <= value <= rule.get("maximum", value))
            or (type(value) is str and not re.search(rule.get("pattern", ""), value))
            or (type(value) is str and len(value) > rule.get("maxLength", len(value)))
        ):
            faults.append(name)
    return faults


def _is_type(value: Any, types: Any) -> bool:
    kinds = {int: "integer", str: "string", bool: "boolean", type(None): "null"}
    known = [types] if isinstance(types, str) else types
    return known is None or kinds.get(type(value), "number") in known
