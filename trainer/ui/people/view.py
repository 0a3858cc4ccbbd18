"""The screen that asks who is here."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from trainer.i18n import _
from trainer.ui.people.presenter import PersonCard
from trainer.ui.theme import active
from trainer.ui.widgets.buttons import Button
from trainer.ui.widgets.panels import Panel, column, ground, row, scrolling
from trainer.ui.widgets.text import Text


class PeopleWidget(QWidget):
    """Offers the profiles of this computer.

    Signals:
        chosen: The id of a profile.
        add_pressed: Someone new.
    """

    chosen = Signal(str)
    add_pressed = Signal()

    def __init__(self) -> None:
        """Starts empty."""
        super().__init__()
        self.setAccessibleName(_("Who is here?"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._list = column(spacing=10)
        self._error = Text("", "small_strong", "error")
        self._error.hide()
        add = Button(_("Someone new"), "secondary", "plus")
        add.clicked.connect(self.add_pressed)
        inside = column(
            Text(_("Who is here?"), "display"),
            Text(_("Each person's hours and answers are kept apart."), tone="secondary"),
            12,
            spacing=8,
        )
        inside.addLayout(self._list)
        inside.addWidget(self._error)
        inside.addSpacing(active().gap(12))
        inside.addLayout(row(add, None))
        holder = ground("clear", inside)
        holder.setMaximumWidth(active().px(560))
        page = QVBoxLayout()
        page.setContentsMargins(*[active().gap(48)] * 4)
        line = row(None, holder, None)
        line.setStretch(1, 100)
        page.addLayout(line)
        page.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolling(ground("canvas", page)))

    def show_people(self, cards: list[PersonCard]) -> None:
        """See :class:`PeopleView`."""
        for card in cards:
            panel = Panel(padding=14)
            go = Button(_("Open"), "secondary", "arrow-right", icon_after=True)
            go.setAccessibleName(_("Open the profile of %(name)s") % {"name": card.name})
            go.clicked.connect(lambda _checked=False, person=card.id: self.chosen.emit(person))
            words = ground(
                "clear", column(Text(card.name, "heading"), Text(card.line, "small", "secondary"), spacing=2)
            )
            panel.column.addLayout(row(words, None, go))
            self._list.addWidget(panel)

    def ask_pin(self, name: str, error: str) -> str | None:
        """See :class:`PeopleView`."""
        # Imported when a lock is opened: this is the first screen, and it must not wait for a dialog.
        from trainer.ui.widgets.dialogs import AskLine

        return AskLine.ask(self, name, _("PIN"), secret=True, error=error)

    def show_error(self, message: str) -> None:
        """See :class:`PeopleView`."""
        self._error.setText(message)
        self._error.show()
