"""Reads a lesson as its author wrote it and makes the lesson that is taught."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from trainer.courses.authored import (
    Authored,
    AuthoredCheck,
    AuthoredDecision,
    AuthoredOption,
    AuthoredPractice,
    AuthoredReflection,
    AuthoredScenario,
    LessonFront,
)
from trainer.courses.composer import Composer
from trainer.courses.content import AuthoredLesson, Parsed
from trainer.courses.faults import ContentError, Fault
from trainer.courses.lesson_text import STEP_KINDS, Block, LessonText, split_lesson
from trainer.courses.lessons import (
    CheckStep,
    Decision,
    Lesson,
    Objective,
    PracticeField,
    PracticeStep,
    ReadingStep,
    ReflectionStep,
    ScenarioOption,
    ScenarioStep,
    Step,
)
from trainer.courses.rendered import Surroundings
from trainer.courses.schema import take_shape
from trainer.courses.yaml_reader import read_yaml_text
from trainer.i18n import _
from trainer.safe_yaml import Place, YamlData

Shape = TypeVar("Shape", bound=Authored)


def read_lesson(
    text: str, path: Path, module_id: str, language: str, facts: dict[str, str], terms: dict[str, str]
) -> tuple[AuthoredLesson, list[Fault]]:
    """Returns the lesson and what was noticed while reading it.

    Raises:
        ContentError: The file lacks its front matter, or a part of it does not have the shape that it should have.
    """
    parts = split_lesson(text, path)
    data = read_yaml_text(parts.front, path, first_line=2)
    front = Parsed(take_shape(LessonFront, data, path), data, path)
    around = Surroundings(language, facts, terms, tuple(front.shape.sources))
    try:
        return _LessonReader(parts, front, Composer(path, around)).read(module_id, language)
    except ContentError as error:
        raise ContentError(*error.faults, *parts.faults) from error


class _LessonReader:
    """Makes each step of a lesson in turn."""

    def __init__(self, parts: LessonText, front: Parsed[LessonFront], composer: Composer) -> None:
        self._parts = parts
        self._front = front
        self._composer = composer
        self._taken: list[Parsed[Authored]] = []
        self._scenario: Parsed[AuthoredScenario] | None = None
        self._practice: Parsed[AuthoredPractice] | None = None

    def read(self, module_id: str, language: str) -> tuple[AuthoredLesson, list[Fault]]:
        front = self._front.shape
        self._check_order()
        steps = [*self._reading(), *self._other_steps()]
        lesson = Lesson(
            id=front.id,
            module_id=module_id,
            language=language,
            title=front.title,
            minutes=front.minutes,
            objectives=tuple(Objective(item.id, item.text) for item in front.objectives),
            content_note=front.content_note,
            source_ids=tuple(front.sources),
            steps=tuple(steps),
        )
        authored = AuthoredLesson(
            path=self._front.path,
            language=language,
            front=self._front,
            lesson=lesson,
            sections=tuple(self._parts.sections),
            scenario=self._scenario,
            practice=self._practice,
            block_lines={block.kind: block.line for block in self._parts.blocks},
            pieces=tuple(self._composer.pieces),
            uses=self._composer.uses,
            shapes=(self._front, *self._taken),
        )
        return authored, [*self._parts.faults, *self._composer.faults]

    def _check_order(self) -> None:
        kinds = [block.kind for block in self._parts.blocks if block.kind in STEP_KINDS]
        for kind in STEP_KINDS:
            if kinds.count(kind) != 1:
                message = _("A lesson has exactly one %(kind)s block; this one has %(count)s.")
                self._fault(1, "step", message % {"kind": kind, "count": kinds.count(kind)})
        if kinds != sorted(kinds, key=STEP_KINDS.index):
            line = self._parts.blocks[0].line
            self._fault(line, "step", _("The steps come in the order scenario, practice, reflection, check."))

    def _reading(self) -> list[Step]:
        alternates = {section.alternate_id for section in self._parts.sections if section.alternate_id}
        steps: list[Step] = []
        for section in self._parts.sections:
            self._composer.heading(section.title, section.line)
            rendered = self._composer.markdown(section.markdown, section.line + 1, "reading")
            steps.append(
                ReadingStep(
                    id=section.id,
                    title=section.title,
                    html=rendered.html,
                    words=rendered.words,
                    alternate_id=section.alternate_id,
                    is_alternate=section.id in alternates,
                )
            )
        return steps

    def _other_steps(self) -> list[Step]:
        makers: dict[str, Callable[[Block], Step]] = {
            "scenario": self._make_scenario,
            "practice": self._make_practice,
            "reflection": self._make_reflection,
            "check": self._make_check,
        }
        return [makers[block.kind](block) for block in self._parts.blocks if block.kind in makers]

    def _take(self, shape: type[Shape], block: Block) -> Parsed[Shape]:
        path = self._front.path
        if not block.text.strip():
            raise ContentError(Fault(path, block.line, "step", _("This block is empty.")))
        data = read_yaml_text(block.text, path, first_line=block.line + 1)
        found = Parsed(take_shape(shape, data, path), data, path)
        self._taken.append(found)
        return found

    def _make_scenario(self, block: Block) -> ScenarioStep:
        found = self._take(AuthoredScenario, block)
        self._scenario = found
        written, data = found.shape, found.data
        return ScenarioStep(
            id=written.id,
            title=written.title,
            minutes=written.minutes,
            opening_html=self._composer.html(data, ("opening",), written.opening, "scene"),
            decisions=tuple(
                self._make_decision(item, data, ("decisions", number)) for number, item in enumerate(written.decisions)
            ),
            closing_html=self._composer.html(data, ("closing",), written.closing, "scene"),
        )

    def _make_decision(self, written: AuthoredDecision, data: YamlData, place: Place) -> Decision:
        return Decision(
            id=written.id,
            situation_html=self._composer.html(data, (*place, "situation"), written.situation, "scene"),
            speaker=written.speaker or "",
            line=self._composer.line(data, (*place, "line"), written.line, "line") if written.line else "",
            options=tuple(
                self._make_option(item, data, (*place, "options", number))
                for number, item in enumerate(written.options)
            ),
        )

    def _make_option(self, written: AuthoredOption, data: YamlData, place: Place) -> ScenarioOption:
        return ScenarioOption(
            id=written.id,
            text=self._composer.line(data, (*place, "text"), written.text, "speech"),
            quality=written.quality,
            outcome_html=self._composer.html(data, (*place, "outcome"), written.outcome, "scene"),
            feedback_html=self._composer.html(data, (*place, "feedback"), written.feedback, "scene"),
            next_id=written.next,
        )

    def _make_practice(self, block: Block) -> PracticeStep:
        found = self._take(AuthoredPractice, block)
        self._practice = found
        written, data, line = found.shape, found.data, self._composer.line
        return PracticeStep(
            id=written.id,
            title=written.title,
            minutes=written.minutes,
            instructions_html=self._composer.html(data, ("instructions",), written.instructions, "task"),
            items=tuple(line(data, ("items", n), item, "item") for n, item in enumerate(written.items)),
            fields=tuple(
                PracticeField(item.id, line(data, ("fields", n, "label"), item.label, "task"), item.lines)
                for n, item in enumerate(written.fields)
            ),
            model_answer_html=self._composer.html(data, ("model_answer",), written.model_answer, "task"),
            self_check=tuple(line(data, ("self_check", n), item, "task") for n, item in enumerate(written.self_check)),
        )

    def _make_reflection(self, block: Block) -> ReflectionStep:
        found = self._take(AuthoredReflection, block)
        html = self._composer.html(found.data, ("prompt",), found.shape.prompt, "task")
        return ReflectionStep(found.shape.id, found.shape.minutes, html)

    def _make_check(self, block: Block) -> CheckStep:
        found = self._take(AuthoredCheck, block)
        return CheckStep(found.shape.id, tuple(found.shape.questions))

    def _fault(self, line: int, rule: str, message: str) -> None:
        self._parts.faults.append(Fault(self._front.path, line, rule, message))
