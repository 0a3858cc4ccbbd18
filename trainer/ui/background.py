"""The only way off the main thread: jobs queue on one worker, their results come back on the main thread."""

import threading
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal, Slot

from trainer.errors import TrainerError
from trainer.ui.runner import Progress, Runner

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

__all__ = ["BackgroundRunner", "Progress", "Runner"]


class _Courier(QObject):
    """Carries a call from the worker to the main thread."""

    arrived = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.arrived.connect(self._call, Qt.ConnectionType.QueuedConnection)

    @Slot(object)
    def _call(self, call: Callable[[], None]) -> None:
        call()


class BackgroundRunner:
    """Runs jobs one after the other, so that what was asked first is on disk first.

    An error that nobody handles goes to ``unhandled``: it is shown, never swallowed.
    """

    def __init__(self, unhandled: Callable[[Exception], None]) -> None:
        """Must be made on the main thread."""
        self._unhandled = unhandled
        self._courier = _Courier()
        self._waiting = 0
        self._lock = threading.Lock()
        self._held: list[tuple[Callable[[], Any], Any, Any]] | None = None

    @cached_property
    def _worker(self) -> "ThreadPoolExecutor":
        # Made when the first job goes: until the window is painted they are held back, and need no library either.
        from concurrent.futures import ThreadPoolExecutor

        return ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")

    def run(
        self,
        job: Callable[[], Any],
        on_done: Callable[[Any], None] | None = None,
        on_error: Callable[[Exception], None] | None = None,
    ) -> None:
        """See :class:`trainer.ui.runner.Runner`."""
        with self._lock:
            self._waiting += 1
            if self._held is not None:
                self._held.append((job, on_done, on_error))
                return
        self._worker.submit(self._work, job, on_done, on_error)

    def hold(self) -> None:
        """Keeps jobs back while the window is being painted for the first time."""
        self._held = []

    def release(self) -> None:
        """Lets the jobs go that were kept back, in their order; without any, changes nothing."""
        with self._lock:
            held, self._held = self._held or [], None
        for job, on_done, on_error in held:
            self._worker.submit(self._work, job, on_done, on_error)

    def run_with_progress(
        self,
        job: Callable[[Progress], Any],
        on_progress: Callable[[int, int], None],
        on_done: Callable[[Any], None] | None = None,
        on_error: Callable[[Exception], None] | None = None,
    ) -> Progress:
        """Runs a long job that reports its steps; the returned object can cancel it."""
        progress = Progress(lambda done, total: self._courier.arrived.emit(lambda: on_progress(done, total)))
        self.run(lambda: job(progress), on_done, on_error)
        return progress

    @property
    def busy(self) -> bool:
        """True while a job is queued or running, or its result has not been handed over."""
        return self._waiting > 0

    def close(self) -> None:
        """Waits for what was queued: nothing that a person did may be dropped."""
        self.release()
        self._worker.shutdown(wait=True)

    def _work(
        self,
        job: Callable[[], Any],
        on_done: Callable[[Any], None] | None,
        on_error: Callable[[Exception], None] | None,
    ) -> None:
        try:
            result = job()
        except Exception as error:
            caught = error
            self._courier.arrived.emit(lambda: self._finish(lambda: (on_error or self._unhandled)(caught)))
        else:
            self._courier.arrived.emit(lambda: self._finish(lambda: on_done(result) if on_done else None))

    def _finish(self, call: Callable[[], Any]) -> None:
        with self._lock:
            self._waiting -= 1
        try:
            call()
        except TrainerError as error:
            self._unhandled(error)
        except Exception as error:
            import logging

            logging.getLogger(__name__).exception("a result could not be shown")
            self._unhandled(error)
