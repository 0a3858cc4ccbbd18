"""The hours record with 5,000 lines: shown at once, never holding the window up, and scrolled within a frame."""

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Event
from typing import Any

from msgspec import structs
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QHeaderView, QLineEdit, QTableView, QWidget

from benchmarks.hours import START, make_entries
from benchmarks.measurement import Measurement
from trainer.app.window import spare_what_stays
from trainer.app.workspace import Workspace
from trainer.clock import SystemClock
from trainer.cohorts.accounts import NewPerson
from trainer.cohorts.people import Enrolment, Role
from trainer.hours.last_record import LastRecord
from trainer.hours.ledger import Entry
from trainer.ui import theme
from trainer.ui.background import BackgroundRunner
from trainer.ui.hours import build_hours
from trainer.ui.navigation import Place
from trainer.ui.screen import PlainScreen, Screen
from trainer.ui.shell import Shell
from trainer.ui.widgets.cell_table import SheetTable

LINES = 5_000
OPENINGS = 15
PAGES = 50
VISITS = 4
FRAME = 16
QUIET_ROUNDS = 2
KEYS = "live attendance"


@dataclass(frozen=True)
class _Opened:
    """How long the record took to be shown, and the longest that the window could answer nobody meanwhile."""

    seconds: float
    longest: float


def run() -> list[Measurement]:
    """Opens the record again and again, then scrolls, filters and sorts it; a bare table scrolls beside it."""
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    theme.apply(application, "light", 100, reduce_motion=True)
    with tempfile.TemporaryDirectory() as folder, _workspace(Path(folder)) as (workspace, enrolment):
        spare_what_stays()
        with _window(application) as shell:
            first = [_opened_afresh(application, shell, workspace, enrolment) for _number in range(OPENINGS)]
            again = [_opened(application, shell, workspace, enrolment) for _number in range(OPENINGS)]
            screen, runner = _open(shell, workspace, enrolment)
            _settle(application, runner)
            table = _table(screen)
            scrolled, bare = _scrolled(application, table)
            typed, sorting = _typed(application, screen.widget), _sorted(application, table)
            _leave(application, shell, runner)
        narrow = _scrolled_at_twice_the_text(application, workspace, enrolment)
    return [
        Measurement("record of 5,000 lines is credited and shown", min(o.seconds for o in first) * 1000, "ms", 100),
        Measurement("the same, credited a moment before", min(o.seconds for o in again) * 1000, "ms", 60),
        Measurement("longest wait of the window meanwhile", min(o.longest for o in first) * 1000, "ms", FRAME),
        Measurement("a page of it is scrolled (p95)", scrolled, "ms", FRAME),
        Measurement("the same, beside a bare table", scrolled, "ms", 3, bare),
        Measurement("the same at 200 % text, in lines of two", narrow, "ms", FRAME),
        Measurement("a key in its filter (longest)", typed, "ms", 50),
        Measurement("sorting it by a column (longest)", sorting, "ms", 50),
    ]


@contextmanager
def _workspace(folder: Path) -> Iterator[tuple[Workspace, Enrolment]]:
    """Makes records of a learner with 5,000 lines, in a course whose first screen has read them once."""
    workspace = Workspace(folder, SystemClock())
    person = workspace.accounts.add(NewPerson(Role.LEARNER, "Marisol Vega", "en"))
    enrolment = workspace.enrol(person, "core-80")
    with workspace.unit() as unit:
        for line in _lines(workspace, enrolment):
            unit.ledger.append(line)
        unit.commit()
    record = workspace.record(enrolment)
    with workspace.unit() as unit:
        # As every line leaves them: without kept totals the screen would say that something is not as it was.
        unit.projections.save_projection(enrolment.id, record)
        unit.commit()
    assert not workspace.notes(enrolment)
    yield workspace, enrolment
    workspace.close()


