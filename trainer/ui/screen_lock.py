"""Whether the desktop says that its screen is locked, or dark behind a screen saver."""

import os
import re
import socket
import sys
import time
from urllib.parse import unquote

from PySide6.QtCore import SLOT, QObject, QSocketNotifier, Signal, Slot

BUS = "DBUS_SESSION_BUS_ADDRESS"
"""Where the desktop's programs tell each other things; where it is not said, nobody is listened to."""

SCREEN_SAVERS = (
    "org.freedesktop.ScreenSaver",
    "org.gnome.ScreenSaver",
    "org.cinnamon.ScreenSaver",
    "org.mate.ScreenSaver",
    "org.xfce.ScreenSaver",
)
"""Each of these tells ``ActiveChanged`` with True when it covers the screen, and with False when it goes away."""

_STILL_UNDER_WAY_SECONDS = 2.0
"""What was typed before a lock can arrive this much after it."""

_SOCKET = re.compile(r"unix:(?:\w+=[^,;]*,)*?(path|abstract)=([^,;]+)")
_UNAIDED = frozenset({"keys", "scroll", "touch"})
"""Signs that only a person makes; a pointer moves, and the focus goes on, by themselves."""


class ScreenLock(QObject):
    """Listens to the desktops of Linux; no other system tells Qt, and none is asked.

    Attributes:
        is_locked: What the desktop said last, unless somebody has used the window since.
        is_listening: Whether there is a desktop that would tell.

    Signals:
        changed: The screen was locked (True) or is free again (False).
    """

    changed = Signal(bool)

    def __init__(self, parent: QObject) -> None:
        """Lives as long as ``parent``; hears nothing before :meth:`listen`."""
        super().__init__(parent)
        self.is_locked = self.is_listening = False
        self._locked_at = 0.0
        self._answer: QSocketNotifier | None = None

    def listen(self) -> None:
        """Greets the bus without waiting: Qt's own way would wait without end for one that never answers."""
        address = socket_of(os.environ.get(BUS, ""))
        if sys.platform != "linux" or not address:
            return
        self._asked = asked = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        asked.setblocking(False)
        try:
            asked.connect(address)
            asked.send(b"\0AUTH EXTERNAL " + str(os.getuid()).encode().hex().encode() + b"\r\n")
        except OSError:
            asked.close()
            return
        self._answer = answer = QSocketNotifier(asked.fileno(), QSocketNotifier.Type.Read, self)
        answer.activated.connect(lambda: self._on_answer(answer))

    def sign(self, kind: str) -> None:
        """Takes the screen for free where a person uses the window: a screen saver that crashed never says so.

        Args:
            kind: As :class:`trainer.ui.lesson.activity.ActivityFilter` names it.
        """
        if self.is_locked and kind in _UNAIDED and time.monotonic() - self._locked_at > _STILL_UNDER_WAY_SECONDS:
            self._on_active_changed(False)

    def _on_answer(self, answer: QSocketNotifier) -> None:
        answer.setEnabled(False)
        with self._asked as asked:
            try:
                is_ready = asked.recv(100).startswith(b"OK")
            except OSError:
                return
        if is_ready:
            self._join()

    def _join(self) -> None:
        from PySide6.QtDBus import QDBusConnection

        bus, slot = QDBusConnection.sessionBus(), SLOT("_on_active_changed(bool)")
        for interface in SCREEN_SAVERS:
            # The published types want bytes; what takes it wants what SLOT gives.
            bus.connect("", "", interface, "ActiveChanged", self, slot)  # type: ignore[call-overload]
        self.is_listening = bus.isConnected()

    @Slot(bool)
    def _on_active_changed(self, active: bool) -> None:
        if active != self.is_locked:
            self.is_locked = active
            self._locked_at = time.monotonic()
            self.changed.emit(active)


def socket_of(address: str) -> str:
    """Returns the socket that an address of D-Bus names, as Python wants it; empty where it names another thing."""
    found = _SOCKET.match(address)
    if found is None:
        return ""
    return ("\0" if found[1] == "abstract" else "") + unquote(found[2])
