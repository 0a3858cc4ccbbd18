"""The window: navigation on the side, one screen at a time, the keys that work everywhere."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from trainer.i18n import _
from trainer.ui.navigation import Place
from trainer.ui.screen import Screen
from trainer.ui.shortcuts import shortcut
from trainer.ui.theme import active
from trainer.ui.widgets.buttons import Button
from trainer.ui.widgets.focus_ring import FocusRing
from trainer.ui.widgets.icons import pixmap
from trainer.ui.widgets.panels import divider, ground, row
from trainer.ui.widgets.text import Text


@dataclass(frozen=True)
class Door:
    """An entry of the navigation."""

    place: Place
    label: str
    icon: str


class Shell(QMainWindow):
    """Swaps screens and owns the navigation; it decides nothing.

    Signals:
        asked: The person chose a place.
        scale_asked: Larger (1), smaller (-1) or normal (0) text.
        leave_asked: Leave quickly.
        attention_changed: The window gained (True) or lost (False) the person's attention.
        first_painted: The window is on the screen and usable.
        closing: The person closes the window; what is open is saved first.
    """

    asked = Signal(object)
    scale_asked = Signal(int)
    leave_asked = Signal()
    attention_changed = Signal(bool)
    first_painted = Signal()
    closing = Signal()

    def __init__(self) -> None:
        """Starts empty; :meth:`show_screen` fills it."""
        super().__init__()
        self.setWindowTitle(_("Peer Trainer"))
        self.setMinimumSize(1024, 640)
        self.resize(1280, 800)
        self._stack = QStackedWidget()
        self._navigation = _Navigation()
        self._navigation.asked.connect(self.asked)
        body = QWidget()
        layout = QHBoxLayout(body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._navigation)
        layout.addWidget(self._stack, 1)
        self.setCentralWidget(body)
        self.ring = FocusRing(self)
        self._screen: Screen | None = None
        self._painted = False
        self._may_close = False
        self._make_shortcuts()

    def show_doors(self, doors: list[Door], person: str, hint: str, on_person: Callable[[], None]) -> None:
        """Fills the navigation for the person at the screen."""
        self._navigation.show_doors(doors, person, hint, on_person)

    def show_screen(self, screen: Screen, place: Place) -> None:
        """Shows a screen; the one before is taken down."""
        old = self._screen
        self._screen = screen
        self._stack.addWidget(screen.widget)
        self._stack.setCurrentWidget(screen.widget)
        if old is not None:
            self._stack.removeWidget(old.widget)
            old.widget.deleteLater()
        self.setWindowTitle(screen.title)
        self._navigation.setVisible(not screen.full)
        self._navigation.mark(place)
        screen.widget.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def screen_shown(self) -> Screen | None:
        """The screen that is open."""
        return self._screen

    def allow_closing(self) -> None:
        """Everything is saved: closes for good."""
        self._may_close = True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Asks for saving first, then closes."""
        if self._may_close:
            event.accept()
            return
        event.ignore()
        self.closing.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Tells when the window gains or loses attention."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.ActivationChange, QEvent.Type.WindowStateChange}:
            self.attention_changed.emit(self.isActiveWindow() and not self.isMinimized())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tells once that the window is on the screen."""
        super().paintEvent(event)
        if not self._painted and self._screen is not None:
            self._painted = True
            self.first_painted.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lets the navigation become a rail of icons where the window is narrow for its text."""
        super().resizeEvent(event)
        self._navigation.fit(self.width() / active().scale)

    def _make_shortcuts(self) -> None:
        for name, step in (("larger", 1), ("smaller", -1), ("normal", 0)):
            shortcut(name, self).activated.connect(lambda step=step: self.scale_asked.emit(step))
        shortcut("leave", self).activated.connect(self.leave_asked)
        shortcut("help", self).activated.connect(lambda: self.asked.emit(Place("help")))
        shortcut("next_region", self).activated.connect(self._next_region)
        for number in range(1, 6):
            shortcut(f"go_{number}", self).activated.connect(lambda n=number: self._navigation.press(n - 1))

    def _next_region(self) -> None:
        regions = [self._navigation, *(self._stack.currentWidget().findChildren(QWidget, "region"))]
        shown = [region for region in regions if region.isVisible()]
        focus = self.focusWidget()
        here = next((i for i, r in enumerate(shown) if focus and (r is focus or r.isAncestorOf(focus))), -1)
        if shown:
            target = shown[(here + 1) % len(shown)]
            first = next((c for c in target.findChildren(QWidget) if c.focusPolicy() & Qt.FocusPolicy.TabFocus), None)
            (first or target).setFocus(Qt.FocusReason.TabFocusReason)


class _Navigation(QWidget):
    """The side bar: the mark, the doors, help, and who is here."""

    asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "navigation")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)
        looks = active()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(looks.gap(14), looks.gap(20), looks.gap(14), looks.gap(16))
        self._layout.setSpacing(looks.gap(4))
        self._doors: list[tuple[Door, Button]] = []
        self._narrow = False
        self.setAccessibleName(_("Navigation"))
        self._set_width()

    def show_doors(self, doors: list[Door], person: str, hint: str, on_person: Callable[[], None]) -> None:
        while self._layout.count():
            item = self._layout.takeAt(0)
            if item is not None and item.widget():
                item.widget().deleteLater()
        self._doors = []
        self._layout.addWidget(self._brand())
        self._layout.addSpacing(active().gap(16))
        for door in doors[:-1]:
            self._add_door(door)
        self._layout.addStretch(1)
        self._add_door(doors[-1])
        self._layout.addWidget(divider())
        who = Button(person, "navigation", "user")
        who.setToolTip(hint)
        who.setAccessibleDescription(hint)
        who.clicked.connect(on_person)
        self._layout.addWidget(who)
        self._person = who
        self._label()

    def mark(self, place: Place) -> None:
        """Shows which door is open."""
        for door, button in self._doors:
            button.setChecked(door.place.screen == place.screen)

    def press(self, index: int) -> None:
        """Opens a door by its number."""
        if index < len(self._doors) - 1:
            self.asked.emit(self._doors[index][0].place)

    def fit(self, effective_width: float) -> None:
        """Below 1200 effective pixels only the icons stay, each with its name for screen readers and as a tool tip."""
        narrow = effective_width < 1200
        if narrow != self._narrow:
            self._narrow = narrow
            self._set_width()
            self._label()

    def _add_door(self, door: Door) -> None:
        button = Button(door.label, "navigation", door.icon)
        button.setCheckable(True)
        button.setToolTip(door.label)
        button.clicked.connect(lambda: self.asked.emit(door.place))
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._doors.append((door, button))
        self._layout.addWidget(button)

    def _label(self) -> None:
        for door, button in self._doors:
            button.setText("" if self._narrow else door.label)
        if self._doors:
            self._person.setText("" if self._narrow else self._person.accessibleName())
            self._name.setVisible(not self._narrow)

    def _brand(self) -> QWidget:
        sign = Text(wrap=False)
        sign.setPixmap(pixmap("sunrise", "laurelText", 26))
        self._name = Text(_("Peer Trainer"), "brand", wrap=False)
        return ground("clear", row(sign, self._name, None, spacing=10))

    def _set_width(self) -> None:
        self.setFixedWidth(active().px(72 if self._narrow else 222))
