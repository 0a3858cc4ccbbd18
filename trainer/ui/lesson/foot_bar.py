"""The foot of a lesson: read aloud, where one is, Back and Next; and the quiet question whether one still reads."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from trainer.i18n import _
from trainer.ui.lesson.pages import Foot
from trainer.ui.shortcuts import sequence
from trainer.ui.theme import active
from trainer.ui.widgets.announcer import Announcer
from trainer.ui.widgets.buttons import Button
from trainer.ui.widgets.text import Text


class FootBar(QWidget):
    """Three buttons and a line.

    Signals:
        read_aloud_pressed: To read aloud, or to stop.
        back_pressed: To the page before.
        next_pressed: To the next page.
    """

    read_aloud_pressed = Signal()
    back_pressed = Signal()
    next_pressed = Signal()

    def __init__(self) -> None:
        """Starts empty."""
        super().__init__()
        self.setProperty("ground", "foot")
        self.setObjectName("region")
        self.setAccessibleName(_("Read aloud, back and next"))
        self._foot: Foot | None = None
        self._narrow = False
        self._line, self._notice = Text("", "small", "secondary"), Announcer("small_strong", "done")
        self._reading_on = Text(_("Reading on. Any key keeps your time going."), "small_strong", "done")
        self._reading_on.hide()
        self._is_reading = False
        self._aloud = Button("", "secondary", "volume-2")
        self._aloud.clicked.connect(lambda: self.read_aloud_pressed.emit())
        self._back = Button(_("Back"))
        self._next = Button("", "primary", "arrow-right", icon_after=True)
        self._plain = Button("", "secondary", "arrow-right", icon_after=True)
        for button in (self._aloud, self._back, self._next, self._plain):
            button.setMinimumHeight(active().px(44))
            button.hide()
        self._back.clicked.connect(lambda: self.back_pressed.emit())
        self._next.clicked.connect(lambda: self.next_pressed.emit())
        self._plain.clicked.connect(lambda: self.next_pressed.emit())
        layout = QHBoxLayout(self)
        edge = active().gap(24)
        layout.setContentsMargins(edge, active().gap(8), edge, active().gap(8))
        layout.setSpacing(active().gap(10))
        layout.addWidget(self._aloud)
        layout.addWidget(self._line, 1)
        layout.addWidget(self._notice, 1)
        layout.addWidget(self._reading_on, 1)
        for button in (self._back, self._next, self._plain):
            layout.addWidget(button)
        self.setMinimumHeight(active().gap(66))

    def show_foot(self, foot: Foot) -> None:
        """Shows the line and the buttons; what is shown already is left alone."""
        if foot == self._foot:
            return
        self._foot = foot
        self._line.setText(foot.line)
        label = foot.next_short if self._narrow else foot.next
        focused = self._next.hasFocus() or self._plain.hasFocus()
        shown, hidden = (self._next, self._plain) if foot.next_is_primary else (self._plain, self._next)
        shown.set_text(label)
        shown.setAccessibleName(foot.next)
        shown.setVisible(bool(label))
        if focused:
            shown.setFocus()
        hidden.hide()
        self._back.setVisible(bool(foot.back))

    def show_read_aloud(self, is_reading: bool) -> None:
        """Shows what the button does now; where it is narrow, in one short word."""
        self._is_reading = is_reading
        words = _("Stop reading") if is_reading else _("Read aloud")
        short = _("Stop") if is_reading else _("Listen")
        self._aloud.set_text(short if self._narrow else words)
        self._aloud.setAccessibleName(words)
        self._aloud.setToolTip(_("%(what)s (%(key)s)") % {"what": words, "key": sequence("read_aloud").toString()})
        self._aloud.show()

    def show_notice(self, shown: bool) -> None:
        """Asks quietly whether the learner still reads; any key answers."""
        self._notice.announce(_("Still reading? Any key keeps your time going.") if shown else "")
        self._line.setVisible(not shown)

    def show_reading_on(self, shown: bool) -> None:
        """Shows that a key is wanted while read-aloud goes on; no screen reader speaks it into the voice."""
        self._reading_on.setVisible(shown)
        self._line.setVisible(not shown)

    def fit(self, *, narrow: bool) -> None:
        """Shortens the words on the buttons where it is narrow."""
        if narrow != self._narrow:
            self._narrow = narrow
            foot, self._foot = self._foot, None
            if foot is not None:
                self.show_read_aloud(self._is_reading)
                self.show_foot(foot)
