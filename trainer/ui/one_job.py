"""One job of a screen at a time: a second press while the first is under way starts nothing."""

from collections.abc import Callable
from typing import Any

from trainer.errors import TrainerError
from trainer.ui.runner import Runner


class OneJob:
    """Runs a screen's jobs, and says what went wrong where it happened.

    Attributes:
        is_running: Whether a job is under way.
    """

    def __init__(self, runner: Runner, show_busy: Callable[[str], None]) -> None:
        """``show_busy`` says what takes a moment; an empty text means that it is done."""
        self._runner, self._show_busy = runner, show_busy
        self.is_running = False

    def run(
        self,
        words: str,
        job: Callable[[], Any],
        on_done: Callable[[Any], None],
        on_trouble: Callable[[TrainerError], None],
    ) -> None:
        """Starts a job, unless one is under way.

        Args:
            words: What takes a moment; may be empty.
            job: Runs off the main thread.
            on_done: Gets its result.
            on_trouble: Gets an error that is worded for a person; any other is a bug, and goes on its way.
        """
        if self.is_running:
            return
        self.is_running = True
        self._show_busy(words)

        def _done(result: Any) -> None:
            self._rest()
            on_done(result)

        def _trouble(error: Exception) -> None:
            self._rest()
            if not isinstance(error, TrainerError):
                raise error
            on_trouble(error)

        self._runner.run(job, _done, _trouble)

    def _rest(self) -> None:
        self.is_running = False
        self._show_busy("")
