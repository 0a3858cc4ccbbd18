"""Checks that a translation is of the English text that stands there now, and changes nothing but its words."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from trainer.courses.content import AuthoredBank, AuthoredIntroduction, AuthoredLesson, Content
from trainer.courses.faults import ContentError, Fault
from trainer.courses.yaml_reader import read_bytes_inside
from trainer.i18n import _

HASH_LENGTH = 12


def check_translations(content: Content) -> Iterator[Fault]:
    """Yields translations that are stale, stray or built differently."""
    for (language, place), path in sorted(content.language_files.items()):
        if language == "en":
            continue
        source = content.language_files.get(("en", place))
        if source is None:
            yield Fault(path, 1, "translation", _("There is no English file that this one translates."))
        elif path in content.stated_hashes:
            yield from _freshness(content, path, source, content.stated_hashes[path])
    yield from _structure(content)


def source_hash(data: bytes) -> str:
    """Returns the hash by which a translation names the English file that it was made from."""
    return f"sha256-{hashlib.sha256(data).hexdigest()[:HASH_LENGTH]}"


def _structure(content: Content) -> Iterator[Fault]:
    for (language, lesson_id), lesson in content.lessons.items():
        english = content.lessons.get(("en", lesson_id))
        if language != "en" and english and _skeleton(lesson) != _skeleton(english):
            yield lesson.front.fault((), "translation", _("Steps, ids or minutes differ from the English lesson."))
    for (language, lesson_id), bank in content.banks.items():
        other = content.banks.get(("en", lesson_id))
        if language != "en" and other and _frame(bank) != _frame(other):
            message = _("Ids, pools, levels or keys differ from the English questions.")
            yield bank.file.fault((), "translation", message)
    for (language, folder), introduction in content.introductions.items():
        original = content.introductions.get(("en", folder))
        if language != "en" and original and _frame_of_module(introduction) != _frame_of_module(original):
            message = _("The id or the number of outcomes differs from the English module.")
            yield introduction.file.fault((), "translation", message)


def _freshness(content: Content, path: Path, source: Path, stated: str | None) -> Iterator[Fault]:
    try:
        expected = source_hash(read_bytes_inside(content.folder, source))
    except ContentError:
        return
    if stated != expected:
        message = _("The English file has changed since, or source_hash is not its hash, %(hash)s.")
        yield Fault(path, 1, "translation", message % {"hash": expected})


def _skeleton(authored: AuthoredLesson) -> list[Any]:
    lesson = authored.lesson
    found: list[Any] = [lesson.minutes, [objective.id for objective in lesson.objectives], lesson.source_ids]
    for step in lesson.steps:
        found.append((step.kind, step.id))
        if step.kind == "scenario":
            found += [(item.id, [(o.id, o.quality, o.next_id) for o in item.options]) for item in step.decisions]
        elif step.kind == "practice":
            found.append((step.minutes, len(step.items), [item.id for item in step.fields]))
        elif step.kind == "check":
            found.append(step.question_ids)
    return found


def _frame(bank: AuthoredBank) -> list[tuple[object, ...]]:
    return [
        (item.id, item.pool, item.area, item.section_id, item.objective_id, item.level, item.key, item.heavy)
        for item in bank.questions
    ]


def _frame_of_module(authored: AuthoredIntroduction) -> tuple[str, int]:
    return authored.introduction.id, len(authored.introduction.outcomes)
