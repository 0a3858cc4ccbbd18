"""A scenario on the screen: scene, spoken line, cards to choose from, and what each response does."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from trainer.i18n import _
from trainer.ui.lesson.pages import ScenarioPage
from trainer.ui.lesson.spoken_place import Marked, numbered
from trainer.ui.theme import active
from trainer.ui.widgets.buttons import Button
from trainer.ui.widgets.flow_row import FlowRow
from trainer.ui.widgets.icons import pixmap
from trainer.ui.widgets.option_list import OptionList
from trainer.ui.widgets.panels import Panel, row
from trainer.ui.widgets.reading import ReadingView
from trainer.ui.widgets.text import Text


class ScenarioWidget(QWidget):
    """Shows a turn.

    Signals:
        chosen: An option by its place.
        go_on_pressed: To the next turn.
        again_pressed: Another response, or the scene anew.
        back_pressed: To the turn before.
    """

    chosen = Signal(int)
    go_on_pressed = Signal()
    again_pressed = Signal()
    back_pressed = Signal()

    def __init__(self) -> None:
        """Starts empty."""
        super().__init__()
        looks = active()
        self.title = Text("", "title")
        self._opening = ReadingView("body", name=_("Where the scene begins"))
        self._situation = ReadingView("body", name=_("What you see now"))
        self._closing = ReadingView("body", name=_("How the scene ends"))
        self._spoken = SpokenLine()
        self._question = Text("", "strong")
        self._parts: dict[str, Marked] = {
            "title": self.title,
            "opening": self._opening,
            "situation": self._situation,
            "line": self._spoken.line,
            "question": self._question,
            "closing": self._closing,
        }
        self.options = OptionList(_("What you might say"))
        self.options.chosen.connect(self.chosen)
        self._feedback = FeedbackPanel()
        self._go_on = Button("", "primary", "arrow-right", icon_after=True)
        self._again, self._back = Button("", "secondary", "history"), Button("", "quiet", "arrow-left")
        self._go_on.clicked.connect(lambda: self.go_on_pressed.emit())
        self._again.clicked.connect(lambda: self.again_pressed.emit())
        self._back.clicked.connect(lambda: self.back_pressed.emit())
        self._tools = QWidget()
        self._tools.setLayout(FlowRow(self._go_on, self._again, self._back))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(looks.gap(14))
        above: list[QWidget] = [self.title, self._opening, self._situation, self._spoken, self._question]
        for part in [*above, self.options, self._closing, self._feedback, self._tools]:
            layout.addWidget(part)
        layout.addStretch(1)

    def part(self, name: str) -> Marked | None:
        """See :class:`trainer.ui.lesson.spoken_place.PageWithParts`."""
        counted: dict[str, Sequence[Marked]] = {
            "option": self.options.cards,
            "heading": self._feedback.headings,
            "feedback": self._feedback.texts,
        }
        return numbered(counted.get(name.partition(".")[0], ()), name) or self._parts.get(name)

    def show_page(self, page: ScenarioPage) -> None:
        """Shows a turn, or the end."""
        self.title.setText(page.title)
        for view, markup in (
            (self._opening, page.opening_html),
            (self._situation, page.situation_html),
            (self._closing, page.closing_html),
        ):
            view.show_html(markup)
            view.setVisible(bool(markup))
        self._spoken.show_line(page.speaker, page.line)
        self._question.setText(page.question)
        self._question.setVisible(bool(page.question))
        self.options.show_options([(o.key, o.text, o.tone, o.remark) for o in page.options])
        self._feedback.show_feedback([(part.heading, part.html) for part in page.feedback])
        for button, label in ((self._go_on, page.go_on), (self._again, page.again), (self._back, page.back)):
            button.set_text(label)
            button.setVisible(bool(label))
        self._tools.setVisible(bool(page.go_on or page.again or page.back))

    def press_primary(self) -> None:
        """Enter goes on."""
        if self._go_on.isVisible():
            self.go_on_pressed.emit()

    @property
    def end_of_feedback(self) -> QWidget:
        """What should be seen once a response has been chosen."""
        return self._tools


class SpokenLine(Panel):
    """What somebody says, in another voice than the story."""

    def __init__(self) -> None:
        """Starts hidden."""
        super().__init__("quiet", padding=16, spacing=4)
        self._speaker, self.line = Text("", "small_strong", "secondary"), Text("", "spoken")
        self.column.addWidget(self._speaker)
        self.column.addWidget(self.line)
        self.hide()

    def show_line(self, speaker: str, line: str) -> None:
        """Shows the line; an empty one hides the panel."""
        self._speaker.setText(speaker)
        self._speaker.setVisible(bool(speaker))
        self.line.setText(line)
        self.setVisible(bool(line))


class FeedbackPanel(Panel):
    """What happens, and what the response does."""

    def __init__(self) -> None:
        """Starts hidden."""
        super().__init__("soft", padding=18, spacing=8)
        self._parts: list[tuple[Text, ReadingView, QWidget]] = []
        for name in ("play", "heart-handshake"):
            sign = Text(wrap=False)
            sign.setPixmap(pixmap(name, "laurelText", 20))
            heading, line = Text("", "strong", "done"), QWidget()
            view = ReadingView("body", name=_("About this response"))
            inside = row(sign, spacing=10)
            inside.addWidget(heading, 1)
            line.setLayout(inside)
            self.column.addWidget(line)
            self.column.addWidget(view)
            self._parts.append((heading, view, line))
        self.hide()

    @property
    def headings(self) -> list[Text]:
        """The headings, in order."""
        return [heading for heading, _view, _line in self._parts]

    @property
    def texts(self) -> list[ReadingView]:
        """The passages below them."""
        return [view for _heading, view, _line in self._parts]

    def show_feedback(self, parts: list[tuple[str, str]]) -> None:
        """Shows headings with their passages; none hides the panel."""
        for index, (heading, view, line) in enumerate(self._parts):
            words, markup = parts[index] if index < len(parts) else ("", "")
            heading.setText(words)
            view.show_html(markup)
            view.setVisible(bool(markup))
            line.setVisible(bool(words))
        self.setVisible(bool(parts))
