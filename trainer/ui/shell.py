"""The window: navigation on the side, one screen at a time, the keys that work everywhere."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from trainer.i18n import _
from trainer.ui.attention import Attention
from trainer.ui.doors import BAR_BELOW, RAIL_BELOW, Door, Here, MenuBar, SideBar
from trainer.ui.navigation import Place
from trainer.ui.screen import Screen
from trainer.ui.shortcuts import shortcut
from trainer.ui.theme import active
from trainer.ui.widgets.focus_ring import FocusRing


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
        self._navigation: SideBar | MenuBar | None = None
        self._doors: list[Door] = []
        self._here: Here | None = None
        self._place = Place("")
        body = QWidget()
        self._page = QVBoxLayout(body)
        self._middle = QHBoxLayout()
        for layout in (self._page, self._middle):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)
        self._middle.addWidget(self._stack, 1)
        self._page.addLayout(self._middle, 1)
        self.setCentralWidget(body)
        self.ring = FocusRing(self)
        self._screen: Screen | None = None
        self._painted = False
        self._built = ""
        self._may_close = False
        self._make_shortcuts()
        self._attention = Attention(self)
        self._attention.changed.connect(self.attention_changed)

    def show_doors(self, doors: list[Door], here: Here) -> None:
        """Fills the navigation for the person at the screen."""
        self._doors, self._here = doors, here
        self._build_navigation()

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
        self._place = place
        if self._navigation is not None:
            self._navigation.setVisible(not screen.full)
            self._navigation.mark(place)
        screen.widget.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def screen_shown(self) -> Screen | None:
        """The screen that is open."""
        return self._screen

    @property
    def has_attention(self) -> bool:
        """Whether the person can be reading the window now."""
        return self._attention.is_here

    def sign(self, kind: str) -> None:
        """Takes note of a sign of study in the window."""
        self._attention.sign(kind)

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
        # Afterwards: Qt closes no window from within its own closing.
        QTimer.singleShot(0, self.closing.emit)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tells once that the window is on the screen."""
        super().paintEvent(event)
        if not self._painted and self._screen is not None:
            self._painted = True
            self.first_painted.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lets the navigation become a rail, or a bar, where the window is narrow for its text."""
        super().resizeEvent(event)
        if self._navigation is not None and self._form() != self._built:
            self._build_navigation()

    def _form(self) -> str:
        effective = self.width() / active().scale
        return "bar" if effective < BAR_BELOW else "rail" if effective < RAIL_BELOW else "column"

    def _build_navigation(self) -> None:
        if self._navigation is not None:
            self._navigation.hide()
            self._navigation.deleteLater()
        if self._here is None:
            return
        self._built = self._form()
        if self._built == "bar":
            self._navigation = MenuBar(self._doors, self._here)
            self._page.insertWidget(0, self._navigation)
        else:
            self._navigation = SideBar(self._doors, self._here, rail=self._built == "rail")
            self._middle.insertWidget(0, self._navigation)
        self._navigation.asked.connect(self.asked)
        self._navigation.mark(self._place)
        self._navigation.setVisible(self._screen is None or not self._screen.full)

    def _make_shortcuts(self) -> None:
        for name, step in (("larger", 1), ("smaller", -1), ("normal", 0)):
            shortcut(name, self).activated.connect(lambda step=step: self.scale_asked.emit(step))
        shortcut("leave", self).activated.connect(self.leave_asked)
        shortcut("help", self).activated.connect(lambda: self.asked.emit(Place("help")))
        shortcut("next_region", self).activated.connect(self._next_region)
        for number in range(1, 6):
            shortcut(f"go_{number}", self).activated.connect(lambda n=number: self._open_door(n - 1))

    def _open_door(self, index: int) -> None:
        if index < len(self._doors) - 1:
            self.asked.emit(self._doors[index].place)

    def _next_region(self) -> None:
        shown = [region for region in self.findChildren(QWidget, "region") if region.isVisible()]
        focus = self.focusWidget()
        here = next((i for i, r in enumerate(shown) if focus and (r is focus or r.isAncestorOf(focus))), -1)
        if shown:
            target = shown[(here + 1) % len(shown)]
            first = next((c for c in target.findChildren(QWidget) if c.focusPolicy() & Qt.FocusPolicy.TabFocus), None)
            (first or target).setFocus(Qt.FocusReason.TabFocusReason)
