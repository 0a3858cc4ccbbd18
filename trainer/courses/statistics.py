"""Counts what a content folder holds, module by module."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from trainer.courses.contact_time import justify
from trainer.courses.content import AuthoredLesson, Content
from trainer.courses.outline import Module, Programme, in_language
from trainer.courses.questions import AREAS, Level, Pool


@dataclass(frozen=True)
class ModuleStatistics:
    """What is written of a module.

    Attributes:
        minutes: The stated minutes of the lessons that are written.
        justified_minutes: What these lessons justify, in hundredths of a minute.
    """

    id: str
    title: str
    lessons_planned: int
    lessons_written: int
    minutes: int
    justified_hundredths: int
    words: int
    live_minutes: int
    areas: dict[str, int]
    levels: dict[str, int]
    pools: dict[str, int]

    def to_plain(self) -> dict[str, Any]:
        """Returns it as plain data for a machine to read."""
        return {
            "id": self.id,
            "title": self.title,
            "lessons": {"planned": self.lessons_planned, "written": self.lessons_written},
            "minutes": self.minutes,
            "justified_minutes": self.justified_hundredths / 100,
            "words": self.words,
            "live_minutes": self.live_minutes,
            "questions": {
                "total": sum(self.pools.values()),
                "areas": self.areas,
                "levels": self.levels,
                "pools": self.pools,
            },
        }


def count_modules(content: Content, programme: Programme, language: str = "en") -> list[ModuleStatistics]:
    """Returns the statistics of a programme's modules in order."""
    return [_count(content, module, language) for module in programme.modules]


def _count(content: Content, module: Module, language: str) -> ModuleStatistics:
    lessons = [content.lessons[language, plan.id] for plan in module.lessons if (language, plan.id) in content.lessons]
    questions = [
        question
        for plan in module.lessons
        if (language, plan.id) in content.banks
        for question in content.banks[language, plan.id].questions
    ]
    return ModuleStatistics(
        id=module.id,
        title=in_language(module.competency, language),
        lessons_planned=len(module.lessons),
        lessons_written=len(lessons),
        minutes=sum(lesson.lesson.minutes for lesson in lessons),
        justified_hundredths=round(sum(justify(lesson.lesson).minutes for lesson in lessons) * 100),
        words=sum(_reading_words(lesson) for lesson in lessons),
        live_minutes=module.live_minutes,
        areas=_counts(AREAS, (question.area for question in questions)),
        levels=_counts(Level, (question.level for question in questions)),
        pools=_counts(Pool, (question.pool for question in questions)),
    )


def _reading_words(authored: AuthoredLesson) -> int:
    return justify(authored.lesson).words


def _counts(names: Iterable[str], found: Iterable[str]) -> dict[str, int]:
    counted = Counter(str(item) for item in found)
    return {str(name): counted[str(name)] for name in names}


def total(modules: Iterable[ModuleStatistics]) -> dict[str, int]:
    """Adds up what can be added up."""
    modules = list(modules)
    questions: list[dict[str, int]] = [module.pools for module in modules]
    return {
        "lessons_planned": sum(module.lessons_planned for module in modules),
        "lessons_written": sum(module.lessons_written for module in modules),
        "minutes": sum(module.minutes for module in modules),
        "words": sum(module.words for module in modules),
        "live_minutes": sum(module.live_minutes for module in modules),
        "questions": sum(sum(pools.values()) for pools in questions),
    }
