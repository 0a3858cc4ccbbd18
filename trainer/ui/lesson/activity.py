"""Signs of study, taken from what reaches the window: keys, pointer, wheel, touch, and where a screen reader goes."""

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

_KINDS = {
    QEvent.Type.KeyPress: "keys",
    QEvent.Type.MouseMove: "pointer",
    QEvent.Type.MouseButtonPress: "pointer",
    QEvent.Type.TabletMove: "pointer",
    QEvent.Type.Wheel: "scroll",
    QEvent.Type.NativeGesture: "scroll",
    QEvent.Type.TouchBegin: "touch",
    QEvent.Type.TouchUpdate: "touch",
}


class ActivityFilter(QObject):
    """Watches the system's window, before any widget: so no widget can keep a sign to itself.

    Signals:
        happened: What kind of sign.
    """

    happened = Signal(str)

    def __init__(self, owner: QWidget) -> None:
        """Lives as long as ``owner``."""
        super().__init__(owner)
        self._owner = owner
        self._watched: QObject | None = None
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)

    def watch(self) -> None:
        """Begins with the window that the owner stands in now."""
        handle = self._owner.window().windowHandle()
        if handle is not None and handle is not self._watched:
            if self._watched is not None:
                self._watched.removeEventFilter(self)
            handle.installEventFilter(self)
            self._watched = handle

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notes the kind, and lets everything through."""
        kind = _KINDS.get(event.type())
        if kind is not None:
            self.happened.emit(kind)
        return False

    def _on_focus_changed(self, old: QWidget | None, now: QWidget | None) -> None:
        if old is not None and now is not None and self._owner.window().isAncestorOf(now):
            self.happened.emit("reader")
