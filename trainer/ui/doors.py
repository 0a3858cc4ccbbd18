"""The navigation in its three forms: a column with words, a rail of icons over words, a bar with one menu."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from trainer.i18n import _
from trainer.ui.navigation import Place
from trainer.ui.theme import active
from trainer.ui.widgets.buttons import Button, literal
from trainer.ui.widgets.icons import icon, pixmap
from trainer.ui.widgets.panels import divider, ground, row
from trainer.ui.widgets.text import Text

RAIL_BELOW = 1200
"""Effective pixels of the window below which the column becomes a rail."""

BAR_BELOW = 900
"""Effective pixels of the window below which the rail becomes a bar with a menu."""


@dataclass(frozen=True)
class Door:
    """An entry of the navigation; ``short`` fits under an icon."""

    place: Place
    label: str
    icon: str
    short: str = ""


@dataclass(frozen=True)
class Here:
    """Who is at the computer."""

    name: str
    hint: str
    on_change: Callable[[], None]


class SideBar(QWidget):
    """The column or rail; the last door stands at the foot, above the person.

    Signals:
        asked: A place.
    """

    asked = Signal(object)

    def __init__(self, doors: list[Door], here: Here, *, rail: bool) -> None:
        """``rail`` draws icons over short words."""
        super().__init__()
        looks = active()
        self.setObjectName("region")
        self.setProperty("ground", "navigation")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)
        self.setAccessibleName(_("Navigation"))
        self._buttons: dict[str, QToolButton | Button] = {}
        layout = QVBoxLayout(self)
        side = looks.gap(6 if rail else 14)
        layout.setContentsMargins(side, looks.gap(20), side, looks.gap(16))
        layout.setSpacing(looks.gap(4))
        layout.addWidget(_brand(with_name=not rail))
        layout.addSpacing(looks.gap(16))
        for door in doors[:-1]:
            layout.addWidget(self._door(door, rail))
        layout.addStretch(1)
        layout.addWidget(self._door(doors[-1], rail))
        layout.addWidget(divider())
        layout.addWidget(_person(here, rail))
        # Wider where a language needs it: no word is cut.
        self.setFixedWidth(max(looks.px(92 if rail else 222), layout.sizeHint().width()))

    def mark(self, place: Place) -> None:
        """Shows which door is open."""
        for screen, button in self._buttons.items():
            button.setChecked(screen == place.screen)

    def _door(self, door: Door, rail: bool) -> QWidget:
        button = (
            _rail_button(door.short or door.label, door.icon) if rail else Button(door.label, "navigation", door.icon)
        )
        button.setCheckable(True)
        button.setAccessibleName(door.label)
        button.clicked.connect(lambda: self.asked.emit(door.place))
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._buttons[door.place.screen] = button
        return button


class MenuBar(QWidget):
    """The bar at the top with one menu, for large text in a small window.

    Signals:
        asked: A place.
    """

    asked = Signal(object)

    def __init__(self, doors: list[Door], here: Here) -> None:
        """Puts every door and the person into the menu."""
        super().__init__()
        self.setObjectName("region")
        self.setProperty("ground", "bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)
        self.setAccessibleName(_("Navigation"))
        menu = QMenu(self)
        menu.setFont(active().font("body"))
        for door in doors:
            action = menu.addAction(icon(door.icon), literal(door.label))
            action.triggered.connect(lambda _checked=False, place=door.place: self.asked.emit(place))
        menu.addSeparator()
        who = literal(f"{here.name} · {here.hint}")
        menu.addAction(icon("user"), who).triggered.connect(lambda: here.on_change())
        button = Button(_("Menu"), "secondary", "menu")
        button.setMenu(menu)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(*[active().gap(8)] * 4)
        layout.addWidget(button)
        layout.addWidget(_brand(with_name=True))
        layout.addStretch(1)

    def mark(self, place: Place) -> None:
        """The bar shows no open door."""


def _person(here: Here, rail: bool) -> QWidget:
    looks = active()
    room = looks.px(80 if rail else 160)
    font = looks.font("tiny" if rail else "bar")
    name = QFontMetrics(font).elidedText(here.name, Qt.TextElideMode.ElideRight, room)
    who = _rail_button(name, "user") if rail else Button(name, "navigation", "user")
    who.setToolTip(here.hint)
    who.setAccessibleName(here.name)
    who.setAccessibleDescription(here.hint)
    who.clicked.connect(lambda: here.on_change())
    return who


def _rail_button(word: str, sign: str) -> QToolButton:
    looks = active()
    button = QToolButton()
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
    button.setText(literal(word))
    button.setIcon(icon(sign, "ink2", 22))
    button.setIconSize(QSize(looks.px(22), looks.px(22)))
    button.setFont(looks.font("tiny"))
    button.setProperty("kind", "rail")
    button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return button


def _brand(*, with_name: bool) -> QWidget:
    sign = Text(wrap=False)
    sign.setPixmap(pixmap("sunrise", "laurelText", 26))
    if not with_name:
        return ground("clear", row(None, sign, None))
    return ground("clear", row(sign, Text(_("Peer Trainer"), "brand", wrap=False), None, spacing=10))
