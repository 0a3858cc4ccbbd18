"""One visible focus ring that follows the keyboard through every screen."""

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from trainer.ui.theme import active

_KEYS = {
    Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down,
    Qt.Key.Key_F6, Qt.Key.Key_Home, Qt.Key.Key_End,
}  # fmt: skip

_MOVED = {QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Hide}


class FocusRing(QWidget):
    """Draws a ring 3 px outside the focused widget, once the keyboard has been used (or always, if so set)."""

    def __init__(self, window: QWidget) -> None:
        """Lies over ``window`` and lets the mouse through."""
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._target: QWidget | None = None
        self._followed: list[QWidget] = []
        self._handle: QObject | None = None
        self._keyboard = active().always_show_focus
        self.hide()
        window.installEventFilter(self)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Learns whether the person uses keys or the pointer, and follows the target when it moves.

        It watches the system's window and the few widgets round the target: a filter on the whole application would be
        asked a thousand times for every page that is shown.
        """
        kind = event.type()
        if watched is self._handle:
            if isinstance(event, QKeyEvent) and kind == QEvent.Type.KeyPress and event.key() in _KEYS:
                self._use_keyboard(True)
            elif kind == QEvent.Type.MouseButtonPress:
                self._use_keyboard(active().always_show_focus)
        elif kind in _MOVED:
            self._place()
        elif kind == QEvent.Type.Show:
            self._watch_window()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(active().colour("focus"), 3))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(self.rect().adjusted(2, 2, -2, -2), 13, 13)

    def _on_focus_changed(self, _old: QWidget | None, now: QWidget | None) -> None:
        window = self.parentWidget()
        inside = now is not None and window is not None and window.isAncestorOf(now)
        self._target = now if inside else None
        self._follow()
        self._place()

    def _watch_window(self) -> None:
        window = self.parentWidget()
        handle = window.windowHandle() if window is not None else None
        if handle is not None and handle is not self._handle:
            handle.installEventFilter(self)
            self._handle = handle

    def _use_keyboard(self, used: bool) -> None:
        self._keyboard = used
        self._place()

    def _follow(self) -> None:
        """Watches the target and all that it stands in: when one of them scrolls, the ring goes with it."""
        window = self.parentWidget()
        for followed in self._followed:
            if isValid(followed):
                followed.removeEventFilter(self)
        self._followed = []
        widget = self._target
        while widget is not None and widget is not window:
            widget.installEventFilter(self)
            self._followed.append(widget)
            widget = widget.parentWidget()

    def _place(self) -> None:
        target, window = self._target, self.parentWidget()
        if target is not None and not isValid(target):
            target = self._target = None
        # A title gets the focus for screen readers alone: nobody can act on it.
        passive = target is None or target.focusPolicy() == Qt.FocusPolicy.NoFocus
        if target is None or window is None or passive or not self._keyboard or not target.isVisible():
            self.hide()
            return
        corner = target.mapTo(window, target.rect().topLeft())
        ring = QRect(corner, target.size()).adjusted(-6, -6, 6, 6)
        self.setGeometry(ring.intersected(window.rect()))
        self.raise_()
        self.show()
