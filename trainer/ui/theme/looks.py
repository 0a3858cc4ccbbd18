"""What a widget asks for when it is built: a colour, a font for a role, a length."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetricsF, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from trainer import paths
from trainer.i18n import is_right_to_left
from trainer.ui.theme.tokens import CONTRAST, DARK, LIGHT, Tokens

SANS = ["Atkinson Hyperlegible Next", "Segoe UI", "Noto Sans", "DejaVu Sans", "sans-serif"]
SERIF = ["Source Serif 4", "Georgia", "Noto Serif", "serif"]


@dataclass(frozen=True)
class FontRole:
    """A use of type: family, pixels at 100 % text, weight, and line height as a multiple of the size."""

    families: tuple[str, ...]
    pixels: float
    weight: QFont.Weight
    line_height: float
    italic: bool = False


def _sans(pixels: float, weight: QFont.Weight, line_height: float) -> FontRole:
    return FontRole(tuple(SANS), pixels, weight, line_height)


def _serif(pixels: float, weight: QFont.Weight, line_height: float) -> FontRole:
    return FontRole(tuple(SERIF), pixels, weight, line_height)


_NORMAL, _MEDIUM, _STRONG = QFont.Weight.Normal, QFont.Weight.Medium, QFont.Weight.DemiBold

ROLES = {
    "display": _serif(30, _STRONG, 1.2),
    "title": _serif(26, _STRONG, 1.25),
    "hero": _serif(25, _STRONG, 1.25),
    "score": _serif(44, _STRONG, 1.1),
    "number": _serif(28, _STRONG, 1.2),
    "spoken": _serif(22, _NORMAL, 1.4),
    "reading": _sans(19, _NORMAL, 1.57),
    "stem": _sans(20, _NORMAL, 1.48),
    "heading": _sans(17, _STRONG, 1.3),
    "body": _sans(16, _NORMAL, 1.4),
    "strong": _sans(16, _STRONG, 1.4),
    "bar": _sans(15, _STRONG, 1.4),
    "small": _sans(14.5, _NORMAL, 1.35),
    "small_strong": _sans(14.5, _STRONG, 1.35),
    "tiny": _sans(13, _MEDIUM, 1.3),
    "brand": _serif(19, _STRONG, 1.2),
}


@dataclass(frozen=True)
class Looks:
    """A theme at a text scale; a change of either rebuilds the window, so widgets read it when they are built.

    Attributes:
        name: ``light``, ``dark`` or ``contrast``.
        scale: Text scale, 1.0 for 100 %.
        reduce_motion: Changes are instant.
    """

    name: str = "light"
    tokens: Tokens = LIGHT
    scale: float = 1.0
    reduce_motion: bool = False
    always_show_focus: bool = False

    def colour(self, token: str) -> QColor:
        """Returns a token's colour."""
        return QColor(getattr(self.tokens, token))

    def px(self, pixels: float) -> int:
        """Scales a length that carries text: bars, rings, row heights."""
        return round(pixels * self.scale)

    def gap(self, pixels: float) -> int:
        """Scales empty space, which grows only 40 % as fast as text."""
        return round(pixels * (1 + 0.4 * (self.scale - 1)))

    def font(self, role: str, tabular: bool = False) -> QFont:
        """Builds the font of a role; ``tabular`` gives digits of equal width for columns."""
        wanted = ROLES[role]
        font = QFont()
        font.setFamilies(list(wanted.families))
        font.setPixelSize(round(wanted.pixels * self.scale))
        font.setWeight(wanted.weight)
        font.setItalic(wanted.italic)
        if tabular:
            font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def line_height_percent(self, role: str) -> int:
        """Converts a wanted line height to Qt's percentage, which counts from the font's own spacing."""
        metrics = QFontMetricsF(self.font(role))
        own = metrics.lineSpacing() / max(1.0, float(self.font(role).pixelSize()))
        return round(100 * ROLES[role].line_height / own)


_active = Looks()
_fonts_loaded = False


def active() -> Looks:
    """Returns the looks that were applied last."""
    return _active


def apply(
    application: QApplication,
    theme: str,
    text_scale: int,
    *,
    reduce_motion: bool = False,
    always_show_focus: bool = False,
) -> Looks:
    """Applies theme, fonts, palette and style sheet to the whole application, once.

    Args:
        application: The running application.
        theme: ``system``, ``light``, ``dark`` or ``contrast``.
        text_scale: Percent.
        reduce_motion: Makes every change instant.
        always_show_focus: Shows the focus ring even while the pointer is used.
    """
    global _active
    _load_fonts()
    name = _resolve(theme)
    tokens = {"light": LIGHT, "dark": DARK, "contrast": CONTRAST}[name]
    _active = Looks(name, tokens, text_scale / 100, reduce_motion, always_show_focus)
    application.setStyle(QStyleFactory.create("Fusion"))
    application.setLayoutDirection(
        Qt.LayoutDirection.RightToLeft if is_right_to_left() else Qt.LayoutDirection.LeftToRight
    )
    application.setFont(_active.font("body"))
    application.setPalette(_palette(tokens))
    application.setStyleSheet(render(_active))
    return _active


def render(looks: Looks) -> str:
    """Fills the style sheet's template with one theme's colours and lengths."""
    template = (Path(__file__).parent / "trainer.qss").read_text("utf-8")
    for token, value in looks.tokens.as_mapping().items():
        template = template.replace("{{ " + token + " }}", value)
    for length in (4, 6, 8, 9, 10, 11, 12, 14, 16, 20, 36, 40, 44):
        template = template.replace("{{ px" + str(length) + " }}", f"{looks.gap(length)}px")
    return template


def _resolve(theme: str) -> str:
    if theme != "system":
        return theme
    hints = QGuiApplication.styleHints()
    return "dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"


def _load_fonts() -> None:
    global _fonts_loaded
    if _fonts_loaded:
        return
    for path in sorted(paths.fonts_folder().glob("*.ttf")):
        QFontDatabase.addApplicationFontFromData(path.read_bytes())
    _fonts_loaded = True


def _palette(tokens: Tokens) -> QPalette:
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: tokens.canvas,
        QPalette.ColorRole.WindowText: tokens.ink,
        QPalette.ColorRole.Base: tokens.surface,
        QPalette.ColorRole.AlternateBase: tokens.sunken,
        QPalette.ColorRole.Text: tokens.ink,
        QPalette.ColorRole.PlaceholderText: tokens.ink3,
        QPalette.ColorRole.Button: tokens.surface,
        QPalette.ColorRole.ButtonText: tokens.ink,
        QPalette.ColorRole.Highlight: tokens.laurel,
        QPalette.ColorRole.HighlightedText: tokens.onPrimary,
        QPalette.ColorRole.Link: tokens.laurelText,
        QPalette.ColorRole.LinkVisited: tokens.laurelText,
        QPalette.ColorRole.ToolTipBase: tokens.surface,
        QPalette.ColorRole.ToolTipText: tokens.ink,
        QPalette.ColorRole.BrightText: tokens.manzanita,
    }
    for role, colour in roles.items():
        palette.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText, QPalette.ColorRole.WindowText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens.ink3))
    return palette
