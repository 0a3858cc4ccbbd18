"""Every key of the program in one table, so that Help can show them and nobody uses one twice."""

from dataclasses import dataclass

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from trainer.i18n import N_, _


@dataclass(frozen=True)
class Key:
    """A key and what it does; ``where`` names the screens in which it works."""

    name: str
    sequence: str
    where: str
    does: str


KEYS = (
    Key("help", "F1", N_("Everywhere"), N_("Help and crisis lines")),
    Key("next_region", "F6", N_("Everywhere"), N_("Next region of the window")),
    Key("read_aloud", "F4", N_("Lesson"), N_("Read aloud, stop, go on")),
    Key("pause", "F8", N_("Lesson"), N_("Pause; your credited time stays")),
    Key("leave", "F9", N_("Everywhere"), N_("Leave quickly")),
    Key("larger", "Ctrl++", N_("Everywhere"), N_("Larger text")),
    Key("smaller", "Ctrl+-", N_("Everywhere"), N_("Smaller text")),
    Key("normal", "Ctrl+0", N_("Everywhere"), N_("Text at 100 %")),
    Key("go_1", "Ctrl+1", N_("Everywhere"), N_("Today")),
    Key("go_2", "Ctrl+2", N_("Everywhere"), N_("Course")),
    Key("go_3", "Ctrl+3", N_("Everywhere"), N_("Practice exams")),
    Key("go_4", "Ctrl+4", N_("Everywhere"), N_("My hours")),
    Key("go_5", "Ctrl+5", N_("Everywhere"), N_("Certificate")),
    Key("back", "Esc", N_("Someone new"), N_("Back to the list of people")),
    Key("next_step", "Ctrl+Right", N_("Lesson"), N_("Next step")),
    Key("previous_step", "Ctrl+Left", N_("Lesson"), N_("Previous step")),
    Key("page_down", "PgDown", N_("Lesson"), N_("Read on")),
    Key("page_up", "PgUp", N_("Lesson"), N_("Back up")),
    Key("choose", "1", N_("Scenario"), N_("Choose an answer: 1 to 3")),
    Key("choose_a", "A", N_("Exam and check"), N_("Choose an answer: A to D")),
    Key("cross_out", "Shift+A", N_("Exam"), N_("Cross an answer out or restore it: Shift with A to D")),
    Key("grid", "G", N_("Exam"), N_("The numbers of all questions")),
    Key("flag", "F", N_("Exam"), N_("Flag for another look")),
    Key("next_question", "Right", N_("Exam"), N_("Next question")),
    Key("previous_question", "Left", N_("Exam"), N_("Previous question")),
    Key("hide_timer", "T", N_("Exam"), N_("Hide or show the time")),
    Key("print", "Ctrl+P", N_("Certificate and hours"), N_("Print")),
    Key("sort", "1", N_("Tables"), N_("Sort by a column: 1 to 9; once more turns the order round")),
    Key("filter", "/", N_("My hours"), N_("Filter the record")),
)


def sequence(name: str) -> QKeySequence:
    """Returns the key of an action.

    Raises:
        KeyError: No action has this name.
    """
    return QKeySequence({key.name: key.sequence for key in KEYS}[name])


def shortcut(name: str, owner: QWidget) -> QShortcut:
    """Makes the shortcut of an action in a window or screen."""
    made = QShortcut(sequence(name), owner)
    made.setWhatsThis(next(_(key.does) for key in KEYS if key.name == name))
    return made
