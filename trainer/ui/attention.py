"""Whether the person can be reading the window: in front, painted, not minimized, not at rest, screen not locked."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from trainer.ui.screen_lock import ScreenLock

LISTEN_AFTER_MS = 1_000
"""So much later than the window the desktop is listened to."""

_TOLD_TO_WIDGET = frozenset({QEvent.Type.ActivationChange, QEvent.Type.WindowStateChange})


class Attention(QObject):
    """Watches one window of the program.

    Of a locked screen the desktops of Linux tell. No other system tells Qt of it as such; most take the focus from the
    window, stop painting it or put the program to rest, and each of these is noticed. Where nothing of the kind
    happens, the idle limit is what is left.

    Signals:
        changed: The window has (True) or has not (False) the person's attention; it may be told twice.
    """

    changed = Signal(bool)

    def __init__(self, window: QWidget) -> None:
        """Lives as long as ``window``."""
        super().__init__(window)
        self._window = window
        self._handle: QObject | None = None
        self._at_rest = False
        self._screen: ScreenLock | None = None
        window.installEventFilter(self)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.applicationStateChanged.connect(self._on_application_state)
        # The window must be on the screen before anybody can lock it, and it must not wait for the desktop.
        QTimer.singleShot(LISTEN_AFTER_MS, self._watch_screen)

    @property
    def is_here(self) -> bool:
        """Whether the window can be read now."""
        window, handle = self._window, self._window.windowHandle()
        is_painted = handle is not None and handle.isExposed()
        is_locked = self._screen is not None and self._screen.is_locked
        is_awake = not self._at_rest and not is_locked
        return window.isActiveWindow() and not window.isMinimized() and is_painted and is_awake

    def sign(self, kind: str) -> None:
        """Takes note that somebody uses the window, so that it cannot stay locked for ever."""
        if self._screen is not None:
            self._screen.sign(kind)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Lets everything through."""
        if watched is self._window and event.type() in _TOLD_TO_WIDGET:
            self.changed.emit(self.is_here)
        elif watched is self._window and event.type() == QEvent.Type.Show:
            self._watch_handle()
        elif watched is self._handle and event.type() == QEvent.Type.Expose:
            self.changed.emit(self.is_here)
        return False

    @Slot()
    def _watch_screen(self) -> None:
        from trainer.ui.screen_lock import ScreenLock

        self._screen = ScreenLock(self)
        self._screen.changed.connect(lambda: self.changed.emit(self.is_here))
        self._screen.listen()

    def _watch_handle(self) -> None:
        """The system's own window is there only once the window is shown."""
        handle = self._window.windowHandle()
        if handle is not None and handle is not self._handle:
            self._handle = handle
            handle.installEventFilter(self)

    def _on_application_state(self, state: Qt.ApplicationState) -> None:
        self._at_rest = state != Qt.ApplicationState.ApplicationActive
        self.changed.emit(self.is_here)
