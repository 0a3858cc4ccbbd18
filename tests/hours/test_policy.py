"""The policy: its defaults are the file's, a fault is said in words, and two versions can be compared."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import trainer.rules
from trainer.hours.policy import Policy, PolicyChange, difference, policy_from_rules, validate
from trainer.safe_yaml import decode_text, read_yaml

FILE = Path(trainer.rules.__file__).parent / "hours_policy.yaml"


@pytest.fixture(scope="module")
def rules() -> dict[str, Any]:
    """The file as people write it."""
    value: dict[str, Any] = read_yaml(decode_text(FILE.read_bytes())).value
    return value


def test_the_defaults_of_the_program_are_those_of_the_file(rules: dict[str, Any]) -> None:
    assert policy_from_rules(rules) == Policy()


def test_the_title_is_there_in_both_languages(rules: dict[str, Any]) -> None:
    assert policy_from_rules(rules, "es").title == "Política de horas predeterminada"
    assert policy_from_rules(rules, "fr").title == "Default hours policy"


def test_every_limit_can_be_unknown() -> None:
    names = ("daily_cap_minutes", "min_live_share", "max_self_paced_share", "adjustment_limit_minutes", "lesson_cap")
    more = ("idle_limit_seconds", "smallest_stint_seconds", "attendance_tolerance_minutes", "minutes_per_hour")
    policy = policy_from_rules(dict.fromkeys([*names, *more]))
    assert (policy.daily_cap_seconds, policy.adjustment_limit_seconds, policy.lesson_cap) == (None, None, False)
    assert (policy.idle_limit_seconds, policy.minutes_per_hour) == (300, 60), "where there has to be one"


def test_minutes_become_seconds() -> None:
    rules = {"daily_cap_minutes": 480, "attendance_tolerance_minutes": {"value": 5}, "adjustment_limit_minutes": 15}
    policy = policy_from_rules(rules)
    assert (policy.daily_cap_seconds, policy.attendance_tolerance_seconds) == (28_800, 300)
    assert policy.adjustment_limit_seconds == 900


@pytest.mark.parametrize(
    "rules",
    [
        {"idle_limit_seconds": 5},
        {"idle_limit_seconds": "300"},
        {"idle_limit_seconds": 300.0},
        {"idle_limit_seconds": True},
        {"daily_cap_minutes": 0},
        {"daily_cap_minutes": 1_441},
        {"min_live_share": 101},
        {"minutes_per_hour": 10},
        {"rounding": "up"},
        {"break_rule": "counted"},
        {"lesson_cap": "twice"},
        {"effective_from": "July 2026"},
        {"effective_from": "20260701"},
        {"id": "Default Policy"},
        {"version": 0},
        {"coffee_minutes": 10},
        {"title": ""},
    ],
)
def test_a_rule_that_cannot_be_followed_is_refused(rules: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=next(iter(rules)).partition("_")[0]):
        policy_from_rules(rules)


def test_the_default_policy_is_valid() -> None:
    assert validate(Policy()) == {}


def test_a_fault_is_said_by_field_for_the_person_who_edits() -> None:
    faults = validate(replace(Policy(), idle_limit_seconds=5, title=" ", effective_from=""))
    assert faults == {
        "idle_limit_seconds": "This must be a whole number from 60 to 3600.",
        "title": "Give this policy a name that people will recognize.",
        "effective_from": "This must be a date, such as 2026-07-01.",
    }


def test_the_difference_names_what_changed_and_not_the_version() -> None:
    old = Policy()
    new = replace(old, version=2, idle_limit_seconds=240, daily_cap_seconds=28_800)
    assert difference(old, new) == (
        PolicyChange("idle_limit_seconds", 300, 240),
        PolicyChange("daily_cap_seconds", None, 28_800),
    )
    assert difference(old, old) == ()


def test_a_version_has_a_name_that_lines_carry() -> None:
    assert Policy(id="evening", version=3).name == "evening-3"
