"""What presenters see of the worker: without Qt, so that their tests need none."""

import threading
from collections.abc import Callable
from typing import Any, Protocol

from trainer.errors import CancelledError


class Progress:
    """How a job tells how far it is, and learns that nobody waits for it any more."""

    def __init__(self, report: Callable[[int, int], None]) -> None:
        """``report`` is called with what is done and what there is in all."""
        self._report = report
        self._cancelled = threading.Event()

    def step(self, done: int, total: int) -> None:
        """Reports a step.

        Raises:
            CancelledError: The person asked to stop.
        """
        if self._cancelled.is_set():
            raise CancelledError("")
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


class WhileOpen:
    """A runner for one screen: what comes back after the screen was left is not shown any more.

    The job itself is carried out all the same, and an error in it is still shown.
    """

    def __init__(self, runner: Runner) -> None:
        """Passes every job on to ``runner``."""
        self._runner = runner
        self._open = True

    def close(self) -> None:
        """The screen is left."""
        self._open = False

    def run(
        self,
        job: Callable[[], Any],
        on_done: Callable[[Any], None] | None = None,
        on_error: Callable[[Exception], None] | None = None,
    ) -> None:
        """See :class:`Runner`."""
        self._runner.run(job, self._while_open(on_done), self._or_raise(on_error))

    def _while_open(self, call: Callable[[Any], None] | None) -> Callable[[Any], None] | None:
        return None if call is None else lambda result: call(result) if self._open else None

    def _or_raise(self, call: Callable[[Exception], None] | None) -> Callable[[Exception], None] | None:
        def _handle(error: Exception) -> None:
            if call is None or not self._open:
                raise error
            call(error)

        return None if call is None else _handle
