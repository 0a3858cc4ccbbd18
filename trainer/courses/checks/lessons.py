"""Checks how a lesson is built: its sections, its scenario, its practice and the minutes that it claims."""

from collections.abc import Iterator

from trainer.courses.contact_time import MOST_PRACTICE_MINUTES, MOST_SCENARIO_MINUTES, justify
from trainer.courses.content import AuthoredLesson, Content, Parsed
from trainer.courses.faults import Fault
from trainer.courses.lessons import ScenarioStep, Step
from trainer.courses.words import count_words
from trainer.i18n import _
from trainer.safe_yaml import Place

MOST_INSTRUCTION_WORDS = 80
SELF_CHECK_LINES = 4
QUALITIES = ["partial", "slip", "strong"]
ALTERNATE_SPREAD = 0.15


def check_lessons(content: Content) -> Iterator[Fault]:
    """Yields what is wrong with how the lessons are built."""
    for authored in content.lessons.values():
        yield from _sections(authored)
        yield from _alternates(authored)
        yield from _step_ids(authored)
        yield from _contact_time(authored)
        yield from _scenario(authored)
        yield from _practice(authored)
        if (authored.language, authored.lesson.id) not in content.banks:
            yield authored.front.fault((), "questions", _("This lesson has no file of questions."))


def _sections(authored: AuthoredLesson) -> Iterator[Fault]:
    numbered = [section for section in authored.sections if section.id != "sz" and not section.id.endswith("x")]
    for expected, section in enumerate(numbered, start=1):
        if section.id != f"s{expected}":
            message = _("The id of this section should be %(expected)s.") % {"expected": f"s{expected}"}
            yield Fault(authored.path, section.line, "section", message)
            return
    if not authored.sections or authored.sections[-1].id != "sz":
        line = authored.sections[-1].line if authored.sections else 1
        yield Fault(authored.path, line, "section", _("The last section must be the closing one, with the id sz."))
    if [section.id for section in authored.sections].count("sz") > 1:
        yield Fault(authored.path, authored.sections[0].line, "section", _("There is more than one section sz."))


def _alternates(authored: AuthoredLesson) -> Iterator[Fault]:
    steps = {step.id: step for step in authored.lesson.steps if step.kind == "reading"}
    named = {section.alternate_id for section in authored.sections}
    for section in authored.sections:
        if section.heavy and not authored.lesson.content_note:
            yield Fault(
                authored.path, section.line, "content-note", _("A heavy section needs a content_note above it.")
            )
        if section.id.endswith("x") and section.id not in named:
            message = _("No section names this one as its alternate.")
            yield Fault(authored.path, section.line, "alternate", message)
        if not section.alternate_id:
            continue
        if section.alternate_id not in steps:
            message = _("The alternate section %(id)s is not there.") % {"id": section.alternate_id}
            yield Fault(authored.path, section.line, "alternate", message)
            continue
        words, other = steps[section.id].words, steps[section.alternate_id].words
        if abs(words - other) > ALTERNATE_SPREAD * max(words, 1):
            message = _("An alternate must be about as long: %(words)s words here, %(other)s there.")
            yield Fault(authored.path, section.line, "alternate", message % {"words": words, "other": other})


def _step_ids(authored: AuthoredLesson) -> Iterator[Fault]:
    for step in authored.lesson.steps:
        if step.kind != "reading" and step.id != f"{authored.lesson.id}-{step.kind}":
            message = _("The id of this block should be %(expected)s.")
            line = authored.block_lines.get(step.kind, 1)
            yield Fault(authored.path, line, "id", message % {"expected": f"{authored.lesson.id}-{step.kind}"})
    for place, ids in (
        (("objectives",), [item.id for item in authored.lesson.objectives]),
        ((), [step.id for step in authored.lesson.steps if step.kind == "reading"]),
    ):
        for repeated in sorted({item for item in ids if ids.count(item) > 1}):
            yield authored.front.fault(place, "id", _("The id “%(id)s” is used twice.") % {"id": repeated})


