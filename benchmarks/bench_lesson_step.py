"""A step of a lesson on the screen, beside a bare text browser that shows the same words in the same run."""

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QTextBrowser, QWidget

from benchmarks.measurement import Measurement
from trainer.app.workspace import Workspace
from trainer.clock import SystemClock
from trainer.cohorts.accounts import NewPerson
from trainer.cohorts.people import Role
from trainer.courses.lessons import ReadingStep
from trainer.ui import theme
from trainer.ui.background import BackgroundRunner
from trainer.ui.lesson import LessonScreen, LessonWidget, build_lesson
from trainer.ui.navigation import Place
from trainer.ui.shell import Shell

LESSONS = ("hope-01", "hope-02", "hope-03", "hope-04")
VISITS = 6
PAGES = 9
FRAME = 16


class _Nowhere:
    """A window that goes nowhere."""

    def go(self, place: Place) -> None:
        """Stays."""

    def back(self) -> None:
        """Stays."""


@dataclass(frozen=True)
class _Shown:
    """How long a page took, and a bare browser beside it where it is a part of the reading."""

    seconds: float
    bare: float | None


def run() -> list[Measurement]:
    """Walks through the written lessons, forwards and back, and times every page until nothing of it is left to paint.

    Each page is taken at the quietest of six visits, each in a window of its own: a page that is slow the first time
    counts as slow, and a machine that is busy with something else does not.
    """
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    theme.apply(application, "light", 100, reduce_motion=True)
    with tempfile.TemporaryDirectory() as folder, _workspace(Path(folder)) as workspace:
        visits = [list(_through_all(application, workspace, pauses=True)) for _visit in range(VISITS)]
        in_haste = [list(_through_all(application, workspace, pauses=False)) for _visit in range(VISITS)]
    pages, hasty = _quietest(visits), _quietest(in_haste)
    readings = [[shown for shown in seen if shown.bare is not None] for seen in zip(*visits, strict=True)]
    ours = [min(shown.seconds for shown in seen) for seen in readings if seen]
    bare = [min(shown.bare or 0.0 for shown in seen) for seen in readings if seen]
    return [
        Measurement("a step of a lesson is shown (p95)", _p95(pages) * 1000, "ms", FRAME),
        Measurement("the same for who never pauses on a page", _p95(hasty) * 1000, "ms", 2 * FRAME),
        Measurement(
            "a part of the reading, beside a bare browser",
            statistics.median(ours) * 1000,
            "ms",
            2.5,
            statistics.median(bare) * 1000,
        ),
    ]


def _through_all(application: QApplication, workspace: Workspace, *, pauses: bool) -> Iterator[_Shown]:
    for lesson_id in LESSONS:
        yield from _walk(application, workspace, lesson_id, pauses=pauses)


def _quietest(visits: list[list[_Shown]]) -> list[_Shown]:
    return [min(seen, key=lambda shown: shown.seconds) for seen in zip(*visits, strict=True)]


def _p95(pages: list[_Shown]) -> float:
    return statistics.quantiles([shown.seconds for shown in pages], n=20)[-1]


@contextmanager
def _workspace(folder: Path) -> Iterator[Workspace]:
    workspace = Workspace(folder, SystemClock())
    yield workspace
    workspace.close()


def _walk(application: QApplication, workspace: Workspace, lesson_id: str, *, pauses: bool) -> Iterator[_Shown]:
    steps = workspace.catalogue.lesson(lesson_id, "en").steps
    texts = {step.title: step.html for step in steps if isinstance(step, ReadingStep)}
    person = workspace.accounts.add(NewPerson(Role.LEARNER, lesson_id, "en"))
    enrolment = workspace.enrol(person, "core-80")
    runner = BackgroundRunner(_raise)
    shell = Shell()
    screen = build_lesson(
        desk=workspace.desk(enrolment, lesson_id),
        section="",
        language="en",
        context=workspace.context(enrolment),
        study=workspace.study,
        hours=workspace.hours,
        catalogue=workspace.catalogue,
        clock=workspace.clock,
        runner=runner,
        navigator=_Nowhere(),
        shell=shell,
    )
    assert isinstance(screen, LessonScreen)
    widget = screen.widget
    assert isinstance(widget, LessonWidget)
    shell.resize(1280, 800)
    shell.show_screen(screen, Place("lesson", lesson_id))
    shell.show()
    _settle(application, runner, widget if pauses else None)
    painted, browser = _Painted(widget), _bare_browser(application)
    beside = _Painted(browser)
    for turn in [screen.presenter.go_next] * (PAGES - 1) + [screen.presenter.go_back] * (PAGES - 1):
        seconds = _timed(application, painted, turn)
        _settle(application, runner, widget if pauses else None)
        reads = widget.reading.isVisible()
        # Without its pictures, which a bare browser would go and look for in the file system.
        words = texts[widget.reading.title.text()].replace("<img ", "<i ") if reads else ""
        bare = _timed(application, beside, partial(browser.setHtml, words)) if reads else None
        yield _Shown(seconds, bare)
    runner.close()
    browser.deleteLater()
    shell.allow_closing()
    shell.deleteLater()


def _bare_browser(application: QApplication) -> QTextBrowser:
    browser = QTextBrowser()
    browser.setOpenLinks(False)
    browser.setFont(theme.active().font("reading"))
    browser.resize(1058, 676)
    browser.show()
    application.processEvents()
    return browser


class _Painted(QObject):
    """Notes that a widget was painted: a page is shown when nothing of it is left to paint."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.seen = False
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        self.seen = self.seen or event.type() == QEvent.Type.Paint
        return False


def _timed(application: QApplication, painted: _Painted, change: Callable[[], object]) -> float:
    start = end = time.perf_counter()
    change()
    painted.seen = True
    while painted.seen:
        painted.seen = False
        application.processEvents()
        end = time.perf_counter() if painted.seen else end
    return end - start


def _settle(application: QApplication, runner: BackgroundRunner, widget: LessonWidget | None) -> None:
    """Lets saving be done with; and the pages to come, as they are while a person reads for a moment."""
    application.processEvents()
    while runner.busy or (widget is not None and widget.is_preparing):
        application.processEvents()


def _raise(error: Exception) -> None:
    raise error
