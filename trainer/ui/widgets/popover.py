"""A small panel that floats at a word, inside the window: below the word, or above it where there is no room."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from trainer.ui.theme import active
from trainer.ui.widgets.panels import Panel

SHADOW = 18


class Popover(QWidget):
    """Floats over its window until Escape, a click elsewhere, or its own close button; focus then goes back.

    Signals:
        closed: It is gone.
    """

    closed = Signal()

    def __init__(self, window: QWidget, width: int = 340) -> None:
        """``width`` is in pixels at 100 % text. Fill :attr:`panel`, then :meth:`open_at`."""
        super().__init__(window)
        self.panel = Panel("float", padding=18, spacing=8)
        self._wide = active().px(width)
        self._from: QWidget | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SHADOW, SHADOW, SHADOW, SHADOW)
        layout.addWidget(self.panel)
        self.hide()

    def open_at(self, place: QRect, back_to: QWidget) -> None:
        """Shows itself at ``place`` (in the window's coordinates); ``back_to`` gets the focus afterwards."""
        window = self.parentWidget()
        if window is None:
            return
        self._from = back_to
        wide = min(self._wide + 2 * SHADOW, window.width())
        self.setFixedWidth(wide)
        self.ensurePolished()
        layout = self.layout()
        high = layout.heightForWidth(wide) if layout is not None and layout.hasHeightForWidth() else 0
        self.resize(wide, max(high, self.sizeHint().height()))
        self.move(self._corner(place, window))
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.PopupFocusReason)
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self)

    def close_it(self) -> None:
        """Closes and gives the focus back."""
        if self.isHidden():
            return
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
        focus = QApplication.focusWidget()
        inside = focus is not None and (focus is self or self.isAncestorOf(focus))
        self.hide()
        if self._from is not None and inside:
            self._from.setFocus(Qt.FocusReason.PopupFocusReason)
        self.closed.emit()
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Closes at a click elsewhere, and at Escape wherever the focus is."""
        if event.type() == QEvent.Type.MouseButtonPress and isinstance(watched, QWidget):
            if watched is not self and not self.isAncestorOf(watched):
                self.close_it()
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            self.close_it()
            return True
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints a soft shadow round the panel: a style sheet has none."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(0, 0, 0, 5))
        body = QRectF(self.rect()).adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)
        for step in range(SHADOW, 0, -2):
            painter.drawRoundedRect(body.adjusted(-step, -step + 4, step, step + 4), 12 + step, 12 + step)

    def _corner(self, place: QRect, window: QWidget) -> QPoint:
        left = place.left() - SHADOW - active().gap(18)
        below, above = place.bottom() + 6 - SHADOW, place.top() - 6 + SHADOW - self.height()
        top = below if below + self.height() <= window.height() or above < 0 else above
        return QPoint(
            max(0, min(left, window.width() - self.width())), max(0, min(top, window.height() - self.height()))
        )
