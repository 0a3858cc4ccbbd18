"""Buttons in their few kinds, each with a word and, where it helps, an icon."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from trainer.ui.theme import active
from trainer.ui.widgets.icons import air, spaced_icon

_TURNED = {"arrow-left": "arrow-right", "arrow-right": "arrow-left"}
"""Where text runs from right to left, forward points to the left."""

_ICON_TOKENS = {"primary": "onPrimary", "quiet": "ink2", "navigation": "ink2", "leave": "ink"}


def literal(text: str) -> str:
    """Returns a text as a button or a menu shows it whole; Qt would make a key of an ampersand or a tab."""
    return text.replace("&", "&&").replace("\t", " ")


class Button(QPushButton):
    """A push button.

    ``kind`` is primary (one a view), secondary, quiet, link, hero, leave, navigation, row or cell.
    """

    def __init__(
        self,
        text: str,
        kind: str = "secondary",
        icon_name: str = "",
        *,
        icon_after: bool = False,
        role: str = "strong",
        parent: QWidget | None = None,
    ) -> None:
        """Shows a word; an ampersand in it is text, not a shortcut."""
        super().__init__(literal(text), parent)
        looks = active()
        self.setProperty("kind", kind)
        self.setFont(looks.font("bar" if kind in {"quiet", "link", "navigation"} else role))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(text)
        self.setAutoDefault(False)
        if icon_name:
            right_to_left = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            mirrored = icon_after != right_to_left
            shown = _TURNED.get(icon_name, icon_name) if right_to_left else icon_name
            self.setIcon(spaced_icon(shown, _ICON_TOKENS.get(kind, "laurelText"), 20, after=mirrored))
            self.setIconSize(QSize(looks.px(20) + air(20), looks.px(20)))
        if icon_after:
            self.setLayoutDirection(_mirrored(self.layoutDirection()))
        tall = kind in {"primary", "hero", "navigation"}
        self.setMinimumHeight(looks.px(44 if tall else 36))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_text(self, text: str) -> None:
        """Changes the word, on the screen and for a screen reader."""
        self.setText(literal(text))
        self.setAccessibleName(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Lets Enter press it on every system, as Space does."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)


def _mirrored(direction: Qt.LayoutDirection) -> Qt.LayoutDirection:
    right = Qt.LayoutDirection.RightToLeft
    return Qt.LayoutDirection.LeftToRight if direction == right else right
