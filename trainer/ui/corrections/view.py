"""Correcting hours on the screen: a form, what it comes to, and every entry so far."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from trainer.i18n import _
from trainer.ui.cells import Sheet
from trainer.ui.choice import Choice
from trainer.ui.corrections.accommodation import AccommodationWords
from trainer.ui.corrections.accommodation_panel import AccommodationPanel
from trainer.ui.corrections.doubts import DoubtWords
from trainer.ui.corrections.entries_panel import ChangesPanel, EntriesPanel
from trainer.ui.corrections.form_panel import KINDS, FormPanel
from trainer.ui.corrections.presenter import Kind, PreviewWords
from trainer.ui.corrections.result_panel import ResultPanel
from trainer.ui.widgets.announcer import Announcer
from trainer.ui.widgets.buttons import Button
from trainer.ui.widgets.choices import Segments
from trainer.ui.widgets.page import Page, TwoColumns
from trainer.ui.widgets.panels import column, ground
from trainer.ui.widgets.toast import Toast


class CorrectionsWidget(Page):
    """Shows what the presenter says.

    Signals:
        edited: What stands in the fields now.
        submitted: The correction is to be written.
        line_chosen: The id of the entry that is to be taken back.
        limit_given: Minutes, or None to end the accommodation; and the note.
        back_pressed: Return to the office.
    """

    edited = Signal(object)
    submitted = Signal()
    line_chosen = Signal(str)
    limit_given = Signal(object, str)
    back_pressed = Signal()

    def __init__(self) -> None:
        """Starts with adjusting time."""
        super().__init__(_("Correct hours"))
        back = Button(_("Back to the office"), "quiet", "arrow-left")
        back.clicked.connect(self.back_pressed)
        self.tools.addWidget(back)
        self._tabs = Segments(
            _("What is done"),
            (_("Adjust time"), _("Take an entry back"), _("Recalculate"), _("In doubt"), _("Accommodation")),
        )
        self._tabs.show_chosen(0)
        self._form, self._result, self._entries = FormPanel(), ResultPanel(), EntriesPanel()
        self._accommodation, self._changes = AccommodationPanel(), ChangesPanel()
        self._status = Announcer("small_strong")
        self._correcting = self._correcting_page()
        self.body.addWidget(self._tabs)
        self.body.addWidget(self._status)
        for part in (self._correcting, self._accommodation, self._entries):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self._accommodation.hide()
        self._connect()

    def show_heading(self, title: str, line: str) -> None:
        """See :class:`CorrectionsView`."""
        self.show_title(title, line)

    def show_lines(self, sheet: Sheet, note: str) -> None:
        """See :class:`CorrectionsView`."""
        self._entries.show_lines(sheet, note)

    def show_choices(self, places: Sequence[Choice], policies: Sequence[Choice], people: Sequence[Choice]) -> None:
        """See :class:`CorrectionsView`."""
        self._form.show_choices(places, policies)
        self._result.show_people(people)

    def show_doubts(self, words: DoubtWords) -> None:
        """See :class:`CorrectionsView`."""
        self._form.show_doubts(words)

    def show_chosen(self, text: str) -> None:
        """See :class:`CorrectionsView`."""
        self._form.show_chosen(text)
        index = KINDS.index(Kind.TAKE_BACK)
        self._tabs.show_chosen(index)
        self._on_tab(index)
        self.area.ensureWidgetVisible(self._form)
        self._form.ask_reason()

    def show_preview(self, words: PreviewWords) -> None:
        """See :class:`CorrectionsView`."""
        self._result.show_preview(words)
        self._changes.show_lines(words.lines)

    def show_approval(self, text: str) -> None:
        """See :class:`CorrectionsView`."""
        self._result.show_approval(text)

    def show_approval_problem(self, message: str) -> None:
        """See :class:`CorrectionsView`."""
        self._result.show_approval_problem(message)

    def show_problem(self, message: str, advice: str) -> None:
        """See :class:`CorrectionsView`."""
        self._result.problem.show_problem(message, advice)

    def show_accommodation(self, words: AccommodationWords) -> None:
        """See :class:`CorrectionsView`."""
        self._accommodation.show_words(words)

    def show_accommodation_problem(self, message: str, advice: str) -> None:
        """See :class:`CorrectionsView`."""
        self._accommodation.problem.show_problem(message, advice)

    def clear(self) -> None:
        """See :class:`CorrectionsView`."""
        self._form.clear()
        self._result.clear()

    def show_busy(self, text: str) -> None:
        """See :class:`CorrectionsView`."""
        self._status.announce(text)

    def show_saved(self, text: str) -> None:
        """See :class:`CorrectionsView`."""
        Toast(self.window(), text)

    def _correcting_page(self) -> QWidget:
        left, right = ground("clear", column(self._form, None)), ground("clear", column(self._result, None))
        return ground("clear", column(TwoColumns(left, right, 440, 900), self._changes, spacing=16))

    def _connect(self) -> None:
        self._tabs.chosen.connect(self._on_tab)
        self._form.edited.connect(self._on_edited)
        self._result.edited.connect(self._on_edited)
        self._result.submitted.connect(self._on_submitted)
        self._entries.chosen.connect(self.line_chosen)
        self._accommodation.given.connect(self.limit_given)

    def _on_tab(self, index: int) -> None:
        is_correction = index < len(KINDS)
        self._correcting.setVisible(is_correction)
        self._accommodation.setVisible(not is_correction)
        if is_correction:
            self._form.show_kind(KINDS[index])
            self._on_edited()

    def _on_edited(self) -> None:
        approver, pin = self._result.approval()
        self.edited.emit(replace(self._form.form(), approver=approver, pin=pin))

    def _on_submitted(self) -> None:
        # However the fields were filled in: what is written is what stands there now.
        self._on_edited()
        self.submitted.emit()
