"""Whether the desktop says that its screen is locked, or dark behind a screen saver."""

import os
import sys

from PySide6.QtCore import SLOT, QObject, QTimer, Signal, Slot

BUS = "DBUS_SESSION_BUS_ADDRESS"
"""Where the desktop's programs tell each other things; without it there is no desktop that would tell."""

SCREEN_SAVERS = (
    "org.freedesktop.ScreenSaver",
    "org.gnome.ScreenSaver",
    "org.cinnamon.ScreenSaver",
    "org.mate.ScreenSaver",
    "org.xfce.ScreenSaver",
)
"""Each of these tells ``ActiveChanged`` with True when it covers the screen, and with False when it goes away."""

_LISTEN_AFTER_MS = 1_000


class ScreenLock(QObject):
    """Listens to the desktops of Linux; no other system tells Qt, and none is asked.

    Signals:
        changed: The screen was locked (True) or is free again (False).
    """

    changed = Signal(bool)

    def __init__(self, parent: QObject) -> None:
        """Lives as long as ``parent``; listens once the window has come up, which must not wait for the desktop."""
        super().__init__(parent)
        self.is_locked = False
        if sys.platform == "linux" and os.environ.get(BUS):
            QTimer.singleShot(_LISTEN_AFTER_MS, self._listen)

    def unlock(self) -> None:
        """Takes the screen for free: somebody uses the window, whatever the last word of the desktop was."""
        self._on_active_changed(False)

    @Slot()
    def _listen(self) -> None:
        # Imported here: the window is on the screen before anybody can lock it.
        from PySide6.QtDBus import QDBusConnection

        bus, slot = QDBusConnection.sessionBus(), SLOT("_on_active_changed(bool)")
        for interface in SCREEN_SAVERS:
            # The published types want bytes; what takes it wants what SLOT gives.
            bus.connect("", "", interface, "ActiveChanged", self, slot)  # type: ignore[call-overload]

    @Slot(bool)
    def _on_active_changed(self, active: bool) -> None:
        if active != self.is_locked:
            self.is_locked = active
            self.changed.emit(active)
