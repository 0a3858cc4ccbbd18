"""Checks a content folder and reports every fault with its file and line."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from trainer.courses.checks.duplicates import check_duplicates
from trainer.courses.checks.figures import check_figures
from trainer.courses.checks.lessons import check_lessons
from trainer.courses.checks.modules import check_modules
from trainer.courses.checks.programmes import check_programmes
from trainer.courses.checks.questions import check_questions
from trainer.courses.checks.references import check_references
from trainer.courses.checks.translations import check_translations
from trainer.courses.checks.wording import check_wording
from trainer.courses.content import Content
from trainer.courses.faults import Fault
from trainer.courses.outline import in_language
from trainer.courses.source import read_content
from trainer.rules import Rules, load_rules, rules_file

_CHECKS: Final[tuple[Callable[[Content], Iterator[Fault]], ...]] = (
    check_lessons,
    check_questions,
    check_duplicates,
    check_references,
    check_figures,
    check_programmes,
    check_modules,
    check_translations,
    check_wording,
)


@dataclass(frozen=True)
class NotWritten:
    """A lesson or a guide that a programme names and nobody has written yet.

    Attributes:
        kind: ``lesson`` or ``live``.
        programme_ids: The programmes that wait for it.
    """

    kind: str
    id: str
    title: str
    module_id: str
    programme_ids: tuple[str, ...]


@dataclass(frozen=True)
class CheckReport:
    """What is left to do.

    Attributes:
        faults: What is wrong, by file and line.
        not_written: What is missing as a whole; it is no fault, but the programme is not complete.
    """

    faults: tuple[Fault, ...]
    not_written: tuple[NotWritten, ...]

    @property
    def is_complete(self) -> bool:
        """Says whether nothing is left to do."""
        return not self.faults and not self.not_written


def check_content(folder: Path, rules: Rules | None = None) -> CheckReport:
    """Checks a content folder; facts come from California's rules unless others are given."""
    return check_read_content(read_content(folder, load_rules(rules_file()) if rules is None else rules))


def check_read_content(content: Content) -> CheckReport:
    """Checks content that was read already."""
    faults = {*content.unreadable, *content.faults}
    for check in _CHECKS:
        faults.update(check(content))
    return CheckReport(tuple(sorted(faults)), tuple(_not_written(content)))


def _not_written(content: Content) -> Iterator[NotWritten]:
    waiting: dict[tuple[str, str], tuple[str, str, list[str]]] = {}
    for programme_id, programme in sorted(content.programmes.items()):
        for plan in programme.lessons.values():
            if not plan.written and not content.is_broken(plan.id):
                found = waiting.setdefault(("lesson", plan.id), (in_language(plan.title, "en"), plan.module_id, []))
                found[2].append(programme_id)
        for session in programme.live_sessions:
            if ("en", session.id) not in content.guides and not content.is_broken(session.id):
                module_id = next(iter(session.competency_minutes), "")
                found = waiting.setdefault(("live", session.id), (in_language(session.title, "en"), module_id, []))
                found[2].append(programme_id)
    for (kind, item_id), (title, module_id, programme_ids) in waiting.items():
        yield NotWritten(kind, item_id, title, module_id, tuple(programme_ids))
