"""The modules of a course as a list that Qt can show."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from trainer.ui.course.pages import ModuleRow

NUMBER_ROLE = Qt.ItemDataRole.UserRole + 1
AMOUNT_ROLE = Qt.ItemDataRole.UserRole + 2
STATE_ROLE = Qt.ItemDataRole.UserRole + 3

_Index = QModelIndex | QPersistentModelIndex


class ModuleListModel(QAbstractListModel):
    """One row a module; the words are all in the roles, so that a screen reader and the delegate say the same."""

    def __init__(self) -> None:
        """Starts empty."""
        super().__init__()
        self._rows: tuple[ModuleRow, ...] = ()

    def set_rows(self, rows: Sequence[ModuleRow]) -> None:
        """Shows other rows; where only their words changed the selection stays."""
        if len(rows) == len(self._rows):
            self._rows = tuple(rows)
            if rows:
                self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            return
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many modules there are."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Returns the words of a row."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        return {
            Qt.ItemDataRole.DisplayRole: row.title,
            Qt.ItemDataRole.AccessibleTextRole: row.spoken,
            NUMBER_ROLE: row.number,
            AMOUNT_ROLE: row.amount,
            STATE_ROLE: row.state,
        }.get(role)
