"""Runners for presenters under test: one that runs at once, one that waits to be told."""

from collections.abc import Callable
from typing import Any

Job = Callable[[], Any]


class RunNow:
    """Runs every job in the call; an error nobody handles is raised, so that no test passes over it."""

    def run(
        self,
        job: Job,
        on_done: Callable[[Any], None] | None = None,
        on_error: Callable[[Exception], None] | None = None,
    ) -> None:
        try:
            result = job()
        except Exception as error:
            if on_error is None:
                raise
            on_error(error)
            return
        if on_done is not None:
            on_done(result)


class RunLater(RunNow):
    """Keeps jobs until :meth:`work`, as a slow disk would."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] = []

    def run(
        self,
        job: Job,
        on_done: Callable[[Any], None] | None = None,
        on_error: Callable[[Exception], None] | None = None,
    ) -> None:
        self.waiting.append(lambda: RunNow.run(self, job, on_done, on_error))

    def work(self, count: int = 1_000) -> None:
        """Runs the oldest jobs, and those that they bring with them."""
        while self.waiting and count:
            self.waiting.pop(0)()
            count -= 1
