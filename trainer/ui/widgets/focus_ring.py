"""One visible focus ring that follows the keyboard through every screen."""

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QWidget

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
        self._keyboard = active().always_show_focus
        self.hide()
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.installEventFilter(self)
            application.focusChanged.connect(self._on_focus_changed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Learns whether the person uses keys or the pointer, and follows the target when it moves."""
        kind = event.type()
        if kind == QEvent.Type.KeyPress and getattr(event, "key", lambda: None)() in _KEYS:
            self._keyboard = True
            self._place()
        elif kind == QEvent.Type.MouseButtonPress:
            self._keyboard = active().always_show_focus
            self._place()
        elif kind == QEvent.Type.Wheel or (watched is self._target and kind in _MOVED):
            self._place()
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
        self._place()

    def _place(self) -> None:
        target, window = self._target, self.parentWidget()
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
