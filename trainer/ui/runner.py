"""What presenters see of the worker: without Qt, so that their tests need none."""

import threading
from collections.abc import Callable
from typing import Any, Protocol

from trainer.errors import Cancelled


class Progress:
    """How a job tells how far it is, and learns that nobody waits for it any more."""

    def __init__(self, report: Callable[[int, int], None]) -> None:
        """``report`` is called with what is done and what there is in all."""
        self._report = report
        self._cancelled = threading.Event()

    def step(self, done: int, total: int) -> None:
        """Reports a step.

        Raises:
            Cancelled: The person asked to stop.
        """
        if self._cancelled.is_set():
            raise Cancelled("")
        self._report(done, total)

    def cancel(self) -> None:
        """Asks the job to stop at its next step."""
        self._cancelled.set()


class Runner(Protocol):
    """What presenters see: in the window a worker thread, in their tests a plain call."""

    def run(
        self,
        job: Callable[[], Any],
        on_done: Callable[[Any], None] | None = None,
        on_error: Callable[[Exception], None] | None = None,
    ) -> None:
        """Runs ``job`` and hands its result, or its exception, to the main thread."""
