"""Icons drawn sharply in the colour of their text."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from trainer import paths
from trainer.ui.theme import active


def icon(name: str, token: str = "ink2", size: int = 20) -> QIcon:
    """Returns an icon with its disabled state; an unknown name gives an empty icon."""
    looks = active()
    made = QIcon(pixmap(name, token, size))
    made.addPixmap(_drawn(name, looks.tokens.ink3, looks.px(size), _ratio()), QIcon.Mode.Disabled)
    return made


def spaced_icon(name: str, token: str, size: int, *, after: bool) -> QIcon:
    """Returns an icon with air on the side of the text: Qt leaves only four pixels between the two."""
    looks = active()
    made = QIcon(_with_air(pixmap(name, token, size), after))
    made.addPixmap(_with_air(_drawn(name, looks.tokens.ink3, looks.px(size), _ratio()), after), QIcon.Mode.Disabled)
    return made


def air(size: int) -> int:
    """How much wider than its drawing a spaced icon is, in pixels."""
    return round(active().px(size) * 0.3)


def pixmap(name: str, token: str = "ink2", size: int = 20) -> QPixmap:
    """Draws an icon in a token's colour at a size that follows the text scale."""
    looks = active()
    return _drawn(name, getattr(looks.tokens, token), looks.px(size), _ratio())


def _with_air(drawing: QPixmap, after: bool) -> QPixmap:
    ratio = drawing.devicePixelRatio()
    extra = round(drawing.width() * 0.3)
    wide = QPixmap(drawing.width() + extra, drawing.height())
    wide.fill(Qt.GlobalColor.transparent)
    painter = QPainter(wide)
    painter.drawPixmap(
        QRectF(extra if after else 0, 0, drawing.width(), drawing.height()), drawing, QRectF(drawing.rect())
    )
    painter.end()
    wide.setDevicePixelRatio(ratio)
    return wide


def _ratio() -> float:
    screen = QGuiApplication.primaryScreen()
    return screen.devicePixelRatio() if screen else 1.0


@lru_cache(maxsize=512)
def _drawn(name: str, colour: str, pixels: int, ratio: float) -> QPixmap:
    image = QPixmap(round(pixels * ratio), round(pixels * ratio))
    image.fill(Qt.GlobalColor.transparent)
    path = paths.icons_folder() / f"{name}.svg"
    if path.is_file():
        renderer = QSvgRenderer(QByteArray(path.read_text("utf-8").replace("currentColor", colour).encode()))
        painter = QPainter(image)
        renderer.render(painter, QRectF(0, 0, image.width(), image.height()))
        painter.end()
    image.setDevicePixelRatio(ratio)
    return image
