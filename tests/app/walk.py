"""A new program that goes through every place of a learner, and tells what it loaded on which thread.

Run as a program of its own, since everything is loaded but once.
"""

import json
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.abc import MetaPathFinder
from pathlib import Path
from threading import current_thread, main_thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from trainer.app.stage import Stage

START = datetime(2027, 1, 4, 17, 0, tzinfo=UTC)
ROUNDS = 20
PLACES = ("home", "course", "exams", "hours", "certificate", "help")


class Watch(MetaPathFinder):
    """Finds nothing, and remembers which parts of Qt, or of what is built on it, another thread asked for."""

    def __init__(self) -> None:
        """Nothing has been asked for yet."""
        self.elsewhere: list[str] = []

    def find_spec(self, name: str, _path: Sequence[str] | None, _target: object = None) -> None:
        """Remembers the name, and leaves the rest to others."""
        if (
            name.startswith(("PySide6", "shiboken6", "trainer.ui", "trainer.app.places"))
            and current_thread() is not main_thread()
        ):
            self.elsewhere.append(name)


def _is_loaded_ahead(stage: "Stage") -> bool:
    """Says whether the hours record is loaded while nobody does anything: each part takes a round of its own."""
    for _round in range(ROUNDS):
        if "trainer.app.places.hours" in sys.modules:
            return True
        stage.settle()
    return False


def walk(folder: Path) -> None:
    """Begins as a learner, studies, and goes everywhere."""
    watch = Watch()
    sys.meta_path.insert(0, watch)
    # Loaded under the watch.
    from trainer.app.stage import Stage
    from trainer.clock import SimulatedClock
    from trainer.ui.navigation import Place

    stage = Stage(folder, SimulatedClock(START))
    stage.press("I am learning")
    stage.type_into("What should we call you?", "Marisol")
    stage.press("Continue")
    loaded_ahead = _is_loaded_ahead(stage)
    stage.press("Start lesson")
    stage.pass_time(30)
    for place in PLACES:
        stage.go(Place(place))
    from trainer.ui.widgets.printer import pdf_pages

    enrolment, person = stage.window.enrolment, stage.window.here.person
    space = stage.window.workspace
    stage.window.runner.run(lambda: pdf_pages(space.transcript(person, enrolment)))
    stage.settle()
    stage.close()
    sys.stdout.write(json.dumps({"places": PLACES, "elsewhere": watch.elsewhere, "loaded_ahead": loaded_ahead}))


if __name__ == "__main__":
    walk(Path(sys.argv[1]))
