"""A part of the reading on the screen: content note, title, text."""

from PySide6.QtCore import QRect, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from trainer.i18n import _
from trainer.ui.lesson.pages import ReadingPage
from trainer.ui.lesson.spoken_place import Marked
from trainer.ui.theme import active
from trainer.ui.widgets.buttons import Button
from trainer.ui.widgets.flow_row import FlowRow
from trainer.ui.widgets.icons import pixmap
from trainer.ui.widgets.panels import Panel, row
from trainer.ui.widgets.reading import FigureSource, ReadingView
from trainer.ui.widgets.text import Text


class ReadingWidget(QWidget):
    """Shows a part.

    Signals:
        term_asked: A word was opened.
        source_asked: A citation was opened.
        switch_pressed: The other passage is wanted.
        link_reached: The keyboard reached a link.
    """

    term_asked = Signal(str)
    source_asked = Signal(str)
    switch_pressed = Signal()
    link_reached = Signal(QRect)

    def __init__(self) -> None:
        """Starts empty."""
        super().__init__()
        looks = active()
        self._kicker, self.title = Text("", "small_strong", "secondary"), Text("", "title")
        self._note = ContentNote()
        self._switch = Button("", "secondary", "refresh-cw", role="bar")
        self._switch.clicked.connect(lambda: self.switch_pressed.emit())
        self._tools = QWidget()
        self._tools.setLayout(FlowRow(self._switch))
        self.text = ReadingView("reading", name=_("The text of this part"))
        self.text.term_asked.connect(self.term_asked)
        self.text.source_asked.connect(self.source_asked)
        self.text.link_reached.connect(self.link_reached)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._kicker)
        layout.addSpacing(looks.gap(4))
        layout.addWidget(self.title)
        layout.addSpacing(looks.gap(16))
        self._above = QWidget()
        above = QVBoxLayout(self._above)
        above.setContentsMargins(0, 0, 0, looks.gap(16))
        above.setSpacing(looks.gap(10))
        above.addWidget(self._note)
        above.addWidget(self._tools)
        layout.addWidget(self._above)
        layout.addWidget(self.text)
        layout.addStretch(1)

    def part(self, name: str) -> Marked | None:
        """See :class:`trainer.ui.lesson.spoken_place.PageWithParts`."""
        parts: dict[str, Marked] = {"title": self.title, "note": self._note.line, "text": self.text}
        return parts.get(name)

    def set_figures(self, figures: FigureSource) -> None:
        """Says where drawings come from."""
        self.text.set_figures(figures)

    def show_page(self, page: ReadingPage) -> None:
        """Shows a part."""
        self._kicker.setText(page.kicker)
        self.title.setText(page.title)
        self._note.show_note(page.note)
        self._switch.set_text(page.switch)
        self._tools.setVisible(bool(page.switch))
        self._above.setVisible(bool(page.note or page.switch))
        self.text.show_html(page.html)


class ContentNote(Panel):
    """Says before the first paragraph what it is about; it never blocks."""

    def __init__(self) -> None:
        """Starts hidden."""
        super().__init__("note", padding=16)
        looks = active()
        sign = Text(wrap=False)
        sign.setPixmap(pixmap("heart-handshake", "poppyText", 22))
        self.line = Text("", "body")
        words = QVBoxLayout()
        words.setSpacing(looks.gap(2))
        words.addWidget(Text(_("Before you start"), "strong"))
        words.addWidget(self.line)
        inside = row(sign, spacing=12)
        inside.addLayout(words, 1)
        self.column.addLayout(inside)
        self.hide()

    def show_note(self, note: str) -> None:
        """Shows the note; an empty one hides the panel."""
        self.line.setText(note)
        self.setVisible(bool(note))
