"""The bar above a lesson: back to the course, which lesson this is, help, pause, and leaving quickly."""

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from trainer.i18n import _
from trainer.ui.theme import active
from trainer.ui.widgets.buttons import Button
from trainer.ui.widgets.panels import rule
from trainer.ui.widgets.text import Text


class TopBar(QWidget):
    """Stays the same through all steps.

    Signals:
        course_pressed: Back to the course.
        looks_pressed: Text size and colours.
        help_pressed: Help and crisis lines.
        pause_pressed: A break.
        leave_pressed: Leave quickly.
    """

    course_pressed = Signal()
    looks_pressed = Signal()
    help_pressed = Signal()
    pause_pressed = Signal()
    leave_pressed = Signal()

    def __init__(self) -> None:
        """Shows all tools; :meth:`fit` gathers some in a menu where it is narrow."""
        super().__init__()
        self.setProperty("ground", "bar")
        self.setObjectName("region")
        self.setAccessibleName(_("Tools of the lesson"))
        self._course = self._button(_("Course"), "quiet", "arrow-left", self.course_pressed)
        self._rule, self._place = rule(), Text("", "bar", "secondary", wrap=False)
        self._looks = self._button(_("Text size"), "quiet", "a-large-small", self.looks_pressed)
        self._help = self._button(_("Help"), "quiet", "life-buoy", self.help_pressed)
        self._more = Button(_("More"), "quiet", "chevron-down", icon_after=True)
        menu = QMenu(self._more)
        menu.addAction(_("Text size"), self.looks_pressed.emit)
        menu.addAction(_("Help"), self.help_pressed.emit)
        self._more.setMenu(menu)
        pause = self._button(_("Pause"), "secondary", "pause", self.pause_pressed)
        leave = self._button(_("Leave quickly"), "leave", "door-open", self.leave_pressed)
        layout = QHBoxLayout(self)
        edge = active().gap(16)
        layout.setContentsMargins(edge, active().gap(8), edge, active().gap(8))
        layout.setSpacing(active().gap(8))
        for widget in (self._course, self._rule, self._place):
            layout.addWidget(widget)
        layout.addStretch(1)
        for widget in (self._looks, self._help, self._more, pause, leave):
            layout.addWidget(widget)
        self.setMinimumHeight(active().gap(58))
        self.fit(narrow=False)

    def show_place(self, text: str) -> None:
        """Says which lesson this is."""
        self._place.setText(text)

    def fit(self, *, narrow: bool) -> None:
        """Gathers what is seldom needed in a menu."""
        for widget in (self._looks, self._help, self._place, self._rule):
            widget.setVisible(not narrow)
        self._more.setVisible(narrow)

    def _button(self, text: str, kind: str, icon: str, pressed: SignalInstance) -> Button:
        button = Button(text, kind, icon, role="bar")
        button.clicked.connect(lambda: pressed.emit())
        return button