def _lines(workspace: Workspace, enrolment: Enrolment) -> Iterator[Entry]:
    """Makes lines of this computer, since the first day of the enrolment; a few are of an edition before.

    So many lines are far more than a course counts for: most are over the minutes of their lesson.
    """
    programme, later = workspace.programme(enrolment), workspace.clock.now().replace(microsecond=0) - START
    for number, entry in enumerate(make_entries(LINES, programme)):
        yield structs.replace(
            entry,
            enrolment_id=enrolment.id,
            edition=programme.edition if number % 20 else entry.edition,
            started_at=entry.started_at + later,
            device_id=workspace.database.device_id,
        )


@contextmanager
def _window(application: QApplication) -> Iterator[Shell]:
    """Shows the window with another screen, as it is before somebody asks for the record."""
    shell = Shell()
    shell.resize(1280, 800)
    _show_nothing(application, shell)
    shell.show()
    application.processEvents()
    yield shell
    shell.allow_closing()
    shell.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _show_nothing(application: QApplication, shell: Shell) -> None:
    shell.show_screen(PlainScreen(QWidget(), ""), Place("today"))
    application.processEvents()


def _opened_afresh(application: QApplication, shell: Shell, workspace: Workspace, enrolment: Enrolment) -> _Opened:
    """The same where the record was not credited before, as after another learner's."""
    workspace.hours._last = LastRecord()
    return _opened(application, shell, workspace, enrolment)


def _opened(application: QApplication, shell: Shell, workspace: Workspace, enrolment: Enrolment) -> _Opened:
    """Times from the click to the last thing painted."""
    start = time.perf_counter()
    screen, runner = _open(shell, workspace, enrolment)
    longest = time.perf_counter() - start
    painted = _Painted(_table(screen).viewport())
    longest = max(longest, *_paint_all(application, painted, lambda: runner.is_holding))
    runner.worked.wait()
    longest = max(longest, *_paint_all(application, painted, lambda: runner.busy))
    _leave(application, shell, runner)
    return _Opened(painted.last - start, longest)


def _paint_all(application: QApplication, painted: "_Painted", expects: Callable[[], bool]) -> Iterator[float]:
    """Lets the window do what there is to do, until nothing is expected or painted; yields how long each part took."""
    quiet = 0
    while quiet < QUIET_ROUNDS:
        before = painted.last
        yield _seconds(application.processEvents)
        quiet = 0 if expects() or painted.last > before else quiet + 1


def _open(shell: Shell, workspace: Workspace, enrolment: Enrolment) -> "tuple[Screen, _Runner]":
    runner = _Runner()
    with runner.painting_first(shell):  # As the window does for every screen.
        screen = build_hours(
            hours=workspace.hours,
            context=workspace.context(enrolment),
            policy=workspace.policy_of(enrolment),
            name="Marisol Vega",
            make_report=lambda: b"",
            make_csv=lambda _record: "",
            make_calendar=lambda _plan, _reminder: b"",
            notes=lambda: workspace.notes(enrolment),
            clock=workspace.clock,
            runner=runner,
            navigator=_Nowhere(),
        )
        shell.show_screen(screen, Place("hours"))
    return screen, runner


def _table(screen: Screen) -> SheetTable:
    """Finds the table of the lines."""
    return next(table for table in screen.widget.findChildren(SheetTable) if table.isVisible())


def _scrolled(application: QApplication, table: SheetTable) -> tuple[float, float]:
    """Scrolls ours and a bare table by turns, a page at a time; returns the milliseconds that 95 in 100 stay within.

    Each page is taken at the quietest of a few visits: a machine that is busy with something else does not count.
    """
    beside = _bare_table(table)
    ours, bare = [], []
    for number in range(PAGES):
        ours.append(_quietest(partial(_turn_page, application, table, number)))
        bare.append(_quietest(partial(_turn_page, application, beside, number)))
    beside.deleteLater()
    within = [statistics.quantiles(times, n=20)[-1] * 1000 for times in (ours, bare)]
    return within[0], within[1]


def _scrolled_at_twice_the_text(application: QApplication, workspace: Workspace, enrolment: Enrolment) -> float:
    """Scrolls where each text is broken into lines; no page is one that was laid out before."""
    theme.apply(application, "light", 200, reduce_motion=True)
    with _window(application) as shell:
        screen, runner = _open(shell, workspace, enrolment)
        _settle(application, runner)
        within, _bare = _scrolled(application, _table(screen))
        _leave(application, shell, runner)
    theme.apply(application, "light", 100, reduce_motion=True)
    return within


