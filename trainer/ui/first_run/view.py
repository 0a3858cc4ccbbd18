"""The first-run screen: the picture at the left, three questions at the right."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from trainer.i18n import LANGUAGES, _, language
from trainer.ui.choice import Choice
from trainer.ui.first_run.presenter import CourseOffer
from trainer.ui.shortcuts import shortcut
from trainer.ui.theme import active
from trainer.ui.widgets.announcer import Announcer
from trainer.ui.widgets.buttons import Button
from trainer.ui.widgets.fields import Field
from trainer.ui.widgets.hills import Hills
from trainer.ui.widgets.panels import column, ground, row, scrolling
from trainer.ui.widgets.pickers import PickList
from trainer.ui.widgets.text import Text


class FirstRunWidget(QWidget):
    """Asks for language, role, name and, if wanted, a PIN.

    Signals:
        language_chosen: A language code.
        submitted: Role, name, PIN, PIN again, language.
        looks_pressed: Text size and colours.
        back_pressed: Back to the list of people.
    """

    language_chosen = Signal(str)
    submitted = Signal(str, str, str, str, str)
    looks_pressed = Signal()
    back_pressed = Signal()

    def __init__(self) -> None:
        """Starts with the language in use."""
        super().__init__()
        looks = active()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Welcome"))
        self._roles = QButtonGroup(self)
        self._name = Field(_("What should we call you?"), _("Any name you like to be called by."))
        self._pin = Field(
            _("PIN (optional)"),
            _("At least 6 digits. It keeps your screen private on a shared computer; it does not stop a thief."),
            secret=True,
        )
        self._again = Field(_("PIN again"), secret=True)
        self._fields = {"name": self._name, "pin": self._pin, "pin_again": self._again}
        self._programmes = PickList()
        self._remarks: list[str] = []
        self._remark = Text("", "small_strong", "warm")
        self._remark.hide()
        self._role_error, self._error = Announcer("small_strong", "error"), Announcer("small_strong", "error")
        self._go = Button(_("Continue"), "primary", "arrow-right", icon_after=True)
        self._go.clicked.connect(self._submit)
        self._name.line.returnPressed.connect(self._submit)
        self._back = Button(_("Back"), "quiet", "arrow-left")
        self._way_back = ground("clear", row(self._back, None))
        self._way_back.hide()
        self._back.clicked.connect(self.back_pressed)
        self._escape = shortcut("back", self)
        self._escape.setEnabled(False)
        self._escape.activated.connect(self.back_pressed)
        form = self._form()
        picture = _Welcome()
        layout = QVBoxLayout(self) if looks.scale >= 1.5 else QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        if looks.scale < 1.5:
            picture.setMinimumWidth(looks.px(420))
            layout.addWidget(picture, 5)
        self._area = scrolling(ground("canvas", form))
        layout.addWidget(self._area, 7)
        for field in self._fields.values():
            field.line.textChanged.connect(self._clear_error)
        self._programmes.currentIndexChanged.connect(self._on_course)

    def programme_id(self) -> str:
        """Returns the id of the course that was chosen."""
        return self._programmes.chosen()

    def show_programmes(self, offers: list[CourseOffer]) -> None:
        """See :class:`FirstRunView`."""
        self._remarks = [offer.remark for offer in offers]
        choices = [Choice(offer.id, ". ".join(filter(None, (offer.title, offer.remark)))) for offer in offers]
        self._programmes.show_choices(choices)
        self._show_remark()

    def show_way_back(self) -> None:
        """See :class:`FirstRunView`."""
        self._way_back.show()
        self._escape.setEnabled(True)

    def show_error(self, place: str, message: str) -> None:
        """See :class:`FirstRunView`."""
        self._clear_error()
        below: QWidget = self._error
        if place in self._fields:
            below = self._fields[place]
            self._fields[place].show_error(message)
            self._fields[place].line.setFocus()
        elif place == "role":
            below = self._role_error
            self._role_error.announce(message)
            self._roles.buttons()[0].setFocus()
        else:
            self._error.announce(message)
        # Once the line has its place: only then is it known how far to scroll.
        QTimer.singleShot(0, below, lambda: self._area.ensureWidgetVisible(below))

    def show_busy(self, busy: bool) -> None:
        """See :class:`FirstRunView`."""
        self._go.setEnabled(not busy)

    def _form(self) -> QVBoxLayout:
        looks = active()
        size = Button(_("Text size and colors"), "quiet", "a-large-small")
        size.clicked.connect(self.looks_pressed)
        inside = column(
            self._way_back,
            Text(_("Welcome"), "display"),
            Text(
                _(
                    "Peer Trainer keeps your study hours, offers practice exams and prepares your certificate. "
                    "It works without the internet, and what you write stays on this computer."
                ),
                tone="secondary",
            ),
            spacing=8,
        )
        inside.addSpacing(looks.gap(12))
        inside.addWidget(Text(_("Language"), "small_strong"))
        inside.addLayout(self._languages())
        inside.addSpacing(looks.gap(8))
        inside.addWidget(Text(_("Who is at this computer?"), "small_strong"))
        inside.addLayout(self._role_row())
        inside.addWidget(self._role_error)
        inside.addSpacing(looks.gap(8))
        inside.addWidget(self._name)
        self._programmes.setAccessibleName(_("Course"))
        self._course = ground(
            "clear", column(Text(_("Course"), "small_strong"), self._programmes, self._remark, spacing=5)
        )
        self._roles.buttonToggled.connect(self._on_role)
        inside.addWidget(self._course)
        inside.addWidget(self._pin)
        inside.addWidget(self._again)
        inside.addWidget(self._error)
        inside.addSpacing(looks.gap(8))
        inside.addLayout(row(self._go, None, size))
        holder = ground("clear", inside)
        holder.setMaximumWidth(looks.px(600))
        holder.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        page = QVBoxLayout()
        page.setContentsMargins(looks.gap(48), looks.gap(32), looks.gap(48), looks.gap(32))
        page.addStretch(1)
        page.addLayout(row(holder))
        page.addStretch(2)
        return page

    def _languages(self) -> QHBoxLayout:
        line = row(spacing=8)
        for code, name in LANGUAGES.items():
            button = Button(name, "row", "check" if code == language() else "")
            button.setCheckable(True)
            button.setChecked(code == language())
            button.clicked.connect(lambda _checked, chosen=code: self.language_chosen.emit(chosen))
            line.addWidget(button)
        line.addStretch(1)
        return line

    def _role_row(self) -> QHBoxLayout:
        line = row(spacing=12)
        choices = (
            ("learner", _("I am learning"), "book-open"),
            ("instructor", _("I teach or run the course"), "users"),
        )
        for role, label, sign in choices:
            button = Button(label, "navigation", sign)
            button.setCheckable(True)
            button.setObjectName(role)
            button.setMinimumHeight(active().px(56))
            button.setProperty("kind", "choice")
            self._roles.addButton(button)
            line.addWidget(button, 1)
        return line

    def _on_role(self) -> None:
        self._clear_error()
        chosen = self._roles.checkedButton()
        self._course.setVisible(chosen is None or chosen.objectName() == "learner")

    def _on_course(self) -> None:
        self._clear_error()
        self._show_remark()

    def _show_remark(self) -> None:
        remark = dict(enumerate(self._remarks)).get(self._programmes.currentIndex(), "")
        self._remark.setText(remark)
        self._remark.setVisible(bool(remark))
        self._programmes.setAccessibleDescription(remark)

    def _clear_error(self) -> None:
        """Something was changed, and what was said about it may not hold any more."""
        for field in self._fields.values():
            field.show_error("")
        for line in (self._role_error, self._error):
            line.announce("")

    def _submit(self) -> None:
        chosen = self._roles.checkedButton()
        role = chosen.objectName() if chosen else ""
        self.submitted.emit(role, self._name.text(), self._pin.text(), self._again.text(), language())


class _Welcome(Hills):
    def __init__(self) -> None:
        super().__init__(0.7)
        looks = active()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[looks.gap(40)] * 4)
        layout.addWidget(Text(_("Peer Trainer"), "display", "hero"))
        layout.addWidget(Text(_("Your experience is where this course begins."), "spoken", "heroSub"))
        layout.addStretch(1)
