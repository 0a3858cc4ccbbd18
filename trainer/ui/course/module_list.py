"""The list of modules: state, number, name and hours in one line, painted and spoken alike."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from trainer.i18n import _
from trainer.ui.course.models import AMOUNT_ROLE, NUMBER_ROLE, STATE_ROLE, ModuleListModel
from trainer.ui.theme import active
from trainer.ui.widgets.icons import pixmap

SIGNS = {"done": "circle-check", "under_way": "circle-dot", "not_started": "circle"}
_WRAP = Qt.TextFlag.TextWordWrap.value | Qt.AlignmentFlag.AlignLeading.value | Qt.AlignmentFlag.AlignVCenter.value
_Index = QModelIndex | QPersistentModelIndex


class ModuleList(QListView):
    """The modules; the arrow keys move, and what is current is open.

    Signals:
        opened: A module became current; carries its place.
        entered: A module was pressed, or Enter on it.
    """

    opened = Signal(int)
    entered = Signal(int)

    def __init__(self) -> None:
        """Starts empty."""
        super().__init__()
        self._quiet = False
        self.rows = ModuleListModel()
        self.setModel(self.rows)
        self.setItemDelegate(ModuleDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(_("Modules"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.activated.connect(lambda index: self.entered.emit(index.row()))
        self.clicked.connect(lambda index: self.entered.emit(index.row()))

    def show_current(self, row: int) -> None:
        """Makes a module current without telling anybody."""
        self._quiet = True
        self.setCurrentIndex(self.rows.index(row))
        self._quiet = False

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        """Tells which module is current."""
        super().currentChanged(current, previous)
        if current.isValid() and not self._quiet:
            self.opened.emit(current.row())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Breaks names anew at the new width."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()


class ModuleDelegate(QStyledItemDelegate):
    """Paints a row; a long name takes a second line rather than lose its end."""

    def __init__(self, parent: QWidget) -> None:
        """``parent`` is the list, whose width the rows have."""
        super().__init__(parent)
        self._list = parent

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """As high as its name."""
        wide = self._wide()
        name = self._name_rect(QRect(0, 0, wide, 0), index)
        font = active().font("small_strong")
        high = QFontMetrics(font).boundingRect(0, 0, name.width(), 10_000, _WRAP, str(index.data())).height()
        return QSize(wide, max(active().px(37), high + active().gap(12)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draws state, number, name and hours."""
        looks = active()
        rect: QRect = option.rect
        flags = option.state
        state = str(index.data(STATE_ROLE))
        selected = bool(flags & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, rect, selected, bool(flags & QStyle.StateFlag.State_MouseOver))
        side = looks.px(20)
        sign = pixmap(SIGNS.get(state, "circle"), "laurelText" if state != "not_started" else "ink3", 20)
        corner = self._seen(rect, QRect(rect.left() + looks.gap(12), rect.center().y() - side // 2, side, side))
        painter.drawPixmap(corner.topLeft(), sign)
        number = QRect(rect.left() + looks.gap(12) + side, rect.top(), looks.px(30), rect.height())
        painter.setFont(looks.font("small", tabular=True))
        painter.setPen(looks.colour("ink2"))
        trailing = Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(self._seen(rect, number), trailing, str(index.data(NUMBER_ROLE)))
        painter.setFont(looks.font("small_strong" if state != "not_started" else "small"))
        painter.setPen(looks.colour("ink"))
        painter.drawText(self._seen(rect, self._name_rect(rect, index)), _WRAP, str(index.data()))
        painter.setFont(looks.font("small_strong" if state == "done" else "small", tabular=True))
        painter.setPen(looks.colour("laurelText" if state == "done" else "ink2"))
        painter.drawText(self._seen(rect, self._amount_rect(rect, index)), trailing, str(index.data(AMOUNT_ROLE)))
        painter.restore()

    def _paint_ground(self, painter: QPainter, rect: QRect, selected: bool, hovered: bool) -> None:
        looks = active()
        place = QRectF(rect).adjusted(1, 1, -1, -1)
        if selected:
            painter.setPen(QPen(looks.colour("laurel"), 2))
            painter.setBrush(looks.colour("laurelSoft"))
            painter.drawRoundedRect(place, looks.gap(10), looks.gap(10))
        elif hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(looks.colour("sunken"))
            painter.drawRoundedRect(place, looks.gap(10), looks.gap(10))

    def _amount_rect(self, rect: QRect, index: _Index) -> QRect:
        font = active().font("small_strong", tabular=True)
        wide = QFontMetrics(font).horizontalAdvance(str(index.data(AMOUNT_ROLE))) + 4
        return QRect(rect.right() - active().gap(12) - wide, rect.top(), wide, rect.height())

    def _name_rect(self, rect: QRect, index: _Index) -> QRect:
        looks = active()
        left = rect.left() + looks.gap(12) + looks.px(50) + looks.gap(10)
        right = self._amount_rect(rect, index).left() - looks.gap(10)
        return QRect(left, rect.top(), max(looks.px(80), right - left), rect.height())

    def _seen(self, row: QRect, part: QRect) -> QRect:
        if self._list.layoutDirection() == Qt.LayoutDirection.LeftToRight:
            return part
        return QRect(row.left() + row.right() - part.right(), part.top(), part.width(), part.height())

    def _wide(self) -> int:
        return self._list.viewport().width() if isinstance(self._list, QListView) else active().px(400)
