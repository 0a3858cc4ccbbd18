"""The way through a lesson: its pages in order, and the rail's entries that gather them."""

from dataclasses import dataclass

from trainer.courses.lessons import Lesson, ReadingStep, Step
from trainer.i18n import N_, _
from trainer.ui.lesson.pages import Mark, RailStep

END = "end"
"""The id of the page behind the last step."""

WORDS_A_MINUTE = 180
MINUTES_A_QUESTION = 1.85

_TITLES = {
    "reading": N_("Reading"),
    "scenario": N_("Scenario"),
    "practice": N_("Practice"),
    "reflection": N_("Reflection"),
    "check": N_("Check"),
}


@dataclass(frozen=True)
class Stop:
    """One page of the way; ``part`` of ``parts`` counts the pages of the reading."""

    step: Step
    part: int = 1
    parts: int = 1


class Route:
    """The pages of a lesson. Passages that stand in for heavy ones have no page of their own."""

    def __init__(self, lesson: Lesson) -> None:
        """Lays out the way; the order is the lesson's."""
        shown = [step for step in lesson.steps if not (isinstance(step, ReadingStep) and step.is_alternate)]
        parts = sum(isinstance(step, ReadingStep) for step in shown)
        reading = 0
        stops = []
        for step in shown:
            reading += isinstance(step, ReadingStep)
            stops.append(Stop(step, reading, parts) if isinstance(step, ReadingStep) else Stop(step))
        self.stops = tuple(stops)
        self.alternates = {
            step.id: step for step in lesson.steps if isinstance(step, ReadingStep) and step.is_alternate
        }
        self._groups = self._grouped()

    def index(self, step_id: str) -> int | None:
        """Finds a page; an alternate passage is found on the page that offers it."""
        for index, stop in enumerate(self.stops):
            offered = stop.step.alternate_id if isinstance(stop.step, ReadingStep) else None
            if step_id in (stop.step.id, offered):
                return index
        return None

    def rail(self, current: int, done: frozenset[str]) -> tuple[RailStep, ...]:
        """Returns the rail's entries; ``current`` may lie behind the last page."""
        return tuple(self._rail_step(group, current, done) for group in self._groups)

    def group_of(self, index: int) -> int:
        """Returns the rail entry that a page belongs to; the end belongs to the last one."""
        return next((n for n, group in enumerate(self._groups) if index in group), len(self._groups) - 1)

    def target(self, entry: int, current: int, done: frozenset[str]) -> int:
        """Returns the page that a rail entry opens: the one shown, or its first unfinished one."""
        group = self._groups[entry]
        if current in group:
            return current
        return next((index for index in group if self.stops[index].step.id not in done), group[0])

    def required_ids(self) -> frozenset[str]:
        """Returns the steps that finish the lesson; a reflection is never required."""
        return frozenset(stop.step.id for stop in self.stops if stop.step.kind != "reflection")

    def title(self, index: int) -> str:
        """Returns the word for a page's step."""
        return _("End") if index >= len(self.stops) else step_title(self.stops[index].step.kind)

    def _grouped(self) -> list[list[int]]:
        groups: list[list[int]] = []
        for index, stop in enumerate(self.stops):
            if groups and stop.step.kind == "reading" and self.stops[groups[-1][0]].step.kind == "reading":
                groups[-1].append(index)
            else:
                groups.append([index])
        return groups

    def _rail_step(self, group: list[int], current: int, done: frozenset[str]) -> RailStep:
        steps = [self.stops[index].step for index in group]
        finished = all(step.id in done for step in steps)
        mark = Mark.NOW if current in group else Mark.DONE if finished else Mark.NEXT
        title = step_title(steps[0].kind)
        below = _("Done") if mark is Mark.DONE else _below(steps)
        state = {Mark.DONE: _("done"), Mark.NOW: _("you are here"), Mark.NEXT: _("open")}[mark]
        spoken = _("%(step)s, %(minutes)s, %(state)s") % {"step": title, "minutes": _below(steps), "state": state}
        return RailStep(title, below, mark, spoken)


def step_title(kind: str) -> str:
    """Returns the word for a kind of step."""
    return _(_TITLES[kind])


def _below(steps: list[Step]) -> str:
    if steps[0].kind == "reflection":
        return _("Optional, only for you")
    return _("About %(minutes)s min") % {"minutes": max(1, round(sum(map(step_minutes, steps))))}


def step_minutes(step: Step) -> float:
    """Returns about how long a step takes, by the same rule that justifies the lesson's minutes."""
    if step.kind == "reading":
        return step.words / WORDS_A_MINUTE
    if step.kind == "check":
        return len(step.question_ids) * MINUTES_A_QUESTION
    return step.minutes
