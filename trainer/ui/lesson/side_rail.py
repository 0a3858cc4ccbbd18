"""The rail of a lesson: steps and credited time; and the strip that replaces it where it is narrow."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from trainer.i18n import _
from trainer.ui.lesson.pages import CreditLine, RailStep
from trainer.ui.theme import active
from trainer.ui.widgets.buttons import Button, literal
from trainer.ui.widgets.hours import HourBar
from trainer.ui.widgets.icons import pixmap
from trainer.ui.widgets.panels import ground, scrolling
from trainer.ui.widgets.step_rail import StepRail
from trainer.ui.widgets.text import Text

RAIL_WIDTH = 222


class SideRail(QWidget):
    """The steps, and the credited time at the foot.

    Signals:
        chosen: The index of a step.
    """

    chosen = Signal(int)

    def __init__(self) -> None:
        """Starts empty."""
        super().__init__()
        self.setProperty("ground", "rail")
        self.setObjectName("region")
        self.setAccessibleName(_("Steps in this lesson"))
        looks = active()
        self.setFixedWidth(looks.px(RAIL_WIDTH))
        self._steps = StepRail(_("Steps in this lesson"))
        self._steps.chosen.connect(self.chosen)
        self.credit = CreditText()
        self._bar = HourBar("heat2", 5)
        inside = ground("side")
        column = QVBoxLayout(inside)
        column.setContentsMargins(looks.gap(20), looks.gap(24), looks.gap(14), looks.gap(8))
        column.setSpacing(looks.gap(12))
        column.addWidget(Text(_("Steps in this lesson"), "small", "secondary"))
        column.addWidget(self._steps)
        column.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 1, looks.gap(22))
        layout.setSpacing(looks.gap(8))
        layout.addWidget(scrolling(inside), 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(looks.gap(22), 0, looks.gap(22), 0)
        foot.setSpacing(looks.gap(8))
        foot.addWidget(self.credit)
        foot.addWidget(self._bar)
        layout.addLayout(foot)

    def show_steps(self, steps: tuple[RailStep, ...]) -> None:
        """Shows the steps."""
        self._steps.show_steps([(step.title, step.below, step.mark.value, step.spoken) for step in steps])

    def show_credit(self, credit: CreditLine) -> None:
        """Shows the credited time."""
        self.credit.show_credit(credit)
        self._bar.show_share(credit.share, credit.spoken)


class StepStrip(QWidget):
    """One line in place of the rail: which step of how many, and the credited time.

    Signals:
        chosen: The index of a step.
    """

    chosen = Signal(int)

    def __init__(self) -> None:
        """Starts empty."""
        super().__init__()
        self.setProperty("ground", "bar")
        self.setObjectName("region")
        self.setAccessibleName(_("Steps in this lesson"))
        self._button = Button("", "quiet", "chevron-down", icon_after=True)
        self._menu = QMenu(self._button)
        self._button.setMenu(self._menu)
        self._steps: tuple[RailStep, ...] = ()
        self._menu.aboutToShow.connect(self._fill_menu)
        self.credit = CreditText(wrap=False)
        layout = QHBoxLayout(self)
        edge = active().gap(24)
        layout.setContentsMargins(edge, active().gap(4), edge, active().gap(4))
        layout.addWidget(self._button)
        layout.addStretch(1)
        layout.addWidget(self.credit)

    def show_steps(self, steps: tuple[RailStep, ...], current: int) -> None:
        """Shows the open step; the menu holds them all."""
        words = {"n": current + 1, "count": len(steps), "step": steps[current].title}
        self._button.set_text(_("Step %(n)s of %(count)s: %(step)s") % words)
        self._steps = steps

    def _fill_menu(self) -> None:
        self._menu.clear()
        for index, step in enumerate(self._steps):
            label = _("%(step)s, %(state)s") % {"step": step.title, "state": step.below.lower()}
            self._menu.addAction(literal(label)).triggered.connect(
                lambda _on=False, index=index: self.chosen.emit(index)
            )


class CreditText(QWidget):
    """One quiet line that never ticks or blinks."""

    def __init__(self, *, wrap: bool = True) -> None:
        """Starts empty."""
        super().__init__()
        self._line = Text("", "small", "secondary", wrap=wrap)
        sign = Text(wrap=False)
        sign.setPixmap(pixmap("clock", "ink2", 18))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(active().gap(8))
        layout.addWidget(sign)
        layout.addWidget(self._line, 1)

    def show_credit(self, credit: CreditLine) -> None:
        """Shows the words; a screen reader hears them in full."""
        self._line.setText(credit.text)
        self._line.setAccessibleName(credit.spoken)

    def minimumSizeHint(self) -> QSize:
        """In the rail it may take two lines."""
        wide = 0 if self._line.wordWrap() else super().minimumSizeHint().width()
        return QSize(max(wide, active().px(120)), super().minimumSizeHint().height())
