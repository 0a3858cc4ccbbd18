"""Pictures of every screen, in every look."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from trainer.app.stage import Key, Stage
from trainer.app.stage import save_jpeg as save_jpeg
from trainer.courses.lessons import ReadingStep
from trainer.i18n import N_, _, language
from trainer.ui.navigation import Place

LOOKS = (
    ("light", {"theme": "light"}),
    ("dark", {"theme": "dark"}),
    ("contrast", {"theme": "contrast"}),
    ("large", {"theme": "light", "text_scale": 200}),
    ("spanish", {"theme": "light", "language": "es"}),
)
"""Folder and settings of each round."""


def take_first_run(stage: Stage, folder: Path) -> None:
    """The first screen of all, while nobody is on this computer yet."""
    _in_every_look(stage, lambda look: stage.grab(folder / look / "01-first-run.png"))


def take_exam(stage: Stage, folder: Path) -> None:
    """The exam that is being sat."""
    _in_every_look(stage, lambda look: stage.grab(folder / look / "02-exam.png"))


def take(stage: Stage, folder: Path, *, attempt_id: str) -> int:
    """Goes through every other screen once a look; returns how many pictures there are now."""

    def _round(look: str) -> None:
        number = 2
        for words, show in _screens(stage, attempt_id):
            number += 1
            show()
            stage.grab(folder / look / f"{number:02}-{words}.png")
        stage.grab_dialog(folder / look / f"{number + 1:02}-looks.png", Place("looks"))

    _in_every_look(stage, _round)
    return len(list(folder.rglob("*.png")))


def _in_every_look(stage: Stage, act: Callable[[str], object]) -> None:
    before = replace(stage.window.settings, language=language())
    for look, changes in LOOKS:
        stage.change_looks(replace(before, **changes))
        act(look)
    stage.change_looks(before)


def _screens(stage: Stage, attempt_id: str) -> Iterator[tuple[str, Callable[[], None]]]:
    for screen in ("home", "course"):
        yield screen, lambda screen=screen: stage.go(Place(screen))  # type: ignore[misc]
    yield from _lesson(stage, "hope-01")
    yield "exams", lambda: stage.go(Place("exams"))
    yield "result", lambda: stage.go(Place("result", attempt_id))
    yield from _hours(stage)
    for screen in ("certificate", "help", "notes"):
        yield screen, lambda screen=screen: stage.go(Place(screen))  # type: ignore[misc]
    enrolment_id = stage.enrolment_id
    yield "people", lambda: _people(stage)
    yield "someone-new", lambda: stage.press(_("Someone new"))
    # In the language of this round: her own would put the window back into English.
    yield "office", lambda: stage.sit_down("Ana Reyes", speaking=language())
    for name, words in (
        ("office-attendance", N_("Record attendance")),
        ("office-provider", N_("Provider")),
        ("office-policy", N_("Hours policy")),
    ):
        yield name, lambda words=words: stage.press(_(words))  # type: ignore[misc]
    yield "corrections", lambda: stage.go(Place("corrections", enrolment_id))
    for number, words in enumerate((_("Take an entry back"), _("Recalculate"), _("In doubt"), _("Accommodation")), 2):
        yield f"corrections-{number}", lambda words=words: stage.press(words)  # type: ignore[misc]
    stage.sit_down()


def _lesson(stage: Stage, lesson_id: str) -> Iterator[tuple[str, Callable[[], None]]]:
    """One picture for each step; reading steps other than the first are passed over."""
    lesson = stage.window.workspace.catalogue.lesson(lesson_id, language())
    first = lesson.steps[0].id
    seen_reading = False
    for step in lesson.steps:
        if isinstance(step, ReadingStep):
            if seen_reading:
                continue
            seen_reading = True
        yield f"lesson-{step.kind}", lambda step=step: _open_step(stage, lesson_id, first, step.id)  # type: ignore[misc]


def _hours(stage: Stage) -> Iterator[tuple[str, Callable[[], None]]]:
    """One picture for each page of the hours record."""
    yield "hours", lambda: stage.go(Place("hours"))
    for name, words in (
        ("hours-competencies", N_("By competency")),
        ("hours-days", N_("By day")),
        ("hours-plan", N_("Pace and plan")),
    ):
        yield name, lambda words=words: stage.press(_(words))  # type: ignore[misc]


def _open_step(stage: Stage, lesson_id: str, first_id: str, step_id: str) -> None:
    lesson = stage.window.workspace.catalogue.lesson(lesson_id, language())
    ids = [step.id for step in lesson.steps if not (isinstance(step, ReadingStep) and step.is_alternate)]
    stage.go(Place("lesson", lesson_id, first_id))
    for _step in range(ids.index(step_id)):
        stage.key(Key.Key_Right, control=True)


def _people(stage: Stage) -> None:
    stage.window.end_session()
    stage.settle()
