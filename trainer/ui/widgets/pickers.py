"""Boxes to pick from: a list, a day, a time, a number; each with a chevron in the text's own colour, or none."""

from collections.abc import Sequence

from PySide6.QtCore import QLocale, Qt, QTime
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QDateEdit, QSpinBox, QStyleOptionComboBox, QTimeEdit, QWidget

from trainer.i18n import _, language
from trainer.ui.choice import Choice
from trainer.ui.theme import active
from trainer.ui.widgets.icons import pixmap


class PickList(QComboBox):
    """A list that opens; Qt's own arrow does not go with the style sheet."""

    def __init__(self) -> None:
        """Starts empty."""
        super().__init__()
        self.setFont(active().font("body"))
        self.setMinimumHeight(active().px(40))
        # A long list must not push the page wider than the window.
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)

    def show_choices(self, choices: Sequence[Choice]) -> None:
        """Offers others; what was chosen stays chosen where it is still there."""
        known = self.chosen()
        # Nobody chose anything: whoever listens hears of choices alone.
        self.blockSignals(True)
        self.clear()
        for choice in choices:
            self.addItem(choice.label, choice.id)
        self.setCurrentIndex(max(0, next((i for i, choice in enumerate(choices) if choice.id == known), 0)))
        self.blockSignals(False)

    def chosen(self) -> str:
        """Returns the id of what is chosen; empty where there is nothing."""
        return str(self.currentData() or "")

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        """Ends a text that is too long in three dots; Qt would cut through a letter, or write over the chevron."""
        super().initStyleOption(option)
        looks = active()
        room = self.width() - looks.px(18) - 3 * looks.gap(10)
        shown = self.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, room)
        option.currentText = shown

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the box and the chevron."""
        super().paintEvent(event)
        _draw_chevron(self)


class PickDay(QDateEdit):
    """A day, typed or picked from a calendar."""

    def __init__(self) -> None:
        """Writes the month in letters, since number-only dates are read in two ways."""
        super().__init__()
        self.setFont(active().font("body"))
        self.setCalendarPopup(True)
        self.setLocale(QLocale(language()))
        # Translators: Qt's pattern of a date with the month in letters; Spanish is d MMM yyyy.
        self.setDisplayFormat(_("MMM d, yyyy"))
        self.setMinimumHeight(active().px(40))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the box and the chevron."""
        super().paintEvent(event)
        _draw_chevron(self)


class PickTime(QTimeEdit):
    """A time of day, typed or changed with the arrow keys."""

    def __init__(self, hour: int, minute: int) -> None:
        """Starts at a time."""
        super().__init__(QTime(hour, minute))
        self.setFont(active().font("body"))
        self.setLocale(QLocale(language()))
        self.setDisplayFormat("h:mm Ap")
        _without_buttons(self)
        self.setMinimumHeight(active().px(40))


class PickNumber(QSpinBox):
    """A whole number, typed or changed with the arrow keys."""

    def __init__(self, lowest: int, highest: int) -> None:
        """Keeps the number between two others."""
        super().__init__()
        self.setFont(active().font("body"))
        self.setRange(lowest, highest)
        _without_buttons(self)
        self.setMinimumHeight(active().px(40))


def _without_buttons(box: QAbstractSpinBox) -> None:
    """Takes the small buttons away: they are hard to hit, and the arrow keys do the same."""
    box.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
    # Once the style sheet has no room for buttons it forgets the padding too.
    margin = active().gap(10)
    box.lineEdit().setTextMargins(margin, 0, margin, 0)


def _draw_chevron(box: QWidget) -> None:
    looks = active()
    sign = pixmap("chevron-down", "ink2" if box.isEnabled() else "ink3", 18)
    side = looks.px(18)
    gap = looks.gap(10)
    mirrored = box.layoutDirection() == Qt.LayoutDirection.RightToLeft
    painter = QPainter(box)
    painter.drawPixmap(gap if mirrored else box.width() - side - gap, (box.height() - side) // 2, sign)
    painter.end()
