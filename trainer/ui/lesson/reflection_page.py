"""A reflection on the screen: a prompt and an empty page that nobody keeps."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from trainer.i18n import _
from trainer.ui.lesson.pages import ReflectionPage
from trainer.ui.lesson.practice_page import private_line
from trainer.ui.lesson.spoken_place import Marked
from trainer.ui.theme import active
from trainer.ui.widgets.reading import ReadingView
from trainer.ui.widgets.text import Text
from trainer.ui.widgets.writing import WritingField

LINES = 9


class ReflectionWidget(QWidget):
    """Shows a reflection.

    Signals:
        wrote: The text; it goes no further than the lesson that is open.
    """

    wrote = Signal(str, str)

    def __init__(self) -> None:
        """Starts empty."""
        super().__init__()
        self.title = Text("", "title")
        self._prompt = ReadingView("reading", name=_("Something to think about"))
        self._field = WritingField(_("Your thoughts"), LINES)
        self._field.edited.connect(lambda text: self.wrote.emit("", text))
        self._privacy = Text("", "small", "secondary")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(active().gap(14))
        layout.addWidget(self.title)
        layout.addWidget(Text(_("Optional, only for you"), "small", "secondary"))
        layout.addWidget(self._prompt)
        layout.addWidget(self._field)
        layout.addWidget(private_line(self._privacy))
        layout.addStretch(1)

    def part(self, name: str) -> Marked | None:
        """See :class:`trainer.ui.lesson.spoken_place.PageWithParts`."""
        parts: dict[str, Marked] = {"title": self.title, "prompt": self._prompt}
        return parts.get(name)

    def show_page(self, page: ReflectionPage) -> None:
        """Shows a prompt, and what was written in this visit."""
        self.title.setText(page.title)
        self._prompt.show_html(page.prompt_html)
        self._privacy.setText(page.privacy)
        self._field.show_text(page.text)
