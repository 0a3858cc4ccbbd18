"""The fields of a correction: time to add or take away, an entry to take back, a version, or doubts to settle."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from trainer.i18n import _
from trainer.ui.choice import Choice
from trainer.ui.corrections.doubts import DoubtWords
from trainer.ui.corrections.doubts_panel import DoubtsPart
from trainer.ui.corrections.presenter import CorrectionForm, Kind
from trainer.ui.theme import active
from trainer.ui.widgets.choices import Segments
from trainer.ui.widgets.flow_row import FlowRow
from trainer.ui.widgets.panels import Panel, column, ground
from trainer.ui.widgets.pickers import PickList, PickNumber
from trainer.ui.widgets.text import Text
from trainer.ui.widgets.writing import WritingField

KINDS = (Kind.ADJUST, Kind.TAKE_BACK, Kind.RECALCULATE, Kind.SETTLE)
_MOST_MINUTES = 6_000


class FormPanel(Panel):
    """One of four small forms, and the reason that all of them need.

    Signals:
        edited: The person changed something.
    """

    edited = Signal()

    def __init__(self) -> None:
        """Starts with adjusting time."""
        super().__init__(spacing=14)
        self._kind = Kind.ADJUST
        self._heading, self._lead = Text("", "heading"), Text("", "body", "secondary")
        self._sign = Segments(_("Add or take away"), (_("Add time"), _("Take time away")))
        self._sign.show_chosen(0)
        self._is_less = False
        self._minutes, self._place, self._policy = PickNumber(0, _MOST_MINUTES), PickList(), PickList()
        self._chosen = Text("", "strong")
        self._reason = WritingField(_("Reason"), 3)
        self._doubts, self._doubts_lead = DoubtsPart(), ""
        self._parts = {
            Kind.ADJUST: self._adjust(),
            Kind.TAKE_BACK: self._take_back(),
            Kind.RECALCULATE: self._again(),
            Kind.SETTLE: self._doubts,
        }
        self._build()
        self.show_kind(Kind.ADJUST)

    def show_kind(self, kind: Kind) -> None:
        """Opens one of the forms."""
        self._kind = kind
        for known, part in self._parts.items():
            part.setVisible(known is kind)
        heading, lead = _WORDS[kind]()
        self._heading.setText(heading)
        self._lead.setText((kind is Kind.SETTLE and self._doubts_lead) or lead)

    def show_choices(self, places: Sequence[Choice], policies: Sequence[Choice]) -> None:
        """Offers what can be corrected."""
        self._place.show_choices(places)
        self._policy.show_choices(policies)

    def show_doubts(self, words: DoubtWords) -> None:
        """Shows what waits for two people to look at it."""
        self._doubts_lead = words.lead
        self._doubts.show_words(words)
        self.show_kind(self._kind)

    def show_chosen(self, text: str) -> None:
        """Names the entry that is to be taken back."""
        self._chosen.setText(text)

    def ask_reason(self) -> None:
        """Goes on to what is still missing."""
        self._reason.area.setFocus(Qt.FocusReason.OtherFocusReason)

    def form(self) -> CorrectionForm:
        """Returns what stands in the fields."""
        minutes = -self._minutes.value() if self._is_less else self._minutes.value()
        reason = self._reason.area.toPlainText()
        counted = self._doubts.counts_unchanged
        return CorrectionForm(self._kind, minutes, self._place.chosen(), self._policy.chosen(), counted, reason)

    def clear(self) -> None:
        """Empties the fields."""
        self._minutes.setValue(0)
        for box in (self._place, self._policy):
            box.setCurrentIndex(0)
        self._reason.show_text("")
        self.show_chosen(_("No entry is chosen yet."))

    def _build(self) -> None:
        self.column.addWidget(self._heading)
        self.column.addWidget(self._lead)
        for part in self._parts.values():
            self.column.addWidget(part)
        self.column.addWidget(self._reason)
        why = _("At least 10 characters. It stays in the record, so that an auditor can understand it years from now.")
        self.column.addWidget(Text(why, "small", "secondary"))
        self._reason.area.setAccessibleDescription(why)
        self._sign.chosen.connect(self._on_sign)
        self._minutes.valueChanged.connect(self.edited)
        self._place.currentIndexChanged.connect(self.edited)
        self._policy.currentIndexChanged.connect(self.edited)
        self._doubts.edited.connect(self.edited)
        self._reason.edited.connect(self.edited)

    def _adjust(self) -> QWidget:
        self._minutes.setAccessibleName(_("Minutes"))
        self._minutes.setMinimumWidth(active().px(130))
        fields = FlowRow(
            ground("clear", column(Text(_("Add or take away"), "small_strong", wrap=False), self._sign, spacing=5)),
            ground("clear", column(Text(_("Minutes"), "small_strong", wrap=False), self._minutes, spacing=5)),
            spacing=16,
        )
        place = _labelled(_("Where it belongs"), self._place)
        return ground("clear", column(ground("clear", fields), place, spacing=14))

    def _take_back(self) -> QWidget:
        self._chosen.setText(_("No entry is chosen yet."))
        return ground("clear", column(Text(_("Entry"), "small_strong"), self._chosen, spacing=5))

    def _again(self) -> QWidget:
        return _labelled(_("Version to credit under"), self._policy)

    def _on_sign(self, index: int) -> None:
        self._is_less = index == 1
        self.edited.emit()


def _labelled(label: str, box: PickList) -> QWidget:
    box.setAccessibleName(label)
    return ground("clear", column(Text(label, "small_strong"), box, spacing=5))


_WORDS = {
    Kind.ADJUST: lambda: (
        _("Adjust time"),
        _("Add minutes that were studied and not measured, or take minutes away. It becomes a new entry."),
    ),
    Kind.TAKE_BACK: lambda: (
        _("Take an entry back"),
        _("The entry stays in the record and counts for nothing any more. Taking that back again restores it."),
    ),
    Kind.RECALCULATE: lambda: (
        _("Recalculate under another version"),
        _("Everything that was begun before now is credited under the version that you choose. It can be taken back."),
    ),
    Kind.SETTLE: lambda: (
        _("Settle what is in doubt"),
        _("Nothing in this record is in doubt."),
    ),
}
