"""A table of a few rows, as high as all of them: the page scrolls, and the table only once it grows long."""

from PySide6.QtGui import QResizeEvent

from trainer.ui.cells import Sheet
from trainer.ui.widgets.cell_table import SheetTable


class LowTable(SheetTable):
    """Takes the height that its rows need."""

    def __init__(self, *, sortable: bool = True, most_rows: int = 12) -> None:
        """``most_rows`` are seen at once."""
        self._most_rows = most_rows
        super().__init__(sortable=sortable)

    def show_sheet(self, sheet: Sheet) -> None:
        """Shows rows and takes the room that they need."""
        super().show_sheet(sheet)
        self._grow()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Rows of a narrow table are higher."""
        super().resizeEvent(event)
        self._grow()

    def _grow(self) -> None:
        rows = min(self._most_rows, self.model().rowCount()) * self.verticalHeader().defaultSectionSize()
        head = max(self.horizontalHeader().minimumHeight(), self.horizontalHeader().sizeHint().height())
        self.setFixedHeight(head + rows + 4)
