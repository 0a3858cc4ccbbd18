"""The steps of a lesson, one under the other: a filled tick, a ring with a dot, an open circle, and always the word."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from trainer.ui.theme import active
from trainer.ui.widgets.icons import pixmap

_WRAP = Qt.TextFlag.TextWordWrap.value | Qt.AlignmentFlag.AlignLeading.value


class StepRail(QWidget):
    """A column of steps.

    Signals:
        chosen: The index of the step that the person opened.
    """

    chosen = Signal(int)

    def __init__(self, name: str) -> None:
        """``name`` says to a screen reader what is listed."""
        super().__init__()
        self.setAccessibleName(name)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._rows: list[StepRow] = []

    def show_steps(self, steps: list[tuple[str, str, str, str]]) -> None:
        """Shows title, line below, mark (done, now or next) and spoken words of each step."""
        while len(self._rows) < len(steps):
            row = StepRow(len(self._rows))
            row.clicked.connect(lambda _on=False, index=row.index: self.chosen.emit(index))
            self._layout.addWidget(row)
            self._rows.append(row)
        while len(self._rows) > len(steps):
            row = self._rows.pop()
            self._layout.removeWidget(row)
            row.deleteLater()
        for row, (title, below, mark, spoken) in zip(self._rows, steps, strict=True):
            row.show_step(title, below, mark, spoken, is_last=row.index == len(steps) - 1)

    @property
    def rows(self) -> list["StepRow"]:
        """The steps as buttons."""
        return self._rows


class StepRow(QPushButton):
    """One step: press it to open it."""

    def __init__(self, index: int) -> None:
        """``index`` is its place."""
        super().__init__()
        self.index = index
        self._title = self._below = ""
        self._mark, self._is_last = "next", False
        self._shown: tuple[str, str, str, str, bool] | None = None
        self.setProperty("kind", "step")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_step(self, title: str, below: str, mark: str, spoken: str, *, is_last: bool) -> None:
        """Shows the step; one that is shown already is left alone."""
        shown = (title, below, mark, spoken, is_last)
        if shown == self._shown:
            return
        self._shown = shown
        self._title, self._below, self._mark, self._is_last = title, below, mark, is_last
        self.setAccessibleName(spoken)
        self.setMinimumHeight(self.heightForWidth(max(self.width(), active().px(178))))
        self.update()

    def hasHeightForWidth(self) -> bool:
        """Its words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height at which both lines are seen."""
        title, below = self._text_rects(width)
        return max(active().px(60), below.bottom() + active().gap(10))

    def sizeHint(self) -> QSize:
        """The rail's own width."""
        width = active().px(178)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """May become as narrow as a word."""
        return QSize(active().px(120), self.minimumHeight())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the line to the next step, the mark and the words."""
        looks = active()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(looks.colour("sunken"))
            painter.drawRoundedRect(QRectF(self.rect()), looks.gap(10), looks.gap(10))
        self._paint_line(painter)
        self._paint_mark(painter)
        title, below = self._text_rects(self.width())
        now, done = self._mark == "now", self._mark == "done"
        painter.setFont(looks.font("bar"))
        painter.setPen(looks.colour("laurelText" if now else "ink" if done else "ink2"))
        painter.drawText(self._mirrored(title), _WRAP, self._title)
        painter.setFont(looks.font("small"))
        painter.setPen(looks.colour("ink2"))
        painter.drawText(self._mirrored(below), _WRAP, self._below)

    def _paint_line(self, painter: QPainter) -> None:
        if self._is_last:
            return
        looks = active()
        done = self._mark == "done"
        painter.setPen(QPen(looks.colour("laurel" if done else "line"), 2.0 * looks.scale))
        centre = self._centre()
        painter.drawLine(
            QPointF(centre.x(), centre.y() + self._radius() + looks.gap(3)), QPointF(centre.x(), self.height())
        )

    def _paint_mark(self, painter: QPainter) -> None:
        looks = active()
        centre, radius = self._centre(), self._radius()
        if self._mark == "done":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(looks.colour("laurel"))
            painter.drawEllipse(centre, radius, radius)
            side = looks.px(16)
            corner = QPointF(centre.x() - side / 2, centre.y() - side / 2)
            painter.drawPixmap(corner, pixmap("check", "onPrimary", 16))
            return
        now = self._mark == "now"
        painter.setBrush(looks.colour("surface"))
        painter.setPen(QPen(looks.colour("laurel" if now else "line2"), (2.4 if now else 1.4) * looks.scale))
        painter.drawEllipse(centre, radius - 1, radius - 1)
        if now:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(looks.colour("laurel"))
            painter.drawEllipse(centre, radius * 0.42, radius * 0.42)

    def _centre(self) -> QPointF:
        across = active().gap(4) + self._radius()
        right = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        return QPointF(self.width() - across if right else across, active().gap(9) + self._radius())

    def _radius(self) -> float:
        return 12.0 * active().scale

    def _text_rects(self, width: int) -> tuple[QRect, QRect]:
        looks = active()
        left = looks.gap(4) + round(2 * self._radius()) + looks.gap(14)
        wide = max(1, width - left - looks.gap(2))
        first = QFontMetrics(looks.font("bar")).boundingRect(QRect(0, 0, wide, 10_000), _WRAP, self._title or " ")
        second = QFontMetrics(looks.font("small")).boundingRect(QRect(0, 0, wide, 10_000), _WRAP, self._below or " ")
        title = QRect(left, looks.gap(6), wide, first.height())
        return title, QRect(left, title.bottom() + 1, wide, second.height())

    def _mirrored(self, rect: QRect) -> QRect:
        if self.layoutDirection() == Qt.LayoutDirection.LeftToRight:
            return rect
        return QRect(self.width() - rect.right() - 1, rect.top(), rect.width(), rect.height())
