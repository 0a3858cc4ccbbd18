"""Each requirement is met to the second or names what is missing."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from msgspec import structs

from tests.fakes.certificates import full_course, shortened
from tests.fixtures.certificates import small_programme
from trainer.certificates.requirements import Candidate, Requirement, Rule, all_met, requirements
from trainer.certificates.wording import requirement_text
from trainer.courses.outline import ExamPlan, Programme
from trainer.hours.credit import HoursRecord, credit
from trainer.hours.ledger import EntryKind
from trainer.hours.policy import Policy

GOOD = Candidate("Ana Ruiz", True, "Bay Bridges Peer Academy", 0)
EXAM = ExamPlan("final", "final", {"en": "Final"}, 30, 20)


def programme() -> Programme:
    return replace(small_programme(), exams=(EXAM,), total_minutes=170)


def record(short: str = "", seconds: int = 0) -> HoursRecord:
    """A finished course in which the line of one subject is some seconds short."""
    lines = full_course(programme(), "of-ana", datetime(2027, 3, 1, 17, tzinfo=UTC))
    lines = [shortened(entry, seconds) if entry.subject == short else entry for entry in lines]
    return credit(lines, {"default-1": Policy()}, programme())


def unmet(found: HoursRecord, candidate: Candidate = GOOD) -> dict[Rule, Requirement]:
    return {line.rule: line for line in requirements(programme(), found, candidate) if not line.met}


def test_a_finished_course_meets_everything() -> None:
    lines = requirements(programme(), record(), GOOD)
    assert all_met(lines)
    assert [line.rule for line in lines] == [
        Rule.HOURS,
        Rule.COMPETENCIES,
        Rule.LIVE_SESSIONS,
        Rule.EXAMS,
        Rule.LEGAL_NAME,
        Rule.ID_CHECKED,
        Rule.PROVIDER,
        Rule.LEDGER_SOUND,
    ]


@pytest.mark.parametrize(
    ("subject", "rules"),
    [
        ("hope-01", {Rule.HOURS: ("",), Rule.COMPETENCIES: ("hope",)}),
        ("L01", {Rule.HOURS: ("",), Rule.COMPETENCIES: ("hope",), Rule.LIVE_SESSIONS: ("L01",)}),
        ("final", {Rule.HOURS: ("",), Rule.EXAMS: ("final",)}),
    ],
)
@pytest.mark.parametrize("seconds", [1, 59, 60, 600])
def test_what_is_short_is_named_to_the_second(subject: str, rules: dict[Rule, tuple[str]], seconds: int) -> None:
    found = unmet(record(subject, seconds))
    assert set(found) == set(rules)
    for rule, line in found.items():
        assert line.missing_seconds == seconds
        assert line.missing == (() if rule is Rule.HOURS else rules[rule])


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"legal_name": ""}, Rule.LEGAL_NAME),
        ({"id_checked": False}, Rule.ID_CHECKED),
        ({"provider_name": ""}, Rule.PROVIDER),
        ({"ledger_findings": 1}, Rule.LEDGER_SOUND),
    ],
)
def test_what_stands_outside_the_hours(changes: dict[str, object], rule: Rule) -> None:
    assert set(unmet(record(), replace(GOOD, **changes))) == {rule}  # type: ignore[arg-type]


@pytest.mark.parametrize(("percent", "is_met"), [(None, True), (0, True), (35, True), (36, False), (100, False)])
def test_the_share_of_live_hours_counts_only_where_a_rule_is_known(percent: int | None, *, is_met: bool) -> None:
    """60 live minutes of 170 are 35.29 percent: 35 is met, 36 is not, and nothing is rounded."""
    found = unmet(record(), replace(GOOD, minimum_live_share=percent))
    assert (Rule.LIVE_SHARE not in found) is is_met


@pytest.mark.parametrize(
    ("percent", "missing"), [(None, 0), (100, 0), (48, 0), (47, 13), (40, 1_800), (1, 469_800), (0, 4_800)]
)
def test_too_large_a_share_of_self_paced_hours_asks_for_time_of_other_kinds(percent: int | None, missing: int) -> None:
    """80 self-paced minutes of 170 are 47.06 percent."""
    found = unmet(record(), replace(GOOD, maximum_self_paced_share=percent))
    assert (found[Rule.SELF_PACED_SHARE].missing_seconds if missing else len(found)) == missing


def test_more_of_one_lesson_makes_up_for_nothing() -> None:
    lines = full_course(programme(), "of-ana", datetime(2027, 3, 1, 17, tzinfo=UTC))
    long = [
        structs.replace(entry, measured_seconds=9000, wall_seconds=9000)
        for entry in lines
        if entry.subject == "hope-01"
    ]
    rest = [entry for entry in lines if entry.kind is not EntryKind.SELF_PACED]
    found = unmet(credit(long + rest, {"default-1": Policy()}, programme()))
    assert found[Rule.COMPETENCIES].missing == ("hope",)
    assert found[Rule.HOURS].missing_seconds == 2400


def test_each_line_says_what_is_missing_in_words() -> None:
    found = unmet(record("L01", 61))
    assert requirement_text(found[Rule.LIVE_SESSIONS], programme()) == (
        "Every live session: 2 min to go (Beginning with hope)"
    )
    assert requirement_text(found[Rule.COMPETENCIES], programme()).endswith("(Hope)")
    assert all(requirement_text(line, programme()) for line in requirements(programme(), record(), GOOD))
