"""The only way off the main thread: jobs queue on one worker, their results come back on the main thread."""

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from trainer.errors import TrainerError
from trainer.ui.collector import Collector
from trainer.ui.runner import Progress, Runner

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

__all__ = ["BackgroundRunner", "Progress", "Runner"]

TURN_SECONDS = 0.0005
"""So long the worker may let the window wait, which asks for its turn several times while it paints one screen."""

FRAME_MS = 16
"""Within this time the system asks the window to paint what has changed."""

Job = Callable[[], Any]
OnDone = Callable[[Any], None] | None
OnError = Callable[[Exception], None] | None


class _Parcel:
    """A job, and what came of it, on its way to the worker and back.

    It is emptied on the main thread, and the worker is left with an empty box: a job may be the last to know a screen
    that was left meanwhile, and a widget must not be freed on the worker.
    """

    def __init__(self, job: Job, on_done: OnDone, on_error: OnError) -> None:
        self._parts: tuple[Job, OnDone, OnError] | None = (job, on_done, on_error)
        self._result: Any = None
        self._error: Exception | None = None

    def work(self) -> None:
        """Does the job; on the worker."""
        assert self._parts is not None
        try:
            self._result = self._parts[0]()
        except Exception as error:
            self._error = error

    def empty(self, unhandled: Callable[[Exception], None]) -> None:
        """Hands over what came of it; on the main thread."""
        assert self._parts is not None
        (_job, on_done, on_error), result, error = self._parts, self._result, self._error
        self._parts = self._result = self._error = None
        if error is not None:
            (on_error or unhandled)(error)
        elif on_done is not None:
            on_done(result)


class _Courier(QObject):
    """Carries a call or a parcel from the worker to the main thread."""

    arrived = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.arrived.connect(self._call, Qt.ConnectionType.QueuedConnection)

    @Slot(object)
    def _call(self, call: Callable[[], None]) -> None:
        call()


class _Painting(QObject):
    """Says once when a window has been painted, or after a frame: the window may be hidden, unchanged or gone."""

    def __init__(self, window: QWidget, then: Callable[[], None]) -> None:
        super().__init__()
        self._window, self._then = window, then
        self._is_painted = False
        window.installEventFilter(self)
        self._end = QTimer(self, singleShot=True, interval=FRAME_MS)
        self._end.timeout.connect(self._say)
        self._end.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.UpdateRequest:
            # The window paints as it receives this, which it does next. Once is enough: an animation paints for ever.
            self._window.removeEventFilter(self)
            self._end.start(0)
            self._is_painted = True
        return False

    def stop(self) -> None:
        """Says nothing any more; whoever holds this may let it go then."""
        self._end.stop()
        if isValid(self._window):
            self._window.removeEventFilter(self)

    def _say(self) -> None:
        if self._is_painted:
            # What is laid out once more after the first paint is soon done; beside a busy worker it would not be.
            self._is_painted = False
            self._end.start(1)
            return
        self.stop()
        self._then()


class BackgroundRunner:
    """Runs jobs one after the other, so that what was asked first is on disk first.

    An error that nobody handles goes to ``unhandled``: it is shown, never swallowed.
    """

    def __init__(self, unhandled: Callable[[Exception], None]) -> None:
        """Must be made on the main thread."""
        self._unhandled = unhandled
        self._courier = _Courier()
        self._collector = Collector()
        self._waiting = 0
        self._lock = threading.Lock()
        self._held: list[_Parcel] | None = None
        self._painting: _Painting | None = None
        self._turn_before = sys.getswitchinterval()

    @cached_property
    def _worker(self) -> "ThreadPoolExecutor":
        # Made when the first job goes: until the window is painted they are held back, and need no library either.
        from concurrent.futures import ThreadPoolExecutor

        sys.setswitchinterval(TURN_SECONDS)
        return ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")

    def run(self, job: Job, on_done: OnDone = None, on_error: OnError = None) -> None:
        """See :class:`trainer.ui.runner.Runner`."""
        parcel = _Parcel(job, on_done, on_error)
        with self._lock:
            self._waiting += 1
            if self._held is not None:
                self._held.append(parcel)
                return
        self._worker.submit(self._work, parcel)

    def hold(self) -> None:
        """Keeps jobs back while the window is being painted for the first time."""
        self._held = []

    @contextmanager
    def painting_first(self, window: QWidget) -> Iterator[None]:
        """Keeps jobs back until what is built meanwhile is painted: beside a busy worker that takes twice as long.

        Args:
            window: What is painted. Where it is hidden, or nothing in it changes, the jobs go after a frame.
        """
        if self.is_holding:
            yield
            return
        self.hold()
        try:
            yield
        finally:
            self._painting = _Painting(window, self._painted)

    def _painted(self) -> None:
        self._painting = None
        # The program may have ended meanwhile, and let everything go itself.
        if self.is_holding:
            self.release()

    def release(self) -> None:
        """Lets the jobs go that were kept back, in their order, and looks for rubbish from now on."""
        self._collector.begin()
        with self._lock:
            held, self._held = self._held or [], None
        for parcel in held:
            self._worker.submit(self._work, parcel)

    def run_with_progress(
        self,
        job: Callable[[Progress], Any],
        on_progress: Callable[[int, int], None],
        on_done: OnDone = None,
        on_error: OnError = None,
    ) -> Progress:
        """Runs a long job that reports its steps; the returned object can cancel it."""
        progress = Progress(lambda done, total: self._courier.arrived.emit(lambda: on_progress(done, total)))
        self.run(lambda: job(progress), on_done, on_error)
        return progress

    @property
    def is_holding(self) -> bool:
        """True while jobs are kept back."""
        return self._held is not None

    @property
    def busy(self) -> bool:
        """True while a job is queued or running, or its result has not been handed over."""
        return self._waiting > 0

    def close(self) -> None:
        """Waits for what was queued: nothing that a person did may be dropped."""
        if self._painting is not None:
            self._painting.stop()
            self._painting = None
        self.release()
        self._worker.shutdown(wait=True)
        self._collector.end()
        sys.setswitchinterval(self._turn_before)

    def _work(self, parcel: _Parcel) -> None:
        parcel.work()
        self._courier.arrived.emit(lambda: self._deliver(parcel))

    def _deliver(self, parcel: _Parcel) -> None:
        with self._lock:
            self._waiting -= 1
        try:
            parcel.empty(self._unhandled)
        except TrainerError as error:
            self._unhandled(error)
        except Exception as error:
            import logging

            logging.getLogger(__name__).exception("a result could not be shown")
            self._unhandled(error)
