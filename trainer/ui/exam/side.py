"""The side of an exam: the grid, the same as a list, the counts, and the end."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QListView, QVBoxLayout, QWidget

from trainer.i18n import _
from trainer.ui.exam.models import QuestionListModel
from trainer.ui.exam.number_grid import NumberGrid
from trainer.ui.exam.presenter import Counts, GridCell
from trainer.ui.theme import active
from trainer.ui.widgets.buttons import Button
from trainer.ui.widgets.panels import column, divider, ground, row, scrolling
from trainer.ui.widgets.swatch import Swatch
from trainer.ui.widgets.text import Text


class ExamSide(QWidget):
    """Shows all questions at a glance.

    Signals:
        chosen: The number of a question.
        finish_pressed: Finish the exam.
    """

    chosen = Signal(int)
    finish_pressed = Signal()

    def __init__(self) -> None:
        """Starts empty."""
        super().__init__()
        self.grid = NumberGrid()
        self.grid.chosen.connect(self.chosen)
        self._model = QuestionListModel()
        self.words = QListView()
        self.words.setModel(self._model)
        self.words.setAccessibleName(_("All questions in words"))
        self.words.setFont(active().font("small"))
        self.words.setUniformItemSizes(True)
        self.words.setMinimumHeight(active().px(180))
        self.words.activated.connect(lambda index: self.chosen.emit(index.row() + 1))
        self.words.clicked.connect(lambda index: self.chosen.emit(index.row() + 1))
        self.words.hide()
        self._toggle = Button("", "link", "list")
        self._toggle.clicked.connect(self._on_toggle)
        self._answered, self._flagged, self._open = (Text("", "small", wrap=True) for _side in range(3))
        finish = Button(_("Finish the exam"))
        finish.clicked.connect(self.finish_pressed)
        self._build(finish)
        self._name_toggle()

    def show_cells(self, cells: Sequence[GridCell], counts: Counts) -> None:
        """Shows where the learner stands."""
        spoken = f"{counts.position}. {counts.answered}. {counts.flagged}."
        self.grid.show_cells(cells, spoken)
        self._model.set_rows(cells)
        self._answered.setText(counts.answered)
        self._flagged.setText(counts.flagged)
        self._open.setText(counts.unanswered)

    def _build(self, finish: Button) -> None:
        looks = active()
        inside = column(Text(_("Questions"), "heading"), spacing=10)
        inside.addWidget(self.grid)
        inside.addWidget(self.words, 1)
        inside.addLayout(row(self._toggle, None))
        inside.addSpacing(looks.gap(6))
        for token, words in (("heat1", self._answered), ("poppy", self._flagged), ("surface", self._open)):
            line = row(Swatch(token, edged=token == "surface", size=14), words, spacing=10)
            line.setStretch(1, 1)
            inside.addLayout(line)
        inside.addStretch(1)
        inside.addWidget(divider())
        inside.addWidget(finish)
        holder = ground("clear", inside)
        inside.setContentsMargins(looks.gap(28), looks.gap(24), looks.gap(26), looks.gap(20))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolling(holder))

    def _on_toggle(self) -> None:
        as_list = self.words.isHidden()
        self.words.setVisible(as_list)
        self.grid.setVisible(not as_list)
        self._name_toggle()

    def _name_toggle(self) -> None:
        self._toggle.set_text(_("Show as a list") if self.words.isHidden() else _("Show as numbers"))
