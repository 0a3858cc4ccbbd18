"""The questions of an exam as a list with words, for whoever reads the grid of numbers badly."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from trainer.ui.exam.presenter import GridCell

_TEXT_ROLES = frozenset({Qt.ItemDataRole.DisplayRole.value, Qt.ItemDataRole.AccessibleTextRole.value})
_NOWHERE = QModelIndex()


class QuestionListModel(QAbstractListModel):
    """One row a question: "Question 9: answered, flagged"."""

    def __init__(self) -> None:
        """Starts empty."""
        super().__init__()
        self._cells: Sequence[GridCell] = ()

    def set_rows(self, cells: Sequence[GridCell]) -> None:
        """Shows the cells; as long as their number stays, the selection does too."""
        if len(cells) != len(self._cells):
            self.beginResetModel()
            self._cells = cells
            self.endResetModel()
            return
        changed = [row for row, (new, old) in enumerate(zip(cells, self._cells, strict=True)) if new != old]
        self._cells = cells
        for row in changed:
            self.dataChanged.emit(self.index(row), self.index(row))

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        """The number of questions."""
        return 0 if parent.isValid() else len(self._cells)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole.value) -> Any:
        """The words of a question."""
        if index.isValid() and role in _TEXT_ROLES:
            return self._cells[index.row()].spoken
        return None
