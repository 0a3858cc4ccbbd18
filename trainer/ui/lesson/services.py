"""Everything that a lesson screen is given: whose lesson it is, and whom it asks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from trainer.clock import Clock
from trainer.courses.catalogue import Catalogue
from trainer.hours.service import HoursContext, HoursService
from trainer.study.service import StudyService
from trainer.ui.navigation import Navigator
from trainer.ui.runner import Runner
from trainer.ui.speech.voice import Voice


@dataclass(frozen=True)
class Services:
    """The surroundings of one lesson.

    Attributes:
        lesson_id: The lesson to open.
        section: A passage to open it at, or empty for where the learner left.
        language: The language of the lesson's text.
        context: Whose hours they are, and the rules they are credited by.
        colours: The theme's colours by token, for the drawings.
        voice: Reads aloud.
        pace: How fast: one of :data:`trainer.settings.PACES`.
    """

    lesson_id: str
    section: str
    language: str
    context: HoursContext
    study: StudyService
    hours: HoursService
    catalogue: Catalogue
    clock: Clock
    runner: Runner
    navigator: Navigator
    colours: Mapping[str, str]
    voice: Voice
    pace: str = "normal"


Then = Callable[[], None]