def _quietest(turn: Callable[[int], None]) -> float:
    return min(_seconds(partial(turn, visit)) for visit in range(VISITS))


def _bare_table(table: SheetTable) -> QTableView:
    """Makes Qt's own table of the same size with the same words."""
    source = table.model()
    words = QStandardItemModel(source.rowCount(), source.columnCount())
    for row in range(source.rowCount()):
        for column in range(source.columnCount()):
            words.setItem(row, column, QStandardItem(str(source.index(row, column).data())))
    beside = QTableView()
    words.setParent(beside)
    beside.setModel(words)
    beside.resize(table.size())
    beside.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
    beside.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    beside.verticalHeader().setDefaultSectionSize(table.rowHeight(0))
    for column in range(source.columnCount()):
        beside.setColumnWidth(column, table.columnWidth(column))
    beside.show()
    return beside


def _turn_page(application: QApplication, table: QTableView, number: int, visit: int) -> None:
    """Shows a page that was not shown just before, further on with each visit."""
    bar = table.verticalScrollBar()
    bar.setValue(bar.pageStep() * (number * VISITS + visit + 1))
    application.processEvents()


def _typed(application: QApplication, widget: QWidget) -> float:
    """Types into the filter, letter by letter, and takes the letters away again; returns the longest milliseconds."""
    field = next(field for field in widget.findChildren(QLineEdit) if field.isVisible())
    texts = [KEYS[:length] for length in [*range(1, len(KEYS) + 1), *range(len(KEYS), -1, -1)]]
    return _longest(application, [partial(field.setText, text) for text in texts])


def _sorted(application: QApplication, table: SheetTable) -> float:
    """Sorts by every column in both ways; returns the longest milliseconds."""
    ways = [(column, way) for column in range(table.model().columnCount()) for way in Qt.SortOrder]
    return _longest(application, [partial(table.sortByColumn, *way) for way in ways])


def _longest(application: QApplication, changes: list[Callable[[], None]]) -> float:
    """Makes the changes again and again, and takes each at its quietest; returns the milliseconds of the longest."""
    rounds = [[_seconds(partial(_painted, application, one)) for one in changes] for _visit in range(VISITS)]
    quietest: list[float] = [min(times) for times in zip(*rounds, strict=True)]
    return max(quietest) * 1000


def _painted(application: QApplication, change: Callable[[], None]) -> None:
    change()
    application.processEvents()


class _Runner(BackgroundRunner):
    """Tells when a job is done: the window sleeps until then, and does not take turns with the worker for nothing."""

    def __init__(self) -> None:
        super().__init__(_raise)
        self.worked = Event()

    def run(self, job: Callable[[], Any], *handlers: Any) -> None:
        """See :class:`trainer.ui.runner.Runner`."""
        super().run(lambda: self._tell(job), *handlers)

    def _tell(self, job: Callable[[], Any]) -> Any:
        try:
            return job()
        finally:
            self.worked.set()


class _Painted(QObject):
    """Notes when a table was painted last."""

    def __init__(self, viewport: QWidget) -> None:
        super().__init__(viewport)
        self.last = 0.0
        viewport.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.last = time.perf_counter()
        return False


class _Nowhere:
    """A window that goes nowhere."""

    def go(self, place: Place) -> None:
        """Stays."""

    def back(self) -> None:
        """Stays."""


def _seconds(job: Callable[[], object]) -> float:
    start = time.perf_counter()
    job()
    return time.perf_counter() - start


def _settle(application: QApplication, runner: BackgroundRunner) -> None:
    while runner.busy:
        application.processEvents()
    application.processEvents()


def _leave(application: QApplication, shell: Shell, runner: BackgroundRunner) -> None:
    _settle(application, runner)
    runner.close()
    _show_nothing(application, shell)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _raise(error: Exception) -> None:
    raise error
