"""Changes one thing in the small course and says what the check makes of it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from tests.fixtures.courses import MODULE, sample_rules
from trainer.courses.check import check_content
from trainer.courses.faults import Fault

LESSON = f"modules/{MODULE}/en/lessons/alfa-01.md"
QUESTIONS = f"modules/{MODULE}/en/questions/alfa-01.yaml"
GLOSSARY = f"modules/{MODULE}/en/glossary/alfa-01.yaml"
WORDS = f"modules/{MODULE}/en/figures/alfa-01.yaml"
DRAWING = f"modules/{MODULE}/figures/alfa-01-house.svg"
GUIDE = f"modules/{MODULE}/en/live/L01.md"
MODULE_PLAN = f"modules/{MODULE}/module.yaml"
MODULE_WORDS = f"modules/{MODULE}/en/module.yaml"
PROGRAMME = "programmes/sample.yaml"
SOURCES = "sources.yaml"


def replaced(folder: Path, file: str, old: str, new: str) -> list[Fault]:
    """Replaces the first place of some text in a file and checks the course."""
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return faults(folder)


def changed(folder: Path, file: str, change: Callable[[Any], object]) -> list[Fault]:
    """Changes the data of a YAML file and checks the course."""
    path = folder / file
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    change(data)
    data = json.loads(json.dumps(data, default=str))  # Without shared parts, which would be written as aliases.
    path.write_text(yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=1000), encoding="utf-8")
    return faults(folder)


def faults(folder: Path) -> list[Fault]:
    """Checks the course with the few facts of the tests."""
    return list(check_content(folder, sample_rules()).faults)


def line_of(path: Path, words: str) -> int:
    """Returns the line on which some words stand."""
    lines = path.read_text(encoding="utf-8").split("\n")
    return next(number for number, line in enumerate(lines, start=1) if words in line)
