"""The first-run screen: the picture at the left, three questions at the right."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from trainer.i18n import LANGUAGES, _, language
from trainer.ui.theme import active
from trainer.ui.widgets.buttons import Button
from trainer.ui.widgets.hills import Hills
from trainer.ui.widgets.panels import column, ground, row, scrolling
from trainer.ui.widgets.text import Text


class FirstRunWidget(QWidget):
    """Asks for language, role, name and, if wanted, a PIN.

    Signals:
        language_chosen: A language code.
        submitted: Role, name, PIN, PIN again, language.
        looks_pressed: Text size and colours.
    """

    language_chosen = Signal(str)
    submitted = Signal(str, str, str, str, str)
    looks_pressed = Signal()

    def __init__(self) -> None:
        """Starts with the language in use."""
        super().__init__()
        looks = active()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._roles = QButtonGroup(self)
        self._name, self._pin, self._again = QLineEdit(), QLineEdit(), QLineEdit()
        self._programmes = QComboBox()
        self._error = Text("", "small_strong", "error")
        self._error.hide()
        self._go = Button(_("Continue"), "primary", "arrow-right", icon_after=True)
        self._go.clicked.connect(self._submit)
        self._name.returnPressed.connect(self._submit)
        form = self._form()
        picture = _Welcome()
        layout = QVBoxLayout(self) if looks.scale >= 1.5 else QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        if looks.scale < 1.5:
            picture.setMinimumWidth(looks.px(420))
            layout.addWidget(picture, 5)
        layout.addWidget(scrolling(ground("canvas", form)), 7)

    def programme_id(self) -> str:
        """Returns the id of the course that was chosen."""
        return str(self._programmes.currentData() or "")

    def show_programmes(self, choices: list[tuple[str, str]]) -> None:
        """See :class:`FirstRunView`."""
        self._programmes.clear()
        for programme_id, words in choices:
            self._programmes.addItem(words, programme_id)

    def show_error(self, message: str) -> None:
        """See :class:`FirstRunView`."""
        self._error.setText(message)
        self._error.show()
        self._name.setFocus()

    def show_busy(self, busy: bool) -> None:
        """See :class:`FirstRunView`."""
        self._go.setEnabled(not busy)

    def _form(self) -> QVBoxLayout:
        looks = active()
        size = Button(_("Text size and colors"), "quiet", "a-large-small")
        size.clicked.connect(self.looks_pressed)
        inside = column(
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
        inside.addSpacing(looks.gap(8))
        self._field(inside, self._name, _("What should we call you?"), _("Any name you like to be called by."))
        self._programmes.setFont(looks.font("body"))
        self._programmes.setAccessibleName(_("Course"))
        self._course = ground("clear", column(Text(_("Course"), "small_strong"), self._programmes, spacing=5))
        self._roles.buttonToggled.connect(self._on_role)
        inside.addWidget(self._course)
        self._field(
            inside,
            self._pin,
            _("PIN (optional)"),
            _("At least 6 digits. It keeps your screen private on a shared computer; it does not stop a thief."),
        )
        self._field(inside, self._again, _("PIN again"), "")
        for field in (self._pin, self._again):
            field.setEchoMode(QLineEdit.EchoMode.Password)
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

    def _field(self, layout: QVBoxLayout, field: QLineEdit, label: str, hint: str) -> None:
        field.setFont(active().font("body"))
        field.setAccessibleName(label)
        field.setAccessibleDescription(hint)
        layout.addWidget(Text(label, "small_strong"))
        layout.addWidget(field)
        if hint:
            layout.addWidget(Text(hint, "small", "secondary"))

    def _on_role(self) -> None:
        chosen = self._roles.checkedButton()
        self._course.setVisible(chosen is None or chosen.objectName() == "learner")

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
