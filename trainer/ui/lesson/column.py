"""The middle of a lesson: one page at a time in a column that scrolls."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from trainer.ui.theme import active
from trainer.ui.widgets.panels import scrolling

EDGE = 28


class Column(QWidget):
    """Scrolls a page, and tells how far.

    Signals:
        scrolled: Thousandths of the page.
        end_met: Page Down (1) or Page Up (-1) at the end of the page.
    """

    scrolled = Signal(int)
    end_met = Signal(int)

    def __init__(self) -> None:
        """Starts empty."""
        super().__init__()
        self.setObjectName("region")
        looks = active()
        self._holder = QWidget()
        self._holder.installEventFilter(self)
        self._middle = QVBoxLayout()
        self._middle.setContentsMargins(0, 0, 0, 0)
        self._row = QHBoxLayout(self._holder)
        edge = looks.gap(EDGE)
        self._row.setContentsMargins(edge, looks.gap(26), edge, looks.gap(28))
        self._row.addStretch(1)
        self._row.addLayout(self._middle, 1_000)
        self._row.addStretch(1)
        self.area: QScrollArea = scrolling(self._holder)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.area)
        self._page: QWidget | None = None
        self._wanted: int | None = None
        bar = self.area.verticalScrollBar()
        bar.valueChanged.connect(self._on_value)
        bar.rangeChanged.connect(lambda _low, _high: self._go_to_wanted())

    def show_page(self, page: QWidget, width: int, position: int = 0) -> None:
        """Shows a page at most ``width`` wide (at 100 % text), scrolled to ``position`` thousandths."""
        if page is not self._page:
            if self._page is not None:
                self._page.hide()
                self._middle.removeWidget(self._page)
            page.setMaximumWidth(active().px(width))
            page.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            self._middle.insertWidget(0, page)
            self._middle.setAlignment(page, Qt.AlignmentFlag(0))
            page.show()
            self._page = page
        self._wanted = position
        self._go_to_wanted()

    def take_in(self, page: QWidget) -> None:
        """Takes in a page that will be shown later: with another parent it would have to be dressed once more then."""
        page.setParent(self._holder)
        page.hide()

    def page_by(self, direction: int) -> None:
        """Scrolls by nearly a screen; at the end says so."""
        bar = self.area.verticalScrollBar()
        at_end = bar.value() >= bar.maximum() if direction > 0 else bar.value() <= bar.minimum()
        if at_end:
            self.end_met.emit(direction)
        else:
            bar.setValue(bar.value() + direction * round(self.area.viewport().height() * 0.88))

    def reveal(self, place: QRect, of: QWidget) -> None:
        """Scrolls so that a place inside a widget is seen."""
        corner = of.mapTo(self._holder, QPoint(0, 0))
        self.area.ensureVisible(corner.x() + place.center().x(), corner.y() + place.center().y(), 0, active().px(60))

    def follow(self, place: QRect, of: QWidget) -> None:
        """Scrolls to a place that is not whole in sight, and leaves room below it for what comes next."""
        top = of.mapTo(self._holder, QPoint(0, 0)).y() + place.top()
        bar, high = self.area.verticalScrollBar(), self.area.viewport().height()
        if top < bar.value() or top + place.height() > bar.value() + high:
            bar.setValue(top - max(0, min(high // 4, high - place.height())))

    def begins_in_sight(self, place: QRect, of: QWidget) -> bool:
        """Says whether a place begins on the screen."""
        top = of.mapTo(self._holder, QPoint(0, 0)).y() + place.top()
        return 0 <= top - self.area.verticalScrollBar().value() < self.area.viewport().height()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keeps the wanted position while the page is still being laid out."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._go_to_wanted()
        return False

    def _go_to_wanted(self) -> None:
        if self._wanted is None:
            return
        bar = self.area.verticalScrollBar()
        target, wanted = round(bar.maximum() * self._wanted / 1000), self._wanted
        bar.setValue(target)
        self._wanted = wanted

    def _on_value(self, value: int) -> None:
        maximum = self.area.verticalScrollBar().maximum()
        if self._wanted is not None and value == round(maximum * self._wanted / 1000):
            return
        self._wanted = None
        if maximum > 0:
            self.scrolled.emit(round(1000 * value / maximum))
