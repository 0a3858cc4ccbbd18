"""The dialog for text size, colours, motion and the pace of reading aloud; each choice is shown at once."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QGridLayout, QWidget

from trainer.i18n import LANGUAGES, _
from trainer.settings import PACES, TEXT_SCALES, THEMES, Settings
from trainer.ui.choice import Choice
from trainer.ui.theme import active
from trainer.ui.widgets.buttons import Button
from trainer.ui.widgets.choices import TickLine
from trainer.ui.widgets.panels import column, row
from trainer.ui.widgets.pickers import PickList
from trainer.ui.widgets.text import Text


class LooksDialog(QDialog):
    """Lets the person choose how the program looks.

    Signals:
        changed: The new settings, after each choice.
    """

    changed = Signal(object)

    def __init__(self, parent: QWidget | None, settings: Settings, language: str) -> None:
        """Starts with the settings in force."""
        super().__init__(parent)
        self._settings = settings
        self.setWindowTitle(_("Text size and colors"))
        self.setMinimumWidth(active().px(420))
        layout = column(Text(_("Text size and colors"), "title"), spacing=8, margins=24)
        scales = [(str(scale), _("%(n)s %%") % {"n": scale}) for scale in TEXT_SCALES]
        self._scale = _choice(_("Text size"), scales, str(settings.text_scale))
        self._theme = _choice(_("Colors"), list(zip(THEMES, _theme_words(), strict=True)), settings.theme)
        self._language = _choice(_("Language"), list(LANGUAGES.items()), language)
        self._pace = _choice(_("Reading aloud"), list(zip(PACES, _pace_words(), strict=True)), settings.read_aloud_pace)
        # Side by side: below each other, four fields would not fit on a small screen at 200 % text.
        fields = QGridLayout()
        fields.setHorizontalSpacing(active().gap(16))
        fields.setVerticalSpacing(active().gap(8))
        fields.setColumnStretch(1, 1)
        for line, (label, field) in enumerate(
            (
                (_("Text size"), self._scale),
                (_("Colors"), self._theme),
                (_("Language"), self._language),
                (_("Reading aloud"), self._pace),
            )
        ):
            fields.addWidget(Text(label, "small_strong", wrap=False), line, 0)
            fields.addWidget(field, line, 1)
            field.currentIndexChanged.connect(self._tell)
        layout.addLayout(fields)
        self._still = TickLine(_("Reduce motion"))
        self._ring = TickLine(_("Always show where the keyboard is"))
        for box, on in ((self._still, settings.reduce_motion), (self._ring, settings.always_show_focus)):
            box.show_state(on)
            box.ticked.connect(self._tell)
            layout.addWidget(box)
        done = Button(_("Done"), "primary")
        done.clicked.connect(self.accept)
        layout.addSpacing(8)
        layout.addLayout(row(None, done))
        self.setLayout(layout)

    def _tell(self) -> None:
        self._settings = replace(
            self._settings,
            text_scale=int(self._scale.currentData()),
            theme=str(self._theme.currentData()),
            language=str(self._language.currentData()),
            reduce_motion=self._still.box.isChecked(),
            read_aloud_pace=str(self._pace.currentData()),
            always_show_focus=self._ring.box.isChecked(),
        )
        self.changed.emit(self._settings)


def _choice(name: str, items: list[tuple[str, str]], current: str) -> PickList:
    box = PickList()
    box.setAccessibleName(name)
    box.show_choices([Choice(value, label) for value, label in items])
    box.setCurrentIndex(max(0, box.findData(current)))
    return box


def _theme_words() -> tuple[str, str, str, str]:
    return _("As the computer"), _("Light"), _("Dark"), _("High contrast")


def _pace_words() -> tuple[str, str, str]:
    return _("Slow"), _("At a normal pace"), _("Fast")
