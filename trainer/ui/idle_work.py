"""Work that nobody waits for, in small pieces, whenever the window has nothing else to do."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

SHOWN_MS = 20
"""After this time, a little more than a frame, what was put on the screen has as a rule been painted."""


class IdleWork(QObject):
    """Does piece after piece; what a person waits for comes first."""

    def __init__(self, parent: QObject, piece: Callable[[], bool]) -> None:
        """``piece`` does a part of a frame's work and returns whether there is more; ``parent`` keeps this alive."""
        super().__init__(parent)
        self._piece = piece
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._go_on)

    @property
    def is_left(self) -> bool:
        """Whether there is more to do."""
        return self._timer.isActive()

    def begin(self) -> None:
        """Begins a little later, when the screen has been painted."""
        self._timer.start(SHOWN_MS)

    def give_way(self) -> None:
        """Lets what is put on the screen now be painted first."""
        if self.is_left:
            self.begin()

    def _go_on(self) -> None:
        self._timer.setInterval(0)
        if not self._piece():
            self._timer.stop()
