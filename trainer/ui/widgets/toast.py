"""A line at the foot of the window that says what was saved; it goes by itself and covers no control."""

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from trainer.i18n import _
from trainer.ui.theme import active
from trainer.ui.widgets.buttons import Button
from trainer.ui.widgets.icons import pixmap
from trainer.ui.widgets.panels import Panel, row
from trainer.ui.widgets.text import Text

SHOWN_MILLISECONDS = 8_000
WIDTH = 500


class Toast(Panel):
    """Stays 8 seconds; with a screen reader running, until it is closed."""

    def __init__(self, window: QWidget, text: str) -> None:
        """Shows itself at once, in the middle of the window's foot: the corners hold controls."""
        super().__init__("toast", padding=8, parent=window)
        self.setObjectName("toast")
        sign = Text(wrap=False)
        sign.setPixmap(pixmap("check", "laurelText", 20))
        close = Button(_("Close"), "link")
        close.clicked.connect(self._leave)
        line = Text(text)
        layout = row(sign, line, close)
        layout.setStretch(1, 1)
        self.column.addLayout(layout)
        self.setAccessibleName(text)
        self.setFixedWidth(min(active().px(WIDTH), window.width() - 48))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._leave)
        window.installEventFilter(self)
        self._place()
        self.show()
        self.raise_()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))
        if not QAccessible.isActive():
            self._timer.start(SHOWN_MILLISECONDS)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stays at the foot when the window changes its size."""
        if event.type() == QEvent.Type.Resize and watched is self.parentWidget():
            self._place()
        return False

    def _place(self) -> None:
        window = self.parentWidget()
        if window is None:
            return
        layout = self.layout()
        high = layout.heightForWidth(self.width()) if layout is not None else -1
        self.resize(self.width(), max(high, self.sizeHint().height()))
        self.move((window.width() - self.width()) // 2, window.height() - self.height() - active().gap(8))

    def _leave(self) -> None:
        self.hide()
        self.deleteLater()
