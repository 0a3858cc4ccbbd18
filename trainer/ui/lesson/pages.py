"""What the lesson's view is told to show: words already chosen and translated, nothing left to decide."""

from dataclasses import dataclass
from enum import StrEnum

from trainer.courses.lessons import PracticeField


class Mark(StrEnum):
    """Where a step of the rail stands."""

    DONE = "done"
    NOW = "now"
    NEXT = "next"


@dataclass(frozen=True)
class RailStep:
    """One entry of the step rail; ``below`` is its minutes or what takes their place."""

    title: str
    below: str
    mark: Mark
    spoken: str


@dataclass(frozen=True)
class Frame:
    """What stays in place while the steps change.

    Attributes:
        place: Such as "Module 8, lesson 2".
        title: The lesson's title.
    """

    place: str
    title: str


@dataclass(frozen=True)
class Foot:
    """The line at the foot and its two buttons; an empty label hides the button."""

    line: str
    back: str
    next: str
    next_short: str
    next_is_primary: bool = True


@dataclass(frozen=True)
class CreditLine:
    """The time credited so far, in words and as a share of the lesson's minutes."""

    text: str
    spoken: str
    share: float


@dataclass(frozen=True)
class ReadingPage:
    """One part of the reading.

    Attributes:
        kicker: A line above the title, such as the lesson's title.
        note: The content note, or empty; shown above the first paragraph.
        switch: The label of the button that offers the other passage, or empty.
        position: Where to scroll to, in thousandths.
    """

    id: str
    kicker: str
    title: str
    html: str
    note: str = ""
    switch: str = ""
    position: int = 0


@dataclass(frozen=True)
class Option:
    """A choice as a card.

    Attributes:
        key: What selects it: a digit or a letter.
        remark: A word or two at its end, such as "Tried".
        tone: ``rest``, ``chosen``, ``fits`` or ``other``.
    """

    id: str
    key: str
    text: str
    remark: str = ""
    tone: str = "rest"


@dataclass(frozen=True)
class Feedback:
    """What stands below the choices: headings with a passage each; ``html`` is sanitized."""

    heading: str
    html: str


@dataclass(frozen=True)
class ScenarioPage:
    """One turn of a scenario, or its end (no options).

    Attributes:
        opening_html: The scene; only before the first turn.
        feedback: Empty until an option was chosen.
        go_on: The label of the button to the next turn, or empty.
        again: The label of the button that takes the choice back, or empty.
        back: The label of the button to the turn before, or empty.
    """

    id: str
    title: str
    turn: str
    opening_html: str = ""
    situation_html: str = ""
    speaker: str = ""
    line: str = ""
    question: str = ""
    options: tuple[Option, ...] = ()
    feedback: tuple[Feedback, ...] = ()
    closing_html: str = ""
    go_on: str = ""
    again: str = ""
    back: str = ""


@dataclass(frozen=True)
class FilledField:
    """A blank and what the learner wrote in it."""

    field: PracticeField
    text: str


@dataclass(frozen=True)
class PracticePage:
    """A practice: work, then a model answer to compare with.

    Attributes:
        privacy: Says where the text stays.
        model_answer_html: Empty until the learner asked for it.
        ticks: The self-check, each with whether it is ticked.
    """

    id: str
    title: str
    instructions_html: str
    items: tuple[str, ...]
    fields: tuple[FilledField, ...]
    privacy: str
    model_answer_html: str = ""
    ticks: tuple[tuple[str, bool], ...] = ()


@dataclass(frozen=True)
class ReflectionPage:
    """A prompt for oneself; ``text`` was written earlier in this visit."""

    id: str
    title: str
    prompt_html: str
    privacy: str
    text: str = ""


@dataclass(frozen=True)
class CheckPage:
    """One question of the check.

    Attributes:
        heading: Says after the answer how it fits; empty before.
        explanations: Why the chosen answer and why the best one.
        passage: The label of the link that opens the passage, or empty.
        answer: The label of the button that checks the answer; empty once it is checked.
        go_on: The label of the button to the next question, or empty.
        again: The label of the button for another try, or empty.
        may_answer: An option is chosen.
    """

    id: str
    title: str
    count: str
    stem: str
    options: tuple[Option, ...]
    heading: str = ""
    fits: bool = False
    explanations: tuple[tuple[str, str], ...] = ()
    passage: str = ""
    answer: str = ""
    go_on: str = ""
    again: str = ""
    may_answer: bool = False


@dataclass(frozen=True)
class Link:
    """A button that opens a step or a passage; ``id`` is the step's."""

    id: str
    label: str


@dataclass(frozen=True)
class EndPage:
    """The end of the lesson: what is done, what is open, and where the minutes went.

    Attributes:
        open_steps: Steps that are not finished.
        another_look: Passages of questions whose first try was another answer.
        minutes: Lines of a small table: what, and how long.
        next_lesson: The lesson to go on with, or None.
    """

    title: str
    text: str
    open_steps: tuple[Link, ...]
    another_look: tuple[Link, ...]
    minutes: tuple[tuple[str, str], ...]
    time_note: str
    next_lesson: Link | None


@dataclass(frozen=True)
class Aside:
    """A popover: a word explained, or where a sentence comes from."""

    title: str
    text: str
    facts: tuple[str, ...] = ()
