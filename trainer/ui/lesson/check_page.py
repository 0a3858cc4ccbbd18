"""A question of the check on the screen: its choices, and after the answer the reasons."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from trainer.i18n import _
from trainer.ui.lesson.pages import CheckPage
from trainer.ui.lesson.spoken_place import Marked, numbered
from trainer.ui.theme import active
from trainer.ui.widgets.buttons import Button
from trainer.ui.widgets.flow_row import FlowRow
from trainer.ui.widgets.icons import pixmap
from trainer.ui.widgets.option_list import OptionList
from trainer.ui.widgets.page import clear_layout
from trainer.ui.widgets.panels import Panel, row
from trainer.ui.widgets.text import Text


class CheckWidget(QWidget):
    """Shows a question.

    Signals:
        chosen: An answer by its place.
        answer_pressed: The chosen answer is to be checked.
        go_on_pressed: To the next question.
        again_pressed: Another try.
        passage_pressed: The passage that the question is about.
    """

    chosen = Signal(int)
    answer_pressed = Signal()
    go_on_pressed = Signal()
    again_pressed = Signal()
    passage_pressed = Signal()

    def __init__(self) -> None:
        """Starts empty."""
        super().__init__()
        looks = active()
        self.title = Text("", "small_strong", "secondary")
        self._stem = Text("", "stem")
        self.options = OptionList(_("Answers"))
        self.options.chosen.connect(self.chosen)
        self._hint = Text(_("Choose an answer first. There is no grade, and you can try again."), "small", "secondary")
        self._answer, self._go_on = Button("", "primary"), Button("", "primary", "arrow-right", icon_after=True)
        self._again = Button("", "secondary", "history")
        self._reasons = ReasonsPanel()
        self._reasons.passage.clicked.connect(lambda: self.passage_pressed.emit())
        self._answer.clicked.connect(lambda: self.answer_pressed.emit())
        self._go_on.clicked.connect(lambda: self.go_on_pressed.emit())
        self._again.clicked.connect(lambda: self.again_pressed.emit())
        self._tools = QWidget()
        self._tools.setLayout(FlowRow(self._answer, self._go_on, self._again))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(looks.gap(12))
        for part in (self.title, self._stem, self.options, self._reasons, self._tools, self._hint):
            layout.addWidget(part)
        layout.addStretch(1)

    def part(self, name: str) -> Marked | None:
        """See :class:`trainer.ui.lesson.spoken_place.PageWithParts`."""
        if name.startswith("option."):
            return numbered(self.options.cards, name)
        return {"title": self.title, "stem": self._stem}.get(name) or self._reasons.part(name)

    def show_page(self, page: CheckPage) -> None:
        """Shows a question."""
        self.title.setText(page.count)
        self._stem.setText(page.stem)
        self.options.show_options([(o.key, o.text, o.tone, o.remark) for o in page.options])
        self._reasons.show_reasons(page)
        for button, label in ((self._answer, page.answer), (self._go_on, page.go_on), (self._again, page.again)):
            button.set_text(label)
            button.setVisible(bool(label))
        self._answer.setEnabled(page.may_answer)
        self._hint.setVisible(bool(page.answer))
        self._tools.setVisible(bool(page.answer or page.go_on or page.again))

    def press_primary(self) -> None:
        """Enter checks the answer, or goes on."""
        if self._answer.isVisible() and self._answer.isEnabled():
            self.answer_pressed.emit()
        elif self._go_on.isVisible():
            self.go_on_pressed.emit()

    @property
    def end_of_feedback(self) -> QWidget:
        """What should be seen once an answer has been checked."""
        return self._tools if self._tools.isVisible() else self._reasons


class ReasonsPanel(Panel):
    """Why an answer fits, or what else might."""

    def __init__(self) -> None:
        """Starts hidden."""
        super().__init__("soft", padding=18, spacing=8)
        self._sign, self._heading = Text(wrap=False), Text("", "heading", "done")
        head = row(self._sign, spacing=10)
        head.addWidget(self._heading, 1)
        self._reasons = QVBoxLayout()
        self._reasons.setSpacing(active().gap(4))
        self._titles: list[Text] = []
        self._texts: list[Text] = []
        self.passage = Button("", "link", "book-open")
        self._tools = QWidget()
        self._tools.setLayout(FlowRow(self.passage))
        self.column.addLayout(head)
        self.column.addLayout(self._reasons)
        self.column.addWidget(self._tools)
        self.hide()

    def part(self, name: str) -> Marked | None:
        """Returns the heading, or the title or text of a reason."""
        kind = name.partition(".")[0]
        lines = self._titles if kind == "heading" else self._texts
        return self._heading if name == "reasons_heading" else numbered(lines, name)

    def show_reasons(self, page: CheckPage) -> None:
        """Shows the reasons; before the answer the panel is hidden."""
        self._sign.setPixmap(pixmap("circle-check" if page.fits else "book-open", "laurelText", 22))
        self._heading.setText(page.heading)
        self._show_explanations(page.explanations)
        self.passage.set_text(page.passage)
        self._tools.setVisible(bool(page.passage))
        self.setVisible(bool(page.heading))

    def _show_explanations(self, explanations: Sequence[tuple[str, str]]) -> None:
        clear_layout(self._reasons)
        self._titles = [Text(title, "small_strong", "secondary") for title, _text in explanations]
        self._texts = [Text(text) for _title, text in explanations]
        for title, text in zip(self._titles, self._texts, strict=True):
            self._reasons.addWidget(title)
            self._reasons.addWidget(text)
            self._reasons.addSpacing(active().gap(4))
