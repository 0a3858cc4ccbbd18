"""Ways to choose: a tick with words that wrap, and a row of buttons of which one is on."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QHBoxLayout, QSizePolicy, QWidget

from trainer.ui.theme import active
from trainer.ui.widgets.buttons import Button
from trainer.ui.widgets.flow_row import FlowRow
from trainer.ui.widgets.icons import pixmap
from trainer.ui.widgets.page import clear_layout
from trainer.ui.widgets.text import Text


class Tick(QCheckBox):
    """A box to tick that follows the text scale; an icon, and never only a colour, says that it is ticked."""

    def __init__(self, name: str) -> None:
        """``name`` is for screen readers; the words stand beside the box."""
        super().__init__()
        self._side = active().px(22)
        self.setAccessibleName(name)
        self.setFixedSize(self._side, self._side)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def hitButton(self, position: QPoint) -> bool:
        """Takes a click anywhere on the box."""
        return self.rect().contains(position)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the box, and the tick in it."""
        looks = active()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        filled = self.isChecked() and self.isEnabled()
        edge = QPen(looks.colour("laurel" if filled else "line2"), 1.5 * looks.scale)
        if not self.isEnabled():
            edge.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(edge)
        painter.setBrush(looks.colour("laurel" if filled else "surface"))
        inset = looks.scale
        radius = looks.px(5)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), radius, radius)
        if self.isChecked():
            side = looks.px(16)
            corner = (self.width() - side) // 2
            painter.drawPixmap(corner, corner, pixmap("check", "onPrimary" if filled else "ink3", 16))


class TickLine(QWidget):
    """A box to tick, its words, and a remark at the end; Qt's own check box cannot wrap its words.

    Signals:
        ticked: The person ticked or cleared the box.
    """

    ticked = Signal(bool)

    def __init__(self, text: str, remark: str = "", spoken_remark: str = "", parent: QWidget | None = None) -> None:
        """A click on the words counts as one on the box."""
        super().__init__(parent)
        self.box = Tick(text)
        self.box.setAccessibleDescription(spoken_remark or remark)
        self.box.clicked.connect(self.ticked)
        self.words = Text(text)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, active().gap(4), 0, active().gap(4))
        layout.setSpacing(active().gap(10))
        layout.addWidget(self.box)
        layout.addWidget(self.words, 1)
        if remark:
            layout.addWidget(Text(remark, "small", "secondary", wrap=False, tabular=True))
        self.setMinimumHeight(active().px(36))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def show_state(self, ticked: bool, available: bool = True) -> None:
        """Ticks or clears the box without telling anybody."""
        self.box.setChecked(ticked)
        self.box.setEnabled(available)
        self.words.set_tone("" if available else "faint")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Lets the words be clicked."""
        if self.box.isEnabled() and self.rect().contains(event.position().toPoint()):
            self.box.click()


class Segments(QWidget):
    """A few buttons of which one is on; the arrow keys move between them.

    Signals:
        chosen: The index of the button that the person pressed.
    """

    chosen = Signal(int)

    def __init__(self, name: str, labels: Sequence[str] = ()) -> None:
        """``name`` says to a screen reader what is chosen here."""
        super().__init__()
        self.setAccessibleName(name)
        self._layout = FlowRow(spacing=6)
        self.setLayout(self._layout)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._group.idClicked.connect(self.chosen)
        self._buttons: list[Button] = []
        self.show_labels([(label, label) for label in labels])

    def show_labels(self, labels: Sequence[tuple[str, str]]) -> None:
        """Replaces the buttons; each has its label and the words for a screen reader."""
        if [button.text() for button in self._buttons] == [label for label, _ in labels]:
            return
        for button in self._buttons:
            self._group.removeButton(button)
        clear_layout(self._layout)
        self._buttons = []
        for index, (label, spoken) in enumerate(labels):
            button = Button(label, "segment")
            button.setCheckable(True)
            button.setAccessibleName(spoken)
            button.setMinimumHeight(active().px(40))
            self._group.addButton(button, index)
            self._layout.addWidget(button)
            self._buttons.append(button)

    def show_chosen(self, index: int) -> None:
        """Turns one button on without telling anybody."""
        if 0 <= index < len(self._buttons):
            self._buttons[index].setChecked(True)

    def focus_chosen(self) -> None:
        """Puts the focus on the button that is on."""
        for button in self._buttons:
            if button.isChecked():
                button.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Moves with the arrow keys."""
        steps = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}
        step = steps.get(Qt.Key(event.key()), 0)
        here = next((i for i, button in enumerate(self._buttons) if button.hasFocus()), -1)
        if not step or here < 0:
            super().keyPressEvent(event)
            return
        target = self._buttons[(here + step) % len(self._buttons)]
        target.setFocus(Qt.FocusReason.TabFocusReason)
        target.click()
