"""The content that ships with the program keeps its own rules."""

import pytest

from trainer import paths
from trainer.courses.check import CheckReport, check_read_content
from trainer.courses.clean_html import clean_html
from trainer.courses.content import Content
from trainer.courses.lessons import ReadingStep
from trainer.courses.source import read_content
from trainer.rules import load_rules, rules_file

FIRST_MODULE = ("hope-01", "hope-02", "hope-03", "hope-04")


@pytest.fixture(scope="module")
def content() -> Content:
    return read_content(paths.content_folder(), load_rules(rules_file()))


@pytest.fixture(scope="module")
def report(content: Content) -> CheckReport:
    return check_read_content(content)


def test_a_check_finds_nothing_to_mend(report: CheckReport) -> None:
    assert [str(fault) for fault in report.faults] == []


def test_the_core_course_takes_eighty_hours(content: Content) -> None:
    core = content.programmes["core-80"]
    lessons = sum(plan.minutes for plan in core.lessons.values())
    live = sum(session.minutes for session in core.live_sessions)
    exams = sum(exam.minutes for exam in core.exams)
    assert (lessons, live, exams) == (2_640, 1_920, 240)
    assert core.total_minutes == 4_800
    assert (len(core.modules), len(core.lessons), len(core.live_sessions)) == (17, 66, 16)


def test_the_taster_is_the_first_module(content: Content) -> None:
    first = content.programmes["first-steps"]
    assert first.total_minutes == 280
    assert tuple(first.lessons) == FIRST_MODULE
    assert all(plan.written for plan in first.lessons.values())


def test_the_first_module_is_complete(report: CheckReport, content: Content) -> None:
    waiting = {item.id for item in report.not_written}
    assert not waiting & {*FIRST_MODULE, "L01"}
    assert sum(len(content.banks["en", lesson_id].questions) for lesson_id in FIRST_MODULE) == 64
    assert len(content.figures) >= 3


def test_nothing_is_lost_at_the_second_wall(content: Content) -> None:
    for authored in content.lessons.values():
        for step in authored.lesson.steps:
            assert not isinstance(step, ReadingStep) or clean_html(step.html) == step.html
    for guide in content.guides.values():
        assert clean_html(guide.guide.html) == guide.guide.html