def _contact_time(authored: AuthoredLesson) -> Iterator[Fault]:
    stated = authored.lesson.minutes
    time = justify(authored.lesson)
    if not time.justifies(stated):
        message = _(
            "The lesson claims %(stated)s minutes and justifies %(justified).2f: reading %(reading).2f, "
            "scenario %(scenario).2f, practice %(practice).2f, check %(check).2f. It lacks %(words)s words of reading."
        )
        parts = {
            "stated": stated,
            "justified": time.minutes,
            "reading": time.reading_minutes,
            "scenario": time.scenario_minutes,
            "practice": time.practice_minutes,
            "check": time.check_minutes,
            "words": time.words_missing(stated),
        }
        yield authored.front.fault(("minutes",), "contact-time", message % parts)
    for kind, most in (("scenario", MOST_SCENARIO_MINUTES), ("practice", MOST_PRACTICE_MINUTES)):
        for step in authored.lesson.steps:
            if step.kind == kind and _minutes(step) > most:
                message = _("Of the minutes of this block, only %(most)s count.") % {"most": f"{most:g}"}
                yield Fault(authored.path, authored.block_lines[kind], "contact-time", message)


def _minutes(step: Step) -> float:
    return step.minutes if step.kind in ("scenario", "practice", "reflection") else 0.0


def _scenario(authored: AuthoredLesson) -> Iterator[Fault]:
    scene = authored.scenario
    step = next((step for step in authored.lesson.steps if step.kind == "scenario"), None)
    if scene is None or not isinstance(step, ScenarioStep):
        return
    ids = [decision.id for decision in step.decisions]
    for number, decision in enumerate(step.decisions):
        place: Place = ("decisions", number)
        if ids.count(decision.id) > 1:
            yield scene.fault(place, "id", _("The id “%(id)s” is used twice.") % {"id": decision.id})
        if sorted(option.quality for option in decision.options) != QUALITIES:
            message = _("A decision has three options: one strong, one partial, one slip.")
            yield scene.fault(place, "scenario", message)
        options = [option.id for option in decision.options]
        if len(set(options)) != len(options):
            yield scene.fault(place, "id", _("Two options of this decision have the same id."))
        for option_number, option in enumerate(decision.options):
            if option.next_id not in (*ids, "end"):
                message = _("“%(id)s” is no decision of this scene.") % {"id": option.next_id}
                yield scene.fault((*place, "options", option_number, "next"), "scenario", message)
    yield from _paths(scene, step)


def _paths(scene: Parsed[object], step: ScenarioStep) -> Iterator[Fault]:
    """Finds decisions that no option leads to, and paths that come back to where they have been."""
    first = step.decisions[0].id
    reached: set[str] = set()
    loops = _walk(step, first, (), reached)
    if loops:
        message = _("A path through this scene comes back to “%(id)s” and may never end.") % {"id": sorted(loops)[0]}
        yield scene.fault(("decisions",), "scenario", message)
    for number, decision in enumerate(step.decisions):
        if decision.id not in reached:
            message = _("No option leads to the decision “%(id)s”.") % {"id": decision.id}
            yield scene.fault(("decisions", number), "scenario", message)


def _walk(step: ScenarioStep, decision_id: str, before: tuple[str, ...], reached: set[str]) -> set[str]:
    """Follows every option once; returns the decisions that a path comes back to."""
    if decision_id in before:
        return {decision_id}
    decision = step.decision(decision_id)
    if decision is None or decision_id in reached:
        return set()
    reached.add(decision_id)
    following = {option.next_id for option in decision.options}
    return {loop for next_id in following for loop in _walk(step, next_id, (*before, decision_id), reached)}


def _practice(authored: AuthoredLesson) -> Iterator[Fault]:
    practice = authored.practice
    if practice is None:
        return
    words = count_words(practice.shape.instructions)
    if words > MOST_INSTRUCTION_WORDS:
        message = _("Instructions have at most %(most)s words; these have %(words)s.")
        yield practice.fault(("instructions",), "practice", message % {"most": MOST_INSTRUCTION_WORDS, "words": words})
    if len(practice.shape.self_check) != SELF_CHECK_LINES:
        message = _("A self-check has exactly four lines; this one has %(count)s.")
        yield practice.fault(("self_check",), "practice", message % {"count": len(practice.shape.self_check)})
    fields = [item.id for item in practice.shape.fields]
    if len(set(fields)) != len(fields):
        yield practice.fault(("fields",), "id", _("Two fields have the same id."))
