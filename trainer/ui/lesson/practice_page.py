"""A practice on the screen: the work, blanks to write in, a model answer to compare with."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from trainer.i18n import _
from trainer.ui.lesson.pages import FilledField, PracticePage
from trainer.ui.lesson.practice import ANSWER_HEADING, TICKS_HEADING
from trainer.ui.lesson.spoken_place import Marked, numbered
from trainer.ui.theme import active
from trainer.ui.widgets.buttons import Button
from trainer.ui.widgets.choices import TickLine
from trainer.ui.widgets.flow_row import FlowRow
from trainer.ui.widgets.icons import pixmap
from trainer.ui.widgets.page import clear_layout
from trainer.ui.widgets.panels import Panel, row
from trainer.ui.widgets.reading import ReadingView
from trainer.ui.widgets.text import Text
from trainer.ui.widgets.writing import WritingField


class PracticeWidget(QWidget):
    """Shows a practice.

    Signals:
        wrote: A blank's id and its text.
        answer_asked: The model answer is wanted.
        ticked: A line of the self-check, and whether it is ticked.
    """

    wrote = Signal(str, str)
    answer_asked = Signal()
    ticked = Signal(int, bool)

    def __init__(self) -> None:
        """Starts empty."""
        super().__init__()
        looks = active()
        self._shown_id = ""
        self._counted: dict[str, list[Text]] = {"item": [], "field": [], "tick": []}
        self.title = Text("", "title")
        self._instructions = ReadingView("body", name=_("What to do"))
        self._items, self._fields, self._ticks = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        self._items_panel = Panel("quiet", padding=16)
        self._items.setSpacing(looks.gap(6))
        self._items_panel.column.addLayout(self._items)
        self._ticks.setSpacing(0)
        self._fields.setSpacing(looks.gap(14))
        self._privacy = Text("", "small", "secondary")
        self._ask = Button(_("Compare with a model answer"), "primary")
        self._ask.clicked.connect(lambda: self.answer_asked.emit())
        self._hint = Text(_("Writing first helps it stay. You can look whenever you like."), "small", "secondary")
        self._tools = QWidget()
        self._tools.setLayout(FlowRow(self._ask))
        self.answer = Panel("soft", padding=20, spacing=10)
        self._model = ReadingView("body", name=_("A model answer"))
        self._answer_heading = Text(_(ANSWER_HEADING), "heading", "done")
        self._ticks_heading = Text(_(TICKS_HEADING), "strong")
        self.answer.column.addWidget(self._answer_heading)
        self.answer.column.addWidget(self._model)
        self.answer.column.addWidget(self._ticks_heading)
        self.answer.column.addLayout(self._ticks)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(looks.gap(14))
        above: list[QWidget] = [self.title, self._instructions, self._items_panel]
        for part in above:
            layout.addWidget(part)
        layout.addLayout(self._fields)
        layout.addWidget(private_line(self._privacy))
        below: list[QWidget] = [self._tools, self._hint, self.answer]
        for part in below:
            layout.addWidget(part)
        layout.addStretch(1)

    def part(self, name: str) -> Marked | None:
        """See :class:`trainer.ui.lesson.spoken_place.PageWithParts`."""
        kind = name.partition(".")[0]
        if kind in self._counted:
            return numbered(self._counted[kind], name)
        parts: dict[str, Marked] = {
            "title": self.title,
            "instructions": self._instructions,
            "answer_heading": self._answer_heading,
            "answer": self._model,
            "ticks_heading": self._ticks_heading,
        }
        return parts.get(name)

    def show_page(self, page: PracticePage) -> None:
        """Shows a practice; what is being typed is left alone."""
        if page.id != self._shown_id:
            self._shown_id = page.id
            self.title.setText(page.title)
            self._instructions.show_html(page.instructions_html)
            self._privacy.setText(page.privacy)
            self._show_items(page.items)
            self._show_fields(page.fields)
        revealed = bool(page.model_answer_html)
        self._model.show_html(page.model_answer_html)
        self._show_ticks(page.ticks)
        self.answer.setVisible(revealed)
        self._tools.setVisible(not revealed)
        self._hint.setVisible(not revealed)

    def _show_items(self, items: Sequence[str]) -> None:
        clear_layout(self._items)
        self._counted["item"] = [Text(item) for item in items]
        for line in self._counted["item"]:
            self._items.addWidget(line)
        self._items_panel.setVisible(bool(items))

    def _show_fields(self, fields: Sequence[FilledField]) -> None:
        clear_layout(self._fields)
        self._counted["field"] = []
        for filled in fields:
            field = WritingField(filled.field.label, filled.field.lines)
            field.show_text(filled.text)
            field.edited.connect(lambda text, field_id=filled.field.id: self.wrote.emit(field_id, text))
            self._fields.addWidget(field)
            self._counted["field"].append(field.label)

    def _show_ticks(self, ticks: Sequence[tuple[str, bool]]) -> None:
        if self._ticks.count() != len(ticks):
            clear_layout(self._ticks)
            self._counted["tick"] = []
            for index, (line, _on) in enumerate(ticks):
                made = TickLine(line)
                made.ticked.connect(lambda on, index=index: self.ticked.emit(index, on))
                self._ticks.addWidget(made)
                self._counted["tick"].append(made.words)
        for index, (_line, on) in enumerate(ticks):
            item = self._ticks.itemAt(index)
            widget = item.widget() if item is not None else None
            if isinstance(widget, TickLine):
                widget.show_state(on)


def private_line(words: Text) -> QWidget:
    """Puts a lock beside the words that say where a text stays."""
    sign = Text(wrap=False)
    sign.setPixmap(pixmap("lock", "ink2", 16))
    line = QWidget()
    inside = row(sign, spacing=8)
    inside.addWidget(words, 1)
    line.setLayout(inside)
    return line
