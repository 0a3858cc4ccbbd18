"""What opening a lesson reads, gathered in one job off the main thread."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from trainer.courses.lessons import CheckStep, GlossaryTerm, Lesson, ReadingStep, Source
from trainer.courses.questions import Question
from trainer.hours.record import HoursRecord
from trainer.study.service import LessonWork
from trainer.ui.lesson.services import Services

_FIGURE = re.compile(r'src="figure:([a-z0-9-]+)"')
_TERM = re.compile(r'href="term:([a-z0-9-]+)"')
_SOURCE = re.compile(r'href="source:([A-Z0-9-]+)"')


@dataclass(frozen=True)
class OpenedLesson:
    """A lesson with all that it can show, so that no later step waits for a file.

    Attributes:
        figures: Drawings in the theme's colours, by name.
        record: The hours as they were at the start.
    """

    lesson: Lesson
    questions: tuple[Question, ...]
    figures: Mapping[str, bytes]
    terms: Mapping[str, GlossaryTerm]
    sources: Mapping[str, Source]
    work: LessonWork
    record: HoursRecord


def open_lesson(services: Services) -> OpenedLesson:
    """Reads a lesson, the learner's place in it and the hours so far."""
    catalogue, language, context = services.catalogue, services.language, services.context
    lesson = catalogue.lesson(services.lesson_id, language)
    texts = "\n".join(_texts(lesson))
    terms = {id_: catalogue.glossary_term(id_, language) for id_ in set(_TERM.findall(texts))}
    sources = {id_: catalogue.source(id_) for id_ in {*_SOURCE.findall(texts), *lesson.source_ids}}
    return OpenedLesson(
        lesson=lesson,
        questions=tuple(
            catalogue.question(question_id, language)
            for step in lesson.steps
            if isinstance(step, CheckStep)
            for question_id in step.question_ids
        ),
        figures={
            name: catalogue.figure_svg(name, language, dict(services.colours)) for name in set(_FIGURE.findall(texts))
        },
        terms={id_: term for id_, term in terms.items() if term is not None},
        sources={id_: source for id_, source in sources.items() if source is not None},
        work=services.study.work(context.enrolment_id, services.lesson_id),
        record=services.study.preview(context),
    )


def _texts(lesson: Lesson) -> Iterator[str]:
    for step in lesson.steps:
        if isinstance(step, ReadingStep):
            yield step.html
        elif step.kind == "scenario":
            yield step.opening_html
            yield step.closing_html
            for decision in step.decisions:
                yield decision.situation_html
                yield from (option.outcome_html + option.feedback_html for option in decision.options)
        elif step.kind == "practice":
            yield step.instructions_html
            yield step.model_answer_html
        elif step.kind == "reflection":
            yield step.prompt_html
