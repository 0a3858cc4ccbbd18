"""A progress bar for a terminal, and plain lines where there is none."""

import sys
from time import monotonic
from typing import TextIO

_WIDTH = 28


class ProgressBar:
    """Shows what is being done and how far it is."""

    def __init__(self, total: int, out: TextIO = sys.stderr) -> None:
        """``total`` is how many steps there will be."""
        self._total, self._out = total, out
        self._done = 0
        self._started = monotonic()
        self._live = out.isatty()

    def step(self, what: str) -> None:
        """Begins the next step."""
        self._done = min(self._total, self._done + 1)
        filled = _WIDTH * self._done // self._total
        line = f"[{'#' * filled}{'.' * (_WIDTH - filled)}] {self._done:2}/{self._total} {what}"
        self._out.write(f"\r\033[K{line}" if self._live else line + "\n")
        self._out.flush()

    def done(self) -> float:
        """Ends the bar and returns the seconds it took."""
        if self._live:
            self._out.write("\r\033[K")
        self._out.flush()
        return monotonic() - self._started
