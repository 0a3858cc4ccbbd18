"""The end of a lesson on the screen: what is open, what is worth another look, where the minutes went."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from trainer.i18n import _
from trainer.ui.lesson.pages import EndPage, Link
from trainer.ui.lesson.spoken_place import Marked
from trainer.ui.theme import active
from trainer.ui.widgets.buttons import Button
from trainer.ui.widgets.flow_row import FlowRow
from trainer.ui.widgets.page import clear_layout
from trainer.ui.widgets.panels import Panel
from trainer.ui.widgets.text import Text


class EndWidget(QWidget):
    """Shows the end.

    Signals:
        step_opened: A step or passage by its id.
        lesson_opened: The next lesson by its id.
        course_pressed: Back to the course.
    """

    step_opened = Signal(str)
    lesson_opened = Signal(str)
    course_pressed = Signal()

    def __init__(self) -> None:
        """Starts empty."""
        super().__init__()
        looks = active()
        self.title = Text("", "title")
        self._text = Text("", tone="secondary")
        self._open, self._look = _Links(_("Still open")), _Links(_("Worth another look"))
        for links in (self._open, self._look):
            links.opened.connect(self.step_opened)
        self._minutes, self._table = Panel("card", spacing=10), QGridLayout()
        self._table.setHorizontalSpacing(looks.gap(20))
        self._table.setVerticalSpacing(looks.gap(6))
        self._table.setColumnStretch(0, 1)
        self._note = Text("", "small", "secondary")
        self._minutes.column.addWidget(Text(_("Where the minutes went"), "heading"))
        self._minutes.column.addLayout(self._table)
        self._minutes.column.addWidget(self._note)
        self._next_id = ""
        self._next = Button("", "primary", "arrow-right", icon_after=True)
        self._next.clicked.connect(lambda: self.lesson_opened.emit(self._next_id))
        self._tools = QWidget()
        self._tools.setLayout(FlowRow(self._next))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(looks.gap(14))
        for part in (self.title, self._text, self._open, self._look, self._minutes, self._tools):
            layout.addWidget(part)
        layout.addStretch(1)

    def part(self, name: str) -> Marked | None:
        """See :class:`trainer.ui.lesson.spoken_place.PageWithParts`."""
        parts: dict[str, Marked] = {"title": self.title, "text": self._text}
        return parts.get(name)

    def show_page(self, page: EndPage) -> None:
        """Shows the end."""
        self.title.setText(page.title)
        self._text.setText(page.text)
        self._open.show_links(page.open_steps)
        self._look.show_links(page.another_look)
        clear_layout(self._table)
        for line, (what, how_long) in enumerate(page.minutes):
            role = "strong" if line < 2 else "body"
            self._table.addWidget(Text(what, role, "" if line < 2 else "secondary"), line, 0)
            amount = Text(how_long, role, wrap=False, tabular=True)
            self._table.addWidget(amount, line, 1, Qt.AlignmentFlag.AlignTrailing)
        self._note.setText(page.time_note)
        following = page.next_lesson
        self._next_id = following.id if following else ""
        self._next.set_text(_("Next lesson: %(title)s") % {"title": following.label} if following else "")
        self._tools.setVisible(following is not None)


class _Links(Panel):
    """A heading and a few links; hidden while there are none."""

    opened = Signal(str)

    def __init__(self, heading: str) -> None:
        super().__init__("quiet", padding=16, spacing=6)
        self._list = QVBoxLayout()
        self.column.addWidget(Text(heading, "strong"))
        self.column.addLayout(self._list)
        self.hide()

    def show_links(self, links: Sequence[Link]) -> None:
        clear_layout(self._list)
        for link in links:
            button = Button(link.label, "link", "book-open")
            button.clicked.connect(lambda _on=False, id_=link.id: self.opened.emit(id_))
            holder = QWidget()
            holder.setLayout(FlowRow(button))
            self._list.addWidget(holder)
        self.setVisible(bool(links))
