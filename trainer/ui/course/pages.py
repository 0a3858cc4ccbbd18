"""What the course outline is told to show: words already chosen and translated."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ModuleRow:
    """A module in the list; ``state`` is ``done``, ``under_way`` or ``not_started``."""

    id: str
    number: str
    title: str
    amount: str
    state: str
    spoken: str


@dataclass(frozen=True)
class OutlineRow:
    """A lesson or a live session of the module that is open.

    Attributes:
        id: The lesson's id; empty for what cannot be opened.
        sign: ``done``, ``under_way``, ``not_started``, ``not_written`` or ``live``.
        action: The label of its button where it is the one to go on with, or empty.
    """

    id: str
    title: str
    below: str
    amount: str
    sign: str
    spoken: str
    action: str = ""


@dataclass(frozen=True)
class ModulePage:
    """The module that is open.

    Attributes:
        note: What stands at the foot, or empty.
        summary: What the module is about; empty until it is read, and where nobody has written it.
        outcomes: What the learner will be able to do.
    """

    id: str
    kicker: str
    title: str
    amount: str
    share: float
    spoken: str
    modes: str
    rows: tuple[OutlineRow, ...]
    note: str = ""
    summary: str = ""
    outcomes: tuple[str, ...] = ()
