"""Looks for Python's rubbish on the window's thread alone.

Python looks for rubbish in whichever thread happens to make the next object. Rubbish may hold widgets, and a widget
that is freed on the worker while the window handles events ends the program without a word.
"""

import gc

from PySide6.QtCore import QObject, Qt, QTimer

_MILLISECONDS = 1_000
_OLDEST = 2


class Collector(QObject):
    """Takes over from Python's own collector, at moments when the window's thread has nothing else to do."""

    def __init__(self) -> None:
        """Must be made on the window's thread; begins with :meth:`begin`."""
        super().__init__()
        self._thresholds = gc.get_threshold()
        self._was_enabled = gc.isenabled()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._timer.setInterval(_MILLISECONDS)
        self._timer.timeout.connect(self.collect)
        gc.disable()

    def begin(self) -> None:
        """Looks for rubbish from now on; until then nothing does."""
        if not self._timer.isActive():
            self._timer.start()

    def end(self) -> None:
        """Hands back to Python: no other thread is left to do harm."""
        self._timer.stop()
        if self._was_enabled:
            gc.enable()

    def collect(self) -> None:
        """Looks through the generations that have grown beyond Python's own thresholds, the youngest first."""
        for generation in range(_OLDEST + 1):
            if gc.get_count()[generation] > self._thresholds[generation]:
                gc.collect(generation)
