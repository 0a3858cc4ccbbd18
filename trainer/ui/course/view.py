"""The course outline on the screen: the modules, and beside them the one that is open."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from trainer import paths
from trainer.i18n import _
from trainer.ui.course.module_detail import ModuleDetail
from trainer.ui.course.module_list import ModuleList
from trainer.ui.course.pages import ModulePage, ModuleRow
from trainer.ui.errors import show_error
from trainer.ui.theme import active
from trainer.ui.widgets.panels import Panel
from trainer.ui.widgets.text import Text

LIST_WIDTH, NARROW_BELOW = 424, 720
"""Effective pixels: the list's share, and the width below which list and module take turns."""


class CourseWidget(QWidget):
    """Implements :class:`trainer.ui.course.presenter.CourseView`.

    Signals:
        module_opened: The place of the module that became current.
        lesson_pressed: A lesson by its id.
    """

    module_opened = Signal(int)
    lesson_pressed = Signal(str)

    def __init__(self) -> None:
        """Starts empty."""
        super().__init__()
        looks = active()
        self.setProperty("ground", "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)
        self.title, self._subtitle = Text(_("Course"), "display"), Text("", "body", "secondary")
        self.modules, self.detail = ModuleList(), ModuleDetail()
        self.modules.opened.connect(self.module_opened)
        self.modules.entered.connect(self._on_entered)
        self.detail.lesson_pressed.connect(self.lesson_pressed)
        self.detail.back_pressed.connect(self._on_back)
        self._card = Panel("card", padding=8)
        self._card.setObjectName("region")
        self._card.column.addWidget(self.modules)
        self._narrow, self._detail_open = False, False
        body = QHBoxLayout()
        body.setSpacing(looks.gap(18))
        body.addWidget(self._card, 424)
        body.addWidget(self.detail, 556)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(looks.gap(32), looks.gap(24), looks.gap(28), looks.gap(22))
        layout.setSpacing(looks.gap(2))
        layout.addWidget(self.title)
        layout.addWidget(self._subtitle)
        layout.addSpacing(looks.gap(12))
        layout.addLayout(body, 1)
        self._fit()

    def show_course(self, subtitle: str) -> None:
        """Shows what the course is made of."""
        self._subtitle.setText(subtitle)
        self.setAccessibleName(_("Course"))
        self.setAccessibleDescription(subtitle)

    def show_modules(self, rows: tuple[ModuleRow, ...], selected: int) -> None:
        """Shows the modules."""
        self.modules.rows.set_rows(rows)
        self.modules.show_current(selected)

    def show_module(self, page: ModulePage) -> None:
        """Shows the module that is open."""
        self.detail.show_page(page)

    def show_error(self, error: Exception) -> None:
        """Shows an error."""
        show_error(self, error, paths.log_file())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Puts list and module side by side, or lets them take turns."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        effective = self.width() / active().scale
        self._narrow = effective < NARROW_BELOW
        self._card.setVisible(not self._narrow or not self._detail_open)
        self.detail.setVisible(not self._narrow or self._detail_open)
        self.detail.back.setVisible(self._narrow)
        self._card.setMaximumWidth(16_777_215 if self._narrow else active().px(LIST_WIDTH))

    def _on_entered(self, _row: int) -> None:
        self._detail_open = True
        self._fit()
        if self._narrow:
            self.detail.title.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_back(self) -> None:
        self._detail_open = False
        self._fit()
        self.modules.setFocus(Qt.FocusReason.OtherFocusReason)
